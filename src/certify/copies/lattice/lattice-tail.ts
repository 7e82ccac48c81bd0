/** Tails of one coordinate at the half grid points, enclosed: what thresholds are made from. */
import type { Interval, IntervalArithmetic } from '../../../numeric/intervals/interval.ts';
import { canonicalForm } from '../../../noise/named/canonical.ts';
import type { Noise } from '../../../noise/noise.ts';

/** Thresholds of a law close by. */
export interface CloseThresholds {
  /** T_-K, ..., T_(K-1), as words. */
  readonly thresholds: readonly bigint[];
  /** At least the total variation between the law whose thresholds, unrounded, these are and round(q Z). */
  readonly apart: number;
}

/** P(Z > (j + 1/2)/q) for j = 0, 1, ..., enclosed in the arithmetic's precision. */
export type LatticeTail = (R: IntervalArithmetic, j: number) => Interval;

/**
 * The tail of one coordinate of a Gaussian, Laplace, iid-exp or iid-pareto noise on the grid of 1/q, lambda being the
 * double it is; null for a noise whose coordinates are dependent, or whose distribution function has no enclosure here.
 * The uniform cube needs none: its thresholds are rational (uniform-lattice.ts).
 */
export function latticeTail(noise: Noise, grid: number): LatticeTail | null {
  const law = canonicalForm(noise);
  const half = (R: IntervalArithmetic, x: Interval): Interval => R.div(x, R.of(2));
  /** (j + 1/2)/(q lambda). */
  const place = (R: IntervalArithmetic, j: number): Interval =>
    R.div(R.of(2 * j + 1), R.mul(R.of(2 * grid), R.of(law.lambda)));
  switch (law.family) {
    case 'gaussian':
      return (R, j) => R.normalCdf(place(R, j), 'upper');
    case 'laplace':
      return (R, j) => half(R, R.exp(R.neg(place(R, j))));
    case 'iid-exp': {
      const shape = 1 / law.s;
      // 1/s is a double and s its inverse exactly for powers of 2 alone; 1, 2, 4, ... have a short formula.
      const short = Number.isInteger(shape) && shape <= 64 && Number.isInteger(Math.log2(shape));
      return (R, j) => {
        const s = R.of(law.s);
        const x = R.pow(place(R, j), s);
        return half(R, short ? erlangTail(R, x, shape) : R.gammaCdf(x, R.inv(s), 'upper'));
      };
    }
    case 'iid-pareto': {
      // As a quotient of powers: for whole a it may be a multiple of 2^-64, and is then found exactly.
      const a = law.a;
      return (R, j) => {
        const scale = R.mul(R.of(2 * grid), R.of(law.lambda));
        return half(R, R.div(R.pow(scale, R.of(a)), R.pow(R.add(scale, R.of(2 * j + 1)), R.of(a))));
      };
    }
    case 'uniform':
    case 'exp':
    case 'power':
    case 'level-set':
    case 'product':
    case 'density':
    case 'custom':
      return null;
  }
}

/** P(X > x) for X Gamma of a whole shape n: e^-x sum over k < n of x^k / k!. */
function erlangTail(R: IntervalArithmetic, x: Interval, shape: number): Interval {
  let term = R.one;
  let sum = R.one;
  for (let k = 1; k < shape; k++) {
    term = R.div(R.mul(term, x), R.of(k));
    sum = R.add(sum, term);
  }
  return R.mul(R.exp(R.neg(x)), sum);
}
