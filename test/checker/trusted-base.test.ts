/**
 * The trusted base is what the kernel imports, counted from the sources; `npx vitest run
 * test/checker/trusted-base.test.ts -u` writes it.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRUSTED_BASE, trustedLines, type TrustedFile } from '../../src/checker/report/trusted-base.ts';
import { importsOfValues, root, withoutComments } from '../source-text.ts';

const KERNEL = 'src/checker/kernel/';
const DOORS = [`${KERNEL}judge.ts`, `${KERNEL}verdict.ts`, 'src/checker/grounds.ts'];
/** What only proposes: the kernel follows or re-checks whatever comes from here. */
const SEARCH = 'src/checker/search/';

const ROLES: readonly (readonly [string, RegExp])[] = [
  [
    'every level: who may make a finding, and what follows from findings',
    /kernel\/(judge|findings|formal-findings|verdict|trace|well-formed|sizes)\.ts$|grounds\.ts$|checker\/(claim|formal)\.ts$/,
  ],
  [
    'symbolic: the rules of rewriting and of definedness',
    /kernel\/(symbolic-replay|form|normal-form|sign|derivative|expand)\.ts$|expression\.ts$/,
  ],
  [
    'interval, definedness, and values of the library: enclosures',
    /kernel\/(bisection|box-relation|enclosure|enclosed-values|point)\.ts$|numeric\/intervals\//,
  ],
  ['instances: comparisons of rationals', /kernel\/instances\.ts$|numeric\/algebra\//],
  ['property and statistical: running cases, bounds of tails', /kernel\/trials\//],
  ['statistical tails; elsewhere first guesses that are then enclosed', /numeric\/(special\/|directed\.ts)/],
  ['how numbers and errors are written', /numeric\/(decimal|invalid-input)\.ts$/],
];

function closure(): readonly TrustedFile[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || file.startsWith(SEARCH)) return;
    seen.add(file);
    for (const target of importsOfValues(file)) {
      if (target.startsWith('.')) visit(relative(root, resolve(root, dirname(file), target)));
    }
  };
  DOORS.forEach(visit);
  const found = [...seen].map((file) => {
    const place = ROLES.findIndex(([, pattern]) => pattern.test(file));
    const text = withoutComments(readFileSync(join(root, file), 'utf8'));
    const lines = text.split('\n').filter((line) => line.trim() !== '').length;
    return { file, lines, role: ROLES[place]?.[0] ?? 'no role', place };
  });
  return found
    .sort((a, b) => a.place - b.place || (a.file < b.file ? -1 : 1))
    .map(({ file, lines, role }) => ({ file, lines, role }));
}

const source = (files: readonly TrustedFile[]): string =>
  [
    '/** The files of the trusted base with their lines, made by test/checker/trusted-base.test.ts from the sources. */',
    'export const TRUSTED_FILES = [',
    ...files.map((one) => `  ${JSON.stringify(one)},`),
    '] as const;',
    '',
  ].join('\n');

describe('the trusted base', () => {
  it('is everything that the kernel imports, but for what only proposes', async () => {
    const files = closure();
    expect(files.filter(({ role }) => role === 'no role')).toEqual([]);
    await expect(source(files)).toMatchFileSnapshot('../../src/checker/report/trusted-files.ts');
    expect(TRUSTED_BASE).toEqual(files);
  });

  it('does not grow: rules and verdicts are to be read in one sitting', () => {
    const of = (pattern: RegExp): number => trustedLines(TRUSTED_BASE.filter(({ file }) => pattern.test(file)));
    // What decides symbolic evidence and every verdict; the aim is 1,000 lines. Names of one import stand in one list,
    // one a line.
    expect(of(/^src\/checker\//)).toBeLessThanOrEqual(2255);
    expect(trustedLines(TRUSTED_BASE)).toBeLessThanOrEqual(3950);
  });

  it('takes from the search nothing but data: a tree of splits, points', () => {
    const search = closure().flatMap(({ file }) =>
      importsOfValues(file)
        .filter((target) => target.includes('search/'))
        .map((target) => `${file} ${target}`),
    );
    expect(search).toEqual([
      'src/checker/kernel/symbolic-replay.ts ../search/sample-points.ts',
      'src/checker/kernel/bisection.ts ../search/splits.ts',
    ]);
  });
});
