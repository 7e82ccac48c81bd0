import { lpAdversary } from '../../src/geometry/adversary.ts';
import { describe, expect, it } from 'vitest';
import { exactZonotopeVolume } from '../../src/geometry/exact/exact-zonotope.ts';
import { rationalVector } from '../../src/geometry/exact/exact-polytope.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall, signVectors } from '../../src/geometry/bodies/lp-ball.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import type { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import {
  fourthMomentRatio,
  sampledSignDeterminant,
  signDeterminantEnclosure,
} from '../../src/geometry/functionals/sign-determinant.ts';
import { signGenerators, signZonoid } from '../../src/geometry/bodies/sign-zonoid.ts';
import { meanAbsoluteSignSum } from '../../src/geometry/functionals/sign-sum.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { normals, reference, relativeError } from './reference.ts';

const linf = (dim: number) => wulffCrystal(lpAdversary(Infinity, dim));

describe('Wulff crystals', () => {
  it('refuses boxes whose matrix would fill the memory, in a moment', () => {
    expect(() => wulffCrystal(box(new Array<number>(200_000).fill(1)))).toThrow(/at most 500 dimensions/);
  });

  it('W1: l_1 gives the cube of half side 1/d, l_2 the ball of radius E|y_1|', () => {
    for (const dim of [2, 3, 10, 3072]) {
      const cube = wulffCrystal(lpAdversary(1, dim));
      expect(relativeError(cube.support([1, 2, ...Array.from({ length: dim - 2 }, () => 0)]), 3 / dim)).toBeLessThan(
        1e-14,
      );
      const ball = wulffCrystal(lpAdversary(2, dim));
      // h(e_1) = Gamma(d/2)/(sqrt(pi) Gamma((d+1)/2)): 2/pi, 1/2, ...
      if (dim === 2) expect(ball.circumradius).toBeCloseTo(2 / Math.PI, 14);
      if (dim === 3) expect(ball.circumradius).toBeCloseTo(0.5, 14);
    }
  });

  it('W1: the cube gives a rhombus in the plane and the rhombic dodecahedron in space', () => {
    const rhombus = linf(2);
    expect(rhombus.vertices!().length).toBe(4);
    for (const [x, y] of rhombus.vertices!()) expect(Math.abs(x!) + Math.abs(y!)).toBe(1);
    const solid = linf(3);
    const vertices = solid.vertices!();
    const facets = solid.facets!();
    expect(vertices.length).toBe(14);
    expect(facets.length).toBe(12);
    // Two vertices span an edge iff they share two facets: Euler's 24.
    const on = vertices.map((v) =>
      facets.flatMap(({ normal, offset }, f) =>
        Math.abs(normal.reduce((s, n, i) => s + n * v[i]!, 0) - offset) < 1e-12 ? [f] : [],
      ),
    );
    let edges = 0;
    on.forEach((a, i) => on.slice(0, i).forEach((b) => (edges += a.filter((f) => b.includes(f)).length === 2 ? 1 : 0)));
    expect(edges).toBe(24);
    expect(vertices.length - edges + facets.length).toBe(2);
    // Every facet is a rhombus.
    for (let f = 0; f < 12; f++) expect(on.filter((list) => list.includes(f)).length).toBe(4);
  });

  it('W2: has the volumes 2, 2, 15/8, 105/64, 2745/2048 for the cube, exactly', () => {
    const expected = ['2', '2', '15/8', '105/64', '2745/2048'];
    expected.forEach((value, i) => {
      const generators = signGenerators(i + 2).map(rationalVector);
      expect(exactZonotopeVolume(generators).toFraction()).toBe(value);
    });
    expect(volume(linf(4)).value).toBeCloseTo(1.875, 14);
    expect(volume(linf(5)).value).toBeCloseTo(1.640625, 14);
  });

  it('W2: the enclosure without sampling and the one by sampling E|det| contain the exact volumes', () => {
    for (const { dim, mean, fourth } of reference.signDeterminants) {
      const factorial = Array.from({ length: dim }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
      expect(relativeError(fourthMomentRatio(dim) * factorial ** 2, fourth)).toBeLessThan(1e-12);
      const exact = Math.log((2 ** dim / factorial) * mean);
      const { lower, upper } = signDeterminantEnclosure(dim);
      expect(lower).toBeLessThanOrEqual(exact);
      expect(upper).toBeGreaterThanOrEqual(exact);
    }
    for (const [dim, value] of [
      [4, 15 / 8],
      [5, 105 / 64],
      [6, 2745 / 2048],
    ] as const) {
      const exact = Math.log(value);
      const sampled = sampledSignDeterminant(dim, 50_000, 7, 1 - 1e-9);
      expect(sampled.lower).toBeLessThanOrEqual(exact);
      expect(sampled.upper).toBeGreaterThanOrEqual(exact);
      expect(sampled.upper - sampled.lower).toBeLessThan(0.1);
    }
    // (|W|/|B_2|)^{1/d} -> sqrt(2/pi), known to 0.3 % at d = 3072 without a single sample.
    const dim = 3072;
    const { lower, upper } = logVolume(linf(dim), { samples: 0 });
    const ball = lpBall(2, dim).logVolume!().value;
    expect(Math.exp((lower - ball) / dim)).toBeLessThan(Math.sqrt(2 / Math.PI));
    expect(Math.exp((upper - ball) / dim)).toBeGreaterThan(Math.sqrt(2 / Math.PI) * 0.999);
    expect(Math.exp((upper - lower) / dim)).toBeLessThan(1.003);
  });

  it('has h(x) = E|<x, y>| as its support function, listed or not', () => {
    const random = randomStream(71);
    for (const dim of [3, 5, 8]) {
      for (const x of normals(random, 3, dim)) {
        const mean =
          signVectors(dim).reduce((s, y) => s + Math.abs(y.reduce((t, e, i) => t + e * x[i]!, 0)), 0) / 2 ** dim;
        expect(relativeError(linf(dim).support(x), mean)).toBeLessThan(1e-12);
      }
    }
    expect(linf(3072).support(Array.from({ length: 3072 }, () => 1))).toBeCloseTo(44.2196523814, 8);
    const hexagon = [0, 1, 2, 3, 4, 5].map((k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]);
    const crystal = wulffCrystal(vPolytope(hexagon));
    for (const x of normals(random, 5, 2)) {
      const mean = hexagon.reduce((s, y) => s + Math.abs(y[0]! * x[0]! + y[1]! * x[1]!), 0) / 6;
      expect(relativeError(crystal.support(x), mean)).toBeLessThan(1e-12);
    }
  });

  it('follows linear maps of the adversary', () => {
    const random = randomStream(72);
    const matrix = [
      [1, 2],
      [0, 1],
    ];
    const x = normals(random, 1, 2)[0]!;
    const pulled = [x[0]!, 2 * x[0]! + x[1]!];
    for (const p of [1, 2, Infinity]) {
      const image = wulffCrystal(linearImage(matrix, lpBall(p, 2)));
      expect(relativeError(image.support(x), wulffCrystal(lpAdversary(p, 2)).support(pulled))).toBeLessThan(1e-13);
    }
    expect(
      relativeError(wulffCrystal(scaled(lpBall(1, 2), 3)).support(x), 3 * wulffCrystal(lpAdversary(1, 2)).support(x)),
    ).toBeLessThan(1e-13);
    expect(relativeError(wulffCrystal(box([1, 2])).support([1, 0]), 1)).toBeLessThan(1e-13);
    expect(
      relativeError(
        wulffCrystal(
          ellipsoid([
            [3, 0],
            [0, 1],
          ]),
        ).support([1, 0]),
        6 / Math.PI,
      ),
    ).toBeLessThan(1e-13);
  });

  it('has constant projections (d/2)|W| along the extreme points, where the symmetries are transitive', () => {
    for (const dim of [2, 3, 4, 5, 7]) {
      const ratio = linf(dim).projectionRatio!(Array.from({ length: dim }, (_, i) => (i % 3 === 0 ? -1 : 1)));
      expect(relativeError(ratio.value, dim / 2)).toBeLessThan(1e-10);
    }
  });

  it('has projections between |v|_1/2 and d |v|_inf/2 in every direction', () => {
    const v = [1, 0, 0.5, -0.25, 0];
    const listed = signZonoid(5).projectionRatio!(v);
    expect(listed.method).toBe('exact');
    expect(listed.value).toBeGreaterThanOrEqual(1.75 / 2);
    expect(listed.value).toBeLessThanOrEqual(5 / 2);
  });

  it('reproduces the table of slopes of FIELD-NOTES 1.5 (supremum times |S|^{1/d})', () => {
    const slope = (p: number, body: Parameters<typeof projectionRatio>[0]): number =>
      maxProjectionRatio(body, lpAdversary(p, body.dim)).value * volume(body).value ** (1 / body.dim);
    const rhombus = lpBall(1, 2);
    const square = lpBall(Infinity, 2);
    const disc = lpBall(2, 2);
    expect(slope(1, square)).toBeCloseTo(1, 12);
    expect(slope(1, disc)).toBeCloseTo(1.12838, 5);
    expect(slope(1, rhombus)).toBeCloseTo(1.41421, 5);
    expect(slope(2, square)).toBeCloseTo(1.41421, 5);
    expect(slope(2, disc)).toBeCloseTo(1.12838, 5);
    expect(slope(2, rhombus)).toBeCloseTo(1.41421, 5);
    expect(slope(Infinity, square)).toBeCloseTo(2, 12);
    expect(slope(Infinity, disc)).toBeCloseTo(1.59577, 5);
    expect(slope(Infinity, rhombus)).toBeCloseTo(1.41421, 5);
    expect(slope(Infinity, linf(3))).toBeCloseTo(1.88988, 5);
    expect(slope(Infinity, lpBall(Infinity, 3))).toBeCloseTo(3, 12);
    expect(slope(Infinity, lpBall(2, 3))).toBeCloseTo(2.09405, 3);
    // And the bound (d/2)|W|^{1/d} itself.
    for (const [p, dim, bound] of [
      [1, 2, 1],
      [2, 2, 1.12838],
      [Infinity, 2, 1.41421],
      [Infinity, 3, 1.88988],
    ] as const) {
      const crystal = wulffCrystal(lpAdversary(p, dim));
      expect((dim / 2) * volume(crystal).value ** (1 / dim)).toBeCloseTo(bound, 5);
      expect(slope(p, crystal)).toBeCloseTo(bound, 5);
    }
  });

  it('is refused where no measure on the extreme points is singled out', () => {
    expect(() => wulffCrystal(lpAdversary(3, 2))).toThrow(/l_3 ball is not defined.*signed permutations/);
    expect(() => wulffCrystal(lpAdversary(0.5, 2))).toThrow(/1 <= p/);
    expect(wulffCrystal(lpAdversary(3, 1)).support([2])).toBe(2);
    expect(meanAbsoluteSignSum([2]).value).toBe(2);
  });
});
