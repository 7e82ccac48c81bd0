/**
 * Confidence bounds of the mean of n independent values in [0, 1] from their sum and sum of squares (Maurer and Pontil,
 * COLT 2009, Theorem 4): with S^2 the sample variance, |mean - true| <= sqrt(2 S^2 log(2/alpha)/n) + 7 log(2/alpha)/(3(n-1))
 * on either side, each failing with probability at most alpha.
 */

/** A value above the true mean, except with probability alpha. */
export function bernsteinUpper(sum: number, squares: number, n: number, alpha: number): number {
  return Math.min(1, (sum / n + deviation(sum, squares, n, alpha)) * (1 + 1e-12));
}

/** A value below the true mean, except with probability alpha. */
export function bernsteinLower(sum: number, squares: number, n: number, alpha: number): number {
  return Math.max(0, (sum / n - deviation(sum, squares, n, alpha)) * (1 - 1e-12));
}

function deviation(sum: number, squares: number, n: number, alpha: number): number {
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  const log = Math.log(2 / alpha);
  return Math.sqrt((2 * variance * log) / n) + (7 * log) / (3 * (n - 1));
}
