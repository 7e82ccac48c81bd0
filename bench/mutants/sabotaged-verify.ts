/**
 * The sabotages of `sabotages/`, one at a time: the compiled file is replaced, `wulff verify` runs, and the file is put
 * back.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import ts from '@typescript/typescript6';
import type { Sabotage } from './sabotages/sabotage.ts';

const COMPILED: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/** The source with the change in it. Throws where the text does not occur exactly once. */
export function sabotaged({ file, from, to }: Sabotage): string {
  const text = readFileSync(file, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
  return text.replace(from, () => to);
}

/**
 * What of these claims (all, where none is named) does not hold, or which false variant does, with this text in place
 * of the file's; none: it is not seen.
 */
export function verified(
  { file, text, claims }: { readonly file: string; readonly text: string; readonly claims: readonly string[] },
  level: string,
  seed: string,
): readonly string[] {
  const compiled = `dist/${file.replace(/\.ts$/, '.js')}`;
  const original = readFileSync(compiled);
  writeFileSync(compiled, ts.transpileModule(text, { compilerOptions: COMPILED }).outputText);
  try {
    const args = ['dist/src/cli/main.js', 'verify', '--json', '--workers', '1', '--level', level, '--seed', seed];
    const named = claims.flatMap((claim) => ['--claim', claim]);
    const run = spawnSync(process.execPath, [...args, ...named], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (run.status === 0) return [];
    if (run.stdout === '') return ['verify does not run'];
    const report = JSON.parse(run.stdout) as Report;
    return report.claims.flatMap(({ id, evidence, mutants }) => [
      ...evidence.filter(({ status }) => status !== 'holds').map(({ part }) => `${id}/${part}`),
      ...mutants.filter(({ refuted }) => !refuted).map((mutant) => `${id}/${mutant.id}`),
    ]);
  } finally {
    writeFileSync(compiled, original);
  }
}

interface Report {
  readonly claims: readonly {
    readonly id: string;
    readonly evidence: readonly { readonly part: string; readonly status: string }[];
    readonly mutants: readonly { readonly id: string; readonly refuted: boolean }[];
  }[];
}
