/**
 * A convex body is its support function, its gauge and, where known, more.
 *
 * Every body is centrally symmetric, bounded and full-dimensional, with the origin inside. Optional members are
 * *capabilities*: a body offers one only where a route better than the generic one exists. The functionals
 * (volume.ts, projection.ts, covariogram.ts, ...) pick the best route available and say which one they took.
 */
import type { Estimate } from '../numeric/estimate.ts';
import type { RandomStream } from '../numeric/random.ts';

/** A point or a direction, length `dim`. */
export type Vector = ArrayLike<number>;

/** The facet {x : <normal, x> <= offset}; a symmetric body has its mirror image too. */
export interface Halfspace {
  readonly normal: readonly number[];
  readonly offset: number;
}

export interface ConvexBody {
  /** What it is, in the words of a person: "cross-polytope of R^3", "zonotope of 4 generators in R^3". */
  readonly name: string;
  readonly dim: number;
  /** Support function h(u) = max over the body of <x, u>. */
  support(u: Vector): number;
  /** Gauge (the norm whose unit ball the body is): min { t >= 0 : x in t K }. */
  gauge(x: Vector): number;
  /** A ball radius r with r B_2 inside the body, and R with the body inside R B_2. */
  readonly inradius: number;
  readonly circumradius: number;

  /** log |K|; log because |K| under- and overflows in high dimension. */
  readonly logVolume?: () => Estimate;
  /** Extreme points, when there are finitely many and they are few enough to list. */
  readonly vertices?: () => readonly (readonly number[])[];
  /** Facets, when there are finitely many and they are few enough to list. */
  readonly facets?: () => readonly Halfspace[];
  /** Generators g_i of a zonotope sum [-g_i, g_i]. */
  readonly generators?: readonly (readonly number[])[];
  /** vol(Pi_v K)/|K|, where vol(Pi_v K) := |v|_2 vol_{d-1}(projection of K along v) (MATH.md, Notation). */
  readonly projectionRatio?: (v: Vector) => Estimate;
  /** Overlap o(v) = |K n (K + v)|/|K|. */
  readonly overlap?: (v: Vector) => Estimate;
  /** s(x) = sup { s >= 0 : x + s v in K } for x in K; the generic route bisects the gauge. */
  readonly rayLength?: (x: Vector, v: Vector) => number;
  /** Writes one exactly uniform point into `out`. */
  readonly sample?: (random: RandomStream, out: Float64Array) => void;
}
