/**
 * Has a random walk mixed? Several chains from far-apart starts are compared by split R-hat and by the effective sample
 * size (Gelman et al., Bayesian Data Analysis, 3rd ed., 11.4-11.5; thresholds of Vehtari et al. 2021). A pass is no
 * proof; a failure is a reason to distrust, and the numbers that rest on the walk are then given confidence 0.
 */
import { symmetricEigen } from '../../numeric/algebra/linear-algebra.ts';

/** Largest split R-hat that passes. */
export const MAX_R_HAT = 1.05;
/** Least effective number of samples, over all chains, that passes. */
const MIN_EFFECTIVE = 100;

/** States of a chain used to estimate its autocorrelations. */
const MAX_CORRELATED = 20_000;

/** Whether the chains of a random walk agree, with the statistics it is judged by. */
export interface MixingReport {
  readonly mixed: boolean;
  /** Why, in a sentence. */
  readonly reason: string;
  /** The largest split R-hat over the quantities watched. */
  readonly rHat: number;
  /** The least effective sample size over the quantities watched. */
  readonly effectiveSamples: number;
}

/** The report on independent samples. */
export function independentReport(samples: number): MixingReport {
  return { mixed: true, reason: 'the samples are independent', rHat: 1, effectiveSamples: samples };
}

/** Judges series[q][chain], the values of the watched quantities q along the chains (all of one length). */
export function judgeMixing(
  series: readonly { readonly name: string; readonly chains: readonly Float64Array[] }[],
): MixingReport {
  let rHat = 1;
  let worst = '';
  let effectiveSamples = Infinity;
  let poorest = '';
  for (const { name, chains } of series) {
    const ratio = splitRHat(chains);
    if (!(ratio <= rHat)) {
      rHat = ratio;
      worst = name;
    }
    const effective = effectiveSampleSize(chains);
    if (effective < effectiveSamples) {
      effectiveSamples = effective;
      poorest = name;
    }
  }
  if (!(rHat <= MAX_R_HAT)) {
    const reason = `the chains disagree on ${worst}: split R-hat ${rHat.toFixed(3)} exceeds ${MAX_R_HAT}`;
    return { mixed: false, reason, rHat, effectiveSamples };
  }
  if (!(effectiveSamples >= MIN_EFFECTIVE)) {
    const reason = `only ${effectiveSamples.toFixed(0)} effective samples of ${poorest}; ${MIN_EFFECTIVE} are needed`;
    return { mixed: false, reason, rHat, effectiveSamples };
  }
  const reason = `split R-hat at most ${rHat.toFixed(3)}, at least ${effectiveSamples.toFixed(0)} effective samples`;
  return { mixed: true, reason, rHat, effectiveSamples };
}

/**
 * Series worth watching for a cloud of points, chains[c] holding n points of R^dim in a row: up to 16 coordinates, the
 * direction in which the pooled points spread most (where a needle's chains would still sit apart), and |x|^2.
 */
export function watchedSeries(
  chains: readonly Float64Array[],
  dim: number,
): { name: string; chains: Float64Array[] }[] {
  const project = (direction: (i: number) => number): Float64Array[] =>
    chains.map((points) => {
      const n = points.length / dim;
      return Float64Array.from({ length: n }, (_, k) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += direction(i) * points[k * dim + i]!;
        return sum;
      });
    });
  const series = Array.from({ length: Math.min(dim, 16) }, (_, axis) => ({
    name: `coordinate ${axis + 1}`,
    chains: project((i) => (i === axis ? 1 : 0)),
  }));
  if (dim > 1 && dim <= 64) {
    const longest = principalDirection(chains, dim);
    series.push({ name: 'the direction of largest spread', chains: project((i) => longest[i]!) });
  }
  series.push({
    name: 'the squared length',
    chains: chains.map((points) =>
      Float64Array.from({ length: points.length / dim }, (_, k) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += points[k * dim + i]! ** 2;
        return sum;
      }),
    ),
  });
  return series;
}

function principalDirection(chains: readonly Float64Array[], dim: number): readonly number[] {
  const moment = Array.from({ length: dim }, () => Array.from({ length: dim }, () => 0));
  for (const points of chains) {
    const n = points.length / dim;
    const stride = Math.max(1, Math.floor(n / 500));
    for (let k = 0; k < n; k += stride) {
      for (let i = 0; i < dim; i++) {
        const row = moment[i]!;
        for (let j = 0; j < dim; j++) row[j] = row[j]! + points[k * dim + i]! * points[k * dim + j]!;
      }
    }
  }
  return symmetricEigen(moment).vectors.at(-1)!;
}

/** sqrt(pooled variance estimate / within-half-chain variance); NaN-free: Infinity when a half chain never moves. */
export function splitRHat(chains: readonly Float64Array[]): number {
  const halves = chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
  const n = halves[0]!.length;
  const moments = halves.map(meanAndVariance);
  const within = average(moments.map(({ variance }) => variance));
  const between = n * meanAndVariance(Float64Array.from(moments, ({ mean }) => mean)).variance;
  if (within === 0) return between === 0 ? 1 : Infinity;
  return Math.sqrt((n - 1) / n + between / (n * within));
}

/**
 * Effective number of independent samples in all chains together (Geyer's initial positive sequence), at most their
 * number.
 */
export function effectiveSampleSize(chains: readonly Float64Array[]): number {
  const n = chains[0]!.length;
  const total = n * chains.length;
  const moments = chains.map(meanAndVariance);
  const within = average(moments.map(({ variance }) => variance));
  if (within === 0) return 0;
  const between = chains.length > 1 ? meanAndVariance(Float64Array.from(moments, ({ mean }) => mean)).variance : 0;
  const pooled = ((n - 1) / n) * within + between;
  // The correlations of a long chain are read off its first part.
  const part = Math.min(n, MAX_CORRELATED);
  const autocovariance = (lag: number): number =>
    average(
      chains.map((chain, c) => {
        const { mean } = moments[c]!;
        let sum = 0;
        for (let i = 0; i + lag < part; i++) sum += (chain[i]! - mean) * (chain[i + lag]! - mean);
        return sum / part;
      }),
    );
  const correlation = (lag: number): number => 1 - (within - autocovariance(lag)) / pooled;
  let tau = -1;
  const limit = Math.min(part - 2, 2000);
  for (let lag = 0; lag < limit; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (pair <= 0) break;
    tau += 2 * pair;
  }
  return Math.min(total, total / Math.max(tau, 1e-12));
}

function meanAndVariance(values: Float64Array): { mean: number; variance: number } {
  let mean = 0;
  for (const x of values) mean += x / values.length;
  let square = 0;
  for (const x of values) square += (x - mean) ** 2;
  return { mean, variance: values.length > 1 ? square / (values.length - 1) : 0 };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
