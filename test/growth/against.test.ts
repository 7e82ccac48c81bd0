/** The largest growth over a ball: closed forms where one shift decides, and ceilings where none does. */
import { describe, expect, it } from 'vitest';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { iidPareto } from '../../src/noise/named/iid.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';

const unit = { lambda: 1 };
const normal = (p: number, length: number): number => normalCdf(normalQuantile(p) + length);

/** A normal law of three times the slope along a direction, of which nothing is known but samples. */
function gaussianAlong(direction: readonly number[]): Noise {
  const dim = direction.length;
  const length = Math.hypot(...direction);
  const along = (x: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += direction[i]! * x[i]!;
    return sum / length;
  };
  return customNoise({
    spec: 'sheared',
    dim,
    lambda: 1,
    sigma: 1,
    logDensity: (x) => {
      let squares = 8 * along(x) ** 2;
      for (let i = 0; i < dim; i++) squares += x[i]! * x[i]!;
      return -0.5 * squares;
    },
    sample: (random, out) => {
      for (let i = 0; i < dim; i++) out[i] = random.normal();
      const y = along(out);
      direction.forEach((c, i) => (out[i]! -= ((2 / 3) * y * c) / length));
    },
  });
}

/** A law of the last coordinate alone. */
const lastCoordinate = (dim: number): Noise =>
  customNoise({
    spec: 'last',
    dim,
    lambda: 1,
    sigma: 1,
    logDensity: (x) => -0.5 * x[dim - 1]! ** 2,
    sample: (random, out) => (out[dim - 1] = random.normal()),
  });

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

  it('of the normal law against a polygon is that of its farthest corner', () => {
    for (const points of [
      [
        [1, 0.2],
        [0.3, 0.9],
      ],
      [
        [0.3, 0.9],
        [1, 0.2],
      ],
    ]) {
      const body = vPolytope(points.flatMap((x) => [x, x.map((c) => -c)]));
      const { growth: found, shift } = growthAgainst(gaussian(2, unit), { kind: 'body', body, dim: 2 }, 0.5, 0.2);
      expect(found.value).toBeCloseTo(normal(0.2, 0.5 * Math.hypot(1, 0.2)), 11);
      expect(Math.abs(shift[0]!)).toBeCloseTo(0.5, 14);
    }
  });

  it('tries the points of e_1 and the diagonal on the boundary where there is no list', () => {
    const r = 0.4;
    const diagonal = growthAgainst(gaussianAlong([1, 1]), lpAdversary(3, 2), r, 0.3, { samples: 400 });
    for (const c of diagonal.shift) expect(c).toBeCloseTo(r * 2 ** (-1 / 3), 12);
    const axis = growthAgainst(gaussianAlong([1, 0]), lpAdversary(3, 2), r, 0.3, { samples: 400 });
    expect(axis.shift).toEqual([r, 0]);
    // The boundary of the ellipse of half axes 2 and 1, by its gauge.
    const body = ellipsoid([
      [2, 0],
      [0, 1],
    ]);
    const ellipse = growthAgainst(gaussianAlong([1, 0]), { kind: 'body', body, dim: 2 }, r, 0.3, { samples: 400 });
    expect(ellipse.shift[0]).toBeCloseTo(2 * r, 9);
  });

  it('tries one of each pair of corners of the cube, and every axis', () => {
    const signs = [
      [1, 1, 1],
      [1, -1, 1],
      [1, 1, -1],
      [1, -1, -1],
    ];
    for (const best of signs) {
      const { shift, growth: found } = growthAgainst(gaussianAlong(best), lpAdversary(Infinity, 3), 0.3, 0.4, {
        samples: 400,
      });
      expect(shift).toEqual(best.map((c) => 0.3 * c));
      expect(found.confidence).toBe(0.999);
    }
    for (const i of [0, 1, 2]) {
      const best = [0, 1, 2].map((k) => (k === i ? 1 : 0));
      const { shift } = growthAgainst(gaussianAlong(best), lpAdversary(1, 3), 0.3, 0.4, { samples: 400 });
      expect(shift).toEqual(best.map((c) => 0.3 * c));
    }
  });

  it('lists 2^9 corners and 512 axes at most', () => {
    const alternating = (dim: number) => Array.from({ length: dim }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const corner = (dim: number) =>
      growthAgainst(gaussianAlong(alternating(dim)), lpAdversary(Infinity, dim), 0.3, 0.4, { samples: 100 }).shift;
    expect(new Set(corner(10)).size).toBe(2);
    expect(corner(11).some((c) => c < 0)).toBe(false);
    const last = (dim: number) =>
      growthAgainst(lastCoordinate(dim), lpAdversary(1, dim), 0.5, 0.4, { samples: 100 }).shift;
    expect(last(512).findIndex((c) => c !== 0)).toBe(511);
    expect(new Set(last(513)).size).toBe(1);
  });

  it("has the ceiling of the flow y' = Phi(y) from p: Pareto noise against l1, uniform noise against l_1.5", () => {
    const a = 3;
    const rate = (y: number): number => 0.5 * a * (1 - (1 - 2 * Math.min(y, 1 - y)) ** (1 + 1 / a));
    // Runge and Kutta, four thousand steps.
    const flow = (p: number, r: number): number => {
      let y = p;
      const h = r / 4000;
      for (let n = 0; n < 4000; n++) {
        const k1 = rate(y);
        const k2 = rate(y + 0.5 * h * k1);
        const k3 = rate(y + 0.5 * h * k2);
        y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + rate(y + h * k3));
      }
      return y;
    };
    const at = (p: number, r: number) => growthAgainst(iidPareto(a, 2, unit), lpAdversary(1, 2), r, p);
    for (const [p, r] of [
      [0.01, 0.3],
      [0.2, 0.9],
      [0.6, 0.2],
    ] as const) {
      const { growth: found, attained, shift } = at(p, r);
      expect(found.upper).toBeCloseTo(flow(p, r), 7);
      expect([attained, shift, found.method, found.confidence]).toEqual([false, [r, 0], 'differential', 1]);
    }
    expect(at(0.6, 40).growth.upper).toBe(1);
    expect(at(0, 0.3).growth.upper).toBe(0);
    // Phi is constant, 2^{1 - 2/3}/2, at p = 0, too.
    const cube = growthAgainst(uniform('linf', 2, unit), lpAdversary(1.5, 2), 0.3, 0);
    expect(cube.growth.upper).toBeCloseTo(0.3 * 2 ** (-2 / 3), 8);
    // Against the diagonal of l2 there is no need of it.
    expect(growthAgainst(uniform('linf', 2, unit), lpAdversary(2, 2), 0.3, 0).attained).toBe(true);
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
