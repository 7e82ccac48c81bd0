/**
 * Product noise. Against l1 one family holds the best: truncated exponentials (bounds/truncated-exponential.ts),
 * searched by their closed form. Against other norms the library's products stand for the form: e^{-|x|^s} and (1 +
 * |x|)^{-a-1} with their parameters tuned.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { largestQuantile } from '../bounds/truncated-exponential.ts';
import { truncatedExponential } from './profiles.ts';
import type { Proposal } from './proposal.ts';

/** The best truncated exponential against l1; none where it is uniform or Laplace's, or against another norm. */
export function productProposals(
  adversary: Adversary,
  { sigma, rho }: { readonly sigma: number; readonly rho: number },
): readonly Proposal[] {
  if (adversary.kind !== 'lp' || (adversary.p !== 1 && adversary.dim > 1)) return [];
  const { rate, value } = largestQuantile(1 - rho);
  if (rate === 0 || rate === Infinity) return [];
  const product = truncatedExponential(rate);
  return [{ form: 'product', family: 'truncated exponentials', noise: { product }, estimate: sigma * value }];
}
