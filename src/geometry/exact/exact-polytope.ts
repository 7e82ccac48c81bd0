/**
 * Rational polytopes with both descriptions, exactly: vertices as integer points over a denominator, facets as
 * primitive integer inequalities, and which vertex lies on which facet.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { ratio, toDouble, type Rational } from '../../numeric/algebra/rational.ts';
import { extremeRays } from './extreme-rays.ts';
import { asWritten } from './written.ts';
import { clearDenominators, clearMatrix, independentRows, integerDot, primitive, vectorKey } from './integer-vector.ts';

/** The point coordinates / denominator, in lowest terms, denominator > 0. */
export interface IntegerPoint {
  readonly coordinates: readonly bigint[];
  readonly denominator: bigint;
}

/** The halfspace <normal, x> <= offset, with coprime integers. */
export interface IntegerFacet {
  readonly normal: readonly bigint[];
  readonly offset: bigint;
}

/** A bounded full-dimensional polytope. */
export interface ExactPolytope {
  readonly dim: number;
  readonly vertices: readonly IntegerPoint[];
  readonly facets: readonly IntegerFacet[];
  /** For every facet, the indices of its vertices, ascending. */
  readonly incidence: readonly (readonly number[])[];
  /** Volumes of the cones over the facets with apex at the origin, where known without triangulating (zonotopes). */
  readonly coneVolumes?: () => readonly Rational[];
}

/** Makes a point of a rational vector. */
export function integerPoint(x: readonly Rational[]): IntegerPoint {
  const { integers, denominator } = clearDenominators(x);
  return { coordinates: integers, denominator };
}

/** The rational coordinates of a vertex. */
export function rationalPoint(point: IntegerPoint): Rational[] {
  return point.coordinates.map((x) => ratio(x, point.denominator));
}

/** A vertex rounded to doubles. */
export function doublePoint(point: IntegerPoint): number[] {
  return point.coordinates.map((x) => toDouble(ratio(x, point.denominator)));
}

/** Exact rationals of doubles: the decimals as written (written.ts). */
export function rationalVector(x: ArrayLike<number>): Rational[] {
  return Array.from(x, asWritten);
}

/**
 * The convex hull of points. Throws InvalidInput when they are not full-dimensional, TooManyFaces when the hull is too
 * large to list (`limit` faces).
 */
export function polytopeFromPoints(points: readonly IntegerPoint[], limit?: number): ExactPolytope {
  const dim = points[0]?.coordinates.length ?? 0;
  const distinct = [
    ...new Map(points.map((point) => [`${vectorKey(point.coordinates)}/${point.denominator}`, point])).values(),
  ];
  const rows = distinct.map((point) => [point.denominator, ...point.coordinates]);
  const hull = rows.length > dim ? extremeRays(rows, dim + 1, limit) : null;
  if (hull === null)
    throw new InvalidInput('The polytope is flat: its vertices lie in a hyperplane.', { code: 'body' });
  // A ray (b, -n) of the dual cone is the facet <n, x> <= b.
  const facets = hull.rays.map(([offset, ...rest]) => ({ normal: rest.map((x) => -x), offset: offset! }));
  const onFacets: number[][] = distinct.map(() => []);
  hull.zeros.forEach((zeros, facet) => {
    for (const point of zeros) onFacets[point]!.push(facet);
  });
  // A point is a vertex iff no other point lies on all of its facets.
  const kept = maximalSets(onFacets);
  const newIndex = new Map(kept.map((old, index) => [old, index]));
  return {
    dim,
    vertices: kept.map((i) => distinct[i]!),
    facets,
    incidence: hull.zeros.map((zeros) => zeros.flatMap((i) => newIndex.get(i) ?? [])),
  };
}

/**
 * {x : <normal_i, x> <= offset_i}. Null when the set is empty or flat; throws InvalidInput when it is unbounded,
 * TooManyFaces when it is too large to list.
 */
