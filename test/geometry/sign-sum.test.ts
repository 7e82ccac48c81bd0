import { describe, expect, it } from 'vitest';
import { meanAbsoluteSignSum, meanAbsoluteWalk } from '../../src/geometry/functionals/sign-sum.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { reference, relativeError } from './reference.ts';

describe('E|sum eps_i x_i|', () => {
  it('matches brute force, whatever the route', () => {
    for (const { x, mean } of reference.signSums) {
      const estimate = meanAbsoluteSignSum(x);
      expect(relativeError(estimate.value, mean)).toBeLessThan(1e-13);
      expect(estimate.lower).toBeLessThanOrEqual(mean);
      expect(estimate.upper).toBeGreaterThanOrEqual(mean);
    }
  });

  it('has the closed form of a simple random walk for equal coordinates, to d = 150528', () => {
    for (const { n, mean } of reference.walks)
      expect(relativeError(meanAbsoluteWalk(n), Number(mean))).toBeLessThan(1e-13);
  });

  it('agrees between routes: groups, meet in the middle, series', () => {
    // 26 distinct coordinates meet in the middle; 16 tiny ones more are too many for that.
    const random = randomStream(11);
    const x = Array.from({ length: 26 }, () => random.uniform());
    const split = meanAbsoluteSignSum(x);
    const spread = [...x, ...Array.from({ length: 16 }, (_, i) => 1e-9 * (i + 1))];
    const series = meanAbsoluteSignSum(spread);
    expect(series.method).toBe('interval');
    // The 16 tiny coordinates move the mean by at most their length.
    expect(series.lower).toBeLessThanOrEqual(split.upper + 1e-7);
    expect(series.upper).toBeGreaterThanOrEqual(split.lower - 1e-7);
    expect(Math.abs(series.value - split.value)).toBeLessThan(1e-6);
    expect(series.upper - series.lower).toBeLessThan(1e-4);
  });

  it('lies between |x|_2/sqrt 2 and |x|_2 (Khinchine-Szarek), with equality below at (1, 1)', () => {
    const random = randomStream(12);
    for (let k = 0; k < 50; k++) {
      const x = Array.from({ length: 1 + random.integer(12) }, () => random.normal());
      const { value } = meanAbsoluteSignSum(x);
      const length = Math.hypot(...x);
      expect(value).toBeGreaterThanOrEqual(length * Math.SQRT1_2 * (1 - 1e-12));
      expect(value).toBeLessThanOrEqual(length * (1 + 1e-12));
    }
    expect(meanAbsoluteSignSum([1, 1]).value).toBeCloseTo(Math.SQRT2 * Math.SQRT1_2, 15);
  });

  it('encloses large generic sums and narrows like the central limit theorem says', () => {
    const random = randomStream(13);
    const x = Array.from({ length: 3072 }, () => random.normal());
    const estimate = meanAbsoluteSignSum(x);
    expect(estimate.lower).toBeLessThanOrEqual(estimate.value);
    expect(relativeError(estimate.value, Math.sqrt(2 / Math.PI) * Math.hypot(...x))).toBeLessThan(1e-3);
  });
});
