/**
 * Where a command's words go: data to stdout, talk to stderr. A value, so that tests can run the whole program
 * in-process and read both.
 */

import { styleText } from 'node:util';

export interface CommandIo {
  /** Writes data. */
  readonly stdout: (text: string) => void;
  /** Writes talk: progress, warnings, the sentence about an error. */
  readonly stderr: (text: string) => void;
  readonly stdoutIsTty: boolean;
  readonly stderrIsTty: boolean;
  /** Width of the terminal in columns, or what COLUMNS says where there is none; 132 when unknown. */
  readonly columns: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The streams of this process. */
export function processIo(): CommandIo {
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdoutIsTty: process.stdout.isTTY === true,
    stderrIsTty: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? columnsWished(process.env['COLUMNS']) ?? 132,
    environment: process.env,
  };
}

/** COLUMNS as a width that text can be fitted to. */
function columnsWished(text = ''): number | undefined {
  const columns = Number(text);
  return Number.isInteger(columns) && columns >= 20 ? columns : undefined;
}

/** What a finished command means to the shell that called it. */
export const EXIT = {
  /** Done; for `verify`: every claim holds and every mutant is refuted. */
  done: 0,
  /** A negative finding: a refuted claim, a surviving mutant, an invalid noise. */
  negative: 1,
  /** Bad input or usage. */
  badInput: 2,
  /** The environment lacks something (an engine, a device, room on a disk), or an engine failed. */
  environment: 3,
  /** Undecided: an inconclusive claim. */
  undecided: 4,
  /** A defect of wulff itself (EX_SOFTWARE of sysexits.h). */
  defect: 70,
  /** Interrupted by a signal after keeping what was done (128 + SIGINT). */
  interrupted: 130,
} as const;

/** Colours of a terminal, or none of them. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

const paint =
  (format: Parameters<typeof styleText>[0], enabled: boolean) =>
  (text: string): string =>
    enabled ? styleText(format, text, { validateStream: false }) : text;

/** Colours for stdout: only on a terminal, never under NO_COLOR (https://no-color.org) or TERM=dumb. */
export function outputStyle(io: CommandIo): Style {
  const { NO_COLOR: noColour, TERM: terminal } = io.environment;
  const enabled = io.stdoutIsTty && (noColour === undefined || noColour === '') && terminal !== 'dumb';
  return {
    bold: paint('bold', enabled),
    dim: paint('dim', enabled),
    good: paint('green', enabled),
    bad: paint('red', enabled),
    warn: paint('yellow', enabled),
  };
}

/** Exactly one JSON document, ended by a newline. Infinite and undefined numbers become null, as JSON has none. */
export function printJson(io: CommandIo, document: unknown): void {
  const text = JSON.stringify(document, null, 2);
  // Points on one line each; in JSON text a bracket followed by a line break and a number stands outside strings.
  io.stdout(
    `${text.replace(/\[\n\s*(-?\d[^[\]{}"]*?)\n\s*\]/g, (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`)}\n`,
  );
}
