import { beforeEach, describe, expect, it } from 'vitest';
import {
  exactOverlap,
  exactProjection,
  exactVolume,
  facetAreaVectors,
  overlapToDouble,
  volumeToDouble,
} from '../../src/geometry/exact/exact-measure.ts';
import {
  exactImage,
  isSymmetric,
  rationalVector,
  symmetricHull,
  symmetricSlabs,
} from '../../src/geometry/exact/exact-polytope.ts';
import { TooManyFaces, extremeRays } from '../../src/geometry/exact/extreme-rays.ts';
import { exactBox, exactCrossPolytope, exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { ratio, toDouble, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { determinant } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { reference, relativeError } from './reference.ts';

/** Each test draws from the start, so that its numbers do not depend on its neighbours. */
let random: RandomStream;
beforeEach(() => {
  random = randomStream(1001);
});
/** A random rational k/16 with |k| <= 32. */
const rational = (): Rational => ratio(random.integer(65) - 32, 16);
const randomHull = (dim: number, pairs: number) =>
  symmetricHull(Array.from({ length: pairs }, () => Array.from({ length: dim }, rational)));

/** The 24-cell: (+-1, +-1, 0, 0) and permutations. */
function cell24(): Rational[][] {
  const out: Rational[][] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < i; j++) {
      for (const s of [1, -1]) out.push([0, 1, 2, 3].map((k) => toRational(k === i ? 1 : k === j ? s : 0)));
    }
  }
  return out;
}

