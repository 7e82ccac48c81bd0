/** Growth functions in closed form: identities that hold for every even noise, and two forms of one law. */
import { describe, expect, it } from 'vitest';
import {
  gaussianGrowth,
  laplaceAxisGrowth,
  logConcaveMarginalGrowth,
  uniformGrowth,
} from '../../src/growth/closed-form.ts';

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

  it('of uniform noise is p and what the overlap leaves, from the ends of the overlap', () => {
    const overlap = (lower: number, value: number, upper: number) =>
      uniformGrowth(0.3, { value, lower, upper, method: 'monte-carlo', confidence: 0.9 });
    const found = overlap(0.7, 0.75, 0.875);
    expect(found).toMatchObject({ value: 0.55, method: 'monte-carlo', confidence: 0.9 });
    expect(found.lower).toBeLessThan(0.425);
    expect(found.lower).toBeGreaterThan(0.425 - 1e-14);
    expect(found.upper).toBeGreaterThan(0.6);
    expect(found.upper).toBeLessThan(0.6 + 1e-14);
    // Never below p, nor above 1, whatever the overlap is said to be.
    expect(overlap(0.95, 1, 1.2).lower).toBe(0.3);
    expect(overlap(-0.1, 0.1, 0.2)).toMatchObject({ value: 1, upper: 1 });
    expect(overlap(-0.1, 0.1, 0.2).lower).toBeCloseTo(1, 12);
  });

  it('is known to a relative 1e-11, within [0, 1]', () => {
    for (const { value, lower, upper } of [
      gaussianGrowth(0.3, 0.5),
      laplaceAxisGrowth(0.01, 0.5),
      logConcaveMarginalGrowth(0.8, 0.1, 3),
    ]) {
      expect(upper - value).toBeCloseTo(1e-11 * value, 16);
      expect(value - lower).toBeCloseTo(1e-11 * value, 16);
    }
    expect(gaussianGrowth(0.999, 30).upper).toBe(1);
    // The three pieces: e^a p, 1 - e^-a/4p, 1 - e^-a (1 - p).
    expect(laplaceAxisGrowth(0.1, 0.5).value).toBeCloseTo(0.1 * Math.exp(0.5), 14);
    expect(laplaceAxisGrowth(0.4, 0.5).value).toBeCloseTo(1 - Math.exp(-0.5) / 1.6, 14);
    expect(laplaceAxisGrowth(0.7, 0.5).value).toBeCloseTo(1 - 0.3 * Math.exp(-0.5), 14);
  });
});
