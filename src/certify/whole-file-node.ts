/** Files that are written whole or not at all, and what the system says when it refuses. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../numeric/invalid-input.ts';

/**
 * Writes a file, whole or in parts, through a temporary one beside it and a rename, so that a reader never sees half of
 * it. Throws InvalidInput when the place cannot be written.
 */
export function writeAtomically(path: string, content: string | Iterable<string>, mode = 0o666): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  let made = false;
  try {
    // Exclusively: never through a link that somebody laid there, never into a file of theirs.
    const file = openSync(temporary, 'wx', mode);
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
