/** `wulff growth`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import { NO_MODULES } from '../input/modules.ts';
import type { CommandIo } from '../terminal/io.ts';
import type { GrowthCommandOptions } from './growth.ts';

const HELP = `
The growth function G(p, v) is the most that a set of measure p can weigh after the noise's centre moves by v. With
--adversary and --r it is the largest over all shifts in r times the unit ball; with --shift, that of one shift.
A smoothed classifier is constant on x + rB if G(1 - rho, v) < 1/2 for every v in rB.

Examples:
  $ wulff growth --noise gaussian --adversary l2 --dim 3072 --sigma 1 --p 0.1 --r 1
  $ wulff growth --noise exp:l1,k=2 --lambda 1 --shift 0.3,0.1 --p 0.3 --method monte-carlo --samples 1000000
`;

/** The command; its options, JSON and exit codes are in docs/formats.md. */
export function growthCommand(io: CommandIo): Command {
  return new Command('growth')
    .description('the growth function of a noise: what a set can gain from a shift')
    .requiredOption('--noise <spec>', 'smoothing noise')
    .option('--adversary <spec>', 'norm the shift is measured in, or a body file (with --r)')
    .option('--shift <v>', 'one shift, numbers between commas, instead of --adversary and --r')
    .option('--dim <d>', 'dimension of the space (a body file or a shift says its own)')
    .option('--sigma <s>', 'scale: root mean square of a coordinate of the noise')
    .option('--lambda <l>', 'scale: the noise is lambda times the one of the formula')
    .requiredOption('--p <p>', 'measure of the set, from 0 to 1')
    .option('--r <r>', 'how far the adversary may shift')
    .option('--method <m>', 'auto or monte-carlo', 'auto')
    .option('--samples <n>', 'samples, where the number is sampled', '100000')
    .option('--seed <s>', 'seed of the samples', '0')
    .option(...NO_MODULES)
    .option('--digits <n>', 'significant digits to print (1 to 17)', '6')
    .option('--json', 'print one JSON document, doubles in full')
    .addHelpText('after', HELP)
    .action(async (options: GrowthCommandOptions) => (await import('./growth.ts')).runGrowth(options, io));
}
