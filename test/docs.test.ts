/** What the documents say exists, exists; the README's numbers are the library's. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claims } from '../proofs/index.ts';
import { piecesOf, type Evidence } from '../src/checker/index.ts';
import { RECHECKED } from '../src/recheck/evidence.ts';
import { certifiedRadius, gaussian, growth, lpAdversary, uniform, volume, wulffCrystal } from '../src/index.ts';

const root = resolve(import.meta.dirname, '..');
/** Every file of the repository, with a line each; new ones count before they are committed. */
const tracked = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).stdout;
/** Names of files that are no part of the repository: built, a user's, or of another program. */
const BUILT = /^(dist|web\/dist)(\/|$)|^(noise-wasm|main)\.js$/;
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('documents', () => {
  it('map every claim to code', () => {
    const map = read('docs/theory-to-code.md');
    const missing = claims.filter(
      ({ id }) => !new RegExp(`(^|[| ,])${id.replace('.', '\\.')}([ ,.|]|$)`, 'm').test(map),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  const documents = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
  const pages = documents.filter((name) => name.endsWith('.md'));

  it.each(pages)('%s names files that exist', (file) => {
    // `src/numeric/estimate.ts`, `geometry/body.ts`, `smoothing.ts`, `wgsl/*.ts`: from the root, or the end of a path.
    const text = read(file).replace(/^```[^]*?^```/gm, '');
    const paths = [
      ...text.matchAll(
        /`((?:[\w.*-]+\/)*[\w.*-]+\.(?:ts|js|py|assemblyscript)|(?:src|proofs|properties|docs|test|web|bench)\/[\w./-]+)`/g,
      ),
    ]
      .map((match) => match[1]!)
      .filter((path) => !BUILT.test(path));
    const exists = (path: string): boolean => {
      const pattern = path
        .replace(/\/$/, '')
        .split('*')
        .map((part) => part.replaceAll('.', '\\.'))
        .join('[^/]*');
      return new RegExp(`(^|\n|/)${pattern}($|\n|/)`).test(tracked);
    };
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  it('leave the clone as it was: whatever their commands write is ignored', () => {
    const commands = pages.flatMap((file) =>
      [...read(file).matchAll(/(?:wulff|main\.js) [^\n`]*/g)].map(([line]) => line),
    );
    const written = commands.flatMap((line) =>
      [...line.matchAll(/--(?:out|report|svg|obj|certificates|figures|junit|csv|latex)[ =]([\w./-]+)/g)].map(
        (match) => match[1]!,
      ),
    );
    expect(written.length).toBeGreaterThan(3);
    const made = [
      ...new Set([...written.filter((name) => /^[a-z]/.test(name)), 'web/dist/index.html', 'dist/src/index.js']),
    ];
    const ignored = spawnSync('git', ['check-ignore', '--stdin'], {
      cwd: root,
      input: made.join('\n'),
      encoding: 'utf8',
    });
    expect(made.filter((name) => !ignored.stdout.split('\n').includes(name))).toEqual([]);
  });

  it('README: the numbers of the library example', () => {
    const dim = 3072;
    const l1 = lpAdversary(1, dim);
    const text = read('README.md');
    const printed: [number, string][] = [
      [certifiedRadius(uniform('linf', dim, { sigma: 1 }), l1, 0.9).radius, '1.38564'],
      [certifiedRadius(gaussian(dim, { sigma: 1 }), l1, 0.9).radius, '1.28155'],
      [growth(gaussian(2, { sigma: 1 }), [0.3, 0.4], 0.1).value, '0.21723'],
    ];
    for (const [value, digits] of printed) {
      expect(text).toContain(`${digits}...`);
      expect(String(value).startsWith(digits)).toBe(true);
    }
    expect(volume(wulffCrystal(lpAdversary(Infinity, 3))).value).toBe(2);
  });

  it('README: as many false variants as the claims have', () => {
    const mutants = claims.reduce((sum, claim) => sum + claim.mutants.length, 0);
    expect(read('README.md')).toContain(`false variants (${mutants} in all)`);
  });

  it('README: as many pieces of evidence for the second checker as the claims have', () => {
    const hasData = ({ kind }: Evidence): boolean => (RECHECKED as readonly string[]).includes(kind);
    const evidence = claims.flatMap(({ parts }) => parts.flatMap((part) => piecesOf(part).map(({ piece }) => piece)));
    const mutants = claims.flatMap((claim) => claim.mutants).filter((mutant) => hasData(mutant.evidence)).length;
    const data = evidence.filter(hasData).length;
    const text = read('README.md').replace(/\s+/g, ' ');
    expect(text).toContain(`${data} pieces of evidence that are data`);
    expect(text).toContain(`the ${mutants} false variants that have a witness`);
    expect(text).toContain(`the ${evidence.length - data} pieces that were only tried`);
    expect(read('docs/certificates.md').replace(/\s+/g, ' ')).toContain(
      `of ${evidence.length} pieces of evidence ${data} have data`,
    );
  });

  it('README: as many rows as the registry has', () => {
    const rows = claims.filter(({ id }) => id.startsWith('row-')).length;
    expect(read('README.md')).toContain(`the ${rows} rows of the table of radii`);
  });
});
