/** Growth functions in closed form: identities that hold for every even noise, and two forms of one law. */
import { describe, expect, it } from 'vitest';
import { gaussianGrowth, laplaceAxisGrowth, logConcaveMarginalGrowth } from '../../src/growth/closed-form.ts';

const masses = [1e-6, 0.01, 0.3, 0.5, 0.8, 0.999];
const shifts = [0.01, 0.7, 3];

describe('growth in closed form', () => {
  it('of e^-|x| and e^{-x^2} on the line are the general marginal with s = 1 and 2', () => {
    for (const p of masses) {
      for (const a of shifts) {
        expect(logConcaveMarginalGrowth(p, a, 1).value).toBeCloseTo(laplaceAxisGrowth(p, a).value, 12);
        // e^{-x^2} is the Gaussian of standard deviation 1/sqrt 2.
        expect(logConcaveMarginalGrowth(p, a, 2).value).toBeCloseTo(gaussianGrowth(p, a * Math.SQRT2).value, 12);
      }
    }
  });

  it.each([
    ['Gaussian', gaussianGrowth],
    ['Laplace', laplaceAxisGrowth],
  ])('%s: G(1 - G(p, v), v) = 1 - p, by evenness and Neyman-Pearson', (_, growth) => {
    for (const p of [0.01, 0.3, 0.5, 0.8]) {
      for (const a of shifts) expect(growth(1 - growth(p, a).value, a).value).toBeCloseTo(1 - p, 11);
    }
  });

  it('rises with p and with the shift', () => {
    for (const growth of [gaussianGrowth, laplaceAxisGrowth]) {
      for (let i = 1; i < masses.length; i++) {
        for (const a of shifts) expect(growth(masses[i]!, a).value).toBeGreaterThan(growth(masses[i - 1]!, a).value);
      }
      for (const p of masses) expect(growth(p, 0.7).value).toBeGreaterThan(growth(p, 0.01).value);
    }
  });
});
