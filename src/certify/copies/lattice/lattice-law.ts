/**
 * The law of noise on a grid: N = round(q Z) coordinate by coordinate (half up), Z a noise with independent
 * coordinates; and how it is drawn by 64 random bits a coordinate.
 *
 * Since round(q Z + m) = round(q Z) + m for integers m, any test of n + m + N is a test of Z + m/q: rounding loses no
 * radius between images on the grid (claim `lattice-growth`). The sampler counts thresholds, N = -K + #{k : T_k <= U}
 * with U uniform on {0, ..., 2^64 - 1} and T_k = floor(2^64 P(N <= k)), so P(N <= k) is off by less than 2^-64 for each
 * k, and one coordinate by at most 2 K 2^-64 in total variation, plus the probability of the integers beyond K, which
 * are drawn as K (claim `lattice-sampler`). A product whose marginal is a formula has the thresholds of a law close by
 * instead, and how close is part of it (product-thresholds.ts).
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { canonicalForm, isNamed } from '../../../noise/named/canonical.ts';
import type { Noise, ProductNoise } from '../../../noise/noise.ts';
import { NoiseFacts } from '../../../noise/facts.ts';
import { latticeTail, type CloseThresholds } from './lattice-tail.ts';
import { isUniformCube, uniformReach, uniformThresholds } from './uniform-lattice.ts';

/** How one coordinate of noise on a grid is drawn: plain data, the same on every machine. */
export interface LatticeLaw {
  /** q: steps to one unit of the data. */
  readonly grid: number;
  /** K: the integers drawn are -K, ..., K. */
  readonly reach: number;
  /** The thresholds T_-K <= ... <= T_(K-1), their high and low 32 bits. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Whether all integers are equally likely: then the count is floor((M U + M - 1) 2^-64), M = 2 K + 1. */
  readonly equal: boolean;
  /** At least the total variation between a coordinate as drawn and round(q Z). */
  readonly deviation: number;
}

/** Bits of the two words that decide a coordinate. */
const BITS = 64;
/** Largest K: beyond it, heavy tails are cut and their probability is part of the deviation. */
const LARGEST_REACH = 2 ** 16;

/**
 * The law of a noise on the grid of 1/q, q from 1 to 65,535: `uniform:linf`, `gaussian`, `laplace`, `iid-exp`,
 * `iid-pareto`, what reduces to one of them, or a product whose marginal is a formula. Throws InvalidInput where
 * coordinates are dependent, no enclosure is known, or the scale is not admissible (`nearestLatticeLambda`).
 */
export async function latticeLaw(noise: Noise, grid: number): Promise<LatticeLaw> {
  requireGrid(grid);
  const obstacle = latticeObstacle(noise, grid);
  if (obstacle !== null)
    throw new InvalidInput(`Noise on a grid is not to be had: ${obstacle}.`, { code: 'not-known', settings: ['grid'] });
  if (noise.family === 'product') {
    const { productThresholds } = await import('./product-thresholds.ts');
    return thresholdLaw(productThresholds(noise, grid, BITS, LARGEST_REACH), grid);
  }
  const tail = latticeTail(noise, grid);
  if (tail === null) {
    const reach = uniformReach(noise.lambda, grid);
    return { grid, reach, ...halves(uniformThresholds(reach, BITS)), equal: true, deviation: 2 * reach * 2 ** -BITS };
  }
  const name = lawName(noise, grid);
  const kept = name === null ? undefined : made.get(name);
  if (kept !== undefined) return kept;
  // MPFR comes along only where a law is made: threads and devices are handed its thresholds.
  const { enclosedThresholds } = await import('./enclosed-thresholds.ts');
  const law = thresholdLaw(await enclosedThresholds(tail, BITS, LARGEST_REACH), grid);
  if (name !== null) made.set(name, law);
  return law;
}

/**
 * Laws made in this process, by name: the enclosures of a wide Gaussian take seconds, and runs one after the other ask
 * for the same.
 */
const made = new Map<string, LatticeLaw>();

/** What the law of a named noise depends on; null for the others. */
function lawName(noise: Noise, grid: number): string | null {
  const law = canonicalForm(noise);
  if (!isNamed(law)) return null;
  return [law.family, law.lambda, 's' in law ? law.s : '', 'a' in law ? law.a : '', grid].join();
}

/**
 * At least the total variation between a copy of `dim` coordinates as drawn and its ideal law: tau of a certificate.
 */
export function copyDeviation({ deviation }: LatticeLaw, dim: number): number {
  return Math.min(1, dim * deviation * (1 + 2 ** -50));
}

/** Throws InvalidInput unless q is a whole number from 1 to 65,535. */
export function requireGrid(grid: number): void {
  if (Number.isSafeInteger(grid) && grid >= 1 && grid <= 65535) return;
  throw new InvalidInput(`A grid has a whole number of steps to one unit, from 1 to 65535, not ${grid}.`, {
    code: 'argument',
    settings: ['grid'],
  });
}

/** Why there is no law of this noise on the grid of 1/q, as a clause; null where there is one. */
export function latticeObstacle(noise: Noise, grid: number): string | null {
  if (noise.family === 'product') {
    const obstacle = productObstacle(noise);
    if (obstacle !== null) return obstacle;
  } else if (!isUniformCube(noise) && latticeTail(noise, grid) === null) {
    return `${noise.spec} has no independent coordinates with a distribution function that can be enclosed`;
  }
  if (noise.lambda * grid <= LARGEST_REACH) return null;
  return `noise on a grid reaches ${LARGEST_REACH} steps at most, but lambda ${noise.lambda} is ${noise.lambda * grid} steps of 1/${grid}; give a smaller scale`;
}

/** Why the law of a product on the grid is not known, as a clause; null where it is. */
function productObstacle(noise: ProductNoise): string | null {
  const { status } = NoiseFacts.of(noise).checks.even;
  return status === 'proved' ? null : `the marginal of ${noise.spec} is not proved to be even`;
}

function thresholdLaw({ thresholds, apart }: CloseThresholds, grid: number): LatticeLaw {
  const reach = thresholds.length / 2;
  // Rounded up: the first term is exact, and one factor covers the two roundings.
  const deviation = (2 * reach * 2 ** -BITS + apart) * (1 + 2 ** -50);
  return { grid, reach, ...halves(thresholds), equal: false, deviation };
}

/** Thresholds as two arrays of 32-bit words. */
function halves(thresholds: readonly bigint[]): { readonly high: Uint32Array; readonly low: Uint32Array } {
  return {
    high: Uint32Array.from(thresholds, (t) => Number(t >> 32n)),
    low: Uint32Array.from(thresholds, (t) => Number(t & 0xffffffffn)),
  };
}
