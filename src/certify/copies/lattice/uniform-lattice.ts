/**
 * Uniform cube noise on the grid of 1/q. With lambda q = K + 1/2 the rounded coordinate round(q Z) is uniform on {-K,
 * ..., K} exactly, so only such lambda are admitted: any other gives the two outermost integers another probability,
 * and K + 1/2 is what makes its radii those of the cube.
 */
import { numerator, ratio, toRational } from '../../../numeric/algebra/rational.ts';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import type { Noise } from '../../../noise/noise.ts';

/** Whether a noise is uniform on the cube: any norm's on the line. */
export const isUniformCube = (noise: Noise): boolean =>
  noise.family === 'uniform' && (noise.norm === 'linf' || (noise.dim === 1 && noise.norm !== 'body'));

/** K of the admissible lambda nearest to this one, at least 1. */
function nearestReach(lambda: number, grid: number): number {
  return Math.max(1, Math.round(lambda * grid - 0.5));
}

/**
 * The admissible lambda nearest to the one given, (2 K + 1)/(2 q) rounded down to a double: radii grow with lambda, so
 * those of the double hold for the law that is drawn.
 */
export function nearestLatticeLambda(lambda: number, grid: number): number {
  const reach = nearestReach(lambda, grid);
  const nearest = (2 * reach + 1) / (2 * grid);
  return toRational(nearest).compare(ratio(2 * reach + 1, 2 * grid)) > 0 ? nearest * (1 - 2 ** -53) : nearest;
}

/** K of an admissible lambda. Throws InvalidInput for any other. */
export function uniformReach(lambda: number, grid: number): number {
  const admissible = nearestLatticeLambda(lambda, grid);
  if (lambda === admissible) return nearestReach(lambda, grid);
  throw new InvalidInput(
    `On the grid of 1/${grid} uniform noise needs lambda x ${grid} to be a whole number and a half, but lambda is ${lambda}; use lambda = ${admissible}.`,
    { code: 'scale', settings: ['lambda', 'sigma'] },
  );
}

/**
 * floor(2^w P(N <= k)) for k = -K, ..., K - 1, N uniform on {-K, ..., K}: the thresholds of the sampler by words of w
 * bits.
 */
export function uniformThresholds(reach: number, bits: number): bigint[] {
  const atoms = 2 * reach + 1;
  const words = 1n << BigInt(bits);
  return Array.from({ length: 2 * reach }, (_, i) => {
    const share = ratio(words * BigInt(i + 1), atoms);
    return numerator(share) / share.d;
  });
}
