/** The kernels of noise-kernel.ts for every noise of the library. */
import type { Noise } from '../../noise/noise.ts';
import type { NumberedImage } from '../engine.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CopyKernel, NoiseKernel } from './noise-kernel.ts';
import { noiseRecipe } from './noise-recipe.ts';
import { referenceMemory } from './reference-kernels.ts';
import type { QuantileTable } from './quantile-table.ts';
import { PURPOSE, SampleStream, seedKey } from './sample-stream.ts';
import { spherePoints } from './sphere-points.ts';
import { wasmMemory } from './wasm-kernels.ts';
import type { WorkingMemory } from './working-memory.ts';

/** 'auto' takes WebAssembly where its vector instructions are, else TypeScript; the numbers are the same. */
export type KernelBackend = 'auto' | 'wasm' | 'typescript';

/** Makes samples in a working memory, from where they are copied out. */
interface SampleMaker {
  readonly kind: NoiseKernel['kind'];
  readonly memory: WorkingMemory;
  readonly make: (image: number, sample: number) => void;
}

/**
 * The noise kernel of a noise; `seed` is an integer in [0, 2^53). Throws InvalidInput for a scale outside float32.
 */
export function noiseKernel(noise: Noise, seed: number, backend: KernelBackend = 'auto'): NoiseKernel {
  const { kind, memory, make } = sampleMaker(noise, seed, backend);
  const { dim } = noise;
  return {
    dim,
    kind,
    fill: (image, first, count, out) => {
      checkRange(image, first, count, dim, out);
      for (let n = 0; n < count; n++) {
        make(image, first + n);
        out.set(memory.values, n * dim);
      }
    },
  };
}

/** Noisy copies: fround(pixel + noise) for each coordinate of `noiseKernel(noise, seed)`. */
export function noisyCopyKernel(noise: Noise, seed: number, backend: KernelBackend = 'auto'): CopyKernel {
  const { memory, make } = sampleMaker(noise, seed, backend);
  const { dim } = noise;
  return {
    dim,
    copies: (image: NumberedImage, first, count, out) => {
      if (image.pixels.length !== dim) {
        throw new InvalidInput(`The image has ${image.pixels.length} numbers, but the noise has dimension ${dim}.`);
      }
      checkRange(image.index, first, count, dim, out);
      memory.pixels.set(image.pixels);
      for (let n = 0; n < count; n++) {
        make(image.index, first + n);
        memory.addPixels();
        out.set(memory.values, n * dim);
      }
    },
  };
}

function workingMemory(dim: number, seed: number, backend: KernelBackend, table: QuantileTable | null): WorkingMemory {
  const [key0, key1] = seedKey(seed);
  const wasm = backend === 'typescript' ? null : wasmMemory(dim, key0, key1, table);
  if (wasm !== null) return wasm;
  if (backend === 'wasm') throw new InvalidInput('This runtime has no WebAssembly with vector instructions.');
  return referenceMemory(dim, key0, key1, table);
}

function sampleMaker(noise: Noise, seed: number, backend: KernelBackend): SampleMaker {
  const recipe = noiseRecipe(noise);
  const table = recipe.kind === 'coordinates' ? recipe.table : null;
  const memory = workingMemory(noise.dim, seed, backend, table);
  switch (recipe.kind) {
    case 'coordinates': {
      const { law, scale } = recipe;
      return { kind: 'counter', memory, make: (image, sample) => memory.fill(law, image, sample, scale) };
    }
    case 'sphere':
      return { kind: 'counter', memory, make: spherePoints(recipe.norm, recipe.radius, memory, seed) };
    case 'stream': {
      const stream = new SampleStream(seed, PURPOSE.sampler);
      const exact = new Float64Array(noise.dim);
      return {
        kind: 'stream',
        memory,
        make: (image, sample) => {
          noise.sample(stream.start(image, sample), exact);
          memory.values.set(exact);
        },
      };
    }
  }
}

function checkRange(image: number, first: number, count: number, dim: number, out: Float32Array): void {
  const whole = Number.isSafeInteger(first) && Number.isSafeInteger(count) && first >= 0 && count >= 0;
  if (!whole || first + count > 2 ** 32) {
    throw new RangeError(`Samples are numbered from 0 to 2^32 - 1; ${first} to ${first + count - 1} were asked for.`);
  }
  if (!Number.isInteger(image) || image < 0 || image >= 2 ** 32) {
    throw new RangeError(`Images are numbered from 0 to 2^32 - 1; ${image} was asked for.`);
  }
  if (out.length < count * dim) {
    throw new RangeError(`${count} samples of dimension ${dim} do not fit into ${out.length} numbers.`);
  }
}
