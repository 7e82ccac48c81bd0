/**
 * Certified radii, never above the true one: for named noises the best of the routes that hold (adversary-routes.ts), for
 * level-set noise on any body and products the differential method (computed-radius.ts).
 */
import { computedRateBound } from '../growth/rate/computed.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { adversaryName } from '../noise/adversary.ts';
import type { Adversary } from '../noise/adversary.ts';
import { doubtAbout, requireKnown } from '../noise/facts.ts';
import type { NamedNoise, Noise, UniformNoise } from '../noise/noise.ts';
import { adversaryRoutes } from './routes/adversary.ts';
import type { AdversaryRoute, RouteChoice } from './routes/adversary.ts';
import { computedRadii, differentialRadius } from './routes/computed.ts';
import { covariogramRadius } from './routes/covariogram.ts';
import type { CertifiedRadius } from './radius.ts';
import { routePlan } from './routes/plan.ts';
import type { RouteRadius } from './routes/route.ts';
import { isTight } from './tightness.ts';
import { readProbability } from './top-probability.ts';
import type { Probability, TopProbability } from './top-probability.ts';

export { adversaryRoutes };

export interface RadiusOptions {
  /**
   * `best` (default): the largest radius known. `differential`: closed forms and the differential method only, without
   * Neyman-Pearson searches: faster on long curves, and what the paper's tables give.
   */
  readonly method?: 'best' | 'differential';
  /**
   * Also search for an upper bound on the exact radius (R5) where the certified one is not tight; default false, as it may
   * take a thousand times longer than the radius itself.
   */
  readonly upperBounds?: boolean;
  /**
   * Where no route is tight, also try the differential method on bounds of Phi computed from the law of the noise
   * (computed-radius.ts): up to a few times larger for adversaries without a row of their own, at some 0.1 to 0.5 s a
   * noise. Default false; level-set and product noise always use it.
   */
  readonly computed?: boolean;
}

/**
 * The certified radius at a lower bound rho on the top class's probability: 0 for rho <= 1/2; at rho = 1 the supremum,
 * Infinity when unbounded. A noise of which too little is known (made by hand, or a copy in which something differs) has
 * radius 0, and `detail` says why. Throws InvalidInput.
 */
export function certifiedRadius(
  noise: Noise,
  adversary: Adversary,
  rho: Probability,
  options: RadiusOptions = {},
): CertifiedRadius {
  return radiusCurve(noise, adversary, [rho], options)[0]!;
}

/**
 * Certified radii for many rho at once, in the order given; the work common to them (an integral, a table, a search) is
 * done once. Throws InvalidInput.
 */
export function radiusCurve(
  noise: Noise,
  adversary: Adversary,
  rhos: readonly Probability[],
  options: RadiusOptions = {},
): CertifiedRadius[] {
  const all = rhos.map(readProbability);
  const positive = all.filter((probability) => probability.excess > 0);
  const computed = noise.family === 'level-set' || noise.family === 'product';
  requireSameDimension(noise, adversary);
  const doubt = noise.family === 'custom' ? null : doubtAbout(noise);
  if (doubt !== null) return all.map(({ rho, excess }) => (excess > 0 ? uncertified(rho, doubt) : noRadius(rho)));
  const best: (CertifiedRadius | null)[] = computed
    ? computedRadii(noise, adversary, positive)
    : bestOf(namedNoise(noise, adversary), adversary, positive, {
        ...(options.method !== undefined && { method: options.method }),
        upperBounds: options.upperBounds === true,
      });
  if (noise.family === 'uniform' && noise.norm === 'body') {
    improveByCovariogram(noise, adversary, positive, best, options.method !== 'differential');
  }
  requireAll(best, noise, adversary);
  if (options.computed === true && !computed) improveByComputation(noise, adversary, positive, best);
  const everywhere = options.method !== 'differential' && isPositiveEverywhere(noise);
  let next = 0;
  return all.map((probability) => {
    if (probability.excess <= 0) return noRadius(probability.rho);
    const found = best[next++]!;
    return probability.tail === 0 && everywhere && !found.exact ? noEscape(probability.rho) : found;
  });
}

/** Whether the density is known to vanish nowhere. */
function isPositiveEverywhere(noise: Noise): boolean {
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
    case 'exp':
    case 'power':
    case 'iid-exp':
    case 'iid-pareto':
      return true;
    case 'uniform':
    case 'level-set':
    case 'product':
    case 'custom':
      return false;
  }
}

/** rho = 1 and a positive density: a set of mass 0 has volume 0 and mass 0 after every shift. */
function noEscape(rho: number): CertifiedRadius {
  return {
    rho,
    radius: Infinity,
    method: 'closed-form',
    exact: true,
    upper: Infinity,
    confidence: 1,
    detail: 'rho = 1 and a density positive everywhere: no shift gives the other classes any mass',
  };
}

