/**
 * What a model is smoothed with, as plain data: it crosses to worker threads, where the noise is built again.
 */
import type { NoiseFile } from '../noise/file.ts';
import type { Scale } from '../noise/noise.ts';
import type { LatticeLaw } from './copies/lattice/lattice-law.ts';
import { rangeWidth, type ValueRange } from './data/value-range.ts';

/** Where a noise is used, and how large it is. */
export interface SubjectPlace {
  /** Numbers in an image. */
  readonly dim: number;
  readonly scale: Scale;
  /** Fixes the shifts of splitting noise; default 0. */
  readonly seed?: number | undefined;
}

/** Noise drawn as integers on the grid that images lie on (copies/lattice). */
export interface SmoothingGrid {
  /** How an integer is drawn, in steps of the grid. */
  readonly law: LatticeLaw;
  /** The range of values that the model takes: what an integer becomes in the end. */
  readonly range: ValueRange;
}

/**
 * The noise a model is smoothed with, as data that crosses threads: a spec, a noise file, or splitting noise. `grid` is
 * there where copies are drawn on a grid; lambda is then in units of data in [0, 1], else in those of the model's
 * input.
 */
export type Smoothing =
  /** A noise of the library by its spec, e.g. `uniform:linf`. */
  | {
      readonly kind: 'named';
      readonly spec: string;
      readonly dim: number;
      readonly lambda: number;
      readonly grid?: SmoothingGrid;
    }
  /** A noise file, at this scale; `modulePath` is absolute where the file names a module. */
  | {
      readonly kind: 'file';
      readonly file: NoiseFile;
      readonly lambda: number;
      readonly modulePath?: string;
      readonly grid?: SmoothingGrid;
    }
  /**
   * Levine and Feizi's deterministic splitting noise for l1 (ICML 2021): no noise is added, every coordinate is cut at
   * thresholds that all coordinates' shifts share, and all positions of the thresholds are enumerated. `levels` is the
   * number of steps between 0 and 1 that pixels are multiples of (255 for 8-bit images); `seed` fixes the shifts
   * between coordinates.
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

/** The grid that copies are drawn on; null where they are sums of floats, or splitting cuts coordinates. */
export const smoothingGrid = (smoothing: Smoothing): SmoothingGrid | null =>
  smoothing.kind === 'splitting' ? null : (smoothing.grid ?? null);

/** A smoothing of data in [0, 1] for a model that takes this range of values. */
export function smoothingInRange(smoothing: Smoothing, range: ValueRange): Smoothing {
  if (smoothing.kind !== 'splitting' && smoothing.grid !== undefined) {
    return { ...smoothing, grid: { ...smoothing.grid, range } };
  }
  return { ...smoothing, lambda: smoothing.lambda * rangeWidth(range) };
}
