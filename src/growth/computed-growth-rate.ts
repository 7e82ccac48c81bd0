/** Bounds of the growth rate for noises without a formula in the table: level-set noise on any body, products. */
import type { Adversary } from '../noise/adversary.ts';
import { gaugeLaw } from '../noise/level-set-noise.ts';
import type { Noise } from '../noise/noise.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { GrowthRateBound } from './growth-rate-bound.ts';
import { levelSetRateBound } from './growth-rate-level-set.ts';
import { productRateBound } from './growth-rate-product.ts';

const bounds = new WeakMap<Noise, WeakMap<Adversary, GrowthRateBound | null>>();

/** An upper bound of Phi of level-set or product noise, at its scale; null for other noises, or where none is known. */
export function computedRateBound(noise: Noise, adversary: Adversary): GrowthRateBound | null {
  if (noise.family !== 'level-set' && noise.family !== 'product') return null;
  const ofNoise = bounds.get(noise) ?? new WeakMap<Adversary, GrowthRateBound | null>();
  bounds.set(noise, ofNoise);
  let bound = ofNoise.get(adversary);
  if (bound === undefined) {
    bound = compute(noise, adversary);
    ofNoise.set(adversary, bound);
  }
  return bound;
}

function compute(noise: Noise & { family: 'level-set' | 'product' }, adversary: Adversary): GrowthRateBound | null {
  try {
    const bound =
      noise.family === 'product'
        ? productRateBound(noise, adversary)
        : levelSetRateBound({ body: noise.body, law: gaugeLaw(noise) }, adversary).scaled(1 / noise.lambda);
    return bound.isFinite ? bound : null;
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}
