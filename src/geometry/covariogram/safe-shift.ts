/**
 * The largest r such that a body K overlaps every shift by r B, B an adversary, in at least a given part (MATH.md
 * section 2): o(v) >= 1 - excess for all v in r B. By U1 the set where o is at least c is convex, so only extreme
 * points of B matter.
 *
 * - Finitely many extreme points: the least of the r along them (safe-shift-ray.ts); sampled ones share the error
 *   probability.
 * - Infinitely or too many: the best of four lower bounds. (a) r >= excess/sup vol(Pi_v K)/|K| (U4). (b) If B lies in
 *   kappa K, o(r v) >= (1 - r kappa/2)^d on B (U5). (c) In the plane a polygon around B with 2n sides: r(B) >= r(P),
 *   short of it by less than 1 - cos(pi/(2n)) for a round B. (d) Hull: for K an l_p ball, {o >= c} is convex and
 *   symmetric under signed permutations; with the r along e_1 and s along (1, ..., 1) it contains the hull of r times
 *   the ball of l1 and s times that of linf. The dual of that hull is {|y|_inf <= 1/r, |y|_1 <= 1/s}, whose extreme
 *   points are y = (1, ..., 1, f, 0, ..., 0)/r up to signs and order, with entries of sum m = r/s. So over the ball of
 *   l_q, q* the dual exponent, the hull's gauge is at most |y|_q*, and the answer is at least 1/|y|_q*.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { mixSeed } from '../../numeric/random/random-stream.ts';
import type { Adversary } from '../adversary.ts';
import { lpBall } from '../bodies/lp-ball.ts';
import type { ConvexBody } from '../body.ts';
import { extremePairs } from '../functionals/extreme-points.ts';
import { knownMaxProjection } from '../functionals/max-projection.ts';
import { reach } from '../functionals/reach.ts';
import { safeShiftAlong, type SafeShiftBounds } from './safe-shift-ray.ts';

/** How the largest safe shift is sampled. */
export interface SafeShiftSampling {
  /** Rays shot along each extreme point where the overlap is not known. */
  readonly samples: number;
  /** Integer in [0, 2^53). */
  readonly seed: number;
  /** Probability that all sampled bounds hold together. */
  readonly confidence: number;
}

/** Questions about the shifts of one body by one adversary. */
export interface SafeShift {
  /** Pairs of extreme points that decide; null where bounds over all directions are all there is. */
  readonly pairs: number | null;
  /** Bounds on the largest r, 0 < excess <= 1/2. `sampling` null forbids it. */
  readonly at: (excess: number, sampling: SafeShiftSampling | null) => SafeShiftBounds;
}

/** Extreme points tried one by one at most, and half the sides of the polygon around a round adversary. */
const MAX_PAIRS = 1024;
const POLYGON_PAIRS = 48;

/** The largest safe shifts of K, of any adversary in the space of K. */
export function safeShift(body: ConvexBody, adversary: Adversary): SafeShift {
  const pairs = decidingPairs(body, adversary);
  return {
    pairs: pairs?.length ?? null,
    at: (excess, sampling) => {
      if (pairs === null) return smooth(body, adversary, excess);
      if (sampling === null) return least(body, pairs, excess, null);
      const { samples, seed, confidence } = sampling;
      return least(body, pairs, excess, { samples, seed, alpha: ErrorBudget.of(1 - confidence) });
    },
  };
}

type Pairs = readonly (readonly number[])[] | null;

/**
 * Points whose radii decide: one of each pair of extreme points of B, or fewer where the body's symmetries make them
 * equal; null when they are not finitely many or too many.
 */
function decidingPairs(body: ConvexBody, adversary: Adversary): Pairs {
  const { dim } = body;
  const axis = Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0));
  const shape = body.structure?.kind === 'lp' ? body.structure.p : null;
  // The overlap of a ball depends on |v|_2 alone: any vector of the greatest length decides.
  if (shape === 2) {
    const { value, exact } = reach(adversary, 2);
    if (exact) return [axis.map((x) => x * value)];
  }
  const p =
    adversary.kind === 'lp' ? adversary.p : adversary.body.structure?.kind === 'lp' ? adversary.body.structure.p : 0;
  if (shape !== null && (p === 1 || dim === 1)) return [axis];
  if (shape !== null && p === Infinity) return [new Array<number>(dim).fill(1)];
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  if (p === 1 && dim > MAX_PAIRS) return null;
  if (p === Infinity && dim > 11) return null;
  const pairs = extremePairs(ball);
  return pairs !== null && pairs.length <= MAX_PAIRS ? pairs : null;
}

