/** Phi of uniform noise: vol(Pi_v K)/|K| by hand. */
import { describe, expect, it } from 'vitest';
import { box } from '../../../src/geometry/bodies/box.ts';
import { lpBall } from '../../../src/geometry/bodies/lp-ball.ts';
import { uniformRate } from '../../../src/growth/rate/uniform.ts';
import { lpAdversary, type Adversary } from '../../../src/geometry/adversary.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';

const unit = { lambda: 1 };
const phi = (shape: Parameters<typeof uniform>[0], dim: number, adversary: Adversary): number | undefined =>
  uniformRate(uniform(shape, dim, unit), adversary)?.phi(0.3);

describe('Phi of uniform noise', () => {
  it('of the cube is |v|_1/2 at its largest', () => {
    expect(phi('linf', 5, lpAdversary(1, 5))).toBeCloseTo(0.5, 13);
    expect(phi('linf', 5, lpAdversary(2, 5))).toBeCloseTo(Math.sqrt(5) / 2, 13);
    expect(phi('linf', 5, lpAdversary(Infinity, 5))).toBeCloseTo(2.5, 13);
  });

  it('of the ball is the ratio of volumes of balls: 2/pi, 3/4, 8/(3 pi) for d = 2, 3, 4', () => {
    [2 / Math.PI, 3 / 4, 8 / (3 * Math.PI)].forEach((ratio, i) => {
      const dim = i + 2;
      expect(phi('l2', dim, lpAdversary(2, dim))).toBeCloseTo(ratio, 12);
      expect(phi('l2', dim, lpAdversary(Infinity, dim))).toBeCloseTo(ratio * Math.sqrt(dim), 12);
    });
  });

  it('of the cross-polytope is d/2 along an axis and (d/2) E|sum of signs| along the diagonal', () => {
    for (const p of [1, 1.5, 2]) expect(phi('l1', 3, lpAdversary(p, 3))).toBeCloseTo(1.5, 13);
    // Against l3 the diagonal is 3^{-1/3} as long, and no other shift is twice as good.
    const cubic = phi('l1', 3, lpAdversary(3, 3));
    if (cubic !== undefined) expect(cubic).toBeGreaterThan(2.25 * 3 ** (-1 / 3) * (1 - 1e-9));
    expect(cubic ?? 0).toBeLessThan(2.2);
    // E|sum of 3 signs| = 3/2, of 4 signs 3/2, of 5 signs 15/8.
    [
      [3, 1.5],
      [4, 1.5],
      [5, 15 / 8],
    ].forEach(([dim, mean]) => {
      expect(phi('l1', dim!, lpAdversary(Infinity, dim!))).toBeCloseTo((dim! / 2) * mean!, 12);
    });
  });

  it('of a box is sum |v_i|/(2 w_i), the same at every p', () => {
    const noise = uniform(box([1, 2, 4]), 3, unit);
    const rate = uniformRate(noise, lpAdversary(Infinity, 3))!;
    expect(rate.phi(0.5)).toBeCloseTo(0.5 * (1 + 0.5 + 0.25), 9);
    expect(rate.phi(0.01)).toBe(rate.phi(0.5));
    expect(rate.exact).toBe(true);
    expect(phi(box([1, 2, 4]), 3, lpAdversary(1, 3))).toBeCloseTo(0.5, 9);
    expect(phi('linf', 2, { kind: 'body', body: lpBall(1, 2), dim: 2 })).toBeCloseTo(0.5, 12);
  });
});
