/** The closed forms of G5, in p and the length r of the shift. */
import { add, apply, div, exp, mul, neg, sub } from '../../src/checker/index.ts';
import { p, r } from '../vocabulary/radius-parts.ts';

/** Gaussian noise. */
export const gaussianGrowth = apply('normalCdf', add(apply('normalQuantile', p), r));

/** The three branches of the Laplace growth function: p <= e^-r/2, between, p >= 1/2. */
export const laplaceGrowth = {
  low: mul(exp(r), p),
  middle: sub(1, div(exp(neg(r)), mul(4, p))),
  high: sub(1, mul(exp(neg(r)), sub(1, p))),
} as const;