function least(
  body: ConvexBody,
  points: readonly (readonly number[])[],
  excess: number,
  plan: { readonly samples: number; readonly seed: number; readonly alpha: ErrorBudget } | null,
): SafeShiftBounds {
  const shares = plan?.alpha.split(points.length);
  let lower = Infinity;
  let upper = Infinity;
  let sampled = false;
  for (const [i, v] of points.entries()) {
    const along = safeShiftAlong(
      body,
      v,
      excess,
      plan && { samples: plan.samples, seed: mixSeed(plan.seed, `ray ${i}`), alpha: shares![i]!.spend() },
    );
    lower = Math.min(lower, along.lower);
    upper = Math.min(upper, along.upper);
    sampled ||= along.sampled;
  }
  plan?.alpha.requireSpent();
  return { lower, upper, sampled };
}

/** Bounds that hold for every direction at once; the upper end from a few directions. */
function smooth(body: ConvexBody, adversary: Adversary, excess: number): SafeShiftBounds {
  const { dim } = body;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  const root = -Math.expm1(Math.log1p(-excess) / dim);
  let lower = ((2 * root) / largestGauge(body, adversary, ball)) * (1 - 1e-12);
  const projection = knownMaxProjection(body, adversary, { samples: 0 });
  if (projection !== null) lower = Math.max(lower, (excess / projection.upper) * (1 - 1e-12));
  lower = Math.max(lower, hullRadius(body, adversary, excess));
  const outer = dim === 2 ? polygonAround(ball, POLYGON_PAIRS) : [];
  if (outer.length > 0) lower = Math.max(lower, least(body, outer, excess, null).lower);
  const tried = [...outer, ...trialDirections(body)].map((x) => {
    const size = ball.gauge(x);
    return x.map((c) => c / size);
  });
  const { upper } = least(body, tried, excess, null);
  return { lower: Math.min(lower, upper), upper, sampled: false };
}

/** Bound (d) of this file's head; 0 where it does not apply. */
function hullRadius(body: ConvexBody, adversary: Adversary, excess: number): number {
  if (!isLpBall(body) || adversary.kind !== 'lp') return 0;
  const { dim } = body;
  const axis = Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0));
  const along = safeShiftAlong(body, axis, excess, null).lower;
  const diagonal = safeShiftAlong(body, new Array<number>(dim).fill(1), excess, null).lower;
  // The ball of linf contains that of l1, and the ball of l1 that of linf over d.
  const r = Math.max(along, diagonal);
  const m = Math.min(dim, r / diagonal);
  const whole = Math.floor(m);
  const dual = adversary.p === 1 ? Infinity : adversary.p === Infinity ? 1 : adversary.p / (adversary.p - 1);
  const size = dual === Infinity ? 1 : (whole + (m - whole) ** dual) ** (1 / dual);
  return (r / size) * (1 - 1e-12);
}

/** A ball of some l_p, or a cube. */
function isLpBall({ structure }: ConvexBody): boolean {
  if (structure?.kind === 'box') return structure.halfWidths.every((h) => h === structure.halfWidths[0]);
  return structure?.kind === 'lp';
}

/** max over B of the gauge of K, bounded from above. */
function largestGauge(body: ConvexBody, adversary: Adversary, ball: ConvexBody): number {
  if (body.structure?.kind === 'lp') return reach(adversary, body.structure.p).value;
  if (body.facets !== undefined) {
    return Math.max(...body.facets().map(({ normal, offset }) => ball.support(normal) / offset));
  }
  return ball.circumradius / body.inradius;
}

/** One of each pair of vertices of the polygon circumscribed about B with sides at equal angles. */
function polygonAround(ball: ConvexBody, pairs: number): number[][] {
  const normals = Array.from({ length: pairs + 1 }, (_, k) => {
    const angle = (Math.PI * k) / pairs;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  const heights = normals.map((u) => ball.support(u) * (1 + 1e-12));
  return Array.from({ length: pairs }, (_, k) => {
    const [a, b] = normals[k]!;
    const [c, d] = normals[k + 1]!;
    const determinant = a * d - b * c;
    return [
      (heights[k]! * d - heights[k + 1]! * b) / determinant,
      (a * heights[k + 1]! - c * heights[k]!) / determinant,
    ];
  });
}

function trialDirections(body: ConvexBody): number[][] {
  const { dim } = body;
  const axes = Array.from({ length: Math.min(dim, 8) }, (_, i) =>
    Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)),
  );
  const normals =
    body
      .facets?.()
      .slice(0, 16)
      .map(({ normal }) => [...normal]) ?? [];
  return [...axes, new Array<number>(dim).fill(1), ...normals];
}
