/** `wulff merge`: one log from the logs of several machines. */
import { statSync } from 'node:fs';
import { Command } from 'commander';
import { mergeLogs } from '../../certify/results/merge-logs.ts';
import { openLogToMerge } from '../../certify/results/mergeable-log-node.ts';
import type { LogToMerge } from '../../certify/results/mergeable-log-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { inBlocks, writeAtomically } from '../input/files.ts';
import { EXIT } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { mergedLines } from './text.ts';

const HELP = `
The logs must be of one run: the same model, data, noise, scale, adversaries, n, alpha and seed, told by their
fingerprints. Rows are put in the order of the images. An image in two logs is taken once, if both say the same.

The folder of "wulff certify --cluster" may stand for its logs: the joined ones are then written into it, images that
are missing are named, and the exit code is 4.

Examples:
  $ wulff merge part1.tsv part2.tsv --out results.tsv
  $ wulff merge results/imagenet
`;

/** The command; see docs/formats.md for the log. */
export function mergeCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('merge')
    .description('join the logs of a certification that was shared out with --shard')
    .argument('<logs...>', 'logs of wulff certify ("-": standard input), or the folder of a run on a cluster')
    .option('--out <file>', 'write the joined log to a file (default: print it)')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: { readonly out?: string }) => {
      const [first] = files;
      const folder = files.length === 1 && statSync(first!, { throwIfNoEntry: false })?.isDirectory() === true;
      finish(folder ? await mergeFolder(first!, options.out, io) : await merge(files, options.out, io));
    });
}

async function merge(files: readonly string[], out: string | undefined, io: CommandIo): Promise<number> {
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
  io.stderr(`${mergedLines(merged, folder).join('\n')}\n`);
  return merged.every(({ missing }) => missing.length === 0) ? EXIT.done : EXIT.undecided;
}
