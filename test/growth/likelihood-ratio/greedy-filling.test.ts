/** The picture of the extreme set: its masses, and the shapes that theory says. */
import { describe, expect, it } from 'vitest';
import { greedyFilling } from '../../../src/growth/likelihood-ratio/greedy-filling.ts';
import { gaussian, growth, laplace, parseNoise, uniform } from '../../../src/index.ts';

const PICTURE = { cells: 301, reach: 6 };
const sum = (values: Float64Array): number => values.reduce((total, x) => total + x, 0);
const massOf = (filled: Float64Array, base: Float64Array): number => filled.reduce((m, f, i) => m + f * base[i]!, 0);

describe('greedy filling', () => {
  it.each([
    ['gaussian', [0.8, 0.6], 0.3],
    ['laplace', [1, 0], 0.1],
    ['exp:l2,k=1', [0, 1.2], 0.5],
    ['exp:linf,k=2', [0.7, 0.7], 0.8],
  ] as const)('uses up p and weighs G(p, v): %s', (spec, shift, p) => {
    const noise = parseNoise(spec, 2, { sigma: 1 });
    const { filled, base, mass } = greedyFilling(noise, shift, p, PICTURE);
    expect(sum(base)).toBeCloseTo(1, 9);
    expect(massOf(filled, base)).toBeCloseTo(p, 9);
    // Squares of side 0.04 and tails beyond 6 sigma: a picture, good to a hundredth.
    expect(mass).toBeCloseTo(growth(noise, shift, p, { samples: 200_000, seed: 1 }).value, 2);
  });

  it('is a half plane for the Gaussian', () => {
    const { filled, cells } = greedyFilling(gaussian(2, { sigma: 1 }), [1, 0], 0.25, PICTURE);
    for (let j = 0; j < cells; j++) {
      const row = filled.subarray(j * cells, (j + 1) * cells);
      expect([...row]).toEqual([...filled.subarray(0, cells)]);
      expect([...row].sort((a, b) => a - b)).toEqual([...row]);
    }
  });

  it('takes what is free first: outside the support of uniform noise', () => {
    const noise = uniform('linf', 2, { lambda: 1 });
    const { filled, base, moved, mass } = greedyFilling(noise, [0.5, 0], 0, { cells: 200, reach: 2 });
    expect(massOf(filled, base)).toBe(0);
    expect(mass).toBeCloseTo(0.25, 2);
    expect(filled.every((share, i) => share === 0 || (base[i] === 0 && moved[i]! > 0))).toBe(true);
  });

  it('shares a level that is larger than what is left', () => {
    // Laplace along an axis: |x_1| beyond the shift is one level, so part of it is taken from every square alike.
    const { filled, base } = greedyFilling(laplace(2, { lambda: 1 }), [1, 0], 0.02, PICTURE);
    expect(massOf(filled, base)).toBeCloseTo(0.02, 9);
    expect(new Set([...filled].filter((share) => share > 0).map((share) => share.toFixed(9))).size).toBe(1);
  });

  it('refuses what it cannot draw', () => {
    const noise = gaussian(2, { sigma: 1 });
    expect(() => greedyFilling(gaussian(3, { sigma: 1 }), [1, 0], 0.5, PICTURE)).toThrow(/dimension 3/);
    expect(() => greedyFilling(noise, [1, 0], NaN, PICTURE)).toThrow(/\[0, 1\]/);
    expect(() => greedyFilling(noise, [1, 0], 0.5, { cells: 1, reach: 6 })).toThrow(/squares/);
  });
});
