/** The list of sabotages is about the source as it is, and its document about the list. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EQUIVALENT } from '../bench/mutants/equivalent.ts';
import { faultsOf } from '../bench/mutants/faults.ts';
import { SABOTAGES } from '../bench/mutants/sabotages/index.ts';
import { sabotaged } from '../bench/mutants/sabotaged-verify.ts';
import { claims } from '../proofs/index.ts';
import { root } from './source-text.ts';

describe('the sabotages', () => {
  it('change one place of a file each', () => {
    for (const one of SABOTAGES) expect(sabotaged(one), one.about).not.toBe(readFileSync(join(root, one.file), 'utf8'));
  });

  it('name claims that there are', () => {
    const known = new Set(claims.map(({ id }) => id));
    expect(SABOTAGES.flatMap(({ claims }) => claims.split(',')).filter((id) => !known.has(id))).toEqual([]);
  });

  it('each have their row in the document, and no others', () => {
    const rows = readFileSync(join(root, 'docs/mutants.md'), 'utf8').match(/^\| (?!change|-).*$/gm) ?? [];
    expect(rows.length).toBe(SABOTAGES.length);
    const seen = rows.filter((row) => !row.includes('not seen')).length;
    expect(readFileSync(join(root, 'docs/mutants.md'), 'utf8')).toContain(`**${seen} of ${rows.length} seen**`);
  });
});

describe('faults said to change nothing', () => {
  it('are faults of the source as it is', () => {
    for (const { file, row, was, by } of EQUIVALENT) {
      const found = faultsOf(join(root, file)).filter((one) => one.row === row && one.was === was && one.by === by);
      expect(found.length, `${file}: ${row}`).toBeGreaterThan(0);
    }
  });
});
