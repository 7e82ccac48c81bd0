/** One way to a radius, at lambda = 1, for a whole list of probabilities at once. */
import { CLOSED_FORM_ERROR } from '../../numeric/estimate.ts';
import type { Method } from '../../numeric/estimate.ts';
import type { TopProbability } from '../top-probability.ts';

/** A radius by one route, not yet scaled by lambda. */
export interface RouteRadius {
  /** Certified: rounded down. */
  readonly radius: number;
  /** The route's own value rounded up: what two-class radii subtract. Not a bound on the exact radius. */
  readonly ceiling: number;
  /** Upper bound on the exact radius, rounded up; null when the route knows none. */
  readonly upper: number | null;
  /** Whether no larger radius holds. */
  readonly exact: boolean;
  /** What to add to the route's detail, where this radius was found otherwise. */
  readonly note?: string;
}

export interface RadiusRoute {
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
  /** Radii for probabilities rho > 1/2, in the order given. */
  radii(at: readonly TopProbability[]): readonly RouteRadius[];
}

/**
 * The radius of a value known to a relative error CLOSED_FORM_ERROR and a further absolute one. The relative part is
 * checked against 60-digit references over d = 1 ... 200,000 and rho - 1/2, 1 - rho down to 1e-9, 1e-300
 * (test/radius/reference.test.ts), where the largest error is below a tenth of it.
 */
export function roundedRadius(value: number, exact: boolean, absoluteError = 0): RouteRadius {
  const radius = Math.max(0, (value - absoluteError) * (1 - CLOSED_FORM_ERROR));
  const ceiling = (value + absoluteError) * (1 + CLOSED_FORM_ERROR);
  return { radius, ceiling, upper: exact ? ceiling : null, exact };
}

/** A route that evaluates a formula, one probability at a time, to CLOSED_FORM_ERROR. */
export function formulaRoute(
  method: Method,
  detail: string,
  exact: boolean,
  formula: (probability: TopProbability) => number,
  twoClass: RadiusRoute['twoClass'] = 'differential',
): RadiusRoute {
  return {
    method,
    detail,
    tight: exact,
    twoClass,
    radii: (at) => at.map((probability) => roundedRadius(formula(probability), exact)),
  };
}
