/** Bounds of Phi of independent coordinates: above the truth, and near it where the sum of scores is known. */
import { describe, expect, it } from 'vitest';
import { productRateBound } from '../../../src/noise/rate/product.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { productNoise } from '../../../src/noise/product/product-noise.ts';
import { normalPdf, normalQuantile } from '../../../src/numeric/special/special.ts';

const masses = [1e-3, 0.05, 0.2, 0.4, 0.5];
const normal = (p: number): number => normalPdf(normalQuantile(p));

describe('bounds of Phi of a product', () => {
  it('of normal laws are the normal Phi times |v|_2', () => {
    const noise = productNoise('exp(-x^2/2)', 3, { lambda: 2 });
    for (const [p, length] of [
      [1, 1],
      [2, 1],
      [Infinity, Math.sqrt(3)],
    ] as const) {
      const bound = productRateBound(noise, lpAdversary(p, 3));
      for (const mass of masses) {
        const ratio = bound.phi(mass) / ((normal(mass) * length) / 2);
        expect(ratio, `${p} ${mass}`).toBeGreaterThan(1 - 1e-9);
        // Against l2 no direction is known to be worst: the bound by Fisher's information and cumulants is looser.
        expect(ratio, `${p} ${mass}`).toBeLessThan(p === 2 ? 1.35 : 1 + 2e-3);
      }
      expect(bound.phi(0.5) / ((normal(0.5) * length) / 2)).toBeLessThan(1 + 1e-4);
    }
  });

  it('of Laplace laws are the largest sums of signs', () => {
    const noise = productNoise('exp(-abs(x))', 3, { lambda: 1 });
    const axis = productRateBound(noise, lpAdversary(1, 3));
    const corner = productRateBound(noise, lpAdversary(Infinity, 3));
    for (const [p, phi] of [
      [1 / 8, 3 / 8],
      [1 / 4, 1 / 2],
      [1 / 2, 3 / 4],
    ] as const) {
      expect(axis.phi(p) / p).toBeGreaterThan(1 - 1e-12);
      expect(axis.phi(p) / p).toBeLessThan(1 + 1e-3);
      expect(corner.phi(p) / phi).toBeGreaterThan(1 - 1e-9);
      expect(corner.phi(p) / phi).toBeLessThan(p === 0.5 ? 1 + 1e-6 : 1 + 2e-2);
    }
  });

  it('of uniform laws are the constant |v|_1/2', () => {
    const noise = productNoise('max(0, sign(1 - abs(x)))', 2, { lambda: 1 });
    for (const p of [0.01, 0.5]) expect(productRateBound(noise, lpAdversary(1, 2)).phi(p)).toBeCloseTo(0.5, 7);
  });

  it('against any other ball are the best of the three, by its reach', () => {
    const noise = productNoise('exp(-x^2/2)', 4, { lambda: 1 });
    const at = (p: number) => productRateBound(noise, lpAdversary(p, 4)).phi(0.5);
    expect(at(1.5)).toBeCloseTo(at(2), 10);
    expect(at(4)).toBeCloseTo(at(2) * 4 ** (1 / 4), 10);
    expect(at(4)).toBeLessThan(at(Infinity));
  });
});
