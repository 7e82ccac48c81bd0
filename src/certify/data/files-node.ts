/** Files of a data set: read whole, with a sentence about what is wrong, and fingerprinted. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { sha256 } from '../sha256-node.ts';

/** A file that has been read. */
export interface ReadFile {
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Node reads no file whole that is larger; nor is one unpacked that would be. */
const LARGEST_FILE = 2 ** 31 - 1;

/** A whole file, not a device or a pipe, which may have no end. Throws InvalidInput before anything is read. */
export async function readWhole(path: string): Promise<ReadFile> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new InvalidInput(`Cannot read ${path}: ${REASONS['EISDIR']!}.`, { code: 'file' });
    if (!found.isFile())
      throw new InvalidInput(`Cannot read ${path}: it is a device or a pipe, not a file.`, { code: 'file' });
    if (found.size > LARGEST_FILE) {
      throw new InvalidInput(
        `${path} has ${gibibytes(found.size)}; 2 GiB is the most that is read at once: split it.`,
        { code: 'file' },
      );
    }
    return { path, name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** "6.0 GiB". */
const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/**
 * The bytes of a file, unpacked if it is gzipped, but not further than the length that its first bytes promise
 * (`promised`; null: they promise none), and one byte. Throws InvalidInput: a damaged file, or one that unpacks to more
 * than 2 GiB.
 */
export async function gunzipped(
  { bytes, path }: ReadFile,
  promised: (start: Uint8Array) => number | null,
): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const length = promised(await unpackedStart(bytes)) ?? LARGEST_FILE;
    if (length > LARGEST_FILE) throw tooLargeUnpacked(path);
    return gunzipSync(bytes, { maxOutputLength: Math.min(LARGEST_FILE, length + 1) });
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new InvalidInput(
        `${path} unpacks to more than its own header says, or to more than 2 GiB. Fetch it again.`,
        { code: 'file' },
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`${path} cannot be unpacked (${reason}): it is damaged or was cut off. Fetch it again.`, {
      code: 'file',
    });
  }
}

const tooLargeUnpacked = (path: string): InvalidInput =>
  new InvalidInput(`${path} unpacks to more than 2 GiB, which is the most that is read at once: split it.`, {
    code: 'file',
  });

/** The first bytes of what a gzip file holds. */
async function unpackedStart(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = createGunzip();
  stream.end(bytes.subarray(0, 2 ** 16));
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) return chunk;
  } catch {
    // What is wrong with the whole is told when the whole is unpacked.
  } finally {
    stream.destroy();
  }
  return new Uint8Array();
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

/** What a fingerprint is made of: the hash of a file and its name. */
export interface FileHash {
  readonly name: string;
  readonly sha256: string;
}

/**
 * The fingerprint of a data set. One file read as it stands: the file's SHA-256. Otherwise the SHA-256 of the lines
 * "<hash> <name>", as `sha256sum` prints them, in the order read, followed by a line for each option that changes
 * pixels.
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
  ELOOP: 'its links lead in a circle',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'the system gives no reason' : code);
};

const unreadable = (path: string, error: unknown): InvalidInput =>
  error instanceof InvalidInput
    ? error
    : new InvalidInput(`Cannot read ${path}: ${reasonOf(error)}.`, { code: 'file' });
