/** Prediction without a radius: Cohen, Rosenfeld and Kolter's PREDICT. */
import { binomialUpperTail } from '../numeric/special/special.ts';
import type { Engine, NumberedImage } from './engine.ts';
import { requireAlpha } from './statistics/probability-bound.ts';
import { Drawing } from './statistics/drawing.ts';
import { requireSamples, SAMPLES } from './statistics/samples.ts';
import { topClass } from './statistics/votes.ts';

/** What samples say of the smoothed classifier's class. */
export interface Prediction {
  /** The class of the smoothed classifier, or -1: abstained. */
  readonly predict: number;
  /** Two-sided binomial p-value of "the two leading classes are equally likely", rounded up. */
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
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Relative error of binomial tails, with a margin. */
const TAIL_ERROR = 1e-10;

/**
 * The class of the smoothed classifier from n samples. With probability at least 1 - alpha over the noise it is right or
 * abstains: the two leading classes are compared by a two-sided binomial test (valid although the leaders are picked from
 * the same votes: Hung and Fithian, "Rank verification for exponential families", Annals of Statistics 2019).
 *
 * Throws InvalidInput or EngineFault; rejects with the signal's reason.
 */
export async function predictImage(
  engine: Engine,
  image: NumberedImage,
  { n = 1000, alpha = 0.001, signal }: PredictOptions = {},
): Promise<Prediction> {
  requireSamples('n', n, SAMPLES.estimation.room);
  requireAlpha(alpha);
  const drawing = new Drawing(engine, image, { atMost: n, signal });
  await drawing.until(n);
  const { counts } = drawing;
  const top = topClass(counts);
  const second = counts.reduce((best, count, c) => (c === top ? best : Math.max(best, count)), 0);
  const pValue = equalityPValue(counts[top]!, second);
  return { predict: pValue <= alpha ? top : -1, pValue, votes: [counts[top]!, second] };
}

/** P[|2 Bin(a + b, 1/2) - (a + b)| >= |a - b|], rounded up. */
function equalityPValue(a: number, b: number): number {
  if (a === b) return 1;
  return Math.min(1, 2 * binomialUpperTail(Math.max(a, b), a + b, 0.5) * (1 + TAIL_ERROR));
}
