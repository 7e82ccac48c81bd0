/** Bounds of Phi for f(|x|_K): the Gaussian, the Laplace law, and mixtures of uniform noise, in closed form. */
import { describe, expect, it } from 'vitest';
import { inverseScale, levelSetPhiHalf, levelSetRateBound } from '../../../src/noise/rate/level-set.ts';
import { levelSetForm } from '../../../src/growth/rate/noise-forms.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { Noise } from '../../../src/noise/noise.ts';
import { normalPdf, normalQuantile } from '../../../src/numeric/special/special.ts';

const unit = { lambda: 1 };
const form = (noise: Noise) => levelSetForm(noise)!;

describe('level-set noise', () => {
  it('is a mixture of uniform noise: E[1/S] by hand', () => {
    // Gaussian in the plane: E[1/T]/2 = sqrt(pi/2)/2. Laplace: E[1/T] = 1/(d-1), so 1/d. Uniform: 1. Line: the height.
    expect(inverseScale(form(gaussian(2, unit))).value).toBeCloseTo(Math.sqrt(Math.PI / 2) / 2, 11);
    expect(inverseScale(form(laplace(5, unit))).value).toBeCloseTo(1 / 5, 11);
    expect(inverseScale(form(uniform('l2', 4, unit))).value).toBeCloseTo(1, 11);
    expect(inverseScale(form(gaussian(1, unit))).value).toBeCloseTo(2 / Math.sqrt(2 * Math.PI), 11);
  });

  it('has Phi(1/2) = sup vol(Pi_v K)/|K| E[1/S]', () => {
    expect(levelSetPhiHalf(form(gaussian(3, unit)), lpAdversary(2, 3))!.value).toBeCloseTo(
      1 / Math.sqrt(2 * Math.PI),
      10,
    );
    expect(levelSetPhiHalf(form(laplace(4, unit)), lpAdversary(1, 4))!.value).toBeCloseTo(0.5, 10);
    expect(levelSetPhiHalf(form(laplace(3, unit)), lpAdversary(Infinity, 3))!.value).toBeCloseTo(0.75, 10);
    expect(levelSetPhiHalf(form(uniform('linf', 3, unit)), lpAdversary(2, 3))!.value).toBeCloseTo(Math.sqrt(3) / 2, 9);
  });

  it('has its Phi bounded from above, within 1e-3 where the laws of the slopes are known', () => {
    const normal = levelSetRateBound(form(gaussian(3, unit)), lpAdversary(2, 3))!;
    const signs = levelSetRateBound(form(laplace(3, unit)), lpAdversary(1, 3))!;
    for (const p of [1e-3, 0.05, 0.2, 0.4, 0.5]) {
      const truth = normalPdf(normalQuantile(p));
      expect(normal.phi(p) / truth).toBeGreaterThan(1 - 1e-12);
      expect(normal.phi(p) / truth).toBeLessThan(1 + 1e-3);
      // |N| <= 1 and h = 1: the line p, exactly.
      expect(signs.phi(p) / p).toBeGreaterThan(1 - 1e-12);
      expect(signs.phi(p) / p).toBeLessThan(1 + 1e-3);
    }
  });

  it('has a constant for its bound where the profile only jumps', () => {
    const bound = levelSetRateBound(form(uniform('linf', 2, unit)), lpAdversary(1, 2))!;
    for (const p of [0.01, 0.5]) expect(bound.phi(p)).toBeCloseTo(0.5, 9);
  });

  it('has no bound where Phi is infinite', () => {
    const noise = expNoise('l2', { k: 1, j: 1.5 }, 2, unit);
    expect(levelSetRateBound(form(noise), lpAdversary(2, 2))!.isFinite).toBe(false);
  });
});
