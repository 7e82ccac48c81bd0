/** One log from several: the shares of machines that certified parts of one data set. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { formatResultLogHeader } from './result-log.ts';
import type { ResultLog } from './result-log.ts';
import { differingSettings } from './run-fingerprint.ts';

/** A log and the name it has in sentences. */
export interface NamedLog {
  readonly file: string;
  readonly log: ResultLog;
}

/** One log made of several, as text to be written. */
export interface MergedLog {
  readonly text: string;
  readonly images: number;
  /** Images that stand in several logs with the same row (but for the time): taken once. */
  readonly repeated: number;
  /** Files whose last line was torn and is left out. */
  readonly torn: readonly string[];
}

/** Column of the time: the one in which rows of the same run may differ. */
const TIME = 5;

/**
 * Rows of all logs by index, under the settings of the first. The logs must have one fingerprint; an image that two logs tell
 * differently is refused. Throws InvalidInput.
 */
export function mergeLogs(logs: readonly NamedLog[]): MergedLog {
  const [first, ...rest] = logs;
  if (first === undefined) throw new InvalidInput('Name at least one log to merge.', { code: 'results-file' });
  for (const { file, log } of rest) {
    const differences = differingSettings(first.log.settings, log.settings, [`in ${first.file}`, `in ${file}`]);
    if (differences.length > 0) {
      throw new InvalidInput(`${first.file} and ${file} are of different runs: ${differences.join('; ')}.`, {
        code: 'other-settings',
      });
    }
  }
  const rows = new Map<number, { readonly line: string; readonly file: string }>();
  let repeated = 0;
  for (const { file, log } of logs) {
    log.rows.forEach(({ index }, i) => {
      const line = log.lines[i]!;
      const known = rows.get(index);
      if (known === undefined) {
        rows.set(index, { line, file });
        return;
      }
      if (withoutTime(known.line) !== withoutTime(line)) {
        throw new InvalidInput(
          `${known.file} and ${file} tell different results of image ${index} with the same settings: they were made by ` +
            'different versions or devices. Leave one of them out.',
          { code: 'results-file' },
        );
      }
      repeated += 1;
    });
  }
  const lines = [...rows.entries()].sort(([a], [b]) => a - b).map(([, { line }]) => `${line}\n`);
  const engines = [...new Set(logs.map(({ log }) => log.settings.engine))];
  const settings = { ...first.log.settings, engine: engines.join('; ') };
  return {
    text: formatResultLogHeader(settings, first.log.fingerprint) + lines.join(''),
    images: rows.size,
    repeated,
    torn: logs.filter(({ log }) => log.torn).map(({ file }) => file),
  };
}

const withoutTime = (line: string): string =>
  line
    .split('\t')
    .filter((_, column) => column !== TIME)
    .join('\t');
