/** The runs that a command line stands for: one, or those of a sweep, each with the options it is certified with. */
import type { Command } from 'commander';
import { parseSweep } from '../../cluster/sweep.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { readJson } from '../input/files.ts';
import type { CertifyFlags } from '../certify/options.ts';
import { typedWords } from './typed-options.ts';

/** One run: its name in the run folder, its options, and the words a person would type for it. */
export interface NamedRun {
  readonly name: string;
  readonly options: CertifyFlags;
  readonly words: readonly string[];
}

/** Options of `wulff certify` about clusters. */
export interface ClusterOptions {
  readonly cluster?: string;
  readonly tasks?: string;
  readonly atOnce?: string;
  readonly clusterOption?: readonly string[];
  readonly sweep?: string;
  readonly dryRun?: true;
  readonly estimate?: true;
}

/** Reads the runs. Throws InvalidInput where one does not say its model, data, noise or adversary. */
export function namedRuns(options: CertifyFlags & ClusterOptions, command: Command): NamedRun[] {
  if (options.sweep === undefined) return [{ name: 'results', options, words: typedWords(command) }];
  const where = options.sweep;
  return parseSweep(readJson(where), where).map(({ name, settings }) => {
    const { sigma, lambda, ...rest } = options;
    const scale =
      settings.sigma === undefined && settings.lambda === undefined
        ? { ...(sigma === undefined ? {} : { sigma }), ...(lambda === undefined ? {} : { lambda }) }
        : {};
    const merged = { ...rest, ...scale, ...settings };
    for (const key of ['model', 'data', 'noise', 'adversary'] as const) {
      if ((merged[key] as string | undefined) !== undefined) continue;
      throw new InvalidInput(`The run ${name} of ${where} has no ${key}: say it there, or by --${key} for all.`, {
        code: 'sweep-file',
      });
    }
    return { name, options: merged, words: typedWords(command, settings) };
  });
}
