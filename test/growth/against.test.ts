/** The largest growth over a ball: closed forms where one shift decides, and ceilings where none does. */
import { describe, expect, it } from 'vitest';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';

const unit = { lambda: 1 };
const normal = (p: number, length: number): number => normalCdf(normalQuantile(p) + length);

describe('growth against an adversary', () => {
  it('of the normal law is that of the farthest point of the ball', () => {
    const [r, p] = [0.4, 0.2];
    for (const [norm, length] of [
      [1, r],
      [1.5, r],
      [2, r],
      [4, r * 3 ** 0.25],
      [Infinity, r * Math.sqrt(3)],
    ] as const) {
      const { growth: found, attained, shift } = growthAgainst(gaussian(3, unit), lpAdversary(norm, 3), r, p);
      expect(attained).toBe(true);
      expect(Math.hypot(...shift)).toBeCloseTo(length, 12);
      expect(found.value).toBeCloseTo(normal(p, length), 11);
    }
  });

  it('of the Laplace law is e^r p against l1', () => {
    const { growth: found, attained } = growthAgainst(laplace(3, unit), lpAdversary(1, 3), Math.LN2, 0.2);
    expect(found.value).toBeCloseTo(0.4, 12);
    expect(attained).toBe(true);
  });

  it('of the cube is least overlap: the diagonal against l2, a vertex against l1', () => {
    const [r, p] = [0.6, 0.1];
    const at = (norm: number) => growthAgainst(uniform('linf', 3, unit), lpAdversary(norm, 3), r, p).growth.value;
    expect(at(2)).toBeCloseTo(p + 1 - (1 - r / (2 * Math.sqrt(3))) ** 3, 11);
    expect(at(Infinity)).toBeCloseTo(p + 1 - (1 - r / 2) ** 3, 11);
    expect(at(1)).toBeCloseTo(p + r / 2, 11);
  });

  it('tries every vertex of a polytope, which decides for log-concave noise', () => {
    const points = [
      [1, 0.2],
      [0.3, 0.9],
    ];
    const body = vPolytope(points.flatMap((x) => [x, x.map((c) => -c)]));
    const adversary: Adversary = { kind: 'body', body, dim: 2 };
    const found = growthAgainst(uniform('linf', 2, unit), adversary, 0.5, 0.2);
    const truth = Math.max(...points.map((x) => 0.2 + 1 - (1 - Math.abs(x[0]!) / 4) * (1 - Math.abs(x[1]!) / 4)));
    expect(found.attained).toBe(true);
    expect(found.growth.value).toBeCloseTo(truth, 11);
    // A body that is an l_p ball is that ball.
    const ball: Adversary = { kind: 'body', body: lpBall(1, 2), dim: 2 };
    expect(growthAgainst(laplace(2, unit), ball, 0.5, 0.2).growth.value).toBeCloseTo(0.2 * Math.exp(0.5), 12);
  });

  it('has the ceiling of the farthest point where that is not listed: an ellipse of half axes 1 and 2', () => {
    const body = ellipsoid([
      [1, 0],
      [0, 2],
    ]);
    const found = growthAgainst(gaussian(2, unit), { kind: 'body', body, dim: 2 }, 0.3, 0.2);
    expect(found.attained).toBe(false);
    expect(found.growth.upper).toBeCloseTo(normal(0.2, 0.6), 9);
    expect(found.growth.upper).toBeGreaterThanOrEqual(normal(0.2, 0.6) - 1e-14);
    expect(found.growth.lower).toBeGreaterThanOrEqual(normal(0.2, 0.3) - 1e-12);
  });

  it('has the ceiling of the differential method elsewhere: Laplace against l2 doubles p in time ln 2/sqrt 2', () => {
    const r = Math.LN2 / Math.SQRT2;
    const found = growthAgainst(laplace(2, unit), lpAdversary(2, 2), r, 0.1);
    expect(found.attained).toBe(false);
    // Phi(s) = s against l1, whose ball times sqrt 2 holds that of l2.
    expect(found.growth.upper).toBeCloseTo(0.2, 6);
    expect(found.growth.upper).toBeGreaterThanOrEqual(0.2 - 1e-12);
    expect(found.growth.lower).toBeGreaterThanOrEqual(growth(laplace(2, unit), [r, 0], 0.1).lower);
    // From 1/4 on the ball of linf says more: there Phi is 1/2 up to 3/4.
    const long = growthAgainst(laplace(2, unit), lpAdversary(2, 2), 2 * r, 0.25);
    expect(long.growth.upper).toBeCloseTo(0.25 + r, 6);
  });

  it('rises with r, and refuses radii that are none', () => {
    const at = (r: number) => growthAgainst(laplace(2, unit), lpAdversary(Infinity, 2), r, 0.3).growth.value;
    expect(at(0)).toBe(0.3);
    expect(at(0.2)).toBeGreaterThan(at(0.1));
    expect(() => at(-1)).toThrow(InvalidInput);
    expect(() => at(Infinity)).toThrow(InvalidInput);
    expect(() => growthAgainst(laplace(2, unit), lpAdversary(1, 3), 0.1, 0.3)).toThrow(InvalidInput);
  });
});
