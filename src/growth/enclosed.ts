/** The growth function of a density that is a formula in two or three coordinates, enclosed on a mesh. */
import { lpAdversary } from '../geometry/adversary.ts';
import type { Vector } from '../geometry/body.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise } from '../noise/noise.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';

/**
 * G(p, shift); null where the density is not enclosed. shift/lambda is rounded, by d_i at most in coordinate i, and
 * |G(p, v) - G(p, w)| is at most the total variation of q and its shift by v - w: |v - w|_1 times Phi(1/2) against l1.
 */
export function enclosedGrowth(
  noise: DensityNoise | LevelSetNoise | ProductNoise,
  shift: Vector,
  p: number,
): Estimate | null {
  const { dim, lambda } = noise;
  if (dim < 2 || dim > 3) return null;
  const growth = noise.growth();
  const bound = noise.rateBound(lpAdversary(1, dim));
  if ('reason' in growth || bound === null || bound.confidence < 1) return null;
  const [lower, upper] = growth.at(
    Float64Array.from(shift, (x) => x / lambda),
    p,
  );
  let size = 0;
  for (let i = 0; i < dim; i++) size += Math.abs(shift[i]!);
  const slack = size * 2 ** -51 * bound.phi(0.5) + 1e-15;
  const ends = { lower: Math.max(0, lower - slack), upper: Math.min(1, upper + slack) };
  return enclosed(0.5 * (ends.lower + ends.upper), ends.lower, ends.upper, 'interval');
}
