/** What a command is about: the adversary and the noise, each named by a spec or described in a file. */
import { existsSync } from 'node:fs';
import { lpAdversary, parseAdversary, type Adversary } from '../../geometry/adversary.ts';
import type { NoiseFile } from '../../noise/file.ts';
import { parseNoise } from '../../noise/spec.ts';
import type { Noise, Scale } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CommandIo } from '../terminal/io.ts';
import { readJson } from './files.ts';
import { admittedModule, type ModuleOptions } from './modules.ts';
import { parseDimension, parseScale } from './options.ts';

/** The options that say which noise, which adversary, in which space. */
export interface SubjectOptions extends ModuleOptions {
  readonly noise: string;
  readonly adversary?: string;
  readonly dim?: string;
  readonly sigma?: string;
  readonly lambda?: string;
}

/**
 * The adversary of `--adversary` and `--dim`: `l1`, `l2`, `linf`, `lp:1.5`, or a body file, which says its dimension
 * itself. A file that holds an l_p ball counts as that norm, so that formulas apply. Throws InvalidInput.
 */
export function readAdversary(spec: string, dim: string | undefined): Promise<Adversary> {
  return adversaryIn(spec, dim === undefined ? undefined : parseDimension(dim), '--dim');
}

/**
 * The noise and the adversary of a command, in one space: its dimension is that of `--dim` or of whichever is a file.
 * Throws InvalidInput.
 */
export async function readSubjects(
  options: SubjectOptions & { readonly adversary: string },
  io: CommandIo,
): Promise<{ noise: Noise; adversary: Adversary }> {
  const scale = parseScale(options.sigma, options.lambda);
  const given = options.dim === undefined ? undefined : parseDimension(options.dim);
  const file = await noiseFile(options.noise, given);
  const adversary =
    given === undefined && file !== undefined
      ? await adversaryIn(options.adversary, file.dim, `dim ${file.dim} of ${options.noise}`)
      : await adversaryIn(options.adversary, given, '--dim');
  return { noise: await noiseOf(options, file, adversary.dim, scale, io), adversary };
}

/** The noise of a command without an adversary, in a space of this dimension. Throws InvalidInput. */
export async function readNoise(options: SubjectOptions, dim: number, io: CommandIo): Promise<Noise> {
  const scale = parseScale(options.sigma, options.lambda);
  return noiseOf(options, await noiseFile(options.noise, dim), dim, scale, io);
}

async function adversaryIn(spec: string, dim: number | undefined, source: string): Promise<Adversary> {
  if (!isFile(spec)) {
    if (dim === undefined) throw new InvalidInput('Give the dimension of the space: --dim d.', { code: 'dimension' });
    return parseAdversary(spec, dim);
  }
  // Readers of files bring libraries that a spec in words does without.
  const { parseBody } = await import('../../geometry/parse-body.ts');
  const body = parseBody(readJson(spec), spec);
  if (dim !== undefined && dim !== body.dim) {
    const claim = source === '--dim' ? `--dim ${dim}` : `The ${source}`;
    throw new InvalidInput(`${claim} contradicts ${spec}, whose body has dimension ${body.dim}.`, {
      code: 'dimension',
    });
  }
  if (body.structure?.kind === 'lp') return lpAdversary(body.structure.p, body.dim);
  return { kind: 'body', body, dim: body.dim };
}

/** The noise file a spec names, or undefined for a spec in words. */
async function noiseFile(spec: string, dim: number | undefined): Promise<NoiseFile | undefined> {
  if (!isFile(spec)) return undefined;
  const { readNoiseFile } = await import('../../noise/file.ts');
  const file = readNoiseFile(readJson(spec), spec);
  if (dim !== undefined && dim !== file.dim) {
    throw new InvalidInput(`The dimension ${dim} contradicts ${spec}, whose noise has dimension ${file.dim}.`, {
      code: 'dimension',
    });
  }
  return file;
}

async function noiseOf(
  options: SubjectOptions,
  file: NoiseFile | undefined,
  dim: number,
  scale: Scale,
  io: CommandIo,
): Promise<Noise> {
  const spec = options.noise;
  if (file === undefined) return parseNoise(spec, dim, scale);
  if (file.dim !== dim) {
    throw new InvalidInput(`${spec} has noise of dimension ${file.dim}, but the adversary has dimension ${dim}.`, {
      code: 'dimension',
    });
  }
  const { buildNoise } = await import('../../noise/file.ts');
  const path = admittedModule(file, spec, options, io);
  if (path === null) return buildNoise(file, scale);
  const { loadNoiseModule } = await import('../../certify/modules/load-node.ts');
  return buildNoise(file, scale, { module: await loadNoiseModule(path) });
}

/** Whether a spec is meant as a path: it is "-", ends in .json, has a slash in it, or names a file that is there. */
export function isFile(spec: string): boolean {
  return spec === '-' || /\.json$/i.test(spec) || /[\\/]/.test(spec) || existsSync(spec);
}
