/** Noise and copies of a smoothing that may name a module on disk (Node only). */
import type { Noise } from '../../noise/noise.ts';
import { parseNoise } from '../../noise/spec.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Smoothing } from '../smoothing.ts';
import { loadNoiseModule } from '../modules/load-node.ts';
import { gridKernel } from './lattice/lattice-kernel.ts';
import { splittingKernel } from './splitting-kernel.ts';
import type { CopyKernel } from './noise-kernel.ts';
import { noisyCopyKernel } from './noise-kernels.ts';

/** The noise of a smoothing, its module imported where it has one. Throws InvalidInput, also for splitting. */
export async function openNoise(smoothing: Smoothing): Promise<Noise> {
  switch (smoothing.kind) {
    case 'splitting':
      throw new InvalidInput('Splitting adds no noise to the image.', { code: 'noise-spec' });
    case 'named':
      return parseNoise(smoothing.spec, smoothing.dim, { lambda: smoothing.lambda });
    case 'file': {
      // Noise files bring an algebra system along, which takes half a second to load, in each thread.
      const { smoothingNoise } = await import('./copy-kernel.ts');
      return smoothingNoise(smoothing, await loadModule(smoothing));
    }
  }
}

/** `copyKernel` for any smoothing, its module imported where it has one. Throws InvalidInput. */
export async function openCopyKernel(smoothing: Smoothing, seed: number): Promise<CopyKernel> {
  if (smoothing.kind === 'splitting') return splittingKernel(smoothing);
  if (smoothing.grid !== undefined) return gridKernel(smoothing, smoothing.grid, seed);
  return noisyCopyKernel(await openNoise(smoothing), seed);
}

async function loadModule(smoothing: Smoothing & { kind: 'file' }): Promise<unknown> {
  if (smoothing.file.noise.kind !== 'module') return undefined;
  const { modulePath } = smoothing;
  if (modulePath === undefined) {
    throw new InvalidInput(`The noise file names the module ${smoothing.file.noise.path}, but not where it is.`, {
      code: 'noise-module',
    });
  }
  return loadNoiseModule(modulePath);
}
