/** Files as a command line knows them: read with a sentence about what is wrong, written whole or not at all. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { placeName, textIn } from '../../certify/data/formats/text-node.ts';
import { systemReason } from '../../certify/whole-file-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';

export { inBlocks, systemReason, writeAtomically } from '../../certify/whole-file-node.ts';

/** Bytes of a description at most: a body of as many values as are read takes a fifth of it. */
const LARGEST_DESCRIPTION = 64 * 2 ** 20;

/**
 * The text of a file, or of standard input for "-": UTF-8, or UTF-16 with a byte order mark. Throws InvalidInput when
 * it cannot be read, or is larger than any description.
 */
export function readText(path: string): string {
  try {
    return textIn(path, LARGEST_DESCRIPTION);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`Cannot read ${placeName(path)}: ${systemReason(error)}.`, { code: 'file' });
  }
}

/** The JSON document in a file. Throws InvalidInput with the place of the first mistake. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = path === '-' ? 'Standard input' : path;
    throw new InvalidInput(`${place} is not valid JSON: ${jsonMistake(text, error)}.`, { code: 'file' });
  }
}

/** Checks before long work that the folder of a file to be written is there. Throws InvalidInput. */
export function requireFolderOf(path: string): void {
  const folder = dirname(path);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
    throw new InvalidInput(`Cannot write ${path}: it is a directory.`, { code: 'file' });
  }
  throw new InvalidInput(
    `Cannot write ${path}: ${found === undefined ? `there is no folder ${folder}` : `${folder} is not a folder`}.`,
    { code: 'file' },
  );
}

/** Makes a folder unless it is there; the folder it lies in must exist. Throws InvalidInput when it cannot be made. */
export function makeFolder(path: string): void {
  try {
    // Not recursive: where a parent cannot be made, Node 20 may try for ever (/proc).
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) mkdirSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const reason = code === 'ENOENT' ? 'the folder it lies in must exist' : systemReason(error);
    throw new InvalidInput(`Cannot make the folder ${path}: ${reason}.`, { code: 'file' });
  }
}

/** V8 words a JSON mistake in several ways; what a person wants is the line and the column. */
function jsonMistake(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty';
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) {
    if (/end of JSON/i.test(message)) return 'it ends too early';
    if (/\b(NaN|Infinity)\b/.test(text)) return 'JSON has neither NaN nor Infinity';
    const token = /token '?(.)'?/u.exec(message)?.[1];
    return token === undefined ? 'it cannot be read' : `unexpected ${JSON.stringify(token)}`;
  }
  const before = text.slice(0, Number(position)).split('\n');
  const what = text[Number(position)];
  const where = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  return what === undefined ? `it ends too early (${where})` : `unexpected ${JSON.stringify(what)} at ${where}`;
}
