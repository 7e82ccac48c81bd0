/**
 * Results of other programs: tab-separated logs as Cohen, Rosenfeld & Kolter (2019) print them, and the arrays that the
 * code of Yang et al. (2020, rs4a) saves. Neither says with which noise it was made: that is told from outside.
 */
import type { NamedNoise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { radiiFromRho } from './radii-from-rho.ts';
import type { ResultSet } from './accuracy-results.ts';
import type { ImageRadius } from './result.ts';
import { numbersOf, type NpyArray } from '../data/formats/npy.ts';

/** What the files do not say. */
export interface ForeignSubject {
  readonly noise: NamedNoise;
  readonly adversary: string;
}

const COLUMNS = ['idx', 'label', 'predict', 'radius', 'correct'] as const;

/** Whether a text looks like a log of this kind. */
export const isCohenLog = (text: string): boolean => /^\uFEFF?idx\tlabel\tpredict\tradius\tcorrect\b/.test(text);

/**
 * Reads a log `idx label predict radius correct time`. Its radii are printed with three significant digits to nearest,
 * so half of them are above what was certified: each is taken as printed, and a note counts, for the radii of a table,
 * the images that may owe their place to rounding. Throws InvalidInput with the line.
 */
export function parseCohenLog(
  text: string,
  file: string,
  subject: ForeignSubject,
  tableRadii: readonly number[] = [],
): ResultSet {
  const reader = new CohenReader(file, subject, tableRadii);
  for (const line of text.split('\n')) reader.read(line);
  return reader.results();
}

/** Reads such a log line by line. */
export class CohenReader {
  readonly #file: string;
  readonly #subject: ForeignSubject;
  readonly #tableRadii: readonly number[];
  readonly #images: ImageRadius[] = [];
  readonly #doubtful: number[];
  readonly #seen = new Map<number, ImageRadius>();
  #repeated = 0;
  #lines = 0;

  constructor(file: string, subject: ForeignSubject, tableRadii: readonly number[] = []) {
    this.#file = file;
    this.#subject = subject;
    this.#tableRadii = tableRadii;
    this.#doubtful = tableRadii.map(() => 0);
  }

  /** Reads the next line, without its newline. Throws InvalidInput. */
  read(line: string): void {
    const file = this.#file;
    this.#lines += 1;
    if (this.#lines === 1) {
      if (isCohenLog(line)) return;
      throw new InvalidInput(`${file} does not start with the columns ${COLUMNS.join(', ')} (tabs between them).`, {
        code: 'results-file',
      });
    }
    if (line.trim() === '') return;
    const where = `${file}, line ${this.#lines}`;
    const cells = line.split('\t');
    const [index, label, predict, radius, correct] = COLUMNS.map((name, at) => {
      const value = numberIn(cells[at] ?? '');
      if (Number.isNaN(value))
        throw new InvalidInput(`${where}: ${name} is "${cells[at] ?? ''}", not a number.`, { code: 'results-file' });
      return value;
    }) as [number, number, number, number, number];
    if (!Number.isInteger(predict) || predict < -1)
      throw new InvalidInput(`${where}: predict is ${predict}, no class.`, { code: 'results-file' });
    if ((correct === 1) !== (predict === label)) {
      throw new InvalidInput(`${where}: correct is ${correct}, but label is ${label} and predict ${predict}.`, {
        code: 'results-file',
      });
    }
    if (predict >= 0 && radius < 0)
      throw new InvalidInput(`${where}: the radius is ${radius}.`, { code: 'results-file' });
    const image = { index, label, predict, radius: predict < 0 ? 0 : radius };
    const before = this.#seen.get(index);
    if (before !== undefined) {
      const same = before.label === label && before.predict === predict && before.radius === image.radius;
      if (!same)
        throw new InvalidInput(`${where}: image ${index} is there twice, with different results.`, {
          code: 'results-file',
        });
      this.#repeated += 1;
      return;
    }
    this.#seen.set(index, image);
    this.#images.push(image);
    const least = radius - halfUnit(cells[3]!);
    this.#tableRadii.forEach((wanted, k) => {
      if (predict === label && radius >= wanted && least < wanted && wanted > 0) this.#doubtful[k]! += 1;
    });
  }

  /** What was read. */
  results(): ResultSet {
    const file = this.#file;
    const { noise, adversary } = this.#subject;
    const most = Math.max(0, ...this.#doubtful);
    const notes =
      most === 0
        ? []
        : [
            `${file} prints radii rounded to nearest: at radius ${this.#tableRadii[this.#doubtful.indexOf(most)]!} ${most} of ` +
              `${this.#images.length} images may count by rounding alone.`,
          ];
    if (this.#repeated > 0) {
      notes.push(`${file} lists ${this.#repeated} images twice, with the same results: each counts once.`);
    }
    return {
      file,
      noise: noise.spec,
      sigma: noise.sigma,
      alpha: null,
      estimation: null,
      adversary,
      data: null,
      images: this.#images,
      notes,
    };
  }
}

/** A number as other programs print it, infinity as `inf`; NaN where it is none. */
function numberIn(cell: string): number {
  const text = cell.trim();
  if (/^\+?inf(inity)?$/i.test(text)) return Infinity;
  return text === '' ? NaN : Number(text);
}

