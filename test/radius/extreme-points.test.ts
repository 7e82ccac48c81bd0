/** Radii at extreme points, enclosed on a mesh, against radii that are known exactly by other ways. */
import { describe, expect, it } from 'vitest';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { expNoise } from '../../src/noise/named/exponential.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import type { EnclosedGrowth } from '../../src/noise/density/proved.ts';
import { ExtremePointSearch, QUICK } from '../../src/radius/routes/extreme-points.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';

const unit = { lambda: 1 };
const RHOS = [0.51, 0.8, 0.97];

describe('radii of log-concave formulas in the plane', () => {
  it('sheared cubical noise against the sheared ball of l1 has the radii of cubical noise against l1', () => {
    const noise = noiseOfDensity('exp(-max(abs(x1),abs(x2-0.5*x1)))', 2, unit);
    const body = vPolytope([
      [1, 0.5],
      [-1, -0.5],
      [0, 1],
      [0, -1],
    ]);
    const sheared: Adversary = { kind: 'body', dim: 2, body };
    const exact = radiusCurve(expNoise('linf', { k: 1, j: 0 }, 2, unit), lpAdversary(1, 2), RHOS);
    const found = radiusCurve(noise, sheared, RHOS, { quick: true });
    const differential = radiusCurve(noise, sheared, RHOS, { method: 'differential' });
    found.forEach(({ radius, upper, method }, i) => {
      const truth = exact[i]!.radius;
      expect(radius).toBeLessThanOrEqual(truth * (1 + 1e-9));
      expect(upper ?? Infinity).toBeGreaterThanOrEqual(truth * (1 - 1e-9));
      if (i === 0) return;
      expect(radius).toBeGreaterThan(0.97 * truth);
      expect(upper).toBeLessThan(1.08 * truth);
      expect(radius).toBeGreaterThanOrEqual(differential[i]!.radius);
      // Near one the differential method is a percent short alone.
      if (i === 1) expect(method).toBe('level-set');
    });
  });

  it('of a sheared normal law are bounded from both sides', () => {
    const noise = noiseOfDensity('exp(-(x1^2+x1*x2+2*x2^2))', 2, unit);
    // The vertex (1, 1) is the steepest: sigma^-2 = 2 v^T M v = 8.
    for (const { rho, radius, upper } of radiusCurve(noise, lpAdversary(Infinity, 2), [0.9], { quick: true })) {
      const truth = normalQuantile(rho) / Math.sqrt(8);
      expect(radius).toBeLessThanOrEqual(truth);
      expect(upper).toBeGreaterThanOrEqual(truth);
      expect(upper).toBeLessThan(1.08 * truth);
    }
  });

  it('of a product against linf, where the differential method is not exact', () => {
    const noise = productNoise('exp(-abs(x))', 2, { lambda: 0.5 });
    const exact = certifiedRadius(laplace(2, { lambda: 0.5 }), lpAdversary(Infinity, 2), 0.9, { quick: true });
    const { radius, upper } = certifiedRadius(noise, lpAdversary(Infinity, 2), 0.9, { quick: true });
    expect(exact.exact).toBe(true);
    expect(radius).toBeLessThanOrEqual(exact.upper!);
    expect(upper).toBeGreaterThanOrEqual(exact.radius);
    expect(radius).toBeGreaterThan(0.98 * exact.radius);
    expect(upper).toBeLessThan(1.08 * exact.radius);
  });

  it('lie on either side of the truth however wrong the guess is', () => {
    // The normal law: G is exact on fine meshes, and off by a few percent of the shift on coarse ones.
    const growth = (bias: number): EnclosedGrowth => ({
      logConcave: true,
      deciding: () => null,
      beyond: () => 1,
      trials: () => ({ normals: [], points: [], support: () => 0 }),
      at: (v, p, { cells } = {}) => {
        const length = cells === QUICK.coarse ? v[0]! * (1 - bias) : v[0]!;
        const value = normalCdf(normalQuantile(p) + length);
        return [value, value] as const;
      },
    });
    const probability = { rho: 0.9, tail: 0.1, excess: 0.4 };
    const truth = normalQuantile(0.9);
    for (let bias = -0.06; bias <= 0.06; bias += 0.001) {
      const search = new ExtremePointSearch(growth(bias), [[1, 0]], {
        ...QUICK,
        refuting: 'fine',
      });
      const found = search.radius(probability, 0.8 * truth);
      if (found === null) continue;
      expect(found.lower).toBeLessThanOrEqual(truth * (1 + 1e-12));
      expect(found.upper ?? Infinity).toBeGreaterThanOrEqual(truth * (1 - 1e-12));
    }
  });

  it('say nothing where the density is not log-concave', () => {
    const noise = productNoise('(1+abs(x))^-4', 2, unit);
    const best = certifiedRadius(noise, lpAdversary(Infinity, 2), 0.9);
    expect(best).toEqual(certifiedRadius(noise, lpAdversary(Infinity, 2), 0.9, { method: 'differential' }));
  });
});
