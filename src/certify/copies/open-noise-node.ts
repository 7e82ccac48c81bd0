/** Noise and copies of a smoothing that may name a module on disk (Node only). */
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Smoothing } from '../smoothing.ts';
import type { CopyKernel } from './noise-kernel.ts';

/** The noise of a smoothing, its module imported where it has one. Throws InvalidInput, also for splitting. */
export async function openNoise(smoothing: Smoothing): Promise<Noise> {
  switch (smoothing.kind) {
    case 'splitting':
      throw new InvalidInput('Splitting adds no noise to the image.', { code: 'noise-spec' });
    case 'named': {
      const { parseNoise } = await import('../../noise/spec.ts');
      return parseNoise(smoothing.spec, smoothing.dim, { lambda: smoothing.lambda });
    }
    case 'file': {
      // Noise files bring an algebra system along, which takes half a second to load, in each thread.
      const { smoothingNoise } = await import('./copy-kernel.ts');
      return smoothingNoise(smoothing, await loadModule(smoothing));
    }
  }
}

/**
 * `copyKernel` for any smoothing, its module imported where it has one. Each thread of an engine loads the code of its
 * own kind of copies and no other: on a grid that is a quarter of it all. Throws InvalidInput.
 */
export async function openCopyKernel(smoothing: Smoothing, seed: number): Promise<CopyKernel> {
  if (smoothing.kind === 'splitting') return (await import('./splitting-kernel.ts')).splittingKernel(smoothing);
  if (smoothing.grid !== undefined) {
    const { gridKernel } = await import('./lattice/lattice-kernel.ts');
    return gridKernel(smoothing, smoothing.grid, seed);
  }
  const { noisyCopyKernel } = await import('./noise-kernels.ts');
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
  const { loadNoiseModule } = await import('../modules/load-node.ts');
  return loadNoiseModule(modulePath);
}
