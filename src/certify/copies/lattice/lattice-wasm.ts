/** Copies on a grid by WebAssembly's vector instructions (wasm/noise-kernels.assemblyscript). */
import { AT_ONCE, kernelInstance, memoryPages } from '../wasm-kernels.ts';
import { ROW, type WorkingMemory } from '../working-memory.ts';
import type { GridUnits } from './image-on-grid.ts';
import type { LatticeLaw } from './lattice-law.ts';
import { thresholdCells } from './threshold-cells.ts';

/** Memory for an image and its copies on a grid. */
export interface GridMemory extends Pick<WorkingMemory, 'row' | 'batch' | 'reserve'> {
  /** The image's integers, less the reach of the law. */
  readonly integers: Int32Array;
  /** A copy, to the batch from `at` on, or to ROW. */
  copy(image: number, sample: number, at: number): void;
}

/** Working memory in WebAssembly; null where it cannot be had. */
export function wasmGridMemory(
  law: LatticeLaw,
  dim: number,
  [key0, key1]: readonly [number, number],
  { unit, black }: GridUnits,
): GridMemory | null {
  const kernels = kernelInstance();
  if (kernels === null) return null;
  const { cells, shift } = thresholdCells(law);
  const quads = 2 * Math.ceil(dim / 32);
  const size = 64 * quads;
  let end = kernels.base();
  const place = (bytes: number): number => {
    const at = AT_ONCE * Math.ceil(end / AT_ONCE);
    end = at + bytes;
    return at;
  };
  const integersAt = place(size);
  const blocksAt = place(size);
  const rowAt = place(size);
  const cellsAt = place(cells.byteLength);
  const highAt = place(law.high.byteLength);
  const lowAt = place(law.low.byteLength);
  const batchAt = place(0);
  const views = (length: number) => {
    memoryPages(kernels.memory, batchAt + 4 * length + AT_ONCE);
    const { buffer } = kernels.memory;
    return {
      integers: new Int32Array(buffer, integersAt, dim),
      row: new Float32Array(buffer, rowAt, dim),
      batch: new Float32Array(buffer, batchAt, length),
    };
  };
  let current = views(0);
  for (const [at, words] of [[cellsAt, cells] as const, [highAt, law.high] as const, [lowAt, law.low] as const]) {
    new Uint32Array(kernels.memory.buffer, at, words.length).set(words);
  }
  kernels.useThresholds(cellsAt, shift, highAt, lowAt, law.high.length, law.equal ? 2 * law.reach + 1 : 0);
  let started = -1;
  return {
    get integers() {
      return current.integers;
    },
    get row() {
      return current.row;
    },
    get batch() {
      return current.batch;
    },
    reserve: (length) => {
      current = views(length);
    },
    copy: (image, sample, at) => {
      if (image !== started) kernels.start(blocksAt, quads, image, key0, key1);
      started = image;
      kernels.grid(at === ROW ? rowAt : batchAt + 4 * at, integersAt, blocksAt, quads, sample, unit, black);
    },
  };
}
