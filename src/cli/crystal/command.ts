/** `wulff crystal`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { CrystalOptions } from './crystal.ts';

const HELP = `
The Wulff crystal W of an adversary B has the support function h(x) = E |<x, y>|, y a random extreme point of B. Among
all sets of its volume, W has the least widest shadow along B's directions, if B's symmetries carry every extreme point
to every other, as for l1, l2 and linf.

Examples:
  $ wulff crystal --adversary linf --dim 3 --svg crystal.svg --obj crystal.obj
  $ wulff crystal --adversary hexagon.json --json
`;

/** The command; its options, JSON and exit codes are in docs/formats.md. */
export function crystalCommand(io: CommandIo): Command {
  return new Command('crystal')
    .description('the Wulff crystal of an adversary: data, picture, solid')
    .requiredOption('--adversary <spec>', 'l1, l2, linf, lp:P, or a body file')
    .option('--dim <d>', 'dimension of the space (a body file says its own)')
    .option('--json', 'print one JSON document')
    .option('--svg <file>', 'draw it, in 2 or 3 dimensions')
    .option('--obj <file>', 'write it as a Wavefront OBJ solid, in 3 dimensions')
    .option('--samples <n>', 'samples, where the volume can only be sampled', '20000')
    .option('--seed <s>', 'seed of the samples', '0')
    .addHelpText('after', HELP)
    .action(async (options: CrystalOptions) => (await import('./crystal.ts')).crystal(options, io));
}
