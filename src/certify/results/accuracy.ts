/**
 * Certified accuracy: of all images, those that are classified right and certified up to a radius at least r. Tables as
 * in the literature: for each noise the best over its scales, at each radius.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedProportion } from '../../numeric/confidence/budgeted-bounds.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { rhoHistogram, type RhoBin } from '../statistics/rho-histogram.ts';
import type { ResultSet } from './accuracy-results.ts';
import { GrowingNumbers } from './growing-numbers.ts';

/** Images certified at one radius. */
export interface AccuracyAt {
  readonly radius: number;
  /** Images right and certified at this radius. */
  readonly certified: number;
  /** certified / images. */
  readonly accuracy: number;
  /**
   * Where an interval was asked for: Clopper-Pearson bounds on the certified accuracy over all images that the ones
   * tested were drawn from, rounded outward.
   */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

/** What one run says. */
export interface RunAccuracy {
  readonly file: string;
  readonly noise: string;
  readonly sigma: number;
  readonly alpha: number | null;
  readonly estimation: string | null;
  /** As in ResultSet. */
  readonly grid?: number | null;
  readonly images: number;
  readonly abstained: number;
  /** Images that the smoothed classifier has right, whatever their radius: certified accuracy at radius 0. */
  readonly right: number;
  /**
   * Of the images right: mean and (lower) median of their radii; null when there are none. Infinity when a radius is.
   */
  readonly meanRadius: number | null;
  readonly medianRadius: number | null;
  /**
   * Mean over all images of the radius, 0 where wrong or abstained (average certified radius; Zhai et al., MACER,
   * 2020).
   */
  readonly averageCertifiedRadius: number;
  /**
   * How sure the classifier is of the images right, and which of them make the average radius; absent where rho is not
   * known.
   */
  readonly rho?: readonly RhoBin[];
  readonly at: readonly AccuracyAt[];
}

/** The best run of a noise at one radius. */
export interface BestAt extends AccuracyAt {
  readonly sigma: number;
  readonly file: string;
  readonly images: number;
}

/** The runs of one noise, and the best of them at each radius. */
export interface NoiseAccuracy {
  readonly noise: string;
  /** By rising sigma. */
  readonly runs: readonly RunAccuracy[];
  /** One for each radius. */
  readonly best: readonly BestAt[];
}

/** Certified accuracies of one or more noises against one adversary. */
export interface AccuracyReport {
  readonly adversary: string;
  readonly radii: readonly number[];
  /** Of the intervals; null where none were asked for. */
  readonly confidence: number | null;
  /** In the order in which they were given. */
  readonly noises: readonly NoiseAccuracy[];
  /** Sentences about what makes the numbers less than they seem. */
  readonly notes: readonly string[];
}

/** Whether an image counts at a radius: right, and certified at least that far. */
const counts = (image: ResultSet['images'][number], radius: number): boolean =>
  image.predict === image.label && image.predict >= 0 && image.radius >= radius;

/** Radii of the images that are right, rising. */
function rightRadii(images: ResultSet['images']): Float64Array {
  const radii = new GrowingNumbers();
  for (const image of images) if (counts(image, 0)) radii.push(image.radius);
  return radii.values.sort();
}

/** Of the images that are right. */
function* rightRhos(images: ResultSet['images'], rhos: ArrayLike<number>): Generator<{ rho: number; radius: number }> {
  for (let i = 0; i < images.length; i++) if (counts(images[i]!, 0)) yield { rho: rhos[i]!, radius: images[i]!.radius };
}

/** Certified accuracy of one run at one radius; `confidence` asks for an interval. */
export function accuracyAt({ images }: ResultSet, radius: number, confidence?: number): AccuracyAt {
  let certified = 0;
  for (const image of images) if (counts(image, radius)) certified += 1;
  const n = images.length;
  return {
    radius,
    certified,
    accuracy: n === 0 ? 0 : certified / n,
    interval:
      confidence === undefined || n === 0
        ? null
        : budgetedProportion({ least: certified, most: certified }, n, ErrorBudget.besides(confidence)),
  };
}

/** All numbers of one run. Throws InvalidInput when it has no images. */
export function runAccuracy(results: ResultSet, { radii, confidence }: AccuracyOptions): RunAccuracy {
  const { file, noise, sigma, alpha, estimation, images } = results;
  if (images.length === 0) throw new InvalidInput(`${file} holds no results yet.`, { code: 'results-file' });
  const right = rightRadii(images);
  const sum = right.reduce((total, radius) => total + radius, 0);
  let abstained = 0;
  for (const { predict } of images) if (predict < 0) abstained += 1;
  return {
    file,
    noise,
    sigma,
    alpha,
    estimation,
    ...(results.grid === undefined ? {} : { grid: results.grid }),
    images: images.length,
    abstained,
    right: right.length,
    meanRadius: right.length === 0 ? null : sum / right.length,
    medianRadius: right.length === 0 ? null : right[Math.floor((right.length - 1) / 2)]!,
    averageCertifiedRadius: sum / images.length,
    ...(results.rhos === undefined ? {} : { rho: rhoHistogram(rightRhos(images, results.rhos)) }),
    at: radii.map((radius) => accuracyAt(results, radius, confidence)),
  };
}

/** What an accuracy report is about. */
export interface AccuracyOptions {
  /** In the adversary's norm, images in [0, 1]; at least one, each >= 0. */
  readonly radii: readonly number[];
  /** Asks for intervals of this confidence, in (0, 1), over all images that those tested were drawn from. */
  readonly confidence?: number | undefined;
}

/**
 * The report on runs against one adversary: at each radius, of every noise the run with the most images certified.
 * Throws InvalidInput where there are no results, or results against several adversaries.
 *
 * @example
 * const images = [0.5, 1, 2].map((radius, index) => ({ index, label: 0, predict: 0, radius }));
 * const settings = { noise: 'gaussian', sigma: 1, alpha: 0.001, estimation: 'fixed', adversary: 'l2' };
 * const run = { file: 'a.tsv', ...settings, data: null, images, notes: [] };
 * accuracyReport([run], { radii: [1] }).noises[0].best[0].certified // => 2
 */
export function accuracyReport(results: readonly ResultSet[], { radii, confidence }: AccuracyOptions): AccuracyReport {
  const adversary = results[0]?.adversary;
  if (adversary === undefined) throw new InvalidInput('There are no results to report on.', { code: 'results-file' });
  const other = results.find((each) => each.adversary !== adversary);
  if (other !== undefined) {
    throw new InvalidInput(
      `${results[0]!.file} has radii against ${adversary}, ${other.file} against ${other.adversary}; say against which.`,
      { code: 'adversaries-differ', settings: ['adversary'] },
    );
  }
  const noises = [...new Set(results.map(({ noise }) => noise))].map((noise): NoiseAccuracy => {
    const runs = results
      .filter((each) => each.noise === noise)
      .map((each) => runAccuracy(each, { radii, confidence }))
      .sort((a, b) => a.sigma - b.sigma);
    return { noise, runs, best: radii.map((_, i) => bestOf(runs, i)) };
  });
  return {
    adversary,
    radii,
    confidence: confidence ?? null,
    noises,
    notes: [...results.flatMap(({ notes }) => notes), ...comparisonNotes(results, noises, confidence)],
  };
}

/** Among equals the least sigma. */
function bestOf(runs: readonly RunAccuracy[], i: number): BestAt {
  const best = runs.reduce((top, run) => (run.at[i]!.accuracy > top.at[i]!.accuracy ? run : top));
  return { ...best.at[i]!, sigma: best.sigma, file: best.file, images: best.images };
}

function comparisonNotes(
  results: readonly ResultSet[],
  noises: readonly NoiseAccuracy[],
  confidence: number | undefined,
): string[] {
  const notes: string[] = [];
  const first = results[0]!;
  const firstIndices = sortedIndices(first);
  const same = (other: ResultSet): boolean => {
    const indices = other === first ? firstIndices : sortedIndices(other);
    return indices.length === firstIndices.length && indices.every((index, i) => index === firstIndices[i]);
  };
  const odd = results.find(
    (other) => (other.data !== null && first.data !== null && other.data !== first.data) || !same(other),
  );
  if (odd !== undefined) {
    const how = same(odd) ? 'of different data sets' : `${first.images.length} and ${odd.images.length} of them`;
    notes.push(
      `${first.file} and ${odd.file} are about different images (${how}): their accuracies do not compare. Shares of one run ` +
        'are joined by wulff merge.',
    );
  }
  const stopped = results.filter(({ estimation }) => estimation?.startsWith('stop ') === true);
  if (stopped.length > 0) {
    notes.push(
      `${stopped.map(({ file }) => file).join(', ')} stopped early (${stopped[0]!.estimation!}): radii beyond the question ` +
        'that was asked are smaller than more samples would have shown.',
    );
  }
  if (confidence !== undefined && noises.some(({ runs }) => runs.length > 1)) {
    notes.push('The intervals hold for each run by itself; the best of several is likely to be a little lucky.');
  }
  return notes;
}

const sortedIndices = ({ images }: ResultSet): Float64Array => Float64Array.from(images, ({ index }) => index).sort();

/**
 * Certified accuracy of a noise as a falling staircase, best over its runs: the accuracy just up to and including each
 * radius at which it drops. The last point is the largest radius of all; beyond it the accuracy is 0. Infinite radii
 * are left to the last step (`endless`: the height that never drops).
 */
export interface AccuracyStaircase {
  readonly noise: string;
  readonly steps: readonly AccuracyStep[];
  readonly endless: AccuracyLevel;
}

/** Certified accuracy of the best run: certified / images. */
export interface AccuracyLevel {
  readonly accuracy: number;
  readonly certified: number;
  readonly images: number;
}

/** A place where a staircase drops, and its height up to and including it. */
export interface AccuracyStep extends AccuracyLevel {
  readonly radius: number;
}

/** Below every run. */
const NONE: AccuracyLevel = { accuracy: 0, certified: 0, images: 0 };

const better = (best: AccuracyLevel, certified: number, images: number): AccuracyLevel =>
  best.images === 0 || certified / images > best.accuracy ? { accuracy: certified / images, certified, images } : best;

/** The staircase of each noise, in the order in which they were given. */
export function accuracyStaircases(results: readonly ResultSet[]): AccuracyStaircase[] {
  return [...new Set(results.map(({ noise }) => noise))].map((noise) => {
    const runs = results
      .filter((each) => each.noise === noise && each.images.length > 0)
      .map(({ images }) => ({
        size: images.length,
        radii: rightRadii(images),
      }));
    const different = new Set<number>();
    for (const { radii } of runs) for (const radius of radii) different.add(radius);
    const ends = [...different].filter(Number.isFinite).sort((a, b) => a - b);
    const next = runs.map(() => 0);
    const steps: AccuracyStep[] = [];
    for (const radius of ends) {
      let best: AccuracyLevel = NONE;
      runs.forEach(({ size, radii }, i) => {
        while (next[i]! < radii.length && radii[next[i]!]! < radius) next[i]! += 1;
        best = better(best, radii.length - next[i]!, size);
      });
      // Where another run keeps the best up, a radius is no step.
      if (steps.at(-1)?.accuracy === best.accuracy) steps.pop();
      steps.push({ radius, ...best });
    }
    const endless = runs.reduce(
      (best, { size, radii }) => better(best, radii.filter((radius) => radius === Infinity).length, size),
      NONE,
    );
    return { noise, steps, endless };
  });
}
