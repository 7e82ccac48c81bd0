/**
 * The log of a certification: text with a row an image, appended to as images are done.
 *
 * First a comment that holds the settings as JSON, then a header, then tab-separated rows, the literature's columns first
 * (Cohen, Rosenfeld & Kolter 2019: idx, label, predict, radius, correct, time):
 *
 *     # wulff {"format":1,...,"fingerprint":"9f86d0..."}
 *     idx  label  predict  radius  correct  time  rho  count  n  radius_l1  radius_l2
 *
 * `radius` is the one against the first adversary. Radii and rho are rounded down. A row counts once its newline is written:
 * what stands after the last newline was cut off while being written and is no row.
 */
import { z } from 'zod';
import { roundedDecimal } from '../../numeric/decimal.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CertifiedImage, RunSettings } from './result.ts';

/** Columns that every log has; one for each adversary follows. */
export const LOG_COLUMNS = ['idx', 'label', 'predict', 'radius', 'correct', 'time', 'rho', 'count', 'n'] as const;

const RHO_DIGITS = 12;
const RADIUS_DIGITS = 9;
const MARK = '# wulff ';

/** A log that has been read. */
export interface ResultLog {
  readonly settings: RunSettings;
  /** As the log states it; run-fingerprint.ts computes what it should be. */
  readonly fingerprint: string;
  /** In the order of the file; at most one for an image. */
  readonly rows: readonly CertifiedImage[];
  /** The lines that the rows were read from, without newlines. */
  readonly lines: readonly string[];
  /** Whether the text ends within a line, as it does when the writer was killed or the disk was full. */
  readonly torn: boolean;
  /** Characters up to and with the last newline: the part that counts. */
  readonly wholeLength: number;
}

/** A log that grows by a row an image: a file (result-log-node.ts), or whatever a page keeps its rows in. */
export interface LogWriter {
  /** Rows that were there when the log was opened. */
  readonly kept: readonly CertifiedImage[];
  /** Whether the last line was torn, and cut off. */
  readonly mended: boolean;
  /** Keeps a row before the next image begins. A file throws ResultsNotWritten; the rows before are kept. */
  append(row: CertifiedImage): void | Promise<void>;
  close(): void | Promise<void>;
}

/** Header of the columns, without a newline. */
export const columnHeader = (adversaries: readonly string[]): string =>
  [...LOG_COLUMNS, ...adversaries.map((name) => `radius_${name.replace(/\s+/g, '-')}`)].join('\t');

/** The two lines that a log starts with, each ended by a newline. */
export function formatResultLogHeader(settings: RunSettings, fingerprint: string): string {
  return `${MARK}${JSON.stringify({ ...settings, fingerprint })}\n${columnHeader(settings.adversaries)}\n`;
}

/** The line of an image, ended by a newline; radii in the order of `adversaries`. */
export function formatResultLogRow(row: CertifiedImage, adversaries: readonly string[]): string {
  const radii = adversaries.map((name) => roundedDecimal(row.radii.get(name) ?? 0, RADIUS_DIGITS, 'down'));
  const cells = [
    row.index,
    row.label,
    row.predict,
    radii[0] ?? '0',
    row.correct ? 1 : 0,
    clock(row.seconds),
    roundedDecimal(row.rho, RHO_DIGITS, 'down'),
    row.count,
    row.n,
    ...radii,
  ];
  return `${cells.join('\t')}\n`;
}

/** A whole log. */
export const formatResultLog = (settings: RunSettings, fingerprint: string, rows: readonly CertifiedImage[]): string =>
  formatResultLogHeader(settings, fingerprint) +
  rows.map((row) => formatResultLogRow(row, settings.adversaries)).join('');

