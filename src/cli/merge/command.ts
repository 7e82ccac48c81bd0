/** `wulff merge`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { MergeOptions } from './merge.ts';

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
    .action(async (files: string[], options: MergeOptions) => {
      finish(await (await import('./merge.ts')).merge(files, options, io));
    });
}
