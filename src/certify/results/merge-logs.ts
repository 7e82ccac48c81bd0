/** One log from several: the shares of machines that certified parts of one data set. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { formatResultLogHeader, type LogHead } from './result-log.ts';
import { differingSettings } from './run-fingerprint.ts';

/** A log whose rows are looked up, wherever they are kept. */
export interface MergeableLog extends LogHead {
  readonly file: string;
  /** Index of the image of each row, in the order of the file. */
  readonly indices: ArrayLike<number>;
  /** The line of a row, without its newline. */
  line(row: number): string;
  /** Whether the last line was torn and is left out. */
  readonly torn: boolean;
}

/** One log made of several, its text looked up part by part. */
export interface MergedLog {
  /**
   * The two lines that the log starts with, then the rows, each ended by a newline: looked up as they are asked for.
   */
  text(): Iterable<string>;
  readonly images: number;
  /** Images that stand in several logs with the same row (but for the time): taken once. */
  readonly repeated: number;
  /** Files whose last line was torn and is left out. */
  readonly torn: readonly string[];
}

/** Column of the time: the one in which rows of the same run may differ. */
const TIME = 5;

/**
 * Rows of all logs by index, under the settings of the first. The logs must have one fingerprint; an image that two
 * logs tell differently is refused. Throws InvalidInput.
 */
export function mergeLogs(logs: readonly MergeableLog[]): MergedLog {
  const [first, ...rest] = logs;
  if (first === undefined) throw new InvalidInput('Name at least one log to merge.', { code: 'results-file' });
  for (const log of rest) {
    const differences = differingSettings(first.settings, log.settings, [`in ${first.file}`, `in ${log.file}`]);
    if (differences.length > 0) {
      throw new InvalidInput(`${first.file} and ${log.file} are of different runs: ${differences.join('; ')}.`, {
        code: 'other-settings',
      });
    }
  }
  const { rows, repeated } = distinctRows(logs);
  const engines = [...new Set(logs.map(({ settings }) => settings.engine))];
  const settings = { ...first.settings, engine: engines.join('; ') };
  return {
    *text() {
      yield formatResultLogHeader(settings, first.fingerprint);
      for (let i = 0; i < rows.size; i++) yield `${rows.line(i)}\n`;
    },
    images: rows.size,
    repeated,
    torn: logs.filter(({ torn }) => torn).map(({ file }) => file),
  };
}

interface DistinctRows {
  readonly rows: { readonly size: number; line(i: number): string };
  readonly repeated: number;
}

/** The rows in the order of their images, each image once. */
function distinctRows(logs: readonly MergeableLog[]): DistinctRows {
  const total = logs.reduce((sum, { indices }) => sum + indices.length, 0);
  const index = new Float64Array(total);
  const log = new Uint32Array(total);
  const row = new Uint32Array(total);
  let at = 0;
  logs.forEach(({ indices }, k) => {
    for (let i = 0; i < indices.length; i++, at++) {
      index[at] = indices[i]!;
      log[at] = k;
      row[at] = i;
    }
  });
  const order = Uint32Array.from(index, (_, i) => i).sort((a, b) => index[a]! - index[b]!);
  const line = (i: number): string => logs[log[i]!]!.line(row[i]!);
  let size = 0;
  for (const next of order) {
    const known = order[size - 1];
    if (size === 0 || index[known!] !== index[next]) {
      order[size] = next;
      size += 1;
    } else if (withoutTime(line(known!)) !== withoutTime(line(next))) {
      throw new InvalidInput(
        `${logs[log[known!]!]!.file} and ${logs[log[next]!]!.file} tell different results of image ${index[next]!} with the ` +
          'same settings: they were made by different versions or devices. Leave one of them out.',
        { code: 'results-file' },
      );
    }
  }
  return { rows: { size, line: (i) => line(order[i]!) }, repeated: total - size };
}

const withoutTime = (line: string): string =>
  line
    .split('\t')
    .filter((_, column) => column !== TIME)
    .join('\t');
