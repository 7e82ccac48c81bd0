/**
 * Sizes and decimals: bodies of any units, redundant points and rows as written, against exact rational computation.
 */
import { describe, expect, it } from 'vitest';
import { crystalOptimality } from '../../src/geometry/functionals/crystal-optimality.ts';
import { exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { symmetricHull } from '../../src/geometry/exact/exact-polytope.ts';
import { asWritten } from '../../src/geometry/exact/written.ts';
import { extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { parseBody } from '../../src/geometry/parse-body.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import { determinant } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { relativeError } from './reference.ts';

const mirrored = (points: number[][]): number[][] => points.flatMap((x) => [x, x.map((c) => 0 - c)]);
const crystal = (json: unknown) => wulffCrystal(parseBody(json));

describe('numbers as they are written', () => {
  it('a point on an edge in decimals is no vertex: (.1, .9) between (1, 0) and (0, 1)', () => {
    const points = mirrored([
      [1, 0],
      [0, 1],
      [0.1, 0.9],
    ]);
    expect(extremePoints(vPolytope(points))).toHaveLength(4);
    const body = crystal({ vertices: points });
    expect(volume(body).value).toBeCloseTo(1, 14);
    expect(crystalOptimality(vPolytope(points))).toBe(true);
  });

  it('a row that touches at a vertex in decimals is no facet: |x + y| <= .3 of |x| <= .1, |y| <= .2', () => {
    const A = mirrored([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    const body = { halfspaces: { A, b: [0.1, 0.1, 0.2, 0.2, 0.3, 0.3] } };
    expect(extremePoints(parseBody(body))).toHaveLength(4);
    expect(volume(crystal(body)).value).toBeCloseTo(0.04, 15);
    expect(crystalOptimality(parseBody(body))).toBe(true);
  });

  it('rows are mirror images in decimals, up to positive multiples', () => {
    const A = [
      [0.3, 0],
      [-3, 0],
      [0, 0.7],
      [0, -0.1],
    ];
    const body = parseBody({ halfspaces: { A, b: [0.1, 1, 2.1, 0.3] } });
    expect(volume(body).value).toBeCloseTo(4, 14);
  });

  it('a double that no decimal of 15 digits gives is taken by its bits', () => {
    expect(asWritten(0.1).toFraction()).toBe('1/10');
    expect(asWritten(-2.5e-7).toFraction()).toBe('-1/4000000');
    expect(asWritten(0.1 + 0.2).d).toBe(1n << 52n);
    expect(asWritten(1 / 3).d).toBe(1n << 54n);
  });
});

describe('bodies of any size', () => {
  it.each([
    [[1e-7, 1e7], 2],
    [[1e-7, 1e-7], 2e-14],
    [[1e-12, 1e9, 1], 2e-3],
  ] as const)('the crystal of the box %j has volume %d', (halfWidths, expected) => {
    // prod w_i times |crystal of l_inf|, which is 2 for d = 2 and 3.
    expect(relativeError(volume(crystal({ box: halfWidths })).value, expected)).toBeLessThan(1e-12);
    const doubled = {
      image: {
        matrix: halfWidths.map((w, i) => halfWidths.map((_, j) => (i === j ? w : 0))),
        of: { lp: 'inf', dim: halfWidths.length },
      },
    };
    expect(relativeError(volume(crystal(doubled)).value, expected)).toBeLessThan(1e-12);
  });

  it('a volume below the doubles is enclosed, not 0, and its logarithm is right', () => {
    const tiny = crystal({ box: [1e-200, 1e-200] });
    expect(logVolume(tiny).value).toBeCloseTo(Math.log(2) - 400 * Math.LN10, 9);
    expect(volume(tiny).lower).toBe(0);
    expect(volume(tiny).upper).toBeGreaterThan(0);
    const points = mirrored([
      [1e-200, 0],
      [0, 1e-200],
    ]);
    for (const body of [vPolytope(points), zonotope(points.filter((_, i) => i % 2 === 0))]) {
      const times = body.generators === undefined ? 2 : 4;
      expect(logVolume(body).value).toBeCloseTo(Math.log(times) - 400 * Math.LN10, 9);
      expect(volume(body).upper).toBeGreaterThan(0);
      expect(body.projectionRatio!([1e-200, 0]).value).toBeCloseTo(times === 2 ? 1 : 0.5, 12);
    }
  });

  it('a singular matrix is called singular, one that is only too thin is not', () => {
    const image = (matrix: number[][]) => () => linearImage(matrix, lpBall(1, 2));
    expect(
      image([
        [0.1, 0.3],
        [0.2, 0.6],
      ]),
    ).toThrow(/is singular/);
    expect(
      image([
        [1, 1],
        [1, 1 + 2 ** -50],
      ]),
    ).toThrow(/near to singular/);
    expect(
      image([
        [1e-9, 0],
        [0, 1e9],
      ]),
    ).not.toThrow();
    expect(() =>
      zonotope([
        [1e-7, 0],
        [0, 1e7],
      ]),
    ).not.toThrow();
    expect(() =>
      zonotope([
        [1e-7, 1e7],
        [2e-7, 2e7],
      ]),
    ).toThrow(/flat/);
  });

  it('a campaign: 60 sheared and scaled polytopes and zonotopes have the volumes of exact rationals', () => {
    const random = randomStream(1312);
    // Decimals of 3 digits, coordinates in units from 1e-9 to 1e9 apart.
    const decimal = (): number => (random.integer(1999) - 999) / 1000;
    let judged = 0;
    for (let k = 0; k < 60; k++) {
      const dim = 2 + (k % 3);
      const units = Array.from({ length: dim }, () => Number(`1e${random.integer(19) - 9}`));
      const shear = Array.from({ length: dim }, (_, i) =>
        Array.from({ length: dim }, (_, j) => (i === j ? 1 : j > i ? random.integer(3) - 1 : 0)),
      );
      const points = Array.from({ length: dim + 1 + (k % 4) }, () => {
        const x = Array.from({ length: dim }, decimal);
        return shear.map(
          (row, i) => Number(`${Math.round(1000 * row.reduce((s, a, j) => s + a * x[j]!, 0))}e-3`) * units[i]!,
        );
      }).map((x) => x.map((c) => Number(c.toPrecision(12))));
      const rational = points.map((x) => x.map((c) => asWritten(c)));
      const hull = vPolytope(mirrored(points));
      const truth = exactVolume(symmetricHull(rational));
      expect(relativeError(volume(hull).value, toDouble(truth)), `hull ${k}`).toBeLessThan(1e-13);
      // |Z| = 2^d sum |det| over the d-subsets.
      const subsets = (from: number, size: number): number[][] =>
        size === 0
          ? [[]]
          : points.flatMap((_, i) => (i < from ? [] : subsets(i + 1, size - 1).map((rest) => [i, ...rest])));
      const sum = subsets(0, dim).reduce(
        (s, subset) => s + Math.abs(toDouble(determinant(subset.map((i) => rational[i]!)))),
        0,
      );
      expect(relativeError(volume(zonotope(points)).value, 2 ** dim * sum), `zonotope ${k}`).toBeLessThan(1e-12);
      // The image of the cube under the shear and the units, by the matrix route.
      const matrix = shear.map((row, i) => row.map((a) => a * units[i]!));
      const cube = linearImage(matrix, lpBall(Infinity, dim));
      expect(
        relativeError(
          volume(cube).value,
          units.reduce((p, u) => 2 * p * u, 1),
        ),
        `cube ${k}`,
      ).toBeLessThan(1e-12);
      const v = units.map((u) => 0.3 * u);
      const w = toDouble(exactShadow(matrix, v));
      expect(cube.projectionRatio!(v).lower).toBeLessThanOrEqual(w * (1 + 1e-15));
      expect(cube.projectionRatio!(v).upper).toBeGreaterThanOrEqual(w * (1 - 1e-15));
      judged += 3;
    }
    expect(judged).toBe(180);
  });
});

/** |A^-1 v|_1 / 2 by Cramer's rule in exact rationals: the projection ratio of the cube's image. */
function exactShadow(matrix: readonly (readonly number[])[], v: readonly number[]) {
  const rows = matrix.map((row) => row.map(asWritten));
  const right = v.map(asWritten);
  const all = determinant(rows);
  return matrix
    .map((_, j) =>
      determinant(rows.map((row, i) => row.map((x, c) => (c === j ? right[i]! : x))))
        .div(all)
        .abs(),
    )
    .reduce((sum, x) => sum.add(x))
    .div(2);
}
