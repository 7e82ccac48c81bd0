/** The last words of a task, from what it printed. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { NUMBER_DIGITS } from '../plan.ts';

/** Bytes at the end of a file that are looked at. */
const END = 2 ** 14;

/** What a task prints, in the run folder. */
const printedBy = (task: number): string => `logs/task-${String(task).padStart(NUMBER_DIGITS, '0')}.log`;

/**
 * The sentence that says why a task ended: the program's own (after "wulff:") if it is the last of that kind, else what
 * the scheduler wrote, else the last line. Null where nothing was printed.
 */
export function lastSentence(folder: string, task: number): string | null {
  const lines = endOf(join(folder, printedBy(task)))
    .split(/[\n\r]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Results so far are kept/.test(line));
  const telling = lines.filter((line) => !/^Task \d+ ended with exit code/.test(line));
  const last = telling.findLast((line) => /^wulff: |^slurmstepd.*error: /.test(line)) ?? telling.at(-1) ?? lines.at(-1);
  return last === undefined
    ? null
    : last
        .replace(/^wulff: /, '')
        .replace(/^slurmstepd[^ ]*: error: (\*+ )?/, '')
        .replace(/ \*+$/, '');
}

function endOf(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, END));
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, size - bytes.length));
  } finally {
    closeSync(file);
  }
}
