import { describe, expect, it } from 'vitest';
import { AtomicNorm } from '../../src/geometry/bodies/atomic-norm.ts';
import { exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { rationalVector, symmetricHull } from '../../src/geometry/exact/exact-polytope.ts';
import {
  exactZonotope,
  exactZonotopeProjection,
  exactZonotopeVolume,
} from '../../src/geometry/exact/exact-zonotope.ts';
import { smallDeterminant } from '../../src/geometry/exact/small-determinant.ts';
import { polytopeSampler } from '../../src/geometry/sampling/polytope-sampler.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { integerDeterminant } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import { normals, reference, relativeError } from './reference.ts';

describe('zonotopes', () => {
  it('agree with Qhull on the number of vertices, the volume and a shadow', () => {
    for (const { generators, vertices, volume, direction, shadow } of reference.zonotopes) {
      const exact = exactZonotope(generators.map(rationalVector));
      expect(exact.vertices.length).toBe(vertices);
      expect(relativeError(toDouble(exactZonotopeVolume(generators.map(rationalVector))), volume)).toBeLessThan(1e-12);
      const v = rationalVector(direction);
      expect(relativeError(toDouble(exactZonotopeProjection(generators.map(rationalVector), v)), shadow)).toBeLessThan(
        1e-12,
      );
      const body = zonotope(generators);
      const ratio = body.projectionRatio!(direction);
      expect(relativeError(ratio.value, shadow / volume)).toBeLessThan(1e-12);
    }
  });

  it('agree exactly with the general polytope routes: hull, triangulated volume, Cauchy', () => {
    const random = randomStream(61);
    for (const [dim, count] of [
      [2, 5],
      [3, 5],
      [4, 5],
    ] as const) {
      const generators = Array.from({ length: count }, () =>
        rationalVector(Array.from({ length: dim }, () => random.integer(9) - 4)),
      );
      const direct = exactZonotope(generators);
      const hull = symmetricHull(
        direct.vertices.map(({ coordinates, denominator }) =>
          rationalVector(coordinates.map((x) => Number(x) / Number(denominator))),
        ),
      );
      expect(hull.vertices.length).toBe(direct.vertices.length);
      expect(hull.facets.length).toBe(direct.facets.length);
      const v = rationalVector(Array.from({ length: dim }, () => random.integer(9) - 4));
      expect(exactVolume(hull).equals(exactZonotopeVolume(generators))).toBe(true);
      expect(exactVolume(direct).equals(exactVolume(hull))).toBe(true);
      expect(exactProjection(hull, v).equals(exactZonotopeProjection(generators, v))).toBe(true);
      expect(exactProjection(direct, v).equals(exactZonotopeProjection(generators, v))).toBe(true);
    }
  });

  it('have one gauge, whether by facets or by column generation', () => {
    const random = randomStream(62);
    const generators = normals(random, 16, 3);
    const body = zonotope(generators);
    const program = new AtomicNorm(3, [], body.supportPoint);
    const listed = exactZonotope(generators.map(rationalVector));
    for (const x of normals(random, 20, 3)) {
      const byFacets = listed.facets.reduce((best, { normal, offset }) => {
        const value = normal.reduce((s, n, j) => s + (Number(n) / Number(offset)) * x[j]!, 0);
        return Math.max(best, value);
      }, 0);
      expect(relativeError(program.gauge(x).upper, byFacets)).toBeLessThan(1e-9);
      expect(relativeError(body.gauge(x), byFacets)).toBeLessThan(1e-12);
    }
  });

  it('are sampled uniformly by their tiling: the same law as by triangulation', () => {
    const generators = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 1, 1],
      [1, -1, 0.5],
    ];
    const body = zonotope(generators);
    const n = 20_000;
    const draw = (sampler: (r: RandomStream, out: Float64Array) => void, seed: number): Float64Array => {
      const random = randomStream(seed);
      const out = new Float64Array(3);
      return Float64Array.from({ length: n }, () => {
        sampler(random, out);
        expect(body.gauge(out)).toBeLessThanOrEqual(1 + 1e-12);
        return body.gauge(out) ** 3;
      });
    };
    // gauge^d is uniform on [0, 1] for the uniform law on any body: DKW at false-alarm probability 1e-10.
    for (const values of [draw(body.sample!, 1), draw(polytopeSampler(body.exact!()), 2)]) {
      const sorted = values.sort();
      const distance = sorted.reduce((worst, x, i) => Math.max(worst, Math.abs(x - (i + 0.5) / n)), 0);
      expect(distance).toBeLessThan(dkwEpsilon(n, 1e-10) + 1 / n);
    }
    // And the mean position of |x_1| agrees between the two (Hoeffding, 1e-10 each).
    const mean = (sampler: (r: RandomStream, out: Float64Array) => void, seed: number): number => {
      const random = randomStream(seed);
      const out = new Float64Array(3);
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sampler(random, out);
        sum += Math.abs(out[0]!) / n;
      }
      return sum;
    };
    const range = body.support([1, 0, 0]);
    const slack = 2 * range * Math.sqrt(Math.log(2e10) / (2 * n));
    expect(Math.abs(mean(body.sample!, 3) - mean(polytopeSampler(body.exact!()), 4))).toBeLessThan(slack);
  });

  it('have exact small determinants', () => {
    const random = randomStream(63);
    const rows = Array.from({ length: 8 }, () => Array.from({ length: 5 }, () => BigInt(random.integer(7) - 3)));
    const small = smallDeterminant(rows)!;
    for (const subset of [
      [0, 1, 2, 3, 4],
      [3, 4, 5, 6, 7],
      [0, 2, 4, 6, 7],
    ]) {
      expect(BigInt(small(subset))).toBe(integerDeterminant(subset.map((i) => rows[i]!)));
    }
    expect(
      smallDeterminant([
        [2n ** 40n, 1n],
        [1n, 1n],
      ]),
    ).toBeNull();
  });

  it('refuse generators that do not span', () => {
    expect(() =>
      zonotope([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow(/flat/);
    expect(() => zonotope([])).toThrow(/empty/);
  });
});
