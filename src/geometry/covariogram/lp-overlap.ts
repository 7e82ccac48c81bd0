/** o(v) = |K n (K + v)|/|K| of the unit ball of l_p (MATH.md U2). */
import { closedForm, withError, type Estimate } from '../../numeric/estimate.ts';
import { toDouble } from '../../numeric/algebra/rational.ts';
import { betaCdf } from '../../numeric/special/special.ts';
import type { Vector } from '../body.ts';
import { crossPolytopeOverlap } from './cross-polytope-overlap.ts';
import { lpNorm, requireVector } from '../bodies/lp-norm.ts';
import { lpProjectionRatio } from '../functionals/lp-projection.ts';
import { overlapEnclosure } from './overlap-enclosure.ts';

/**
 * Closed form for p = 2, p = Infinity and, for every p, along an axis (o(r e_1) = P(|X_1| >= r/2), where |X_1|^p is
 * Beta(1/p, (d-1)/p + 1)); exact for p = 1 in moderate dimension; otherwise the enclosure of overlap-enclosure.ts.
 */
export function lpOverlap(p: number, dim: number, v: Vector): Estimate {
  requireVector(v, dim, 'shift');
  const size = lpNorm(v, p);
  if (size === 0) return closedForm(1, 0);
  if (size >= 2) return closedForm(0, 0);
  if (p === Infinity) return cubeOverlap(v);
  if (p === 2) return closedForm(betaCdf(1 - (size / 2) ** 2, (dim + 1) / 2, 0.5));
  let nonzero = 0;
  for (let i = 0; i < dim && nonzero < 2; i++) if (v[i] !== 0) nonzero++;
  if (nonzero === 1) {
    if (p === 1) return withError(Math.exp(dim * Math.log1p(-size / 2)), powerError(size / 2, dim), 'closed-form');
    return closedForm(betaCdf(Math.pow(size / 2, p), 1 / p, (dim - 1) / p + 1, 'upper'));
  }
  if (p === 1) {
    const exact = crossPolytopeOverlap(v);
    if (exact !== null) return closedForm(toDouble(exact), 2 ** -52, 'exact');
  }
  return overlapEnclosure(dim, size, lpProjectionRatio(p, dim, v));
}

/** prod (1 - |v_i|/2)_+, summed as logarithms. */
export function cubeOverlap(v: Vector): Estimate {
  let log = 0;
  let error = 0;
  for (let i = 0; i < v.length; i++) {
    const half = Math.abs(v[i]!) / 2;
    if (half >= 1) return closedForm(0, 0);
    log += Math.log1p(-half);
    error += 1e-15 * (-Math.log1p(-half) + half / (1 - half));
  }
  const value = Math.exp(log);
  return withError(value, value * (error + 1e-15 * (1 - log)), 'closed-form');
}

/** Absolute error of exp(d log1p(-t)): that of the product d log1p(-t), and of t itself. */
function powerError(t: number, dim: number): number {
  const log = Math.log1p(-t);
  return Math.exp(dim * log) * 1e-15 * (1 + dim * (-log + t / (1 - t)));
}
