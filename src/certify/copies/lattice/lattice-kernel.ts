/**
 * Noisy copies on a grid: integers first, added to the integers of the image, and turned into model input once.
 *
 * Coordinate 4 b + w of (image, sample) takes word w of the block with counter (b, sample, image, 0) under the seed's
 * key, as noise off the grid does (noise-kernel.ts), and where that does not decide, word w of the block (b, sample,
 * image, 4). The model's input is fround(k fround(1/q)) for the integer k = n + N: one fixed function of k, so a copy
 * shows nothing of n and N but their sum. A sum of floats does: fround(x + z) lies on a grid of its own that depends on
 * x, and a classifier that looks for it is certified and wrong (claim `lattice-sampler`, its false variants).
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { philox4x32 } from '../../../numeric/random/philox.ts';
import type { ValueRange } from '../../data/value-range.ts';
import { smoothingDim, type Smoothing, type SmoothingGrid } from '../../smoothing.ts';
import { copiesInMemory } from '../copies-in-memory.ts';
import type { CopyKernel } from '../noise-kernel.ts';
import type { KernelBackend } from '../noise-kernels.ts';
import { PURPOSE, seedKey } from '../sample-stream.ts';
import { ROW } from '../working-memory.ts';
import { gridInput, gridIntegers, gridUnits, type GridUnits } from './image-on-grid.ts';
import { wasmGridMemory, type GridMemory } from './lattice-wasm.ts';
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

/**
 * Copies of images on the grid of the law, for a model that takes values of `range`, in which the images are given,
 * too. `copies` throws InvalidInput for an image that is off the grid, and RangeError for images or samples outside [0,
 * 2^32).
 */
export function latticeCopyKernel(
  law: LatticeLaw,
  dim: number,
  seed: number,
  range: ValueRange = '0..1',
  backend: KernelBackend = 'auto',
): CopyKernel {
  const units = gridUnits(law.grid, range);
  const wasm = backend === 'typescript' ? null : wasmGridMemory(law, dim, seedKey(seed), units);
  if (wasm === null && backend === 'wasm')
    throw new InvalidInput('This runtime has no WebAssembly with vector instructions.', { code: 'runtime' });
  const memory = wasm ?? plainGridMemory(law, dim, seed, units);
  return copiesInMemory({
    dim,
    memory,
    take: (pixels) => {
      const { integers } = memory;
      gridIntegers(pixels, law.grid, integers, range);
      for (let i = 0; i < dim; i++) integers[i]! -= law.reach;
    },
    copy: (image, sample, at) => memory.copy(image, sample, at),
  });
}

/** The same in plain TypeScript: what WebAssembly and WGSL are compared with. */
function plainGridMemory(law: LatticeLaw, dim: number, seed: number, units: GridUnits): GridMemory {
  const noise = latticeNoise(law, dim, seed);
  const integers = new Int32Array(dim);
  const added = new Int32Array(dim);
  const row = new Float32Array(dim);
  let batch = new Float32Array();
  return {
    integers,
    row,
    get batch() {
      return batch;
    },
    reserve: (length) => {
      batch = new Float32Array(length);
    },
    copy: (image, sample, at) => {
      noise.fill(image, sample, added);
      const [out, first] = at === ROW ? [row, 0] : [batch, at];
      for (let i = 0; i < dim; i++) out[first + i] = gridInput(integers[i]! + law.reach + added[i]!, units);
    },
  };
}

/** The copies of a smoothing on a grid; `seed` is an integer in [0, 2^53). */
export const gridKernel = (smoothing: Smoothing, { law, range }: SmoothingGrid, seed: number): CopyKernel =>
  latticeCopyKernel(law, smoothingDim(smoothing), seed, range);
