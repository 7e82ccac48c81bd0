/** Phi(1/2) of independent coordinates against l1, l2 and linf: normal, Laplace and uniform laws in closed form. */
import { describe, expect, it } from 'vitest';
import { productPhiHalf, roundPhiHalfUpper } from '../../../src/noise/rate/product-phi-half.ts';
import { productNoise } from '../../../src/noise/product/product-noise.ts';

const HEIGHT = 1 / Math.sqrt(2 * Math.PI);

describe('Phi(1/2) of a product', () => {
  it('of normal laws is 1/sqrt(2 pi) along any unit vector, over lambda', () => {
    const noise = productNoise('exp(-x^2/2)', 4, { lambda: 2 });
    expect(productPhiHalf(noise, 'l1').value).toBeCloseTo(HEIGHT / 2, 10);
    expect(productPhiHalf(noise, 'linf').value).toBeCloseTo(HEIGHT, 8);
    const round = productPhiHalf(noise, 'l2');
    expect(round.lower).toBeLessThanOrEqual(HEIGHT / 2 + 1e-12);
    expect(round.upper).toBeGreaterThanOrEqual(HEIGHT / 2 - 1e-12);
    expect(round.value).toBeCloseTo(HEIGHT / 2, 8);
    expect(roundPhiHalfUpper(noise) / (HEIGHT / 2)).toBeLessThan(1 + 1e-4);
  });

  it('of Laplace laws is 1/2 E|sum of signs|', () => {
    for (const [dim, mean] of [
      [2, 1],
      [3, 1.5],
      [5, 15 / 8],
      [8, 35 / 16],
    ] as const) {
      expect(productPhiHalf(productNoise('exp(-abs(x))', dim, { lambda: 1 }), 'linf').value).toBeCloseTo(mean / 2, 9);
    }
  });

  it('of uniform laws is 1/2 |v|_1: the jumps alone', () => {
    const noise = productNoise('(1+sign(1-abs(x)))/2', 3, { lambda: 1 });
    expect(productPhiHalf(noise, 'l1').value).toBeCloseTo(0.5, 8);
    expect(productPhiHalf(noise, 'linf').value).toBeCloseTo(1.5, 7);
    expect(productPhiHalf(noise, 'l2').upper).toBeGreaterThanOrEqual(Math.sqrt(3) / 2 - 1e-9);
    expect(productPhiHalf(noise, 'l2').value).toBeCloseTo(Math.sqrt(3) / 2, 7);
  });
});