/** Replaces radii that are not tight by computed ones where these are larger. */
function improveByComputation(
  noise: Noise,
  adversary: Adversary,
  at: readonly TopProbability[],
  best: CertifiedRadius[],
): void {
  if (best.every(({ exact }) => exact)) return;
  const bound = computedRateBound(noise, adversary);
  if (bound === null) return;
  at.forEach((probability, i) => {
    const known = best[i]!;
    const radius = bound.radius(probability.tail);
    if (known.exact || !(radius > known.radius)) return;
    best[i] = { ...differentialRadius(bound, probability), upper: known.upper };
  });
}

/**
 * For noise on a body: its overlap along the extreme points of the adversary, where it is known without sampling; of all
 * points, or of those without a radius.
 */
function improveByCovariogram(
  noise: UniformNoise,
  adversary: Adversary,
  at: readonly TopProbability[],
  best: (CertifiedRadius | null)[],
  all: boolean,
): void {
  if (best.every((known) => known?.exact === true)) return;
  at.forEach((probability, i) => {
    const known = best[i] ?? null;
    if (known !== null && (known.exact || !all)) return;
    const found = covariogramRadius(noise, adversary, probability, { samples: 0 });
    if (known !== null && !(found.exact || found.radius > known.radius)) return;
    best[i] = { ...found, rho: probability.rho };
  });
}

function requireAll(
  best: (CertifiedRadius | null)[],
  noise: Noise,
  adversary: Adversary,
): asserts best is CertifiedRadius[] {
  if (best.every((found) => found !== null)) return;
  throw new InvalidInput(`No radius formula is known for ${noise.spec} against ${adversaryName(adversary)}.`);
}

/** No majority, no radius; and none is possible, so the answer is exact. */
function noRadius(rho: number): CertifiedRadius {
  return {
    rho,
    radius: 0,
    method: 'closed-form',
    exact: true,
    upper: 0,
    confidence: 1,
    detail: 'no majority: rho <= 1/2',
  };
}

/** What is certified of a noise of which too little is known: nothing. */
function uncertified(rho: number, doubt: string): CertifiedRadius {
  return { rho, radius: 0, method: 'closed-form', exact: false, upper: null, confidence: 1, detail: doubt };
}

/** The noise, if it has rows in the table, is known and the dimensions agree. Throws InvalidInput. */
export function namedNoise(noise: Noise, adversary: Adversary): NamedNoise {
  requireSameDimension(noise, adversary);
  if (noise.family === 'level-set' || noise.family === 'product' || noise.family === 'custom') {
    throw new InvalidInput(`No radius formula is known for ${noise.spec}; vet it instead, which bounds its radii.`);
  }
  requireKnown(noise);
  return noise;
}

function requireSameDimension(noise: Noise, adversary: Adversary): void {
  if (noise.dim === adversary.dim) return;
  throw new InvalidInput(
    `The noise has dimension ${noise.dim} and the adversary ${adversary.dim}; give both the same dimension.`,
  );
}

function bestOf(
  noise: NamedNoise,
  adversary: Adversary,
  at: readonly TopProbability[],
  choice: RouteChoice,
): (CertifiedRadius | null)[] {
  const best = new Array<CertifiedRadius | null>(at.length).fill(null);
  const upper = new Float64Array(at.length).fill(Infinity);
  let open = at.map((_, i) => i);
  if (open.length === 0) return [];
  const plan = routePlan(noise, adversary, choice);
  for (let n = 0, own = plan.route(0); own !== undefined; own = plan.route(++n)) {
    const route = own;
    const found = route.route.radii(open.map((i) => at[i]!));
    open.forEach((i, m) => {
      const candidate = certified(route, found[m]!, at[i]!.rho);
      const known = best[i] ?? null;
      if (candidate.upper !== null) upper[i] = Math.min(upper[i]!, candidate.upper);
      if (known === null || candidate.exact || candidate.radius > known.radius) best[i] = candidate;
    });
    open = open.filter((i) => best[i]?.exact !== true);
    if (open.length === 0) break;
  }
  return best.map((found, i) => {
    if (found === null) return null;
    return { ...found, upper: upper[i] === Infinity && !found.exact ? null : upper[i]! };
  });
}

function certified(own: AdversaryRoute, found: RouteRadius, rho: number): CertifiedRadius {
  const { route, factor, upperFactor, keepsExact, convertedFrom } = own;
  const radius = found.radius * factor;
  const upper = found.upper === null ? null : found.upper * upperFactor;
  return {
    rho,
    radius,
    method: convertedFrom !== null && !keepsExact ? 'conversion' : route.method,
    // Whatever the route promised.
    exact: found.exact && keepsExact && isTight({ lower: radius, upper }),
    upper,
    confidence: 1,
    detail: [
      route.detail,
      ...(found.note === undefined ? [] : [found.note]),
      ...(convertedFrom === null ? [] : [`converted from ${convertedFrom}`]),
    ].join(', '),
  };
}
