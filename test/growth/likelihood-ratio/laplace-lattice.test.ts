/** Laplace noise along any direction: the lattice laws bracket the closed forms and close in on them. */
import { describe, expect, it } from 'vitest';
import {
  laplaceLattice,
  latticeGrowth,
  latticeMass,
  shiftLevels,
  type ShiftLevel,
} from '../../../src/growth/likelihood-ratio/laplace-lattice.ts';

/** G along e_1: e^a p, then 1 - e^-a/(4p), then 1 - e^-a (1 - p). */
function axisGrowth(p: number, a: number): number {
  if (p <= 0.5 * Math.exp(-a)) return Math.exp(a) * p;
  return p <= 0.5 ? 1 - Math.exp(-a) / (4 * p) : 1 - Math.exp(-a) * (1 - p);
}

function bracket(p: number, levels: readonly ShiftLevel[], resolution: number): [number, number] {
  const below = latticeGrowth(p, laplaceLattice(levels, resolution, 'below'), 'below');
  return [below, latticeGrowth(p, laplaceLattice(levels, resolution, 'above'), 'above')];
}

describe('Laplace noise on a lattice', () => {
  it('brackets the closed form along an axis, with an error of second order', () => {
    for (const a of [0.1, 1, 3]) {
      for (const p of [0.01, 0.2, 0.6, 0.95]) {
        const truth = axisGrowth(p, a);
        const widths = [64, 256].map((resolution) => {
          const [lower, upper] = bracket(p, [{ size: a, count: 1 }], resolution);
          expect(lower).toBeLessThanOrEqual(truth + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(truth - 1e-12);
          return upper - lower;
        });
        expect(widths[1]!).toBeLessThan(2e-4);
        expect(widths[1]!).toBeLessThan(widths[0]! / 4 + 1e-11);
      }
    }
  });

  it('brackets shifts with a coordinate far below a step, which changes next to nothing', () => {
    for (const tiny of [1e-17, 1e-12, 1e-9, 1e-6]) {
      for (const p of [0.1, 0.7]) {
        const [lower, upper] = bracket(p, [{ size: 0.8, count: 1 }, { size: tiny, count: 1 }], 1024); // prettier-ignore
        expect(upper).toBeGreaterThanOrEqual(axisGrowth(p, 0.8) - 1e-12);
        expect(lower).toBeLessThanOrEqual(axisGrowth(p, 0.8 + tiny));
        expect(upper - lower).toBeLessThan(2e-3);
      }
    }
  });

  it('grows by e^{|v|_1} while p fits into the orthant where the ratio is largest', () => {
    const levels = [
      { size: 0.5, count: 2 },
      { size: 0.25, count: 1 },
    ];
    const norm = 1.25;
    const p = 0.9 * Math.exp(-norm) * 2 ** -3;
    const [lower, upper] = bracket(p, levels, 512);
    expect(upper).toBeGreaterThanOrEqual(p * Math.exp(norm) * (1 - 1e-9));
    expect(lower).toBeLessThanOrEqual(p * Math.exp(norm) * (1 + 1e-9));
    expect(upper / lower).toBeLessThan(1.01);
  });

  it('reaches 1/2 from mass e^-a/2 along an axis', () => {
    for (const a of [0.2, 2]) {
      const levels = [{ size: a, count: 1 }];
      const above = latticeMass(laplaceLattice(levels, 1024, 'above'), 'above');
      const below = latticeMass(laplaceLattice(levels, 1024, 'below'), 'below');
      expect(above).toBeLessThanOrEqual(0.5 * Math.exp(-a) + 1e-12);
      expect(below).toBeGreaterThanOrEqual(0.5 * Math.exp(-a) - 1e-12);
      expect(below - above).toBeLessThan(1e-5);
    }
  });

  it('is nearly a normal shift of length a sqrt d for many small coordinates', () => {
    const [lower, upper] = bracket(0.5, [{ size: 0.02, count: 4096 }], 16);
    expect(upper - lower).toBeLessThan(1e-4);
    // Phi(0.02 sqrt 4096); the cusp at 0 takes a share of about a from the variance.
    expect(Math.abs(0.5 * (lower + upper) - 0.8997)).toBeLessThan(4e-3);
  });

  it('takes a shift by the sizes of its coordinates, in units of lambda', () => {
    expect(shiftLevels([0, 2, -2, 1, 0], 2, 8)).toEqual([
      { size: 1, count: 2 },
      { size: 0.5, count: 1 },
    ]);
    expect(shiftLevels([1, 2, 3], 1, 2)).toBeNull();
  });

  it('loses no mass: of two sizes, rounded down or spread', () => {
    const levels = [
      { size: 0.5, count: 2 },
      { size: 0.3, count: 3 },
    ];
    for (const resolution of [16, 256]) {
      for (const side of ['above', 'below'] as const) {
        const { values, shifted, error } = laplaceLattice(levels, resolution, side);
        const step = values[1]! - values[0]!;
        expect(step).toBeCloseTo(0.5 / resolution, 12);
        // Beyond the least value lies all but its own mass; rounding down makes it a little lighter after the shift.
        const slack = side === 'above' ? (5 * step * step) / 8 : 3 * step;
        expect(Math.abs(shifted[0]! - 1)).toBeLessThan(slack + Math.exp(values[0]!));
        expect(error).toBeGreaterThan(1e-13);
        expect(error).toBeLessThan(3e-13);
      }
    }
    // The law of the sum, from both sides: closer as the lattice is finer.
    for (const p of [0.05, 0.3, 0.7]) {
      const [coarse, fine] = [64, 1024].map((resolution) => bracket(p, levels, resolution));
      expect(fine![1] - fine![0]).toBeLessThan((coarse![1] - coarse![0]) / 10);
      expect(fine![1] - fine![0]).toBeLessThan(2e-3);
      expect(coarse![0]).toBeLessThan(fine![0]);
      expect(coarse![1]).toBeGreaterThan(fine![1]);
    }
  });
});
