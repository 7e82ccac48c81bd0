/**
 * How a noise is made from random words: the same plan for the CPU's kernels and for a GPU's.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { canonicalNoise, type CanonicalNoise } from '../../noise/named/canonical.ts';
import type { Noise, ShapeNorm } from '../../noise/noise.ts';
import { SHAPE_NORMS, shapeExponent } from '../../noise/named/shape-norm.ts';
import { gammaQuantile } from '../../numeric/special/special.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { quantileTable, type QuantileTable } from './quantile-table.ts';
import type { CoordinateLaw } from './working-memory.ts';

export type NoiseRecipe =
  /** Independent coordinates, one word each: scale times the law; `table` for the law 'table', else null. */
  | {
      readonly kind: 'coordinates';
      readonly law: CoordinateLaw;
      readonly scale: number;
      readonly table: QuantileTable | null;
    }
  /**
   * A radius, one draw a sample, times a point of the unit sphere of the norm with the cone measure: normals over their
   * length (l2), Laplace numbers over their sum (l1), a point of the cube with one coordinate moved to a face (linf).
   */
  | { readonly kind: 'sphere'; readonly norm: ShapeNorm; readonly radius: (random: RandomStream) => number }
  /** The library's sampler, sample by sample, in double precision. */
  | { readonly kind: 'stream' };

/**
 * Below this dimension the integer sums that lengths are made of (noise-kernel.ts) would be coarse: 32 squares of
 * normals add up to less than 1 with probability 4e-19, so from there on the rounding of the terms changes a length by
 * less than 2^-22 of it.
 */
export const LEAST_SPHERE_DIM = 32;

/** The recipe of a noise. Throws InvalidInput where its scale leaves float32. */
export function noiseRecipe(noise: Noise): NoiseRecipe {
  switch (noise.family) {
    case 'level-set': {
      const ball = normBall(noise.body);
      if (ball === null) return { kind: 'stream' };
      return sphere(ball.norm, noise, (random) => noise.lambda * ball.size * noise.law.draw(random));
    }
    case 'product':
    case 'density':
    case 'custom':
      return { kind: 'stream' };
    case 'gaussian':
    case 'laplace':
    case 'uniform':
    case 'exp':
    case 'power':
    case 'iid-exp':
    case 'iid-pareto':
      return namedRecipe(canonicalNoise(noise));
  }
}

function namedRecipe(noise: CanonicalNoise): NoiseRecipe {
  const { dim, lambda } = noise;
  switch (noise.family) {
    case 'gaussian':
      return coordinates('gaussian', lambda);
    case 'laplace':
      return coordinates('laplace', lambda);
    case 'uniform': {
      const ball = noise.norm === 'body' ? normBall(noise.body) : { norm: noise.norm, size: 1 };
      if (ball === null) return { kind: 'stream' };
      const size = lambda * ball.size;
      if (ball.norm === 'linf') return coordinates('uniform', size);
      return sphere(ball.norm, noise, (random) => size * Math.exp(-random.exponential() / dim));
    }
    case 'exp': {
      const shape = (dim - noise.j) / noise.k;
      const power = 1 / noise.k;
      return sphere(noise.norm, noise, (random) => lambda * random.gamma(shape) ** power);
    }
    case 'power': {
      const shape = dim / noise.k;
      const tail = noise.a - shape;
      const power = 1 / noise.k;
      return sphere(noise.norm, noise, (random) => lambda * (random.gamma(shape) / random.gamma(tail)) ** power);
    }
    case 'iid-exp':
      return tabled(lambda, (e) => iidExpQuantile(e, noise.s));
    case 'iid-pareto':
      return tabled(lambda, (e) => Math.expm1(e / noise.a));
  }
}

/** The norm and the radius of a body that is a ball of l1, l2 or linf; null for any other. */
function normBall({ structure }: ConvexBody): { readonly norm: ShapeNorm; readonly size: number } | null {
  if (structure?.kind === 'lp') {
    const norm = SHAPE_NORMS.find((each) => shapeExponent(each) === structure.p);
    return norm === undefined ? null : { norm, size: 1 };
  }
  if (structure?.kind !== 'scale') return null;
  const inner = normBall(structure.of);
  return inner === null ? null : { norm: inner.norm, size: structure.factor * inner.size };
}

function coordinates(law: CoordinateLaw, lambda: number): NoiseRecipe {
  return { kind: 'coordinates', law, scale: scaleAtLeast(lambda), table: null };
}

/** By a table, where one is accurate enough and its multiples are normal float32 numbers. */
function tabled(lambda: number, quantile: (e: number) => number): NoiseRecipe {
  const table = lambda > 2 ** -20 && lambda < 2 ** 40 ? quantileTable(quantile) : null;
  if (table === null) return { kind: 'stream' };
  return { kind: 'coordinates', law: 'table', scale: scaleAtLeast(lambda), table };
}

/** |x| at lambda = 1 with P(|X| > |x|) = e^-e, from |X|^s being Gamma(1/s). */
function iidExpQuantile(e: number, s: number): number {
  const power = e < Math.LN2 ? gammaQuantile(-Math.expm1(-e), 1 / s) : gammaQuantile(Math.exp(-e), 1 / s, 'upper');
  return power ** (1 / s);
}

function sphere(norm: ShapeNorm, { dim, lambda }: Noise, radius: (random: RandomStream) => number): NoiseRecipe {
  checkScale(lambda);
  if (norm !== 'linf' && dim < LEAST_SPHERE_DIM) return { kind: 'stream' };
  return { kind: 'sphere', norm, radius };
}

const LARGEST_RADIUS = 2 ** 100;

/** A radius as float32, at most 2^100, so that nothing made from it overflows. */
export function floatRadius(radius: number): number {
  return Math.fround(Math.min(radius, LARGEST_RADIUS));
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/**
 * The least float32 at or above lambda: a larger scale has no smaller radius. Throws InvalidInput outside [1e-30,
 * 1e30].
 */
export function scaleAtLeast(lambda: number): number {
  checkScale(lambda);
  float[0] = lambda;
  if (float[0] < lambda) bits[0] = bits[0]! + 1;
  return float[0];
}

function checkScale(lambda: number): void {
  if (lambda >= 1e-30 && lambda <= 1e30) return;
  throw new InvalidInput(
    `Noisy copies are float32 numbers, so lambda must be between 1e-30 and 1e30 here, but it is ${lambda}.`,
    { code: 'scale' },
  );
}
