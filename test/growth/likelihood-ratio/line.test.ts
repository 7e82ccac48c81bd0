/** The likelihood-ratio test on the line: the Gaussian in closed form, and what every ratio of masses must be. */
import { describe, expect, it } from 'vitest';
import { lineTest } from '../../../src/growth/likelihood-ratio/line.ts';
import { expRadialLaw, powerRadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { normalCdf } from '../../../src/numeric/special/special.ts';
import { expectRatiosOfMasses } from './neyman-pearson-law.ts';

describe('the test on the line', () => {
  it('of e^{-x^2} is that of a normal law: log L = 2 a x - a^2', () => {
    const test = lineTest(expRadialLaw(1, 2, 0), 'normal');
    for (const shift of [0.02, 0.7, 4]) {
      for (const tau of [-3, -0.1, 0, 0.4, 5]) {
        // x has deviation 1/sqrt 2.
        const truth = normalCdf(((tau + shift * shift) / (2 * shift)) * Math.SQRT2, 'upper');
        const { value, error } = test.mass(shift, tau);
        expect(Math.abs(value - truth)).toBeLessThan(error + 1e-15);
        expect(error).toBeLessThan(1e-9);
      }
    }
  });

  it('of 1/(1+x^2) puts mass 2 arctan(y)/pi within y of the middle, where both densities agree', () => {
    const test = lineTest(powerRadialLaw(1, 2, 1), 'Cauchy');
    // log L > 0 exactly for x > a/2.
    for (const shift of [0.1, 2, 30]) {
      expect(test.mass(shift, 0).value).toBeCloseTo(0.5 - Math.atan(shift / 2) / Math.PI, 10);
    }
  });

  it.each([
    ['e^{-sqrt x}', expRadialLaw(1, 0.5, 0)],
    ['|x|^-1/2 e^{-x^2}', expRadialLaw(1, 2, 0.5)],
    ['(1 + x)^-2.5', powerRadialLaw(1, 1, 2.5)],
  ])('of %s: Q_v is L times Q', (_, law) => {
    for (const shift of [0.1, 1]) expectRatiosOfMasses(lineTest(law, 'line'), shift, [-0.05, 0.02, 0.08]);
  });

  it('has the norm of the mode for its shift, and refuses the plane', () => {
    expect(lineTest(expRadialLaw(1, 2, 0), 'normal').typicalShift).toBeCloseTo(Math.SQRT1_2, 12);
    expect(() => lineTest(expRadialLaw(2, 2, 0), 'plane')).toThrow(RangeError);
  });
});