describe('exact polytopes', () => {
  it('agree with Qhull on vertices, volume, shadow and overlap', () => {
    for (const { dim, vertices, count, volume, direction, shadow, shift, overlap } of reference.polytopes) {
      const polytope = symmetricHull(vertices.slice(0, vertices.length / 2).map(rationalVector));
      expect(polytope.vertices.length).toBe(count);
      expect(isSymmetric(polytope)).toBe(true);
      expect(relativeError(toDouble(exactVolume(polytope)), volume)).toBeLessThan(1e-12);
      expect(relativeError(volumeToDouble(polytope), volume)).toBeLessThan(1e-12);
      expect(relativeError(toDouble(exactProjection(polytope, rationalVector(direction))), shadow)).toBeLessThan(1e-12);
      if (dim <= 4) {
        expect(relativeError(overlapToDouble(polytope, rationalVector(shift)), overlap)).toBeLessThan(1e-10);
      }
    }
  });

  it('count the faces of the regular ones', () => {
    const cell = symmetricHull(cell24());
    expect([cell.vertices.length, cell.facets.length]).toEqual([24, 24]);
    expect(cell.incidence.every((facet) => facet.length === 6)).toBe(true);
    expect(exactVolume(cell).toFraction()).toBe('8');
    for (const dim of [1, 2, 3, 4, 5]) {
      expect(exactVolume(exactCube(dim)).toFraction()).toBe(String(2 ** dim));
      const factorial = Array.from({ length: dim }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
      expect(exactVolume(exactCrossPolytope(dim)).equals(ratio(2 ** dim, factorial))).toBe(true);
    }
  });

  it('come back from their polar: facets and vertices exchange', () => {
    for (const [dim, pairs] of [
      [2, 4],
      [3, 6],
      [4, 7],
      [5, 7],
    ] as const) {
      const body = randomHull(dim, pairs);
      const polar = symmetricHull(body.facets.map(({ normal, offset }) => normal.map((x) => ratio(x, offset))));
      expect(polar.facets.length).toBe(body.vertices.length);
      expect(polar.vertices.length).toBe(body.facets.length);
      const again = symmetricSlabs(
        body.facets.map(({ normal }) => normal.map((x) => ratio(x))),
        body.facets.map(({ offset }) => ratio(offset)),
      )!;
      expect(exactVolume(again).equals(exactVolume(body))).toBe(true);
      expect(again.vertices.length).toBe(body.vertices.length);
    }
  });

  it('have facet area vectors that sum to zero (Minkowski) and give back the volume', () => {
    for (const dim of [2, 3, 4]) {
      const body = randomHull(dim, dim + 3);
      const areas = facetAreaVectors(body);
      for (let j = 0; j < dim; j++) {
        expect(areas.reduce((sum, a) => sum.add(a[j]!), toRational(0)).n).toBe(0n);
      }
      // |K| = (1/d) sum <area vector, x_F> for any points x_F of the facets.
      const sum = body.facets.reduce((total, _, f) => {
        const vertex = body.vertices[body.incidence[f]![0]!]!;
        return vertex.coordinates.reduce((s, x, j) => s.add(areas[f]![j]!.mul(ratio(x, vertex.denominator))), total);
      }, toRational(0));
      expect(sum.div(dim).equals(exactVolume(body))).toBe(true);
    }
  });

  it('transform as they must: |AK| = |det A||K|, o_{AK}(v) = o_K(A^-1 v)', () => {
    for (const dim of [2, 3]) {
      const body = randomHull(dim, dim + 2);
      const matrix = Array.from({ length: dim }, () => Array.from({ length: dim }, rational));
      const det = determinant(matrix).abs();
      if (det.n === 0n) continue;
      const image = exactImage(matrix, body);
      expect(exactVolume(image).equals(exactVolume(body).mul(det))).toBe(true);
      const w = Array.from({ length: dim }, () => rational().div(16));
      const v = matrix.map((row) => row.reduce((s, a, j) => s.add(a.mul(w[j]!)), toRational(0)));
      expect(exactOverlap(image, v).equals(exactOverlap(body, w))).toBe(true);
      expect(exactProjection(image, v).equals(exactProjection(body, w).mul(det))).toBe(true);
    }
  });

  it('have overlaps with o^{1/d} concave along rays (Brunn-Minkowski) and slope -vol(Pi_v K)/|K| at 0', () => {
    for (const dim of [2, 3]) {
      const body = randomHull(dim, dim + 2);
      const v = Array.from({ length: dim }, rational);
      const slope = exactProjection(body, v).div(exactVolume(body));
      const along = (t: Rational): Rational =>
        exactOverlap(
          body,
          v.map((x) => x.mul(t)),
        );
      const values = [0, 1, 2, 3, 4].map((k) => toDouble(along(ratio(k, 16))) ** (1 / dim));
      for (let k = 1; k < 4; k++)
        expect(2 * values[k]!).toBeGreaterThanOrEqual(values[k - 1]! + values[k + 1]! - 1e-12);
      // Exactly: 1 - r slope <= o(rv), and the difference is of second order.
      const r = ratio(1, 4096);
      const gap = along(r).sub(1).add(slope.mul(r));
      expect(gap.compare(0)).toBeGreaterThanOrEqual(0);
      expect(gap.compare(slope.mul(slope).mul(r).mul(r))).toBeLessThanOrEqual(0);
    }
  });

  it('overlap by the product formula on boxes, and not at all beyond the diameter', () => {
    const widths = [ratio(1), ratio(2), ratio(1, 3)];
    const body = exactBox(widths);
    const v = [ratio(1, 2), ratio(-1), ratio(1, 9)];
    const product = v.reduce((p, x, i) => p.mul(toRational(1).sub(x.abs().div(widths[i]!.mul(2)))), toRational(1));
    expect(exactOverlap(body, v).equals(product)).toBe(true);
    expect(exactOverlap(body, [ratio(2), ratio(0), ratio(0)]).n).toBe(0n);
  });

  it('refuse flat and unbounded input and stop at too many faces', () => {
    const flat = [
      [1, 2, 3],
      [2, 4, 6],
      [1, 0, 0],
    ].map((x) => x.map((c) => toRational(c)));
    expect(() => symmetricHull(flat)).toThrow(/flat/);
    expect(() => symmetricSlabs([[toRational(1), toRational(0)]], [toRational(1)])).toThrow(/unbounded/);
    expect(symmetricSlabs([[toRational(1)]], [toRational(0)])).toBeNull();
    expect(extremeRays([[1n, 0n]], 2)).toBeNull();
    expect(() =>
      symmetricHull(
        Array.from({ length: 30 }, () => Array.from({ length: 5 }, rational)),
        50,
      ),
    ).toThrow(TooManyFaces);
  });
});
