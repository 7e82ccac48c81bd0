/** Files of a data set: read whole, with a sentence about what is wrong, and fingerprinted. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** A file that has been read. */
export interface ReadFile {
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Node reads no file whole that is larger. */
const LARGEST = 2 ** 31 - 1;

/** A whole file. Throws InvalidInput. */
export async function readWhole(path: string): Promise<ReadFile> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) {
      throw new InvalidInput(`${path} is larger than 2 GiB, which is the most that is read at once; split it.`);
    }
    return { path, name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Whether a path is a folder, a file, or nothing. Throws InvalidInput when it may not be looked at. */
export async function kindOfPath(path: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (reasonOf(error) === REASONS['ENOENT'] || reasonOf(error) === REASONS['ENOTDIR']) return 'nothing';
    throw unreadable(path, error);
  }
}

/** What a folder holds, hidden files left out, in the order of the code units of the names. */
export async function listFolder(path: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  try {
    const files: string[] = [];
    const folders: string[] = [];
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const isFolder = entry.isSymbolicLink()
        ? (await stat(join(path, entry.name))).isDirectory()
        : entry.isDirectory();
      (isFolder ? folders : files).push(entry.name);
    }
    return { files: files.sort(), folders: folders.sort() };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The first of these names that is in a folder, or undefined. */
export const firstOf = (present: readonly string[], names: readonly string[]): string | undefined =>
  names.find((name) => present.includes(name));

/** SHA-256 of bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** What a fingerprint is made of: the hash of a file and its name. */
export interface FileHash {
  readonly name: string;
  readonly sha256: string;
}

/**
 * The fingerprint of a data set. One file read as it stands: the file's SHA-256. Otherwise the SHA-256 of the lines
 * "<hash>  <name>", as `sha256sum` prints them, in the order read, followed by a line for each option that changes pixels.
 */
export function dataFingerprint(
  files: readonly FileHash[],
  options: Readonly<Record<string, string | undefined>>,
): string {
  const set = Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (files.length === 1 && set.length === 0) return files[0]!.sha256;
  const lines = [
    ...files.map((file) => `${file.sha256}  ${file.name}\n`),
    ...set.map(([name, value]) => `${name}=${value}\n`),
  ];
  return sha256(lines.join(''));
}

/** The fingerprint of files read without any option. */
export const fingerprintOf = (files: readonly ReadFile[]): string => dataFingerprint(hashesOf(files), {});

/** Name and hash of files. */
export const hashesOf = (files: readonly ReadFile[]): FileHash[] =>
  files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) }));

/** "train-images.npy, train-labels.npy". */
export const namesOf = (files: readonly ReadFile[]): string => files.map(({ name }) => name).join(', ');

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  EIO: 'the disk reports an error',
  ENOMEM: 'out of memory',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'the system gives no reason' : code);
};

const unreadable = (path: string, error: unknown): InvalidInput =>
  error instanceof InvalidInput ? error : new InvalidInput(`Cannot read ${path}: ${reasonOf(error)}.`);
