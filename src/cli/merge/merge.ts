/** `wulff merge`: one log from the logs of several machines. */
import { statSync } from 'node:fs';
import { mergeLogs } from '../../certify/results/merge-logs.ts';
import { openLogToMerge, type LogToMerge } from '../../certify/results/mergeable-log-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { inBlocks, writeAtomically } from '../input/files.ts';
import { EXIT, type CommandIo } from '../terminal/io.ts';
import { said } from '../terminal/table.ts';
import { mergedLines } from './text.ts';

/** The options of the command. */
export interface MergeOptions {
  readonly out?: string;
}

/** Joins logs, or those in the folder of a run on a cluster; the exit code. */
export function merge(files: readonly string[], { out }: MergeOptions, io: CommandIo): Promise<number> {
  const [first] = files;
  const folder = files.length === 1 && statSync(first!, { throwIfNoEntry: false })?.isDirectory() === true;
  return folder ? mergeFolder(first!, out, io) : mergeLogFiles(files, out, io);
}

async function mergeLogFiles(files: readonly string[], out: string | undefined, io: CommandIo): Promise<number> {
  const logs: LogToMerge[] = [];
  for (const file of files) logs.push(await openLogToMerge(file));
  const merged = mergeLogs(logs);
  const { images, repeated, torn } = merged;
  for (const file of torn) io.stderr(`${file} ends within a line, which is left out: its run was interrupted.\n`);
  for (const { notes } of logs) for (const note of notes) io.stderr(`${note}\n`);
  if (out !== undefined) writeAtomically(out, merged.text());
  else for (const block of inBlocks(merged.text())) io.stdout(block);
  const twice = repeated === 0 ? '' : `, ${repeated} of them in several logs`;
  io.stderr(`${images} images from ${files.length} ${files.length === 1 ? 'log' : 'logs'}${twice}.\n`);
  return EXIT.done;
}

async function mergeFolder(folder: string, out: string | undefined, io: CommandIo): Promise<number> {
  if (out !== undefined)
    throw new InvalidInput('The joined logs of a run are written into its folder: leave --out out.', { code: 'usage' });
  const [{ mergeRun }, { requirePlan }] = await Promise.all([
    import('../../cluster/merge-run-node.ts'),
    import('../../cluster/run-folder-node.ts'),
  ]);
  const merged = await mergeRun(folder, requirePlan(folder));
  io.stderr(said(mergedLines(merged, folder), io));
  return merged.every(({ missing }) => missing.length === 0) ? EXIT.done : EXIT.undecided;
}
