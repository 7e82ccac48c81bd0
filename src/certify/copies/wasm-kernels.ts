/** The coordinate laws by WebAssembly's vector instructions (wasm/noise-kernels.assemblyscript). */
import { NOISE_WASM } from './noise-wasm.ts';
import type { QuantileTable } from './quantile-table.ts';
import { ROW, type CoordinateLaw, type WorkingMemory } from './working-memory.ts';

/** Addresses are in bytes; `step` is 64, or 0 where the same 64 bytes are to be added everywhere. */
type Fill = (
  out: number,
  pixels: number,
  step: number,
  blocks: number,
  quads: number,
  sample: number,
  scale: number,
) => void;

interface Exports extends Record<CoordinateLaw, Fill> {
  readonly memory: WebAssembly.Memory;
  readonly base: () => number;
  readonly useTable: (at: number, shift: number, firstCell: number) => void;
  readonly start: (blocks: number, quads: number, image: number, key0: number, key1: number) => void;
  readonly squares: (values: number, count: number) => number;
  readonly sizes: (values: number, count: number) => number;
  readonly multiply: (out: number, pixels: number, step: number, values: number, count: number, factor: number) => void;
  readonly useThresholds: (
    cells: number,
    shift: number,
    high: number,
    low: number,
    count: number,
    equal: number,
  ) => void;
  readonly grid: (
    out: number,
    integers: number,
    blocks: number,
    quads: number,
    sample: number,
    unit: number,
    black: number,
  ) => void;
}

const PAGE = 65536;
/** Bytes of the vectors that kernels read or write at once; a copy's last ones may reach so far beyond it. */
export const AT_ONCE = 128;

/** Compiled once for a thread; null where WebAssembly or its vector instructions are missing or forbidden. */
let compiled: WebAssembly.Module | null | undefined;

function compile(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    const bytes = Uint8Array.from(atob(NOISE_WASM), (character) => character.charCodeAt(0));
    compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  } catch {
    compiled = null;
  }
  return compiled;
}

/** The kernels in a memory of their own, or null where they cannot be had. */
export function kernelInstance(): Exports | null {
  const module = compile();
  return module === null ? null : (new WebAssembly.Instance(module).exports as unknown as Exports);
}

/** Grows a memory to at least so many bytes. All views of it taken before may be void. */
export function memoryPages(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

/** Working memory in WebAssembly, as `referenceMemory`, or null where it cannot be had. */
export function wasmMemory(dim: number, key0: number, key1: number, table: QuantileTable | null): WorkingMemory | null {
  const kernels = kernelInstance();
  if (kernels === null) return null;
  const { memory } = kernels;
  const quads = 2 * Math.ceil(dim / 32);
  const size = 64 * quads;
  const valuesAt = AT_ONCE * Math.ceil(kernels.base() / AT_ONCE);
  const pixelsAt = valuesAt + size;
  const blocksAt = pixelsAt + size;
  const rowAt = blocksAt + size;
  const nothingAt = rowAt + size;
  const tableAt = nothingAt + AT_ONCE;
  const batchAt = tableAt + AT_ONCE * Math.ceil((table?.coefficients.byteLength ?? 0) / AT_ONCE);

  const view = (at: number, length: number): Float32Array => new Float32Array(memory.buffer, at, length);
  const views = (length: number) => ({
    values: view(valuesAt, dim),
    pixels: view(pixelsAt, dim),
    row: view(rowAt, dim),
    batch: view(batchAt, length),
  });
  const reserved = (length: number): ReturnType<typeof views> => {
    memoryPages(memory, batchAt + 4 * length + AT_ONCE);
    return views(length);
  };
  let current = reserved(0);
  // Adding -0 changes no number.
  view(nothingAt, 16).fill(-0);
  if (table !== null) {
    view(tableAt, table.coefficients.length).set(table.coefficients);
    kernels.useTable(tableAt, table.shift, table.firstCell);
  }

  let started = -1;
  const start = (image: number): void => {
    if (image !== started) kernels.start(blocksAt, quads, image, key0, key1);
    started = image;
  };
  const addressOf = (at: number): number => (at === ROW ? rowAt : batchAt + 4 * at);
  return {
    backend: 'wasm',
    get values() {
      return current.values;
    },
    get pixels() {
      return current.pixels;
    },
    get row() {
      return current.row;
    },
    get batch() {
      return current.batch;
    },
    reserve: (length) => {
      current = reserved(length);
    },
    fill: (law, image, sample, scale) => {
      start(image);
      kernels[law](valuesAt, nothingAt, 0, blocksAt, quads, sample, scale);
    },
    fillCopy: (law, image, sample, scale, at) => {
      start(image);
      kernels[law](addressOf(at), pixelsAt, 64, blocksAt, quads, sample, scale);
    },
    squares: () => kernels.squares(valuesAt, dim),
    sizes: () => kernels.sizes(valuesAt, dim),
    multiply: (factor) => kernels.multiply(valuesAt, nothingAt, 0, valuesAt, dim, factor),
    multiplyCopy: (factor, at) => kernels.multiply(addressOf(at), pixelsAt, 16, valuesAt, dim, factor),
  };
}
