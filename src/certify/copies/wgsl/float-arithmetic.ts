/**
 * noise/float-functions.ts in WGSL, operation by operation.
 *
 * WGSL lets a compiler fuse a product with a sum and reorder sums. Each float result therefore passes through its bits,
 * combined by exclusive or with a word that is zero but that the compiler cannot know (`settings.zero`): nothing can be
 * fused or reordered across that. What is left to the device is the rounding of single additions and multiplications,
 * to nearest on every GPU we know of, though WGSL does not promise it; `deviceNoiseAgrees` (device-noise.ts) looks.
 */
import {
  COSINE_POLYNOMIAL,
  LOG2_HIGH,
  LOG2_LOW,
  LOG_POLYNOMIAL,
  NEAR_ONE_31,
  NEAR_ONE_32,
  ROOT_HALF_BITS,
  ROUGH_ROOT_BITS,
  SINE_POLYNOMIAL,
  SINE_SLOPE,
} from '../float-functions.ts';
import type { QuantileTable } from '../quantile-table.ts';
import type { CoordinateLaw } from '../working-memory.ts';

/** A float32 as a constant. */
const f = (value: number): string => `f32(${value})`;

/** How numbers of `width` lanes are written: 1, 2 or 4. */
interface Lanes {
  readonly suffix: string;
  readonly float: string;
  readonly int: string;
  readonly uint: string;
}

const lanes = (width: 1 | 2 | 4): Lanes =>
  width === 1
    ? { suffix: '1', float: 'f32', int: 'i32', uint: 'u32' }
    : { suffix: `${width}`, float: `vec${width}f`, int: `vec${width}i`, uint: `vec${width}u` };

/** mulN(a, b) and addN(a, b): one rounding each, never fused with anything. */
function roundedOnce({ suffix, float, uint }: Lanes): string {
  const operation = (name: string, sign: string): string => `
fn ${name}${suffix}(a: ${float}, b: ${float}) -> ${float} {
  return bitcast<${float}>(bitcast<${uint}>(a ${sign} b) ^ ${uint}(settings.zero));
}`;
  return operation('mul', '*') + operation('add', '+') + operation('sub', '-');
}

function horner({ suffix, float }: Lanes, coefficients: readonly number[], variable: string): string {
  const [first, ...others] = coefficients;
  return others.reduce<string>(
    (inner, c) => `add${suffix}(mul${suffix}(${inner}, ${variable}), ${float}(${f(c)}))`,
    `${float}(${f(first!)})`,
  );
}

/** minusLogN(w, ...): -log((w + 1/2) 2^-bits). */
function minusLog(kind: Lanes): string {
  const { suffix: n, float, int, uint } = kind;
  return `
fn plusHalf${n}(z: ${uint}) -> ${float} {
  let upper = ${float}(z >> ${uint}(8u)) * ${float}(256.0);
  return add${n}(upper, ${float}(z & ${uint}(255u)) + ${float}(0.5));
}
fn minusLog${n}(w: ${uint}, largest: u32, threshold: u32, bits: i32, unit: f32) -> ${float} {
  let near = w >= ${uint}(threshold);
  let x = plusHalf${n}(select(w, w ^ ${uint}(largest), near));
  let fromRoot = bitcast<${int}>(x) - ${int}(${ROOT_HALF_BITS});
  let e = select(${float}((fromRoot >> ${uint}(23u)) - ${int}(bits)), ${float}(0.0), near);
  let mantissa = bitcast<${float}>((fromRoot & ${int}(0x7fffff)) + ${int}(${ROOT_HALF_BITS}));
  let f = select(sub${n}(mantissa, ${float}(1.0)), mul${n}(x, ${float}(-unit)), near);
  let z = mul${n}(f, f);
  let p = ${horner(kind, LOG_POLYNOMIAL, 'f')};
  var y = mul${n}(mul${n}(p, f), z);
  y = add${n}(y, mul${n}(e, ${float}(${f(LOG2_LOW)})));
  y = sub${n}(y, mul${n}(z, ${float}(0.5)));
  return -add${n}(add${n}(f, y), mul${n}(e, ${float}(${f(LOG2_HIGH)})));
}`;
}

/** roughInverseRootN(h): 1/sqrt(2 h) within 2^-17. */
function roughInverseRoot({ suffix: n, float, uint }: Lanes): string {
  const step = `y = mul${n}(y, sub${n}(${float}(1.5), mul${n}(mul${n}(h, y), y)));`;
  return `
fn roughInverseRoot${n}(h: ${float}) -> ${float} {
  var y = bitcast<${float}>(${uint}(${ROUGH_ROOT_BITS}u) - (bitcast<${uint}>(h + h) >> ${uint}(1u)));
  ${step}
  ${step}
  return y;
}`;
}

const ONE = lanes(1);
const TWO = lanes(2);
const FOUR = lanes(4);

/** Functions of single numbers, for the length of a sample. */
export const LENGTH_ARITHMETIC = `
${roundedOnce(ONE)}
${roughInverseRoot(ONE)}
fn inverseRoot(x: f32) -> f32 {
  let h = x * 0.5;
  let y = roughInverseRoot1(h);
  return add1(y, mul1(y, sub1(0.5, mul1(mul1(h, y), y))));
}
// An integer high 2^32 + low in units of 2^-26; its words are rounded apart.
fn sumAsFloat(high: u32, low: u32) -> f32 {
  let lower = add1(f32(low >> 16u) * 65536.0, f32(low & 0xffffu));
  return add1(f32(high) * 4294967296.0, lower) * 0x1p-26f;
}`;

