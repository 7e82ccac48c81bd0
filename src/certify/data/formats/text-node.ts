/** The text of a file, or of standard input, in whatever encoding its mark says. */
import { readFileSync } from 'node:fs';
import { textOf } from './text.ts';

/** How a command line names standard input. */
const STANDARD_INPUT = '-';

/** The text of standard input, which can be read but once. */
let given: string | undefined;

/** The text of a file, or of standard input for "-". Throws what the system says where it cannot be read. */
export function textIn(path: string): string {
  if (path !== STANDARD_INPUT) return textOf(readFileSync(path));
  given ??= textOf(readFileSync(0));
  return given;
}

/** A path as a sentence names it. */
export const placeName = (path: string): string => (path === STANDARD_INPUT ? 'standard input' : path);
