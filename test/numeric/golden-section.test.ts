/** Golden section and interpolation against functions whose answers are known. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { goldenMaximum, goldenMinimum } from '../../src/numeric/golden-section.ts';
import { lagrange } from '../../src/numeric/lagrange.ts';

describe('golden section', () => {
  it('finds the dip of a convex function anywhere in the bracket', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 5, noNaN: true }), (dip) => {
        const { x, low, high } = goldenMinimum((t) => Math.abs(t - dip), -3, 5, { steps: 60 });
        expect(Math.abs(x - dip)).toBeLessThan(1e-10);
        expect(low - 1e-10 <= dip && dip <= high + 1e-10).toBe(true);
      }),
      { seed: 20260101, numRuns: 200 },
    );
  });

  it('a peak beside -Infinity, and the tolerance', () => {
    const found = goldenMaximum((t) => (t < 1 ? -Infinity : -t), 0, 2, { steps: 100, tolerance: 1e-3, ties: 'right' });
    expect(found.x).toBeGreaterThanOrEqual(1);
    expect(found.high - found.low).toBeLessThan(1e-3 * 2);
    expect(found.value).toBe(-found.x);
  });

  it('on a plateau it goes where it is told', () => {
    const clamped = (t: number): number => Math.max(Math.abs(t - 9) - 1, -0.5);
    const plateau = (t: number): number => Math.min(clamped(t), 1);
    expect(goldenMinimum(plateau, 0, 10, { steps: 40, ties: 'right' }).value).toBe(-0.5);
    expect(goldenMinimum(plateau, 0, 10, { steps: 40, ties: 'left' }).value).toBe(1);
  });

  it('stops at the first value that is good enough', () => {
    let calls = 0;
    const found = goldenMinimum((t) => (calls++, (t - 3) ** 2 - 1), 0, 10, { steps: 60, enough: (value) => value < 0 });
    expect(found.value).toBeLessThan(0);
    expect(calls).toBeLessThan(6);
  });
});

describe('the polynomial through points', () => {
  it('is exact for a cubic, from any four of its points', () => {
    const cubic = (t: number): number => 2 * t ** 3 - t * t + 4;
    const xs = [-2, -1, 0, 0.5, 2, 7];
    const ys = xs.map(cubic);
    expect(lagrange(xs, ys, 1.25, 1, 5)).toBeCloseTo(cubic(1.25), 12);
    expect(lagrange(xs, ys, -3)).toBeCloseTo(cubic(-3), 9);
    expect(lagrange(xs, ys, 0.5)).toBe(cubic(0.5));
  });
});
