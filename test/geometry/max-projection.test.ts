import { lpAdversary } from '../../src/geometry/adversary.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall, signVectors } from '../../src/geometry/bodies/lp-ball.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { euclideanNorm } from '../../src/numeric/algebra/linear-algebra.ts';
import { normals, relativeError } from './reference.ts';

/** Each test draws from the start, so that its numbers do not depend on its neighbours. */
let random: RandomStream;
beforeEach(() => {
  random = randomStream(4004);
});
const polytope = (dim: number, pairs: number) => {
  const points = normals(random, pairs, dim);
  return vPolytope(points.flatMap((x) => [x, x.map((c) => 0 - c)]));
};

describe('sup of vol(Pi_v K)/|K| over an adversary', () => {
  it('is the largest over the extreme points, and no interior point beats it', () => {
    const body = polytope(3, 6);
    for (const p of [1, Infinity]) {
      const { value, direction, upper } = maxProjectionRatio(body, lpAdversary(p, 3));
      expect(relativeError(projectionRatio(body, direction).value, value)).toBeLessThan(1e-12);
      expect(lpBall(p, 3).gauge(direction)).toBeCloseTo(1, 12);
      for (const v of normals(random, 50, 3)) {
        const size = lpBall(p, 3).gauge(v);
        expect(
          projectionRatio(
            body,
            v.map((x) => x / size),
          ).value,
        ).toBeLessThanOrEqual(upper);
      }
    }
    const listed = Math.max(...signVectors(3).map((v) => projectionRatio(body, v).value));
    expect(maxProjectionRatio(body, lpAdversary(Infinity, 3)).value).toBe(listed);
  });

  it('is enclosed over the Euclidean ball, exactly in the plane', () => {
    const plane = polytope(2, 4);
    const found = maxProjectionRatio(plane, lpBall(2, 2));
    const fan = Array.from({ length: 2000 }, (_, k) => {
      const t = (Math.PI * k) / 2000;
      return projectionRatio(plane, [Math.cos(t), Math.sin(t)]).value;
    });
    expect(found.upper).toBeGreaterThanOrEqual(Math.max(...fan));
    expect(relativeError(found.value, Math.max(...fan))).toBeLessThan(1e-5);
    expect(relativeError(found.upper, found.lower)).toBeLessThan(1e-9);
    const space = polytope(3, 6);
    const enclosed = maxProjectionRatio(space, lpAdversary(2, 3));
    expect(euclideanNorm(enclosed.direction)).toBeCloseTo(1, 12);
    for (const v of normals(random, 200, 3)) {
      const value = projectionRatio(
        space,
        v.map((x) => x / euclideanNorm(v)),
      ).value;
      expect(value).toBeLessThanOrEqual(enclosed.upper);
      expect(value).toBeLessThanOrEqual(enclosed.value * (1 + 1e-9));
    }
  });

  it('moves with scalings and linear maps of either side', () => {
    const body = polytope(2, 5);
    const base = maxProjectionRatio(body, lpAdversary(1, 2));
    expect(relativeError(maxProjectionRatio(scaled(body, 4), lpAdversary(1, 2)).value, base.value / 4)).toBeLessThan(
      1e-12,
    );
    const triple = maxProjectionRatio(body, scaled(lpBall(1, 2), 3));
    expect(relativeError(triple.value, 3 * base.value)).toBeLessThan(1e-12);
    expect(triple.direction.map(Math.abs).sort()).toEqual([0, 3]);
    const matrix = [
      [2, 1],
      [0, 1],
    ];
    const image = maxProjectionRatio(body, linearImage(matrix, lpBall(Infinity, 2)));
    expect(relativeError(projectionRatio(body, image.direction).value, image.value)).toBeLessThan(1e-12);
    const oval = maxProjectionRatio(
      lpBall(2, 2),
      ellipsoid([
        [3, 0],
        [0, 1],
      ]),
    );
    // kappa_1/kappa_2 = 2/pi along unit vectors.
    expect(relativeError(oval.value, (3 * 2) / Math.PI)).toBeLessThan(1e-12);
    expect(oval.direction.map(Math.abs)).toEqual([3, 0]);
  });

  it('knows l_p against l_q, enclosing where it is not attained at a known point', () => {
    expect(maxProjectionRatio(lpBall(1, 3072), lpAdversary(1, 3072)).value).toBe(1536);
    expect(maxProjectionRatio(lpBall(Infinity, 9), lpAdversary(2, 9)).value).toBeCloseTo(1.5, 12);
    expect(maxProjectionRatio(lpBall(1, 9), lpAdversary(2, 9)).value).toBeCloseTo(4.5, 12);
    const open = maxProjectionRatio(lpBall(1, 9), lpAdversary(3, 9));
    expect(open.lower).toBeLessThan(open.upper);
    for (const v of normals(random, 20, 9)) {
      const size = lpBall(3, 9).gauge(v);
      expect(
        projectionRatio(
          lpBall(1, 9),
          v.map((x) => x / size),
        ).value,
      ).toBeLessThanOrEqual(open.upper);
    }
  });

  it('says what it does not know', () => {
    expect(() => maxProjectionRatio(lpBall(3, 4), lpAdversary(2, 4))).toThrow(/is known for some l_p balls/);
    expect(() => maxProjectionRatio(lpBall(2, 4), lpAdversary(2, 3))).toThrow(/R\^4, but the adversary in R\^3/);
  });
});
