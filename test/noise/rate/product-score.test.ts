/** The score of a marginal: its mean size, information, jumps and characteristic function, by hand. */
import { describe, expect, it } from 'vitest';
import { scoreLaw } from '../../../src/noise/rate/product-score.ts';
import { productNoise } from '../../../src/noise/product/product-noise.ts';

const unit = { lambda: 1 };
const scores = (marginal: string) => scoreLaw(productNoise(marginal, 2, unit));

describe('the score of a marginal', () => {
  it('of a normal law is the coordinate itself', () => {
    const { meanSize, fisher, variation, jumps, rule } = scores('exp(-x^2/2)');
    expect(meanSize.value).toBeCloseTo(Math.sqrt(2 / Math.PI), 10);
    expect(fisher.value).toBeCloseTo(1, 10);
    // Twice the height 1/sqrt(2 pi).
    expect(variation.value).toBeCloseTo(Math.sqrt(2 / Math.PI), 10);
    expect(jumps).toBe(0);
    const { sizes, probabilities } = rule(32);
    for (const t of [0.5, 2, 5]) {
      const phi = probabilities.reduce((sum, p, k) => sum + p * Math.cos(t * sizes[k]!), 0);
      expect(phi).toBeCloseTo(Math.exp(-(t * t) / 2), 8);
    }
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
  });

  it('of e^{-c|x|} is +-c', () => {
    const { meanSize, fisher, variation, rule } = scores('exp(-2.5*abs(x))');
    expect(meanSize.value).toBeCloseTo(2.5, 10);
    expect(fisher.value).toBeCloseTo(6.25, 9);
    expect(variation.value).toBeCloseTo(2.5, 10);
    expect(rule(32).sizes.length).toBe(1);
    expect(rule(32).sizes[0]!).toBeCloseTo(2.5, 10);
  });

  it('of the logistic law: E|s| = 1/2, E s^2 = 1/3; of the Cauchy law 2/pi and 1/2', () => {
    const logistic = scores('exp(-abs(x))/(1+exp(-abs(x)))^2');
    expect(logistic.meanSize.value).toBeCloseTo(1 / 2, 9);
    expect(logistic.fisher.value).toBeCloseTo(1 / 3, 9);
    const cauchy = scores('1/(1+x^2)');
    expect(cauchy.meanSize.value).toBeCloseTo(2 / Math.PI, 9);
    expect(cauchy.fisher.value).toBeCloseTo(1 / 2, 9);
  });

  it('of a uniform law has jumps of height 1 in all, and no score', () => {
    const { jumps, jumpsAtMost, meanSize, variation } = scores('(1+sign(1-abs(x)))/2');
    expect(variation.value).toBeCloseTo(1, 9);
    expect(jumps).toBeCloseTo(1, 9);
    expect(jumpsAtMost).toBeGreaterThanOrEqual(jumps);
    expect(meanSize.value).toBeLessThan(1e-9);
  });

  it('of two peaks counts both: int |q|', () => {
    // q is proportional to x^2 e^{-x^2}: up to 1/e at 1 on either side, of integral sqrt(pi)/2.
    const { variation, meanSize } = scores('x^2*exp(-x^2)');
    expect(variation.value).toBeCloseTo(4 / Math.E / (Math.sqrt(Math.PI) / 2), 8);
    expect(meanSize.value).toBeCloseTo(variation.value, 8);
  });
});
