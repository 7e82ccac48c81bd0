/** A row of a result log: tab-separated cells, written and read. */
import { roundedDecimal } from '../../numeric/decimal.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CertifiedImage, RivalVotes, RunSettings } from './result.ts';

/** Columns that every log has; one for each adversary follows. */
export const LOG_COLUMNS = ['idx', 'label', 'predict', 'radius', 'correct', 'time', 'rho', 'count', 'n'] as const;

const RHO_DIGITS = 12;
const RADIUS_DIGITS = 9;
/** The settings that decide which columns a log has. */
export type LogShape = Pick<RunSettings, 'adversaries' | 'rivals'>;

/** Columns after those of the adversaries: the bound on every other class, and votes by bucket, "412,133". */
const RIVAL_COLUMNS = ['rival', 'buckets'] as const;
const rivalColumns = ({ rivals }: LogShape): readonly string[] => (rivals === undefined ? [] : RIVAL_COLUMNS);

/** Header of the columns, without a newline. */
export const columnHeader = (shape: LogShape): string =>
  [
    ...LOG_COLUMNS,
    ...shape.adversaries.map((name) => `radius_${name.replace(/\s+/g, '-')}`),
    ...rivalColumns(shape),
  ].join('\t');

/** The line of an image, ended by a newline; radii in the order of the shape's adversaries. */
export function formatResultLogRow(row: CertifiedImage, shape: LogShape): string {
  const radii = shape.adversaries.map((name) => roundedDecimal(row.radii.get(name) ?? 0, RADIUS_DIGITS, 'down'));
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
    ...(shape.rivals === undefined ? [] : rivalCells(row.rivals)),
  ];
  return `${cells.join('\t')}\n`;
}

function rivalCells(rivals: RivalVotes | undefined): string[] {
  if (rivals === undefined) throw new Error('a row of a log with buckets has none');
  return [roundedDecimal(rivals.bound, RHO_DIGITS, 'up'), rivals.counts.join()];
}

/** Reads the line of an image, without its newline. Throws InvalidInput; `where` names the file and the line. */
export function parseResultLogRow(line: string, shape: LogShape, where: string): CertifiedImage {
  const { adversaries } = shape;
  const cells = line.split('\t');
  const columns = LOG_COLUMNS.length + adversaries.length + rivalColumns(shape).length;
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
    ...(shape.rivals === undefined
      ? {}
      : { rivals: { bound: nonnegative(columns - 2, 'rival'), counts: bucketsOf(cells[columns - 1]!, where) } }),
  };
  if (row.rho > 1) throw new InvalidInput(`${where}: rho is ${row.rho}, above 1.`, { code: 'results-file' });
  if (row.count > row.n)
    throw new InvalidInput(`${where}: count is ${row.count}, above n = ${row.n}.`, { code: 'results-file' });
  if (row.rivals !== undefined) requireRivals(row.rivals, row, where);
  if (row.correct !== (row.predict === row.label)) {
    throw new InvalidInput(`${where}: correct is ${cells[4]!}, but label is ${row.label} and predict ${row.predict}.`, {
      code: 'results-file',
    });
  }
  return row;
}

/** "412,133": integers. */
function bucketsOf(text: string, where: string): number[] {
  if (/^\d+(,\d+)*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidInput(`${where}: buckets is "${text}", not counts with commas between them.`, {
    code: 'results-file',
  });
}

/** All samples voted for the class or for a bucket; near-ties counted against the class may stand in several. */
function requireRivals({ bound, counts }: RivalVotes, { count, n }: { count: number; n: number }, where: string): void {
  const votes = counts.reduce((sum, votes) => sum + votes, count);
  if (bound <= 1 && counts.every((votes) => votes <= n) && votes >= n) return;
  throw new InvalidInput(
    `${where}: count ${count} and buckets ${counts.join()} of n = ${n}, bound ${bound}, do not go together.`,
    { code: 'results-file' },
  );
}

function secondsOf(text: string, where: string): number {
  const [, hours, minutes, seconds] = /^(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(text) ?? [];
  if (seconds === undefined)
    throw new InvalidInput(`${where}: time is "${text}", not h:mm:ss.`, { code: 'results-file' });
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Seconds as the literature writes durations: h:mm:ss.ffffff. */
function clock(seconds: number): string {
  const micros = Math.round(Math.max(0, seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}.${String(micros % 1e6).padStart(6, '0')}`;
}
