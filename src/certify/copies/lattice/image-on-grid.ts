/** Images whose numbers are multiples of 1/q: 8-bit pictures as floats or as integers. */
import { InvalidInput } from '../../../numeric/invalid-input.ts';

/** Relative distance from a multiple of 1/q that rounding n/q to float32, in two steps, may leave. */
const FLOAT_ACCURACY = 2 ** -22;
/** Largest integer of an image: with the noise added it stays exact in float32. */
const LARGEST = 2 ** 22;

/**
 * Each number as its multiple n of 1/q. Throws InvalidInput where one is no multiple to the accuracy of float32, or larger than 2^22 steps.
 */
export function gridIntegers(pixels: ArrayLike<number>, grid: number, out: Int32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const scaled = pixels[i]! * grid;
    const steps = Math.round(scaled);
    if (!(Math.abs(scaled - steps) <= FLOAT_ACCURACY * Math.abs(steps) && Math.abs(steps) <= LARGEST)) {
      throw new InvalidInput(
        `Noise on the grid of 1/${grid} needs images of multiples of 1/${grid}, but coordinate ${i} is ${pixels[i]!}; certify these images with noise of real numbers.`,
        { code: 'data', settings: ['grid'] },
      );
    }
    out[i] = steps;
  }
}
