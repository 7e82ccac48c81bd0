/** The claims on growth functions hold at quick level, and every false variant is refuted with a witness. */
import { describe, expect, it } from 'vitest';
import { growthShape } from '../../proofs/growth/growth-shape.ts';
import { levelSetMethod } from '../../proofs/radius/level-set-method.ts';
import { neymanPearson } from '../../proofs/growth/neyman-pearson.ts';
import { robustness } from '../../proofs/growth/robustness.ts';
import { shiftSemigroup } from '../../proofs/growth/shift-semigroup.ts';
import { growth, growthByEnumeration, stepDensity } from '../../proofs/vocabulary/step-densities.ts';
import { worstDirection } from '../../proofs/radius/worst-direction.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { runClaim } from '../../src/checker/index.ts';

describe.each([neymanPearson, growthShape, shiftSemigroup, robustness, levelSetMethod, worstDirection])(
  'claim $id',
  (claim) => {
    it('holds, and its mutants do not', async () => {
      const result = await runClaim(claim, { seed: 7, level: 'quick' });
      expect(result.evidence.filter(({ status }) => status !== 'holds')).toEqual([]);
      expect(result.status).toBe('holds');
      expect(result.mutants.filter(({ refuted }) => !refuted)).toEqual([]);
    });
  },
);

describe('growth of a step density', () => {
  it('is that of the uniform law for a uniform density', () => {
    const uniform = stepDensity([[[0], 1]]);
    expect(growth(uniform, [1], ratio(1, 4)).toFraction()).toBe('3/4');
  });

  it('does not depend on whether cells are sorted or enumerated', () => {
    const q = stepDensity([
      [[0], 5],
      [[1], 2],
      [[2], 1],
    ]);
    expect(growth(q, [2], ratio(2, 7)).toFraction()).toBe(growthByEnumeration(q, [2], ratio(2, 7)).toFraction());
  });
});
