/** The copies that deterministic splitting noise shows to the model (radii/splitting-radius.ts has the certificate). */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { randomStream } from '../../numeric/random/random-stream.ts';
import type { NumberedImage } from '../engine.ts';
import type { CopyKernel } from './noise-kernel.ts';
import { gridSteps, splittingPositions, type SplittingSmoothing } from '../splitting.ts';

/**
 * Copy t of an image, t = 0, ..., K - 1: every coordinate becomes the middle of the part of [0, 1] between the
 * thresholds around it. The shifts between coordinates are a function of the smoothing's seed alone, the same for all
 * images: the smoothed classifier is one function of the image. For 2 lambda >= 1 no more than one threshold falls into
 * [0, 1].
 */
export function splittingKernel(smoothing: SplittingSmoothing): CopyKernel {
  const { dim, levels } = smoothing;
  const positions = splittingPositions(smoothing);
  const shifts = splittingShifts(smoothing);
  const steps = new Int32Array(dim);
  return {
    dim,
    copies(image: NumberedImage, first: number, count: number, out: Float32Array): void {
      if (image.pixels.length !== dim) {
        throw new InvalidInput(`Image ${image.index} has ${image.pixels.length} numbers, not ${dim}.`, {
          code: 'data',
        });
      }
      if (first < 0 || first + count > positions) {
        throw new InvalidInput(`Splitting noise has ${positions} copies; ${first + count} were asked for.`, {
          code: 'data',
        });
      }
      gridSteps(image.pixels, levels, steps);
      let at = 0;
      for (let t = first; t < first + count; t++) {
        for (let i = 0; i < dim; i++)
          out[at++] = cellMiddle(steps[i]!, (t + shifts[i]!) % positions, positions, levels);
      }
    },
  };
}

/** The shift of each coordinate, uniform on 0, ..., K - 1. */
export function splittingShifts(smoothing: SplittingSmoothing): Int32Array {
  const positions = splittingPositions(smoothing);
  const random = randomStream(smoothing.seed);
  return Int32Array.from({ length: smoothing.dim }, () => random.integer(positions));
}

/** Middle of [0, 1] cut by the thresholds (s + 1/2 + K Z) / levels next to `steps` / levels. */
function cellMiddle(steps: number, s: number, positions: number, levels: number): number {
  const below = s + 0.5 + positions * Math.floor((steps - s - 0.5) / positions);
  const low = below > 0 ? below : 0;
  const high = below + positions < levels ? below + positions : levels;
  return (low + high) / (2 * levels);
}
