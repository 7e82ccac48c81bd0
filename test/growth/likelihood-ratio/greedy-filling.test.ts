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

  it('of four squares is what a hand fills: log L is 0 on the right and -1 on the left', () => {
    const noise = gaussian(2, { sigma: 1 });
    const at = (p: number) => greedyFilling(noise, [1, 0], p, { cells: 2, reach: 1 });
    const { base, moved, reach, cells } = at(0.5);
    expect([reach, cells]).toEqual([1, 2]);
    expect([...base]).toEqual([0.25, 0.25, 0.25, 0.25]);
    [Math.exp(-1) / 4, 0.25, Math.exp(-1) / 4, 0.25].forEach((q, i) => expect(moved[i]).toBeCloseTo(q, 15));
    for (const [p, left, right, threshold] of [
      [0, 0, 0, Infinity],
      [0.2, 0, 0.4, 1],
      [0.5, 0, 1, 1],
      [0.75, 0.5, 1, Math.exp(-1)],
      [1, 1, 1, Math.exp(-1)],
    ] as const) {
      const found = at(p);
      [left, right, left, right].forEach((share, i) => expect(found.filled[i]).toBeCloseTo(share, 14));
      expect(found.threshold, `${p}`).toBeCloseTo(threshold, 14);
      expect(found.mass).toBeCloseTo(0.5 * right + 0.5 * left * Math.exp(-1), 14);
    }
  });

  it('looks at the middles of its squares, in rows from the bottom up', () => {
    const noise = gaussian(2, { sigma: 1 });
    const { base, moved } = greedyFilling(noise, [0.2, -0.5], 0.5, { cells: 3, reach: 1.5 });
    const density = (x: number, y: number): number => Math.exp(-(x * x + y * y) / 2);
    const total = sum(Float64Array.from({ length: 9 }, (_, n) => density((n % 3) - 1, Math.floor(n / 3) - 1)));
    base.forEach((q, n) => {
      const [x, y] = [(n % 3) - 1, Math.floor(n / 3) - 1];
      expect(q).toBeCloseTo(density(x, y) / total, 14);
      expect(moved[n]).toBeCloseTo(density(x - 0.2, y + 0.5) / total, 14);
    });
  });

  it('takes nothing of what the shifted noise never reaches, unless it takes all', () => {
    // Of the squares that the noise has, a quarter on the left is left behind: ratio 0.
    const noise = uniform('linf', 2, { lambda: 1 });
    const at = (p: number) => greedyFilling(noise, [0.5, 0], p, { cells: 40, reach: 2 });
    const { filled, base, mass, threshold } = at(0.9);
    expect(massOf(filled, base)).toBeCloseTo(0.75, 12);
    expect(mass).toBeCloseTo(1, 12);
    expect(threshold).toBeCloseTo(1, 12);
    expect(massOf(at(1).filled, base)).toBeCloseTo(1, 12);
    // Half of what both have is shared by all of it.
    expect(new Set(at(0.375).filled)).toEqual(new Set([0, 1, expect.closeTo(0.5, 12)]));
  });

  it('refuses what it cannot draw', () => {
    const noise = gaussian(2, { sigma: 1 });
    expect(() => greedyFilling(gaussian(3, { sigma: 1 }), [1, 0], 0.5, PICTURE)).toThrow(/dimension 3/);
    expect(() => greedyFilling(noise, [1, 0], NaN, PICTURE)).toThrow(/\[0, 1\]/);
    for (const p of [-1e-9, 1 + 1e-9]) expect(() => greedyFilling(noise, [1, 0], p, PICTURE)).toThrow(/\[0, 1\]/);
    for (const cells of [1, 1025, 2.5])
      expect(() => greedyFilling(noise, [1, 0], 0.5, { cells, reach: 6 })).toThrow(/2 to 1024 squares/);
    for (const reach of [0, -1, Infinity, NaN])
      expect(() => greedyFilling(noise, [1, 0], 0.5, { cells: 4, reach })).toThrow(/positive reach/);
    const square = uniform('linf', 2, { lambda: 1 });
    expect(greedyFilling(square, [0.1, 0], 0.5, { cells: 1024, reach: 0.5 }).base.length).toBe(2 ** 20);
    // Middles at 50, where a square is empty.
    expect(() => greedyFilling(square, [1, 0], 0.5, { cells: 2, reach: 100 })).toThrow(/no mass/);
  });
});
