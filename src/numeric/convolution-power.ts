/**
 * Laws of sums of independent lattice variables by the fast Fourier transform.
 */

import { transform } from './fourier.ts';

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
