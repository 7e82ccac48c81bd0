/**
 * The shaders that make noise and noisy copies on a device.
 *
 * Group 0 of all of them: binding 0 is the uniform buffer of `SETTINGS_BYTES` that `writeSettings` fills. One
 * invocation makes the four coordinates of a Philox block; workgroups are (blocks / 64, samples). Batches are row after
 * row, [count, dim].
 */
import type { ShapeNorm } from '../../../noise/noise.ts';
import type { QuantileTable } from '../quantile-table.ts';
import type { CoordinateLaw } from '../working-memory.ts';
import { PURPOSE } from '../sample-stream.ts';
import { coordinatesText, LENGTH_ARITHMETIC, PHILOX } from './float-arithmetic.ts';

/** Invocations of a workgroup, side by side in a sample. */
export const WORKGROUP = 64;
/** Most samples of one dispatch: WebGPU's least limit on workgroups. */
export const MOST_SAMPLES = 65535;

export const SETTINGS_BYTES = 32;

/** What a dispatch is told. */
export interface Settings {
  readonly dim: number;
  readonly count: number;
  readonly first: number;
  readonly image: number;
  readonly key: readonly [number, number];
  /** Float32 scale of coordinates; not used where each sample has its own. */
  readonly scale: number;
}

/** What every shader is told, as `writeSettings` lays it out. */
export const SETTINGS = `
struct Settings {
  key: vec2u,
  image: u32,
  first: u32,
  dim: u32,
  count: u32,
  // Always 0, which the compiler cannot know.
  zero: u32,
  scale: f32,
};
@group(0) @binding(0) var<uniform> settings: Settings;`;

/** Lays settings out as the shaders read them; `into` is reused. */
export function writeSettings(settings: Settings, into: ArrayBuffer): void {
  const { key, image, first, dim, count, scale } = settings;
  new Uint32Array(into).set([key[0], key[1], image, first, dim, count, 0]);
  new Float32Array(into)[7] = scale;
}

/** What each sample of a norm-type noise carries from the first shader to the second. */
const PER_SAMPLE = `
struct PerSample {
  // Multiplies every coordinate.
  factor: f32,
  // linf: coordinate on a face, all ones for none; and the bits of the number there.
  face: u32,
  onFace: u32,
  spare: u32,
};`;
export const PER_SAMPLE_BYTES = 16;

export interface WriteOptions {
  /** Image plus noise, not noise alone. */
  readonly copies: boolean;
  /** Each sample brings a factor of its own, and a face. */
  readonly perSample: boolean;
  /** For the law 'table', else null. */
  readonly table: QuantileTable | null;
  /** Whether 4 divides the dimension. */
  readonly vectors: boolean;
}

/**
 * The shader that writes numbers or copies, [count, dim] float32. Bindings: 1 target (read_write); 2 pixels (read) when
 * `copies`; 3 what each sample carries (PER_SAMPLE_BYTES each, read) when `perSample`; 4 the coefficients of the table
 * (read) when there is one. Entry point `main`, dispatched over (ceil(ceil(dim / 4) / WORKGROUP), count).
 */
export function writeShader(law: CoordinateLaw, what: WriteOptions): string {
  const { copies, perSample, table } = what;
  // Where 4 divides the dimension, an invocation reads and writes whole vectors.
  const element = what.vectors ? 'vec4f' : 'f32';
  const lanes = ['x', 'y', 'z', 'w'];
  const pixel = what.vectors
    ? 'pixels[id.x]'
    : `vec4f(${lanes.map((_, lane) => `pixels[min(at + ${lane}u, settings.dim - 1u)]`).join(', ')})`;
  const store = what.vectors
    ? 'numbers[id.y * (settings.dim / 4u) + id.x] = values;'
    : lanes
        .map(
          (l, lane) =>
            `if (at + ${lane}u < settings.dim) { numbers[id.y * settings.dim + at + ${lane}u] = values.${l}; }`,
        )
        .join('\n  ');
  return `
${SETTINGS}
${perSample ? PER_SAMPLE : ''}
@group(0) @binding(1) var<storage, read_write> numbers: array<${element}>;
${copies ? `@group(0) @binding(2) var<storage, read> pixels: array<${element}>;` : ''}
${perSample ? '@group(0) @binding(3) var<storage, read> carried: array<PerSample>;' : ''}
${table === null ? '' : '@group(0) @binding(4) var<storage, read> rows: array<vec4f>;'}
${PHILOX}
${coordinatesText(law, table)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x * 4u;
  if (at >= settings.dim || id.y >= settings.count) { return; }
  let words = philox(vec4u(id.x, settings.first + id.y, settings.image, ${PURPOSE.coordinates}u));
  var values = mul4(coordinates(words), vec4f(${perSample ? 'carried[id.y].factor' : 'settings.scale'}));
  ${perSample ? PUT_ON_FACE : ''}
  ${copies ? `values = add4(${pixel}, values);` : ''}
  ${store}
}`;
}

