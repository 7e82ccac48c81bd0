/**
 * A confidence interval for J = int |{q > t}|^{(d-1)/d} dt of any noise with a sampler and a log-density.
 *
 * J = int p(u)^a e^{-u/d} du, a = (d-1)/d, with p the density of Y = I + Exp(1), I = -log q(X). J is concave in p, so
 * for any reference density p0 (here: smoothed from a pilot sample)
 *
 *     J <= (1/d) int p0^a e^{-u/d} du + a E[p0(Y)^{-1/d} e^{-Y/d}],
 *
 * a mean over fresh samples. The same with both integrals cut at the end of a grid, less a slack, is a lower bound. The
 * slack is int r(p, p0) e^{-u/d} du with r = p0^a + a p0^{a-1}(p - p0) - p^a, convex in p
 * and second order in p - p0; it is bounded by a band for p that holds at every point of a grid at once.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { scaled } from '../../numeric/estimate-algebra.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMean } from '../../numeric/confidence/budgeted-bounds.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import type { Noise } from '../../noise/noise.ts';

/**
 * Options of `sampledPlan`: copies drawn, copies to select the class by, failure probability, seed, adversaries and
 * stopping rule.
 */
export interface SampledOptions {
  /** Fresh samples; a fifth as many make the pilot (default 200,000). */
  readonly samples?: number;
  readonly seed?: number;
  /** Default 0.999. */
  readonly confidence?: number;
  /**
   * Upper bound of log q. Without it the largest density met in the pilot, times e, is taken: no sample can rule out a
   * narrow spike.
   */
  readonly logPeak?: number;
}

/** Spacing of the grid of u. */
const STEP = 0.01;

/** J of the noise, with the stated confidence. */
export function sampledIntegral(noise: Noise, options: SampledOptions = {}): Estimate {
  const { samples = 200_000, seed = 0, confidence = 0.999 } = options;
  const { dim } = noise;
  const pilot = informationSample(noise, Math.max(1000, Math.floor(samples / 5)), mixSeed(seed, 'information-pilot'));
  if (dim === 1) return peakEstimate(pilot, options);
  // Counted from the least value met: the scale of the noise enters at the end, and no power of it overflows.
  const origin = pilot[0]!;
  for (let n = 0; n < pilot.length; n++) pilot[n] = pilot[n]! - origin;
  const lowest = options.logPeak === undefined ? -1 : -options.logPeak - origin;
  const reference = referenceDensity(pilot, lowest, dim);
  const main = informationSample(noise, samples, mixSeed(seed, 'information'));
  for (let n = 0; n < samples; n++) main[n] = main[n]! - origin;
  return scaled(enclose(main, reference, dim, confidence, seed), Math.exp(-origin / dim));
}

/** Sorted values of -log q(X). */
function informationSample(noise: Noise, count: number, seed: number): Float64Array {
  const random = randomStream(seed);
  const x = new Float64Array(noise.dim);
  const values = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    noise.sample(random, x);
    values[n] = -noise.logDensity(x);
  }
  return values.sort();
}

/** In one dimension J is the height of the density, of which samples give a lower bound only. */
function peakEstimate(pilot: Float64Array, options: SampledOptions): Estimate {
  const value = Math.exp(-pilot[0]!);
  const upper = options.logPeak === undefined ? Infinity : Math.exp(options.logPeak);
  return { value, lower: value, upper, method: 'monte-carlo', confidence: 1 };
}

/** p0 on the cells [u_k, u_k + STEP), zero before the first. Beyond the last cell it falls like its own last slope. */
interface Reference {
  readonly start: number;
  readonly values: Float64Array;
  /** Decay rate beyond the last cell, in (0, 1]. */
  readonly rate: number;
}

/**
 * The pilot's p, smoothed over neighbouring cells, floored on the left (so that its inverse powers are bounded) and
 * continued as an exponential on the right.
 */
function referenceDensity(pilot: Float64Array, lowest: number, dim: number): Reference {
  const start = Math.min(lowest, pilot[0]!);
  const upper = pilot[Math.floor(0.9995 * pilot.length)]! + 2;
  const cells = Math.min(400_000, Math.max(2, Math.ceil((upper - start) / STEP)));
  const rough = new Float64Array(cells);
  for (let k = 0, j = 0, p = 0; k < cells; k++) {
    const u = start + (k + 0.5) * STEP;
    p *= Math.exp(-STEP);
    for (; j < pilot.length && pilot[j]! < u; j++) p += Math.exp(pilot[j]! - u) / pilot.length;
    rough[k] = p;
  }
  const smooth = triangularSmoothing(rough, Math.ceil(0.08 / STEP));
  const floor = 1e-4 * smooth.reduce((x, y) => Math.max(x, y), 0);
  const values = Array.from(smooth, (p) => Math.max(p, floor));
  // The tail's rate from the last e-folds that the pilot sees well; the grid goes on until little is left.
  const last = values.at(-1)!;
  const back = Math.max(0, cells - 1 - Math.round(2 / STEP));
  const seen = Math.log(values[back]! / last) / (Math.max(1, cells - 1 - back) * STEP);
  const rate = Math.min(1, Math.max(0.05, seen));
  const further = Math.ceil(9 / (rate * (1 - 1 / dim) + 1 / dim) / STEP);
  for (let k = 1; k <= further; k++) values.push(last * Math.exp(-rate * k * STEP));
  return { start, values: Float64Array.from(values), rate };
}

