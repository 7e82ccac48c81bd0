import highsLoader from 'highs';
import { beforeEach, describe, expect, it } from 'vitest';
import { AtomicNorm } from '../../src/geometry/bodies/atomic-norm.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { hPolytope, slabPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { oracleBody } from '../../src/geometry/bodies/oracle-body.ts';
import { polar } from '../../src/geometry/bodies/polar.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { rayLength } from '../../src/geometry/covariogram/ray-length.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { dot, euclideanNorm } from '../../src/numeric/algebra/linear-algebra.ts';
import { normals, relativeError } from './reference.ts';

/** Each test draws from the start, so that its numbers do not depend on its neighbours. */
let random: RandomStream;
beforeEach(() => {
  random = randomStream(2003);
});
const mirrored = (points: number[][]): number[][] => points.flatMap((x) => [x, x.map((c) => 0 - c)]);
const A = [
  [1, 0.5, 0],
  [0, 2, -0.25],
  [0.5, 0, 1],
];

/** One of every kind of body in R^3 (and a few where only linear programs serve). */
function everyBody(): ConvexBody[] {
  const random = randomStream(2002);
  return [
    lpBall(1, 3),
    lpBall(1.5, 2),
    box([1, 2, 0.5]),
    ellipsoid(A),
    vPolytope(mirrored(normals(random, 6, 3))),
    slabPolytope(normals(random, 7, 3), [1, 2, 1, 1, 1.5, 1, 1]),
    zonotope(normals(random, 5, 3)),
    linearImage(
      [
        [1, 2],
        [0, 1],
      ],
      lpBall(3, 2),
    ),
    linearImage(A, vPolytope(mirrored(normals(random, 5, 3)))),
    scaled(lpBall(2, 3), 2.5),
    minkowskiSum(lpBall(2, 3), lpBall(Infinity, 3)),
    minkowskiSum(zonotope(normals(random, 3, 3)), lpBall(Infinity, 3)),
    minkowskiSum(lpBall(1, 3), vPolytope(mirrored(normals(random, 4, 3)))),
    polar(zonotope(normals(random, 4, 3))),
    polar(linearImage(A, lpBall(Infinity, 3))),
    vPolytope(mirrored(normals(random, 30, 8))),
    slabPolytope(
      normals(random, 25, 8),
      Array.from({ length: 25 }, () => 1),
    ),
    zonotope(normals(random, 14, 8)),
  ];
}
const BODIES = everyBody();

describe('every body', () => {
  it('has support and gauge in duality: <x, u> <= gauge(x) h(u), attained at support points and gradients', () => {
    for (const body of BODIES) {
      const points = normals(random, 8, body.dim);
      for (const x of points) {
        for (const u of points) expect(dot(x, u)).toBeLessThanOrEqual(body.gauge(x) * body.support(u) * (1 + 1e-8));
        if (body.supportPoint !== undefined) {
          const best = body.supportPoint(x);
          expect(relativeError(dot(best, x), body.support(x))).toBeLessThan(1e-9);
          expect(body.gauge(best)).toBeLessThanOrEqual(1 + 1e-8);
        }
        if (body.gaugeGradient !== undefined) {
          const normal = body.gaugeGradient(x);
          expect(relativeError(dot(normal, x), body.gauge(x))).toBeLessThan(1e-9);
          expect(body.support(normal)).toBeLessThanOrEqual(1 + 1e-8);
        }
      }
    }
  });

  it('is symmetric and homogeneous, and obeys the triangle inequality', () => {
    for (const body of BODIES) {
      const [x, y] = normals(random, 2, body.dim) as [number[], number[]];
      const gauge = body.gauge(x);
      expect(relativeError(body.gauge(x.map((c) => -2 * c)), 2 * gauge)).toBeLessThan(1e-9);
      const sum = body.gauge(x.map((c, i) => c + y[i]!));
      expect(sum).toBeLessThanOrEqual((gauge + body.gauge(y)) * (1 + 1e-9));
    }
  });

  it('lies between the balls of its radii', () => {
    for (const body of BODIES) {
      for (const x of normals(random, 20, body.dim)) {
        const length = euclideanNorm(x);
        expect(body.gauge(x)).toBeLessThanOrEqual((length / body.inradius) * (1 + 1e-9));
        expect(body.gauge(x)).toBeGreaterThanOrEqual((length / body.circumradius) * (1 - 1e-9));
        expect(body.support(x)).toBeLessThanOrEqual(length * body.circumradius * (1 + 1e-9));
        expect(body.support(x)).toBeGreaterThanOrEqual(length * body.inradius * (1 - 1e-9));
      }
    }
  });

  it('is shot through to its boundary', () => {
    for (const body of BODIES) {
      const [x, v] = normals(random, 2, body.dim) as [number[], number[]];
      const inside = x.map((c) => (0.6 * c) / body.gauge(x));
      const s = rayLength(body, inside, v);
      expect(body.gauge(inside.map((c, i) => c + s * v[i]!))).toBeCloseTo(1, 7);
    }
  });

  it('has polar of polar equal to itself', () => {
    for (const body of BODIES) {
      const twice = polar(polar(body));
      for (const x of normals(random, 4, body.dim)) {
        expect(relativeError(twice.gauge(x), body.gauge(x))).toBeLessThan(1e-8);
        expect(relativeError(polar(body).gauge(x), body.support(x))).toBeLessThan(1e-8);
      }
    }
  });

  it('has overlap and projection of estimates that enclose, in the order 1 - c <= o <= (1 - c/d)^d', () => {
    for (const body of BODIES) {
      const v = normals(random, 1, body.dim)[0]!.map(
        (c) => (0.2 * c) / body.gauge([1, ...Array.from({ length: body.dim - 1 }, () => 0)]),
      );
      const c = projectionRatio(body, v, { samples: 0 });
      const o = overlap(body, v, { samples: 0 });
      expect(c.lower).toBeLessThanOrEqual(c.value);
      expect(c.value).toBeLessThanOrEqual(c.upper);
      expect(o.lower).toBeLessThanOrEqual(o.value);
      expect(o.value).toBeLessThanOrEqual(o.upper);
      expect(o.upper).toBeGreaterThanOrEqual(1 - c.upper - 1e-12);
      expect(o.lower).toBeLessThanOrEqual(Math.max(0, 1 - c.lower / body.dim) ** body.dim + 1e-12);
    }
  });
});

