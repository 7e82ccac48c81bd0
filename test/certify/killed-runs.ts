/** A run that is killed again and again: shared by the test and by bench/certify-kills.ts. */
import { existsSync, readFileSync } from 'node:fs';

/** What of a log does not depend on the clock. */
export const withoutTimes = (text: string): string => text.replace(/\t\d+:\d\d:\d\d\.\d{6}\t/g, '\t-\t');

/** Whole rows in a log that may be half written. */
export function rowsIn(path: string): number {
  if (!existsSync(path)) return 0;
  return Math.max(0, readFileSync(path, 'utf8').split('\n').length - 3);
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

/** Waits until a log has more rows than `rows`, or the program has ended. */
export async function moreRows(path: string, rows: number, ended: () => boolean): Promise<void> {
  while (rowsIn(path) <= rows && !ended()) await pause(5);
}
