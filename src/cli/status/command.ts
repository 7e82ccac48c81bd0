/** `wulff status` as the command line sees it; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
Images, accuracy and copies are counted from the logs of the shares; what runs, waits and ended is asked of the scheduler. The interval is that
of the certified accuracy over all images that the ones done were drawn from: shares are interleaved, so early rows are a fair picture.

Examples:
  $ wulff status results/imagenet
  $ wulff status results/imagenet --watch

Exit codes: 0 all images are there or tasks are at work, 4 images are missing and nothing is at work.
`;

/** Builds the subcommand. */
export function statusCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('status')
    .description('how a run on a cluster is: images, accuracy so far, tasks, time left')
    .argument('<folder>', 'the folder of the run: --out of "wulff certify --cluster"')
    .option('--watch', 'look again every few seconds until nothing is at work')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: { readonly watch?: true; readonly json?: true }) => {
      const { status } = await import('./status.ts');
      finish(await status(folder, options, io));
    });
}
