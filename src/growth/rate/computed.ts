/** Bounds of the growth rate computed from the law of a noise: level-set noise on any body, independent coordinates. */
import type { Adversary } from '../../geometry/adversary.ts';
import { doubtAbout } from '../../noise/facts.ts';
import type { NamedNoise, Noise } from '../../noise/noise.ts';
import type { GrowthRateBound } from '../../noise/rate/bound.ts';
import { levelSetRateBound } from '../../noise/rate/level-set.ts';
import { rateBounds, type RateBounds } from '../../noise/rate/rate-bounds.ts';
import { remembered } from '../../numeric/remembered.ts';
import { asProduct, levelSetForm } from './noise-forms.ts';

/**
 * An upper bound of Phi at the noise's scale, the best of what its forms give; null for noises with neither form, or
 * where nothing is known (an infinite slope, a body without projections).
 */
export function computedRateBound(noise: Noise, adversary: Adversary): GrowthRateBound | null {
  if (doubtAbout(noise, adversary) !== null) return null;
  switch (noise.family) {
    case 'custom':
      return null;
    case 'level-set':
    case 'product':
    case 'density':
      return noise.rateBound(adversary);
    case 'exp':
    case 'gaussian':
    case 'iid-exp':
    case 'iid-pareto':
    case 'laplace':
    case 'power':
    case 'uniform':
      return boundsOfForms(noise)(adversary);
  }
}

/** A named noise brings none along, for formulas serve it: here its law is computed as that of any other noise. */
const boundsOfForms = remembered((noise: NamedNoise): RateBounds => {
  return rateBounds((adversary) => {
    const form = levelSetForm(noise);
    const product = asProduct(noise);
    const found = [
      form === null ? null : (levelSetRateBound(form, adversary)?.scaled(1 / noise.lambda) ?? null),
      product === null ? null : product.rateBound(adversary),
    ].flatMap((bound) => (bound?.isFinite === true ? [bound] : []));
    return found.length === 0 ? null : found.reduce((a, b) => a.and(b));
  });
});
