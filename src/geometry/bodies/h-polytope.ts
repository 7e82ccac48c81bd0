/** The intersection of finitely many halfspaces. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { dot, euclideanNorm, type Matrix } from '../../numeric/algebra/linear-algebra.ts';
import { leastSpread } from './positive-definite.ts';
import type { Rational } from '../../numeric/algebra/rational.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { doublePoint, rationalVector, symmetricSlabs, type ExactPolytope } from '../exact/exact-polytope.ts';
import { asWritten } from '../exact/written.ts';
import { TooManyFaces } from '../exact/extreme-rays.ts';
import { requireDimension } from './lp-norm.ts';
import { lazy, polytopeCapabilities } from './polytope-capabilities.ts';
import { slabRayLength } from '../covariogram/ray-length.ts';
import { mirrorPairs, requireRows, shown } from './symmetric-points.ts';
import { MAX_EXACT_PAIRS, gaugeBySlabs } from './v-polytope.ts';

/**
 * {x : A x <= b}, which must be symmetric about the origin: with every row (a, b) also the row (-a, b), up to positive
 * multiples. Throws InvalidInput when an offset is not positive, a mirror row is missing or the set is unbounded.
 *
 * @example
 * volume(hPolytope([[1, 0], [-1, 0], [0, 1], [0, -1]], [1, 1, 2, 2])).value // => 8
 */
export function hPolytope(normals: Matrix, offsets: readonly number[]): ConvexBody {
  const dim = requireRows(normals, 'halfspace');
  requireOffsets(normals, offsets);
  const rows = normals.map((row, i) => row.map((x) => x / offsets[i]!));
  // Rows (0.3, 0.1) and (-3, 1) are mirror images in the decimals, not in doubles.
  const listed =
    rows.length <= 2 * (MAX_EXACT_PAIRS[dim] ?? 0) ? rows.map((_, i) => exactRow(normals[i]!, offsets[i]!)) : null;
  const pairs = mirrorPairs(
    rows,
    (i) =>
      `The body is not symmetric: halfspace ${i + 1}, with normal ${shown(normals[i]!)} and offset ` +
      `${offsets[i]!}, has no mirror image (the negated normal with the same offset).`,
    listed === null ? undefined : (i, sign) => listed[i]!.map((x) => (sign < 0 ? x.neg() : x).toFraction()).join(),
  );
  // Keep the person's own numbers where the mirror images are exact, so that exact routes see them.
  return symmetricHPolytope(
    pairs.map(({ row, index, exact }) => (exact ? normals[index]! : row)),
    pairs.map(({ index, exact }) => (exact ? offsets[index]! : 1)),
    dim,
  );
}

/** a/b exactly, of the decimals as written. */
function exactRow(normal: Vector, offset: number): Rational[] {
  const b = asWritten(offset);
  return rationalVector(normal).map((x) => x.div(b));
}

/** {x : |<a_i, x>| <= b_i}: each row stands for two parallel facets; offsets positive. */
export function slabPolytope(normals: Matrix, offsets: readonly number[]): ConvexBody {
  const dim = requireRows(normals, 'halfspace');
  requireOffsets(normals, offsets);
  return symmetricHPolytope(normals, offsets, dim);
}

function requireOffsets(normals: Matrix, offsets: readonly number[]): void {
  if (offsets.length !== normals.length) {
    throw new InvalidInput(`There are ${normals.length} halfspace normals but ${offsets.length} offsets.`, {
      code: 'body',
    });
  }
  offsets.forEach((b, i) => {
    if (!Number.isFinite(b)) throw new InvalidInput(`Offset ${i + 1} is ${b}, not a finite number.`, { code: 'body' });
    if (!(b > 0)) {
      throw new InvalidInput(
        `Offset ${i + 1} is ${b}: the origin must lie strictly inside, or the body is empty, flat or not symmetric.`,
        { code: 'body' },
      );
    }
    if (normals[i]!.every((x) => x === 0))
      throw new InvalidInput(`The normal of halfspace ${i + 1} is zero.`, { code: 'body' });
  });
}

function symmetricHPolytope(normals: Matrix, offsets: readonly number[], dim: number): ConvexBody {
  requireDimension(dim);
  const rows = normals.map((row, i) => row.map((x) => x / offsets[i]!));
  const exact = rows.length <= (MAX_EXACT_PAIRS[dim] ?? 0) ? slabsOrNothing(normals, offsets) : null;
  const { gauge, gradient } = gaugeBySlabs(rows);
  const route = exact === null ? supportByProgram(rows, dim) : supportByVertices(exact);
  const body: ConvexBody = {
    name: `polytope of ${exact?.facets.length ?? 2 * rows.length} facets in R^${dim}`,
    dim,
    structure: { kind: 'halfspaces', normals, offsets },
    support: route.support,
    supportPoint: route.point,
    gauge,
    gaugeGradient: gradient,
    inradius: rows.reduce((least, row) => Math.min(least, 1 / euclideanNorm(row)), Infinity) * (1 - 1e-14),
    circumradius: route.circumradius,
    facets: () => rows.flatMap((normal) => [1, -1].map((s) => ({ normal: normal.map((x) => s * x), offset: 1 }))),
    rayLength: (x, v) => slabRayLength(normals, offsets, x, v),
  };
  return madeBody(exact === null ? body : { ...body, ...polytopeCapabilities(() => exact, dim, gauge) });
}

function slabsOrNothing(normals: Matrix, offsets: readonly number[]): ExactPolytope | null {
  try {
    return symmetricSlabs(normals.map(rationalVector), offsets.map(asWritten));
  } catch (error) {
    if (error instanceof TooManyFaces) return null;
    throw error;
  }
}

interface SupportRoute {
  readonly support: (u: Vector) => number;
  readonly point: (u: Vector) => number[];
  readonly circumradius: number;
}

function supportByVertices(polytope: ExactPolytope): SupportRoute {
  const vertices = polytope.vertices.map(doublePoint);
  const farthest = (u: Vector): number[] =>
    vertices.reduce((best, vertex) => (dot(vertex, u) > dot(best, u) ? vertex : best), vertices[0]!);
  return {
    support: (u) => dot(farthest(u), u),
    point: (u) => [...farthest(u)],
    circumradius: vertices.reduce((largest, x) => Math.max(largest, euclideanNorm(x)), 0) * (1 + 1e-14),
  };
}

/** By linear programming duality h(u) = min sum |c_i| with sum c_i a_i/b_i = u: the gauge of the polar polytope. */
function supportByProgram(rows: Matrix, dim: number): SupportRoute {
  // |A x|_inf <= 1 implies |x|^2 least <= |A x|_2^2 <= rows.
  const least = leastSpread(rows, dim);
  if (least === 0) {
    throw new InvalidInput('The polytope is unbounded: its halfspaces leave a direction free.', { code: 'body' });
  }
  const solver = lazy(() => new AtomicNorm(dim, rows));
  return {
    support: (u) => solver().gauge(u).upper,
    point: (u) => solver().gauge(u).dual,
    circumradius: (Math.sqrt(rows.length) / least) * (1 + 1e-9),
  };
}
