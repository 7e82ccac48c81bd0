/** vol(Pi_v K)/|K| and its largest value over an adversary (MATH.md U4): the growth rate Phi(p) of uniform noise. */
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { lpNorm, requireVector } from '../bodies/lp-norm.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMean } from '../../numeric/confidence/budgeted-bounds.ts';
import { monteCarloPlan, type MonteCarloOptions } from '../monte-carlo-options.ts';
import { uniformPoints } from '../sampling/uniform-sampler.ts';

/** Relative width of a deterministic enclosure below which nothing is sampled. */
const NARROW = 1e-3;

/**
 * vol(Pi_v K)/|K| with vol(Pi_v K) = |v|_2 vol_{d-1}(projection). Deterministic where the body knows a formula;
 * otherwise the mean of (d/2)|<grad gauge(X), v>| over uniform X, which lies in [0, (d/2) gauge(v)]: empirical
 * Bernstein.
 *
 * @example
 * projectionRatio(lpBall(Infinity, 3), [1, 0, 0]).value // => 0.5
 */
export function projectionRatio(body: ConvexBody, v: Vector, options: MonteCarloOptions = {}): Estimate {
  requireVector(v, body.dim, 'direction');
  const plan = monteCarloPlan(options);
  const known = body.projectionRatio?.(v) ?? null;
  if (known !== null && (known.upper - known.lower <= NARROW * known.value || plan.samples === 0)) return known;
  if (lpNorm(v, Infinity) === 0) return enclosed(0, 0, 0, 'closed-form');
  const bounds = known ?? gaugeBounds(body, v);
  const gradientOf = body.gaugeGradient;
  if (plan.samples === 0 || gradientOf === undefined) return bounds;
  const drawn = uniformPoints(body, plan.samples, { seed: plan.seed });
  const range = (body.dim / 2) * body.gauge(v);
  const values = new Float64Array(plan.samples);
  for (let k = 0; k < plan.samples; k++) {
    const gradient = gradientOf(drawn.points.subarray(k * body.dim, (k + 1) * body.dim));
    let inner = 0;
    for (let i = 0; i < body.dim; i++) inner += gradient[i]! * v[i]!;
    values[k] = (body.dim / 2) * Math.abs(inner);
  }
  // States of a walk count as their effective number: the deviation grows by the square root of the ratio.
  const inflation = Math.sqrt(plan.samples / Math.min(plan.samples, drawn.effectiveSamples));
  const { mean, error } = budgetedMean(values, range, ErrorBudget.besides(plan.confidence));
  const lower = Math.max(bounds.lower, mean - error * inflation);
  const upper = Math.min(bounds.upper, mean + error * inflation);
  if (!(lower <= upper)) return bounds;
  const value = Math.min(upper, Math.max(lower, mean));
  return enclosed(value, lower, upper, 'monte-carlo', drawn.mixed ? plan.confidence : 0);
}

/**
 * gauge(v)/2 <= vol(Pi_v K)/|K| <= (d/2) gauge(v): from 1 - r c <= o(r v) with o = 0 at r = 2/gauge(v), and from U5.
 */
function gaugeBounds(body: ConvexBody, v: Vector): Estimate {
  const size = body.gauge(v);
  const lower = (size / 2) * (1 - 1e-9);
  const upper = ((body.dim * size) / 2) * (1 + 1e-9);
  return enclosed(0.5 * (lower + upper), lower, upper, 'interval');
}

/** Throws InvalidInput unless the two share a space. */
export function requireSameSpace(body: ConvexBody, dim: number): void {
  if (body.dim !== dim) {
    throw new InvalidInput(`The body lies in R^${body.dim}, but the adversary in R^${dim}.`, { code: 'dimension' });
  }
}