describe('particular bodies', () => {
  it('ellipsoid(A) is A times the ball: its overlap is that of the ball at A^-1 v', () => {
    const body = ellipsoid([
      [2, 0],
      [0, 1],
    ]);
    expect(body.gauge([2, 0])).toBeCloseTo(1, 14);
    expect(body.support([0, 1])).toBeCloseTo(1, 14);
    expect(body.overlap!([1, 0]).value).toBeCloseTo(lpBall(2, 2).overlap!([0.5, 0]).value, 13);
    expect(Math.exp(body.logVolume!().value)).toBeCloseTo(2 * Math.PI, 12);
  });

  it('the square is the same body in six descriptions', () => {
    const square = [
      lpBall(Infinity, 2),
      box([1, 1]),
      vPolytope([
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ]),
      hPolytope(
        [
          [1, 0],
          [-2, 0],
          [0, 1],
          [0, -1],
        ],
        [1, 2, 1, 1],
      ),
      zonotope([
        [1, 0],
        [0, 1],
      ]),
      polar(lpBall(1, 2)),
    ];
    const v = [0.3, -0.4];
    for (const body of square) {
      expect(body.gauge([0.5, -0.25])).toBeCloseTo(0.5, 14);
      expect(Math.exp(body.logVolume!().value)).toBeCloseTo(4, 12);
      expect(body.overlap!(v).value).toBeCloseTo(0.85 * 0.8, 12);
      expect(body.projectionRatio!(v).value).toBeCloseTo(0.35, 12);
      expect(extremePoints(body)!.length).toBe(4);
    }
  });

  it('points inside a V-polytope are not extreme, also where only programs decide', () => {
    const points = normals(random, 10, 7);
    const inner = points[0]!.map((x, i) => 0.3 * x + 0.2 * points[1]![i]!);
    const body = vPolytope(mirrored([...points, inner]));
    expect(extremePoints(body)!.length).toBe(20);
    const low = vPolytope(
      mirrored([
        [1, 0],
        [0, 1],
        [0.25, 0.25],
      ]),
    );
    expect(extremePoints(low)!.length).toBe(4);
  });

  it('a membership oracle gives back the body it tests', () => {
    const truth = lpBall(3, 3);
    const body = oracleBody({ dim: 3, contains: (x) => truth.gauge(x) <= 1, inradius: 1, circumradius: 3 ** (1 / 6) });
    for (const x of normals(random, 10, 3)) {
      expect(relativeError(body.gauge(x), truth.gauge(x))).toBeLessThan(1e-13);
      expect(relativeError(body.support(x), truth.support(x))).toBeLessThan(1e-4);
    }
    expect(() => oracleBody({ dim: 2, contains: () => true, inradius: 1, circumradius: 2 })).toThrow(/beyond/);
    expect(() =>
      oracleBody({ dim: 2, contains: (x) => x[0]! > -0.5 && Math.hypot(...x) < 1.9, inradius: 0.4, circumradius: 2 }),
    ).toThrow(/symmetric/);
    expect(() => oracleBody({ dim: 2, contains: (x) => Math.hypot(...x) < 0.5, inradius: 1, circumradius: 2 })).toThrow(
      /inradius/,
    );
  });

  it('a gauge by our simplex method equals the one by HiGHS', async () => {
    // The package's types describe its CommonJS build.
    const load = highsLoader as unknown as () => Promise<{ solve(lp: string): { ObjectiveValue: number } }>;
    const highs = await load();
    for (const [dim, count] of [
      [3, 12],
      [8, 30],
      [15, 40],
    ] as const) {
      const atoms = normals(random, count, dim);
      const solver = new AtomicNorm(dim, atoms);
      for (const x of normals(random, 3, dim)) {
        const { upper, lower } = solver.gauge(x);
        expect(upper - lower).toBeLessThan(1e-9 * upper);
        const names = atoms.flatMap((_, i) => [`p${i}`, `n${i}`]);
        const rows = x.map((value, j) => {
          const terms = atoms.map((a, i) => `${signed(a[j]!)} p${i} ${signed(-a[j]!)} n${i}`).join(' ');
          return ` c${j}: ${terms} = ${value.toFixed(15)}`;
        });
        const problem = `Minimize\n obj: ${names.join(' + ')}\nSubject To\n${rows.join('\n')}\nEnd`;
        const solution = highs.solve(problem);
        expect(relativeError(upper, solution.ObjectiveValue)).toBeLessThan(1e-8);
      }
    }
  });

  it('refuses what is no body, in one sentence', () => {
    expect(() =>
      vPolytope([
        [1, 0],
        [-1, 0],
        [0, 1],
      ]),
    ).toThrow(/vertex 3, \(0, 1\), has no mirror image \(0, -1\)/);
    expect(() =>
      vPolytope([
        [1, 1],
        [-1, -1],
      ]),
    ).toThrow(/flat/);
    expect(() => vPolytope([])).toThrow(/empty/);
    expect(() => vPolytope([[1, 0], [-1]])).toThrow(/vertex 2 has 1 coordinates/i);
    expect(() =>
      vPolytope([
        [NaN, 0],
        [0, 1],
      ]),
    ).toThrow(/not a finite number/);
    expect(() =>
      hPolytope(
        [
          [1, 0],
          [-1, 0],
        ],
        [1, 1],
      ),
    ).toThrow(/unbounded/);
    expect(() =>
      hPolytope(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 0],
      ),
    ).toThrow(/origin must lie strictly inside/);
    expect(() =>
      hPolytope(
        [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ],
        [1, 2, 1, 1],
      ),
    ).toThrow(/not symmetric/);
    expect(() =>
      linearImage(
        [
          [1, 2],
          [2, 4],
        ],
        lpBall(2, 2),
      ),
    ).toThrow(/singular/);
    expect(() => linearImage([[1, 2]], lpBall(2, 2))).toThrow(/square/);
    expect(() => box([1, 0])).toThrow(/positive/);
    expect(() => scaled(lpBall(2, 2), 0)).toThrow(/positive/);
    expect(() => minkowskiSum(lpBall(2, 2), lpBall(2, 3))).toThrow(/share a space/);
    const many = Array.from({ length: 9 }, (_, i) => Array.from({ length: 9 }, (_, j) => (i === j || j === 8 ? 1 : 0)));
    expect(() => vPolytope(mirrored(many.map((x) => [...x.slice(0, 8), 0])))).toThrow(/flat/);
  });

  it('refuses volumes and lists that would take hours, at once', () => {
    const random = randomStream(200);
    const many = vPolytope(mirrored(normals(random, 100, 10)));
    const started = performance.now();
    expect(() => volume(many)).toThrow(/polytope of 200 vertices in R\^10 is out of reach.*halfspaces/);
    expect(() => volume(scaled(many, 2))).toThrow(/out of reach/);
    const long = Array.from({ length: 3 }, () => Array.from({ length: 200_000 }, () => random.normal()));
    expect(() => vPolytope(mirrored(long))).toThrow(/at most 500 dimensions, not 200000/);
    // A box needs no list.
    expect(logVolume(box(new Array<number>(200_000).fill(1))).value).toBeCloseTo(200_000 * Math.LN2, 6);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

function signed(x: number): string {
  return `${x < 0 ? '-' : '+'} ${Math.abs(x).toFixed(15)}`;
}
