/**
 * Deterministic splitting noise for l1 (Levine and Feizi, ICML 2021): its spec, its thresholds and the grid of its
 * images. The copies are made by copies/splitting-kernel.ts, the certificate stands in radii/splitting-radius.ts.
 */
import { didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import type { Smoothing, SubjectPlace } from './smoothing.ts';

/** Splitting as a smoothing. */
export type SplittingSmoothing = Extract<Smoothing, { kind: 'splitting' }>;

/** Steps between 0 and 1 of images of 8 bits. */
const USUAL_LEVELS = 255;
/** With fewer votes no radius is worth having. */
const FEWEST_POSITIONS = 4;

/**
 * Whether a spec means splitting noise: `splitting`, `splitting,levels=255`. Throws InvalidInput for what looks like a
 * misspelling of it.
 */
export function isSplittingSpec(spec: string): boolean {
  const name = spec.trim();
  if (/^splitting\b/.test(name)) return true;
  if (/^spl/i.test(name))
    throw new InvalidInput(`Unknown noise "${name}".${didYouMean(name, ['splitting'])}`, { code: 'noise-spec' });
  return false;
}

/** The spec that `parseSplitting` reads. */
export const splittingSpec = ({ levels }: SplittingSmoothing): string => `splitting,levels=${levels}`;

/**
 * Splitting noise from its spec, for images of `dim` numbers: `splitting` for images of 8 bits, or
 * `splitting,levels=15` for another number of steps between 0 and 1. Sigma counts as that of uniform noise on [-lambda,
 * lambda]; the lambda taken is the admissible one nearest to it. `seed` fixes the shifts between coordinates. Throws
 * InvalidInput.
 */
export function parseSplitting(spec: string, { dim, scale, seed = 0 }: SubjectPlace): SplittingSmoothing {
  const match = /^splitting(?:,levels=(\d+))?$/.exec(spec.trim());
  if (match === null) {
    throw new InvalidInput(`Splitting noise is "splitting" or "splitting,levels=255"; got "${spec}".`, {
      code: 'noise-spec',
      settings: ['noise'],
    });
  }
  const levels = match[1] === undefined ? USUAL_LEVELS : Number(match[1]);
  requireLevels(levels);
  const lambda = 'lambda' in scale ? scale.lambda : nearestSplittingLambda(scale.sigma * Math.sqrt(3), levels);
  if (Math.round(2 * lambda * levels) < FEWEST_POSITIONS) {
    throw new InvalidInput(
      `Splitting noise with ${levels} levels has fewer than ${FEWEST_POSITIONS} positions at this scale and certifies next to ` +
        `nothing: give a lambda of at least ${FEWEST_POSITIONS / 2}/${levels}.`,
      { code: 'scale', settings: ['lambda'] },
    );
  }
  return { kind: 'splitting', dim, lambda, levels, seed };
}

function requireLevels(levels: number): void {
  if (Number.isSafeInteger(levels) && levels >= 1 && levels <= 65535) return;
  throw new InvalidInput(`Splitting noise needs the number of steps between 0 and 1, from 1 to 65535, not ${levels}.`, {
    code: 'noise-spec',
  });
}

/** K = 2 lambda levels, the number of positions of the thresholds. Throws InvalidInput unless it is a whole number. */
export function splittingPositions({ lambda, levels }: SplittingSmoothing): number {
  requireLevels(levels);
  const positions = Math.round(2 * lambda * levels);
  if (!(lambda > 0) || positions < 1 || positions > 2 ** 31) {
    throw new InvalidInput(`Splitting noise needs 2 lambda levels between 1 and 2^31, but lambda is ${lambda}.`, {
      code: 'scale',
    });
  }
  if (Math.abs(2 * lambda * levels - positions) > 1e-9 * positions) {
    throw new InvalidInput(
      `Splitting noise needs 2 lambda levels to be a whole number, but 2 x ${lambda} x ${levels} is ${2 * lambda * levels}; use lambda = ${positions / (2 * levels)}.`,
      { code: 'scale' },
    );
  }
  return positions;
}

/**
 * The admissible lambda nearest to the one given.
 *
 * @example
 * nearestSplittingLambda(0.5, 255) * 2 * 255 // => 255
 */
export function nearestSplittingLambda(lambda: number, levels: number): number {
  return Math.max(1, Math.round(2 * lambda * levels)) / (2 * levels);
}

/** Each pixel as its number of steps, 0 to levels. Throws InvalidInput when a pixel is off the grid. */
export function gridSteps(pixels: ArrayLike<number>, levels: number, out: Int32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const scaled = pixels[i]! * levels;
    const steps = Math.round(scaled);
    if (!(Math.abs(scaled - steps) < 1e-2 && steps >= 0 && steps <= levels)) {
      throw new InvalidInput(
        `Splitting noise needs images of ${levels + 1} levels in [0, 1], but coordinate ${i} is ${pixels[i]!}; give the number of steps between 0 and 1 of your images.`,
        { code: 'data' },
      );
    }
    out[i] = steps;
  }
}

/** Throws InvalidInput when a pixel is no multiple of 1/levels in [0, 1]. */
export function requireQuantized(pixels: ArrayLike<number>, levels: number): void {
  gridSteps(pixels, levels, new Int32Array(pixels.length));
}
