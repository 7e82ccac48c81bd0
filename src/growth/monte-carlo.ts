/**
 * The growth function of any noise with a sampler and a density, enclosed from samples alone (MATH.md G1).
 *
 * G(p, v) = inf over t >= 0 of t p + e(t), where e(t) = E_q(L - t)_+ = Q_v(L > t) - t Q(L > t) is convex and falls at
 * the rate Q(L > t). A pilot sample chooses three thresholds near the best one; an independent main sample bounds e and
 * Q(L > t) there:
 *
 *   above:  any threshold is a certificate, G <= t p + e(t);
 *   below:  e lies above its lines of support, e(s) >= e(t) - Q(L > t)(s - t) for s >= t, e(t) + Q(L >= t)(t - s) for s <= t,
 *           and the least value of their maximum + s p is a bound. (One set, Q(L > t) <= p, is the case of one line. Atoms of L
 *           need no care: the two lines at t then differ.)
 *
 * Counts have Clopper-Pearson bounds; Z = t/L on {L > t}, which under q(. - v) lies in [0, 1] with mean t Q(L > t), and
 * Y = 1 - Z there, with mean e(t), have empirical Bernstein bounds, often sharper. All bounds hold together by the
 * union bound, whatever the pilot chose; it only decides how narrow they are. The same point x serves both laws, since
 * x + v has density q(. - v): the counts then depend on each other, which the union bound does not mind.
 */
import type { Vector } from '../geometry/body.ts';
import type { Noise } from '../noise/noise.ts';
import {
  budgetedLower,
  budgetedMeanLower,
  budgetedMeanUpper,
  budgetedUpper,
} from '../numeric/confidence/budgeted-bounds.ts';
import { ErrorBudget } from '../numeric/confidence/budget.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../numeric/random/random-stream.ts';
import { RatioSampler } from './ratio-sampler.ts';
import { chordFromOrigin, lowestPoint, type Supports } from './support-lines.ts';

/** Samples, seed and confidence of a growth function by Monte Carlo. */
export interface MonteCarloGrowthOptions {
  /** Points of the main sample (default 20,000); the pilot takes a quarter as many. */
  readonly samples?: number;
  /** Integer in [0, 2^53); the result is a function of it (default 0). */
  readonly seed?: number;
  /** Probability that the enclosure holds (default 0.999). */
  readonly confidence?: number;
}

/** Rounding of the densities moves log L by less than this: nearer ratios count as ties. */
const TIE = 1e-8;
/** Thresholds that the pilot chooses, and confidence bounds at each. */
const THRESHOLDS = 3;
const BOUNDS = 8;

/** G(p, shift) from samples; shift in the units of the noise. Throws InvalidInput. */
export function monteCarloGrowth(
  noise: Noise,
  shift: Vector,
  p: number,
  options: MonteCarloGrowthOptions = {},
): Estimate {
  const { samples = 20_000, seed = 0, confidence = 0.999 } = options;
  if (!Number.isSafeInteger(samples) || samples < 100) {
    throw new InvalidInput(`Monte Carlo growth needs at least 100 samples, a whole number, but samples = ${samples}.`, {
      code: 'samples',
    });
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInput(`The confidence must lie strictly between 0 and 1, but is ${confidence}.`, {
      code: 'probability',
    });
  }
  const budget = ErrorBudget.besides(confidence);
  const ratios = new RatioSampler(noise, shift);
  const thresholds = pilotThresholds(
    ratios,
    p,
    samples,
    (1 - confidence) / (THRESHOLDS * BOUNDS),
    mixSeed(seed, 'growth-pilot'),
  );
  const tallies = thresholds.map((tau) => new ThresholdTally(tau));
  const random = randomStream(mixSeed(seed, 'growth-main'));
  for (let k = 0; k < samples; k++) {
    ratios.draw(random);
    for (const tally of tallies) tally.add(ratios);
  }
  const shares = budget.split(THRESHOLDS);
  const supports = tallies.map((tally, j) => tally.supports(samples, shares[j]!));
  budget.requireSpent();
  const upper = Math.min(1, ...supports.map(({ t, excessUpper }) => (t === Infinity ? 1 : t * p + excessUpper)));
  const lower = Math.min(upper, Math.max(p, lowestPoint(p, supports), chordFromOrigin(p, supports)));
  const middle = tallies[1]!.dualEstimate(p, samples);
  const value = Number.isFinite(middle) ? Math.min(upper, Math.max(lower, middle)) : 0.5 * (lower + upper);
  return enclosed(value, lower, upper, 'monte-carlo', confidence);
}