const UNIFORM = `
fn coordinates(words: vec4u) -> vec4f {
  let odd = bitcast<vec4i>(((words >> vec4u(8u)) << vec4u(1u)) + vec4u(1u)) - vec4i(0x1000000);
  return vec4f(odd) * 0x1p-24f;
}`;

const LAPLACE = `
${minusLog(FOUR)}
fn coordinates(words: vec4u) -> vec4f {
  let size = minusLog4(words & vec4u(0x7fffffffu), 0x7fffffffu, ${NEAR_ONE_31}u, 31, 0x1p-31f);
  return bitcast<vec4f>(bitcast<vec4u>(size) | (words & vec4u(0x80000000u)));
}`;

const GAUSSIAN = `
${roundedOnce(TWO)}
${minusLog(TWO)}
${roughInverseRoot(TWO)}
fn rootOfTwice(h: vec2f) -> vec2f {
  let y = roughInverseRoot2(h);
  let r = mul2(h + h, y);
  return add2(r, mul2(r, sub2(vec2f(0.5), mul2(r * 0.5, y))));
}
fn coordinates(words: vec4u) -> vec4f {
  let r = rootOfTwice(minusLog2(words.xz, 0xffffffffu, ${NEAR_ONE_32}u, 32, 0x1p-32f));
  let angle = words.yw;
  let q = (angle + vec2u(0x20000000u)) >> vec2u(30u);
  let odd = ((bitcast<vec2i>(angle << vec2u(2u)) >> vec2u(8u)) << vec2u(1u)) + vec2i(1);
  let y = vec2f(odd) * 0x1p-24f;
  let z = mul2(y, y);
  let s = add2(mul2(y, vec2f(${f(SINE_SLOPE)})), mul2(y, ${horner(TWO, SINE_POLYNOMIAL, 'z')}));
  let c = ${horner(TWO, [...COSINE_POLYNOMIAL, 1], 'z')};
  let swap = (q & vec2u(1u)) != vec2u(0u);
  let signOfCosine = ((q + vec2u(1u)) & vec2u(2u)) << vec2u(30u);
  let signOfSine = (q & vec2u(2u)) << vec2u(30u);
  let cosine = mul2(r, bitcast<vec2f>(bitcast<vec2u>(select(c, s, swap)) ^ signOfCosine));
  let sine = mul2(r, bitcast<vec2f>(bitcast<vec2u>(select(s, c, swap)) ^ signOfSine));
  return vec4f(cosine.x, sine.x, cosine.y, sine.y);
}`;

/** The cubics of a quantile table: storage buffer `rows`, four coefficients a cell. */
const quantile = ({ shift, firstCell }: QuantileTable): string => `
${minusLog(FOUR)}
fn coordinates(words: vec4u) -> vec4f {
  let e = bitcast<vec4u>(minusLog4(words & vec4u(0x7fffffffu), 0x7fffffffu, ${NEAR_ONE_31}u, 31, 0x1p-31f));
  let cell = (e >> vec4u(${shift}u)) - vec4u(${firstCell}u);
  let t = vec4f(e & vec4u(${2 ** shift - 1}u)) * 0x1p-${shift}f - vec4f(0.5);
  let a = rows[cell.x];
  let b = rows[cell.y];
  let c = rows[cell.z];
  let d = rows[cell.w];
  var p = vec4f(a.w, b.w, c.w, d.w);
  p = add4(mul4(p, t), vec4f(a.z, b.z, c.z, d.z));
  p = add4(mul4(p, t), vec4f(a.y, b.y, c.y, d.y));
  p = add4(mul4(p, t), vec4f(a.x, b.x, c.x, d.x));
  return bitcast<vec4f>(bitcast<vec4u>(p) | (words & vec4u(0x80000000u)));
}`;

/** coordinates(words): the four numbers of a block at scale 1, and mul4, add4, sub4; the law 'table' needs a table. */
export function coordinatesText(law: CoordinateLaw, table: QuantileTable | null): string {
  const functions = { uniform: UNIFORM, gaussian: GAUSSIAN, laplace: LAPLACE, table: table && quantile(table) };
  return `${roundedOnce(FOUR)}${functions[law] ?? ''}`;
}

/** philox(counter): the words of a block under the key in `settings`. */
export const PHILOX = `
fn highWord(x: u32, m: u32) -> u32 {
  let xl = x & 0xffffu;
  let xh = x >> 16u;
  let ml = m & 0xffffu;
  let mh = m >> 16u;
  let middle1 = xh * ml;
  let middle2 = xl * mh;
  let carry = ((xl * ml) >> 16u) + (middle1 & 0xffffu) + (middle2 & 0xffffu);
  return xh * mh + (middle1 >> 16u) + (middle2 >> 16u) + (carry >> 16u);
}
fn philox(counter: vec4u) -> vec4u {
  var c = counter;
  var key = settings.key;
  for (var round = 0; round < 10; round++) {
    c = vec4u(
      highWord(c.z, 0xcd9e8d57u) ^ c.y ^ key.x,
      c.z * 0xcd9e8d57u,
      highWord(c.x, 0xd2511f53u) ^ c.w ^ key.y,
      c.x * 0xd2511f53u,
    );
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}`;

/** mul1 and add1: one rounding each, never fused with anything. */
export const EXACT_PRODUCT: string = roundedOnce(lanes(1));
