/** Bounds of Phi by lines: the integral in closed form, and the flow as its inverse. */
import { describe, expect, it } from 'vitest';
import { fisherLines, GrowthRateBound } from '../../../src/noise/rate/bound.ts';

const bound = new GrowthRateBound(
  [
    { slope: 0, intercept: 0.4 },
    { slope: 1, intercept: 0.1 },
    { slope: 8, intercept: 0.01 },
  ],
  'three lines',
);

describe('a bound by lines', () => {
  it('is the lowest line, and symmetric', () => {
    expect(bound.phi(0)).toBe(0.01);
    expect(bound.phi(0.1)).toBeCloseTo(0.2, 14);
    expect(bound.phi(0.9)).toBeCloseTo(bound.phi(0.1), 14);
    expect(bound.phi(0.5)).toBe(0.4);
  });

  it('has the integral of dp/Phi for its radius, never above', () => {
    for (const tail of [0, 0.01, 0.2, 0.4]) {
      const n = 200_000;
      const width = (0.5 - tail) / n;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += width / bound.phi(tail + (i + 0.5) * width);
      expect(Math.abs(bound.radius(tail) / sum - 1)).toBeLessThan(1e-6);
    }
  });

  it('flows from 1 - rho to 1/2 in the time of the radius', () => {
    for (const tail of [0.01, 0.2, 0.4]) expect(bound.flow(tail, bound.radius(tail))).toBeCloseTo(0.5, 9);
  });

  it('of a larger adversary has a smaller radius, in proportion', () => {
    expect(bound.scaled(4).radius(0.2) * 4).toBeCloseTo(bound.radius(0.2), 12);
  });

  it('without lines certifies nothing', () => {
    expect(new GrowthRateBound([], 'none').radius(0.1)).toBe(0);
  });

  it('by Fisher information gives at most arcsin(2 rho - 1)/sqrt I', () => {
    const fisher = new GrowthRateBound(fisherLines(1, 0), 'Fisher');
    for (const tail of [0.001, 0.1, 0.4]) {
      const exact = Math.asin(1 - 2 * tail);
      expect(fisher.radius(tail)).toBeLessThanOrEqual(exact);
      expect(fisher.radius(tail)).toBeGreaterThan(exact * (1 - 1e-3));
    }
  });
});
