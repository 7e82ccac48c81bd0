/**
 * Sums of slopes of different laws: finite laws summed by hand, jumps, and a law with more atoms than a ladder keeps.
 */
import { describe, expect, it } from 'vitest';
import { excessByHand as byHand, finiteLaw as law, type Atoms } from '../../../proofs/vocabulary/finite-scores.ts';
import type { SteepnessLaw } from '../../../src/formula/enclosure/slopes.ts';
import { slopeSumAtLeast, slopeSumExcess } from '../../../src/noise/rate/slope-sum.ts';

const A: Atoms = [
  [0.25, 0.5],
  [1, 0.25],
  [4, 0.25],
];
const B: Atoms = [[2, 1]];
const C: Atoms = [
  [0, 0.875],
  [30, 0.125],
];
const weighted = (laws: readonly SteepnessLaw[], weights: readonly number[]) =>
  laws.map((each, i) => ({ law: each, weight: [weights[i]!, weights[i]!] as const }));

describe('E(|sum w_i s_i| - c)_+', () => {
  it.each([
    [[A], [2]],
    [
      [A, B],
      [1, 0.5],
    ],
    [
      [B, C],
      [0.25, 3],
    ],
    [
      [A, B, C],
      [1, 1, 0.125],
    ],
    [
      [A, A, B, C],
      [1, 0.5, 3, 0.25],
    ],
  ])('of finite laws is what is summed by hand: case %#', (laws, weights) => {
    const sum = weighted(
      laws.map((atoms) => law(atoms)),
      weights,
    );
    const excess = slopeSumExcess(sum);
    for (const c of [0, 0.3, 1, 2.75, 7, 40]) {
      const truth = byHand(laws, weights, c);
      expect(excess(c)).toBeGreaterThanOrEqual(truth * (1 - 1e-15));
      expect(excess(c)).toBeLessThanOrEqual(truth * (1 + 1e-4) + 1e-9);
    }
    const truth = byHand(laws, weights, 0);
    expect(slopeSumAtLeast(sum)).toBeLessThanOrEqual(truth);
    expect(slopeSumAtLeast(sum)).toBeGreaterThan(truth * (1 - 1e-4));
  });

  it('jumps of different coordinates add up, whatever c', () => {
    const sum = weighted([law(A, 0.5), law(B, 2)], [2, 0.25]);
    expect(slopeSumExcess(sum)(1e3)).toBeCloseTo(1.5, 9);
    expect(slopeSumAtLeast(sum)).toBeCloseTo(byHand([A, B], [2, 0.25], 0) + 1.5, 9);
    expect(slopeSumAtLeast(weighted([law([], 3), law([], 4)], [1, 1]))).toBeCloseTo(7, 9);
  });

  it('of normal scores is normal, from both sides within 2e-4: E|a + b + c| = |w| sqrt(2/pi)', () => {
    const normal = law(
      Array.from({ length: 3000 }, (_, k) => {
        const x = (k + 0.5) / 500;
        return [x, (2 / 500 / Math.sqrt(2 * Math.PI)) * Math.exp(-0.5 * x * x)] as const;
      }),
    );
    for (const weights of [
      [3, 4],
      [2, 3, 6],
    ]) {
      const sum = weighted(
        weights.map(() => normal),
        weights,
      );
      const truth = Math.hypot(...weights) * Math.sqrt(2 / Math.PI);
      const [low, high] = [slopeSumAtLeast(sum) / truth, slopeSumExcess(sum)(0) / truth];
      expect(low).toBeLessThan(1 + 1e-7);
      expect(low).toBeGreaterThan(1 - 2e-4);
      expect(high).toBeGreaterThan(1 - 1e-7);
      expect(high).toBeLessThan(1 + 2e-4);
    }
  });

  it('weights are used from their own side', () => {
    const sum = [{ law: law(B), weight: [1, 3] as const }];
    expect(slopeSumAtLeast(sum)).toBeCloseTo(2, 9);
    expect(slopeSumExcess(sum)(0)).toBeCloseTo(6, 9);
  });
});
