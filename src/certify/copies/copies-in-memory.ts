/**
 * Copies made in a kernel's own memory: where they stand if they are asked for there, else brought to where they are
 * asked for.
 */
import type { NumberedImage } from '../engine.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CopyKernel } from './noise-kernel.ts';
import { ROW, type WorkingMemory } from './working-memory.ts';

/** Numbers that are written at once. */
const VECTOR = 32;

/** Makes copies in a memory. */
export interface CopyMaker {
  readonly dim: number;
  readonly memory: Pick<WorkingMemory, 'row' | 'batch' | 'reserve'>;
  /** Takes an image: the copies made next are of it. Throws InvalidInput. */
  readonly take: (pixels: Float32Array) => void;
  /** A copy, to the memory's batch from `at` on, or to its ROW. */
  readonly copy: (image: number, sample: number, at: number) => void;
}

/**
 * The kernel of a maker. `copies` throws InvalidInput for an image of another size, RangeError for numbers outside [0,
 * 2^32).
 */
export function copiesInMemory({ dim, memory, take, copy }: CopyMaker): CopyKernel {
  return {
    dim,
    buffer: (length) => {
      memory.reserve(length);
      return memory.batch;
    },
    copies: (image: NumberedImage, first, count, out) => {
      requireImageSize(image, dim);
      checkRange(image.index, first, count, dim, out);
      take(image.pixels);
      const { batch } = memory;
      let made = 0;
      if (out.length > 0 && out.buffer === batch.buffer && out.byteOffset >= batch.byteOffset) {
        const at = (out.byteOffset - batch.byteOffset) / 4;
        // Copies are written in whole vectors: the last ones may not stand there at once, as what follows is not ours.
        const direct = Math.max(0, count - Math.ceil((VECTOR * Math.ceil(dim / VECTOR) - dim) / dim));
        for (; made < direct; made++) copy(image.index, first + made, at + made * dim);
      }
      for (; made < count; made++) {
        copy(image.index, first + made, ROW);
        out.set(memory.row, made * dim);
      }
    },
  };
}

/** Throws InvalidInput unless the image has as many numbers as the noise. */
function requireImageSize({ pixels }: NumberedImage, dim: number): void {
  if (pixels.length === dim) return;
  throw new InvalidInput(`The image has ${pixels.length} numbers, but the noise has dimension ${dim}.`, {
    code: 'dimension',
  });
}

/** Throws RangeError unless these samples exist and fit. */
export function checkRange(image: number, first: number, count: number, dim: number, out: Float32Array): void {
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
