/**
 * Noise for smoothing: a pure function of (seed, image, sample, coordinate), in float32.
 *
 * The scheme, the same on every device (the CPU's kernels, WebAssembly, WGSL):
 *
 * - Philox4x32-10 with counter (block, sample, image, purpose) and key (low, high 32 bits of the seed).
 * - purpose 0 draws the coordinates: word w of block b belongs to coordinate 4 b + w. Purposes 1, 2, ... draw what belongs
 *   to a sample as a whole (the radius of a norm-type noise), by a RandomStream.
 * - One word a coordinate. Uniform: t = (2 (word >>> 8) + 1 - 2^24) 2^-24, an odd multiple of 2^-24 in (-1, 1), exact in
 *   float32; the noise is fround(lambda t). Gaussian: Box-Muller on the words of a pair, see the kernels.
 * - The noisy copy is fround(pixel + noise), two roundings, never one fused operation.
 *
 * Selection and estimation never share noise: estimation uses samples 0, 1, ..., selection samples 2^31, 2^31 + 1, ...
 */

import type { NumberedImage } from '../engine.ts';

/** Writes noise. Kernels hold buffers of their own; one kernel serves one thread. */
export interface NoiseKernel {
  readonly dim: number;
  /** Where the coordinates come from: 'counter' (the scheme above), or 'stream' (a sampler of the library's, sample by sample). */
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
  /** Writes copies first, ..., first + count - 1 of the image into `out`, `dim` numbers a copy. */
  copies(image: NumberedImage, first: number, count: number, out: Float32Array): void;
}

/** First sample of the range that selection draws from. */
export const SELECTION_SAMPLES = 2 ** 31;
