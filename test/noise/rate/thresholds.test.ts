/** Lines above a rate: few, and no line between them would say much more. */
import { describe, expect, it } from 'vitest';
import { GrowthRateBound } from '../../../src/noise/rate/bound.ts';
import { thresholdLadder } from '../../../src/noise/rate/thresholds.ts';

/** Atoms of |Y|, and Y symmetric: Phi(p) is the mean of the largest half-masses that fill p. */
const ATOMS = [
  { size: 40, mass: 1e-4 },
  { size: 1.7, mass: 0.2 },
  { size: 0.3, mass: 0.7999 },
];
const excess = (c: number): number =>
  0.5 * ATOMS.reduce((sum, { size, mass }) => sum + mass * Math.max(0, size - c), 0);

function rate(p: number): number {
  let [left, sum] = [p, 0];
  for (const { size, mass } of ATOMS) {
    const taken = Math.min(left, 0.5 * mass);
    sum += taken * size;
    left -= taken;
  }
  return sum;
}

describe('thresholds', () => {
  it('find atoms, at which the rate has its corners', () => {
    const lines = thresholdLadder(
      ATOMS.reduce((sum, { size, mass }) => sum + size * mass, 0),
      excess,
    );
    expect(lines.length).toBeLessThan(60);
    const bound = new GrowthRateBound(lines, 'atoms');
    for (const p of [1e-9, 1e-5, 5e-5, 1e-3, 0.1, 0.2, 0.3, 0.5]) {
      expect(bound.phi(p)).toBeGreaterThanOrEqual(rate(p) * (1 - 1e-12));
      expect(bound.phi(p)).toBeLessThan(rate(p) * (1 + 1e-3));
    }
  });

  it('of a normal score: within 3e-4 of the rate, with fewer lines than there were steps of a ladder', () => {
    const density = (c: number): number => Math.exp(-0.5 * c * c) / Math.sqrt(2 * Math.PI);
    // P(Y > c) by Simpson's rule up to 40.
    const tail = (c: number): number => {
      const n = 4000;
      const h = (40 - c) / n;
      let sum = 0;
      for (let i = 0; i <= n; i++) sum += (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * density(c + i * h);
      return (sum * h) / 3;
    };
    const lines = thresholdLadder(0.8, (c) => density(c) - c * tail(c));
    expect(lines.length).toBeLessThan(240);
    const bound = new GrowthRateBound(lines, 'normal');
    for (const c of [0, 0.3, 1, 2, 3, 4]) {
      expect(bound.phi(tail(c))).toBeGreaterThanOrEqual(density(c) * (1 - 1e-9));
      expect(bound.phi(tail(c))).toBeLessThan(density(c) * (1 + 3e-4));
    }
  });
});
