/** Noise f(|x|_K) on one shape: profiles of every family, by quick estimates. */
import type { Adversary } from '../../geometry/adversary.ts';
import type { BodyDescription } from '../../geometry/body-description.ts';
import { parseBody } from '../../geometry/parse-body.ts';
import { radialFamilies } from './profiles.ts';
import { bestProfile, type Proposal, type SearchEffort } from './proposal.ts';
import { radialEstimator } from './radial-estimate.ts';

/** The best of every family of profiles on this shape. */
export function* levelSetProposals(
  description: BodyDescription,
  adversary: Adversary,
  at: { readonly sigma: number; readonly rho: number },
  effort: SearchEffort,
): Generator<Proposal> {
  const body = parseBody(description);
  const estimate = radialEstimator(body, adversary, at);
  if (estimate === null) return;
  for (const family of radialFamilies(adversary.dim)) {
    const best = bestProfile(family, (parameters) => estimate(family.log(parameters)), effort);
    if (best === null) continue;
    yield {
      form: 'level-set',
      family: `f(|x|_K), K the ${body.name}: ${family.name}`,
      noise: { levelSet: { body: description, radial: family.formula(best.parameters) } },
      estimate: best.radius,
    };
  }
}
