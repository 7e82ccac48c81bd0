/**
 * The discrete Fourier transform of a power of two of points. Every root of unity comes from its own angle: a
 * recurrence would lose digits.
 */

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
