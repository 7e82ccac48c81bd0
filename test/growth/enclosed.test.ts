/** Growth of formulas enclosed on a mesh, against laws whose growth has other ways to be known. */
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { iidPareto } from '../../src/noise/named/iid.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import type { DensityNoise, LevelSetNoise, Noise, ProductNoise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import type { Range } from '../../src/formula/enclosure/range.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';

/** The ends on some thousand cells. */
function ends(noise: ProductNoise | LevelSetNoise | DensityNoise, shift: readonly number[], p: number): Range {
  const found = noise.growth();
  if ('reason' in found) throw new Error(found.reason);
  return found.at(
    shift.map((x) => x / noise.lambda),
    p,
    { cells: 2500 },
  );
}

function areAround([low, high]: Range, { lower, upper }: Pick<Estimate, 'lower' | 'upper'>, width: number): void {
  expect(low).toBeLessThanOrEqual(upper);
  expect(high).toBeGreaterThanOrEqual(lower);
  expect(high - low).toBeLessThan(width);
}

describe('growth of a formula', () => {
  it.each<[string, ProductNoise, Noise, readonly number[], number]>([
    ['normal', productNoise('exp(-x^2/2)', 2, { lambda: 0.3 }), gaussian(2, { sigma: 0.3 }), [0.3, 0.1], 0.2],
    ['normal, a small part', productNoise('exp(-x^2/2)', 2, { lambda: 1 }), gaussian(2, { sigma: 1 }), [3, 0], 0.002],
    ['Laplace', productNoise('exp(-abs(x))', 2, { lambda: 1 }), laplace(2, { lambda: 1 }), [0.6, 0.25], 0.15],
    [
      'Laplace along the diagonal',
      productNoise('exp(-abs(x))', 2, { lambda: 2 }),
      laplace(2, { lambda: 2 }),
      [1, 1],
      0.3,
    ],
    ['Pareto', productNoise('(1+abs(x))^-4', 2, { lambda: 1 }), iidPareto(3, 2, { lambda: 1 }), [0.4, 0], 0.2],
  ])('%s', (_, formula, named, shift, p) => {
    areAround(ends(formula, shift, p), growth(named, shift, p), 0.03);
  });

  it('in space', () => {
    const found = productNoise('exp(-x^2/2)', 3, { lambda: 1 }).growth();
    if ('reason' in found) throw new Error(found.reason);
    const [lower, upper] = found.at([1, 0, 0], 0.3, { cells: 4000 });
    const truth = normalCdf(normalQuantile(0.3) + 1);
    expect(lower).toBeLessThanOrEqual(truth);
    expect(upper).toBeGreaterThanOrEqual(truth);
    expect(upper - lower).toBeLessThan(0.06);
  });

  it('of sheared normal laws and of triangles, by their distribution functions', () => {
    // e^{-x^T M x}: along v as on the line with sigma^-2 = 2 v^T M v.
    const sheared = noiseOfDensity('exp(-(x1^2+x1*x2+2*x2^2))', 2, { lambda: 1 });
    const [a, b] = [0.5, -0.3];
    const truth = normalCdf(normalQuantile(0.25) + Math.sqrt(2 * (a * a + a * b + 2 * b * b)));
    areAround(ends(sheared, [a, b], 0.25), { lower: truth, upper: truth }, 0.01);
    // F(x) = (1 + x)^2/2 for x < 0, and half-lines are best.
    const along = 0.5 * (Math.sqrt(0.4) + 0.3) ** 2;
    const triangle = productNoise('max(0,1-abs(x))', 2, { lambda: 1 });
    areAround(ends(triangle, [0.3, 0], 0.2), { lower: along, upper: along }, 0.02);
  });

  it('against an adversary is that of its extreme points where the density is log-concave', () => {
    const noise = noiseOfDensity('exp(-(x1^2+x1*x2+2*x2^2))', 2, { lambda: 1 });
    const { growth: found, attained } = growthAgainst(noise, lpAdversary(Infinity, 2), 0.4, 0.25);
    const truth = normalCdf(normalQuantile(0.25) + 0.4 * Math.sqrt(2 * 4));
    expect(attained).toBe(true);
    expect(found.lower).toBeLessThanOrEqual(truth);
    expect(found.upper).toBeGreaterThanOrEqual(truth);
    expect(found.upper - found.lower).toBeLessThan(0.002);
  });

  it('contains all of a shifted law, however far it is shifted', () => {
    const normal = productNoise('exp(-x^2/2)', 2, { lambda: 1 });
    for (const far of [8, 20]) {
      const [lower, upper] = ends(normal, [far, 1], 0.1);
      const truth = normalCdf(normalQuantile(0.1) + Math.hypot(far, 1));
      expect(lower).toBeLessThanOrEqual(truth);
      expect(upper).toBeGreaterThanOrEqual(truth);
    }
  });
});
