/**
 * A body with the functionals that radii and growth ask of it, bound to it by whoever made it: what holds one, such as
 * uniform noise, answers without bringing the geometry of every body to whatever asks.
 */
import type { Estimate } from '../numeric/estimate.ts';
import { remembered } from '../numeric/remembered.ts';
import type { Adversary } from './adversary.ts';
import type { ConvexBody, Vector } from './body.ts';
import { overlap } from './covariogram/overlap.ts';
import { safeShift, type SafeShift } from './covariogram/safe-shift.ts';
import { knownMaxProjection } from './functionals/max-projection.ts';
import type { MonteCarloOptions } from './monte-carlo-options.ts';

/** What is measured of one body; nothing is sampled but in overlaps, where the options allow it. */
export interface MeasuredBody {
  /** |K n (K + v)|/|K|. */
  readonly overlap: (v: Vector, options?: MonteCarloOptions) => Estimate;
  /** The largest vol(Pi_v K)/|K| over the adversary; null where nothing is known. */
  readonly largestProjection: (adversary: Adversary) => Estimate | null;
  /** How far it may be shifted by an adversary for a given loss of overlap. */
  readonly safeShift: (adversary: Adversary) => SafeShift;
}

/** The measures of a body, the same object for the same body. */
export const measuredBody: (body: ConvexBody) => MeasuredBody = remembered((body) =>
  Object.freeze({
    overlap: (v: Vector, options: MonteCarloOptions = {}) => overlap(body, v, options),
    largestProjection: (adversary: Adversary) => knownMaxProjection(body, adversary, { samples: 0 }),
    safeShift: (adversary: Adversary) => safeShift(body, adversary),
  }),
);
