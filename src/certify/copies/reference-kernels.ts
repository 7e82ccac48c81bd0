/** The coordinate laws of the counter scheme in plain TypeScript: what WebAssembly and WGSL are compared with. */
import { philox4x32 } from '../../numeric/random/philox.ts';
import { tableValue, type QuantileTable } from './quantile-table.ts';
import { ROW, type CoordinateLaw, type WorkingMemory } from './working-memory.ts';
import { exponentialOfLowBits, normalPair, symmetricUniform } from './float-functions.ts';

const { fround } = Math;

/** Working memory for `dim` coordinates under the key; the law 'table' needs a table. */
export function referenceMemory(dim: number, key0: number, key1: number, table: QuantileTable | null): WorkingMemory {
  const padded = 4 * Math.ceil(dim / 4);
  const values = new Float32Array(padded);
  const pixels = new Float32Array(dim);
  const row = new Float32Array(dim);
  const words = new Uint32Array(4);
  let batch = new Float32Array();
  const fill: WorkingMemory['fill'] = (law, image, sample, scale) => {
    for (let at = 0; at < padded; at += 4) {
      philox4x32(at >>> 2, sample, image, 0, key0, key1, words);
      writeBlock(law, table, words, values, at, scale);
    }
  };
  const multiplyCopy: WorkingMemory['multiplyCopy'] = (factor, at) => {
    const [out, first] = at === ROW ? [row, 0] : [batch, at];
    for (let i = 0; i < dim; i++) out[first + i] = pixels[i]! + fround(factor * values[i]!);
  };
  return {
    backend: 'typescript',
    values: values.subarray(0, dim),
    pixels,
    row,
    get batch() {
      return batch;
    },
    reserve: (length) => {
      batch = new Float32Array(length);
    },
    fill,
    fillCopy: (law, image, sample, scale, at) => {
      fill(law, image, sample, scale);
      multiplyCopy(1, at);
    },
    squares: () => {
      let sum = 0;
      for (let i = 0; i < dim; i++) sum += Math.floor(fround(values[i]! * values[i]!) * 2 ** 26);
      return sum;
    },
    sizes: () => {
      let sum = 0;
      for (let i = 0; i < dim; i++) sum += Math.floor(Math.abs(values[i]!) * 2 ** 26);
      return sum;
    },
    multiply: (factor) => {
      for (let i = 0; i < dim; i++) values[i] = values[i]! * factor;
    },
    multiplyCopy,
  };
}

/** The numbers of one block, times the scale, at values[at], ..., values[at + 3]. */
function writeBlock(
  law: CoordinateLaw,
  table: QuantileTable | null,
  words: Uint32Array,
  values: Float32Array,
  at: number,
  scale: number,
): void {
  switch (law) {
    case 'uniform':
      for (let w = 0; w < 4; w++) values[at + w] = scale * symmetricUniform(words[w]!);
      return;
    case 'gaussian':
      normalPair(words[0]!, words[1]!, values, at);
      normalPair(words[2]!, words[3]!, values, at + 2);
      for (let w = 0; w < 4; w++) values[at + w] = scale * values[at + w]!;
      return;
    case 'laplace':
      for (let w = 0; w < 4; w++) {
        const size = scale * exponentialOfLowBits(words[w]!);
        values[at + w] = words[w]! >= 0x80000000 ? -size : size;
      }
      return;
    case 'table':
      for (let w = 0; w < 4; w++) {
        const size = scale * tableValue(table!, exponentialOfLowBits(words[w]!));
        values[at + w] = words[w]! >= 0x80000000 ? -size : size;
      }
      return;
  }
}
