/** Bounds of the growth rate computed from the laws of a noise: level-set noise on any body, independent coordinates. */
import type { Adversary } from '../../noise/adversary.ts';
import { doubtAbout } from '../../noise/facts.ts';
import type { Noise } from '../../noise/noise.ts';
import type { GrowthRateBound } from './bound.ts';
import { levelSetRateBound } from './level-set.ts';
import { productRateBound } from './product.ts';
import { asProduct, levelSetForm } from './noise-forms.ts';

const bounds = new WeakMap<Noise, WeakMap<Adversary, GrowthRateBound | null>>();

/**
 * An upper bound of Phi at the noise's scale, the best of what its forms give; null for noises with neither form, or where
 * nothing is known (an infinite slope, a body without projections).
 */
export function computedRateBound(noise: Noise, adversary: Adversary): GrowthRateBound | null {
  const ofNoise = bounds.get(noise) ?? new WeakMap<Adversary, GrowthRateBound | null>();
  bounds.set(noise, ofNoise);
  let bound = ofNoise.get(adversary);
  if (bound === undefined) {
    bound = compute(noise, adversary);
    ofNoise.set(adversary, bound);
  }
  return bound;
}

function compute(noise: Noise, adversary: Adversary): GrowthRateBound | null {
  if (doubtAbout(noise, adversary) !== null) return null;
  const form = levelSetForm(noise);
  const product = asProduct(noise);
  const found = [
    form === null ? null : (levelSetRateBound(form, adversary)?.scaled(1 / noise.lambda) ?? null),
    product === null ? null : productRateBound(product, adversary),
  ].flatMap((bound) => (bound?.isFinite === true ? [bound] : []));
  return found.length === 0 ? null : found.reduce((a, b) => a.and(b));
}
