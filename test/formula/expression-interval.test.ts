import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileEnclosure, type Interval } from '../../src/formula/interval.ts';
import { compileLogEnclosure } from '../../src/formula/log-interval.ts';
import { compileRobust } from '../../src/formula/log.ts';
import { compileNode } from '../../src/formula/value.ts';
import type { FormulaNode } from '../../src/formula/tree.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { nodes } from './expression-nodes.ts';

const parse = (text: string): FormulaNode => parseFormula(text, ['r'], 'test').root;
const boxes = fc
  // Multiples of 1/1024: the plain evaluation compared with has no digits left for subnormal numbers.
  .tuple(fc.integer({ min: -4096, max: 4096 }), fc.integer({ min: 0, max: 2048 }))
  .map(([a, width]): Interval => ({ lower: a / 1024, upper: (a + width) / 1024 }));
/** Rounding of the plain evaluation itself; the enclosure owes nothing to it. */
const slack = (value: number): number => 1e-9 * Math.abs(value) + 1e-300;

describe('enclosures', () => {
  it('contain the values of random formulas over random intervals (property)', () => {
    let checked = 0;
    fc.assert(
      fc.property(nodes, boxes, fc.integer({ min: 0, max: 64 }), (root, box, share) => {
        const x = box.lower + (share / 64) * (box.upper - box.lower);
        const value = compileNode(root)([x]);
        if (!Number.isFinite(value)) return;
        const { lower, upper } = compileEnclosure(root)([box]);
        expect(lower).toBeLessThanOrEqual(value + slack(value));
        expect(upper).toBeGreaterThanOrEqual(value - slack(value));
        checked++;
        const log = compileLogEnclosure(root)([box]);
        const size = Math.log(Math.abs(compileRobust(root)([x])));
        if (!Number.isFinite(size)) return;
        expect(log.lower).toBeLessThanOrEqual(size + 1e-9 * Math.max(1, Math.abs(size)));
        expect(log.upper).toBeGreaterThanOrEqual(size - 1e-9 * Math.max(1, Math.abs(size)));
      }),
      { numRuns: 4000, seed: 34 },
    );
    expect(checked).toBeGreaterThan(1500);
  });

  it('are tight where the formula is simple', () => {
    expect(compileEnclosure(parse('r^2'))([{ lower: -1, upper: 2 }])).toMatchObject({ lower: 0 });
    expect(compileEnclosure(parse('1 + sign(1 - r)'))([{ lower: 2, upper: 9 }])).toEqual({ lower: 0, upper: 0 });
    const far = compileLogEnclosure(parse('exp(-r^3)'))([{ lower: 50, upper: 51 }]);
    expect(far.upper).toBeCloseTo(-125000, 6);
    expect(far.lower).toBeCloseTo(-132651, 6);
    expect(compileLogEnclosure(parse('max(0, 1 - r)'))([{ lower: 1, upper: 1e300 }]).upper).toBe(-Infinity);
    expect(compileEnclosure(parse('cos(r)'))([{ lower: -0.1, upper: 0.1 }]).upper).toBe(1);
  });

  it('say that nothing is known where nothing is', () => {
    expect(compileEnclosure(parse('1/r'))([{ lower: -1, upper: 1 }])).toMatchObject({
      lower: -Infinity,
      upper: Infinity,
    });
    expect(compileEnclosure(parse('tan(r)'))([{ lower: 1, upper: 2 }])).toMatchObject({ upper: Infinity });
  });
});
