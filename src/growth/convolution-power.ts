/**
 * Laws of sums of independent lattice variables by the fast Fourier transform.
 */

/** One lattice variable: `weights[i]` is the mass at (i - offset) steps; `count` independent copies are added. */
export interface LatticeTerm {
  readonly weights: Float64Array;
  readonly offset: number;
  readonly count: number;
}

/** log of a Fourier coefficient that cannot matter beside one of modulus 1. */
const NEGLIGIBLE = -50;

/**
 * The law of the sum, wrapped onto `size` points (a power of two): entry k holds the mass of all values congruent to k.
 * Absolute error of every entry below about 1e-16 sqrt(size) times the total mass.
 */
export function convolutionPower(terms: readonly LatticeTerm[], size: number): Float64Array {
  const half = size / 2;
  // The spectrum of the sum, first half and the middle; the rest is its mirror image.
  const real = new Float64Array(size).fill(1);
  const imaginary = new Float64Array(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (const { weights, offset, count } of terms) {
    re.fill(0);
    im.fill(0);
    for (let i = 0; i < weights.length; i++) re[modulo(i - offset, size)]! += weights[i]!;
    transform(re, im, -1);
    for (let k = 0; k <= half; k++) {
      const modulus = 0.5 * count * Math.log(re[k]! * re[k]! + im[k]! * im[k]!);
      if (!(modulus > NEGLIGIBLE)) {
        real[k] = imaginary[k] = 0;
        continue;
      }
      const angle = count * Math.atan2(im[k]!, re[k]!);
      const radius = Math.exp(modulus);
      const a = radius * Math.cos(angle);
      const b = radius * Math.sin(angle);
      const c = real[k]!;
      const d = imaginary[k]!;
      real[k] = a * c - b * d;
      imaginary[k] = a * d + b * c;
    }
  }
  for (let k = 1; k < half; k++) {
    real[size - k] = real[k]!;
    imaginary[size - k] = -imaginary[k]!;
  }
  transform(real, imaginary, 1);
  for (let k = 0; k < size; k++) real[k] = real[k]! / size;
  return real;
}

function modulo(i: number, size: number): number {
  return ((i % size) + size) % size;
}

const twiddles = new Map<number, { readonly cos: Float64Array; readonly sin: Float64Array }>();

function roots(size: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  let known = twiddles.get(size);
  if (known === undefined) {
    const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    const sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    known = { cos, sin };
    twiddles.set(size, known);
  }
  return known;
}

/** In place, radix 2, without scaling: sum of x_n e^{sign 2 pi i n k / size}. The length must be a power of two. */
export function transform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const size = re.length;
  if (size < 1 || (size & (size - 1)) !== 0) throw new RangeError('the transform needs a power of two of points');
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const a = re[i]!;
      re[i] = re[j]!;
      re[j] = a;
      const b = im[i]!;
      im[i] = im[j]!;
      im[j] = b;
    }
  }
  const { cos, sin } = roots(size);
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    const stride = size / length;
    for (let start = 0; start < size; start += length) {
      for (let k = 0; k < half; k++) {
        const c = cos[k * stride]!;
        const s = sign * sin[k * stride]!;
        const p = start + k;
        const q = p + half;
        const a = re[q]! * c - im[q]! * s;
        const b = re[q]! * s + im[q]! * c;
        re[q] = re[p]! - a;
        im[q] = im[p]! - b;
        re[p] = re[p]! + a;
        im[p] = im[p]! + b;
      }
    }
  }
}
