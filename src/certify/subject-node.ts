/** Subjects whose noise is described in a file, which may name a module on disk. */
import { resolve } from 'node:path';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { NoiseFile } from '../noise/file.ts';
import type { SampledOptions } from './certify-plan.ts';
import { openNoise } from './copies/open-noise-node.ts';
import type { CertifyAdversary } from './radii/certify-adversary.ts';
import { gridSubject, openSubject, type GridPlace } from './grid/grid-subject.ts';
import type { CertifySubject } from './subject.ts';

/** A noise file that has been read (noise/file.ts). */
export interface ReadNoiseFile {
  readonly file: NoiseFile;
  /** For errors. */
  readonly name: string;
  /** The folder that the path of its module is relative to. */
  readonly folder: string;
}

/** The subject of a noise file. Throws InvalidInput. */
export async function openFileSubject(
  { file, name, folder }: ReadNoiseFile,
  place: GridPlace,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions = {},
): Promise<CertifySubject> {
  const { dim, scale } = place;
  if (file.dim !== dim) {
    throw new InvalidInput(`${name} has noise of dimension ${file.dim}, but the images have ${dim} numbers.`, {
      code: 'dimension',
    });
  }
  if (file.noise.kind === 'named') return openSubject(file.noise.spec, place, adversaries, options);
  const module = file.noise.kind === 'module' ? { modulePath: resolve(folder, file.noise.path) } : {};
  const scaled = (lambda: number) => ({ kind: 'file', file, lambda, ...module }) as const;
  let smoothing = scaled('lambda' in scale ? scale.lambda : 1);
  if ('sigma' in scale) {
    // A noise file's sigma at scale 1 says which scale has the sigma asked for.
    const { sigma } = await openNoise(smoothing);
    if (!(sigma < Infinity)) {
      throw new InvalidInput(`${name} has no variance: give its scale by lambda.`, {
        code: 'scale',
        settings: ['lambda'],
      });
    }
    smoothing = scaled(scale.sigma / sigma);
  }
  const noise = await openNoise(smoothing);
  return gridSubject(smoothing, noise, place, adversaries, options, (lambda) => openNoise(scaled(lambda)));
}
