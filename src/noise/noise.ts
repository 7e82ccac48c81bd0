/**
 * Smoothing noises: even probability densities on R^d, at scale lambda.
 *
 * A noise is a discriminated union on `family`; each member carries its parameters, so that growth/ and radius/ can
 * dispatch on what the noise *is*. `sigma^2 = E|X|_2^2 / d`.
 */
import type { ConvexBody, Vector } from '../geometry/body.ts';
import type { MeasuredBody } from '../geometry/measured-body.ts';
import type { Estimate } from '../numeric/estimate.ts';
import type { RandomStream } from '../numeric/random/random-stream.ts';
import type { EnclosedGrowth, NotEnclosed, ProvedDensities } from './density/proved.ts';
import type { NoiseFacts } from './facts.ts';
import type { HalfLineLaw } from './half-line/law.ts';
import type { RateBounds } from './rate/rate-bounds.ts';

/** The norms that name a level-set shape. */
export type ShapeNorm = 'l1' | 'l2' | 'linf';

/** What every noise has, whatever its family: spec, dimension, scale, density, sampler and what is known of it. */
export interface NoiseCommon {
  /** The canonical spec string, e.g. `exp:linf,k=2,j=0`, without scale. */
  readonly spec: string;
  readonly dim: number;
  /** Scale: X = lambda * X_1. */
  readonly lambda: number;
  /** sqrt(E|X|_2^2 / d); Infinity when the variance is infinite. */
  readonly sigma: number;
  /** log density at x, -Infinity outside the support, normalized. */
  logDensity(x: Vector): number;
  /** Writes one exact sample into `out` (length dim). */
  sample(random: RandomStream, out: Float64Array): void;
  /** What is known of it, set by its constructor; read with `factsOf`, which knows nothing of a copy that differs. */
  readonly facts: NoiseFacts;
}

/** What the noises with formulas in the table of radii have beside. */
export interface NamedCommon extends NoiseCommon {
  /**
   * The same law under a simpler name, at the same scale; null where there is none. Formulas dispatch on the simplest.
   */
  readonly simpler: (() => NamedNoise) | null;
}

/** e^{-|x|_2^2/2}. */
export interface GaussianNoise extends NamedCommon {
  readonly family: 'gaussian';
}
/** e^{-|x|_1}. */
export interface LaplaceNoise extends NamedCommon {
  readonly family: 'laplace';
}
/** Uniform on the unit ball of l1, l2 or linf, or on any convex body (`norm` is then 'body'). */
export interface UniformNoise extends NamedCommon {
  readonly family: 'uniform';
  readonly norm: ShapeNorm | 'body';
  /** The support at lambda = 1. */
  readonly body: ConvexBody;
  /** Overlaps, projections and safe shifts of the support. */
  readonly support: MeasuredBody;
}
/** |x|^-j e^{-|x|^k} in the given norm (j = 0 for l1). */
export interface ExpNoise extends NamedCommon {
  readonly family: 'exp';
  readonly norm: ShapeNorm;
  readonly k: number;
  readonly j: number;
}
/** (1+|x|_inf)^-a, or (1+|x|_2^k)^-a. */
export interface PowerNoise extends NamedCommon {
  readonly family: 'power';
  readonly norm: 'l2' | 'linf';
  readonly a: number;
  /** Exponent of the radius; 1 for linf. */
  readonly k: number;
}
/** Product of e^{-|x_i|^s}. */
export interface IidExpNoise extends NamedCommon {
  readonly family: 'iid-exp';
  readonly s: number;
}
/** Product of (1+|x_i|)^{-a-1}. */
export interface IidParetoNoise extends NamedCommon {
  readonly family: 'iid-pareto';
  readonly a: number;
}
/** Level-set noise f(|x|_K) on any body, with a radial profile of its own. */
export interface LevelSetNoise extends NoiseCommon {
  readonly family: 'level-set';
  readonly body: ConvexBody;
  /** log f(t), unnormalized, at lambda = 1, for t > 0; nonincreasing. */
  logRadial(t: number): number;
  /** The law of the gauge at lambda = 1. */
  readonly law: HalfLineLaw;
  /** log of the normalizing constant int f(|x|_K / lambda) dx. */
  readonly logNormalizer: Estimate;
  /** E|X|_2^2 / dim at lambda = 1. */
  readonly unitVariance: Estimate;
  /** How directions are drawn; not exact where the body has only a random walk. */
  readonly sampler: { readonly exact: boolean; readonly detail: string };
  /** Upper bounds of its growth rate, computed from its law (rate/level-set.ts). */
  readonly rateBound: RateBounds;
  /**
   * Its growth function at lambda = 1, enclosed where it was given as a formula in two or three coordinates.
   * @internal
   */
  readonly growth: () => EnclosedGrowth | NotEnclosed;
}
/** Independent coordinates with one even marginal. */
export interface ProductNoise extends NoiseCommon {
  readonly family: 'product';
  /** log of the unnormalized marginal density at lambda = 1. */
  logMarginal(x: number): number;
  /** The law of |X_1| at lambda = 1. */
  readonly law: HalfLineLaw;
  /** log of the normalizing constant of one coordinate, int f(x / lambda) dx. */
  readonly logMarginalNormalizer: Estimate;
  /** E X_1^2 at lambda = 1. */
  readonly unitVariance: Estimate;
  /** Upper bounds of its growth rate, computed from its law (rate/product.ts). */
  readonly rateBound: RateBounds;
  /**
   * Its growth function at lambda = 1, enclosed in two and three dimensions.
   * @internal
   */
  readonly growth: () => EnclosedGrowth | NotEnclosed;
}
/** A density given as a formula in up to six variables. */
export interface DensityNoise extends NoiseCommon {
  readonly family: 'density';
  /** log int f(x / lambda) dx. */
  readonly logNormalizer: Estimate;
  /** E|X|_2^2 / dim at lambda = 1. */
  readonly unitVariance: Estimate;
  /** Share of proposals that the sampler accepts. */
  readonly acceptance: number;
  /**
   * What is proved of it, at lambda = 1; made when it is asked for.
   * @internal
   */
  readonly enclosures: ProvedDensities;
  /**
   * Its growth function at lambda = 1, enclosed.
   * @internal
   */
  readonly growth: () => EnclosedGrowth | NotEnclosed;
  /**
   * The laws of the sizes of its coordinates at lambda = 1, where they are independent; else null.
   * @internal
   */
  readonly marginals: readonly HalfLineLaw[] | null;
  /** Upper bounds of its growth rate, from the enclosure (rate/density.ts). */
  readonly rateBound: RateBounds;
}
/** Anything with a sampler and a log-density. */
export interface CustomNoise extends NoiseCommon {
  readonly family: 'custom';
}

/** A noise with a formula in the table of radii (MATH.md section 3). */
export type NamedNoise =
  | GaussianNoise
  | LaplaceNoise
  | UniformNoise
  | ExpNoise
  | PowerNoise
  | IidExpNoise
  | IidParetoNoise;

/**
 * A smoothing noise on R^dim: a union by `family`, to be switched on. Every member has its scale (`lambda`, `sigma`),
 * its density, its sampler, and what is known of it.
 */
export type Noise = NamedNoise | LevelSetNoise | ProductNoise | DensityNoise | CustomNoise;

/** Exactly one of the two scales. */
export type Scale = { readonly sigma: number } | { readonly lambda: number };
