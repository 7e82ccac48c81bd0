/** Prediction without a radius: Cohen, Rosenfeld and Kolter's PREDICT. */
import { add, multiply } from '../numeric/directed.ts';
import { binomialUpperTail } from '../numeric/special/special.ts';
import { DEFAULT_ALPHA } from './certify-plan.ts';
import type { Engine, NumberedImage } from './engine.ts';
import { requireAlpha } from './statistics/probability-bound.ts';
import { Drawing } from './statistics/drawing.ts';
import { requireSamples, SAMPLES } from './statistics/samples.ts';
import { topClass } from './statistics/votes.ts';

/** What samples say of the smoothed classifier's class. */
export interface Prediction {
  /** The class of the smoothed classifier, or -1: abstained. */
  readonly predict: number;
  /** The class with most votes after the leading one. */
  readonly runnerUp: number;
  /**
   * Two-sided binomial p-value of "the two leading classes are equally likely", rounded up; what copies may be off
   * (`tau`) is in it.
   */
  readonly pValue: number;
  /** Votes of the two leading classes. */
  readonly votes: readonly [number, number];
}

/** How an image is predicted. */
export interface PredictOptions {
  /** Samples, from 1 to 2^31; default 1000. */
  readonly n?: number | undefined;
  /** Probability of a wrong class, in (0, 1); default 0.001. */
  readonly alpha?: number | undefined;
  /**
   * Total variation between a copy as drawn and the law of the smoothed classifier (CertifySubject.grid); default 0.
   */
  readonly tau?: number | undefined;
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Relative error of binomial tails, with a margin. */
const TAIL_ERROR = 1e-10;

/**
 * The class of the smoothed classifier from n samples. With probability at least 1 - alpha over the noise it is right
 * or abstains: the two leading classes are compared by a two-sided binomial test (valid although the leaders are picked
 * from the same votes: Hung and Fithian, "Rank verification for exponential families", Annals of Statistics 2019).
 *
 * Copies drawn on a grid are of a law within `tau` of the smoothed classifier's: but with probability n tau all n are
 * what that law would have given, and so much is added to the p-value.
 *
 * Throws InvalidInput or EngineFault; rejects with the signal's reason.
 */
export async function predictImage(
  engine: Engine,
  image: NumberedImage,
  { n = 1000, alpha = DEFAULT_ALPHA, tau = 0, signal }: PredictOptions = {},
): Promise<Prediction> {
  requireSamples('n', n, SAMPLES.estimation.room);
  requireAlpha(alpha);
  const drawing = new Drawing(engine, image, { atMost: n, signal });
  await drawing.until(n);
  const { counts } = drawing;
  const top = topClass(counts);
  const runnerUp = topClass(counts.map((count, c) => (c === top ? -1 : count)));
  const votes = [counts[top]!, counts[runnerUp]!] as const;
  const pValue = Math.min(1, add(equalityPValue(...votes), multiply(n, tau, 'up'), 'up'));
  return { predict: pValue <= alpha ? top : -1, runnerUp, pValue, votes };
}

/** P[|2 Bin(a + b, 1/2) - (a + b)| >= |a - b|], rounded up. */
function equalityPValue(a: number, b: number): number {
  if (a === b) return 1;
  return Math.min(1, 2 * binomialUpperTail(Math.max(a, b), a + b, 0.5) * (1 + TAIL_ERROR));
}
