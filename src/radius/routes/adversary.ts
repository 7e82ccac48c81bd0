/**
 * The routes to a radius of one noise against one adversary, in the order to try them.
 *
 * Conversion (R4): a radius R certified against the unit ball of l_a certifies B at R / max_{v in B} |v|_a, since
 * r B lies in r max|v|_a times that ball. For B the ball of l_b this is R if b <= a, and R d^{1/b - 1/a} if b > a.
 */
import { adversaryName } from '../../noise/adversary.ts';
import type { Adversary } from '../../noise/adversary.ts';
import { growthRate } from '../../growth/rate/growth-rate.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { reach } from '../../noise/reach.ts';
import { baseRoutes } from './base.ts';
import type { BaseRoute } from './base.ts';
import { cubeAlongDiagonal } from './closed-form.ts';
import { cubeBetweenRoute } from './cube-lp.ts';
import { neymanPearsonRoutes } from './neyman-pearson.ts';
import { formulaRoute } from './route.ts';
import type { RadiusRoute } from './route.ts';
import type { TopProbability } from '../top-probability.ts';

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

export interface RouteChoice {
  /** `differential`: leave out Neyman-Pearson searches (default `best`: use every route). */
  readonly method?: 'best' | 'differential';
  /** Also routes that only bound the radius from above (default true). */
  readonly upperBounds?: boolean;
}

/**
 * Routes of a canonical noise, stage by stage and built only when asked for: exact closed forms; Neyman-Pearson where
 * its direction decides; everything else, the differential method and conversions; bounds from above. What one stage
 * settles exactly needs no further one.
 */
export function* routesInOrder(
  noise: NamedNoise,
  adversary: Adversary,
  choice: RouteChoice = {},
): Generator<AdversaryRoute> {
  const here = (base: BaseRoute): AdversaryRoute => converted(base, noise.lambda, adversary);
  const base = [...ownRoutes(noise, adversary), ...baseRoutes(noise).map(here)];
  const closed = base.filter(({ route, keepsExact }) => route.method === 'closed-form' && keepsExact);
  yield* closed;
  const searches = choice.method === 'differential' ? [] : neymanPearsonRoutes(noise);
  const deciding = searches.filter(({ route }) => route.tight).map(here);
  yield* deciding.filter(({ keepsExact }) => keepsExact);
  yield* base.filter(({ route, keepsExact }) => route.method === 'covariogram' && keepsExact);
  yield* base.filter((route) => route.route.method !== 'covariogram' && !closed.includes(route));
  yield* deciding.filter(({ keepsExact }) => !keepsExact);
  if (choice.upperBounds !== false) yield* searches.filter(({ route }) => !route.tight).map(here);
}

/** The routes without Neyman-Pearson searches: closed forms first, then the differential method and conversions. */
export function adversaryRoutes(noise: NamedNoise, adversary: Adversary): AdversaryRoute[] {
  return [...routesInOrder(noise, adversary, { method: 'differential' })];
}

/** Routes derived for this very adversary: uniform noise, whose growth is known from its body. */
function ownRoutes(noise: NamedNoise, adversary: Adversary): AdversaryRoute[] {
  if (noise.family !== 'uniform') return [];
  const own = (route: RadiusRoute): AdversaryRoute[] => {
    const { lambda } = noise;
    return [{ route, factor: lambda, upperFactor: lambda, keepsExact: true, convertedFrom: null }];
  };
  if (noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 2) {
    const { dim } = noise;
    const { p } = adversary;
    const detail = `closed form (uniform cube, ${adversaryName(adversary)})`;
    const formula = (probability: TopProbability): number => cubeAlongDiagonal(probability, dim, p);
    return own(formulaRoute('closed-form', detail, true, formula, 'total-variation'));
  }
  if (noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p > 1 && noise.dim > 1) {
    return own(cubeBetweenRoute(noise.dim, adversary.p, adversaryName(adversary)));
  }
  if (noise.norm === 'l2' || noise.norm === 'linf') return [];
  const rate = growthRate(noise, adversary);
  if (rate === null) return [];
  // Phi does not depend on p.
  const unit = rate.phiHalf * noise.lambda;
  const detail = `differential method, (rho - 1/2)/Phi with Phi from the ${rate.detail}`;
  return own(formulaRoute('differential', detail, false, ({ excess }) => excess / unit));
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
