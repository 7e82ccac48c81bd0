/**
 * Convex bodies at random of every constructor, each with its support function and gauge written again: by maxima over
 * vertices and facets that are listed exactly, by norms, by matrices; and its volume where that is a formula.
 */
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope, slabPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { oracleBody } from '../../src/geometry/bodies/oracle-body.ts';
import { polar } from '../../src/geometry/bodies/polar.ts';
import { signZonoid } from '../../src/geometry/bodies/sign-zonoid.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { doublePoint, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { determinant, inverse, transpose } from '../../src/numeric/algebra/linear-algebra.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { between } from '../vocabulary/drawn-links.ts';
import { hullOfSignSums, randomGenerators, randomPolytope } from '../vocabulary/rational-bodies.ts';

type Norm = (x: readonly number[]) => number;

/** A body of the library, and what it is said to be. */
export interface DrawnBody {
  readonly body: ConvexBody;
  /** The support function. */
  readonly support: Norm;
  /** The gauge; null where nothing else knows it. */
  readonly gauge: Norm | null;
  readonly logVolume: number | null;
  /** Relative error with which the body's own functions are computed. */
  readonly error: number;
}

export const inner = (a: readonly number[], b: ArrayLike<number>): number => a.reduce((s, x, i) => s + x * b[i]!, 0);
export const norm = (x: readonly number[], p: number): number => {
  const most = Math.max(...x.map(Math.abs));
  if (p === Infinity || most === 0) return most;
  return most * x.reduce((s, c) => s + (Math.abs(c) / most) ** p, 0) ** (1 / p);
};
const dual = (p: number): number => (p === 1 ? Infinity : p === Infinity ? 1 : p / (p - 1));
const times = (matrix: readonly (readonly number[])[], x: readonly number[]): number[] => matrix.map((row) => inner(row, x)); // prettier-ignore

export const randomVector = (random: RandomStream, dim: number): number[] => {
  const x = Array.from({ length: dim }, () => (random.integer(5) === 0 ? 0 : random.normal()));
  return x.every((c) => c === 0) ? [1, ...x.slice(1)] : x;
};

/** An exponent: 1, 2, infinity or between, near 1 too. */
export const exponent = (random: RandomStream): number =>
  [1, 2, Infinity, 1 + between(random, 1e-3, 0.9), between(random, 1.5, 40)][random.integer(5)]!;

/** A matrix that is far from singular and not symmetric. */
export function drawnMatrix(random: RandomStream, dim: number): number[][] {
  for (;;) {
    const matrix = Array.from({ length: dim }, () => Array.from({ length: dim }, () => (random.integer(17) - 8) / 4));
    if (Math.abs(determinant(matrix)) > 0.5) return matrix;
  }
}

const mirrored = (points: readonly (readonly number[])[]): number[][] => [1, -1].flatMap((sign) => points.map((x) => x.map((c) => sign * c))); // prettier-ignore

/** Support, gauge and volume of a polytope by its lists. */
const byLists = (polytope: ExactPolytope): Omit<DrawnBody, 'body'> => {
  const points = polytope.vertices.map(doublePoint);
  const rows = polytope.facets.map(({ normal, offset }) => normal.map((c) => Number(c) / Number(offset)));
  return {
    support: (u) => Math.max(...points.map((x) => inner(x, u))),
    gauge: (x) => Math.max(...rows.map((row) => inner(row, x))),
    logVolume: Math.log(toDouble(exactVolume(polytope))),
    error: 1e-12,
  };
};

const lp = (p: number, dim: number): DrawnBody => ({
  body: lpBall(p, dim),
  support: (u) => norm(u, dual(p)),
  gauge: (x) => norm(x, p),
  logVolume: p === Infinity ? dim * Math.LN2 : dim * (Math.LN2 + logGamma(1 + 1 / p)) - logGamma(1 + dim / p),
  error: 1e-13,
});

const image = (matrix: number[][], of: DrawnBody, body: ConvexBody): DrawnBody => {
  const [back, turned] = [inverse(matrix)!, transpose(matrix)];
  const { gauge } = of;
  return {
    body,
    support: (u) => of.support(times(turned, u)),
    gauge: gauge === null ? null : (x) => gauge(times(back, x)),
    logVolume: of.logVolume === null ? null : of.logVolume + Math.log(Math.abs(determinant(matrix))),
    error: Math.max(of.error, 1e-10),
  };
};

