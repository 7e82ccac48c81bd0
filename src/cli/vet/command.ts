/** `wulff vet`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import { NO_MODULES } from '../input/modules.ts';
import type { CommandIo } from '../terminal/io.ts';
import type { VetCommandOptions } from './vet.ts';
import { DEFAULT_RHOS, DEFAULT_SAMPLES } from '../../vet/options.ts';

const HELP = `
The noise is a spec (as for "wulff radius") or a file: {"name": "...", "dim": 3, "noise": N} with N one of
  {"uniform": BODY}
  {"levelSet": {"body": BODY, "radial": "exp(-r^3)"}}
  {"product": "1/(1+x^2)^2"}
  {"density": "exp(-abs(x1) - 2*x2^2)"}
  {"module": "./noise.mjs"}, a file that exports dim, logDensity(x), sample(random)
A module is a program: it runs with all your rights, which is said on stderr; --no-modules refuses it.

The efficiency compares Phi(1/2), the reciprocal of the radius curve's slope at rho = 1/2, with the least one possible for
a noise whose level sets have the same volumes: 1 is optimal. Level-set and product noise is computed at any dimension;
densities are enclosed in two and three variables (proved, nothing sampled) where they are continuous, and in more variables
where they split into equal coordinates; other densities and modules are sampled, with a confidence, and the first line
says so. Certified radii are lower bounds, rounded down.

Exit codes: 0 optimal or suboptimal, 1 invalid, 2 bad input, 4 inconclusive.

Examples:
  $ wulff vet exp:linf,k=3 --adversary l1 --dim 3072
  $ wulff vet my-noise.json --adversary linf --rho 0.6:0.9:0.1 --report my-noise.html
`;

/** The command; its options, JSON and exit codes are in docs/formats.md. */
export function vetCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('vet')
    .description('the verdict on a noise: valid, what it certifies, how far from optimal')
    .argument('<noise>', 'a noise spec or a noise file')
    .requiredOption('--adversary <spec>', 'norm the perturbation is measured in, or a body file')
    .option('--dim <d>', 'dimension of the space (a noise or body file says its own)')
    .option('--sigma <s>', 'scale: root mean square of a coordinate of the noise')
    .option('--lambda <l>', 'scale: the noise is lambda times the one of the formula (default: 1)')
    .option('--rho <list>', `probabilities of the radius curve (default: ${DEFAULT_RHOS.join(',')})`)
    .option('--p <list>', 'also the growth function at these measures (with --r)')
    .option('--r <list>', 'and these radii of the shift')
    .option('--samples <n>', 'points where the noise has to be sampled', String(DEFAULT_SAMPLES))
    .option('--seed <s>', 'seed of the sampling', '0')
    .option('--confidence <c>', 'probability that a sampled interval holds', '0.999')
    .option('--tolerance <t>', 'how near to 1 counts as optimal (default: 0.01 if sampled, else 0.0001)')
    .option('--budget <seconds>', 'time for narrowing what is enclosed of a density in two or three variables')
    .option(...NO_MODULES)
    .option('--digits <n>', 'significant digits to print (1 to 17)', '6')
    .option('--json', 'print one JSON document, doubles in full')
    .option('--report <file>', 'write a self-contained page')
    .option('--figures <dir>', 'write every figure of the page as SVG')
    .addHelpText('after', HELP)
    .action(async (noise: string, options: VetCommandOptions) =>
      finish(await (await import('./vet.ts')).vetAction(noise, options, io)),
    );
}
