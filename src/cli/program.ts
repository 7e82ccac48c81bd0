/**
 * The whole command line as one function of its arguments: parse, run, turn errors into a sentence and an exit code.
 */
import { Command, CommanderError } from 'commander';
import { EngineFault, EngineUnavailable } from '../certify/engine.ts';
import { ResultsNotWritten } from '../certify/results/result-log-node.ts';
import { InvalidNoise } from '../noise/validity.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { accuracyCommand } from './accuracy/accuracy.ts';
import { certifyCommand } from './certify/certify.ts';
import { checkCommand } from './check/check.ts';
import { crystalCommand } from './crystal/crystal.ts';
import { devicesCommand } from './devices/devices.ts';
import { growthCommand } from './growth/growth.ts';
import { flagsThatSettle } from './terminal/flags.ts';
import { EXIT } from './terminal/io.ts';
import type { CommandIo } from './terminal/io.ts';
import { mergeCommand } from './merge/merge.ts';
import { packageVersion } from './terminal/package-facts.ts';
import { radiusCommand } from './radius/radius.ts';
import { verifyCommand } from './verify/verify.ts';
import { vetCommand } from './vet/vet.ts';

/** Builds a subcommand; its action reports the exit code through `finish`. */
export type CommandBuilder = (io: CommandIo, finish: (code: number) => void) => Command;

const COMMANDS: readonly CommandBuilder[] = [
  verifyCommand,
  checkCommand,
  radiusCommand,
  growthCommand,
  crystalCommand,
  vetCommand,
  certifyCommand,
  mergeCommand,
  accuracyCommand,
  devicesCommand,
];

const OVERVIEW = `
Examples:
  $ wulff radius --noise laplace --adversary l1 --dim 3072 --sigma 1 --rho 0.6,0.9
  $ wulff crystal --adversary linf --dim 3 --svg crystal.svg

"wulff COMMAND --help" shows the options of a command, and more examples.

Exit codes: 0 done, 1 negative finding, 2 bad input, 3 missing environment, 4 undecided, 70 a defect of wulff,
130 interrupted.
`;

/**
 * Runs one command line (without the program's own name) and returns its exit code. Never throws and never exits:
 * bad input is told in one sentence on stderr (2), a defect of wulff as such (70; its stack under DEBUG=wulff).
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('wulff')
    .description(
      'Certified radii, growth functions and Wulff crystals for randomized smoothing, and the theorems behind them, checked.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', OVERVIEW);
  for (const build of COMMANDS) program.addCommand(build(io, (finished) => (code = finished)));
  for (const command of [program, ...program.commands]) speakThrough(command, io);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, io);
  }
}

/** Errors are thrown, not exited on; help goes to stdout, mistakes to stderr in one line. */
function speakThrough(command: Command, io: CommandIo): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout(text),
    writeErr: (text) => io.stderr(text),
    getOutHelpWidth: () => Math.min(io.columns, 110),
    getErrHelpWidth: () => Math.min(io.columns, 110),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    outputError: (text, write) => write(`wulff: ${usageSentence(text)} See "${commandPath(command)} --help".\n`),
  });
}

/** Commander's "error: unknown option '--sigm'\n(Did you mean --sigma?)" as one sentence or two. */
function usageSentence(text: string): string {
  const [mistake = '', ...hints] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const hint = hints.map((each) => ` ${each.trim().replace(/^\((.*)\)$/, '$1')}`).join('');
  const start = mistake.charAt(0).toUpperCase() + mistake.slice(1);
  return `${/[.?!]$/.test(start) ? start : `${start}.`}${hint}`;
}

const commandPath = (command: Command): string =>
  command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;

function failure(error: unknown, io: CommandIo): number {
  // Help and version end this way too, with exit code 0; usage errors have been told by outputError.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof InvalidInput) {
    io.stderr(`wulff: ${error.message}${flagsThatSettle(error.settings)}\n`);
    return error instanceof InvalidNoise ? EXIT.negative : EXIT.badInput;
  }
  if (error instanceof EngineUnavailable || error instanceof EngineFault || error instanceof ResultsNotWritten) {
    io.stderr(`wulff: ${error.message}${flagsThatSettle(error.settings)}\n`);
    return EXIT.environment;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr(
    `wulff: This should not have happened: ${message}\nPlease report it; DEBUG=wulff shows where it came from.\n`,
  );
  if (/\bwulff\b|\*/.test(io.environment['DEBUG'] ?? '') && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`);
  return EXIT.defect;
}
