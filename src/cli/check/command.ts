/** `wulff check`: its options and help; the work is loaded when it runs. */
import { statSync } from 'node:fs';
import { Command } from 'commander';
import type { CheckOptions } from './check.ts';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
With --coq a log of wulff certify is put to Coq, where all of it is in whole numbers (uniform noise on the grid of the
images, against l1, a fixed number of copies): its rows are the data of one theorem, which says of every classifier what
its votes show. Of a folder Coq replays every identity, box and value that has a translation and a tactic that finds its
proof, and the share is printed.

The second checker (src/recheck) shares no code with the first and uses no library. It argues anew, from the data
alone: identities by evaluation in a finite field and by enclosures, inequalities by enclosures on boxes, comparisons
by fractions. Every claim must also be the one of this program's registry, part by part: what each says, its formulas,
domains, tolerances, levels and false variants are pinned by digests (proofs/pinned-registry.ts). It cannot re-check
what was only tried (property and statistical evidence) and says so.

Exit codes: 0 every piece with data was re-checked, 1 a step does not follow, a claim is missing or not the registry's,
2 the folder holds no certificates this program can read, 3 there is no Coq, 4 a step is undecided.

Examples:
  $ wulff verify --certificates certificates
  $ wulff check certificates
  $ wulff verify --claim G3 --certificates one && wulff check one --claim G3
  $ wulff check --coq results.tsv
  $ wulff check --coq certificates
`;

/** The command; its JSON and exit codes are in docs/certificates.md. */
export function checkCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('check')
    .description('re-check certificates with a second, independent checker')
    .argument('<folder>', 'a folder written by verify --certificates; with --coq a log of certify')
    .option('--claim <id...>', 'the claims the folder must hold (default: all); a trailing * matches any ending')
    .option('--coq', 'put a log, or the steps of a folder, to Coq')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (path: string, options: CheckOptions) =>
      finish(
        options.coq === true && !isFolder(path)
          ? await (await import('./log.ts')).runLogCheck(path, options.json === true, io)
          : await (await import('./check.ts')).runCheck(path, options, io),
      ),
    );
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
