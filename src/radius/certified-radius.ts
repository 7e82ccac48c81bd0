/** Certified radii, never above the true one: the best of the routes that hold (routes/radius-routes.ts). */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import { doubtAbout } from '../noise/facts.ts';
import { isNamed } from '../noise/named/canonical.ts';
import type { Noise } from '../noise/noise.ts';
import { requireSameDimension } from '../noise/same-dimension.ts';
import type { CertifiedRadius } from './radius.ts';
import { routePlan } from './routes/plan.ts';
import type { ComputedBound, RouteChoice } from './routes/radius-routes.ts';
import type { RadiusRoute, RouteRadius } from './routes/route.ts';
import { readProbability, type Probability, type TopProbability } from './top-probability.ts';

/** Options of `certifiedRadius` and `radiusCurve`: which routes may be taken. */
export interface RadiusOptions extends RouteChoice {
  /**
   * `best` (default): the largest radius known. `differential`: closed forms and the differential method only, without
   * Neyman-Pearson searches: faster on long curves, and what the paper's tables give. `level-set`: the Neyman-Pearson
   * search alone, where one direction decides: exact radii of spherical noise against any norm, and of l1- and
   * linf-shaped noise against l1 and linf, at any dimension up to 200,000; 1 - rho below 1e-24 is raised to it.
   */
  readonly method?: 'best' | 'differential' | 'level-set';
  /**
   * Also search for an upper bound on the exact radius (R5) where the certified one is not tight; default false, as it
   * may take a thousand times longer than the radius itself.
   */
  readonly upperBounds?: boolean;
  /**
   * `computedRateBound`: where no route is tight, also try the differential method on bounds of Phi computed from the
   * law of a named noise (routes/computed.ts): up to a few times larger for adversaries without a row of their own, at
   * some 0.1 to 0.5 s a noise. Default: not tried; level-set and product noise always use the bounds of their own.
   */
  readonly computed?: ComputedBound;
}

/**
 * The certified radius at a lower bound rho on the top class's probability: the largest r known such that no shift v
 * with gauge(v) <= r changes the class. r is in the adversary's norm, coordinates in the units of the noise's lambda
 * and sigma (images in [0, 1] when those are). 0 for rho <= 1/2; at rho = 1 the supremum, Infinity when unbounded. A
 * noise of which too little is known (made by hand, or a copy in which something differs) has radius 0, and `detail`
 * says why. Throws InvalidInput.
 *
 * @example
 * certifiedRadius(laplace(3072, { lambda: 1 }), lpAdversary(1, 3072), 0.9).radius // => 1.60943791...
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
 *
 * @example
 * const cube = uniform('linf', 3072, { lambda: 1 });
 * radiusCurve(cube, lpAdversary(1, 3072), [0.5, 0.6, 0.8]).map(({ radius }) => radius) // => [0, 0.2, 0.6]
 */
export function radiusCurve(
  noise: Noise,
  adversary: Adversary,
  rhos: readonly Probability[],
  options: RadiusOptions = {},
): CertifiedRadius[] {
  const found = knownRadii(noise, adversary, rhos, options);
  if (found === null) throw new InvalidInput(nothingKnown(noise, adversary, options), { code: 'not-known' });
  return found;
}

/** The same; null where no route to a radius is known. Throws InvalidInput for what a person got wrong. */
export function knownRadii(
  noise: Noise,
  adversary: Adversary,
  rhos: readonly Probability[],
  options: RadiusOptions = {},
): CertifiedRadius[] | null {
  const all = rhos.map(readProbability);
  requireSameDimension(noise, adversary);
  if (noise.family === 'custom') return null;
  const doubt = doubtAbout(noise, adversary);
  if (doubt !== null) return all.map(({ rho, excess }) => (excess > 0 ? uncertified(rho, doubt) : noRadius(rho)));
  const positive = all.filter(({ excess }) => excess > 0);
  const best = new Map(positive.map((at) => [at, null as CertifiedRadius | null]));
  bestOf(positive.length === 0 ? [] : routePlan(noise, adversary, options), best);
  const radii = all.map((at) => (at.excess > 0 ? (best.get(at) ?? null) : noRadius(at.rho)));
  return radii.every((radius) => radius !== null) ? radii : null;
}

/**
 * The largest radius at every probability and the least upper bound; a route is tried, and built, only where none
 * before was exact: asking for the next one may cost seconds.
 */
function bestOf(routes: Iterable<RadiusRoute>, best: Map<TopProbability, CertifiedRadius | null>): void {
  const stillOpen = (): TopProbability[] => [...best.keys()].filter((at) => best.get(at)?.exact !== true);
  const next = routes[Symbol.iterator]();
  for (let open = stillOpen(); open.length > 0; open = stillOpen()) {
    const step = next.next();
    if (step.done === true) return;
    const route = step.value;
    const found = route.radii(open);
    open.forEach((at, i) => {
      const radius = found[i];
      if (radius !== null && radius !== undefined)
        best.set(at, better(best.get(at) ?? null, certified(route, radius, at.rho)));
    });
  }
}

function better(known: CertifiedRadius | null, found: CertifiedRadius): CertifiedRadius {
  if (known === null) return found;
  const upper =
    known.upper === null || found.upper === null ? (known.upper ?? found.upper) : Math.min(known.upper, found.upper);
  return { ...(found.exact || found.radius > known.radius ? found : known), upper };
}

function certified(route: RadiusRoute, found: RouteRadius, rho: number): CertifiedRadius {
  const { method, detail, confidence } = route;
  const { radius, exact, note } = found;
  // No finite bound is no bound, unless the radius itself is known to be infinite.
  const upper = found.upper === Infinity && !exact ? null : found.upper;
  return { rho, radius, method, exact, upper, confidence, detail: note === undefined ? detail : `${detail}, ${note}` };
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

function nothingKnown(noise: Noise, adversary: Adversary, { method }: RadiusOptions): string {
  const against = adversaryName(adversary);
  if (noise.family === 'custom')
    return `No radius formula is known for ${noise.spec}; vet it instead, which bounds its radii.`;
  if (noise.family === 'density') {
    const found = noise.enclosures.against(adversary);
    const why = 'reason' in found ? `: ${found.reason}` : '';
    return `No radius of ${noise.spec} is proved${why}; vet it, which samples its slopes and says how sure the radii are.`;
  }
  if (!isNamed(noise)) {
    return (
      `No bound on the growth of ${noise.spec} against ${against} is known: its slope at rho = 1/2 is infinite, or no ` +
      'projection of its body is.'
    );
  }
  if (method === 'level-set') {
    return (
      `The level-set method does not serve ${noise.spec} against ${against}: use exp:l2 or power:l2 against any norm, or an ` +
      'l1 or linf shape against l1 or linf.'
    );
  }
  return `No radius formula is known for ${noise.spec} against ${against}.`;
}
