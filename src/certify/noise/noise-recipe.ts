/**
 * How a noise is made from random words: the same plan for the CPU's kernels and for a GPU's.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Noise, ShapeNorm } from '../../noise/noise.ts';
import { gammaQuantile } from '../../numeric/special.ts';
import type { RandomStream } from '../../numeric/random.ts';
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
 * Below this dimension the integer sums that lengths are made of (noise-kernel.ts) would be coarse: 32 squares of normals add up
 * to less than 1 with probability 1e-19, so from there on the rounding of the terms changes a length by less than 2^-22 of it.
 */
export const LEAST_SPHERE_DIM = 32;

/** The recipe of a noise. Throws InvalidInput where its scale leaves float32. */
export function noiseRecipe(noise: Noise): NoiseRecipe {
  const { dim, lambda } = noise;
  switch (noise.family) {
    case 'gaussian':
      return coordinates('gaussian', lambda);
    case 'laplace':
      return coordinates('laplace', lambda);
    case 'uniform': {
      if (noise.norm === 'body') return { kind: 'stream' };
      if (noise.norm === 'linf') return coordinates('uniform', lambda);
      return sphere(noise.norm, dim, (random) => lambda * Math.exp(-random.exponential() / dim));
    }
    case 'exp': {
      const shape = (dim - noise.j) / noise.k;
      const power = 1 / noise.k;
      return sphere(noise.norm, dim, (random) => lambda * random.gamma(shape) ** power);
    }
    case 'power': {
      const shape = dim / noise.k;
      const tail = noise.a - shape;
      const power = 1 / noise.k;
      return sphere(noise.norm, dim, (random) => lambda * (random.gamma(shape) / random.gamma(tail)) ** power);
    }
    case 'iid-exp':
      if (noise.s === 1) return coordinates('laplace', lambda);
      if (noise.s === 2) return coordinates('gaussian', lambda * Math.SQRT1_2);
      return tabled(lambda, (e) => iidExpQuantile(e, noise.s));
    case 'iid-pareto':
      return tabled(lambda, (e) => Math.expm1(e / noise.a));
    case 'level-set':
    case 'product':
    case 'custom':
      return { kind: 'stream' };
  }
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

function sphere(norm: ShapeNorm, dim: number, radius: (random: RandomStream) => number): NoiseRecipe {
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

/** The least float32 at or above lambda: a larger scale has no smaller radius. Throws InvalidInput outside [1e-30, 1e30]. */
export function scaleAtLeast(lambda: number): number {
  if (!(lambda >= 1e-30 && lambda <= 1e30)) {
    throw new InvalidInput(
      `Noisy copies are float32 numbers, so lambda must be between 1e-30 and 1e30 here, but it is ${lambda}.`,
    );
  }
  float[0] = lambda;
  if (float[0] < lambda) bits[0] = bits[0]! + 1;
  return float[0];
}
