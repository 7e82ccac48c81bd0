/** A folder of certificates: written whole, beside a manifest with the hash of every file. */
import { randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sha256 } from '../../certify/sha256-node.ts';
import { MANIFEST_SCHEMA } from '../../checker/certificate.ts';
import type { VerifyResult } from '../../checker/runner.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { requireFolderOf, systemReason } from '../input/files.ts';
import { packageVersion } from '../terminal/package-facts.ts';

const MANIFEST = 'manifest.json';

/**
 * Checks before long work that certificates can be written to a folder: it does not exist yet, is empty, or holds what
 * an earlier export wrote, unchanged, and nothing else, for that is what will be replaced. Throws InvalidInput
 * otherwise.
 */
export function requireCertificateFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return requireFolderOf(resolve(path));
  const refuse = (reason: string): never => {
    throw new InvalidInput(`Cannot write certificates to ${path}: ${reason}`, { code: 'folder-in-use' });
  };
  if (found.isSymbolicLink()) refuse('it is a link. Name the folder itself.');
  if (!found.isDirectory()) refuse('it is not a folder.');
  const present = entries(path);
  if (present.length === 0) return;
  const written = writtenFiles(path);
  if (written.size === 0) refuse('it is not empty and holds no certificates. Choose another folder.');
  for (const name of present.filter((each) => each !== MANIFEST)) {
    const hash = written.get(name);
    if (hash === undefined) refuse(`it also holds ${name}, which is no certificate. Choose another folder.`);
    // What was changed since is somebody's work; a link or a folder of that name is nothing of ours.
    if (!lstatSync(join(path, name)).isFile() || sha256(readFileSync(join(path, name), 'utf8')) !== hash) {
      refuse(`${name} is not as it was written. Choose another folder.`);
    }
  }
}

/** What a manifest there says was written: hash by file name. Empty where there is no manifest of ours. */
function writtenFiles(path: string): ReadonlyMap<string, string> {
  try {
    if (!lstatSync(join(path, MANIFEST)).isFile()) return new Map();
    const manifest = JSON.parse(readFileSync(join(path, MANIFEST), 'utf8')) as {
      schema?: unknown;
      claims?: readonly { id?: unknown; file?: unknown; sha256?: unknown }[];
    };
    if (manifest.schema !== MANIFEST_SCHEMA) return new Map();
    // Names as writeCertificates makes them, and no other: nothing with a slash or dots can be among them.
    const own = (manifest.claims ?? []).filter(
      ({ id, file }) => /^[A-Za-z0-9_-]+$/.test(String(id)) && file === `${String(id)}.json`,
    );
    return new Map(own.map(({ file, sha256: hash }) => [String(file), String(hash)]));
  } catch {
    return new Map();
  }
}

function entries(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new InvalidInput(`Cannot read ${path}: ${systemReason(error)}.`, { code: 'file' });
  }
}

/**
 * Writes the certificates of a run (texts by claim id) and their manifest. They are written beside the folder first and
 * take its place in one step, so that nobody sees half of them. Throws InvalidInput when they cannot be written.
 */
export function writeCertificates(
  path: string,
  { level, seed, claims }: Pick<VerifyResult, 'level' | 'seed' | 'claims'>,
  certificates: ReadonlyMap<string, string>,
): void {
  requireCertificateFolder(path);
  const folder = resolve(path);
  const temporary = join(dirname(folder), `.${basename(folder)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  const previous = `${temporary}.old`;
  const listed = claims.map(({ id, title }) => {
    const content = certificates.get(id);
    if (content === undefined) throw new Error(`the claim ${id} left no certificate`);
    return { id, title, file: `${id}.json`, sha256: sha256(content), content };
  });
  const manifest = {
    schema: MANIFEST_SCHEMA,
    program: `wulff ${packageVersion()}`,
    run: { level, seed },
    claims: listed.map(({ id, title, file, sha256: hash }) => ({ id, title, file, sha256: hash })),
  };
  try {
    mkdirSync(temporary);
    for (const { file, content } of listed) writeFileSync(join(temporary, file), content, { flag: 'wx' });
    writeFileSync(join(temporary, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { flag: 'wx' });
    const replaced = exists(folder) ? [...writtenFiles(folder).keys(), MANIFEST] : null;
    if (replaced !== null) renameSync(folder, previous);
    renameSync(temporary, folder);
    if (replaced !== null) removeExport(previous, replaced);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (exists(previous) && !exists(folder)) renameSync(previous, folder);
    throw new InvalidInput(`Cannot write certificates to ${path}: ${systemReason(error)}.`, { code: 'file' });
  }
}

/** Deletes these files of a former export and then the folder, which stays if anything else has come into it. */
function removeExport(folder: string, files: readonly string[]): void {
  for (const file of files) rmSync(join(folder, file), { force: true });
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** Reads a file of the folder; undefined when there is none. Throws InvalidInput when it cannot be read. */
export function readFrom(path: string): (name: string) => string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new InvalidInput(`There is no folder ${path}.`, { code: 'file' });
  if (!found.isDirectory())
    throw new InvalidInput(`${path} is not a folder; give the one of verify --certificates.`, { code: 'file' });
  return (name) => {
    const file = join(path, name);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new InvalidInput(`Cannot read ${file}: ${systemReason(error)}.`, { code: 'file' });
    }
  };
}

/** Files of the folder that the manifest does not list. */
export const unlisted = (path: string, listed: readonly string[]): readonly string[] =>
  entries(path).filter((name) => name !== MANIFEST && !listed.includes(name));
