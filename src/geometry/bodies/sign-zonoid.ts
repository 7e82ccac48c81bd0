/**
 * The Wulff crystal of the cube: the zonotope of the 2^{d-1} generators (1, +-1, ..., +-1)/2^{d-1}, whose support
 * function is E|eps_1 x_1 + ... + eps_d x_d|. A rhombus for d = 2, the rhombic dodecahedron for d = 3.
 *
 * In high dimension the generators are too many to list, but the body stays usable: support function by sign-sum.ts,
 * B_2/sqrt 2 inside it inside B_2 (Khinchine-Szarek), projections enclosed by symmetry, volume by E|det|.
 */
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { lpNorm, requireDimension, requireVector } from './lp-norm.ts';
import { overlapEnclosure } from '../covariogram/overlap-enclosure.ts';
import { lazy } from './polytope-capabilities.ts';
import { signDeterminantEnclosure } from '../functionals/sign-determinant.ts';
import { meanAbsoluteSignSum } from '../functionals/sign-sum.ts';
import { zonotope } from './zonotope.ts';

/** Dimension up to which the crystal is an explicit zonotope. */
const MAX_LISTED = 6;
/** Dimension up to which support points, and so the gauge, are computed by summing over all sign vectors. */
const MAX_SIGN_GAUGE = 16;

/** The crystal of [-1, 1]^dim. */
export function signZonoid(dim: number): ConvexBody {
  requireDimension(dim);
  const shared = {
    support: (u: Vector) => meanAbsoluteSignSum(u).value,
    // h(e_1 + e_2) = 1 = |e_1 + e_2|/sqrt 2 and h(e_1) = 1: both radii are attained.
    inradius: Math.SQRT1_2 * (1 - 1e-15),
    circumradius: 1,
  };
  if (dim <= MAX_LISTED) return madeBody({ ...zonotope(signGenerators(dim)), ...shared });
  const supportPoint = (u: Vector): number[] => signSupportPoint(u, dim);
  const solver = lazy(() => new AtomicNorm(dim, [], supportPoint));
  const gaugeOf = (x: Vector): { upper: number; dual: number[] } => {
    if (dim > MAX_SIGN_GAUGE) {
      throw new InvalidInput(
        `The gauge of the cube's Wulff crystal is computed to dimension ${MAX_SIGN_GAUGE}, not ${dim}; ` +
          'beyond, it lies between |x|_2 and sqrt(2) |x|_2.',
        { code: 'not-known' },
      );
    }
    return solver().gauge(x);
  };
  return madeBody({
    name: `zonotope of {+-1}^${dim}`,
    dim,
    structure: { kind: 'sign-zonoid' },
    ...shared,
    gauge: (x) => gaugeOf(x).upper,
    ...(dim <= MAX_SIGN_GAUGE && { supportPoint, gaugeGradient: (x: Vector) => gaugeOf(x).dual }),
    logVolume: () => signDeterminantEnclosure(dim),
    projectionRatio: (v) => {
      requireVector(v, dim, 'direction');
      return signProjectionRatio(v, dim);
    },
    overlap: (v) => {
      requireVector(v, dim, 'shift');
      // |x|_2 <= gauge(x) <= sqrt(2) |x|_2.
      const length = lpNorm(v, 2);
      if (length >= 2) return enclosed(0, 0, 0, 'interval');
      return overlapEnclosure(dim, Math.min(2, Math.SQRT2 * length), signProjectionRatio(v, dim));
    },
  });
}

/** One of each pair of sign vectors, over 2^{d-1}. */
export function signGenerators(dim: number): number[][] {
  const count = 2 ** (dim - 1);
  return Array.from({ length: count }, (_, k) =>
    Array.from({ length: dim }, (_, i) => ((k >> (dim - 1 - i)) & 1 ? -1 : 1) / count),
  );
}

/** E[eps sign <u, eps>]: coordinate i is sign(u_i) P(|sum of the others| < |u_i|), ties counting half. */
function signSupportPoint(u: Vector, dim: number): number[] {
  const sum = new Float64Array(dim);
  const signs = new Int8Array(dim).fill(1);
  let inner = 0;
  for (let i = 0; i < dim; i++) inner += u[i]!;
  const count = 2 ** (dim - 1);
  // Gray code over the last d - 1 signs.
  for (let k = 1; ; k++) {
    const sign = inner > 0 ? 1 : inner < 0 ? -1 : 0;
    for (let i = 0; i < dim; i++) sum[i]! += sign * signs[i]!;
    if (k === count) break;
    const flip = 32 - Math.clz32(k & -k);
    signs[flip] = -signs[flip]!;
    inner += 2 * signs[flip] * u[flip]!;
  }
  return Array.from(sum, (x) => x / count);
}

/**
 * vol(Pi_v W)/|W| is a norm N of v invariant under signed permutations with N(1, ..., 1) = d/2 (the average over the
 * vertices of the cube is half the integral of h_W over the surface measure, (d/2)|W|). So |v|_1/2 <= N(v) <= d
 * |v|_inf/2, with equality when all |v_i| are equal.
 */
function signProjectionRatio(v: Vector, dim: number): Estimate {
  const lower = (lpNorm(v, 1) / 2) * (1 - 1e-14);
  const upper = ((dim * lpNorm(v, Infinity)) / 2) * (1 + 1e-14);
  return enclosed(0.5 * (lower + upper), lower, upper, upper - lower < 1e-9 * upper ? 'closed-form' : 'interval');
}
