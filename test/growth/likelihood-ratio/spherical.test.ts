/** The spherical test: the Gaussian in closed form in any dimension, and what every ratio of masses must be. */
import { describe, expect, it } from 'vitest';
import { expRadialLaw, powerRadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../../src/growth/likelihood-ratio/spherical.ts';
import { normalCdf } from '../../../src/numeric/special/special.ts';
import { expectRatiosOfMasses } from './neyman-pearson-law.ts';

describe('the spherical test', () => {
  it.each([2, 3, 39, 40, 62, 500])('of e^{-|x|^2} is that of a normal coordinate, d = %d', (dim) => {
    const test = sphericalTest(expRadialLaw(dim, 2, 0), 'normal');
    for (const shift of [0.05, 0.7, 3]) {
      for (const tau of [-2, 0, 0.3, 2]) {
        const truth = normalCdf(((tau + shift * shift) / (2 * shift)) * Math.SQRT2, 'upper');
        const { value, error } = test.mass(shift, tau);
        expect(Math.abs(value - truth), `${shift} ${tau}`).toBeLessThan(error + 1e-14);
        expect(error).toBeLessThan(1e-8);
      }
    }
  });

  it('of the Cauchy law in the plane: half of it beyond the middle, 1/2 - arctan(a/2)/pi', () => {
    // (1 + r^2)^-3/2 in the plane has the marginal 1/(pi (1 + x^2)/2 ...): a Cauchy coordinate.
    const test = sphericalTest(powerRadialLaw(2, 2, 1.5), 'Cauchy');
    for (const shift of [0.1, 2, 20]) {
      expect(test.mass(shift, 0).value).toBeCloseTo(0.5 - Math.atan(shift / 2) / Math.PI, 9);
    }
  });

  it.each([
    ['e^{-r}, d = 3', expRadialLaw(3, 1, 0)],
    ['e^{-r^2}/r, d = 4', expRadialLaw(4, 2, 1)],
    ['e^{-r}, d = 60', expRadialLaw(60, 1, 0)],
    ['(1 + r^2)^-4, d = 5', powerRadialLaw(5, 2, 4)],
  ])('of %s: Q_v is L times Q', (_, law) => {
    const test = sphericalTest(law, 'sphere');
    expectRatiosOfMasses(test, test.typicalShift, [-0.1, 0.03, 0.1]);
  });

  it('has a deviation along the shift for its typical one, and refuses the line', () => {
    const dim = 10;
    // The mode of log r has r^2 = d/2.
    expect(sphericalTest(expRadialLaw(dim, 2, 0), 'normal').typicalShift).toBeCloseTo(Math.SQRT1_2, 12);
    expect(() => sphericalTest(expRadialLaw(1, 2, 0), 'line')).toThrow(RangeError);
  });
});
