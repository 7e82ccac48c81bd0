/**
 * One way to a radius: first as a formula at lambda = 1 against the ball of l1, l2 or linf (`UnitRoute`), then as what
 * it certifies of the noise and the adversary at hand (`RadiusRoute`, the one type that the search for the best knows).
 *
 * Conversion (R4): a radius R certified against the unit ball of l_a certifies B at R / max_{v in B} |v|_a, since
 * r B lies in r max|v|_a times that ball. For B the ball of l_b this is R if b <= a, and R d^{1/b - 1/a} if b > a.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { innerReach, reach } from '../../geometry/functionals/reach.ts';
import { CLOSED_FORM_ERROR, type Method } from '../../numeric/estimate.ts';
import { isTight } from '../tightness.ts';
import type { TopProbability } from '../top-probability.ts';

/** A radius by one route. */
export interface RouteRadius {
  /** Certified: rounded down. */
  readonly radius: number;
  /** The route's own value rounded up, or Infinity: what two-class radii subtract. Not a bound on the exact radius. */
  readonly ceiling: number;
  /** Upper bound on the exact radius, rounded up; null when the route knows none. */
  readonly upper: number | null;
  /** Whether no larger radius holds. */
  readonly exact: boolean;
  /** What to add to the route's detail, where this radius was found otherwise. */
  readonly note?: string;
}

/** What formulas and routes have in common. */
interface Route {
  readonly method: Method;
  /** In which terms: "closed form (uniform cube, l1)". */
  readonly detail: string;
  /** Whether every radius of this route is exact, so that no other route need be tried. */
  readonly tight: boolean;
  /**
   * How the two-class radius follows from the one-class one (two-class-radius.ts): by the integral of dp/Phi, by the
   * bound G(p, v) <= p + TV(v), or not at all.
   */
  readonly twoClass: 'differential' | 'total-variation' | 'none';
}

/** Radii at lambda = 1, whatever they are radii of. */
export interface RadiusFormula extends Route {
  /** Radii for probabilities rho > 1/2, in the order given. */
  radii(at: readonly TopProbability[]): readonly RouteRadius[];
}

/** Radii at lambda = 1 against the unit ball of l_p. */
export interface UnitRoute extends RadiusFormula {
  /** 1, 2 or Infinity. */
  readonly p: number;
  /** Whether the growth function depends on |v|_2 alone, so that the route is as good against every adversary. */
  readonly spherical: boolean;
  /** Whether it takes many seconds and rarely says more than the others (default false). */
  readonly slow?: boolean;
}

/**
 * One way to certified radii of one noise against one adversary, in the noise's units, for many probabilities at once.
 */
export interface RadiusRoute extends Route {
  /** The norm converted from, or null where the route is the adversary's own. */
  readonly convertedFrom: string | null;
  /** Probability that all of its radii hold: 1 unless they rest on samples. */
  readonly confidence: number;
  /** Radii for probabilities rho > 1/2, in the order given; null where this route says nothing. */
  radii(at: readonly TopProbability[]): readonly (RouteRadius | null)[];
}

/** A formula against the ball of l_p. */
export function against(p: number, formula: RadiusFormula): UnitRoute {
  return { ...formula, p, spherical: false };
}

/** A formula of a noise whose growth function depends on |v|_2 alone. */
export function spherical(formula: RadiusFormula): UnitRoute {
  return { ...formula, p: 2, spherical: true };
}

/** Whether an exact radius of the route stays exact against this adversary. */
export function keepsExact({ p, spherical }: UnitRoute, adversary: Adversary): boolean {
  return isOwn(p, adversary) || (spherical && reach(adversary, p).exact);
}

/** What the route certifies against the adversary, at scale lambda. */
export function converted(route: UnitRoute, lambda: number, adversary: Adversary): RadiusRoute {
  const { p, method, detail, twoClass } = route;
  const exact = keepsExact(route, adversary);
  const convertedFrom = isOwn(p, adversary) ? null : p === Infinity ? 'linf' : `l${p}`;
  const factor = lambda / reach(adversary, p).value;
  const upperFactor = exact ? factor : lambda / innerReach(adversary, p);
  return {
    method: convertedFrom !== null && !exact ? 'conversion' : method,
    detail: convertedFrom === null ? detail : `${detail}, converted from ${convertedFrom}`,
    tight: route.tight && exact,
    twoClass,
    convertedFrom,
    confidence: 1,
    radii: (at) => route.radii(at).map((found) => scaled(found, factor, upperFactor, exact)),
  };
}

/** A formula derived for this very noise and adversary, but for its scale. */
export function ownRoute(formula: RadiusFormula, lambda: number): RadiusRoute {
  const { method, detail, tight, twoClass } = formula;
  const radii: RadiusRoute['radii'] = (at) => formula.radii(at).map((found) => scaled(found, lambda, lambda, true));
  return { method, detail, tight, twoClass, convertedFrom: null, confidence: 1, radii };
}

/**
 * A route that bounds radii from above alone: `ends` at lambda = 1, rounded up; null where none is known. As radii
 * these are 0, and only for what another route certifies.
 */
export function upperEndRoute(
  detail: string,
  lambda: number,
  ends: (at: readonly TopProbability[]) => readonly (number | null)[],
): RadiusRoute {
  return {
    method: 'level-set',
    detail,
    tight: false,
    twoClass: 'none',
    convertedFrom: null,
    confidence: 1,
    radii: (at) =>
      ends(at).map((end) =>
        end === null ? null : { radius: 0, ceiling: Infinity, upper: end * lambda * (1 + 1e-14), exact: false },
      ),
  };
}

function scaled(found: RouteRadius, factor: number, upperFactor: number, keeps: boolean): RouteRadius {
  const radius = found.radius * factor;
  const upper = found.upper === null ? null : found.upper * upperFactor;
  // Whatever the route promised.
  const exact = found.exact && keeps && isTight({ lower: radius, upper });
  return { ...found, radius, ceiling: found.ceiling * factor, upper, exact };
}

function isOwn(p: number, adversary: Adversary): boolean {
  return adversary.kind === 'lp' && (adversary.p === p || adversary.dim === 1);
}

/**
 * The radius of a value known to a relative error CLOSED_FORM_ERROR and a further absolute one. The relative part is
 * checked against 60-digit references over d = 1 ... 200,000 and rho - 1/2, 1 - rho down to 1e-9, 1e-300
 * (test/radius/reference.test.ts), where the largest error is below a tenth of it.
 */
export function roundedRadius(
  value: number,
  exact: boolean,
  absoluteError = 0,
  relativeError = CLOSED_FORM_ERROR,
): RouteRadius {
  const radius = Math.max(0, (value - absoluteError) * (1 - relativeError));
  const ceiling = (value + absoluteError) * (1 + relativeError);
  return { radius, ceiling, upper: exact ? ceiling : null, exact };
}

/** Evaluates a formula, one probability at a time, to a relative error. */
export function valueFormula(
  method: Method,
  detail: string,
  exact: boolean,
  formula: (probability: TopProbability) => number,
  twoClass: Route['twoClass'] = 'differential',
  relativeError = CLOSED_FORM_ERROR,
): RadiusFormula {
  return {
    method,
    detail,
    tight: exact,
    twoClass,
    radii: (at) => at.map((probability) => roundedRadius(formula(probability), exact, 0, relativeError)),
  };
}
