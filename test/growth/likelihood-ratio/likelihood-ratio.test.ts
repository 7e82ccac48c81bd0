/** Bounds from masses: sharp for the normal shift, valid elsewhere, and honest about errors and atoms. */
import { describe, expect, it } from 'vitest';
import {
  certifiedMass,
  dualBound,
  primalBound,
  shiftedMass,
  thresholdAt,
  type LikelihoodRatioTest,
} from '../../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { normalCdf, normalQuantile } from '../../../src/numeric/special/special.ts';

/** The standard normal law: log L = a x - a^2/2. */
const normal = (error: number): LikelihoodRatioTest => ({
  name: 'normal',
  atomic: false,
  typicalShift: 1,
  mass: (shift, tau) => ({ value: normalCdf(tau / shift + shift / 2, 'upper'), error }),
});
/** Uniform on a segment, moved by the share a of its length: L = 0 on it, 1 on 1 - a. */
const uniformOnSegment: LikelihoodRatioTest = {
  name: 'uniform',
  atomic: true,
  typicalShift: 0.5,
  mass: (shift, tau, closed = false) => ({ value: tau < 0 || (closed && tau === 0) ? 1 - shift : 0, error: 0 }),
};

const truth = (p: number, shift: number): number => normalCdf(normalQuantile(p) + shift);
/** The threshold of mass p. */
const tauOf = (p: number, shift: number): number => shift * (normalQuantile(p, 'upper') - shift / 2);

describe('bounds of the growth function from masses', () => {
  it('are the truth at the threshold of mass p, and on its two sides elsewhere', () => {
    const test = normal(0);
    for (const p of [0.01, 0.3, 0.9]) {
      for (const shift of [0.1, 1]) {
        const best = tauOf(p, shift);
        const at = (move: number) => thresholdAt(test, shift, best + move);
        expect(dualBound(p, at(0))).toBeCloseTo(truth(p, shift), 12);
        expect(primalBound(p, test, shift, at(1e-12))).toBeCloseTo(truth(p, shift), 11);
        for (const move of [-0.5, -0.1, 0.1, 0.5]) {
          expect(dualBound(p, at(move))).toBeGreaterThan(truth(p, shift));
          expect(primalBound(p, test, shift, at(move))).toBeLessThan(truth(p, shift));
        }
        expect(primalBound(p, test, shift, at(-0.1))).toBe(-Infinity);
      }
    }
  });

  it('the mass under the shift is that of the reflection', () => {
    for (const tau of [-1, 0, 0.4]) {
      expect(shiftedMass(normal(0), 0.8, tau).value).toBeCloseTo(normalCdf(tau / 0.8 - 0.4, 'upper'), 14);
    }
  });

  it('the largest mass that stays below 1/2 is that of the half-space through v', () => {
    const shift = 0.7;
    const best = certifiedMass(thresholdAt(normal(0), shift, (shift * shift) / 2));
    expect(best).toBeCloseTo(normalCdf(-shift), 13);
    for (const tau of [-0.3, 0, 1]) expect(certifiedMass(thresholdAt(normal(0), shift, tau))).toBeLessThan(best);
  });

  it('counts the errors against itself', () => {
    const [error, p, shift, tau] = [1e-3, 0.3, 1, 0.2];
    const [exact, rough] = [thresholdAt(normal(0), shift, tau), thresholdAt(normal(error), shift, tau)];
    const t = Math.exp(tau);
    expect(dualBound(p, rough) - dualBound(p, exact)).toBeCloseTo(error * (1 + t), 12);
    expect(certifiedMass(exact) - certifiedMass(rough)).toBeCloseTo(error * (1 + 1 / t), 12);
    const low = thresholdAt(normal(error), shift, 2);
    expect(
      primalBound(p, normal(0), shift, thresholdAt(normal(0), shift, 2)) - primalBound(p, normal(error), shift, low),
    ).toBeCloseTo(error, 12);
  });

  it('fills the set up from an atom: uniform noise grows by what has left', () => {
    for (const a of [0.1, 0.4]) {
      const at = thresholdAt(uniformOnSegment, a, 0);
      expect(at.shifted.value).toBeCloseTo(a, 14);
      expect(primalBound(0.3, uniformOnSegment, a, at)).toBeCloseTo(0.3 + a, 14);
      expect(dualBound(0.3, at)).toBeCloseTo(0.3 + a, 14);
    }
  });
});
