/** What the masses of any likelihood-ratio test satisfy, whatever the noise: Q_v has the density L under Q. */
import { expect } from 'vitest';
import { shiftedMass, type LikelihoodRatioTest } from '../../../src/growth/likelihood-ratio/likelihood-ratio.ts';

/**
 * Between two thresholds L lies between their exponentials, and so does the ratio of the masses under Q_v and Q. The
 * two come from the test at tau and at -tau, which share no computation: an error of 1e-3 in either side is seen.
 */
export function expectRatiosOfMasses(test: LikelihoodRatioTest, shift: number, taus: readonly number[]): void {
  const step = 1e-3;
  for (const tau of taus) {
    const [near, far] = [test.mass(shift, tau), test.mass(shift, tau + step)];
    const [nearShifted, farShifted] = [shiftedMass(test, shift, tau), shiftedMass(test, shift, tau + step)];
    const mass = near.value - far.value;
    const slack = near.error + far.error + nearShifted.error + farShifted.error;
    expect(slack).toBeLessThan(1e-4 * mass);
    const ratio = (nearShifted.value - farShifted.value) / mass;
    expect(ratio).toBeGreaterThan(Math.exp(tau) * (1 - 2e-4));
    expect(ratio).toBeLessThan(Math.exp(tau + step) * (1 + 2e-4));
  }
}
