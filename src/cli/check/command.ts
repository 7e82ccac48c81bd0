/** `wulff check`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
The second checker (src/recheck) shares no code with the first and uses no library. It argues anew, from the data
alone: identities by evaluation in a finite field and by enclosures, inequalities by enclosures on boxes, comparisons by
fractions. It cannot re-check what was only tried (property and statistical evidence) and says so.

Exit codes: 0 every piece with data was re-checked, 1 a step does not follow or a file is not the one of the manifest,
2 the folder holds no certificates this program can read, 4 a step is undecided.

Examples:
  $ wulff verify --certificates certificates
  $ wulff check certificates
`;

/** The command; its JSON and exit codes are in docs/certificates.md. */
export function checkCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('check')
    .description('re-check certificates with a second, independent checker')
    .argument('<folder>', 'a folder written by verify --certificates')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: { readonly json?: true }) =>
      finish((await import('./check.ts')).runCheck(folder, options.json === true, io)),
    );
}
