/** `wulff design`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { DesignCommandOptions } from './design.ts';

const HELP = `
Searched are every family of the library with its parameters tuned, noise f(|x|_W) on the adversary's Wulff crystal
W, noise with independent coordinates, and in dimensions 2 and 3 noise uniform on a shape that is free. What the
search proposes is written as a noise file, read back and certified; the largest certified radius wins. Best found
is not best possible: bounds that hold for every noise of a class stand beside it.

The file is for "wulff radius", "vet" and "certify" (--noise noise.json), at the sigma that was asked for. --lambda
l stands for the sigma of noise uniform on the cube of half width l, l/sqrt(3).

Exit codes: 0 designed, 2 bad input.

Examples:
  $ wulff design --adversary l1 --dim 3072 --sigma 1 --rho 0.9 --out noise.json --report design.html
  $ wulff design --adversary linf --dim 3 --sigma 1 --rho 0.55
`;

/** The command; its options and JSON are in docs/formats.md. */
export function designCommand(io: CommandIo): Command {
  return new Command('design')
    .description('the best noise found for an adversary, a dimension, a sigma and a rho')
    .requiredOption('--adversary <spec>', 'norm the perturbation is measured in, or a body file')
    .option('--dim <d>', 'dimension of the space (a body file says its own)')
    .option('--sigma <s>', 'scale: root mean square of a coordinate of the noise')
    .option('--lambda <l>', 'scale: as large as noise uniform on the cube of half width l')
    .requiredOption('--rho <r>', 'lower bound on the top class’s probability at which the radius counts')
    .option('--form <form>', 'only level-set: f(|x|_W), or only product: independent coordinates')
    .option('--evaluations <n>', 'noises looked at in each family of profiles', '60')
    .option('--seed <s>', 'seed of the search', '0')
    .option('--out <file>', 'write the noise file')
    .option('--digits <n>', 'significant digits to print (1 to 17)', '6')
    .option('--json', 'print one JSON document, doubles in full')
    .option('--report <file>', 'write a self-contained page')
    .option('--svg <file>', 'draw its radius curve beside those of the library')
    .addHelpText('after', HELP)
    .action(async (options: DesignCommandOptions) => (await import('./design.ts')).designAction(options, io));
}
