/** Results of one run against one adversary, whatever file they come from: what accuracies are counted from. */
import { certifiedRadius, radiusCurve } from '../../radius/certified-radius.ts';
import { parseAdversary } from '../../noise/adversary-spec.ts';
import { parseNoise } from '../../noise/spec.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ResultLog } from './result-log.ts';

/** What is known of one image. */
export interface ImageRadius {
  /** Index in the data set. */
  readonly index: number;
  readonly label: number;
  /** The class of the smoothed classifier, or -1: abstained. */
  readonly predict: number;
  /** Certified radius; 0 when abstained. */
  readonly radius: number;
}

/** One run: one noise at one scale, one adversary. */
export interface ResultSet {
  /** The file or folder it was read from. */
  readonly file: string;
  /** Noise spec, by which runs are grouped. */
  readonly noise: string;
  readonly sigma: number;
  /** Each certificate is wrong with at most this probability; null where the file does not say. */
  readonly alpha: number | null;
  /** How n was chosen: "fixed", or the stopping rule in words; null where the file does not say. */
  readonly estimation: string | null;
  readonly adversary: string;
  /** SHA-256 of the data set; null where the file does not say. */
  readonly data: string | null;
  readonly images: readonly ImageRadius[];
  /** Sentences about what is odd in the file, or was changed in reading it. */
  readonly notes: readonly string[];
}

/**
 * The results of a log of wulff certify against an adversary (default: its first). Against one that the log has no column for,
 * radii are computed from rho, where the noise is one of the named ones. Throws InvalidInput.
 */
export function resultsOfLog(log: ResultLog, file: string, adversary?: string): ResultSet {
  const { settings } = log;
  const wanted = adversary ?? settings.adversaries[0]!;
  const notes = log.torn ? [`${file} ends within a line, which is left out: its run was interrupted.`] : [];
  const stored = settings.adversaries.includes(wanted);
  const radii = stored
    ? log.rows.map((row) => row.radii.get(wanted) ?? 0)
    : radiiFromRho(
        namedNoise(settings.noise, settings.dim, settings.lambda, file),
        wanted,
        log.rows.map((row) => (row.predict < 0 ? 0 : row.rho)),
      );
  if (stored) notes.push(...excessNotes(log, wanted, radii, file));
  else notes.push(`${file} has no radii against ${wanted}: computed from its rho.`);
  return {
    file,
    noise: settings.noise,
    sigma: settings.sigma,
    alpha: settings.alpha,
    estimation: settings.estimation,
    adversary: wanted,
    data: settings.data.sha256,
    images: log.rows.map(({ index, label, predict }, i) => ({ index, label, predict, radius: radii[i]! })),
    notes,
  };
}

/** Unit in the last of the 12 digits of rho in a log: what rounding down may have taken from it. */
const RHO_UNIT = 1e-12;
/** Relative excess above which a radius counts as above ours. */
const EXCESS = 1e-6;
/** Distinct rho asked again one by one at most. */
const ASKED_AGAIN = 8;
const MARGIN = 1.01;

/** Points out radii above what their rho allows: no log of ours has any unless it was edited. */
function excessNotes(
  { settings, rows }: ResultLog,
  adversary: string,
  radii: readonly number[],
  file: string,
): string[] {
  let noise: NamedNoise;
  try {
    // Radii in the box depend on the image, those of splitting noise on votes; shapes from files are not in the log.
    parseAdversary(adversary, settings.dim);
    noise = parseNoise(settings.noise, settings.dim, { lambda: settings.lambda });
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
  const claimed = rows.map(({ predict }, i) => (predict < 0 ? 0 : radii[i]!));
  const positive = rows.flatMap(({ rho }, i) => (claimed[i]! > 0 ? [{ rho, i }] : []));
  if (positive.length === 0) return [];
  const against = parseAdversary(adversary, settings.dim);
  const lifted = positive.map(({ rho }) => (rho < 0.5 ? rho : Math.min(1, rho + RHO_UNIT)));
  const most = radiiFromRho(noise, adversary, lifted);
  const suspects = positive
    .map(({ rho, i }, k) => ({ rho, index: rows[i]!.index, radius: claimed[i]!, ours: most[k]!, lifted: lifted[k]! }))
    .filter(({ radius, ours }) => radius > ours * (1 + EXCESS))
    .sort((x, y) => y.radius / y.ours - x.radius / x.ours);
  // Many rho at once are searched more coarsely than one by one, which certify does and which may take long: the most suspect
  // are asked again, and what they gain is granted to the others, with a margin.
  const single = new Map<number, number>();
  let gain = 1;
  const above = suspects.flatMap((suspect) => {
    let ours = single.get(suspect.lifted);
    if (ours === undefined && single.size < ASKED_AGAIN) {
      ours = Math.max(suspect.ours, certifiedRadius(noise, against, suspect.lifted).radius);
      single.set(suspect.lifted, ours);
      if (suspect.ours > 0) gain = Math.max(gain, ours / suspect.ours);
    }
    const bound = ours ?? suspect.ours * (gain > 1 ? gain * MARGIN : 1);
    return suspect.radius > bound * (1 + EXCESS) ? [{ ...suspect, ours: bound }] : [];
  });
  if (above.length === 0) return [];
  const worst = above.reduce((x, y) => (y.radius / y.ours > x.radius / x.ours ? y : x));
  return [
    `${file}: ${above.length} of ${rows.length} radii are above what their rho allows, as if the log had been edited; worst ` +
      `image ${worst.index}: rho ${worst.rho}, radius ${worst.radius.toPrecision(6)}, ours ${worst.ours.toPrecision(6)}. ` +
      'They are counted as they stand.',
  ];
}

function namedNoise(spec: string, dim: number, lambda: number, file: string): NamedNoise {
  try {
    return parseNoise(spec, dim, { lambda });
  } catch (error) {
    const reason = error instanceof InvalidInput ? ` (${error.message})` : '';
    throw new InvalidInput(
      `${file} was made with ${spec}, whose radii cannot be computed from rho alone${reason}; ask for an adversary of the log.`,
      { code: 'not-known' },
    );
  }
}

/** Certified radii for many rho, the same rho computed once; 0 where rho <= 1/2. Throws InvalidInput. */
export function radiiFromRho(noise: NamedNoise, adversary: string, rhos: readonly number[]): number[] {
  const against = parseAdversary(adversary, noise.dim);
  const distinct = [...new Set(rhos)].sort((a, b) => a - b);
  // A curve checks its subject even where there is nothing to compute.
  if (distinct.length === 0) certifiedRadius(noise, against, 0.5);
  const curve = radiusCurve(noise, against, distinct);
  const radii = new Map(distinct.map((rho, i) => [rho, curve[i]!.radius]));
  return rhos.map((rho) => radii.get(rho)!);
}
