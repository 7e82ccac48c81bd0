/**
 * Phi(1/2) = 1/2 sup over v in B of int |d_v q| (MATH.md W4) without sampling, by the best formula there is: the
 * table's own rate, W5 for level-set noise, the law of the scores for independent coordinates.
 */
import { growthRate } from '../../growth/rate/growth-rate.ts';
import { levelSetPhiHalf } from '../../noise/rate/level-set.ts';
import { asProduct, levelSetForm } from '../../growth/rate/noise-forms.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { DensityNoise, Noise, ProductNoise } from '../../noise/noise.ts';
import { productPhiHalf } from '../../noise/rate/product-phi-half.ts';
import { innerReach, reach } from '../../geometry/functionals/reach.ts';
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { scaled } from '../../numeric/estimate-algebra.ts';

/** Phi(1/2) at the noise's scale; null where only sampling helps. Infinity where the slope is infinite. */
export function knownPhiHalf(noise: Noise, adversary: Adversary): Estimate | null {
  if (noise.family === 'density') return enclosedHalf(noise, adversary);
  const rate = growthRate(noise, adversary);
  if (rate !== null && rate.exact) return closedForm(rate.phiHalf);
  const form = levelSetForm(noise);
  const ofForm = form === null ? null : levelSetPhiHalf(form, adversary);
  if (ofForm !== null) return scaled(ofForm, 1, noise.lambda);
  const product = asProduct(noise);
  return product === null ? null : productHalf(product, adversary);
}

/** Of a density given as a formula, where its slopes are enclosed. */
function enclosedHalf(noise: DensityNoise, adversary: Adversary): Estimate | null {
  const found = noise.enclosures.against(adversary);
  if ('reason' in found) return null;
  const [lower, upper] = found.half;
  return scaled(enclosed(0.5 * (lower + upper), lower, upper, 'interval'), 1, noise.lambda);
}

/** Against l1, l2 and linf as far as it is known; beyond, between the balls inside and outside the adversary. */
function productHalf(noise: ProductNoise, adversary: Adversary): Estimate {
  const { dim } = noise;
  const p = adversary.kind === 'lp' ? (dim === 1 ? 1 : adversary.p) : null;
  if (p === 1) return productPhiHalf(noise, 'l1');
  if (p === Infinity) return productPhiHalf(noise, 'linf');
  const [l1, l2, linf] = [productPhiHalf(noise, 'l1'), productPhiHalf(noise, 'l2'), productPhiHalf(noise, 'linf')];
  if (p === 2) {
    // B_2 lies between B_1 and B_inf.
    const upper = Math.min(l2.upper, linf.upper);
    const lower = Math.min(upper, Math.max(l2.lower, l1.lower));
    return { ...l2, value: Math.min(upper, Math.max(lower, l2.value)), lower, upper };
  }
  const each = [
    { a: 1, phi: l1 },
    { a: 2, phi: l2 },
    { a: Infinity, phi: linf },
  ];
  const upper = Math.min(...each.map(({ a, phi }) => phi.upper * reach(adversary, a).value)) * (1 + 1e-14);
  const lower = Math.max(...each.map(({ a, phi }) => phi.lower * innerReach(adversary, a))) * (1 - 1e-14);
  return { value: 0.5 * (lower + upper), lower, upper, method: 'conversion', confidence: 1 };
}
