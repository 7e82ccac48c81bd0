/**
 * Images whose numbers are multiples of 1/q: 8-bit pictures as floats or as integers; and what integers are to a model.
 */
import { rangeBlack, rangeWidth, type ValueRange } from '../../data/value-range.ts';
import { InvalidInput } from '../../../numeric/invalid-input.ts';

/** Relative distance from a multiple of 1/q that rounding n/q to float32, in two steps, may leave. */
const FLOAT_ACCURACY = 2 ** -22;
/** Largest integer of an image: with the noise added it stays exact in float32. */
const LARGEST = 2 ** 22;

/**
 * Each number as its multiple n of 1/q, the numbers being in the range that a model takes: black + n width/q. Throws
 * InvalidInput where one is no multiple to the accuracy of float32, or larger than 2^22 steps.
 */
export function gridIntegers(
  pixels: ArrayLike<number>,
  grid: number,
  out: Int32Array,
  range: ValueRange = '0..1',
): void {
  const black = rangeBlack(range);
  const scale = grid / rangeWidth(range);
  for (let i = 0; i < pixels.length; i++) {
    const scaled = (pixels[i]! - black) * scale;
    const steps = Math.round(scaled);
    // Values near a black that is not 0 have lost as much as that black was rounded by.
    const accuracy = FLOAT_ACCURACY * (Math.abs(steps) + Math.abs(black) * scale);
    if (!(Math.abs(scaled - steps) <= accuracy && Math.abs(steps) <= LARGEST)) {
      throw new InvalidInput(
        `Noise on the grid of 1/${grid} needs images of multiples of 1/${grid}, but coordinate ${i} is ${(pixels[i]! - black) / rangeWidth(range)}; certify these images with noise of real numbers.`,
        { code: 'data', settings: ['grid'] },
      );
    }
    out[i] = steps;
  }
}

/** What integers become: k to fround(fround(k unit) + black), one fixed function of k. */
export interface GridUnits {
  /** Width of the range over q, a float32. */
  readonly unit: number;
  /** The value of black; -0 where that is 0, as adding -0 changes no number. */
  readonly black: number;
}

/** The units of a grid of 1/q for a model that takes this range. */
export function gridUnits(grid: number, range: ValueRange): GridUnits {
  return { unit: Math.fround(rangeWidth(range) / grid), black: rangeBlack(range) === 0 ? -0 : rangeBlack(range) };
}

/** The model's input at the integer k, |k| < 2^24. */
export function gridInput(k: number, { unit, black }: GridUnits): number {
  return Math.fround(Math.fround(k * unit) + black);
}
