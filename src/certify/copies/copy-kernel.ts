/** The seam between smoothing and engines that make their noisy copies on the host. */
import type { Noise } from '../../noise/noise.ts';
import { parseNoise } from '../../noise/spec.ts';
import { buildNoise } from '../../noise/file.ts';
import type { Smoothing } from '../smoothing.ts';
import { gridKernel } from './lattice/lattice-kernel.ts';
import { splittingKernel } from './splitting-kernel.ts';
import type { CopyKernel } from './noise-kernel.ts';
import { noisyCopyKernel } from './noise-kernels.ts';

/**
 * The copies that a smoothing makes of an image; `seed` is an integer in [0, 2^53). `module` is the loaded module of a
 * noise file that names one (open-noise-node.ts loads it). Throws InvalidInput.
 */
export function copyKernel(smoothing: Smoothing, seed: number, module?: unknown): CopyKernel {
  if (smoothing.kind === 'splitting') return splittingKernel(smoothing);
  if (smoothing.grid !== undefined) return gridKernel(smoothing, smoothing.grid, seed);
  return noisyCopyKernel(smoothingNoise(smoothing, module), seed);
}

/** The noise of a smoothing that adds one. Throws InvalidInput where a noise file's module has not been loaded. */
export function smoothingNoise(smoothing: Exclude<Smoothing, { kind: 'splitting' }>, module?: unknown): Noise {
  const { lambda } = smoothing;
  if (smoothing.kind === 'named') return parseNoise(smoothing.spec, smoothing.dim, { lambda });
  return buildNoise(smoothing.file, { lambda }, module === undefined ? {} : { module });
}
