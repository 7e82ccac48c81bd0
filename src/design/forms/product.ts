/**
 * Product noise. Against l1 one family holds the best: truncated exponentials (bounds/truncated-exponential.ts), searched by their closed
 * form; against other norms families of smooth marginals.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { productNoise } from '../../noise/product/product-noise.ts';
import { knownRadii } from '../../radius/certified-radius.ts';
import { largestQuantile } from '../bounds/truncated-exponential.ts';
import { MARGINAL_FAMILIES, truncatedExponential } from './profiles.ts';
import { bestProfile } from './proposal.ts';
import type { Proposal, SearchEffort } from './proposal.ts';

/** A radius against l2 or linf is a sum over all coordinates, not a quantile of one. */
const DEARER = 4;

/** The best of every family of marginals, by estimates or a closed form. */
export function* productProposals(
  adversary: Adversary,
  { sigma, rho }: { readonly sigma: number; readonly rho: number },
  { evaluations, seed }: SearchEffort,
): Generator<Proposal> {
  const { dim } = adversary;
  if (adversary.kind === 'lp' && (adversary.p === 1 || dim === 1)) {
    const { rate, value } = largestQuantile(1 - rho);
    // The ends of the family are in the library: uniform and Laplace.
    if (rate === 0 || rate === Infinity) return;
    const product = truncatedExponential(rate);
    yield { form: 'product', family: 'truncated exponentials', noise: { product }, estimate: sigma * value };
    return;
  }
  const effort = { evaluations: Math.ceil(evaluations / DEARER), seed };
  for (const family of MARGINAL_FAMILIES) {
    const radius = (parameters: readonly number[]): number => {
      const log = family.log(parameters);
      const noise = productNoise((x) => log(Math.abs(x)), dim, { sigma });
      return knownRadii(noise, adversary, [rho])?.[0]?.radius ?? 0;
    };
    const best = bestProfile(family, radius, effort);
    if (best === null) continue;
    yield {
      form: 'product',
      family: `product of ${family.name}`,
      noise: { product: family.formula(best.parameters) },
      estimate: best.radius,
    };
  }
}
