/** Results of certification from files: our logs, logs of other programs, folders of arrays. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { placeName } from '../data/formats/text-node.ts';
import { LogResults, type ResultSet } from './accuracy-results.ts';
import { requireCommittedSeed } from '../assurance/committed-seed.ts';
import { readSavedFolder } from './foreign-results-node.ts';
import { CohenReader, isCohenLog, type ForeignSubject } from './foreign-results.ts';
import { LineFile } from './log-lines-node.ts';
import { LogReader } from './log-reader.ts';
import { isResultLog } from './result-log.ts';
import { readingLog } from './result-log-node.ts';
import type { RunSettings } from './result.ts';

/** What results are read for. */
export interface ReadResultsOptions {
  /** Against whom; default: the first adversary of a log. */
  readonly adversary?: string | undefined;
  /** Radii of the table, for notes on rounding in logs of other programs; default none. */
  readonly radii?: readonly number[] | undefined;
  /** Noise and adversary of results that do not say theirs; asked only for those. */
  readonly subject?: (() => ForeignSubject) | undefined;
}

/**
 * The results in a log of wulff certify, in a log `idx label predict radius correct time`, or in a folder of arrays
 * (rs4a); a log may come from standard input, "-". Throws InvalidInput.
 */
export async function readResults(path: string, options: ReadResultsOptions = {}): Promise<ResultSet> {
  const place = placeName(path);
  const { adversary, radii = [], subject = unknownSubject(place) } = options;
  if (isSavedFolder(path)) return readSavedFolder(path, subject());
  const lines = new LineFile(path);
  const start = readingLog(place, () => lines.start(START));
  if (isResultLog(start)) {
    const { results, settings } = readingLog(place, () => ownResults(lines, adversary));
    await requireCommittedSeed(settings, place);
    return results;
  }
  if (isCohenLog(start)) {
    const reader = new CohenReader(place, subject(), radii);
    readingLog(place, () => lines.each((line) => reader.read(line), true));
    return reader.results();
  }
  throw new InvalidInput(
    `${place} is no log of results: it starts neither with "# wulff {" nor with the columns idx, label, predict, radius, ` +
      'correct (tabs between them).',
    { code: 'results-file' },
  );
}

/** Whether results do not say their noise themselves. Throws InvalidInput where they cannot be read. */
export const isForeign = (path: string): boolean =>
  isSavedFolder(path) || !isResultLog(readingLog(path, () => new LineFile(path).start(START)));

const unknownSubject = (path: string) => (): never => {
  throw new InvalidInput(`${path} does not say its noise.`, { code: 'results-file', settings: ['noise'] });
};

const isSavedFolder = (path: string): boolean =>
  existsSync(path) && (statSync(path).isDirectory() || existsSync(join(path, 'prob_lb.npy')));

/** Bytes that tell the kinds apart. */
const START = 256;

function ownResults(
  lines: LineFile,
  adversary: string | undefined,
): { readonly results: ResultSet; readonly settings: RunSettings } {
  const reader = new LogReader(lines.place);
  let collected: LogResults | null = null;
  const torn = lines.each((line) => {
    const row = reader.read(line);
    if (row === null) return;
    collected ??= new LogResults(reader.head.settings, lines.place, adversary);
    collected.add(row, reader.lines);
  });
  const { settings } = reader.head;
  return { results: (collected ?? new LogResults(settings, lines.place, adversary)).results(torn), settings };
}