const PUT_ON_FACE = `let face = carried[id.y].face;
  if (face >= at && face - at < 4u) { values[face - at] = bitcast<f32>(carried[id.y].onFace); }`;

/**
 * The shader that prepares the samples of a norm-type noise. Bindings: 1 radii (array of f32, one a sample, read);
 * 2 what each sample carries (read_write). Entry point `main`, one workgroup a sample: dispatched over (1, count).
 *
 * Lengths are sums of 64-bit integers, so they do not depend on who adds first.
 */
export function sampleShader(norm: ShapeNorm): string {
  const head = `
${SETTINGS}
${PER_SAMPLE}
@group(0) @binding(1) var<storage, read> radii: array<f32>;
@group(0) @binding(2) var<storage, read_write> carried: array<PerSample>;
${PHILOX}`;
  return norm === 'linf' ? head + FACES : head + lengths(norm);
}

const FACES = `
@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) id: vec3u) {
  let words = philox(vec4u(0u, settings.first + id.y, settings.image, ${PURPOSE.face}u));
  // floor(dim (words.x 2^32 + words.y) / 2^64)
  let low = words.x * settings.dim;
  let sum = low + highWord(words.y, settings.dim);
  let face = highWord(words.x, settings.dim) + select(0u, 1u, sum < low);
  let radius = radii[id.y];
  carried[id.y] = PerSample(radius, face, bitcast<u32>(radius) | (words.z & 0x80000000u), 0u);
}`;

function lengths(norm: 'l1' | 'l2'): string {
  const [law, term, factor] =
    norm === 'l2'
      ? (['gaussian', 'mul4(x, x)', 'root'] as const)
      : (['laplace', 'abs(x)', 'mul1(root, root)'] as const);
  return `
${coordinatesText(law, null)}
${LENGTH_ARITHMETIC}
var<workgroup> partial: array<vec2u, ${WORKGROUP}>;
fn plus(a: vec2u, b: vec2u) -> vec2u {
  let low = a.x + b.x;
  return vec2u(low, a.y + b.y + select(0u, 1u, low < a.x));
}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(local_invocation_index) me: u32, @builtin(workgroup_id) id: vec3u) {
  var sum = vec2u(0u);
  for (var at = me * 4u; at < settings.dim; at += ${4 * WORKGROUP}u) {
    let x = coordinates(philox(vec4u(at >> 2u, settings.first + id.y, settings.image, ${PURPOSE.coordinates}u)));
    let terms = vec4u(${term} * 67108864.0);
    for (var lane = 0u; lane < 4u; lane++) {
      if (at + lane < settings.dim) { sum = plus(sum, vec2u(terms[lane], 0u)); }
    }
  }
  partial[me] = sum;
  for (var half = ${WORKGROUP / 2}u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (me < half) { partial[me] = plus(partial[me], partial[me + half]); }
  }
  if (me == 0u) {
    let root = inverseRoot(sumAsFloat(partial[0].y, partial[0].x));
    carried[id.y] = PerSample(mul1(radii[id.y], ${factor}), 0xffffffffu, 0u, 0u);
  }
}`;
}
