/** The two-class radius: known formulas, the one-class radius at pB = 1 - pA, and G4 at the radius itself. */
import { describe, expect, it } from 'vitest';
import { growth } from '../../src/growth/growth.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';

const pairs = [
  [0.6, 0.1],
  [0.45, 0.3],
  [0.9, 0.01],
  [0.5, 0.2],
] as const;
const radius = (spec: string, adversary: string, dim: number, pA: number, pB: number) =>
  twoClassRadius(parseNoise(spec, dim, { lambda: 1 }), parseAdversary(adversary, dim), pA, pB);

describe('two-class radii', () => {
  it.each(pairs)('Gaussian: (Phi^-1(pA) - Phi^-1(pB))/2 at pA = %d, pB = %d (Cohen et al. 2019)', (pA, pB) => {
    const truth = 0.5 * (normalQuantile(pA) - normalQuantile(pB));
    const found = radius('gaussian', 'l2', 3072, pA, pB).radius;
    expect(found).toBeLessThanOrEqual(truth);
    expect(found).toBeGreaterThan(truth * (1 - 1e-9));
  });

  it.each(pairs)('uniform on the cube against l1: pA - pB at %d, %d', (pA, pB) => {
    const found = radius('uniform:linf', 'l1', 10, pA, pB).radius;
    expect(found).toBeLessThanOrEqual(pA - pB);
    expect(found).toBeGreaterThan((pA - pB) * (1 - 1e-9));
  });

  it.each([
    ['gaussian', 'l2', [1, 0, 0]],
    ['laplace', 'l1', [1, 0, 0]],
    ['uniform:linf', 'linf', [1, 1, 1]],
    ['uniform:l2', 'l2', [1, 0, 0]],
  ] as const)('%s against %s: G(pB, v) meets 1 - G(1 - pA, v) at the radius', (spec, adversary, direction) => {
    for (const [pA, pB] of pairs) {
      const { radius: r } = radius(spec, adversary, 3, pA, pB);
      const noise = parseNoise(spec, 3, { lambda: 1 });
      const sum = (factor: number): number => {
        const v = direction.map((x) => x * r * factor);
        return growth(noise, v, pB).value + growth(noise, v, 1 - pA).value;
      };
      expect(sum(1)).toBeLessThan(1 + 1e-9);
      expect(sum(1.001)).toBeGreaterThan(1);
    }
  });

  it('is called exact by total variation for uniform noise alone', () => {
    expect(radius('uniform:linf', 'l1', 3, 0.6, 0.02).exact).toBe(true);
    expect(radius('exp:linf,k=1', 'l1', 3, 0.6, 0.02).exact).toBe(false);
  });

  it.each([
    ['laplace', 'linf'],
    ['exp:l1,k=2', 'l1'],
    ['iid-pareto,a=3', 'l1'],
    ['power:linf,a=20', 'l1'],
  ])('%s against %s: at least the one-class radius, never twice it', (spec, adversary) => {
    const one = certifiedRadius(parseNoise(spec, 5, { lambda: 1 }), parseAdversary(adversary, 5), 0.7).radius;
    expect(Math.abs(radius(spec, adversary, 5, 0.7, 0.3).radius / one - 1)).toBeLessThan(1e-12);
    const two = radius(spec, adversary, 5, 0.7, 0.29).radius;
    expect(two).toBeGreaterThanOrEqual(one);
    expect(two).toBeLessThan(1.1 * one);
    expect(radius(spec, adversary, 5, 0.3, 0.3).radius).toBe(0);
  });

  // Against l1 on the line every shift is along the axis, so that growth() says the truth.
  it.each(['iid-pareto,a=3', 'iid-exp,s=0.5', 'exp:l2,k=3', 'power:l2,k=2,a=3'])(
    '%s on the line: below the truth, and not far below it, where one class says nothing',
    (spec) => {
      const noise = parseNoise(spec, 1, { lambda: 1 });
      for (const [pA, pB] of [
        [0.45, 0.1],
        [0.3, 0.25],
        [0.55, 0.2],
        [0.9, 0.05],
      ] as const) {
        const { radius: r } = radius(spec, 'l1', 1, pA, pB);
        const sum = (v: number): number => growth(noise, [v], pB).value + growth(noise, [v], 1 - pA).value;
        expect(sum(r * (1 - 1e-9)), `${pA} ${pB}`).toBeLessThan(1);
        expect(sum(1.6 * r), `${pA} ${pB}`).toBeGreaterThan(1);
        if (pA > 0.5) expect(r).toBeGreaterThan(certifiedRadius(noise, parseAdversary('l1', 1), pA).radius);
      }
    },
  );

  it('serves noise without a formula: at pA <= 1/2 the one-class radius at the mean of 1 - pA and pB, or more', () => {
    const noise = productNoise('1/(1+x^2)', 3, { lambda: 1 });
    const l1 = parseAdversary('l1', 3);
    const mean = certifiedRadius(noise, l1, { tail: 0.5 * (0.55 + 0.1) * (1 + 1e-11) }).radius;
    expect(twoClassRadius(noise, l1, 0.45, 0.1).radius).toBeGreaterThanOrEqual(mean);
    expect(twoClassRadius(noise, l1, 0.45, 0.45).radius).toBe(0);
  });
});