function triangularSmoothing(values: Float64Array, width: number): Float64Array {
  return Float64Array.from(values, (_, k) => {
    let sum = 0;
    let weight = 0;
    for (let j = -width; j <= width; j++) {
      const value = values[k + j];
      if (value === undefined) continue;
      sum += (width + 1 - Math.abs(j)) * value;
      weight += width + 1 - Math.abs(j);
    }
    return sum / weight;
  });
}

function enclose(sample: Float64Array, reference: Reference, dim: number, confidence: number, seed: number): Estimate {
  const a = (dim - 1) / dim;
  const { start, values, rate } = reference;
  const end = start + values.length * STEP;
  const last = values.at(-1)!;
  // int over a cell of e^{-u/d}.
  const weight = (u: number): number => dim * Math.exp(-u / dim) * -Math.expm1(-STEP / dim);

  let onGrid = 0;
  // p0^{-1/d} e^{-u/d} is largest at the left, where p0 sits on its floor; beyond the grid it decreases.
  let range = 0;
  for (let k = 0; k < values.length; k++) {
    const u = start + k * STEP;
    onGrid += values[k]! ** a * weight(u);
    range = Math.max(range, Math.exp(-(Math.log(values[k]!) + u) / dim));
  }
  const beyond = (last ** a * Math.exp(-end / dim)) / (rate * a + 1 / dim);

  const random = randomStream(mixSeed(seed, 'information-exponential'));
  const inside = new Float64Array(sample.length);
  const terms = Float64Array.from(sample, (information, n) => {
    const y = information + random.exponential();
    const k = Math.max(0, Math.floor((y - start) / STEP));
    const log = k < values.length ? Math.log(values[k]!) : Math.log(last) - rate * (y - end);
    const term = Math.exp(-(log + y) / dim);
    inside[n] = k < values.length ? term : 0;
    return term;
  });
  const budget = ErrorBudget.besides(confidence);
  const [forAll, forGrid, forSlack] = budget.split(3);
  const all = budgetedMean(terms, range, forAll!);
  const grid = budgetedMean(inside, range, forGrid!);
  const slack = slackBound(sample, reference, dim, forSlack!, weight);
  budget.requireSpent();
  const lower = onGrid / dim + a * (grid.mean - grid.error) - slack;
  const upper = (onGrid + beyond) / dim + a * (all.mean + all.error);
  const value = Math.max(lower, (onGrid + beyond) / dim + a * all.mean - 0.1 * slack);
  return { value, lower: Math.max(0, lower), upper, method: 'monte-carlo', confidence };
}

/** Bound of the integral of r(p, p0) over the grid, from a band for p at its points. */
function slackBound(
  sample: Float64Array,
  { start, values }: Reference,
  dim: number,
  budget: ErrorBudget,
  weight: (u: number) => number,
): number {
  const a = (dim - 1) / dim;
  const n = sample.length;
  const log = Math.log(4 / budget.spendOnEach(values.length + 1));
  const remainder = (p: number, p0: number): number => p0 ** a + a * p0 ** (a - 1) * (p - p0) - p ** a;
  let total = 0;
  let lowerBefore = 0;
  for (let k = 0, j = 0, first = 0, second = 0; k <= values.length; k++) {
    const u = start + k * STEP;
    first *= Math.exp(-STEP);
    second *= Math.exp(-2 * STEP);
    for (; j < n && sample[j]! < u; j++) {
      const value = Math.exp(sample[j]! - u);
      first += value / n;
      second += (value * value) / n;
    }
    // Empirical Bernstein for the values e^{-(u - I)} in [0, 1].
    const variance = Math.max(0, second - first * first) * (n / (n - 1));
    const error = Math.sqrt((2 * variance * log) / n) + (7 * log) / (3 * (n - 1));
    const upper = first + error;
    if (k > 0) {
      // e^u p(u) grows: within the cell p lies between p(left) e^{-STEP} and p(right) e^{STEP}.
      const p0 = values[k - 1]!;
      const low = lowerBefore * Math.exp(-STEP);
      const high = upper * Math.exp(STEP);
      total += Math.max(remainder(low, p0), remainder(high, p0)) * weight(u - STEP);
    }
    lowerBefore = Math.max(0, first - error);
  }
  return total;
}