export function polytopeFromHalfspaces(
  halfspaces: readonly IntegerFacet[],
  dim: number,
  limit?: number,
): ExactPolytope | null {
  const distinct = [
    ...new Map(
      halfspaces.map(({ normal, offset }) => {
        const row = primitive([offset, ...normal.map((x) => -x)]);
        return [vectorKey(row), row] as const;
      }),
    ).values(),
  ];
  const finite = [1n, ...Array.from({ length: dim }, () => 0n)];
  const cone = extremeRays([finite, ...distinct], dim + 1, limit);
  if (cone === null) throw unbounded();
  const vertices: IntegerPoint[] = [];
  const onRow: number[][] = distinct.map(() => []);
  cone.rays.forEach(([denominator, ...coordinates], ray) => {
    if (denominator === 0n) throw unbounded();
    for (const row of cone.zeros[ray]!) if (row > 0) onRow[row - 1]!.push(vertices.length);
    vertices.push({ coordinates, denominator: denominator! });
  });
  const lifted = vertices.map(({ coordinates, denominator }) => [denominator, ...coordinates]);
  if (independentRows(lifted, dim + 1).length <= dim) return null;
  const kept = maximalSets(onRow);
  return {
    dim,
    vertices,
    facets: kept.map((i) => {
      const [offset, ...normal] = distinct[i]!;
      return { normal: normal.map((x) => -x), offset: offset! };
    }),
    incidence: kept.map((i) => onRow[i]!),
  };
}

function unbounded(): InvalidInput {
  return new InvalidInput('The polytope is unbounded: its halfspaces leave a direction free.', { code: 'body' });
}

/**
 * Indices of the sets contained in no other (of equal sets the first). Sets are ascending lists; empty ones drop out.
 */
function maximalSets(sets: readonly (readonly number[])[]): number[] {
  const members = sets.map((set) => new Set(set));
  return sets.flatMap((set, i) => {
    if (set.length === 0) return [];
    const dominated = members.some(
      (other, j) =>
        j !== i &&
        (other.size > set.length || (other.size === set.length && j < i)) &&
        set.every((element) => other.has(element)),
    );
    return dominated ? [] : [i];
  });
}

/** The symmetric polytope conv{+-x_i}. */
export function symmetricHull(points: readonly (readonly Rational[])[], limit?: number): ExactPolytope {
  return polytopeFromPoints(
    points.flatMap((x) => {
      const point = integerPoint(x);
      return [point, { coordinates: point.coordinates.map((c) => -c), denominator: point.denominator }];
    }),
    limit,
  );
}

/** The symmetric polytope {|<a_i, x>| <= b_i}; null when some b_i <= 0. */
export function symmetricSlabs(
  normals: readonly (readonly Rational[])[],
  offsets: readonly Rational[],
  limit?: number,
): ExactPolytope | null {
  if (offsets.some((b) => b.s <= 0n)) return null;
  const dim = normals[0]?.length ?? 0;
  const halfspaces = normals.flatMap((normal, i) => {
    const row = clearDenominators([...normal, offsets[i]!]).integers;
    const offset = row.pop()!;
    return [
      { normal: row, offset },
      { normal: row.map((x) => -x), offset },
    ];
  });
  return polytopeFromHalfspaces(halfspaces, dim, limit);
}

/** The image of the polytope under an invertible rational matrix (rows). */
export function exactImage(matrix: readonly (readonly Rational[])[], polytope: ExactPolytope): ExactPolytope {
  const { integers, denominator } = clearMatrix(matrix);
  return polytopeFromPoints(
    polytope.vertices.map((vertex) => {
      const coordinates = integers.map((row) => integerDot(row, vertex.coordinates));
      const [d, ...rest] = primitive([vertex.denominator * denominator, ...coordinates]);
      return { coordinates: rest, denominator: d! };
    }),
  );
}

/** Whether -K = K. */
export function isSymmetric(polytope: ExactPolytope): boolean {
  const keys = new Set(polytope.vertices.map((v) => `${vectorKey(v.coordinates)}/${v.denominator}`));
  return polytope.vertices.every((v) => keys.has(`${vectorKey(v.coordinates.map((x) => -x))}/${v.denominator}`));
}
