/**
 * Exact confidence bounds from counts: Clopper-Pearson, order statistics, DKW, Chernoff. Every bound is rounded
 * outward.
 */
import { InvalidInput } from '../invalid-input.ts';
import { betaQuantile, binomialLowerTail, binomialUpperTail } from '../special/special.ts';

/** Relative error of the binomial tails of special.ts, with a margin (test/numeric/special.test.ts). */
const TAIL_ERROR = 1e-10;

/**
 * One-sided Clopper-Pearson lower confidence bound: the largest p with P[Bin(n, p) >= hits] <= alpha, rounded down.
 * P[bound > true probability] <= alpha. `hits` of `n` independent trials, 0 < alpha < 1.
 *
 * @example
 * clopperPearsonLower(100, 100, 0.001) // => 0.93325430...
 */
export function clopperPearsonLower(hits: number, n: number, alpha: number): number {
  requireCounts(hits, n);
  requireProbability(alpha);
  if (hits === 0) return 0;
  const goal = alpha * (1 - TAIL_ERROR);
  const holds = (p: number): boolean => binomialUpperTail(hits, n, p) <= goal;
  const candidate = hits === n ? Math.exp(Math.log(alpha) / n) : betaQuantile(alpha, hits, n - hits + 1);
  return stepUntil(holds, candidate, -1);
}

/**
 * One-sided Clopper-Pearson upper confidence bound: P[bound < true probability] <= alpha; rounded up.
 *
 * @example
 * clopperPearsonUpper(0, 100, 0.001) // => 0.0667457
 */
export function clopperPearsonUpper(hits: number, n: number, alpha: number): number {
  requireCounts(hits, n);
  requireProbability(alpha);
  if (hits === n) return 1;
  const goal = alpha * (1 - TAIL_ERROR);
  const holds = (p: number): boolean => binomialLowerTail(hits, n, p) <= goal;
  const candidate = hits === 0 ? -Math.expm1(Math.log(alpha) / n) : betaQuantile(alpha, hits + 1, n - hits, 'upper');
  return stepUntil(holds, candidate, 1);
}

/** The first of candidate, candidate + direction * step, ... (steps doubling) at which the tail inequality holds. */
function stepUntil(holds: (p: number) => boolean, candidate: number, direction: -1 | 1): number {
  // Of a candidate below 1e-308 that would be 0, and no step at all.
  let step = Math.max(2 ** -52 * Math.min(candidate, 1), Number.MIN_VALUE);
  for (let p = candidate; p > 0 && p < 1; p = candidate + direction * step, step *= 2) {
    if (holds(p)) return p;
  }
  return direction < 0 ? 0 : 1;
}

/**
 * Index (1-based, ascending) of an order statistic of n samples that is a lower confidence bound of the q-quantile: the
 * largest k with P[X_(k) > x_q] = P[Bin(n, q) < k] <= alpha. 0 when even the least sample is no bound. Valid for every
 * distribution, with atoms too.
 */
export function orderStatisticLower(n: number, q: number, alpha: number): number {
  requireCounts(0, n);
  requireProbability(q);
  requireProbability(alpha);
  const goal = alpha * (1 - TAIL_ERROR);
  // P[Bin(n, q) <= k - 1] grows with k: bisect for the last k with the bound.
  let low = 0;
  let high = n;
  while (low < high) {
    const k = Math.ceil((low + high) / 2);
    if (binomialLowerTail(k - 1, n, q) <= goal) low = k;
    else high = k - 1;
  }
  return low;
}

/**
 * Index (1-based) of an order statistic that is an upper confidence bound of the q-quantile: the least k with
 * P[X_(k) < x_q] <= P[Bin(n, q) >= k] <= alpha; n + 1 when there is none.
 */
export function orderStatisticUpper(n: number, q: number, alpha: number): number {
  requireCounts(0, n);
  requireProbability(q);
  requireProbability(alpha);
  const goal = alpha * (1 - TAIL_ERROR);
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const k = Math.floor((low + high) / 2);
    if (binomialUpperTail(k, n, q) <= goal) high = k;
    else low = k + 1;
  }
  return low;
}

/**
 * Dvoretzky-Kiefer-Wolfowitz with Massart's constant, two-sided: P[sup |F_n - F| > epsilon] <= alpha for n independent
 * samples; epsilon = sqrt(log(2/alpha) / (2n)), rounded up.
 */
export function dkwEpsilon(n: number, alpha: number): number {
  requireCounts(0, n);
  requireProbability(alpha);
  return Math.sqrt(Math.log(2 / alpha) / (2 * n)) * (1 + 1e-14);
}

/** DKW-Massart p-value: a bound on P[sup |F_n - F| >= distance], at most 1. */
export function dkwTail(distance: number, n: number): number {
  return Math.min(1, 2 * Math.exp(-2 * n * distance * distance) * (1 + 1e-12));
}

function requireCounts(hits: number, n: number): void {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new InvalidInput(`The number of trials must be a positive integer, but is ${n}.`, { code: 'samples' });
  if (!Number.isSafeInteger(hits) || hits < 0 || hits > n) {
    throw new InvalidInput(`The number of hits must be an integer from 0 to the ${n} trials, but is ${hits}.`, {
      code: 'samples',
    });
  }
}

function requireProbability(p: number): void {
  if (!(p > 0 && p < 1))
    throw new InvalidInput(`A confidence parameter must lie strictly between 0 and 1, but is ${p}.`, {
      code: 'probability',
    });
}
