/**
 * Certified radii of level-set noise on any body and of product noise: the differential method (MATH.md R1) on a bound of
 * the growth rate, or, against l1, the quantile of a log-concave marginal.
 */
import { isLogConcave } from '../../growth/likelihood-ratio/worst-shift.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import { marginalQuantile } from '../../noise/product/marginal.ts';
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
  return noise.family === 'product' && isL1(adversary) && isLogConcave(noise)
    ? quantileRoute(noise)
    : boundRoute(noise.rateBound(adversary));
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

function isL1(adversary: Adversary): boolean {
  return adversary.kind === 'lp' && (adversary.p === 1 || adversary.dim === 1);
}

/**
 * A log-concave marginal: a vertex of the l1 ball is the worst shift (growth/likelihood-ratio/worst-shift.ts), and along it half-lines are
 * the best sets, G(p, r e_1) = F(F^-1(p) + r). So the radius is F^-1(rho), and it is exact: the level-set method, by hand.
 */
function quantileRoute(noise: ProductNoise): RadiusRoute {
  return {
    method: 'level-set',
    detail: `quantile of the log-concave marginal (${noise.spec}, l1)`,
    tight: true,
    twoClass: 'none',
    convertedFrom: null,
    confidence: 1,
    radii: (at) => at.map((probability) => quantileRadius(noise, probability)),
  };
}

function quantileRadius(noise: ProductNoise, { tail }: TopProbability): RouteRadius {
  const { enclosed } = noise.law;
  // P(X > x) = tail, about.
  const value =
    tail === 0 ? marginalQuantile(noise, 0, 'upper') : marginalQuantile(noise, Math.min(0.5, tail), 'upper');
  // By evenness P(|X| > x) = 2 tail, which the enclosed law proves on either side of x.
  const mass = Math.min(1, 2 * tail);
  const guess = value / noise.lambda;
  const least = enclosed.quantileFromBelow(mass === 0 ? Number.MIN_VALUE : mass, guess) * noise.lambda * (1 - 1e-15);
  const most = enclosed.quantileFromAbove(mass, guess) * noise.lambda * (1 + 1e-15);
  const radius = Math.max(0, least);
  const upper = tail === 0 ? null : most;
  return { radius, ceiling: upper ?? Infinity, upper, exact: isTight({ lower: radius, upper }) };
}
