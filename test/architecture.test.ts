/**
 * The rules of the house: dependencies point one way, and everything below the command line runs in a browser.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Which rooms each room may import from (itself always). */
const allowed: Record<string, readonly string[]> = {
  numeric: [],
  geometry: ['numeric'],
  formula: ['numeric', 'geometry'],
  noise: ['numeric', 'geometry', 'formula'],
  growth: ['numeric', 'geometry', 'formula', 'noise'],
  radius: ['numeric', 'geometry', 'formula', 'noise', 'growth'],
  vet: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius'],
  certify: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius'],
  checker: ['numeric'],
  // The second checker stands alone.
  recheck: [],
  figures: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet', 'certify', 'checker'],
  cli: [
    'numeric',
    'geometry',
    'formula',
    'noise',
    'growth',
    'radius',
    'vet',
    'certify',
    'checker',
    'recheck',
    'figures',
    'proofs',
  ],
  proofs: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet', 'certify', 'checker', 'properties'],
  properties: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet', 'certify', 'checker'],
};

/** Files that may use Node's own modules outside cli: worker pools, engines and readers of files, named `*-node.ts`. */
const nodeOnly = /^src\/(cli\/|(checker|certify)\/.*-node\.ts$)/;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file).split(sep).join('/'));
}

function room(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'src' ? (parts.length === 2 ? 'src' : parts[1]!) : parts[0]!;
}

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
}

const files = ['src', 'proofs', 'properties'].flatMap(sources);

describe('architecture', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('lets dependencies point one way only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const from = room(file);
      if (from === 'src') continue; // src/index.ts is the public face of every room
      expect(allowed, `${file} stands in a room the architecture does not know`).toHaveProperty(from);
      for (const target of imports(file)) {
        if (!target.startsWith('.')) continue;
        const to = room(
          relative(root, resolve(root, dirname(file), target))
            .split(sep)
            .join('/'),
        );
        if (to !== from && !allowed[from]!.includes(to)) wrong.push(`${file} -> ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps Node out of everything that runs in a browser', () => {
    const wrong = files.filter(
      (file) => !nodeOnly.test(file) && imports(file).some((target) => target.startsWith('node:')),
    );
    expect(wrong).toEqual([]);
  });

  it('lets the second checker share nothing: no other room, no library, no Node', () => {
    const own = files.filter((file) => file.startsWith('src/recheck/'));
    expect(own.length).toBeGreaterThan(10);
    const strangers = own.flatMap((file) =>
      imports(file)
        .filter((target) => !/^\.\/[\w-]+\.ts$/.test(target))
        .map((target) => `${file} -> ${target}`),
    );
    expect(strangers).toEqual([]);
    // Nor does anything below the command line lean on it.
    const leaning = files.filter(
      (file) => !/^src\/(recheck|cli)\//.test(file) && imports(file).some((target) => target.includes('recheck/')),
    );
    expect(leaning).toEqual([]);
  });

  it('reaches special-function libraries through the numeric facade alone', () => {
    const wrong = files.filter(
      (file) =>
        !file.startsWith('src/numeric/') &&
        imports(file).some((target) => target.startsWith('@stdlib/') || target === 'lib-r-math.js'),
    );
    expect(wrong).toEqual([]);
  });
});
