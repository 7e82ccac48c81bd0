/** Noise files that name a program: it runs with the rights of whoever types the command, which is said, or refused. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NoiseFile } from '../../noise/file.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CommandIo } from '../terminal/io.ts';

/** The option of every command that reads noise files. */
export const NO_MODULES = ['--no-modules', 'refuse noise files that name a program'] as const;

/** As commander hands it over: false where it was given. */
export interface ModuleOptions {
  readonly modules?: boolean;
}

/**
 * The module of a noise file, about to run: one line on stderr. Null for files without. Throws InvalidInput where
 * refused.
 */
export function admittedModule(
  file: NoiseFile,
  spec: string,
  { modules = true }: ModuleOptions,
  io: CommandIo,
): string | null {
  if (file.noise.kind !== 'module') return null;
  const path = resolve(dirname(spec), file.noise.path);
  if (!modules) {
    throw new InvalidInput(`${spec} names a program, ${path}, and --no-modules refuses to run any.`, {
      code: 'noise-module',
    });
  }
  // Of a file that is not there the loader says so.
  if (!existsSync(path)) return path;
  io.stderr(`wulff: ${path} is a program and runs with all your rights (--no-modules refuses it).\n`);
  return path;
}
