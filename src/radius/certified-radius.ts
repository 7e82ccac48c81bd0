/**
 * Certified radii of the named noises: the best of the routes that hold, each turned from the norm it was derived for to
 * the adversary's (R4).
 *
 * Conversion: a radius R certified against the unit ball of l_a certifies B at R / max_{v in B} |v|_a, since
 * r B lies in r max|v|_a times that ball. For B the ball of l_b this is R if b <= a, and R d^{1/b - 1/a} if b > a.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { canonicalNoise } from '../noise/canonical-noise.ts';
import { reach } from '../noise/reach.ts';
import { adversaryName } from '../noise/adversary.ts';
import type { Adversary } from '../noise/adversary.ts';
import type { NamedNoise, Noise } from '../noise/noise.ts';
import { baseRoutes } from './base-routes.ts';
import type { BaseRoute } from './base-routes.ts';
import { cubeAlongDiagonal } from './closed-form-radius.ts';
import type { CertifiedRadius } from './radius.ts';
import { formulaRoute } from './route.ts';
import type { RadiusRoute, RouteRadius } from './route.ts';
import { readProbability } from './top-probability.ts';
import type { Probability, TopProbability } from './top-probability.ts';

/** The certified radius at a lower bound rho on the top class's probability. Throws InvalidInput. */
export function certifiedRadius(noise: Noise, adversary: Adversary, rho: Probability): CertifiedRadius {
  return radiusCurve(noise, adversary, [rho])[0]!;
}

/**
 * Certified radii for many rho at once, in the order given; the work common to them (an integral, a table) is done once.
 * rho <= 1/2 has radius 0, rho = 1 the supremum of the route. Throws InvalidInput.
 */
export function radiusCurve(noise: Noise, adversary: Adversary, rhos: readonly Probability[]): CertifiedRadius[] {
  const named = namedNoise(noise, adversary);
  const all = rhos.map(readProbability);
  const routes = adversaryRoutes(canonicalNoise(named), adversary);
  const positive = all.filter((probability) => probability.excess > 0);
  const best = bestOf(routes, positive);
  let next = 0;
  return all.map((probability) => (probability.excess > 0 ? best[next++]! : noRadius(probability.rho)));
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

/** The noise, if it has rows in the table and the dimensions agree. */
export function namedNoise(noise: Noise, adversary: Adversary): NamedNoise {
  if (noise.dim !== adversary.dim) {
    throw new InvalidInput(
      `The noise has dimension ${noise.dim} and the adversary ${adversary.dim}; give both the same dimension.`,
    );
  }
  if (noise.family === 'level-set' || noise.family === 'product' || noise.family === 'custom') {
    throw new InvalidInput(`No radius formula is known for ${noise.spec}; vet it instead, which bounds its radii.`);
  }
  return noise;
}

/** A route applied to the adversary at hand: radii at lambda = 1 are multiplied by `factor`. */
export interface AdversaryRoute {
  readonly route: RadiusRoute;
  /** lambda over the adversary's reach in the route's norm. */
  readonly factor: number;
  /** lambda over the greatest multiple of the norm's ball inside the adversary: scales upper bounds. */
  readonly upperFactor: number;
  /** Whether an exact radius stays exact. */
  readonly keepsExact: boolean;
  /** The norm converted from, or null where the route is the adversary's own. */
  readonly convertedFrom: string | null;
}

/** Every route to a radius of this canonical noise against this adversary, tight ones alone when there are any. */
export function adversaryRoutes(noise: NamedNoise, adversary: Adversary): AdversaryRoute[] {
  const routes = [
    ...ownRoutes(noise, adversary),
    ...baseRoutes(noise).map((base) => converted(base, noise.lambda, adversary)),
  ];
  if (routes.length === 0) {
    throw new InvalidInput(`No radius formula is known for ${noise.spec} against ${adversaryName(adversary)}.`);
  }
  const tight = routes.find(({ route, keepsExact }) => route.tight && keepsExact);
  return tight === undefined ? routes : [tight];
}

/** Routes derived for this very adversary. */
function ownRoutes(noise: NamedNoise, adversary: Adversary): AdversaryRoute[] {
  const { dim, lambda } = noise;
  if (noise.family !== 'uniform' || noise.norm !== 'linf' || adversary.kind !== 'lp') return [];
  const { p } = adversary;
  if (p < 2) return [];
  const detail = `closed form (uniform cube, ${adversaryName(adversary)})`;
  const formula = (probability: TopProbability): number => cubeAlongDiagonal(probability, dim, p);
  const route = formulaRoute('closed-form', detail, true, formula, 'total-variation');
  return [{ route, factor: lambda, upperFactor: lambda, keepsExact: true, convertedFrom: null }];
}

function converted({ p, route, spherical }: BaseRoute, lambda: number, adversary: Adversary): AdversaryRoute {
  const { value, exact } = reach(adversary, p);
  const own = adversary.kind === 'lp' && (adversary.p === p || adversary.dim === 1);
  const keepsExact = own || (spherical && exact);
  const factor = lambda / value;
  return {
    route,
    factor,
    upperFactor: keepsExact ? factor : lambda / innerMultiple(adversary, p),
    keepsExact,
    convertedFrom: own ? null : p === Infinity ? 'linf' : `l${p}`,
  };
}

/** A t such that t times the unit ball of l_a lies inside the adversary. */
function innerMultiple(adversary: Adversary, a: number): number {
  const { dim } = adversary;
  if (adversary.kind === 'lp') return adversary.p >= a ? 1 : dim ** (1 / a - 1 / adversary.p);
  return adversary.body.inradius * (a <= 2 ? 1 : dim ** (1 / a - 1 / 2));
}

function bestOf(routes: readonly AdversaryRoute[], at: readonly TopProbability[]): CertifiedRadius[] {
  if (at.length === 0) return [];
  const candidates = routes.map((own) => ({ own, radii: own.route.radii(at) }));
  return at.map(({ rho }, i) => {
    let best: CertifiedRadius | null = null;
    let upper = Infinity;
    for (const { own, radii } of candidates) {
      const found = certified(own, radii[i]!, rho);
      if (found.upper !== null) upper = Math.min(upper, found.upper);
      if (best === null || found.radius > best.radius || (found.exact && found.radius === best.radius)) best = found;
    }
    return { ...best!, upper: upper === Infinity && best!.radius !== Infinity ? null : upper };
  });
}

function certified(own: AdversaryRoute, found: RouteRadius, rho: number): CertifiedRadius {
  const { route, factor, upperFactor, keepsExact, convertedFrom } = own;
  return {
    rho,
    radius: found.radius * factor,
    method: convertedFrom !== null && !keepsExact ? 'conversion' : route.method,
    exact: found.exact && keepsExact,
    upper: found.upper === null ? null : found.upper * upperFactor,
    confidence: 1,
    detail: convertedFrom === null ? route.detail : `${route.detail}, converted from ${convertedFrom}`,
  };
}
