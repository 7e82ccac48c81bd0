/**
 * Noisy copies on a grid: integers first, added to the integers of the image, and turned into model input once.
 *
 * Coordinate 4 b + w of (image, sample) takes word w of the block with counter (b, sample, image, 0) under the seed's key, as noise off
 * the grid does (noise-kernel.ts), and where that does not decide, word w of the block (b, sample, image, 4). The model's input is
 * fround(k fround(1/q)) for the integer k = n + N: one fixed function of k, so a copy shows nothing of n and N but their sum. A sum of
 * floats does: fround(x + z) lies on a grid of its own that depends on x, and a classifier that looks for it is certified and
 * wrong (claim `lattice-sampler`, its false variants).
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { philox4x32 } from '../../../numeric/random/philox.ts';
import type { NumberedImage } from '../../engine.ts';
import type { CopyKernel } from '../noise-kernel.ts';
import { PURPOSE, seedKey } from '../sample-stream.ts';
import { gridIntegers } from './image-on-grid.ts';
import type { LatticeLaw } from './lattice-law.ts';
import { thresholdCount } from './threshold-search.ts';

/** Writes noise on a grid; one kernel serves one thread. */
export interface LatticeNoise {
  /** Writes the `dim` integers of a sample, image and sample in [0, 2^32). */
  fill(image: number, sample: number, out: Int32Array): void;
  /** How often a second word was wanted so far. */
  secondWords(): number;
}

/** The noise of a law in `dim` coordinates; `seed` is an integer in [0, 2^53). */
export function latticeNoise(law: LatticeLaw, dim: number, seed: number): LatticeNoise {
  const count = thresholdCount(law);
  const { reach } = law;
  const [key0, key1] = seedKey(seed);
  const words = new Uint32Array(4);
  const others = new Uint32Array(4);
  const place = { image: 0, sample: 0, block: 0, word: 0 };
  let asked = 0;
  const second = (): number => {
    asked++;
    philox4x32(place.block, place.sample, place.image, PURPOSE.secondWord, key0, key1, others);
    return others[place.word]!;
  };
  return {
    secondWords: () => asked,
    fill(image, sample, out) {
      place.image = image;
      place.sample = sample;
      for (let at = 0; at < dim; at += 4) {
        place.block = at >>> 2;
        philox4x32(place.block, sample, image, PURPOSE.coordinates, key0, key1, words);
        const here = Math.min(4, dim - at);
        for (let w = 0; w < here; w++) {
          place.word = w;
          out[at + w] = count(words[w]!, second) - reach;
        }
      }
    },
  };
}

/** The model's input at the integer k on the grid of 1/q, |k| < 2^24: one float32 product. */
export function gridInput(k: number, grid: number): number {
  return Math.fround(k * Math.fround(1 / grid));
}

/**
 * Copies of images on the grid of the law. `copies` throws InvalidInput for an image that is off the grid, and RangeError for images or
 * samples outside [0, 2^32).
 */
export function latticeCopyKernel(law: LatticeLaw, dim: number, seed: number): CopyKernel {
  const { grid } = law;
  const noise = latticeNoise(law, dim, seed);
  const integers = new Int32Array(dim);
  const added = new Int32Array(dim);
  return {
    dim,
    copies(image: NumberedImage, first, count, out) {
      if (image.pixels.length !== dim) {
        throw new InvalidInput(`The image has ${image.pixels.length} numbers, but the noise has dimension ${dim}.`, {
          code: 'dimension',
        });
      }
      const whole = [image.index, first, count, first + count].every((x) => Number.isSafeInteger(x) && x >= 0);
      if (!whole || image.index >= 2 ** 32 || first + count > 2 ** 32) {
        throw new RangeError(
          `Samples and images are numbered from 0 to 2^32 - 1; ${first} to ${first + count - 1} of image ${image.index} were asked for.`,
        );
      }
      if (out.length < count * dim)
        throw new RangeError(`${count} copies of dimension ${dim} do not fit into ${out.length} numbers.`);
      gridIntegers(image.pixels, grid, integers);
      for (let n = 0; n < count; n++) {
        noise.fill(image.index, first + n, added);
        for (let i = 0; i < dim; i++) out[n * dim + i] = gridInput(integers[i]! + added[i]!, grid);
      }
    },
  };
}
