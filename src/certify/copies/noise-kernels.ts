/** The kernels of noise-kernel.ts for every noise of the library. */
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { checkRange, copiesInMemory } from './copies-in-memory.ts';
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

/** Makes samples in a working memory. */
interface SampleMaker {
  readonly kind: NoiseKernel['kind'];
  readonly memory: WorkingMemory;
  /** The noise of a sample, in the memory's values. */
  readonly make: (image: number, sample: number) => void;
  /** The memory's pixels plus that noise, in its batch from `at` on, or in its ROW. */
  readonly copy: (image: number, sample: number, at: number) => void;
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

/**
 * Noisy copies: fround(pixel + noise) for each coordinate of `noiseKernel(noise, seed)`. Copies in the kernel's own
 * buffer are made where they stand; others are copied there.
 */
export function noisyCopyKernel(noise: Noise, seed: number, backend: KernelBackend = 'auto'): CopyKernel {
  const { memory, copy } = sampleMaker(noise, seed, backend);
  return copiesInMemory({ dim: noise.dim, memory, take: (pixels) => memory.pixels.set(pixels), copy });
}

function workingMemory(dim: number, seed: number, backend: KernelBackend, table: QuantileTable | null): WorkingMemory {
  const [key0, key1] = seedKey(seed);
  const wasm = backend === 'typescript' ? null : wasmMemory(dim, key0, key1, table);
  if (wasm !== null) return wasm;
  if (backend === 'wasm')
    throw new InvalidInput('This runtime has no WebAssembly with vector instructions.', { code: 'runtime' });
  return referenceMemory(dim, key0, key1, table);
}

function sampleMaker(noise: Noise, seed: number, backend: KernelBackend): SampleMaker {
  const recipe = noiseRecipe(noise);
  const table = recipe.kind === 'coordinates' ? recipe.table : null;
  const memory = workingMemory(noise.dim, seed, backend, table);
  switch (recipe.kind) {
    case 'coordinates': {
      const { law, scale } = recipe;
      return {
        kind: 'counter',
        memory,
        make: (image, sample) => memory.fill(law, image, sample, scale),
        copy: (image, sample, at) => memory.fillCopy(law, image, sample, scale, at),
      };
    }
    case 'sphere':
      return { kind: 'counter', memory, ...multiples(spherePoints(recipe.norm, recipe.radius, memory, seed), memory) };
    case 'stream': {
      const stream = new SampleStream(seed, PURPOSE.sampler);
      const exact = new Float64Array(noise.dim);
      const draw = (image: number, sample: number): number => {
        noise.sample(stream.start(image, sample), exact);
        memory.values.set(exact);
        return 1;
      };
      return { kind: 'stream', memory, ...multiples(draw, memory) };
    }
  }
}

/** Samples that are a factor times what `draw` leaves in the memory's values. */
function multiples(
  draw: (image: number, sample: number) => number,
  memory: WorkingMemory,
): Pick<SampleMaker, 'make' | 'copy'> {
  return {
    make: (image, sample) => memory.multiply(draw(image, sample)),
    copy: (image, sample, at) => memory.multiplyCopy(draw(image, sample), at),
  };
}
