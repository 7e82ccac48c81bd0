/** A folder of certificates: written whole, beside a manifest with the hash of every file. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sha256 } from '../../certify/sha256-node.ts';
import { MANIFEST_SCHEMA } from '../../checker/certificate.ts';
import type { VerifyResult } from '../../checker/runner.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { requireFolderOf, systemReason } from '../input/files.ts';
import { packageVersion } from '../terminal/package-facts.ts';

const MANIFEST = 'manifest.json';

/**
 * Checks before long work that certificates can be written to a folder: it does not exist yet, is empty, or holds
 * certificates and nothing else. Throws InvalidInput otherwise.
 */
export function requireCertificateFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return requireFolderOf(resolve(path));
  if (!found.isDirectory()) throw new InvalidInput(`Cannot write certificates to ${path}: it is not a folder.`);
  const present = entries(path);
  if (present.length === 0) return;
  const own = new Set([MANIFEST, ...filesOf(path)]);
  const other = present.find((name) => !own.has(name));
  if (own.size === 1)
    throw new InvalidInput(`Cannot write certificates to ${path}: it is not empty and holds no certificates.`);
  if (other !== undefined) {
    throw new InvalidInput(
      `Cannot write certificates to ${path}: it also holds ${other}, which is no certificate. Choose another folder.`,
    );
  }
}

/** The files a manifest there lists; none where there is no such manifest. */
function filesOf(path: string): readonly string[] {
  try {
    const manifest = JSON.parse(readFileSync(join(path, MANIFEST), 'utf8')) as {
      schema?: unknown;
      claims?: readonly { file?: unknown }[];
    };
    if (manifest.schema !== MANIFEST_SCHEMA) return [];
    return (manifest.claims ?? []).map(({ file }) => String(file));
  } catch {
    return [];
  }
}

function entries(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new InvalidInput(`Cannot read ${path}: ${systemReason(error)}.`);
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
  const temporary = join(dirname(folder), `.${basename(folder)}.${process.pid}.tmp`);
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
    for (const { file, content } of listed) writeFileSync(join(temporary, file), content);
    writeFileSync(join(temporary, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
    if (exists(folder)) renameSync(folder, previous);
    renameSync(temporary, folder);
    rmSync(previous, { recursive: true, force: true });
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (exists(previous) && !exists(folder)) renameSync(previous, folder);
    throw new InvalidInput(`Cannot write certificates to ${path}: ${systemReason(error)}.`);
  }
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** Reads a file of the folder; undefined when there is none. Throws InvalidInput when it cannot be read. */
export function readFrom(path: string): (name: string) => string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new InvalidInput(`There is no folder ${path}.`);
  if (!found.isDirectory()) throw new InvalidInput(`${path} is not a folder; give the one of verify --certificates.`);
  return (name) => {
    const file = join(path, name);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new InvalidInput(`Cannot read ${file}: ${systemReason(error)}.`);
    }
  };
}

/** Files of the folder that the manifest does not list. */
export const unlisted = (path: string, listed: readonly string[]): readonly string[] =>
  entries(path).filter((name) => name !== MANIFEST && !listed.includes(name));
