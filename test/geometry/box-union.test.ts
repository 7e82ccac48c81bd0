import { beforeEach, describe, expect, it } from 'vitest';
import {
  boxUnion,
  boxUnionPerimeter,
  boxUnionShadow,
  boxUnionVolume,
  type BoxUnion,
} from '../../proofs/vocabulary/box-union.ts';
import { exactProjection } from '../../src/geometry/exact/exact-measure.ts';
import { exactBox } from '../../src/geometry/exact/standard-polytopes.ts';
import { exactZonotopeVolume } from '../../src/geometry/exact/exact-zonotope.ts';
import { polygonUnionArea } from '../../proofs/vocabulary/polygon-union.ts';
import { ONE, ZERO, ratio, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';

/** Each test draws from the start, so that its numbers do not depend on its neighbours. */
let random: RandomStream;
beforeEach(() => {
  random = randomStream(3003);
});
const half = ratio(1, 2);

function randomUnion(dim: number, count: number): BoxUnion {
  return boxUnion(
    Array.from({ length: count }, () => {
      const lower = Array.from({ length: dim }, () => ratio(random.integer(17) - 8, 4));
      return { lower, upper: lower.map((x) => x.add(ratio(1 + random.integer(6), 4))) };
    }),
  );
}

/** S \ (S + r v) for a direction along an axis, by subtracting volumes: |S| - |S n (S + r e_i)|. */
function growthAlongAxis(union: BoxUnion, axis: number, r: Rational): Rational {
  const moved = union.boxes.map(({ lower, upper }) => ({
    lower: lower.map((x, i) => (i === axis ? x.add(r) : x)),
    upper: upper.map((x, i) => (i === axis ? x.add(r) : x)),
  }));
  // |S u (S + r e)| - |S| = |S \ (S + r e)|.
  return boxUnionVolume(boxUnion([...union.boxes, ...moved])).sub(boxUnionVolume(union));
}

describe('unions of boxes', () => {
  it('measure one box like the convex route', () => {
    const widths = [ratio(1), ratio(1, 3), ratio(2)];
    const union = boxUnion([{ lower: widths.map((w) => w.neg()), upper: widths }]);
    expect(boxUnionVolume(union).toFraction()).toBe('16/3');
    for (const v of [
      [1, 0, 0],
      [1, -2, 0],
      [2, 1, 3],
    ].map((x) => x.map((c) => toRational(c)))) {
      const expected = exactProjection(exactBox(widths), v);
      expect(boxUnionShadow(union, v).equals(expected)).toBe(true);
      expect(boxUnionPerimeter(union, v).equals(expected)).toBe(true);
    }
  });

  it('count overlaps once', () => {
    const square = (x: number, y: number): { lower: Rational[]; upper: Rational[] } => ({
      lower: [toRational(x), toRational(y)],
      upper: [toRational(x + 2), toRational(y + 2)],
    });
    const union = boxUnion([square(0, 0), square(1, 1), square(0, 0)]);
    expect(boxUnionVolume(union).toFraction()).toBe('7');
    expect(boxUnionShadow(union, [ONE, ZERO]).toFraction()).toBe('3');
    expect(boxUnionPerimeter(union, [ONE, ZERO]).toFraction()).toBe('3');
    // Along the diagonal the three squares cast one shadow of length 4 (times |v|).
    expect(boxUnionShadow(union, [ONE, ONE]).toFraction()).toBe('4');
  });

  it('have the perimeter form as the slope of their growth: lim |S \\ (S + r v)|/r', () => {
    for (const dim of [2, 3]) {
      const union = randomUnion(dim, 5);
      for (let axis = 0; axis < dim; axis++) {
        const r = ratio(1, 1024);
        const direction = Array.from({ length: dim }, (_, i) => (i === axis ? ONE : ZERO));
        // Gaps and pieces are multiples of 1/4, so the growth is linear up to r = 1/4.
        expect(growthAlongAxis(union, axis, r).div(r).equals(boxUnionPerimeter(union, direction))).toBe(true);
      }
    }
  });

  it('have shadows at most the perimeter form, and less when a line meets them twice', () => {
    for (const dim of [2, 3]) {
      for (let k = 0; k < 5; k++) {
        const union = randomUnion(dim, 4);
        const v = Array.from({ length: dim }, () => ratio(random.integer(5) - 2));
        expect(boxUnionShadow(union, v).compare(boxUnionPerimeter(union, v))).toBeLessThanOrEqual(0);
      }
    }
    const apart = boxUnion([
      { lower: [ZERO, ZERO], upper: [ONE, ONE] },
      { lower: [toRational(5), ZERO], upper: [toRational(6), ONE] },
    ]);
    expect(boxUnionShadow(apart, [ONE, ZERO]).toFraction()).toBe('1');
    expect(boxUnionPerimeter(apart, [ONE, ZERO]).toFraction()).toBe('2');
  });

  it('obey W3 in the strong form, shadows instead of perimeters, exactly: (avg shadow)^d >= (d/2)^d |S|^{d-1} |W|', () => {
    const adversaries: Record<number, number[][][]> = {
      2: [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 1],
          [1, -1],
        ],
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        [
          [2, 1],
          [1, 2],
          [1, -1],
          [0, 1],
        ],
      ],
      3: [
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        [
          [1, 1, 1],
          [1, 1, -1],
          [1, -1, 1],
          [-1, 1, 1],
        ],
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
          [1, 1, 1],
        ],
      ],
    };
    for (const dim of [2, 3]) {
      for (const points of adversaries[dim]!) {
        const m = points.length;
        const generators = points.map((y) => y.map((c) => ratio(c, m)));
        const crystal = exactZonotopeVolume(generators);
        const sets = [
          ...Array.from({ length: dim === 2 ? 12 : 3 }, (_, k) => randomUnion(dim, 2 + (k % 4))),
          // Dust on a lattice: the set on which a false form would fail first.
          boxUnion(lattice(dim, 3)),
        ];
        for (const set of sets) {
          const average = points
            .reduce(
              (sum, y) =>
                sum.add(
                  boxUnionShadow(
                    set,
                    y.map((c) => toRational(c)),
                  ),
                ),
              ZERO,
            )
            .div(m);
          const left = average.pow(dim);
          const size = boxUnionVolume(set);
          const right = ratio(dim, 2)
            .pow(dim)
            .mul(size.pow(dim - 1))
            .mul(crystal);
          expect(left.compare(right)).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('add up polygons: areas of unions by inclusion and exclusion', () => {
    const square = (x: number, y: number, s: number) =>
      [
        [x, y],
        [x + s, y],
        [x, y + s],
        [x + s, y + s],
      ].map(([a, b]) => [toRational(a!), toRational(b!)] as const);
    expect(polygonUnionArea([square(0, 0, 2), square(1, 1, 2)]).toFraction()).toBe('7');
    const diamond = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ].map(([a, b]) => [toRational(a!), toRational(b!)] as const);
    expect(polygonUnionArea([diamond]).toFraction()).toBe('2');
    // The diamond and the square [-1/2, 1/2]^2 touch at the diamond's edges: the square lies inside.
    expect(polygonUnionArea([diamond, square(-0.5, -0.5, 1)]).toFraction()).toBe('2');
    expect(polygonUnionArea([diamond, square(0, 0, 1)]).toFraction()).toBe('5/2');
  });

  it('find the crossings of edges: a diamond and a square that cut each other off at eight points', () => {
    const point = (x: number, y: number) => [toRational(x), toRational(y)] as const;
    const diamond = [point(1, 0), point(0, 1), point(-1, 0), point(0, -1)];
    const square = [point(0.75, 0.75), point(-0.75, 0.75), point(0.75, -0.75), point(-0.75, -0.75)];
    // 2 + 9/4 minus the octagon they share, 9/4 - 4/8.
    expect(polygonUnionArea([diamond, square]).toFraction()).toBe('5/2');
  });

  it('refuse empty and flat boxes', () => {
    expect(() => boxUnion([])).toThrow(/at least one/);
    expect(() => boxUnion([{ lower: [ONE], upper: [ONE] }])).toThrow(/flat or empty/);
    expect(() => boxUnionShadow(randomUnion(4, 1), [ONE, ONE, ZERO, ZERO])).toThrow(/d <= 3/);
  });
});

/** Small cubes of side 1/2 at the points of {0..n-1}^d. */
function lattice(dim: number, n: number): { lower: Rational[]; upper: Rational[] }[] {
  return Array.from({ length: n ** dim }, (_, k) => {
    const lower = Array.from({ length: dim }, (_, i) => toRational(Math.floor(k / n ** i) % n));
    return { lower, upper: lower.map((x) => x.add(half)) };
  });
}
