/**
 * How far a body may be shifted along one direction: the largest r with o(r v) >= c, enclosed.
 *
 * Always known: 1 - r phi <= o(r v), (1 - r g/2)^d <= o(r v) <= (1 - r phi/d)_+^d, with phi = vol(Pi_v K)/|K| and g the
 * gauge of v (overlap-enclosure.ts). Sharper: the body's own overlap, or ray shooting (MATH.md U3).
 */
import type { ConvexBody } from '../body.ts';
import { overlap } from './overlap.ts';
import { projectionRatio } from '../functionals/projection.ts';
import { covariogramByRayShooting } from './ray-shooting.ts';
import { findRoot } from '../../numeric/roots.ts';

/** How rays are shot along one direction. */
export interface RaySampling {
  readonly samples: number;
  readonly seed: number;
  /** Probability that the answer is wrong where rays are shot. */
  readonly alpha: number;
}

/** Bounds on the largest r with o(r v) >= 1 - excess. */
export interface SafeShiftBounds {
  readonly lower: number;
  readonly upper: number;
  /** Whether the bounds rest on rays shot. */
  readonly sampled: boolean;
}

/** Width of an overlap beyond which it is a bound and not a value. */
const SHARP = 1e-6;

const LONGEST_KEY = 64;

/** The body at lambda = 1, v not 0, 0 < excess <= 1/2. `options` null forbids sampling. */
export function safeShiftAlong(
  body: ConvexBody,
  v: readonly number[],
  excess: number,
  options: RaySampling | null,
): SafeShiftBounds {
  const known = certainBounds(body, v, excess);
  const middle = 0.5 * (known.lower + known.upper);
  const sample = overlapAt(body, v, middle);
  if (sample.upper - sample.lower <= SHARP) return byOverlap(body, v, excess, known);
  if (options === null) return known;
  const { samples, seed, alpha } = options;
  const shot = covariogramByRayShooting(body, v, { samples, seed, confidence: 1 - alpha });
  const quantile = shot.quantile(excess);
  if (quantile.confidence === 0) return known;
  const lower = Math.max(known.lower, quantile.lower);
  return { lower, upper: Math.max(lower, Math.min(known.upper, quantile.upper)), sampled: true };
}

function overlapAt(body: ConvexBody, v: readonly number[], r: number): { lower: number; upper: number } {
  return overlap(
    body,
    v.map((x) => x * r),
    { samples: 0 },
  );
}

/** From the gauge and the projection alone. */
function certainBounds(body: ConvexBody, v: readonly number[], excess: number): SafeShiftBounds {
  const { dim } = body;
  const phi = projectionAlong(body, v);
  // 1 - (1 - excess)^{1/d} without cancellation.
  const root = -Math.expm1(Math.log1p(-excess) / dim);
  const lower = Math.max(excess / phi.upper, (2 * root) / body.gauge(v)) * (1 - 1e-12);
  const upper = ((dim * root) / phi.lower) * (1 + 1e-12);
  return { lower, upper: Math.max(lower, Math.min(upper, (2 / body.gauge(v)) * (1 + 1e-9))), sampled: false };
}

const projections = new WeakMap<ConvexBody, Map<string, { lower: number; upper: number }>>();

/** vol(Pi_v K)/|K|, which is homogeneous in v: once for every direction, as a quadrature may take long. */
function projectionAlong(body: ConvexBody, v: readonly number[]): { lower: number; upper: number } {
  const size = Math.max(...v.map(Math.abs));
  const direction = v.map((x) => x / size);
  // A long vector makes a long key, and is no trouble for the closed forms that serve it.
  if (v.length > LONGEST_KEY) return projectionRatio(body, v, { samples: 0 });
  const known = projections.get(body) ?? new Map<string, { lower: number; upper: number }>();
  projections.set(body, known);
  const key = direction.join();
  const unit = known.get(key) ?? projectionRatio(body, direction, { samples: 0 });
  known.set(key, unit);
  // Rounding of the direction and of the product.
  return { lower: unit.lower * size * (1 - 1e-14), upper: unit.upper * size * (1 + 1e-14) };
}

/** o^{1/d} is concave and nearly linear, so few evaluations are needed. */
function byOverlap(body: ConvexBody, v: readonly number[], excess: number, known: SafeShiftBounds): SafeShiftBounds {
  const goal = Math.log1p(-excess);
  const { dim } = body;
  const margin = (o: number): number => (o <= 0 ? -1 : Math.expm1((Math.log(o) - goal) / dim));
  const solve = (end: 'lower' | 'upper'): { lower: number; upper: number } => {
    const f = (r: number): number => margin(overlapAt(body, v, r)[end]);
    const low = 0.999 * known.lower;
    const high = 1.001 * known.upper;
    if (f(low) <= 0) return { lower: 0, upper: low };
    if (f(high) > 0) return { lower: high, upper: high };
    return findRoot(f, low, high, { relativeTolerance: 1e-13 });
  };
  const lower = Math.max(known.lower, solve('lower').lower);
  return { lower, upper: Math.max(lower, Math.min(known.upper, solve('upper').upper)), sampled: false };
}
