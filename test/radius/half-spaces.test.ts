/** Upper ends by half-spaces: the shares of boxes they rest on, and ends beside radii that are known. */
import { describe, expect, it } from 'vitest';
import { CellTree } from '../../src/formula/cells/cell-tree.ts';
import { integralBeyond, shareBeyond } from '../../src/formula/cells/half-space.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { slabPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';

describe('the share of a cube beyond a plane', () => {
  it('is that of a sum of uniform numbers', () => {
    // P(x1 + x2 + x3 >= t) on [-1, 1]^3: Irwin and Hall.
    for (const [t, share] of [
      [-3, 1],
      [-1, 5 / 6],
      [0, 1 / 2],
      [1, 1 / 6],
      [2, 1 / 48],
      [3.001, 0],
    ] as const) {
      expect(shareBeyond([1, 1, 1], t)).toBeGreaterThanOrEqual(share);
      expect(shareBeyond([1, 1, 1], t)).toBeLessThan(share + 1e-12);
    }
    expect(shareBeyond([1, 0.5], 1)).toBeCloseTo(1 / 16, 12);
    expect(shareBeyond([2], 1)).toBeCloseTo(0.25, 12);
  });

  it('is not below the truth where the plane is nearly parallel to an axis', () => {
    for (const small of [0, 1e-300, 1e-12, 1e-5, 9e-4, 1.1e-3]) {
      const share = shareBeyond([1, small], 0.5);
      expect(share).toBeGreaterThanOrEqual(0.25);
      expect(share).toBeLessThan(0.25 + small + 1e-9);
    }
  });
});

describe('the integral beyond a plane', () => {
  it('of x^2 is not below the truth, and near it on small cells', () => {
    const { root } = parseFormula('x1^2', ['x1', 'x2'], 'test');
    const tree = new CellTree(root, 1, true, [1, 1]);
    for (let cells = 1; cells <= 256; cells *= 4) {
      for (let k = tree.cells.count - 1; tree.cells.count < cells; k = (k + 1) % tree.cells.count) tree.split(k);
      for (const t of [0.1, 0.37, 0.5, 0.9]) {
        // int over x1 >= t, both signs of x2.
        const truth = (2 * (1 - t ** 3)) / 3;
        const found = integralBeyond(tree, [1, 0], t);
        expect(found).toBeGreaterThanOrEqual(truth);
        if (cells === 256) expect(found).toBeLessThan(truth + 0.05);
      }
    }
  });
});

describe('upper ends by half-spaces', () => {
  it('meet the radii of normal laws, which half-spaces decide, within a few per cent', { timeout: 60_000 }, () => {
    // The largest v^T M v over the ball, x^T M x = x1^2 + (x2 + x1/2)^2 + 2 x3^2.
    const noise = noiseOfDensity('exp(-(x1^2+(x2+x1/2)^2+2*x3^2))', 3, { lambda: 0.5 });
    for (const [p, largest] of [
      [1, 2],
      [Infinity, 1 + 2.25 + 2],
    ] as const) {
      for (const { rho, radius, upper } of radiusCurve(noise, lpAdversary(p, 3), [0.9], { halfSpaces: true })) {
        const truth = (0.5 * normalQuantile(rho)) / Math.sqrt(2 * largest);
        expect(radius).toBeLessThanOrEqual(truth * (1 + 1e-9));
        expect(upper).toBeGreaterThanOrEqual(truth);
        expect(upper).toBeLessThan(1.04 * truth);
      }
    }
  });

  it('are quantiles of a coordinate in high dimension, also far out in a heavy tail', () => {
    const noise = productNoise('(1+abs(x))^(-3)', 40, { lambda: 3 });
    const { rho, radius, upper } = certifiedRadius(noise, lpAdversary(1, 40), 0.9991, { halfSpaces: true });
    const truth = 3 * ((2 * (1 - rho)) ** -0.5 - 1);
    expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-12));
    expect(upper).toBeLessThan(truth * (1 + 1e-8));
    expect(radius).toBeLessThan(truth);
  });

  it('are not looked for unless asked', () => {
    const noise = productNoise('(1+abs(x))^(-3)', 3, { lambda: 3 });
    expect(certifiedRadius(noise, lpAdversary(1, 3), 0.9).upper).toBeNull();
  });

  it('are those of the formula for a body that is given by its facets', () => {
    const slabs = [
      [1, 0.5],
      [0, 1],
      [1, -1],
    ];
    const body = slabPolytope(slabs, [1, 1, 1]);
    const given = levelSetNoise({ body, radial: 'exp(-r^2)' }, 2, { lambda: 1 });
    const written = noiseOfDensity('exp(-max(abs(x1+x2/2),abs(x2),abs(x1-x2))^2)', 2, { lambda: 1 });
    for (const rho of [0.55]) {
      const [a, b] = [given, written].map((noise) =>
        certifiedRadius(noise, lpAdversary(2, 2), rho, { halfSpaces: true }),
      );
      expect(a!.upper).toBeGreaterThan(b!.radius);
      expect(b!.upper).toBeGreaterThan(a!.radius);
      expect(a!.upper! / b!.upper!).toBeCloseTo(1, 3);
    }
  });
});
