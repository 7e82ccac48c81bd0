/** What a caller may say about sampling, and the defaults. */
import { InvalidInput } from '../numeric/invalid-input.ts';

/** Samples (0: none may be drawn), seed and confidence, used only where no exact route is known. */
export interface MonteCarloOptions {
  /** Points drawn where a number can only be (or is better) sampled; 0 forbids sampling. Default 20,000. */
  readonly samples?: number;
  /** Integer in [0, 2^53); the result is a function of it. Default 0. */
  readonly seed?: number;
  /** Probability that the returned enclosure holds. Default 0.999. */
  readonly confidence?: number;
}

export interface MonteCarloPlan {
  readonly samples: number;
  readonly seed: number;
  readonly confidence: number;
}

/** Fills in the defaults; throws InvalidInput for values out of range. */
export function monteCarloPlan(options: MonteCarloOptions = {}): MonteCarloPlan {
  const { samples = 20_000, seed = 0, confidence = 0.999 } = options;
  if (!Number.isSafeInteger(samples) || samples < 0) {
    throw new InvalidInput(`The number of samples must be a nonnegative integer, but is ${samples}.`, {
      code: 'samples',
    });
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInput(`The confidence must lie strictly between 0 and 1, but is ${confidence}.`, {
      code: 'probability',
    });
  }
  return { samples, seed, confidence };
}
