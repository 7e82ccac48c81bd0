/**
 * Norm-type noises: a radius times a point of the unit sphere, in arithmetic that any device repeats bit for bit.
 *
 * The length is made from a sum of integers, floor(2^26 x^2) or floor(2^26 |x|), so no order of summation changes it.
 */
import type { ShapeNorm } from '../../noise/noise.ts';
import { philox4x32 } from '../../numeric/random/philox.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { inverseRoot } from './float-functions.ts';
import { floatRadius } from './noise-recipe.ts';
import { PURPOSE, SampleStream, seedKey } from './sample-stream.ts';
import type { WorkingMemory } from './working-memory.ts';

const { fround } = Math;

/** Writes samples of the noise into the memory, up to a factor, a float32, which it returns. */
export function spherePoints(
  norm: ShapeNorm,
  radius: (random: RandomStream) => number,
  memory: WorkingMemory,
  seed: number,
): (image: number, sample: number) => number {
  const stream = new SampleStream(seed, PURPOSE.radius);
  const draw = (image: number, sample: number): number => floatRadius(radius(stream.start(image, sample)));
  switch (norm) {
    case 'l2':
      return (image, sample) => {
        memory.fill('gaussian', image, sample, 1);
        return fround(draw(image, sample) * inverseRoot(sumAsFloat(memory.squares())));
      };
    case 'l1':
      return (image, sample) => {
        memory.fill('laplace', image, sample, 1);
        const root = inverseRoot(sumAsFloat(memory.sizes()));
        return fround(draw(image, sample) * fround(root * root));
      };
    case 'linf': {
      const [key0, key1] = seedKey(seed);
      const words = new Uint32Array(4);
      return (image, sample) => {
        const r = draw(image, sample);
        memory.fill('uniform', image, sample, r);
        philox4x32(0, sample, image, PURPOSE.face, key0, key1, words);
        memory.values[faceIndex(words[0]!, words[1]!, memory.values.length)] = words[2]! >= 0x80000000 ? -r : r;
        return 1;
      };
    }
  }
}

/** floor(dim (high 2^32 + low) / 2^64) for dim < 2^20: each index with probability 1/dim, within 2^-64. */
export function faceIndex(high: number, low: number, dim: number): number {
  // high dim + floor(low dim / 2^32) < 2^52 is exact, and what is dropped cannot carry.
  return Math.floor((high * dim + Math.floor((low * dim) / 2 ** 32)) / 2 ** 32);
}

/** An integer below 2^53, in units of 2^-26, as float32: its words are rounded apart, as a device does it. */
export function sumAsFloat(sum: number): number {
  const high = Math.floor(sum / 2 ** 32);
  const low = fround(sum - high * 2 ** 32);
  return fround(fround(high * 2 ** 32) + low) * 2 ** -26;
}
