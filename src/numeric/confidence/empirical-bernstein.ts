/**
 * The empirical Bernstein bound (Maurer and Pontil, "Empirical Bernstein Bounds and Sample Variance Penalization", COLT
 * 2009, Theorem 4): for n independent values in [0, range] with sample variance S^2,
 *
 *     |mean - true| <= sqrt(2 S^2 log(2/alpha)/n) + 7 range log(2/alpha) / (3 (n - 1))
 *
 * on either side, each side failing with probability at most alpha.
 */
import { InvalidInput } from '../invalid-input.ts';
import type { MeanBound } from './mean.ts';

/**
 * A value above the true mean of values in [0, 1], except with probability alpha; from their sum and sum of squares.
 */
export function bernsteinUpper(sum: number, squares: number, n: number, alpha: number): number {
  return Math.min(1, (sum / n + deviation(varianceOf(sum, squares, n), n, 1, alpha)) * (1 + 1e-12));
}

/**
 * A value below the true mean of values in [0, 1], except with probability alpha; from their sum and sum of squares.
 */
export function bernsteinLower(sum: number, squares: number, n: number, alpha: number): number {
  return Math.max(0, (sum / n - deviation(varianceOf(sum, squares, n), n, 1, alpha)) * (1 - 1e-12));
}

/**
 * Mean and error of values in [0, range]: the true mean lies within `error` of `mean`, except with probability alpha
 * (both sides together). Throws InvalidInput for fewer than 2 values.
 */
export function bernsteinMean(values: ArrayLike<number>, range: number, alpha: number): MeanBound {
  const n = values.length;
  if (n < 2)
    throw new InvalidInput(`At least 2 samples are needed for a confidence interval, not ${n}.`, { code: 'samples' });
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (values[i]! - mean) ** 2;
  return { mean, error: bernsteinError(square / (n - 1), n, range, alpha) };
}

/**
 * How far the mean of n >= 2 values in [0, range] of this sample variance may lie from the true one, except with
 * probability alpha (both sides together).
 */
export function bernsteinError(variance: number, n: number, range: number, alpha: number): number {
  return deviation(variance, n, range, alpha / 2);
}

/** The sample variance, from sums. */
function varianceOf(sum: number, squares: number, n: number): number {
  return Math.max(0, squares - (sum * sum) / n) / (n - 1);
}

/**
 * How far the mean of n values in [0, range] may lie from the true one, on one side that fails with probability alpha.
 */
function deviation(variance: number, n: number, range: number, alpha: number): number {
  const log = Math.log(2 / alpha);
  return Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1));
}
