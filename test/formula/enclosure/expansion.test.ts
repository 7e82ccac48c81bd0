/** Expansions of random formulas over random cells hold the values of the formula, for every number of terms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Expansion } from '../../../src/formula/enclosure/expansion.ts';
import { compileTape } from '../../../src/formula/enclosure/tape.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { compileNode } from '../../../src/formula/value.ts';
import { conditionNumber, nodes } from '../expression-nodes.ts';
import type { FormulaNode } from '../../../src/formula/tree.ts';

const ORDER = 6;

/** Ends of sum_{k < n} middle_k tau^k + cell_n tau^n. */
function remainderForm(root: FormulaNode, a: number, b: number, x: number, n: number): [number, number] {
  const tape = compileTape([root]);
  const expansion = new Expansion(tape, ORDER);
  expansion.at(a, b);
  const slot = tape.roots[0]!;
  const { middle, cell, half } = expansion;
  const tau = (x - (a + 0.5 * (b - a))) / half;
  let [lower, upper] = [0, 0];
  for (let k = 0; k <= n; k++) {
    const store = k === n ? cell : middle;
    const power = tau ** k;
    const ends = [store.low(slot, k), store.high(slot, k)].map((end) =>
      power === 0 ? 0 : end * power * 2 ** store.scale[slot]!,
    );
    lower += Math.min(...ends);
    upper += Math.max(...ends);
  }
  return [lower, upper];
}

describe('expansions over a cell', () => {
  it('hold the formula, with 0 to 6 terms', () => {
    let informative = 0;
    fc.assert(
      fc.property(
        nodes,
        fc.double({ min: 1e-3, max: 8, noNaN: true }),
        fc.double({ min: 1e-6, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: ORDER }),
        (root, a, width, share, n) => {
          const b = a + width;
          const x = Math.min(b, a + share * width);
          const f = compileNode(root);
          const value = f([x]);
          if (!Number.isFinite(value)) return;
          // A value of its own at the single point of a jump is no matter.
          const near = [f([x * (1 - 1e-15)]), f([x * (1 + 1e-15)])];
          const condition = conditionNumber(root, x);
          if (!(condition < 1e6) || !near.every((y) => Math.abs(y - value) < 1e-3)) return;
          const [lower, upper] = remainderForm(root, a, b, x, n);
          const slack = 1e-12 * (1 + condition) * (1 + Math.abs(value)) + 1e-13 * (Math.abs(lower) + Math.abs(upper));
          if (Number.isFinite(lower) && Number.isFinite(upper)) informative++;
          if (Number.isFinite(lower)) expect(value).toBeGreaterThanOrEqual(lower - slack);
          if (Number.isFinite(upper)) expect(value).toBeLessThanOrEqual(upper + slack);
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 4000), seed: 11 },
    );
    expect(informative).toBeGreaterThan(500);
  });

  it('are exact where arithmetic is: stairs end at 0, and cosh(0) - 1 vanishes', () => {
    const at = (text: string, a: number, b: number): [number, number] => {
      const { root } = parseFormula(text, ['x'], 'f');
      const tape = compileTape([root]);
      const expansion = new Expansion(tape, 2);
      expansion.at(a, b);
      const slot = tape.roots[0]!;
      return [expansion.cell.low(slot, 0), expansion.cell.high(slot, 0)];
    };
    expect(at('3+sign(0.5-abs(x))+2*sign(1.5-abs(x))', 2, 3)).toEqual([0, 0]);
    expect(at('cosh(0*x)-1', 2, 3)).toEqual([0, 0]);
  });

  it('follow values far below the range of doubles', () => {
    const { root } = parseFormula('exp(-x^2)', ['x'], 'f');
    const tape = compileTape([root]);
    const expansion = new Expansion(tape, 4);
    expansion.at(1000, 1000.001);
    const slot = tape.roots[0]!;
    const { middle } = expansion;
    const log = Math.log(middle.low(slot, 0)) + middle.scale[slot]! * Math.LN2;
    expect(log).toBeCloseTo(-(1000.0005 ** 2), 6);
    expect(middle.high(slot, 0) / middle.low(slot, 0) - 1).toBeLessThan(1e-8);
  });
});
