/** The unit ball of l_p. Closed forms: MATH.md U2 and U4; sampling: Barthe, Guedon, Mendelson, Naor (2005). */
import { closedForm, withError, type Estimate } from '../../numeric/estimate.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { logGamma } from '../../numeric/special/special.ts';
import type { ConvexBody, Halfspace } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { exactCrossPolytope, exactCube } from '../exact/standard-polytopes.ts';
import { lpOverlap } from '../covariogram/lp-overlap.ts';
import { dualExponent, lpNorm, lpNormGradient, requireDimension, requireExponent } from './lp-norm.ts';
import { lpProjectionRatio } from '../functionals/lp-projection.ts';
import { lpRayLength } from '../covariogram/ray-length.ts';

/** Vertices or facets listed at most. */
const MAX_LISTED = 1 << 16;

/**
 * {x in R^dim : |x|_p <= 1}, 1 <= p <= Infinity, dim up to MAX_DIMENSION; every operation is O(dim).
 *
 * @example
 * lpBall(1, 3).gauge([1, -2, 3]) // => 6
 * lpBall(1, 3).support([1, -2, 3]) // => 3
 */
export function lpBall(p: number, dim: number): ConvexBody {
  requireExponent(p);
  requireDimension(dim);
  const q = dualExponent(p);
  const spread = Math.pow(dim, 0.5 - 1 / p);
  return madeBody({
    name: lpName(p, dim),
    dim,
    structure: { kind: 'lp', p },
    support: (u) => lpNorm(u, q),
    gauge: (x) => lpNorm(x, p),
    supportPoint: (u) => lpNormGradient(u, q),
    gaugeGradient: (x) => lpNormGradient(x, p),
    inradius: Math.min(1, spread),
    circumradius: Math.max(1, spread),
    logVolume: () => lpLogVolume(p, dim),
    projectionRatio: (v) => lpProjectionRatio(p, dim, v),
    overlap: (v) => lpOverlap(p, dim, v),
    rayLength: (x, v) => lpRayLength(p, x, v),
    sample: (random, out) => sampleLpBall(p, random, out),
    ...listings(p, dim),
  });
}

function lpName(p: number, dim: number): string {
  const kind =
    p === 1 ? 'cross-polytope' : p === 2 ? 'Euclidean ball' : p === Infinity ? 'cube' : `unit ball of l_${p}`;
  return `${kind} of R^${dim}`;
}

/** log of (2 Gamma(1 + 1/p))^d / Gamma(1 + d/p), with the absolute error of the logarithm. */
export function lpLogVolume(p: number, dim: number): Estimate {
  if (p === Infinity) return closedForm(dim * Math.LN2, 1e-15);
  const perAxis = Math.LN2 + logGamma(1 + 1 / p);
  const shared = logGamma(1 + dim / p);
  return withError(dim * perAxis - shared, 1e-14 * (dim * Math.abs(perAxis) + Math.abs(shared)) + 1e-15, 'closed-form');
}

/** Coordinates of density e^{-|t|^p} over (sum |t_i|^p + Exp(1))^{1/p}: exactly uniform on the ball. */
function sampleLpBall(p: number, random: RandomStream, out: Float64Array): void {
  const dim = out.length;
  if (p === Infinity) {
    for (let i = 0; i < dim; i++) out[i] = 2 * random.uniformOpen() - 1;
    return;
  }
  let sum = random.exponential();
  for (let i = 0; i < dim; i++) {
    if (p === 2) {
      out[i] = random.normal() * Math.SQRT1_2;
      sum += out[i]! * out[i]!;
      continue;
    }
    const power = p === 1 ? random.exponential() : random.gamma(1 / p);
    const size = p === 1 ? power : Math.pow(power, 1 / p);
    sum += power;
    out[i] = random.sign() * size;
  }
  const radius = Math.pow(sum, -1 / p);
  for (let i = 0; i < dim; i++) out[i] = out[i]! * radius;
}

/** Vertices, facets, generators and the exact polytope of the cube and the cross-polytope (and of a segment). */
function listings(p: number, dim: number): Partial<ConvexBody> {
  const few = 2 ** dim <= MAX_LISTED;
  if (dim === 1) {
    return {
      vertices: () => axisPoints(1),
      facets: () => [
        { normal: [1], offset: 1 },
        { normal: [-1], offset: 1 },
      ],
      generators: [[1]],
      exact: () => exactCube(1),
    };
  }
  if (p === 1) {
    return {
      ...(dim <= 1024 ? { vertices: () => axisPoints(dim) } : {}),
      ...(few ? { facets: () => signVectors(dim).map((normal): Halfspace => ({ normal, offset: 1 })) } : {}),
      ...(dim <= 6 ? { exact: () => exactCrossPolytope(dim) } : {}),
    };
  }
  if (p === Infinity) {
    return {
      ...(few ? { vertices: () => signVectors(dim) } : {}),
      ...(dim <= 1024 ? { facets: () => axisPoints(dim).map((normal): Halfspace => ({ normal, offset: 1 })) } : {}),
      ...(dim <= 256 ? { generators: axisPoints(dim).filter((_, i) => i % 2 === 0) } : {}),
      ...(dim <= 6 ? { exact: () => exactCube(dim) } : {}),
    };
  }
  return {};
}

/** e_1, -e_1, e_2, -e_2, ... */
export function axisPoints(dim: number): number[][] {
  return Array.from({ length: 2 * dim }, (_, k) =>
    Array.from({ length: dim }, (_, i) => (i === k >> 1 ? (k % 2 === 0 ? 1 : -1) : 0)),
  );
}

/** All 2^dim vectors of signs. */
export function signVectors(dim: number): number[][] {
  return Array.from({ length: 2 ** dim }, (_, k) => Array.from({ length: dim }, (_, i) => ((k >> i) & 1 ? -1 : 1)));
}
