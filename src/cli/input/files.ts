/** Files as a command line knows them: read with a sentence about what is wrong, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { placeName, textIn } from '../../certify/data/formats/text-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/**
 * The text of a file, or of standard input for "-": UTF-8, or UTF-16 with a byte order mark. Throws InvalidInput when it
 * cannot be read.
 */
export function readText(path: string): string {
  try {
    return textIn(path);
  } catch (error) {
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

/**
 * Writes a file, whole or in parts, through a temporary one beside it and a rename, so that a reader never sees half of it.
 * Throws InvalidInput when the place cannot be written.
 */
export function writeAtomically(path: string, content: string | Iterable<string>): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  let made = false;
  try {
    // Exclusively: never through a link that somebody laid there, never into a file of theirs.
    const file = openSync(temporary, 'wx');
    made = true;
    try {
      for (const part of typeof content === 'string' ? [content] : inBlocks(content)) writeFileSync(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    if (made) rmSync(temporary, { force: true });
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`Cannot write ${path}: ${systemReason(error)}.`, { code: 'file' });
  }
}

/** Characters that are written at once, about. */
const BLOCK = 2 ** 20;

/** Parts joined to blocks that are worth a call each. */
export function* inBlocks(parts: Iterable<string>): Generator<string> {
  let block: string[] = [];
  let size = 0;
  for (const part of parts) {
    block.push(part);
    size += part.length;
    if (size < BLOCK) continue;
    yield block.join('');
    block = [];
    size = 0;
  }
  yield block.join('');
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EEXIST: 'there is a file of that name',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
};

/** Why the system refused, in words. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'the system gives no reason' : code);
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
