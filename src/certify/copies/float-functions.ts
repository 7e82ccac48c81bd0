/**
 * The functions that turn a word of Philox into a Gaussian or Laplace number, in float32.
 *
 * Only correctly rounded float32 additions, subtractions and multiplications and 32-bit integer operations, in the
 * order written here: no division, no square root and no fused operation, which differ between devices. So WebAssembly
 * and WGSL give the same bits. No intermediate result is subnormal. Each function states its error against the same
 * function of the same word in exact arithmetic; the polynomials are least-maximum fits (weighted by relative error).
 */
const { fround } = Math;

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

const TWO_MINUS_24 = 2 ** -24;

/** Bits of the float32 nearest sqrt(1/2). */
export const ROOT_HALF_BITS = 0x3f3504f3;

/** What half the bits of a float32 are subtracted from for a first guess at its inverse root. */
export const ROUGH_ROOT_BITS = 0x5f375a86;

/** (log(1 + f) - f + f^2/2) / f^3 on [sqrt(1/2) - 1, sqrt(2) - 1], highest power first. */
export const LOG_POLYNOMIAL = [
  0.06750956177711487, -0.1167144924402237, 0.1188356801867485, -0.12406031787395477, 0.14220327138900757,
  -0.1666799634695053, 0.20002073049545288, -0.25000008940696716, 0.3333331346511841,
] as const;
/** log 2 as the sum of a number of 9 bits, whose products with exponents are exact, and a remainder. */
export const LOG2_HIGH = 0.693359375;
export const LOG2_LOW = -0.00021219444170128554;
/** sin(pi y/4)/y - SINE_SLOPE and (cos(pi y/4) - 1)/y^2 in y^2, on [0, 1], highest power first. */
export const SINE_POLYNOMIAL = [
  -3.595712405513041e-5, 0.002490011276677251, -0.08074543625116348, -2.439897528461188e-8,
] as const;
export const SINE_SLOPE = 0.7853981852531433;
export const COSINE_POLYNOMIAL = [
  3.4940869682031916e-6, -0.00032586869201622903, 0.015854284167289734, -0.3084251284599304,
] as const;

/** Words from here on have (w + 1/2) 2^-bits > sqrt(1/2). */
export const NEAR_ONE_32 = 0xb504f334;
export const NEAR_ONE_31 = 0x5a82799a;

const [L8, L7, L6, L5, L4, L3, L2, L1, L0] = LOG_POLYNOMIAL;
const [S3, S2, S1, S0] = SINE_POLYNOMIAL;
const [C3, C2, C1, C0] = COSINE_POLYNOMIAL;

/** t = (2 (word >>> 8) + 1 - 2^24) 2^-24: an odd multiple of 2^-24 in (-1, 1), exact. */
export function symmetricUniform(word: number): number {
  return (2 * (word >>> 8) + 1 - 0x1000000) * TWO_MINUS_24;
}

/** -log((word + 1/2) 2^-32), within 3 ulp, from 2^-33 to 33 log 2 = 22.9. */
export function exponentialOfWord(word: number): number {
  word = word >>> 0;
  return word >= NEAR_ONE_32 ? minusLogNear(0xffffffff - word, 2 ** -32) : minusLogBelow(word, 32);
}

/** -log((v + 1/2) 2^-31) for the low 31 bits v of the word, within 3 ulp, from 2^-32 to 32 log 2 = 22.2. */
export function exponentialOfLowBits(word: number): number {
  const v = word & 0x7fffffff;
  return v >= NEAR_ONE_31 ? minusLogNear(0x7fffffff - v, 2 ** -31) : minusLogBelow(v, 31);
}

/** z + 1/2, rounded once to float32. */
function plusHalf(z: number): number {
  return fround(z + 0.5);
}

/** -log(1 - (complement + 1/2) unit): near 1 the distance from 1 is what must be exact. */
function minusLogNear(complement: number, unit: number): number {
  return -logOnePlus(-plusHalf(complement) * unit, 0);
}