const KINDS: readonly ((random: RandomStream, depth: number) => DrawnBody)[] = [
  (random) => lp(exponent(random), 1 + random.integer(9)),
  (random) => lp(exponent(random), 10 + random.integer(200)),
  (random) => {
    const widths = Array.from({ length: 1 + random.integer(8) }, () => between(random, 0.05, 20));
    return {
      body: box(widths),
      support: (u) =>
        norm(
          u.map((c, i) => c * widths[i]!),
          1,
        ),
      gauge: (x) =>
        norm(
          x.map((c, i) => c / widths[i]!),
          Infinity,
        ),
      logVolume: widths.reduce((sum, w) => sum + Math.log(2 * w), 0),
      error: 1e-13,
    };
  },
  (random) => {
    const matrix = drawnMatrix(random, 1 + random.integer(5));
    return image(matrix, lp(2, matrix.length), ellipsoid(matrix));
  },
  (random) => {
    const dim = 2 + random.integer(3);
    const polytope = randomPolytope(random, dim, dim + random.integer(4));
    return { body: vPolytope(polytope.vertices.map(doublePoint)), ...byLists(polytope) };
  },
  (random) => {
    const dim = 2 + random.integer(3);
    const polytope = randomPolytope(random, dim, dim + random.integer(3));
    const normals = polytope.facets.map(({ normal }) => normal.map(Number));
    return {
      body: hPolytope(
        normals,
        polytope.facets.map(({ offset }) => Number(offset)),
      ),
      ...byLists(polytope),
    };
  },
  (random) => {
    const dim = 2 + random.integer(3);
    const generators = randomGenerators(random, dim, dim + random.integer(3));
    return { body: zonotope(generators.map((g) => g.map(toDouble))), ...byLists(hullOfSignSums(generators)) };
  },
  (random, depth) => {
    const of = drawnBody(random, depth + 1, 6);
    const matrix = drawnMatrix(random, of.body.dim);
    return image(matrix, of, linearImage(matrix, of.body));
  },
  (random, depth) => {
    const [of, t] = [drawnBody(random, depth + 1), between(random, 0.01, 100)];
    const { gauge } = of;
    return {
      ...of,
      body: scaled(of.body, t),
      support: (u) => t * of.support(u),
      gauge: gauge === null ? null : (x) => gauge(x) / t,
      logVolume: of.logVolume === null ? null : of.logVolume + of.body.dim * Math.log(t),
    };
  },
  (random, depth) => {
    const of = drawnBody(random, depth + 1, 6);
    if (of.gauge === null) return of;
    return { body: polar(of.body), support: of.gauge, gauge: of.support, logVolume: null, error: of.error };
  },
  (random) => {
    const dim = 2 + random.integer(3);
    const [first, second] = [lp([2, 3][random.integer(2)]!, dim), lp([1, Infinity, 2][random.integer(3)]!, dim)];
    return {
      body: minkowskiSum(first.body, second.body),
      support: (u) => first.support(u) + second.support(u),
      gauge: null,
      logVolume: null,
      error: 1e-9,
    };
  },
  (random) => {
    const [a, b] = [randomPolytope(random, 2, 2 + random.integer(2)), randomPolytope(random, 2, 2)];
    const [left, right] = [byLists(a), byLists(b)];
    return {
      body: minkowskiSum(vPolytope(a.vertices.map(doublePoint)), vPolytope(b.vertices.map(doublePoint))),
      support: (u) => left.support(u) + right.support(u),
      gauge: null,
      logVolume: null,
      error: 1e-12,
    };
  },
  (random) => {
    const [dim, p] = [2 + random.integer(2), 1.3 + 3 * random.uniform()];
    const known = lp(p, dim);
    const { inradius, circumradius } = known.body;
    const body = oracleBody({
      dim,
      contains: (x) => norm(Array.from(x), p) <= 1,
      inradius: 0.9 * inradius,
      circumradius: 1.1 * circumradius,
      support: (u) => known.support(Array.from(u)),
    });
    return { ...known, body, logVolume: null, error: 1e-6 };
  },
  (random) => {
    const dim = 2 + random.integer(4);
    const signs = Array.from({ length: 2 ** dim }, (_, k) => Array.from({ length: dim }, (__, i) => ((k >> i) & 1 ? -1 : 1))); // prettier-ignore
    // E|<eps, u>|, over all signs.
    const support: Norm = (u) => signs.reduce((sum, eps) => sum + Math.abs(inner(eps, u)), 0) / signs.length;
    return { body: random.sign() > 0 ? signZonoid(dim) : wulffCrystal(lpAdversary(Infinity, dim)), support, gauge: null, logVolume: null, error: 1e-9 }; // prettier-ignore
  },
  (random) => {
    // More slabs than can be listed: the gauge is known, the support function a program.
    const dim = 3 + random.integer(6);
    const rows = Array.from({ length: 3 * dim + 40 }, () => Array.from({ length: dim }, () => random.normal()));
    const offsets = rows.map((row) => norm(row, 2) * between(random, 0.8, 1.5));
    return {
      body: polar(slabPolytope(rows, offsets)),
      support: (u) => Math.max(...rows.map((row, i) => Math.abs(inner(row, u)) / offsets[i]!)),
      gauge: null,
      logVolume: null,
      error: 1e-9,
    };
  },
  (random) => {
    // More points than can be listed.
    const dim = 5 + random.integer(4);
    const points = Array.from({ length: 40 + random.integer(20) }, () => Array.from({ length: dim }, () => random.normal())); // prettier-ignore
    return {
      body: vPolytope(mirrored(points)),
      support: (u) => Math.max(...points.map((x) => Math.abs(inner(x, u)))),
      gauge: null,
      logVolume: null,
      error: 1e-9,
    };
  },
];

/** A body of one of the constructors; those made from others at most two deep. */
export function drawnBody(random: RandomStream, depth = 0, most = Infinity): DrawnBody {
  for (;;) {
    const found = KINDS[random.integer(depth < 2 ? KINDS.length : 7)]!(random, depth);
    if (found.body.dim <= most) return found;
  }
}