/** log t at which the pilot sees Q(L > t) = p, and some deviations of the main sample to either side. */
function pilotThresholds(
  ratios: RatioSampler,
  p: number,
  samples: number,
  alpha: number,
  seed: number,
): readonly number[] {
  const count = Math.max(100, samples >> 2);
  const values = new Float64Array(count);
  const random = randomStream(seed);
  for (let k = 0; k < count; k++) {
    ratios.draw(random);
    values[k] = ratios.base;
  }
  values.sort();
  const fromAbove = (mass: number): number => values[Math.max(0, count - 1 - Math.floor(Math.max(0, mass) * count))]!;
  const middle = fromAbove(p);
  // Q(L > t) is known from hits, or better, where t is large, from Z.
  const rate = Math.min(1, Math.exp(-middle));
  const deviation = Math.min(Math.sqrt((p * (1 - p)) / samples), (0.35 * rate) / Math.sqrt(samples));
  const log = Math.log(2 / alpha);
  const pilotDeviation = Math.sqrt((p * (1 - p)) / count);
  const margin = (1 + Math.sqrt(2 * log)) * deviation + 1.5 * pilotDeviation + ((3 * log) / samples) * rate;
  return [fromAbove(Math.max(p - margin, p / 8)), middle, fromAbove(p + Math.min(margin, 7 * p))];
}

/** What the main sample says of {log L > tau}. */
class ThresholdTally {
  private readonly tau: number;
  private baseHits = 0;
  private closedHits = 0;
  private shiftedHits = 0;
  /** Sums of Z, Z^2, Y and Y^2 over the points of q(. - v). */
  private weight = 0;
  private weightSquares = 0;
  private excess = 0;
  private excessSquares = 0;

  constructor(tau: number) {
    this.tau = tau;
  }

  add({ base, shifted }: RatioSampler): void {
    const { tau } = this;
    if (base > tau + TIE) this.baseHits++;
    if (base >= tau - TIE) this.closedHits++;
    if (!(shifted > tau + TIE)) return;
    this.shiftedHits++;
    const z = shifted === Infinity ? 0 : Math.exp(tau - shifted);
    this.weight += z;
    this.weightSquares += z * z;
    this.excess += 1 - z;
    this.excessSquares += (1 - z) * (1 - z);
  }

  supports(n: number, budget: ErrorBudget): Supports {
    const t = Math.exp(this.tau);
    const shares = budget.split(BOUNDS).values();
    const share = (): ErrorBudget => shares.next().value!;
    const hitsUpper = budgetedUpper(this.baseHits, n, share());
    const hitsLower = budgetedLower(this.baseHits, n, share());
    const shiftedUpper = budgetedUpper(this.shiftedHits, n, share());
    const shiftedLower = budgetedLower(this.shiftedHits, n, share());
    const weightUpper = budgetedMeanUpper(this.weight, this.weightSquares, n, share());
    const excessLower = budgetedMeanLower(this.excess, this.excessSquares, n, share());
    const excessUpper = budgetedMeanUpper(this.excess, this.excessSquares, n, share());
    const closedLower = budgetedLower(this.closedHits, n, share());
    const fromCounts = { lower: shiftedLower - t * hitsUpper, upper: shiftedUpper - t * hitsLower };
    return {
      t,
      excessLower: Math.max(0, fromCounts.lower, excessLower - 2 * TIE),
      excessUpper: Math.min(1, fromCounts.upper, excessUpper) + 2 * TIE,
      openUpper: t > 0 ? Math.min(hitsUpper, weightUpper / t) : hitsUpper,
      closedLower: closedLower * (1 - 4 * TIE),
      shiftedLower,
    };
  }

  /** t p + e(t) with the averages in place of the means. */
  dualEstimate(p: number, n: number): number {
    return Math.exp(this.tau) * p + this.excess / n;
  }
}
