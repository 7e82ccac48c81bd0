/** Results of certification from files: our logs, logs of other programs, folders of arrays. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { textOf } from '../data/formats/text.ts';
import { resultsOfLog } from './accuracy-results.ts';
import type { ResultSet } from './accuracy-results.ts';
import { readSavedFolder } from './foreign-results-node.ts';
import { isCohenLog, parseCohenLog } from './foreign-results.ts';
import type { ForeignSubject } from './foreign-results.ts';
import { isResultLog, parseResultLog } from './result-log.ts';
import { reasonNotRead } from './result-log-node.ts';

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
 * The results in a log of wulff certify, in a log `idx label predict radius correct time`, or in a folder of arrays (rs4a).
 * Throws InvalidInput.
 */
export async function readResults(path: string, options: ReadResultsOptions = {}): Promise<ResultSet> {
  const { adversary, radii = [], subject = unknownSubject(path) } = options;
  if (isSavedFolder(path)) return readSavedFolder(path, subject());
  const text = readText(path);
  if (isResultLog(text)) return resultsOfLog(parseResultLog(text, path), path, adversary);
  if (isCohenLog(text)) return parseCohenLog(text, path, subject(), radii);
  throw new InvalidInput(
    `${path} is no log of results: it starts neither with "# wulff {" nor with the columns idx, label, predict, radius, ` +
      'correct (tabs between them).',
    { code: 'results-file' },
  );
}

/** Whether results do not say their noise themselves. Throws InvalidInput where they cannot be read. */
export const isForeign = (path: string): boolean => isSavedFolder(path) || !isResultLog(readText(path));

const unknownSubject = (path: string) => (): never => {
  throw new InvalidInput(`${path} does not say its noise.`, { code: 'results-file', settings: ['noise'] });
};

const isSavedFolder = (path: string): boolean =>
  existsSync(path) && (statSync(path).isDirectory() || existsSync(join(path, 'prob_lb.npy')));

function readText(path: string): string {
  try {
    return textOf(readFileSync(path));
  } catch (error) {
    throw new InvalidInput(`Cannot read ${path}: ${reasonNotRead(error)}.`, { code: 'file' });
  }
}
