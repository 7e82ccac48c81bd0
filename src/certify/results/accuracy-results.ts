/** Results of one run against one adversary, whatever file they come from: what accuracies are counted from. */
import { findNoise } from '../../noise/spec.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { add } from '../../numeric/directed.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { excessNotes } from './excess-radii.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { radiiFromBounds, radiiFromRho } from './radii-from-rho.ts';
import type { CertifiedImage, ImageRadius, RunSettings } from './result.ts';
import type { ResultLog } from './result-log.ts';
import { RhoCheck } from './rho-check.ts';

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
  /**
   * q where certificates speak of images on the grid of 1/q, null where of real numbers; absent where the file does not
   * say.
   */
  readonly grid?: number | null;
  /** SHA-256 of the data set; null where the file does not say. */
  readonly data: string | null;
  readonly images: readonly ImageRadius[];
  /** Lower bounds of the probability of the class, image by image; absent where the file does not say them. */
  readonly rhos?: ArrayLike<number>;
  /** Sentences about what is odd in the file, or was changed in reading it. */
  readonly notes: readonly string[];
}

/**
 * The results of a log of wulff certify against an adversary (default: its first). Against one that the log has no
 * column for, radii are computed from rho, where the noise is one of the named ones. Throws InvalidInput.
 */
export function resultsOfLog(log: ResultLog, file: string, adversary?: string): ResultSet {
  const collected = new LogResults(log.settings, file, adversary);
  log.rows.forEach((row, i) => collected.add(row, FIRST_ROW + i));
  return collected.results(log.torn);
}

/** Line of the first row of a log. */
const FIRST_ROW = 3;

/** Results of a log that is read row by row, of which no more is kept than what is counted. */
export class LogResults {
  readonly #settings: RunSettings;
  readonly #file: string;
  readonly #adversary: string;
  readonly #images: ImageRadius[] = [];
  readonly #rhos = new GrowingNumbers();
  readonly #rivals = new GrowingNumbers();
  readonly #check: RhoCheck;
  /** Numbers that are equal are kept once: radii repeat, as counts do. */
  readonly #radii = new Map<number, number>();

  constructor(settings: RunSettings, file: string, adversary?: string) {
    this.#settings = settings;
    this.#file = file;
    this.#adversary = adversary ?? settings.adversaries[0]!;
    this.#check = new RhoCheck(settings);
  }

  /** The next row, which stands in this line of the file. */
  add(row: CertifiedImage, line: number): void {
    this.#check.look(row, () => `${this.#file}, line ${line}`);
    const { index, label, predict } = row;
    const stored = row.radii.get(this.#adversary) ?? 0;
    let radius = this.#radii.get(stored);
    if (radius === undefined) this.#radii.set(stored, (radius = stored));
    this.#images.push({ index, label, predict, radius });
    this.#rhos.push(row.rho);
    if (row.rivals !== undefined) this.#rivals.push(row.rivals.bound);
  }

  /** All rows added; `torn`: whether the file ends within a line. Throws InvalidInput. */
  results(torn: boolean): ResultSet {
    const settings = this.#settings;
    const file = this.#file;
    const adversary = this.#adversary;
    const notes = torn ? [`${file} ends within a line, which is left out: its run was interrupted.`] : [];
    const rhos = this.#rhos.values;
    const rivals = settings.rivals === undefined ? null : this.#rivals.values;
    let images: readonly ImageRadius[] = this.#images;
    if (settings.adversaries.includes(adversary)) {
      notes.push(...this.#check.notes(), ...excessNotes(settings, adversary, { images, rhos, rivals }, file));
    } else {
      const noise = namedNoise(settings.noise, settings.dim, settings.lambda, file);
      const tau = settings.grid?.tau ?? 0;
      const known = rhos.map((rho, i) => (images[i]!.predict < 0 ? 0 : Math.max(0, add(rho, -tau, 'down'))));
      const radii =
        rivals === null
          ? radiiFromRho(noise, adversary, known)
          : radiiFromBounds(
              noise,
              adversary,
              known,
              rivals.map((rival) => add(rival, tau, 'up')),
            );
      images = images.map((image, i) => ({ ...image, radius: radii[i]! }));
      notes.push(...this.#check.notes(), `${file} has no radii against ${adversary}: computed from its rho.`);
    }
    return {
      file,
      noise: settings.noise,
      sigma: settings.sigma,
      alpha: settings.alpha,
      estimation: settings.estimation,
      adversary,
      grid: settings.grid?.steps ?? splittingLevels(settings.noise),
      data: settings.data.sha256,
      images,
      rhos,
      notes,
    };
  }
}

/** The levels of splitting noise, which speaks of their grid; null for any other. */
const splittingLevels = (noise: string): number | null => {
  const levels = /^splitting,levels=(\d+)$/.exec(noise)?.[1];
  return levels === undefined ? null : Number(levels);
};

function namedNoise(spec: string, dim: number, lambda: number, file: string): NamedNoise {
  const found = findNoise(spec, dim, { lambda });
  if (found.noise !== null) return found.noise;
  throw new InvalidInput(
    `${file} was made with ${spec}, whose radii cannot be computed from rho alone (${found.reason}); ask for an adversary of the log.`,
    { code: 'not-known' },
  );
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 1, 2, 5] as const;

/** Radii for a table where nobody says which: 0 and eight round steps, as far as the results reach. */
export function evenRadii(results: readonly ResultSet[]): number[] {
  const reach = Math.max(
    0,
    ...results.map(({ images }) =>
      images.reduce((most, { radius }) => (Number.isFinite(radius) ? Math.max(most, radius) : most), 0),
    ),
  );
  if (reach === 0) return [0];
  const scale = 10 ** Math.min(0, Math.floor(Math.log10(reach / 8)) + 1);
  const step = STEPS.map((each) => each * scale).find((each) => 8 * each >= reach) ?? reach / 8;
  return Array.from({ length: 9 }, (_, i) => Number((i * step).toPrecision(12)));
}
