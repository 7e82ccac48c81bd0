/**
 * What makes an even density a smoothing noise, checked one by one: each check is proved, tested without a
 * counterexample, or failed with a witness that can be replayed by hand.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';

/** Something to look at: coordinates at lambda = 1. */
export type Witness =
  /** A point at which the density is negative, undefined or infinite. */
  | { readonly kind: 'point'; readonly x: readonly number[]; readonly detail: string }
  /** Two points whose densities should compare otherwise: x and -x, or radii t < u with f(t) < f(u). */
  | { readonly kind: 'pair'; readonly x: readonly number[]; readonly y: readonly number[]; readonly detail: string }
  /** A segment whose middle has a smaller density than both ends. */
  | {
      readonly kind: 'segment';
      readonly from: readonly number[];
      readonly to: readonly number[];
      readonly detail: string;
    }
  /** A tail, at 0 or at infinity, whose integral diverges (or converges too slowly to be used). */
  | { readonly kind: 'tail'; readonly at: number; readonly detail: string };

/** One check of a noise: how it ended, by what, and the witness of a failure. */
export interface Check {
  /** `unknown`: neither proved nor testable, e.g. the variance of a sampler. */
  readonly status: 'proved' | 'tested' | 'failed' | 'unknown';
  /** One clause: by what. */
  readonly how: string;
  readonly witness?: Witness;
}

/**
 * What is known of a noise, check by check: `proved`, `tested` on samples, `failed` with a witness, or `unknown`,
 * which certifies nothing.
 */
export interface NoiseChecks {
  readonly normalizable: Check;
  readonly even: Check;
  readonly quasiConcave: Check;
  readonly finiteVariance: Check;
  /** Shifts of the noise have a density with respect to it wherever it matters: no atoms, no lattice. */
  readonly absolutelyContinuous: Check;
}

/** Thrown where a density cannot be made a noise at all. */
export class InvalidNoise extends InvalidInput {
  readonly failed: keyof NoiseChecks;
  readonly witness: Witness;

  constructor(failed: keyof NoiseChecks, witness: Witness, message: string) {
    super(message, { code: 'invalid-noise' });
    this.failed = failed;
    this.witness = witness;
  }
}
