/** Noise and copies of a smoothing that may name a module on disk (Node only). */
import { pathToFileURL } from 'node:url';
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Smoothing } from '../smoothing.ts';
import { copyKernel, smoothingNoise } from './copy-kernel.ts';
import type { CopyKernel } from './noise-kernel.ts';

/** The noise of a smoothing, its module imported where it has one. Throws InvalidInput, also for splitting. */
export async function openNoise(smoothing: Smoothing): Promise<Noise> {
  if (smoothing.kind === 'splitting') throw new InvalidInput('Splitting adds no noise to the image.');
  return smoothingNoise(smoothing, await loadModule(smoothing));
}

/** `copyKernel` for any smoothing, its module imported where it has one. Throws InvalidInput. */
export async function openCopyKernel(smoothing: Smoothing, seed: number): Promise<CopyKernel> {
  return copyKernel(smoothing, seed, await loadModule(smoothing));
}

async function loadModule(smoothing: Smoothing): Promise<unknown> {
  if (smoothing.kind !== 'file' || smoothing.file.noise.kind !== 'module') return undefined;
  const { modulePath } = smoothing;
  if (modulePath === undefined) {
    throw new InvalidInput(`The noise file names the module ${smoothing.file.noise.path}, but not where it is.`);
  }
  try {
    return (await import(pathToFileURL(modulePath).href)) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`The noise module ${modulePath} cannot be loaded: ${reason}`);
  }
}
