/** Tails of the binomial law. */
import { betaCdf } from './incomplete-beta.ts';

/** P[Bin(n, p) >= k]. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return betaCdf(p, k, n - k + 1);
}

/** P[Bin(n, p) <= k]. */
export function binomialLowerTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaCdf(p, k + 1, n - k, 'upper');
}
