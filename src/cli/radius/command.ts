/** `wulff radius`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import { NO_MODULES } from '../input/modules.ts';
import type { CommandIo } from '../terminal/io.ts';
import type { RadiusOptions } from './radius.ts';

const HELP = `
Radii are lower bounds, rounded down: computed with the error bounds of every step, and cut, not rounded, when printed.
They are 0 for rho <= 1/2. "tight" says that no radius larger by more than 1e-6 of it holds for every classifier with this
rho; where it is "no" the radius is as certain, but may be short of the largest one. At rho = 1, noise with a density positive
everywhere has no bound: "unbounded", in JSON null.

Noises:      gaussian · laplace · uniform:linf|l2|l1 · exp:linf,k=2,j=0 · exp:l2,k=1 · exp:l1,k=2 ·
             power:linf,a=3082 · power:l2,k=2,a=1546 · iid-exp,s=0.5 · iid-pareto,a=3 · noise.json
Adversaries: l1 · l2 · linf · lp:1.5 · body.json

Examples:
  $ wulff radius --noise laplace --adversary l1 --dim 3072 --sigma 1 --rho 0.9
  $ wulff radius --noise exp:linf,k=2 --adversary linf --dim 3072 --sigma 0.5 --rho 0.55:0.95:0.1,0.99 --svg curve.svg
`;

/** The command; its options, JSON and exit codes are in docs/formats.md. */
export function radiusCommand(io: CommandIo): Command {
  return new Command('radius')
    .description('certified radii of a noise against an adversary')
    .requiredOption('--noise <spec>', 'smoothing noise')
    .requiredOption('--adversary <spec>', 'norm the perturbation is measured in, or a body file')
    .option('--dim <d>', 'dimension of the space (a body file says its own)')
    .option('--sigma <s>', 'scale: root mean square of a coordinate of the noise')
    .option('--lambda <l>', 'scale: the noise is lambda times the one of the formula')
    .requiredOption('--rho <list>', 'lower bounds on the top class’s probability: 0.6,0.9 or 0.5:0.95:0.05')
    .option(...NO_MODULES)
    .option('--digits <n>', 'significant digits to print (1 to 17)', '6')
    .option('--json', 'print one JSON document, doubles in full')
    .option('--svg <file>', 'draw the radius curve')
    .option('--label <name>', 'name of its curve (default: that of the noise)')
    .addHelpText('after', HELP)
    .action(async (options: RadiusOptions) => (await import('./radius.ts')).radius(options, io));
}
