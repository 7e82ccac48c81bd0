/** The overlap o(v) = |K n (K + v)|/|K| by the best route (MATH.md section 2). */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedProportion } from '../../numeric/confidence/budgeted-bounds.ts';
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { lpNorm, requireVector } from '../bodies/lp-norm.ts';
import { monteCarloPlan, type MonteCarloOptions } from '../monte-carlo-options.ts';
import { overlapEnclosure } from './overlap-enclosure.ts';
import { projectionRatio } from '../functionals/projection.ts';
import { uniformPoints } from '../sampling/uniform-sampler.ts';

/** Absolute width of a deterministic enclosure below which nothing is sampled. */
const NARROW = 1e-4;

/**
 * o(v). Deterministic where the body knows a formula or the enclosure by gauge and projection is narrow; otherwise the
 * fraction of uniform points X with X + v in K, with Clopper-Pearson bounds, within that enclosure.
 *
 * @example
 * overlap(lpBall(Infinity, 2), [1, 1]).value // => 0.25
 */
export function overlap(body: ConvexBody, v: Vector, options: MonteCarloOptions = {}): Estimate {
  requireVector(v, body.dim, 'shift');
  if (lpNorm(v, Infinity) === 0) return closedForm(1, 0);
  const plan = monteCarloPlan(options);
  const known = body.overlap?.(v) ?? gaugeEnclosure(body, v);
  if (known.upper - known.lower <= NARROW || plan.samples === 0) return known;
  const drawn = uniformPoints(body, plan.samples, { seed: plan.seed });
  const moved = new Float64Array(body.dim);
  let hits = 0;
  for (let k = 0; k < plan.samples; k++) {
    for (let i = 0; i < body.dim; i++) moved[i] = drawn.points[k * body.dim + i]! + v[i]!;
    if (body.gauge(moved) <= 1) hits++;
  }
  const n = Math.max(1, Math.floor(Math.min(plan.samples, drawn.effectiveSamples)));
  const counted = (hits / plan.samples) * n;
  const inside = { least: Math.floor(counted), most: Math.ceil(counted) };
  const share = budgetedProportion(inside, n, ErrorBudget.besides(plan.confidence));
  const lower = Math.max(known.lower, share.lower);
  const upper = Math.min(known.upper, share.upper);
  if (!(lower <= upper)) return known;
  const value = Math.min(upper, Math.max(lower, hits / plan.samples));
  return enclosed(value, lower, upper, 'monte-carlo', drawn.mixed ? plan.confidence : 0);
}

function gaugeEnclosure(body: ConvexBody, v: Vector): Estimate {
  const size = body.gauge(v);
  if (size >= 2 * (1 + 1e-9)) return enclosed(0, 0, 0, 'interval');
  return overlapEnclosure(body.dim, Math.min(2, size), projectionRatio(body, v, { samples: 0 }));
}
