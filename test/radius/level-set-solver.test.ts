/**
 * Certificates count the errors of the masses they rest on: masses that lie, but within their errors, prove nothing
 * false.
 */
import { describe, expect, it } from 'vitest';
import {
  certifiedMass,
  dualBound,
  primalBound,
  thresholdAt,
  type LikelihoodRatioTest,
} from '../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { LevelSetSolver } from '../../src/radius/routes/level-set-solver.ts';
import { roundedRadius } from '../../src/radius/routes/route.ts';
import { isTight } from '../../src/radius/tightness.ts';

/**
 * The Gaussian's test, where the largest safe shift for mass p is -Phi^-1(p). Masses of thresholds tau >= 0 (the base)
 * and tau < 0 (which become Q_v) are off by the given parts of their error.
 */
function lying(error: number, base: number, opposite: number): LikelihoodRatioTest {
  return {
    name: 'Gaussian',
    atomic: false,
    typicalShift: 1,
    mass: (shift, tau) => ({
      value: normalCdf(-(tau / shift + 0.5 * shift)) + error * (tau >= 0 ? base : opposite),
      error,
    }),
  };
}

const lies = [
  [1, 0],
  [0, 1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

describe('masses off by as much as they admit', () => {
  it.each([1e-12, 1e-9, 1e-6, 1e-4])('error %d: every bound stays on its side', (error) => {
    for (const [base, opposite] of lies) {
      const test = lying(error, base, opposite);
      for (const p of [0.4, 0.1, 0.01]) {
        // G(p, z) = 1/2 exactly, with the threshold z^2/2.
        const z = -normalQuantile(p);
        const threshold = thresholdAt(test, z, 0.5 * z * z);
        // 5 % of the error: a bound that forgets it is off by all of it.
        expect(certifiedMass(threshold), `${base}, ${opposite}, p ${p}`).toBeLessThan(p + 0.05 * error);
        expect(dualBound(p, threshold)).toBeGreaterThan(0.5 - 0.05 * error);
        expect(primalBound(p, test, z, threshold)).toBeLessThan(0.5 + 0.05 * error);
      }
    }
  });

  it.each([1e-9, 1e-6, 1e-4])('error %d: the true shift lies between the two ends of the solver', (error) => {
    for (const [base, opposite] of lies) {
      const solver = new LevelSetSolver(lying(error, base, opposite));
      for (const p of [0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.1, 0.01]) {
        const z = -normalQuantile(p);
        const { lower, upper } = solver.shift(p);
        expect(lower, `${base}, ${opposite}, p ${p}`).toBeLessThan(z);
        expect(lower).toBeGreaterThan(z * (1 - 1e-8) - 400 * error);
        if (upper !== null) expect(upper).toBeGreaterThan(z);
        // Masses good to 1e-9 are good enough for an exact radius.
        if (error <= 1e-9 && z > 0.1) expect(isTight({ lower, upper })).toBe(true);
      }
    }
  });

  it('the error of an integral is subtracted from a radius and added to its ceiling', () => {
    const { radius, ceiling, upper } = roundedRadius(1, true, 1e-3);
    expect(radius).toBeLessThan(0.999);
    expect(ceiling).toBeGreaterThan(1.001);
    expect(upper).toBe(ceiling);
  });

  it('exact means that both ends are known and within 1e-6', () => {
    expect(isTight({ lower: 1, upper: 1 + 9e-7 })).toBe(true);
    expect(isTight({ lower: 1, upper: 1 + 2e-6 })).toBe(false);
    expect(isTight({ lower: 1, upper: null })).toBe(false);
    expect(isTight({ lower: 0, upper: 1e-9 })).toBe(false);
    expect(isTight({ lower: Infinity, upper: Infinity })).toBe(true);
  });
});
