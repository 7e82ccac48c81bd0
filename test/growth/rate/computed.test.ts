/** Bounds of Phi computed from laws: above the formulas, near them, and none where nothing is known. */
import { describe, expect, it } from 'vitest';
import { computedRateBound } from '../../../src/growth/rate/computed.ts';
import { growthRate } from '../../../src/growth/rate/growth-rate.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../../src/noise/named/iid.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { powerNoise } from '../../../src/noise/named/power.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { Noise } from '../../../src/noise/noise.ts';

const half = { lambda: 0.5 };

describe('computed bounds of Phi', () => {
  it.each<[string, Noise, number]>([
    ['gaussian, l2', gaussian(3, half), 2],
    ['gaussian, linf', gaussian(3, half), Infinity],
    ['laplace, l1', laplace(3, half), 1],
    ['laplace, linf', laplace(3, half), Infinity],
    ['exp:linf, l1', expNoise('linf', { k: 2 }, 3, half), 1],
    ['exp:l1, l1', expNoise('l1', { k: 2 }, 3, half), 1],
    ['power:linf, linf', powerNoise('linf', { a: 6 }, 3, half), Infinity],
    ['iid-exp, l1', iidExp(1.5, 3, half), 1],
    ['iid-pareto, l1', iidPareto(3, 3, half), 1],
    ['uniform:l2, l2', uniform('l2', 3, half), 2],
  ])('%s: within 1e-2 above the formula, and equal to it at 1/2', (_, noise, p) => {
    const bound = computedRateBound(noise, lpAdversary(p, 3))!;
    const exact = growthRate(noise, lpAdversary(p, 3))!;
    for (const mass of [0.02, 0.2, 0.45, 0.5]) {
      expect(bound.phi(mass) / exact.phi(mass), `${mass}`).toBeGreaterThan(1 - 1e-9);
      expect(bound.phi(mass) / exact.phi(mass), `${mass}`).toBeLessThan(1 + 1e-2);
    }
    expect(bound.phi(0.5) / exact.phi(0.5)).toBeLessThan(1 + 1e-6);
  });

  it('are remembered for the noise and the adversary, and none for a copy that differs', () => {
    const [noise, l1] = [laplace(3, half), lpAdversary(1, 3)];
    expect(computedRateBound(noise, l1)).toBe(computedRateBound(noise, l1));
    expect(computedRateBound({ ...noise, lambda: 5 }, l1)).toBeNull();
    expect(computedRateBound(expNoise('l2', { k: 1, j: 1.5 }, 2, half), lpAdversary(2, 2))).toBeNull();
  });
});
