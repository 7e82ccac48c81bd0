/**
 * Certified radii of level-set noise on any body and of product noise: the differential method (MATH.md R1) on a bound
 * of the growth rate, or, against l1, the quantile of a log-concave marginal.
 */
import { isLogConcave } from '../../growth/likelihood-ratio/worst-shift.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { HalfLineLaw } from '../../noise/half-line/law.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise } from '../../noise/noise.ts';
import type { GrowthRateBound } from '../../noise/rate/bound.ts';
import { isTight } from '../tightness.ts';
import type { TopProbability } from '../top-probability.ts';
import type { RadiusRoute, RouteRadius } from './route.ts';

/** The route of such a noise; null where no bound of the growth rate is known. */
export function computedRoute(
  noise: LevelSetNoise | ProductNoise | DensityNoise,
  adversary: Adversary,
): RadiusRoute | null {
  const laws = isL1(adversary) && isLogConcave(noise) ? lawsOf(noise) : null;
  return laws === null ? boundRoute(noise.rateBound(adversary)) : quantileRoute(noise, laws);
}

/** The differential method on a bound computed from a law; null where none is known. */
export function boundRoute(bound: GrowthRateBound | null): RadiusRoute | null {
  if (bound === null) return null;
  return {
    method: bound.confidence < 1 ? 'monte-carlo' : 'differential',
    detail: bound.detail,
    tight: false,
    twoClass: 'none',
    convertedFrom: null,
    confidence: bound.confidence,
    radii: (at) => at.map(({ tail }) => ({ radius: bound.radius(tail), ceiling: Infinity, upper: null, exact: false })),
  };
}

/** The laws of the sizes of its coordinates, one of each kind, where they are independent. */
function lawsOf(noise: LevelSetNoise | ProductNoise | DensityNoise): readonly HalfLineLaw[] | null {
  if (noise.family === 'product') return [noise.law];
  return noise.family === 'density' ? noise.marginals : null;
}

function isL1(adversary: Adversary): boolean {
  return adversary.kind === 'lp' && (adversary.p === 1 || adversary.dim === 1);
}

/**
 * Log-concave marginals: a vertex of the l1 ball is the worst shift (growth/likelihood-ratio/worst-shift.ts), and along
 * it half-lines are the best sets, G(p, r e_i) = F_i(F_i^-1(p) + r). So the radius is the least F_i^-1(rho), and it is
 * exact: the level-set method, by hand.
 */
function quantileRoute(
  { spec, lambda }: ProductNoise | LevelSetNoise | DensityNoise,
  laws: readonly HalfLineLaw[],
): RadiusRoute {
  return {
    method: 'level-set',
    detail: `quantile of the log-concave marginal (${spec}, l1)`,
    tight: true,
    twoClass: 'none',
    convertedFrom: null,
    confidence: 1,
    radii: (at) => at.map((probability) => laws.map((law) => quantileRadius(law, lambda, probability)).reduce(lesser)),
  };
}

function quantileRadius(law: HalfLineLaw, lambda: number, { tail }: TopProbability): RouteRadius {
  const { enclosed } = law;
  // By evenness P(|X| > x) = 2 tail, which the enclosed law proves on either side of about that x.
  const mass = Math.min(1, 2 * tail);
  const guess = law.quantile(mass, 'upper');
  const least = enclosed.quantileFromBelow(mass === 0 ? Number.MIN_VALUE : mass, guess) * lambda * (1 - 1e-15);
  const most = enclosed.quantileFromAbove(mass, guess) * lambda * (1 + 1e-15);
  const radius = Math.max(0, least);
  const upper = tail === 0 ? null : most;
  return { radius, ceiling: upper ?? Infinity, upper, exact: isTight({ lower: radius, upper }) };
}

/** The radius that both allow: ends of the lesser one. */
function lesser(a: RouteRadius, b: RouteRadius): RouteRadius {
  const upper = a.upper === null || b.upper === null ? (a.upper ?? b.upper) : Math.min(a.upper, b.upper);
  const radius = Math.min(a.radius, b.radius);
  return { radius, ceiling: upper ?? Infinity, upper, exact: isTight({ lower: radius, upper }) };
}
