/**
 * Masses of likelihood-ratio tests, and growth by a lattice, against values of another quadrature
 * (test/reference/likelihood-masses.py): right within the error they state, which is small.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crossPolytopeAxisTest, cubeAxisTest } from '../../../src/growth/likelihood-ratio/axis.ts';
import { laplaceLattice, latticeGrowth } from '../../../src/growth/likelihood-ratio/laplace-lattice.ts';
import type { LikelihoodRatioTest } from '../../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { lineTest } from '../../../src/growth/likelihood-ratio/line.ts';
import { expRadialLaw, powerRadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../../src/growth/likelihood-ratio/spherical.ts';

interface Row {
  readonly shape: 'l1' | 'l2' | 'linf';
  readonly dim: number;
  readonly k: number;
  readonly j?: number;
  readonly a?: number;
  readonly shift: number;
  readonly tau: number;
  readonly mass: number;
}

const { tests, lattice } = JSON.parse(
  readFileSync(new URL('../../../proofs/known-answers/likelihood-masses.json', import.meta.url), 'utf8'),
) as {
  readonly tests: readonly Row[];
  readonly lattice: readonly {
    readonly dim: number;
    readonly shift: number;
    readonly p: number;
    readonly growth: number;
  }[];
};

const groups = new Map<string, Row[]>();
for (const row of tests) {
  const { shape, dim, k, j, a } = row;
  const key = `${shape}, d = ${dim}, k = ${k}${j === undefined ? '' : `, j = ${j}`}${a === undefined ? '' : `, a = ${a}`}`;
  groups.set(key, [...(groups.get(key) ?? []), row]);
}

function testsOf({ shape, dim, k, j = 0, a }: Row): LikelihoodRatioTest[] {
  const law = a === undefined ? expRadialLaw(dim, k, j) : powerRadialLaw(dim, k, a);
  if (shape === 'l2') return [sphericalTest(law, '')];
  if (shape === 'linf') return [cubeAxisTest(law, '')];
  return dim === 1 ? [crossPolytopeAxisTest(law, ''), lineTest(law, '')] : [crossPolytopeAxisTest(law, '')];
}

describe('masses of likelihood-ratio tests', () => {
  it.each([...groups])('%s', (_, rows) => {
    for (const test of testsOf(rows[0]!)) {
      for (const { shift, tau, mass } of rows) {
        const { value, error } = test.mass(shift, tau);
        const at = `shift ${shift}, tau ${tau}: ${value} for ${mass}`;
        // The reference itself is good to about that.
        expect(Math.abs(value - mass), at).toBeLessThan(error + 1e-12 + 5e-11 * mass);
        expect(error, at).toBeLessThan(2e-11 * value + 1e-11);
        expect(error, at).toBeGreaterThan(4e-12 * value);
      }
    }
  });
});

describe('masses far out', () => {
  const laws = [expRadialLaw(1, 0.5, 0), expRadialLaw(3, 2, 1), powerRadialLaw(2, 2, 1.6), expRadialLaw(60, 1, 0)];

  it.each(laws.map((law) => [law.dim, law] as const))('are all or nothing, within [0, 1]: d = %d', (dim, law) => {
    const tests = [
      crossPolytopeAxisTest(law, ''),
      ...(dim === 1 ? [lineTest(law, '')] : [sphericalTest(law, ''), cubeAxisTest(law, '')]),
    ];
    for (const test of tests) {
      for (const factor of [0.01, 1, 100]) {
        const values = [-1000, -30, -3, -1, 1, 30, 1000].map((tau) => test.mass(factor * test.typicalShift, tau).value);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect([...values].sort((x, y) => y - x)).toEqual(values);
        if (factor < 1) expect(values[0]).toBeCloseTo(1, 9);
        expect(values.at(-1)).toBeLessThan(1e-9);
      }
    }
  });
});

describe('growth of Laplace noise along the diagonal, by a lattice', () => {
  it.each(lattice)('d = $dim, shift $shift, p = $p', ({ dim, shift, p, growth }) => {
    const widths = [32, 128].map((resolution) => {
      const levels = [{ size: shift, count: dim }];
      const above = latticeGrowth(p, laplaceLattice(levels, resolution, 'above'), 'above');
      const below = latticeGrowth(p, laplaceLattice(levels, resolution, 'below'), 'below');
      expect(above).toBeGreaterThanOrEqual(growth);
      expect(below).toBeLessThanOrEqual(growth);
      // Of second order in the step, from either side.
      expect(above - growth).toBeLessThan((0.05 * shift * shift) / resolution ** 2 + 1e-11);
      expect(growth - below).toBeLessThan((0.12 * shift * shift) / resolution ** 2 + 1e-11);
      return above - below;
    });
    expect(widths[1]).toBeLessThan(widths[0]! / 8 + 1e-11);
  });
});
