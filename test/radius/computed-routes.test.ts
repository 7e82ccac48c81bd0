/**
 * Routes that rest on what is computed of a noise: quantiles of log-concave marginals against the table's closed forms,
 * and overlaps of a body, with rays and without.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import { computedRoute } from '../../src/radius/routes/computed.ts';
import { covariogramRadius } from '../../src/radius/routes/covariogram.ts';

const rhos = [0.51, 0.6, 0.9, 0.9999] as const;

describe('uniform noise on the cross-polytope', () => {
  it('has (rho - 1/2)/Phi by the differential method, Phi = d/2 against l2 and 9/4 along the diagonal of space', () => {
    const noise = uniform('l1', 3, { lambda: 2 });
    for (const [p, phi] of [
      [2, 1.5],
      [Infinity, 2.25],
    ] as const) {
      const [found] = radiusCurve(noise, lpAdversary(p, 3), [0.8], { method: 'differential' });
      expect(found!.radius).toBeCloseTo((2 * 0.3) / phi, 9);
    }
  });
});

describe('quantiles of log-concave marginals', () => {
  const named = (spec: string, dim: number, lambda: number) => parseNoise(spec, dim, { lambda });

  it.each([
    ['exp(-x^4)', 'iid-exp,s=4', 3, 1],
    ['exp(-abs(x))', 'laplace', 2, 0.5],
    ['exp(-abs(x)^1.5)', 'iid-exp,s=1.5', 1, 40],
  ] as const)('%s is %s against l1', (formula, spec, dim, lambda) => {
    const found = radiusCurve(productNoise(formula, dim, { lambda }), lpAdversary(1, dim), rhos);
    const table = radiusCurve(named(spec, dim, lambda), lpAdversary(1, dim), rhos);
    found.forEach(({ radius, upper, exact, method, confidence }, i) => {
      const truth = table[i]!;
      // The law is enclosed, and its error divided by the mass at either end.
      const slack = 1e-9 + 1e-12 / (rhos[i]! - 0.5) + 1e-14 / (1 - rhos[i]!);
      expect(radius).toBeLessThanOrEqual(truth.upper!);
      expect(radius).toBeGreaterThan(truth.radius * (1 - slack));
      expect(upper).toBeGreaterThanOrEqual(truth.radius);
      expect(upper).toBeLessThan(truth.radius * (1 + slack));
      expect([exact, method, confidence]).toEqual([true, 'level-set', 1]);
    });
  });

  it('on the line serves every norm; in the plane l1 alone', () => {
    const line = productNoise('exp(-x^4)', 1, { lambda: 1 });
    for (const p of [1, 2, Infinity]) expect(certifiedRadius(line, lpAdversary(p, 1), 0.9).method).toBe('level-set');
    const plane = productNoise('exp(-abs(x))', 2, { lambda: 1 });
    expect(computedRoute(plane, lpAdversary(1, 2))).toMatchObject({ method: 'level-set', tight: true });
    expect(computedRoute(plane, lpAdversary(Infinity, 2))).toMatchObject({ method: 'differential', tight: false });
  });

  it('at rho = 1 is bounded by nothing', () => {
    const [one] = radiusCurve(productNoise('exp(-x^4)', 2, { lambda: 1 }), lpAdversary(1, 2), [1]);
    expect([one!.upper, one!.exact]).toEqual([null, false]);
    expect(one!.radius).toBeGreaterThan(2.9);
  });

  it('level-set noise goes by the bound of its rate', () => {
    const noise = levelSetNoise({ body: lpBall(1, 2), radial: 'exp(-r)' }, 2, { lambda: 1 });
    const found = certifiedRadius(noise, lpAdversary(1, 2), 0.9);
    expect(found).toMatchObject({ method: 'differential', exact: false, confidence: 1 });
    expect(found.radius).toBeCloseTo(Math.log(5), 6);
    // A formula of the plane, as f(|x|) is for a body with few facets: too large a radius is found on a mesh.
    expect(found.upper).toBeGreaterThanOrEqual(Math.log(5));
    expect(found.upper).toBeLessThan(1.03 * Math.log(5));
  });
});

describe('overlaps of a body', () => {
  const l1 = lpAdversary(1, 2);
  const square = uniform(vPolytope([[1, 1], [1, -1], [-1, 1], [-1, -1]]), 2, { lambda: 3 }); // prettier-ignore
  // No formula for its overlap.
  const rounded = uniform(lpBall(1.5, 3), 3, { lambda: 3 });

  it('a square is a cube', () => {
    const found = covariogramRadius(square, l1, 0.9);
    // Two edges of the square of side 6: a shift of 2.4 leaves 0.6 of it.
    expect(found.radius).toBeLessThan(2.4);
    expect(found.radius).toBeGreaterThan(2.4 * (1 - 1e-9));
    expect(found.upper).toBeGreaterThan(2.4);
    expect(found.upper).toBeLessThan(2.4 * (1 + 1e-6));
    expect(found).toMatchObject({ rho: 0.9, method: 'covariogram', exact: true, confidence: 1 });
    expect(found.detail).toMatch(/along 2 pairs of extreme points/);
  });

  it('where no overlap is known rays narrow what is certain, at the confidence asked for', () => {
    const linf = lpAdversary(Infinity, 3);
    const certain = covariogramRadius(rounded, linf, 0.8, { samples: 0 });
    const sampled = covariogramRadius(rounded, linf, 0.8, { samples: 4000, seed: 1, confidence: 0.99 });
    expect(certain).toMatchObject({ method: 'covariogram', exact: false, confidence: 1 });
    expect(sampled).toMatchObject({ method: 'monte-carlo', exact: false, confidence: 0.99 });
    expect(sampled.radius).toBeGreaterThanOrEqual(certain.radius);
    expect(sampled.upper).toBeLessThan(certain.upper!);
    expect(sampled.upper).toBeGreaterThan(sampled.radius);
    expect(covariogramRadius(rounded, linf, 0.8, { samples: 4000, seed: 2 }).upper).not.toBe(sampled.upper);
    expect(covariogramRadius(rounded, linf, 0.8, { samples: 2000 }).confidence).toBe(0.999);
  });

  it('no majority, no radius; and a confidence lies strictly between 0 and 1', () => {
    for (const rho of [0.5, 0.2])
      expect(covariogramRadius(square, l1, rho)).toMatchObject({ radius: 0, upper: 0, exact: true, confidence: 1 });
    expect(covariogramRadius(square, l1, 0.5001).radius).toBeGreaterThan(0);
    for (const confidence of [0, 1, -0.1, 1.1, NaN])
      expect(() => covariogramRadius(square, l1, 0.9, { confidence })).toThrow(/^The confidence must/);
  });
});
