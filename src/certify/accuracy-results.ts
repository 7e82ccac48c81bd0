/** Results of one run against one adversary, whatever file they come from: what accuracies are counted from. */
import { certifiedRadius, radiusCurve } from '../radius/certified-radius.ts';
import { parseAdversary } from '../noise/adversary-spec.ts';
import { parseNoise } from '../noise/noise-spec.ts';
import type { NamedNoise } from '../noise/noise.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
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
  if (!stored) notes.push(`${file} has no radii against ${wanted}: computed from its rho.`);
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

function namedNoise(spec: string, dim: number, lambda: number, file: string): NamedNoise {
  try {
    return parseNoise(spec, dim, { lambda });
  } catch (error) {
    const reason = error instanceof InvalidInput ? ` (${error.message})` : '';
    throw new InvalidInput(
      `${file} was made with ${spec}, whose radii cannot be computed from rho alone${reason}; ask for an adversary of the log.`,
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
