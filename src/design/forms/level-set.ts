/** Noise f(|x|_K) on one shape: profiles of every family, looked at as functions, which certifies nothing but is quick. */
import type { Adversary } from '../../geometry/adversary.ts';
import type { BodyDescription } from '../../geometry/body-description.ts';
import { parseBody } from '../../geometry/parse-body.ts';
import { levelSetNoise } from '../../noise/level-set/level-set-noise.ts';
import { knownRadii } from '../../radius/certified-radius.ts';
import { radialFamilies } from './profiles.ts';
import { bestProfile } from './proposal.ts';
import type { Proposal, SearchEffort } from './proposal.ts';

/** The best of every family of profiles on this shape, by estimates. */
export function* levelSetProposals(
  description: BodyDescription,
  adversary: Adversary,
  { sigma, rho }: { readonly sigma: number; readonly rho: number },
  effort: SearchEffort,
): Generator<Proposal> {
  const { dim } = adversary;
  const body = parseBody(description);
  for (const family of radialFamilies(dim)) {
    const radius = (parameters: readonly number[]): number => {
      const noise = levelSetNoise({ body, radial: family.log(parameters) }, dim, { sigma });
      return knownRadii(noise, adversary, [rho])?.[0]?.radius ?? 0;
    };
    const best = bestProfile(family, radius, effort);
    if (best === null) continue;
    yield {
      form: 'level-set',
      family: `f(|x|_K), K the ${body.name}: ${family.name}`,
      noise: { levelSet: { body: description, radial: family.formula(best.parameters) } },
      estimate: best.radius,
    };
  }
}
