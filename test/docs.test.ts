/** What the documents say exists, exists; the README's numbers are the library's. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claims } from '../proofs/index.ts';
import type { Evidence } from '../src/checker/index.ts';
import { RECHECKED } from '../src/recheck/evidence.ts';
import { certifiedRadius, gaussian, growth, lpAdversary, uniform, volume, wulffCrystal } from '../src/index.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('documents', () => {
  it('map every claim to code', () => {
    const map = read('docs/theory-to-code.md');
    const missing = claims.filter(
      ({ id }) => !new RegExp(`(^|[| ,])${id.replace('.', '\\.')}([ ,.|]|$)`, 'm').test(map),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/evidence.md',
    'docs/certificates.md',
    'docs/theory-to-code.md',
    'docs/numerics.md',
    'docs/certifying.md',
    'docs/vetting.md',
    'docs/data.md',
    'docs/gpu.md',
    'docs/formats.md',
  ])('%s names files that exist', (file) => {
    const paths = [...read(file).matchAll(/`((?:src|proofs|properties|docs|test)\/[\w./-]+)`/g)].map(
      (match) => match[1]!,
    );
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
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
    expect(volume(wulffCrystal({ p: Infinity, dim: 3 })).value).toBe(2);
  });

  it('README: as many false variants as the claims have', () => {
    const mutants = claims.reduce((sum, claim) => sum + claim.mutants.length, 0);
    expect(read('README.md')).toContain(`false variants (${mutants} in all)`);
  });

  it('README: as many pieces of evidence for the second checker as the claims have', () => {
    const hasData = ({ kind }: Evidence): boolean => (RECHECKED as readonly string[]).includes(kind);
    const evidence = claims.flatMap(({ parts }) => parts.flatMap((part) => part.evidence));
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
