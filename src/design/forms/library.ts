/**
 * The noises of the library as candidates: the best of every family at this rho, and the fixed spread that noises are
 * compared with.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { librarySpecs } from '../../noise/spec.ts';
import { bestNoise } from '../../vet/advice/recommend.ts';
import type { DesignOptions } from '../design-options.ts';
import type { Proposal } from './proposal.ts';

/** Independent coordinates: products among the library's noises. */
const PRODUCTS = /^(gaussian|laplace|uniform:linf|iid-.*)$/;
/** Functions of a norm: level-set noise among them. */
const LEVEL_SETS = /^(?!iid-)/;

/** The candidates of the library of this form (null: all), and how many noises were looked at to find them. */
export function libraryProposals(
  adversary: Adversary,
  { sigma, rho, form }: { readonly sigma: number; readonly rho: number; readonly form: DesignOptions['form'] | null },
): { readonly proposals: readonly Proposal[]; readonly tried: number } {
  const best = bestNoise(adversary, sigma, [rho]);
  const ranked = (best?.ranking ?? []).map(({ noise, radius }) => ({ noise, radius }));
  const spread = librarySpecs(adversary.dim).map((noise) => ({ noise, radius: 0 }));
  const seen = new Map([...spread, ...ranked].map((each) => [each.noise, each.radius]));
  const wanted = form === 'product' ? PRODUCTS : form === 'level-set' ? LEVEL_SETS : /^/;
  return {
    proposals: [...seen]
      .filter(([noise]) => wanted.test(noise))
      .map(([named, estimate]) => ({ form: 'library', family: 'library', noise: { named }, estimate })),
    tried: (best?.tried ?? 0) + spread.length,
  };
}
