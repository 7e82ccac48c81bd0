/** Growth functions of step densities, by two ways and against a law known in closed form. */
import { describe, expect, it } from 'vitest';
import { growth, growthByEnumeration, stepDensity } from '../../proofs/vocabulary/step-densities.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';

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