function minusLogBelow(word: number, wordBits: number): number {
  float[0] = plusHalf(word);
  const fromRoot = (bits[0]! - ROOT_HALF_BITS) | 0;
  const exponent = (fromRoot >> 23) - wordBits;
  bits[0] = (fromRoot & 0x7fffff) + ROOT_HALF_BITS;
  return -logOnePlus(float[0] - 1, exponent);
}

/** log(1 + f) + exponent log 2 for f in [sqrt(1/2) - 1, sqrt(2) - 1]. */
function logOnePlus(f: number, exponent: number): number {
  const z = fround(f * f);
  let p: number = L8;
  p = fround(fround(p * f) + L7);
  p = fround(fround(p * f) + L6);
  p = fround(fround(p * f) + L5);
  p = fround(fround(p * f) + L4);
  p = fround(fround(p * f) + L3);
  p = fround(fround(p * f) + L2);
  p = fround(fround(p * f) + L1);
  p = fround(fround(p * f) + L0);
  let y = fround(fround(p * f) * z);
  y = fround(y + fround(exponent * LOG2_LOW));
  y = fround(y - fround(z * 0.5));
  return fround(fround(f + y) + exponent * LOG2_HIGH);
}

/**
 * 1/sqrt(2 h) for h in (2^-40, 2^60), within 2^-17: two steps of Newton's iteration from the bits (Lomont,
 * "Fast inverse square root", 2003).
 */
function roughInverseRoot(h: number): number {
  float[0] = h + h;
  bits[0] = ROUGH_ROOT_BITS - (bits[0]! >> 1);
  let y = float[0];
  y = fround(y * fround(1.5 - fround(fround(h * y) * y)));
  return fround(y * fround(1.5 - fround(fround(h * y) * y)));
}

/** 1/sqrt(x) for x in [2^-20, 2^60], within 2 ulp. */
export function inverseRoot(x: number): number {
  const h = x * 0.5;
  const y = roughInverseRoot(h);
  return fround(y + fround(y * fround(0.5 - fround(fround(h * y) * y))));
}

/** sqrt(2 h), within 2 ulp. */
export function rootOfTwice(h: number): number {
  const y = roughInverseRoot(h);
  const r = fround((h + h) * y);
  return fround(r + fround(r * fround(0.5 - fround(fround(r * 0.5) * y))));
}

/**
 * Two standard normals by Box and Muller's method, sqrt(-2 log u) times cosine and sine of an angle, into out[at] and
 * out[at + 1], each within 6 ulp of the same formula in exact arithmetic. All 32 bits of the radius word count, so
 * values reach 6.76; the angle is one of 2^26, symmetric about both axes and never on one.
 */
export function normalPair(radiusWord: number, angleWord: number, out: Float32Array, at: number): void {
  const r = rootOfTwice(exponentialOfWord(radiusWord));
  // The nearest multiple q of a right angle, and pi/4 y from there with y an odd multiple of 2^-24 in (-1, 1).
  const q = (angleWord + 0x20000000) >>> 30;
  const y = (2 * ((angleWord << 2) >> 8) + 1) * TWO_MINUS_24;
  const z = fround(y * y);
  let p: number = S3;
  p = fround(fround(p * z) + S2);
  p = fround(fround(p * z) + S1);
  p = fround(fround(p * z) + S0);
  const s = fround(fround(y * SINE_SLOPE) + fround(y * p));
  p = C3;
  p = fround(fround(p * z) + C2);
  p = fround(fround(p * z) + C1);
  p = fround(fround(p * z) + C0);
  const c = fround(fround(p * z) + 1);
  const cosine = (q & 1) === 0 ? c : s;
  const sine = (q & 1) === 0 ? s : c;
  out[at] = fround(r * (((q + 1) & 2) === 0 ? cosine : -cosine));
  out[at + 1] = fround(r * ((q & 2) === 0 ? sine : -sine));
}
