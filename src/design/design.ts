/**
 * The best noise for an adversary, a dimension, a sigma and a rho that a search finds: every family of the library with
 * its parameters tuned, f(|x|_W) on the Wulff crystal W, products, and in dimensions 2 and 3 free shapes. The search
 * goes by estimates; what it proposes is written as a noise file, read back and certified, and the largest certified
 * radius wins.
 */
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import { parseBody } from '../geometry/parse-body.ts';
import { factsOf } from '../noise/facts.ts';
import type { Noise } from '../noise/noise.ts';
import { findNoise } from '../noise/spec.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { knownRadii } from '../radius/certified-radius.ts';
import { designBounds } from './bounds/design-bounds.ts';
import { certifiedProposal, type CertifiedProposal } from './certified.ts';
import { crystalForm } from './crystal-form.ts';
import { designPlan, type DesignOptions, type DesignPlan } from './design-options.ts';
import { levelSetProposals } from './forms/level-set.ts';
import { libraryProposals } from './forms/library.ts';
import { productProposals } from './forms/product.ts';
import type { Proposal } from './forms/proposal.ts';
import { designRemarks } from './remarks.ts';
import { shownProbability, type Design, type DesignCandidate, type DesignedShape, type DesignPoint } from './report.ts';
import { freeShape } from './shape/free-shape.ts';

/** Proposals further behind the leader than this, by their estimates, are not worth the certifying. */
const WITHIN_REACH = 0.99;
/** Relative difference of radii that is rounding. */
const EQUAL = 1e-9;
/** A free shape this near to the crystal is taken for it: then the crystal, a candidate already, stands for both. */
const LANDED = 0.02;

/**
 * The best noise found against the adversary, with its file, its certified radius, bounds on what is possible, and its
 * curve beside those of the library. At least as good at this rho as every noise of the library that it names.
 * Deterministic; takes from a second to a minute. Throws InvalidInput: options out of range, an adversary without a
 * crystal, or one against which nothing is certified.
 *
 * @example
 * designNoise(lpAdversary(1, 2), { scale: { sigma: 1 }, rho: 0.9, form: 'product' }).radius.radius // => 1.39947...
 */
export function designNoise(adversary: Adversary, options: DesignOptions): Design {
  const plan = designPlan(adversary, options);
  const search = proposals(adversary, plan);
  const name = designName(adversary, plan);
  const settled = certifyBest(search.proposals, adversary, { ...plan, name });
  const best = settled.find(({ certified }) => certified !== null)?.certified ?? null;
  if (best === null) {
    throw new InvalidInput(`No noise that was tried certifies anything against ${adversaryName(adversary)} here.`, {
      code: 'not-known',
    });
  }
  plan.progress('drawing curves');
  const library = settled
    .flatMap(({ proposal, certified }) =>
      certified !== null && 'named' in proposal.noise
        ? [{ noise: proposal.noise.named, radius: certified.radius.radius }]
        : [],
    )
    .sort((a, b) => b.radius - a.radius);
  const bounds = designBounds(adversary, plan.sigma, 1 - plan.rho).map((bound) => ({
    ...bound,
    share: Math.floor((best.radius.radius / bound.radius) * 1e9) / 1e9,
  }));
  const first = library[0];
  const { shape } = search;
  return {
    adversary: adversaryName(adversary),
    dim: adversary.dim,
    sigma: plan.sigma,
    rho: plan.rho,
    seed: plan.seed,
    file: best.file,
    form: best.form,
    family: best.family,
    noise: best.built.spec,
    lambda: best.built.lambda,
    noiseSigma: factsOf(best.built).sigma,
    radius: best.radius,
    bounds,
    library,
    gainPercent: first === undefined ? 0 : Math.floor((best.radius.radius / first.radius - 1) * 1e4) / 100,
    curve: points(best.built, adversary, plan.rhos),
    beside: besideNoises(first?.noise, best, adversary, plan),
    candidates: settled.map(({ proposal, certified }) => candidate(proposal, certified)),
    shape,
    tried: search.tried + settled.length,
    remarks: [...designRemarks(best, bounds, shape, plan), ...(search.remark === null ? [] : [search.remark])],
  };
}

interface Search {
  readonly proposals: readonly Proposal[];
  readonly shape: DesignedShape | null;
  readonly remark: string | null;
  readonly tried: number;
}

