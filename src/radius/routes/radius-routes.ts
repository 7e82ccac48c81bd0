/**
 * Every way to a radius of one noise against one adversary, in the order to try them, each built only when asked for.
 */
import { adversaryName, type Adversary } from '../../geometry/adversary.ts';
import { growthRate } from '../../growth/rate/growth-rate.ts';
import type { CanonicalForm, CanonicalNoise } from '../../noise/named/canonical.ts';
import type { Noise } from '../../noise/noise.ts';
import type { GrowthRateBound } from '../../noise/rate/bound.ts';
import { baseRoutes } from './base.ts';
import { cubeAlongDiagonal } from './closed-form.ts';
import { boundRoute, computedRoute } from './computed.ts';
import { covariogramRoute } from './covariogram.ts';
import { cubeBetweenFormula } from './cube-lp.ts';
import { extremePointRoute, tooLargeRoute } from './extreme-points.ts';
import { halfSpaceRoute } from './half-spaces.ts';
import { neymanPearsonRoutes } from './neyman-pearson.ts';
import { converted, keepsExact, ownRoute, valueFormula, type RadiusRoute, type UnitRoute } from './route.ts';

/** A bound of Phi computed from the law of any noise: `computedRateBound`. */
export type ComputedBound = (noise: Noise, adversary: Adversary) => GrowthRateBound | null;

/** Which kinds of routes to a radius are taken. */
export interface RouteChoice {
  /**
   * `best` (default): every route. `differential`: without Neyman-Pearson searches. `level-set`: those searches alone,
   * where their direction decides.
   */
  readonly method?: 'best' | 'differential' | 'level-set';
  /** Also routes that only bound the radius from above (default false). */
  readonly upperBounds?: boolean;
  /** Also upper ends by half-spaces, which take a fraction of a second (default false). */
  readonly halfSpaces?: boolean;
  /** Also the differential method on what this computes from the law of a named noise (default: on nothing). */
  readonly computed?: ComputedBound;
  /** Leave out the searches that take many seconds and rarely say more than the others (default false). */
  readonly quick?: boolean;
}

/**
 * The routes of a noise, stage by stage: what one stage settles exactly needs no further one. None where nothing is
 * known of the pair.
 */
export function* radiusRoutes(
  noise: CanonicalForm,
  adversary: Adversary,
  choice: RouteChoice = {},
): Generator<RadiusRoute> {
  if (noise.family === 'custom') return;
  if (noise.family === 'level-set' || noise.family === 'product' || noise.family === 'density') {
    const route = computedRoute(noise, adversary);
    if (route !== null) yield route;
    if (choice.method === 'differential') return;
    const bound = noise.rateBound(adversary);
    const start = (tail: number): number => bound?.radius(tail) ?? 0;
    const exact = extremePointRoute(noise, adversary, choice.upperBounds === true, start);
    if (exact !== null) yield exact;
    const bounded = choice.upperBounds === true || choice.halfSpaces === true;
    if (bounded && route !== null) yield halfSpaceRoute(noise, adversary, start);
    if (choice.upperBounds === true && route !== null && exact === null) {
      const tooLarge = tooLargeRoute(noise, adversary, start);
      if (tooLarge !== null) yield tooLarge;
    }
    return;
  }
  yield* choice.method === 'level-set' ? levelSetRoutes(noise, adversary) : namedRoutes(noise, adversary, choice);
}

/**
 * Exact closed forms; Neyman-Pearson where its direction decides; everything else, the differential method and
 * conversions; the covariogram of a body; bounds computed from the law; bounds from above.
 */
function* namedRoutes(noise: CanonicalNoise, adversary: Adversary, choice: RouteChoice): Generator<RadiusRoute> {
  const here = (route: UnitRoute): RadiusRoute => converted(route, noise.lambda, adversary);
  const keeps = (route: UnitRoute): boolean => keepsExact(route, adversary);
  const own = ownRoutes(noise, adversary);
  const unit = baseRoutes(noise);
  const isClosed = ({ method }: { readonly method: string }): boolean => method === 'closed-form';
  yield* own.filter(isClosed);
  yield* unit.filter((route) => isClosed(route) && keeps(route)).map(here);
  const searches =
    choice.method === 'differential'
      ? []
      : neymanPearsonRoutes(noise).filter(({ slow }) => !(choice.quick === true && slow === true));
  const deciding = searches.filter(({ tight }) => tight);
  yield* deciding.filter(keeps).map(here);
  yield* own.filter((route) => !isClosed(route));
  yield* unit.filter((route) => !(isClosed(route) && keeps(route))).map(here);
  yield* deciding.filter((route) => !keeps(route)).map(here);
  if (choice.upperBounds === true) yield* searches.filter(({ tight }) => !tight).map(here);
  const isBody = noise.family === 'uniform' && noise.norm === 'body';
  if (isBody && (choice.method !== 'differential' || own.length === 0)) yield covariogramRoute(noise, adversary);
  if (choice.computed !== undefined) {
    const route = boundRoute(choice.computed(noise, adversary));
    if (route !== null) yield route;
  }
  if (choice.method !== 'differential' && noise.family !== 'uniform') yield noEscape;
}

function* levelSetRoutes(noise: CanonicalNoise, adversary: Adversary): Generator<RadiusRoute> {
  const deciding = neymanPearsonRoutes(noise).filter((route) => route.tight);
  const norm = adversary.kind === 'lp' ? (adversary.dim === 1 ? 1 : adversary.p) : null;
  const found = deciding.find(({ p, spherical }) => spherical || p === norm);
  if (found !== undefined) yield converted(found, noise.lambda, adversary);
}

/** Routes derived for this very adversary: uniform noise, whose growth is known from its body. */
function ownRoutes(noise: CanonicalNoise, adversary: Adversary): RadiusRoute[] {
  if (noise.family !== 'uniform') return [];
  const { dim, lambda } = noise;
  if (noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 2) {
    const { p } = adversary;
    const detail = `closed form (uniform cube, ${adversaryName(adversary)})`;
    const radius = valueFormula('closed-form', detail, true, (at) => cubeAlongDiagonal(at, dim, p), 'total-variation');
    return [ownRoute(radius, lambda)];
  }
  if (noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p > 1 && dim > 1) {
    return [ownRoute(cubeBetweenFormula(dim, adversary.p, adversaryName(adversary)), lambda)];
  }
  if (noise.norm === 'l2' || noise.norm === 'linf') return [];
  const rate = growthRate(noise, adversary);
  if (rate === null) return [];
  // Phi does not depend on p.
  const unit = rate.phiHalf * lambda;
  const detail = `differential method, (rho - 1/2)/Phi with Phi from the ${rate.detail}`;
  return [
    ownRoute(
      valueFormula('differential', detail, false, ({ excess }) => excess / unit),
      lambda,
    ),
  ];
}

/**
 * rho = 1 and a positive density (all named noise but uniform): a set of mass 0 has volume 0, and mass 0 after every
 * shift.
 */
const noEscape: RadiusRoute = {
  method: 'closed-form',
  detail: 'rho = 1 and a density positive everywhere: no shift gives the other classes any mass',
  tight: false,
  twoClass: 'none',
  convertedFrom: null,
  confidence: 1,
  radii: (at) =>
    at.map(({ tail }) => (tail === 0 ? { radius: Infinity, ceiling: Infinity, upper: Infinity, exact: true } : null)),
};
