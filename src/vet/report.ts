/** What vetting a noise against an adversary finds: the data behind the table, the JSON document and the page. */
import type { Estimate } from '../numeric/estimate.ts';
import type { Foundation } from './foundation.ts';
import type { NoiseChecks, Witness } from '../noise/validity.ts';

/**
 * `optimal`: the efficiency's lower end is within the tolerance of 1. `suboptimal`: its upper end is below that.
 * `invalid`: not a smoothing noise, or one that certifies nothing, with a witness. `inconclusive`: more samples decide.
 */
export type Verdict = 'optimal' | 'suboptimal' | 'invalid' | 'inconclusive';

/**
 * Certified radius at rho: `radius.lower` is usable as a certificate; where it was sampled, all points of the curve
 * hold together with `radius.confidence`. `radius.upper` bounds the exact radius, Infinity where no such bound is
 * known.
 */
export interface CurvePoint {
  readonly rho: number;
  readonly radius: Estimate;
}

/** The largest G(p, v) over v in r B. */
export interface GrowthPoint {
  readonly p: number;
  readonly r: number;
  readonly growth: Estimate;
}

/**
 * Where two radius curves cross: rho in [lower, upper], the vetted noise's curve above the other's before it or after.
 */
export interface Crossing {
  readonly lower: number;
  readonly upper: number;
  /** Which curve is above to the right of the crossing. */
  readonly above: 'vetted' | 'other';
}

/** A noise of the library beside the vetted one. */
export interface ComparedNoise {
  /** Its spec; the Wulff rearrangement is called `wulff-rearrangement`. */
  readonly noise: string;
  /** What was made equal: sigma, or the volumes of all level sets. */
  readonly equal: 'sigma' | 'level-set-volumes';
  /** 1/Phi(1/2). */
  readonly slope: Estimate;
  /** On the rho grid of the report's curve; null where only the slope is known. */
  readonly radii: readonly CurvePoint[] | null;
  /** Null where it could not be decided. */
  readonly crossings: readonly Crossing[] | null;
}

/** The library's best noise for the adversary, dimension, sigma and rho of the report. */
export interface Advice {
  readonly noise: string;
  readonly rho: number;
  readonly radius: Estimate;
  /**
   * How much larger its certified radius is than the vetted noise's, in per cent (a lower bound); null when the vetted
   * one has none.
   */
  readonly gainPercent: number | null;
  /** A theorem's id, or "computed", and a sentence. */
  readonly because: string;
}

/**
 * The verdict on a valid noise: checks, sigma, entropy, slope, Wulff efficiency, curve of certified radii, comparison
 * and advice. Estimates carry their confidence.
 */
export interface VetReport {
  readonly name: string;
  /** Canonical spec of the noise, or what kind of file it came from. */
  readonly noise: string;
  readonly adversary: string;
  readonly dim: number;
  readonly lambda: number;
  readonly checks: NoiseChecks;
  /** sqrt(E|X|_2^2/d). */
  readonly sigma: Estimate;
  /** Differential entropy in nats. */
  readonly entropy: Estimate;
  readonly phiHalf: Estimate;
  /** 1/Phi(1/2), the slope of the radius curve at rho = 1/2. */
  readonly slope: Estimate;
  readonly wulff: {
    /** The least Phi(1/2) of all noises with the same level-set volumes. */
    readonly phiStar: Estimate;
    /** eta = Phi* over Phi(1/2). */
    readonly efficiency: Estimate;
    /** Whether some noise reaches Phi*; when false an efficiency below 1 does not mean that a better noise exists. */
    readonly attained: boolean;
  };
  readonly curve: readonly CurvePoint[];
  readonly growth: readonly GrowthPoint[];
  readonly comparison: readonly ComparedNoise[];
  readonly advice: readonly Advice[];
  readonly verdict: Verdict;
  /** On what the verdict and the radii rest. */
  readonly foundation: Foundation;
  readonly reasons: readonly string[];
  /** For `inconclusive`: samples that would settle it, if its estimate is right. */
  readonly samplesToSettle: number | null;
  /** How near to 1 an efficiency must be to count as optimal. */
  readonly tolerance: number;
  readonly samples: number;
  readonly seed: number;
}

/** What is said of a noise that is none. */
export interface InvalidReport {
  readonly name: string;
  readonly adversary: string;
  readonly dim: number;
  readonly verdict: 'invalid';
  /** The failed check; those it made pointless are unknown. */
  readonly checks: NoiseChecks;
  readonly failed: keyof NoiseChecks;
  readonly witness: Witness;
  readonly reasons: readonly string[];
}