/** Everything worth certifying, with the estimates of the search. */
function proposals(adversary: Adversary, plan: DesignPlan): Search {
  const { form, progress, seed, evaluations } = plan;
  progress('the library');
  const library = libraryProposals(adversary, plan);
  const found: Proposal[] = [...library.proposals];
  const effort = { evaluations, seed };
  let [shape, remark]: [DesignedShape | null, string | null] = [null, null];
  if (form !== 'product') {
    const crystal = crystalForm(adversary);
    remark = crystal.remark;
    progress('a free shape');
    const free = form === null ? freeShape(adversary, crystal.crystal, seed) : null;
    if (free !== null) {
      const { generators, slope, distance, tried } = free;
      shape = { generators, slope: slope * plan.sigma, crystal: crystal.crystal?.name ?? null, distance, tried };
      const estimate = slope * plan.sigma * (plan.rho - 0.5);
      if (!landed(shape))
        found.push({ form: 'shape', family: 'uniform on a free shape', noise: { uniform: { generators } }, estimate });
    }
    found.push({
      form: 'level-set',
      family: `uniform on the ${parseBody(crystal.description).name}`,
      noise: { uniform: crystal.description },
      // Not searched, so always certified.
      estimate: Infinity,
    });
    progress('profiles on the crystal');
    found.push(...levelSetProposals(crystal.description, adversary, plan, effort));
  }
  if (form !== 'level-set') {
    progress('products');
    found.push(...productProposals(adversary, plan));
  }
  return { proposals: found, shape, remark, tried: library.tried + (shape?.tried ?? 0) };
}

const landed = ({ distance }: DesignedShape): boolean => distance !== null && distance <= LANDED;

interface Settled {
  readonly proposal: Proposal;
  readonly certified: CertifiedProposal | null;
}

/**
 * All proposals, best first by certified radius, those not certified last; the library and what may win is certified.
 */
function certifyBest(
  all: readonly Proposal[],
  adversary: Adversary,
  plan: DesignPlan & { readonly name: string },
): Settled[] {
  let leader = 0;
  const settled = all
    .map((proposal, order) => ({ proposal, order }))
    .sort((a, b) => b.proposal.estimate - a.proposal.estimate || a.order - b.order)
    .map(({ proposal, order }) => {
      const worthwhile = proposal.form === 'library' || proposal.estimate >= WITHIN_REACH * leader;
      if (worthwhile) plan.progress(`certifying ${described(proposal)}`);
      const certified = worthwhile ? certifiedProposal(proposal, adversary, plan) : null;
      leader = Math.max(leader, certified?.radius.radius ?? 0);
      return { proposal, order, certified };
    });
  const radius = ({ certified }: Settled): number => certified?.radius.radius ?? -1;
  settled.sort((a, b) => radius(b) - radius(a) || a.order - b.order);
  // A noise of the library that is as good but for the rounding of its radius is simpler.
  const top = Math.max(...settled.map(radius));
  const simple = settled.find((each) => each.proposal.form === 'library' && radius(each) >= (1 - EQUAL) * top);
  return simple === undefined ? settled : [simple, ...settled.filter((each) => each !== simple)];
}

function candidate(proposal: Proposal, certified: CertifiedProposal | null): DesignCandidate {
  const { form, family } = proposal;
  return { form, family, noise: described(proposal), radius: certified?.radius.radius ?? null };
}

function described({ noise, family }: Proposal): string {
  if ('named' in noise) return noise.named;
  if ('product' in noise) return noise.product;
  if ('levelSet' in noise) return noise.levelSet.radial;
  return family;
}

const designName = (adversary: Adversary, { rho }: DesignPlan): string =>
  `designed against ${adversaryName(adversary)} at rho = ${shownProbability(rho)}`.slice(0, 200);

/** The three noises of the literature. */
const STANDARD = ['gaussian', 'laplace', 'uniform:linf'] as const;

function besideNoises(
  leader: string | undefined,
  own: Proposal,
  adversary: Adversary,
  { sigma, rhos }: DesignPlan,
): Design['beside'] {
  const names = [...new Set([...(leader === undefined ? [] : [leader]), ...STANDARD])];
  return names
    .filter((name) => !('named' in own.noise && own.noise.named === name))
    .flatMap((noise) => {
      const { noise: made } = findNoise(noise, adversary.dim, { sigma });
      const curve = made === null ? [] : points(made, adversary, rhos);
      return curve.length === 0 ? [] : [{ noise, points: curve }];
    });
}

function points(noise: Noise, adversary: Adversary, rhos: readonly number[]): DesignPoint[] {
  return (knownRadii(noise, adversary, rhos, { quick: true }) ?? []).map(({ radius }, i) => ({
    rho: rhos[i]!,
    radius,
  }));
}
