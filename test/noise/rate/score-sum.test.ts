/** E(s_1 + ... + s_d - c)_+ from above: against closed forms for fair signs and for Gaussian scores. */
import { describe, expect, it } from 'vitest';
import { scoreLaw } from '../../../src/noise/rate/product-score.ts';
import { sumExcessBound } from '../../../src/noise/rate/score-sum.ts';
import { productNoise } from '../../../src/noise/product/product-noise.ts';
import { normalCdf, normalPdf } from '../../../src/numeric/special/special.ts';

const bound = (formula: string, dim: number): ((c: number) => number) =>
  sumExcessBound(scoreLaw(productNoise(formula, dim, { lambda: 1 })), dim);

describe('the mean excess of a sum of scores', () => {
  it('of Laplace noise is that of fair signs', () => {
    const excess = bound('exp(-abs(x))', 4);
    // S is 4, 2, 0 with probabilities 1/16, 4/16, 6/16.
    for (const [c, exact] of [
      [0, 0.75],
      [1, (3 + 4) / 16],
      [3, 1 / 16],
    ] as const) {
      expect(excess(c)).toBeGreaterThanOrEqual(exact);
      expect(excess(c)).toBeLessThan(exact * (1 + 1e-6) + 1e-7);
    }
  });

  it('of Gaussian noise is that of a normal variable', () => {
    const excess = bound('exp(-x^2/2)', 9);
    for (const c of [0, 1, 3, 9]) {
      const exact = 3 * normalPdf(c / 3) - c * normalCdf(c / 3, 'upper');
      expect(excess(c)).toBeGreaterThanOrEqual(exact);
      expect(excess(c)).toBeLessThan(exact * (1 + 1e-4) + 1e-7);
    }
  });
});
