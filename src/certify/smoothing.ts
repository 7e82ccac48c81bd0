/**
 * What a model is smoothed with, as plain data: it crosses to worker threads, where the noise is built again.
 */
import type { NoiseFile } from '../noise/file.ts';

/** The noise a model is smoothed with, as data that crosses threads: a spec, a noise file, or splitting noise. */
export type Smoothing =
  /** A noise of the library by its spec, e.g. `uniform:linf`. */
  | { readonly kind: 'named'; readonly spec: string; readonly dim: number; readonly lambda: number }
  /** A noise file, at this scale; `modulePath` is absolute where the file names a module. */
  | { readonly kind: 'file'; readonly file: NoiseFile; readonly lambda: number; readonly modulePath?: string }
  /**
   * Levine and Feizi's deterministic splitting noise for l1 (ICML 2021): no noise is added, every coordinate is cut at
   * thresholds that all coordinates' shifts share, and all positions of the thresholds are enumerated. `levels` is the number of
   * steps between 0 and 1 that pixels are multiples of (255 for 8-bit images); `seed` fixes the shifts between coordinates.
   */
  | {
      readonly kind: 'splitting';
      readonly dim: number;
      readonly lambda: number;
      readonly levels: number;
      readonly seed: number;
    };

/** The dimension of the images it smooths. */
export const smoothingDim = (smoothing: Smoothing): number =>
  smoothing.kind === 'file' ? smoothing.file.dim : smoothing.dim;
