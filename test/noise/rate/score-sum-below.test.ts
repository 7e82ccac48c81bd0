/** E|s_1 + ... + s_n| from below: finite laws summed by hand, and laws whose sum is known. */
import { describe, expect, it } from 'vitest';
import { absoluteSumAtLeast } from '../../../src/noise/rate/score-sum-below.ts';

const law = (...atoms: readonly (readonly [number, number])[]) => ({
  sizes: Float64Array.from(atoms, ([size]) => size),
  masses: Float64Array.from(atoms, ([, mass]) => mass),
});

/** E|sum| over all choices of sizes (0 with what is missing) and signs. */
function byHand(atoms: readonly (readonly [number, number])[], n: number): number {
  const rest = 1 - atoms.reduce((sum, [, mass]) => sum + mass, 0);
  const signed = [[0, rest] as const, ...atoms.flatMap(([s, m]) => [[s, m / 2] as const, [-s, m / 2] as const])];
  let sums = new Map([[0, 1]]);
  for (let i = 0; i < n; i++) {
    const next = new Map<number, number>();
    for (const [at, p] of sums) for (const [s, m] of signed) next.set(at + s, (next.get(at + s) ?? 0) + p * m);
    sums = next;
  }
  return [...sums].reduce((total, [at, p]) => total + Math.abs(at) * p, 0);
}

describe('a lower bound of E|s_1 + ... + s_n|', () => {
  it.each([2, 3, 5, 8])('is below what is summed by hand, and near it: n = %d', (n) => {
    for (const atoms of [
      [[1, 1]],
      [[1, 0.7]],
      [
        [0.5, 0.25],
        [1, 0.5],
        [3.25, 0.25],
      ],
      [
        [0.1, 0.9],
        [40, 0.002],
      ],
    ] as const) {
      const truth = byHand(atoms, n);
      const bound = absoluteSumAtLeast(law(...atoms), n);
      expect(bound).toBeLessThanOrEqual(truth);
      expect(bound / truth, JSON.stringify(atoms)).toBeGreaterThan(atoms.length === 2 ? 0.95 : 0.985);
    }
  });

  it('of a normal law on a fine grid is that of the normal law, within 5e-4', () => {
    const atoms = Array.from({ length: 400 }, (_, k) => {
      const x = (k + 0.5) / 60;
      return [x, (2 / 60 / Math.sqrt(2 * Math.PI)) * Math.exp(-0.5 * x * x)] as const;
    });
    for (const n of [2, 10, 3072]) {
      const ratio = absoluteSumAtLeast(law(...atoms), n) / Math.sqrt((2 * n) / Math.PI);
      expect(ratio, String(n)).toBeLessThan(1 + 1e-6);
      expect(ratio, String(n)).toBeGreaterThan(1 - 8e-4);
    }
  });

  it('of nothing is 0', () => {
    expect(absoluteSumAtLeast(law(), 3)).toBe(0);
  });
});
