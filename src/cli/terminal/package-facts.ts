/** What package.json says of this program: its version and the exact versions of its libraries. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

let facts: PackageFacts | undefined;

/** The folder of the nearest package.json above this file: the same from src/ and from dist/src/. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The sources of the formal proofs, as the package has them. */
export const proofSources = (): string => join(packageFolder(), 'proofs', 'formal');

function packageFacts(): PackageFacts {
  facts ??= JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as PackageFacts;
  return facts;
}

/** The version of wulff. */
export const packageVersion = (): string => packageFacts().version;

/** The pinned version of a library, or "not a dependency". */
export const libraryVersion = (name: string): string =>
  packageFacts().dependencies[name]?.replace(/^npm:/, '') ?? 'not a dependency';
