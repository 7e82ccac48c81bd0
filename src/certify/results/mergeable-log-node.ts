/**
 * Logs in files as `mergeLogs` takes them: of each row its image and its place are kept, and its line is read again.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { requireCommittedSeed } from '../assurance/committed-seed.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { LineFile } from './log-lines-node.ts';
import type { MergeableLog } from './merge-logs.ts';
import { LogReader } from './log-reader.ts';
import { readingLog } from './result-log-node.ts';
import { RhoCheck } from './rho-check.ts';
import { runFingerprint } from './run-fingerprint.ts';

/** A log that has been read through once. */
export interface LogToMerge extends MergeableLog {
  /** Sentences about rows that are odd. */
  readonly notes: readonly string[];
}

/** Reads a log through, checks its rows, and that its fingerprint is that of its settings. Throws InvalidInput. */
export async function openLogToMerge(path: string): Promise<LogToMerge> {
  const lines = new LineFile(path);
  const reader = new LogReader(lines.place);
  const indices = new GrowingNumbers();
  const starts = new GrowingNumbers();
  const lengths = new GrowingNumbers();
  let check: RhoCheck | null = null;
  const torn = readingLog(lines.place, () =>
    lines.each((line, start, length) => {
      const row = reader.read(line);
      if (row === null) return;
      indices.push(row.index);
      starts.push(start);
      lengths.push(length);
      check ??= new RhoCheck(reader.head.settings);
      check.look(row, () => `${lines.place}, line ${reader.lines}`);
    }),
  );
  const { settings, fingerprint } = reader.head;
  if ((await runFingerprint(settings)) !== fingerprint) {
    throw new InvalidInput(
      `${lines.place}, line 1: the fingerprint is not that of the settings; they have been edited.`,
      {
        code: 'results-file',
      },
    );
  }
  await requireCommittedSeed(settings, lines.place);
  const notes = (check ?? new RhoCheck(settings)).notes();
  return {
    file: lines.place,
    settings,
    fingerprint,
    torn,
    notes,
    indices: indices.values,
    line: (row) => {
      const line = readingLog(lines.place, () => lines.line(starts.values[row]!, lengths.values[row]!)).replace(
        /\r$/,
        '',
      );
      if (Number(line.slice(0, line.indexOf('\t'))) === indices.values[row]) return line;
      throw new InvalidInput(`${lines.place} was changed while it was merged.`, { code: 'results-file' });
    },
  };
}
