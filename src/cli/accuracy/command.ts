/** `wulff accuracy`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { AccuracyOptions } from './accuracy.ts';

const HELP = `
Results are logs of "wulff certify"; logs "idx label predict radius correct time" as the literature's scripts print them; or
folders with prob_lb.npy, preds.npy and labels.npy as the code of Yang et al. (2020) saves them. The last two do not say
their noise: give --noise, --sigma, --dim and --adversary. Folders have their radii computed again from rho, and saved radii
above ours are pointed out.

Several files of one noise make one row of the table: the best over their sigmas at each radius.
Radii and sigmas are in the units of images in [0, 1].

Examples:
  $ wulff accuracy uniform.tsv gaussian.tsv --radii 0.25,0.5,1 --svg accuracy.svg
  $ wulff accuracy runs/*.tsv --adversary l1 --radii 0.5:4:0.5 --latex --label "uniform:linf=Uniform"
  $ wulff accuracy saved/cifar_0.5 saved/cifar_1.0 --noise uniform:linf --sigma 0.5,1 --dim 3072 --adversary l1
`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command; see docs/formats.md for its documents. */
export function accuracyCommand(io: CommandIo): Command {
  return new Command('accuracy')
    .description('tables of certified accuracy from results of certify')
    .argument('<results...>', 'logs of certify, logs or folders of other programs ("-": a log from standard input)')
    .option(
      '--radii <list>',
      'radii of the table: 0.25,0.5,1 or 0.5:4:0.5 (default: eight, as far as the results reach)',
    )
    .option('--adversary <spec>', 'norm of the radii (default: the first of the logs)')
    .option('--interval <p>', 'add a confidence interval over images, e.g. 0.95')
    .option('--noise <spec>', 'noise of results that do not say it; once for all, or once for each', collect)
    .option('--sigma <list>', 'its scale; one for all, or one for each: 0.5,1')
    .option('--dim <d>', 'its dimension (CIFAR-10: 3072)')
    .option('--json', 'print one JSON document')
    .option('--csv', 'print comma-separated values, a line for each run and radius')
    .option('--latex', 'print a LaTeX table (booktabs)')
    .option('--svg <file>', 'draw certified accuracy by radius; --interval gives the curves their bands')
    .option('--label <noise=name>', 'name of a noise for --svg and --latex; may be given again', collect)
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: AccuracyOptions) =>
      (await import('./accuracy.ts')).accuracy(paths, options, io),
    );
}
