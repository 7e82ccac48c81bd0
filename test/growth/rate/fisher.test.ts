/** Fisher information: published values, and the bound it gives on Phi. */
import { describe, expect, it } from 'vitest';
import { unitFisherInformation } from '../../../src/growth/rate/fisher.ts';
import { growthRate } from '../../../src/growth/rate/growth-rate.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';

const information = (spec: string, dim: number): number | null =>
  unitFisherInformation(parseNoise(spec, dim, { lambda: 1 }));

describe('Fisher information at lambda = 1', () => {
  it('is 1 for the Gaussian and for Laplace, and none for uniform noise', () => {
    expect(information('gaussian', 7)).toBe(1);
    expect(information('laplace', 7)).toBe(1);
    expect(information('uniform:l2', 7)).toBeNull();
  });

  it('is 2 for e^{-|x|^2} and 1/d for e^{-|x|}', () => {
    for (const dim of [1, 2, 30]) {
      expect(information('exp:l2,k=2', dim)).toBeCloseTo(2, 11);
      expect(information('exp:l2,k=1', dim)! * dim).toBeCloseTo(1, 11);
    }
  });

  it('is a (a + 1)^2/(a + 2) for Pareto, the power law of one coordinate', () => {
    for (const a of [0.1, 1, 7]) {
      expect(information('iid-pareto,a=' + String(a), 3)).toBeCloseTo(((a + 1) ** 2 * a) / (a + 2), 12);
      expect(information(`power:l2,k=1,a=${a + 1}`, 1)! / information(`iid-pareto,a=${a}`, 1)!).toBeCloseTo(1, 11);
    }
  });

  it.each([
    // 60 digits, of the doubles as they are: (a k)^2 B(s + 2 - 2/k, a - s + 2/k)/B(s, a - s)/d, s = d/k, and the like.
    ['power:l2,k=3,a=3.3333433333333335', 10, 4.9642067387182908e-5],
    ['power:l2,k=0.3,a=23.333334333333337', 7, 3.66084188741866071e-12],
    ['power:l2,k=7,a=438.85714385714283', 3072, 1.69932228546448557e-3],
    ['power:l2,k=0.5000001,a=3.5', 1, 28710934.046668177],
    ['exp:l2,k=1,j=0.999999', 3, 333333.333323748112],
    ['exp:l2,k=0.7,j=1.9999999', 4, 3976818.60495289359],
    ['exp:l2,k=0.5000001', 1, 625000.336721250704],
  ] as const)('keeps its digits where a - d/k or d - j + n is near 0: %s', (spec, dim, truth) => {
    expect(Math.abs(information(spec, dim)! / truth - 1)).toBeLessThan(2e-12);
  });

  it('bounds Phi by sqrt(I p (1 - p)) against l2', () => {
    for (const spec of ['gaussian', 'exp:l2,k=1']) {
      const rate = growthRate(parseNoise(spec, 5, { lambda: 1 }), lpAdversary(2, 5))!;
      for (const p of [1e-6, 0.01, 0.2, 0.5]) {
        expect(rate.phi(p)).toBeLessThanOrEqual(Math.sqrt(information(spec, 5)! * p * (1 - p)) * (1 + 1e-12));
      }
    }
  });
});
