/** Phi by formula is the derivative of the growth function at 0, computed by its own route. */
import { describe, expect, it } from 'vitest';
import { growth } from '../../../src/growth/growth.ts';
import { growthRate } from '../../../src/growth/rate/growth-rate.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../../src/noise/named/iid.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { powerNoise } from '../../../src/noise/named/power.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { NamedNoise } from '../../../src/noise/noise.ts';
import { normalPdf, normalQuantile } from '../../../src/numeric/special/special.ts';

const unit = { lambda: 1 };
const axis = [1, 0, 0];
const diagonal = [1, 1, 1];

/** lim (G(p, r v) - p)/r, by Richardson's extrapolation. */
function derivative(noise: NamedNoise, v: readonly number[], p: number): number {
  const slope = (r: number): number => {
    const shift = v.map((x) => r * x);
    return (growth(noise, shift, p).value - p) / r;
  };
  return 2 * slope(5e-4) - slope(1e-3);
}

describe('the growth rate', () => {
  it.each<[string, NamedNoise, number, readonly number[]]>([
    ['gaussian, l2', gaussian(3, unit), 2, axis],
    ['gaussian, linf', gaussian(3, unit), Infinity, diagonal],
    ['laplace, l1', laplace(3, unit), 1, axis],
    ['uniform:linf, linf', uniform('linf', 3, unit), Infinity, diagonal],
    ['uniform:l2, l2', uniform('l2', 3, unit), 2, axis],
    ['uniform:l1, l1', uniform('l1', 3, unit), 1, axis],
    ['exp:l1, l1', expNoise('l1', { k: 2 }, 3, unit), 1, axis],
    ['exp:l2, l2', expNoise('l2', { k: 1 }, 3, unit), 2, axis],
    ['exp:linf, linf', expNoise('linf', { k: 2 }, 3, unit), Infinity, diagonal],
    ['exp:linf, l1', expNoise('linf', { k: 2 }, 3, unit), 1, axis],
    ['power:linf, linf', powerNoise('linf', { a: 5 }, 3, unit), Infinity, diagonal],
    ['power:linf, l1', powerNoise('linf', { a: 5 }, 3, unit), 1, axis],
    ['iid-exp, l1, s = 3', iidExp(3, 3, unit), 1, axis],
    ['iid-pareto, l1', iidPareto(2, 3, unit), 1, axis],
  ])('%s: the derivative of the growth function along its worst shift', (_, noise, p, v) => {
    const rate = growthRate(noise, lpAdversary(p, 3))!;
    for (const mass of [0.08, 0.3]) {
      expect(Math.abs(derivative(noise, v, mass) / rate.phi(mass) - 1), `${mass}`).toBeLessThan(2e-4);
      expect(rate.phi(1 - mass)).toBeCloseTo(rate.phi(mass), 12);
    }
    expect(rate.phiHalf).toBe(rate.phi(0.5));
    expect(rate.exact).toBe(true);
  });

  it('of e^{-sqrt|x|} in one coordinate: the slope 1/(2 sqrt t), by its own integral', () => {
    // t = y^2, y ~ Gamma(2): the largest slopes are those of the smallest y; E[1/(2y); y < c] = (1 - e^-c)/2.
    const rate = growthRate(iidExp(0.5, 4, unit), lpAdversary(1, 4))!;
    for (const c of [0.1, 1, 5]) {
      const p = 0.5 * (1 - (1 + c) * Math.exp(-c));
      expect(rate.phi(p)).toBeCloseTo(0.25 * (1 - Math.exp(-c)), 11);
    }
  });

  it('of Laplace noise against linf: the largest sums of signs, by enumeration', () => {
    const rate = growthRate(laplace(3, unit), lpAdversary(Infinity, 3))!;
    // Sums 3, 1, -1, -3 with probabilities 1, 3, 3, 1 in 8.
    expect(rate.phi(1 / 16)).toBeCloseTo(3 / 16, 12);
    expect(rate.phi(1 / 8)).toBeCloseTo(3 / 8, 12);
    expect(rate.phi(0.25)).toBeCloseTo(0.375 + 0.125, 12);
    expect(rate.phiHalf).toBeCloseTo(0.75, 12);
  });

  it('of |x|_inf^-j e^{-|x|^k}, l1: the plateau (d-1)/(2d) Gam((d-j-1)/k)/Gam((d-j)/k), a bound below', () => {
    const rate = growthRate(expNoise('linf', { k: 1, j: 1 }, 4, unit), lpAdversary(1, 4))!;
    // Gam(2)/Gam(3) = 1/2.
    expect(rate.phiHalf).toBeCloseTo((3 / 8) * 0.5, 12);
    expect(rate.exact).toBe(false);
    // k = 2: Gam(1)/Gam(3/2) = 2/sqrt pi.
    const square = growthRate(expNoise('linf', { k: 2, j: 1 }, 4, unit), lpAdversary(1, 4))!;
    expect(square.phi(0.2)).toBeCloseTo((3 / 8) * (2 / Math.sqrt(Math.PI)), 12);
    expect(growthRate(expNoise('linf', { k: 1, j: 3.5 }, 4, unit), lpAdversary(1, 4))!.phiHalf).toBe(Infinity);
  });

  it('scales as 1/lambda, and with the reach for spherical noise', () => {
    const rate = growthRate(gaussian(4, { lambda: 2.5 }), lpAdversary(Infinity, 4))!;
    for (const p of [0.01, 0.4]) expect(rate.phi(p)).toBeCloseTo((normalPdf(normalQuantile(p)) * 2) / 2.5, 12);
    expect(rate.phi(0)).toBe(0);
    expect(growthRate(gaussian(4, unit), lpAdversary(3, 4))!.phiHalf).toBeCloseTo(
      4 ** (1 / 2 - 1 / 3) / Math.sqrt(2 * Math.PI),
      12,
    );
  });

  it('on the line is the same against every norm', () => {
    for (const p of [1, 2, Infinity]) {
      expect(growthRate(laplace(1, unit), lpAdversary(p, 1))!.phi(0.3)).toBeCloseTo(0.3, 12);
      expect(growthRate(iidPareto(2, 1, unit), lpAdversary(p, 1))!.phiHalf).toBeCloseTo(1, 12);
    }
    expect(growthRate(laplace(2, unit), lpAdversary(Infinity, 2))!.phiHalf).toBeCloseTo(0.5, 12);
  });

  it('is none where no formula is known', () => {
    for (const j of [0.5, 1]) expect(growthRate(expNoise('l2', { k: 1, j }, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(expNoise('linf', { k: 1, j: 1 }, 3, unit), lpAdversary(Infinity, 3))).toBeNull();
    expect(growthRate(expNoise('linf', { k: 1 }, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(expNoise('l1', { k: 2 }, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(powerNoise('linf', { a: 5 }, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(iidExp(3, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(laplace(3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(iidPareto(2, 3, unit), lpAdversary(Infinity, 3))).toBeNull();
    expect(growthRate(powerNoise('l2', { a: 4, k: 2 }, 3, unit), lpAdversary(2, 3))).toBeNull();
    expect(growthRate(expNoise('l2', { k: 3 }, 3, unit), lpAdversary(2, 3))).toBeNull();
  });
});
