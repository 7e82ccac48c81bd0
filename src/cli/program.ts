/**
 * The whole command line as one function of its arguments: parse, run, turn errors into a sentence and an exit code.
 */
import { Command, CommanderError } from 'commander';
import { InvalidNoise } from '../noise/validity.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { refuseRepetition } from './input/repetition.ts';
import { flagsThatSettle } from './terminal/flags.ts';
import { fittedHelp } from './terminal/help-text.ts';
import { EXIT, type CommandIo } from './terminal/io.ts';
import { printableIo, shortened } from './terminal/printable.ts';
import { packageVersion } from './terminal/package-facts.ts';

/**
 * Builds a subcommand; its action reports the exit code through `finish`. `commands`: all of them, built, for whoever
 * is about them.
 */
export type CommandBuilder = (
  io: CommandIo,
  finish: (code: number) => void,
  commands: () => Promise<readonly Command[]>,
) => Command;

interface Entry {
  readonly name: string;
  /** As in the overview; the command itself may say more. */
  readonly summary: string;
  readonly load: () => Promise<CommandBuilder>;
}

/** The commands in the order of the overview; the file of one is read when it is asked for. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'verify',
    summary: 'check every theorem and show the evidence',
    load: async () => (await import('./verify/command.ts')).verifyCommand,
  },
  {
    name: 'check',
    summary: 're-check certificates with a second, independent checker',
    load: async () => (await import('./check/command.ts')).checkCommand,
  },
  {
    name: 'radius',
    summary: 'certified radii of a noise against an adversary',
    load: async () => (await import('./radius/command.ts')).radiusCommand,
  },
  {
    name: 'growth',
    summary: 'the growth function of a noise: what a set can gain from a shift',
    load: async () => (await import('./growth/command.ts')).growthCommand,
  },
  {
    name: 'crystal',
    summary: 'the Wulff crystal of an adversary: data, picture, solid',
    load: async () => (await import('./crystal/command.ts')).crystalCommand,
  },
  {
    name: 'vet',
    summary: 'the verdict on a noise: valid, what it certifies, how far from optimal',
    load: async () => (await import('./vet/command.ts')).vetCommand,
  },
  {
    name: 'design',
    summary: 'the best noise found for an adversary and a rho, as a file with its certified radius',
    load: async () => (await import('./design/command.ts')).designCommand,
  },
  {
    name: 'certify',
    summary: 'certify the predictions of a smoothed model on images',
    load: async () => (await import('./certify/command.ts')).certifyCommand,
  },
  {
    name: 'status',
    summary: 'how a certification on a cluster is: images, accuracy, tasks, time left',
    load: async () => (await import('./status/command.ts')).statusCommand,
  },
  {
    name: 'merge',
    summary: 'join the logs of a certification that was shared out with --shard',
    load: async () => (await import('./merge/command.ts')).mergeCommand,
  },
  {
    name: 'accuracy',
    summary: 'tables of certified accuracy from results of certify',
    load: async () => (await import('./accuracy/command.ts')).accuracyCommand,
  },
  {
    name: 'explore',
    summary: 'a page to look at radii, crystals and growth, and to try a noise, served on this machine',
    load: async () => (await import('./explore/command.ts')).exploreCommand,
  },
  {
    name: 'devices',
    summary: 'which engines and GPUs there are',
    load: async () => (await import('./devices/command.ts')).devicesCommand,
  },
  {
    name: 'completion',
    summary: 'a script that completes commands and options in bash, zsh or fish',
    load: async () => (await import('./completion/command.ts')).completionCommand,
  },
];

/** A command as the overview shows it, its options unread. */
const placeholder = ({ name, summary }: Entry): Command => new Command(name).summary(summary).description(summary);

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
export async function run(argv: readonly string[], terminal: CommandIo): Promise<number> {
  let code: number = EXIT.done;
  const io = printableIo(terminal);
  const given = helpAsOption(argv);
  const program = new Command('wulff')
    .description(
      'Randomized smoothing: how far an input may move, which noise is best, certificates for real models, and the theorems behind them, checked.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', OVERVIEW);
  const everyCommand = (): Promise<Command[]> =>
    Promise.all(COMMANDS.map(async ({ load }) => (await load())(io, () => undefined, everyCommand)));
  const asked = given.find((argument) => !argument.startsWith('-'));
  for (const entry of COMMANDS) {
    const build = entry.name === asked ? await entry.load() : () => placeholder(entry);
    program.addCommand(build(io, (finished) => (code = finished), everyCommand));
  }
  for (const command of [program, ...program.commands]) speakThrough(command, io);
  program.commands.forEach(refuseRepetition);
  try {
    if (given.length === 0) program.outputHelp();
    else await program.parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, io);
  }
}

/** "help radius" as "radius --help", "help" as "--help". */
function helpAsOption(argv: readonly string[]): readonly string[] {
  const [first, name] = argv;
  if (first !== 'help') return argv;
  // An unknown name is refused as a command would be, with a hint.
  return name === undefined || COMMANDS.some((entry) => entry.name === name) ? [...argv.slice(1, 2), '--help'] : [name];
}

/** Errors are thrown, not exited on; help goes to stdout, mistakes to stderr in one line. */
function speakThrough(command: Command, io: CommandIo): void {
  command.exitOverride().configureOutput({
    // Help and the version; the words that commands add to their help are of the width of this source.
    writeOut: (text) => io.stdout(fittedHelp(text, io.columns)),
    writeErr: (text) => io.stderr(text),
    getOutHelpWidth: () => Math.min(io.columns, 110),
    getErrHelpWidth: () => Math.min(io.columns, 110),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    outputError: (text, write) =>
      write(`wulff: ${shortened(usageSentence(text))} See "${commandPath(command)} --help".\n`),
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

async function failure(error: unknown, io: CommandIo): Promise<number> {
  // Help and version end this way too, with exit code 0; usage errors have been told by outputError.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  const tell = (sentence: string): void => io.stderr(`wulff: ${shortened(sentence)}\n`);
  if (error instanceof InvalidInput) {
    tell(`${error.message}${flagsThatSettle(error.settings)}`);
    return error instanceof InvalidNoise ? EXIT.negative : EXIT.badInput;
  }
  // Read here, since whatever throws these has read the files already and nothing else wants them.
  const [{ EngineFault, EngineUnavailable }, { ResultsNotWritten }, { ClusterUnavailable }] = await Promise.all([
    import('../certify/engine.ts'),
    import('../certify/results/result-log-node.ts'),
    import('../cluster/cluster-unavailable.ts'),
  ]);
  if (
    error instanceof EngineUnavailable ||
    error instanceof EngineFault ||
    error instanceof ResultsNotWritten ||
    error instanceof ClusterUnavailable
  ) {
    tell(`${error.message}${flagsThatSettle(error.settings)}`);
    return EXIT.environment;
  }
  tell(`This should not have happened: ${error instanceof Error ? error.message : String(error)}`);
  io.stderr('Please report it; DEBUG=wulff shows where it came from.\n');
  if (/\bwulff\b|\*/.test(io.environment['DEBUG'] ?? '') && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`);
  return EXIT.defect;
}