/** Seconds as the literature writes durations: h:mm:ss.ffffff. */
function clock(seconds: number): string {
  const micros = Math.round(Math.max(0, seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}.${String(micros % 1e6).padStart(6, '0')}`;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const positive = z.number().positive();
const count = z.int().min(0);

const SETTINGS = z.object({
  format: z.literal(1, { error: 'is of another version of wulff; format 1 is read here' }),
  version: z.string(),
  model: z.object({ file: z.string(), sha256: hash }),
  data: z.object({ name: z.string(), sha256: hash }),
  input: z.string(),
  noise: z.string(),
  // JSON has no infinity: noises without a variance have sigma null.
  sigma: z.union([positive, z.null()]).transform((sigma) => sigma ?? Infinity),
  lambda: positive,
  dim: z.int().min(1),
  adversaries: z.array(z.string()).min(1),
  estimation: z.string(),
  n: z.int().min(1),
  n0: count,
  alpha: z.number().min(0).lt(1),
  seed: count,
  engine: z.string(),
  fingerprint: hash,
});

/** Whether a text looks like a log of ours: it starts with the comment that holds the settings. */
export const isResultLog = (text: string): boolean => text.startsWith(MARK);

/**
 * Reads a log. A last line without its newline is left out (`torn`). Throws InvalidInput with the line of the first mistake;
 * `where` names the file in it.
 */
export function parseResultLog(text: string, where = 'the log'): ResultLog {
  const wholeLength = text.lastIndexOf('\n') + 1;
  const all = text.slice(0, wholeLength).split('\n').slice(0, -1);
  const [first, second, ...lines] = all.map((line) => line.replace(/\r$/, ''));
  if (first === undefined || !isResultLog(`${first}\n`)) {
    throw new InvalidInput(
      `${where} is no log of wulff certify: its first line does not start with "${MARK.trim()} {".`,
      { code: 'results-file' },
    );
  }
  const { fingerprint, ...settings } = parseSettings(first.slice(MARK.length), where);
  if (second === undefined)
    throw new InvalidInput(`${where} ends before the header of its columns.`, { code: 'results-file' });
  if (second !== columnHeader(settings.adversaries)) {
    throw new InvalidInput(
      `${where}, line 2: the columns are not those of its settings ("${columnHeader(settings.adversaries)}").`,
      { code: 'results-file' },
    );
  }
  const seen = new Set<number>();
  const rows = lines.map((line, i) => {
    const row = parseRow(line, settings.adversaries, `${where}, line ${i + 3}`);
    if (seen.has(row.index))
      throw new InvalidInput(`${where}, line ${i + 3}: image ${row.index} is there twice.`, { code: 'results-file' });
    seen.add(row.index);
    return row;
  });
  return { settings, fingerprint, rows, lines, torn: wholeLength < text.length, wholeLength };
}

function parseSettings(json: string, where: string): z.infer<typeof SETTINGS> {
  let settings: unknown;
  try {
    settings = JSON.parse(json);
  } catch {
    throw new InvalidInput(`${where}, line 1: the settings are not valid JSON.`, { code: 'results-file' });
  }
  const result = SETTINGS.safeParse(settings);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new InvalidInput(`${where}, line 1: the setting "${issue.path.join('.')}" ${lowerFirst(issue.message)}.`, {
    code: 'results-file',
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function parseRow(line: string, adversaries: readonly string[], where: string): CertifiedImage {
  const cells = line.split('\t');
  const columns = LOG_COLUMNS.length + adversaries.length;
  if (cells.length !== columns) {
    throw new InvalidInput(`${where}: ${cells.length} cells instead of ${columns}.`, { code: 'results-file' });
  }
  const integer = (at: number, least: number): number => {
    const value = Number(cells[at]);
    if (cells[at] !== String(value) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidInput(`${where}: ${LOG_COLUMNS[at]!} is "${cells[at]!}", not an integer >= ${least}.`, {
        code: 'results-file',
      });
    }
    return value;
  };
  const nonnegative = (at: number, name: string): number => {
    const text = cells[at]!;
    const value = text === 'inf' ? Infinity : text.trim() === '' ? NaN : Number(text);
    if (!(value >= 0))
      throw new InvalidInput(`${where}: ${name} is "${text}", not a number >= 0.`, { code: 'results-file' });
    return value;
  };
  const row = {
    index: integer(0, 0),
    label: integer(1, 0),
    predict: integer(2, -1),
    correct: integer(4, 0) === 1,
    seconds: secondsOf(cells[5]!, where),
    rho: nonnegative(6, 'rho'),
    count: integer(7, 0),
    n: integer(8, 0),
    radii: new Map(adversaries.map((name, a) => [name, nonnegative(LOG_COLUMNS.length + a, `the ${name} radius`)])),
  };
  if (row.rho > 1) throw new InvalidInput(`${where}: rho is ${row.rho}, above 1.`, { code: 'results-file' });
  if (row.count > row.n)
    throw new InvalidInput(`${where}: count is ${row.count}, above n = ${row.n}.`, { code: 'results-file' });
  if (row.correct !== (row.predict === row.label)) {
    throw new InvalidInput(`${where}: correct is ${cells[4]!}, but label is ${row.label} and predict ${row.predict}.`, {
      code: 'results-file',
    });
  }
  return row;
}

function secondsOf(text: string, where: string): number {
  const [, hours, minutes, seconds] = /^(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(text) ?? [];
  if (seconds === undefined)
    throw new InvalidInput(`${where}: time is "${text}", not h:mm:ss.`, { code: 'results-file' });
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
