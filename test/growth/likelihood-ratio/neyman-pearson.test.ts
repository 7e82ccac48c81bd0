/** Growth from a test: the normal shift to ten digits, an atom, masses of which little is known. */
import { describe, expect, it } from 'vitest';
import { neymanPearsonGrowth } from '../../../src/growth/likelihood-ratio/neyman-pearson.ts';
import type { LikelihoodRatioTest } from '../../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { normalCdf, normalQuantile } from '../../../src/numeric/special/special.ts';

const normal = (error: number): LikelihoodRatioTest => ({
  name: 'normal',
  atomic: false,
  typicalShift: 1,
  mass: (shift, tau) => ({ value: normalCdf(tau / shift + shift / 2, 'upper'), error }),
});

describe('growth by Neyman and Pearson', () => {
  it('of the normal law is Phi(Phi^-1(p) + a), enclosed within 1e-9', () => {
    for (const p of [1e-6, 0.02, 0.5, 0.8, 0.9999]) {
      for (const a of [1e-3, 0.3, 2, 6]) {
        const { value, lower, upper, confidence } = neymanPearsonGrowth(normal(0), a, p);
        const truth = normalCdf(normalQuantile(p) + a);
        expect(lower).toBeLessThanOrEqual(truth + 1e-15);
        expect(upper).toBeGreaterThanOrEqual(truth - 1e-15);
        expect(upper - lower).toBeLessThan(1e-8);
        expect(value).toBeCloseTo(truth, 8);
        expect(confidence).toBe(1);
      }
    }
  });

  it('still encloses it where the masses are known to 1e-4 only', () => {
    const { lower, upper } = neymanPearsonGrowth(normal(1e-4), 0.5, 0.3);
    const truth = normalCdf(normalQuantile(0.3) + 0.5);
    expect(lower).toBeLessThan(truth);
    expect(upper).toBeGreaterThan(truth);
    expect(upper - lower).toBeLessThan(1e-3);
    expect(upper - lower).toBeGreaterThan(1e-4);
  });

  it('of a law with an atom is the chord over it', () => {
    const a = 0.25;
    const uniform: LikelihoodRatioTest = {
      name: 'uniform',
      atomic: true,
      typicalShift: a,
      mass: (_, tau, closed = false) => ({ value: tau < 0 || (closed && tau === 0) ? 1 - a : 0, error: 0 }),
    };
    for (const p of [0.1, 0.5]) expect(neymanPearsonGrowth(uniform, a, p).value).toBeCloseTo(p + a, 8);
  });
});
