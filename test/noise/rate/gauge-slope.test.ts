/** E(N - x)_+ of the slope of a gauge: laws of N by hand. */
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../../src/geometry/bodies/lp-ball.ts';
import { linearImage, scaled } from '../../../src/geometry/bodies/linear-image.ts';
import { vPolytope } from '../../../src/geometry/bodies/v-polytope.ts';
import { gaugeSlopes } from '../../../src/noise/rate/gauge-slope.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';

const places = [0, 0.1, 0.5, 0.9];

describe('the slope of a gauge', () => {
  it('of the ball in space is a uniform cosine: E(N - x)_+ = (1 - x)^2/4', () => {
    const { excesses, exact } = gaugeSlopes(lpBall(2, 3), lpAdversary(2, 3), 3 / 4);
    for (const x of places) expect(excesses[0]!(x)).toBeCloseTo((1 - x) ** 2 / 4, 12);
    expect(excesses[0]!(1)).toBe(0);
    expect(exact).toBe(true);
    // Twice as large a ball has half the slope.
    const half = gaugeSlopes(scaled(lpBall(2, 3), 2), lpAdversary(2, 3), 3 / 8);
    for (const x of places) expect(half.excesses[0]!(x / 2)).toBeCloseTo((1 - x) ** 2 / 8, 12);
  });

  it('of the disc is (sqrt(1 - x^2) - x arccos x)/pi', () => {
    const { excesses } = gaugeSlopes(lpBall(2, 2), lpAdversary(2, 2), 2 / Math.PI);
    for (const x of places) {
      expect(excesses[0]!(x)).toBeCloseTo((Math.sqrt(1 - x * x) - x * Math.acos(x)) / Math.PI, 12);
    }
  });

  it('of the segment is a sign', () => {
    const { excesses } = gaugeSlopes(linearImage([[2]], lpBall(2, 1)), lpAdversary(2, 1), 1 / 4);
    for (const x of [0, 0.1, 0.5]) expect(excesses[0]!(x)).toBeCloseTo(Math.max(0, 0.5 - x) / 2, 9);
  });

  it('of the cube along an axis is +-1 with probability 1/(2d) each', () => {
    for (const dim of [3, 10]) {
      const { excesses } = gaugeSlopes(lpBall(Infinity, dim), lpAdversary(1, dim), 1 / 2);
      for (const excess of excesses) for (const x of places) expect(excess(x)).toBeCloseTo((1 - x) / (2 * dim), 11);
    }
  });

  it('of the cross-polytope along the diagonal is a sum of signs, by enumeration', () => {
    for (const dim of [3, 6]) {
      const mean = Array.from({ length: 2 ** dim }, (_, code) => Math.abs(signs(code, dim)));
      const ratio = (dim / 2) * (mean.reduce((sum, x) => sum + x, 0) / 2 ** dim);
      const { excesses } = gaugeSlopes(lpBall(1, dim), lpAdversary(Infinity, dim), ratio);
      for (const x of [0, 0.5, 1, 1.7, 2.5, dim]) {
        let sum = 0;
        for (let code = 0; code < 2 ** dim; code++) sum += Math.max(0, signs(code, dim) - x);
        expect(excesses[0]!(x)).toBeCloseTo(sum / 2 ** dim, 9);
      }
    }
  });

  it('of a polygon is that of its facets, each with the share of its triangle', () => {
    // A square turned by 45 degrees and stretched: facets |x|/2 + |y| <= 1, four triangles of one area.
    const body = vPolytope([
      [2, 0],
      [-2, 0],
      [0, 1],
      [0, -1],
    ]);
    const { excesses, exact } = gaugeSlopes(body, lpAdversary(1, 2), 1);
    expect(exact).toBe(true);
    const found = excesses.map((excess) => [0, 0.2, 0.7].map((x) => Number(excess(x).toFixed(10))));
    expect(found.sort()).toEqual([
      [0.25, 0.15, 0],
      [0.5, 0.4, 0.15],
    ]);
  });

  it('is bounded by the law on 0 and the largest slope where it is not known: never below one that is', () => {
    // Against l_3 the facets are not listed; N of the cube along v is v_i with probability 1/d.
    const v = Array.from({ length: 3 }, () => 3 ** (-1 / 3));
    const { excesses, exact } = gaugeSlopes(lpBall(Infinity, 3), lpAdversary(3, 3), (3 * v[0]!) / 2);
    expect(exact).toBe(false);
    for (const x of [0, 0.2, 0.6]) {
      expect(excesses[0]!(x)).toBeGreaterThanOrEqual(0.5 * Math.max(0, v[0]! - x) - 1e-12);
    }
    expect(excesses[0]!(0)).toBeCloseTo(0.5 * v[0]!, 12);
  });
});

function signs(code: number, dim: number): number {
  let sum = 0;
  for (let i = 0; i < dim; i++) sum += (code >> i) & 1 ? -1 : 1;
  return sum;
}
