/**
 * Formulas that an estimate of a quadrature's error got wrong: narrow and far bumps, kinks, walls, stairs, tails that
 * cancel. The right values are from mpmath at 40 digits (integrals split at the features) or closed forms.
 */
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { productPhiHalf } from '../../src/noise/rate/product-phi-half.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';

const unit = { lambda: 1 };
const radius = (formula: string, dim: number, rho: number): number =>
  certifiedRadius(productNoise(formula, dim, unit), { kind: 'lp', p: 1, dim }, rho).radius;

describe('formulas that quadrature cannot see through', () => {
  it('narrow bumps: radii are below the right ones, and near them', () => {
    for (const [rho, right] of [
      [0.6, 0.0121457],
      [0.9, 0.0563465],
    ] as const) {
      const found = radius('exp(-x^2) + 20*exp(-500*(abs(x)-13)^2)', 2, rho);
      expect(found).toBeLessThanOrEqual(right);
      expect(found).toBeGreaterThan(0.94 * right);
    }
  });

  it('far bumps: sigma', () => {
    const noise = productNoise('exp(-x^2)+10000*exp(-1e8*(abs(x)-1e5)^2)', 1, unit);
    expect(noise.sigma).toBeCloseTo(81649.7, 1);
  });

  it('kinks of the slope: the radius is not above the right one', () => {
    const found = radius('abs(x)^6*exp(-abs(x))', 2, 0.525);
    expect(found).toBeLessThanOrEqual(0.155748705899);
    expect(found).toBeGreaterThan(0.15574);
  });

  it('walls: sigma', () => {
    const noise = productNoise('exp(-abs(x))*(2.32+tanh((1.966-abs(x))/1.465e-05))', 1, unit);
    expect(noise.sigma).toBeCloseTo(1.13214503266, 10);
  });

  it('tails that cancel or underflow', () => {
    expect(productNoise('cosh(1/(1+x^2))-1', 1, unit).sigma).toBeCloseTo(0.979426, 6);
    const slow = productPhiHalf(productNoise('log(1+1/(1+x^2))', 1, unit), 'l1');
    expect(slow.lower).toBeLessThanOrEqual(0.26633072912);
    expect(slow.upper).toBeGreaterThanOrEqual(0.26633072911);
    expect(slow.upper - slow.lower).toBeLessThan(1e-11);
    const heavy = productNoise('atan(1/x^2)', 1, unit);
    expect(heavy.sigma).toBe(Infinity);
    expect(checksOf(heavy).finiteVariance.status).toBe('failed');
    const algebraic = productNoise('1-abs(x)/sqrt(1+x^2)', 1, unit);
    expect(algebraic.logMarginalNormalizer.value).toBeCloseTo(Math.log(2), 11);
    expect(checksOf(productNoise('1/(1+x^2)-atan(1/(1+x^2))', 1, unit)).quasiConcave.status).toBe('proved');
  });

  it('stairs', () => {
    const noise = productNoise('3+sign(0.5-abs(x))+2*sign(1.5-abs(x))', 1, unit);
    expect(noise.logMarginalNormalizer.value).toBeCloseTo(Math.log(14), 11);
    expect(checksOf(noise).quasiConcave.status).toBe('proved');
  });

  it("a jump down while the smooth part rises: int |f'| / int f by hand", () => {
    // Up to a = 2.5/2 e^(-1/2) at 1/2, down to a/5, up to 1/(2e) at 1, down to 0.
    const a = 1.25 * Math.exp(-0.5);
    const half = 2.5 * (1 - 1.5 * Math.exp(-0.5)) + 0.5 * 1.5 * Math.exp(-0.5);
    const exact = (2 * a + 2 * (0.5 / Math.E - a / 5)) / (2 * half);
    const noise = productNoise('abs(x)*exp(-abs(x))*(1.5+sign(0.5-abs(x)))', 2, unit);
    const { lower, upper } = productPhiHalf(noise, 'l1');
    expect(lower).toBeLessThanOrEqual(exact);
    expect(upper).toBeGreaterThanOrEqual(exact);
    expect(upper / lower).toBeLessThan(1.004);
    expect(certifiedRadius(noise, { kind: 'lp', p: 1, dim: 2 }, 0.6).radius).toBeGreaterThan(0.9 * (0.1 / exact));
  });

  it('a profile that rises on a stretch of width 1e-9 is refused', () => {
    const radial = 'exp(-r) + 0.1*exp(-((r-2)/1e-9)^2)';
    expect(() => levelSetNoise({ body: lpBall(2, 2), radial }, 2, unit)).toThrow(InvalidNoise);
  });
});