/**
 * Half a unit of the last of three significant digits: how far rounding to nearest may have lifted a printed number.
 */
function halfUnit(printed: string): number {
  const value = Math.abs(numberIn(printed));
  if (value === 0 || !Number.isFinite(value)) return 0;
  return 0.5 * 10 ** (Math.floor(Math.log10(value)) - 2);
}

/** The arrays of a folder of rs4a. */
export interface SavedArrays {
  /** Lower confidence bounds on the top class's probability, one an image. */
  readonly probLb: NpyArray;
  /** The class, or a row of votes for all classes, of each image. */
  readonly preds: NpyArray;
  readonly labels: NpyArray;
  /** Radii as saved, where there are any for the adversary. */
  readonly radii: NpyArray | null;
}

/**
 * rs4a keeps rho in single precision, to nearest: at most half a unit in its last place, for rho in [1/2, 1], was
 * added.
 */
const SINGLE_HALF_UNIT = 2 ** -25;
/** Relative excess above which a saved radius counts as above ours: rounding to single precision stays below it. */
const EXCESS = 1e-6;

/**
 * Reads saved arrays. Radii are computed here from rho (lowered by what single precision may have added); images with
 * rho <= 1/2 abstain, which rs4a does not have them do. Saved radii above ours at the same rho are counted in a note,
 * with the worst. Throws InvalidInput.
 */
export function readSavedArrays(saved: SavedArrays, file: string, subject: ForeignSubject): ResultSet {
  const rhos = Array.from(numbersOf(saved.probLb));
  const labels = Array.from(numbersOf(saved.labels));
  const classes = classesOf(saved.preds, file);
  const sizes = { 'prob_lb.npy': rhos.length, 'preds.npy': classes.length, 'labels.npy': labels.length };
  const odd = Object.entries(sizes).find(([, size]) => size !== rhos.length);
  if (odd !== undefined) {
    throw new InvalidInput(`${file}: prob_lb.npy has ${rhos.length} images, ${odd[0]} ${odd[1]}.`, {
      code: 'results-file',
    });
  }
  const wrong = rhos.findIndex((rho) => !(rho >= 0 && rho <= 1));
  if (wrong >= 0)
    throw new InvalidInput(`${file}/prob_lb.npy: image ${wrong} has ${rhos[wrong]!}, no probability.`, {
      code: 'results-file',
    });
  const single = rhos.every((rho) => Math.fround(rho) === rho);
  const sound = single ? rhos.map((rho) => Math.max(0, rho - SINGLE_HALF_UNIT)) : rhos;
  const radii = radiiFromRho(subject.noise, subject.adversary, sound);
  const notes = single
    ? [`${file} keeps rho in single precision: lowered by 2^-25, the most that rounding can have added.`]
    : [];
  const below = sound.filter((rho) => rho <= 0.5).length;
  if (below > 0) notes.push(`${file}: ${below} of ${rhos.length} images have rho <= 1/2 and count as abstained.`);
  if (saved.radii !== null) notes.push(...excessNotes(saved.radii, rhos, file, subject));
  return {
    file,
    noise: subject.noise.spec,
    sigma: subject.noise.sigma,
    alpha: null,
    estimation: null,
    adversary: subject.adversary,
    data: null,
    rhos: sound,
    images: rhos.map((_, i) => ({
      index: i,
      label: labels[i]!,
      predict: sound[i]! <= 0.5 ? -1 : classes[i]!,
      radius: radii[i]!,
    })),
    notes,
  };
}

function classesOf({ shape, values }: NpyArray, file: string): number[] {
  const [images = 0, classes = 1, ...more] = shape;
  if (more.length > 0)
    throw new InvalidInput(`${file}/preds.npy has the shape ${shape.join(' x ')}; images x classes is read.`, {
      code: 'results-file',
    });
  const numbers = numbersOf({ shape, values, dtype: '' });
  if (shape.length < 2) return Array.from(numbers);
  return Array.from({ length: images }, (_, i) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (numbers[i * classes + c]! > numbers[i * classes + best]!) best = c;
    return best;
  });
}

function excessNotes(saved: NpyArray, rhos: readonly number[], file: string, subject: ForeignSubject): string[] {
  const theirs = numbersOf(saved);
  if (theirs.length !== rhos.length) {
    throw new InvalidInput(`${file}: prob_lb.npy has ${rhos.length} images, the saved radii ${theirs.length}.`, {
      code: 'results-file',
    });
  }
  const ours = radiiFromRho(subject.noise, subject.adversary, rhos);
  let above = 0;
  let worst = -1;
  const excess = (i: number): number => theirs[i]! / ours[i]!;
  for (let i = 0; i < rhos.length; i++) {
    if (!(rhos[i]! > 0.5) || !(theirs[i]! > ours[i]! * (1 + EXCESS))) continue;
    above += 1;
    if (worst < 0 || excess(i) > excess(worst)) worst = i;
  }
  if (worst < 0) return [];
  return [
    `${file}: ${above} of ${rhos.length} saved radii are above what their rho allows; worst image ${worst}: rho ${rhos[worst]!}, ` +
      `saved ${theirs[worst]!.toPrecision(6)}, which is ${((excess(worst) - 1) * 100).toPrecision(2)} % above ours, ` +
      `${ours[worst]!.toPrecision(6)}. ` +
      'Ours are used.',
  ];
}
