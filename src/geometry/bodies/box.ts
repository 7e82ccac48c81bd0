/** The box prod [-w_i, w_i]. */
import { withError, closedForm } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ConvexBody } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { rationalVector } from '../exact/exact-polytope.ts';
import { exactBox } from '../exact/standard-polytopes.ts';
import { axisPoints, signVectors } from './lp-ball.ts';
import { lpNorm, requireDimension, requireVector } from './lp-norm.ts';
import { cubeOverlap } from '../covariogram/lp-overlap.ts';
import { lpRayLength } from '../covariogram/ray-length.ts';

/**
 * {x : |x_i| <= halfWidths[i]}; half widths positive and finite.
 *
 * @example
 * box([1, 2]).support([1, -1]) // => 3
 */
export function box(halfWidths: readonly number[]): ConvexBody {
  const dim = requireDimension(halfWidths.length);
  halfWidths.forEach((w, i) => {
    if (!(w > 0 && w < Infinity)) {
      throw new InvalidInput(`A box needs positive finite half widths, but number ${i + 1} is ${w}.`, { code: 'body' });
    }
  });
  const widths = Float64Array.from(halfWidths);
  const scaledBy = (x: ArrayLike<number>, power: 1 | -1): Float64Array =>
    widths.map((w, i) => (power === 1 ? x[i]! * w : x[i]! / w));
  return madeBody({
    name: `box of R^${dim}`,
    dim,
    structure: { kind: 'box', halfWidths: [...halfWidths] },
    support: (u) => lpNorm(scaledBy(u, 1), 1),
    gauge: (x) => lpNorm(scaledBy(x, -1), Infinity),
    supportPoint: (u) => Array.from(widths, (w, i) => Math.sign(u[i]!) * w),
    gaugeGradient: (x) => {
      let best = 0;
      for (let i = 1; i < dim; i++) if (Math.abs(x[i]!) * widths[best]! > Math.abs(x[best]!) * widths[i]!) best = i;
      return Array.from(widths, (w, i) => (i === best ? Math.sign(x[i]!) / w : 0));
    },
    inradius: widths.reduce((least, w) => Math.min(least, w), Infinity),
    circumradius: lpNorm(widths, 2),
    logVolume: () => {
      let sum = 0;
      let size = 0;
      for (const w of widths) {
        sum += Math.log(2 * w);
        size += Math.abs(Math.log(2 * w));
      }
      return withError(sum, 1e-15 * (size + dim * 1e-3), 'closed-form');
    },
    projectionRatio: (v) => {
      requireVector(v, dim, 'direction');
      return closedForm(lpNorm(scaledBy(v, -1), 1) / 2, 1e-13);
    },
    overlap: (v) => {
      requireVector(v, dim, 'shift');
      return cubeOverlap(scaledBy(v, -1));
    },
    rayLength: (x, v) => lpRayLength(Infinity, scaledBy(x, -1), scaledBy(v, -1)),
    sample: (random, out) => {
      for (let i = 0; i < dim; i++) out[i] = widths[i]! * (2 * random.uniformOpen() - 1);
    },
    ...(dim <= 16 ? { vertices: () => signVectors(dim).map((s) => s.map((sign, i) => sign * widths[i]!)) } : {}),
    ...(dim <= 1024
      ? {
          facets: () => axisPoints(dim).map((normal, k) => ({ normal, offset: widths[k >> 1]! })),
        }
      : {}),
    ...(dim <= 256
      ? { generators: Array.from(widths, (w, i) => Array.from({ length: dim }, (_, j) => (i === j ? w : 0))) }
      : {}),
    ...(dim <= 6 ? { exact: () => exactBox(rationalVector(halfWidths)) } : {}),
  });
}
