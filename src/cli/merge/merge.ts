/** `wulff merge`: one log from the logs of several machines. */
import { Command } from 'commander';
import { mergeLogs } from '../../certify/results/merge-logs.ts';
import { openLogToMerge } from '../../certify/results/mergeable-log-node.ts';
import type { LogToMerge } from '../../certify/results/mergeable-log-node.ts';
import { inBlocks, writeAtomically } from '../input/files.ts';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
The logs must be of one run: the same model, data, noise, scale, adversaries, n, alpha and seed, told by their
fingerprints. Rows are put in the order of the images. An image in two logs is taken once, if both say the same.

Example:
  $ wulff merge part1.tsv part2.tsv --out results.tsv
`;

/** The command; see docs/formats.md for the log. */
export function mergeCommand(io: CommandIo): Command {
  return new Command('merge')
    .description('join the logs of a certification that was shared out with --shard')
    .argument('<logs...>', 'logs of wulff certify ("-": standard input)')
    .option('--out <file>', 'write the joined log to a file (default: print it)')
    .addHelpText('after', HELP)
    .action((files: string[], options: { readonly out?: string }) => merge(files, options.out, io));
}

async function merge(files: readonly string[], out: string | undefined, io: CommandIo): Promise<void> {
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
}
