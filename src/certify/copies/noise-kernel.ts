/**
 * Noise for smoothing: a pure function of (seed, image, sample, coordinate), in float32.
 *
 * The scheme, the same bits on every device (TypeScript, WebAssembly, WGSL):
 *
 * - Philox4x32-10 with counter (block, sample, image, purpose) and key (low, high 32 bits of the seed).
 * - Purpose 0 draws the coordinates: word w of block b belongs to coordinate 4 b + w. Purposes 1, 2, 3
 *   (sample-stream.ts) draw what belongs to a sample as a whole: a radius, a face of the cube, or all that a sampler of
 *   the library asks for. Purpose 4 holds the second words of noise on a grid (lattice/lattice-kernel.ts), each beside
 *   its first in purpose 0. Philox is a bijection of the counter under one key, so no two (purpose, image, sample,
 *   block) share words, for all images and samples below 2^32 and seeds below 2^53. `randomStream(seed, k)` with the
 *   very same seed may read the same words: whatever else needs random numbers takes `mixSeed(seed, label)`.
 * - Uniform: t = (2 (word >>> 8) + 1 - 2^24) 2^-24, an odd multiple of 2^-24 in (-1, 1), exact: 2^24 values.
 * - Gaussian: Box and Muller's method; words 0 and 1 of a block give coordinates 0 and 1 (cosine, sine), words 2 and 3
 *   the others. Radius sqrt(-2 log((w + 1/2) 2^-32)), so at most 6.764; the angle is one of 2^26.
 * - Laplace: bit 31 is the sign, the other 31 bits v give -log((v + 1/2) 2^-31), at most 22.18.
 * - iid-exp and iid-pareto: the sign and the exponential as for Laplace; the size is its quantile by a table of cubics
 *   (quantile-table.ts); where a table would be coarse, a sampler of the library.
 * - The functions, operation by operation, and their errors: float-functions.ts.
 * - The noise is fround(scale * number), where scale is the least float32 at or above lambda: a larger scale never has
 *   a smaller radius.
 * - Norm-type noises (a radius times a point of the unit sphere, from dimension 32 on; sphere-points.ts) take normals,
 *   Laplace numbers or uniforms as above, and one radius a sample, drawn in double precision and rounded to float32.
 *   Numbers are multiplied by factor = radius / length, in float32: lengths are within 2^-20 of themselves, relatively.
 * - The noisy copy is fround(pixel + noise), two roundings, never one fused operation.
 *
 * What differs from the exact law is this: coordinates are float32 numbers, uniform and Laplace ones of 2^24 and 2^32
 * values, and tails end where said above, where the exact law leaves a probability of 1.4e-11 (Gaussian) or 2.3e-10
 * (Laplace) a coordinate. Radii are theorems about the exact law.
 *
 * Who draws which samples: statistics/samples.ts.
 */

import type { NumberedImage } from '../engine.ts';

/** Writes noise. Kernels hold buffers of their own; one kernel serves one thread. */
export interface NoiseKernel {
  readonly dim: number;
  /**
   * Where the coordinates come from: 'counter' (the scheme above), or 'stream' (a sampler of the library's, sample by
   * sample).
   */
  readonly kind: 'counter' | 'stream';
  /**
   * Writes the noise of samples first, ..., first + count - 1 of the image into `out`, `dim` numbers a sample.
   * No allocation per sample.
   */
  fill(image: number, first: number, count: number, out: Float32Array): void;
}

/**
 * Writes noisy copies: image plus noise for every noise, something else for splitting. This is what engines that make
 * their copies on the host use; one serves one thread.
 */
export interface CopyKernel {
  readonly dim: number;
  /**
   * Memory of so many numbers in which `copies` makes copies without moving them afterwards; void after the next call.
   * Kernels without such memory have no such function.
   */
  buffer?(length: number): Float32Array;
  /** Writes copies first, ..., first + count - 1 of the image into `out`, `dim` numbers a copy. */
  copies(image: NumberedImage, first: number, count: number, out: Float32Array): void;
}
