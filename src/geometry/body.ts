/**
 * A convex body is its support function, its gauge and, where known, more.
 *
 * Every body is centrally symmetric, bounded and full-dimensional, with the origin inside. Optional members are
 * *capabilities*: a body offers one only where a route better than the generic one exists. The functionals
 * (volume.ts, projection.ts, covariogram.ts, ...) pick the best route available and say which one they took.
 *
 * Estimates offered by a body are deterministic (confidence 1) and always enclose the true value, but may be wide where
 * no formula is known; the functionals sharpen wide ones by sampling. Only what a constructor vouches for
 * (made-body.ts) certifies anything.
 */
import type { Estimate } from '../numeric/estimate.ts';
import type { RandomStream } from '../numeric/random/random-stream.ts';
import type { Matrix } from '../numeric/algebra/linear-algebra.ts';
import type { ExactPolytope } from './exact/exact-polytope.ts';

/** A point or a direction, length `dim`. */
export type Vector = ArrayLike<number>;

/** The facet {x : <normal, x> <= offset}; a symmetric body has its mirror image too. */
export interface Halfspace {
  readonly normal: readonly number[];
  readonly offset: number;
}

/** What a body was made from: lets later routes (noise, radius, Wulff crystal, symmetry) use what they know of it. */
export type BodyStructure =
  /** Unit ball of l_p. */
  | { readonly kind: 'lp'; readonly p: number }
  | { readonly kind: 'box'; readonly halfWidths: readonly number[] }
  /** The image A B_2 of the Euclidean ball. */
  | { readonly kind: 'ellipsoid'; readonly matrix: Matrix }
  | { readonly kind: 'vertices'; readonly vertices: Matrix }
  /** {x : |<a_i, x>| <= b_i}: one row a pair of parallel facets. */
  | { readonly kind: 'halfspaces'; readonly normals: Matrix; readonly offsets: readonly number[] }
  | { readonly kind: 'zonotope'; readonly generators: Matrix }
  | { readonly kind: 'image'; readonly matrix: Matrix; readonly of: ConvexBody }
  | { readonly kind: 'scale'; readonly factor: number; readonly of: ConvexBody }
  | { readonly kind: 'sum'; readonly terms: readonly [ConvexBody, ConvexBody] }
  | { readonly kind: 'polar'; readonly of: ConvexBody }
  /** The Wulff crystal of an adversary that has no listable form (the cube in high dimension). */
  | { readonly kind: 'sign-zonoid' }
  | { readonly kind: 'oracle' };

/**
 * A convex body symmetric about the origin of R^dim, bounded, with inner points: its support function and gauge, a
 * ball inside and a ball around it, and as optional members whatever more is known of it (volume, vertices, facets,
 * samples). Points are arrays of `dim` numbers.
 */
export interface ConvexBody {
  /** What it is, in the words of a person: "cross-polytope of R^3", "zonotope of 4 generators in R^3". */
  readonly name: string;
  readonly dim: number;
  /** Support function h(u) = max over the body of <x, u>. */
  support(u: Vector): number;
  /** Gauge (the norm whose unit ball the body is): min { t >= 0 : x in t K }. */
  gauge(x: Vector): number;
  /**
   * A radius r with r B_2 inside the body, and R with the body inside R B_2: the best ones where known, else bounds.
   */
  readonly inradius: number;
  readonly circumradius: number;

  /** What the body was made from. */
  readonly structure?: BodyStructure;
  /** A point of the body with <point, u> = h(u): a subgradient of the support function. */
  readonly supportPoint?: (u: Vector) => number[];
  /** A point y of the polar body with <x, y> = gauge(x): a subgradient of the gauge at x (a facet normal / offset). */
  readonly gaugeGradient?: (x: Vector) => number[];
  /** The body as an exact rational polytope, where it is one and small enough to list vertices and facets. */
  readonly exact?: () => ExactPolytope;

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
  /**
   * Left by the constructor that vouches for these members (made-body.ts); nothing is certified with a body without.
   */
  readonly voucher?: object | null;
}
