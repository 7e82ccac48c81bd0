/** `wulff verify`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { VerifyCommandOptions } from './verify.ts';

const HELP = `
Every claim lists its evidence, from symbolic (an identity reduced to zero by the kernel) down to statistical (Monte
Carlo with a stated false-alarm probability), and its mutants: false variants that must be refuted. Same seed, same
result but for times. A claim that fails prints its counterexample and the command that replays it.

Exit codes: 0 all hold and all mutants are refuted, 1 a claim is refuted or a mutant survives, 3 Coq was asked for and is
not installed, 4 some claim is undecided.

Examples:
  $ wulff verify --report report.html
  $ wulff verify --claim W3 'row-*' --level full --seed 7
  $ wulff verify --certificates certificates && wulff check certificates
`;

/** The command; its options, JSON and exit codes are in docs/formats.md. */
export function verifyCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('verify')
    .description('check every theorem and show the evidence')
    .option('--claim <id...>', 'only these claims; a trailing * matches any ending')
    .option('--level <level>', 'quick or full', 'quick')
    .option('--seed <n>', 'seed of everything random', '1')
    .option('--workers <n>', 'threads to run claims on (default: one per processor)')
    .option('--list', 'list the claims instead of running them')
    .option('--json', 'print one JSON document')
    .option('--junit <file>', 'write the result as JUnit XML')
    .option('--report <file>', 'write one self-contained HTML page')
    .option('--formal [on|off]', 'put the formal statements to Coq (default: at level full, where it is installed)')
    .option('--coqchk', 'with --formal: have coqchk check the compiled proofs again')
    .option('--certificates <folder>', 'write what the evidence rests on, for "wulff check"')
    .addHelpText('after', HELP)
    .action(async (options: VerifyCommandOptions) =>
      finish(await (await import('./verify.ts')).runVerify(options, io)),
    );
}
