/**
 * Means over boxes hold where their bounds are attained: at kinks in the middle of a box, and for polynomials of degree
 * 2.
 */
import { describe, expect, it } from 'vitest';
import { Cells, MEAN_AT, SQUARE_AT } from '../../../src/formula/cells/cells.ts';
import { parseFormula } from '../../../src/formula/parse.ts';

const cellsOf = (text: string, weights: readonly number[] | null = null): Cells =>
  new Cells(parseFormula(text, ['x1', 'x2'], 'q').root, 2, 4, 4, weights);

/** The enclosure at `at` of the one box [lower, upper]. */
function over(text: string, lower: readonly number[], upper: readonly number[], at = MEAN_AT): [number, number] {
  const cells = cellsOf(text, at === SQUARE_AT ? [1, 1] : null);
  const k = cells.add(lower, upper);
  return [cells.low(k, at), cells.high(k, at)];
}

function holds([low, high]: readonly [number, number], truth: number, width: number): void {
  expect(low).toBeLessThanOrEqual(truth);
  expect(high).toBeGreaterThanOrEqual(truth);
  expect(high - low).toBeLessThan(width);
}

describe('means over a box', () => {
  it('hold at kinks in its middle, where the mean-value form is attained', () => {
    holds(over('abs(x1)+abs(x2)', [-1, -1], [1, 1]), 1, 2.01);
    holds(over('3-abs(x1)-abs(x2)', [-1, -1], [1, 1]), 2, 2.01);
    holds(over('max(0,1-abs(x1-2))', [1, 0], [3, 2]), 0.5, 1.01);
  });

  it('are those of a polynomial of degree 2, to rounding', () => {
    holds(over('x1^2+3*x2^2+x1*x2', [-1, -1], [1, 1]), 4 / 3, 1e-12);
    // E x1^2 = 4 + 1/3 on [1, 3], E x2^2 = 9 + 1/3 on [2, 4], E x1 x2 = 6.
    holds(over('x1^2+3*x2^2+x1*x2', [1, 2], [3, 4]), 13 / 3 + 28 + 6, 1e-12);
  });

  it('with squares: E |x|^2 q of a constant', () => {
    holds(over('1+0*x1', [1, 2], [3, 4], SQUARE_AT), 13 / 3 + 28 / 3, 1e-12);
  });

  it('of two halves have the mean of the whole between them', () => {
    const cells = cellsOf('x1^2+x2');
    const k = cells.add([0, 0], [2, 2]);
    const other = cells.halve(k, 0);
    expect([cells.lowerEdge(k, 0), cells.upperEdge(k, 0), cells.lowerEdge(k, 1), cells.upperEdge(k, 1)]).toEqual([
      0, 1, 0, 2,
    ]);
    expect([
      cells.lowerEdge(other, 0),
      cells.upperEdge(other, 0),
      cells.lowerEdge(other, 1),
      cells.upperEdge(other, 1),
    ]).toEqual([1, 2, 0, 2]);
    holds([cells.low(k, MEAN_AT), cells.high(k, MEAN_AT)], 1 / 3 + 1, 1e-12);
    holds([cells.low(other, MEAN_AT), cells.high(other, MEAN_AT)], 7 / 3 + 1, 1e-12);
  });
});
