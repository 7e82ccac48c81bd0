/** Phi by the law of a radius: closed forms, symmetry of the two families, and what heavy tails leave. */
import { describe, expect, it } from 'vitest';
import { exponentialRadialRate, paretoRate, powerRadialRate } from '../../../src/growth/rate/radial.ts';

const masses = [1e-9, 1e-3, 0.1, 0.25, 0.3, 0.49, 0.5];

describe('Phi of a radius', () => {
  it('is p for e^-r on the line: the Laplace law', () => {
    for (const p of masses) expect(exponentialRadialRate(1, 1)(p) / p).toBeCloseTo(1, 12);
  });

  it('of (1 + r)^-a on the line is the Pareto formula', () => {
    for (const a of [0.01, 1, 3, 40]) {
      for (const p of masses) expect(powerRadialRate(1, a + 1)(p) / paretoRate(a)(p), `${a} ${p}`).toBeCloseTo(1, 11);
    }
  });

  it.each([
    [2, 1],
    [3, 0.5],
    [30, 4],
  ])('is concave and rises to 1/2 (d = %d, k = %d)', (dim, k) => {
    const phi = exponentialRadialRate(dim, k);
    const values = Array.from({ length: 21 }, (_, i) => phi(i / 40));
    for (let i = 1; i < 20; i++) {
      expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]!);
      expect(values[i]! + 1e-13).toBeGreaterThanOrEqual(0.5 * (values[i - 1]! + values[i + 1]!));
    }
  });

  it('ends at half the mean slope (a - d)/2, however heavy the tail', () => {
    for (const over of [1e-3, 0.1, 5]) expect(powerRadialRate(10, 10 + over)(0.5)).toBeCloseTo(over / 2, 12);
  });
});
