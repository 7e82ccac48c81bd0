/**
 * Confidence sequences for a probability: bounds that hold at all times at once, so that sampling may stop whenever one
 * likes, for any reason.
 *
 * The lower bound tests "the probability is p" by betting (Ville 1939; Waudby-Smith and Ramdas, "Estimating means of
 * bounded random variables by betting", JRSS B 2024): a gambler stakes the fraction u of his wealth on every trial
 * being a hit, at the fair odds 1/p. A hit multiplies the wealth by 1 - u + u/p, a miss by 1 - u; if the probability is
 * at most p the wealth is a nonnegative supermartingale from 1, so it ever reaches 1/alpha with probability at most
 * alpha (Ville's inequality). Wealth spread evenly over all stakes u in [0, 1] (a mixture martingale, Robbins 1970;
 * Cover's universal portfolio) becomes, after h hits and m misses,
 *
 *     W(p) = int_0^1 (1 - u + u/p)^h (1 - u)^m du = p B(h+1, m+1) P[Beta(h+1, m+1) > p] / (p^(h+1) (1-p)^(m+1)),
 *
 * with q = p + (1-p) u. Each integrand falls as p grows, so W does, and { p : W(p) >= 1/alpha } is an interval [0, L]:
 * L is the bound. The true p lies below it at any time only if its own wealth W(p) has reached 1/alpha. The upper bound
 * is the lower bound of misses.
 */
import { InvalidInput } from '../invalid-input.ts';
import { logBetaTail } from '../special/incomplete-beta.ts';
import { findRoot } from '../roots.ts';
import { logBetaKernel } from '../special/gamma-beta-density.ts';

/** Absolute error of the logarithm of the wealth, with a margin (test/numeric/confidence-sequence.test.ts). */
const LOG_ERROR = 1e-9;

/**
 * Lower end at one time: P[at any time, the end > the true probability] <= alpha, for independent trials of one
 * probability p (or of any probabilities at most p given the past). `hits` of `n` trials so far. Rounded down.
 *
 * @example
 * sequenceLower(0, 100, 0.01) // => 0
 */
export function sequenceLower(hits: number, n: number, alpha: number): number {
  requireTrials(hits, n, alpha);
  if (hits === 0) return 0;
  return solve((p) => logWealth(hits, n - hits, p), hits / n, -1, alpha);
}

/**
 * Upper end at one time: P[at any time, the end < the true probability] <= alpha. Rounded up; precise near 0.
 *
 * @example
 * sequenceUpper(100, 100, 0.01) // => 1
 */
export function sequenceUpper(hits: number, n: number, alpha: number): number {
  requireTrials(hits, n, alpha);
  if (hits === n) return 1;
  return solve((q) => logWealthOfMisses(hits, n - hits, q), hits / n, 1, alpha);
}

/**
 * log of the wealth of the gambler against "p" after these hits and misses, 0 < p < 1: a supermartingale's logarithm
 * when the true probability is at most p. Absolute error below 1e-9.
 */
export function logWealth(hits: number, misses: number, p: number): number {
  return Math.log(p) - logBetaKernel(p, hits + 1, misses + 1) + logBetaTail(p, hits + 1, misses + 1, 'upper');
}

/** The same for a gambler on misses, against "hits have probability q": precise for small q. */
function logWealthOfMisses(hits: number, misses: number, q: number): number {
  return Math.log1p(-q) - logBetaKernel(q, hits + 1, misses + 1) + logBetaTail(q, hits + 1, misses + 1, 'lower');
}

/**
 * Where the wealth falls below 1/alpha between the end of [0, 1] that `direction` names and the mean; rounded outward.
 */
function solve(wealth: (p: number) => number, mean: number, direction: -1 | 1, alpha: number): number {
  const goal = -Math.log(alpha) + LOG_ERROR;
  const end = direction < 0 ? 0 : 1;
  // At the mean no stake has gained anything: the wealth is at most 1.
  const gap = (p: number): number => (p === mean ? 0 : wealth(p)) - goal;
  let inside = mean;
  let outside = mean;
  do {
    inside = outside;
    outside = end + (inside - end) / 2;
    if (outside === end || outside === inside) return end;
  } while (gap(outside) <= 0);
  const { lower, upper } = findRoot(gap, outside, inside);
  return direction < 0 ? lower : upper;
}

function requireTrials(hits: number, n: number, alpha: number): void {
  if (!Number.isSafeInteger(n) || n < 0 || !Number.isSafeInteger(hits) || hits < 0 || hits > n) {
    throw new InvalidInput(`A confidence sequence needs integers 0 <= hits <= n, not ${hits} of ${n}.`, {
      code: 'samples',
    });
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw new InvalidInput(`A confidence parameter must lie strictly between 0 and 1, but is ${alpha}.`, {
      code: 'probability',
    });
  }
}
