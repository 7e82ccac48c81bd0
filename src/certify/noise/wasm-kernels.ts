/** The coordinate laws by WebAssembly's vector instructions (wasm/noise-kernels.assemblyscript). */
import { NOISE_WASM } from './noise-wasm.ts';
import type { QuantileTable } from './quantile-table.ts';
import type { CoordinateLaw, WorkingMemory } from './working-memory.ts';

type Fill = (
  out: number,
  firstBlock: number,
  quads: number,
  sample: number,
  image: number,
  key0: number,
  key1: number,
  scale: number,
) => void;

interface Exports extends Record<CoordinateLaw, Fill> {
  readonly memory: WebAssembly.Memory;
  readonly useTable: (at: number, shift: number, firstCell: number) => void;
  readonly squares: (values: number, count: number) => number;
  readonly sizes: (values: number, count: number) => number;
  readonly multiply: (values: number, count: number, factor: number) => void;
  readonly addTo: (values: number, others: number, count: number) => void;
}

const PAGE = 65536;
/** Start of the working memory: the module keeps nothing below. */
const BASE = 1024;

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

/** Working memory in WebAssembly, as `referenceMemory`, or null where it cannot be had. */
export function wasmMemory(dim: number, key0: number, key1: number, table: QuantileTable | null): WorkingMemory | null {
  const module = compile();
  if (module === null) return null;
  const kernels = new WebAssembly.Instance(module).exports as unknown as Exports;
  const quads = Math.ceil(dim / 16);
  const pixelsAt = BASE + 64 * quads;
  const tableAt = pixelsAt + 64 * quads;
  const { memory } = kernels;
  const missing = tableAt + (table?.coefficients.byteLength ?? 0) - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  if (table !== null) {
    new Float32Array(memory.buffer, tableAt, table.coefficients.length).set(table.coefficients);
    kernels.useTable(tableAt, table.shift, table.firstCell);
  }
  return {
    backend: 'wasm',
    values: new Float32Array(memory.buffer, BASE, dim),
    pixels: new Float32Array(memory.buffer, pixelsAt, dim),
    fill: (law, image, sample, scale) => kernels[law](BASE, 0, quads, sample, image, key0, key1, scale),
    squares: () => kernels.squares(BASE, dim),
    sizes: () => kernels.sizes(BASE, dim),
    multiply: (factor) => kernels.multiply(BASE, dim, factor),
    addPixels: () => kernels.addTo(BASE, pixelsAt, dim),
  };
}
