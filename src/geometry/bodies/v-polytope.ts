/** The convex hull of finitely many points and their mirror images. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { dot, euclideanNorm, type Matrix } from '../../numeric/algebra/linear-algebra.ts';
import { leastSpread } from './positive-definite.ts';
import { ratio, toDouble } from '../../numeric/algebra/rational.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { rationalVector, symmetricHull, type ExactPolytope } from '../exact/exact-polytope.ts';
import { TooManyFaces } from '../exact/extreme-rays.ts';
import { lazy, polytopeCapabilities } from './polytope-capabilities.ts';
import { mirrorPairs, requireRows, shown } from './symmetric-points.ts';

/** Mirror pairs of vertices (or facets) for which the other description is computed exactly, by dimension. */
export const MAX_EXACT_PAIRS: Readonly<Record<number, number>> = { 1: 1000, 2: 300, 3: 150, 4: 60, 5: 30, 6: 20 };

/**
 * conv(vertices), which must be symmetric about the origin: with every vertex its mirror image (to a rounding of 1e-9;
 * the pair is then averaged). Points that are not vertices do no harm: up to MAX_EXACT_PAIRS pairs they are told apart
 * exactly, numbers taken as the decimals they were written as (written.ts). Throws InvalidInput when a mirror image is
 * missing or the hull is flat.
 *
 * @example
 * volume(vPolytope([[1, 0], [0, 1], [-1, 0], [0, -1]])).value // => 2
 */
export function vPolytope(vertices: Matrix): ConvexBody {
  const dim = requireRows(vertices, 'vertex');
  const nonzero = vertices.map((v, index) => ({ v, index })).filter(({ v }) => v.some((x) => x !== 0));
  if (nonzero.length === 0)
    throw new InvalidInput('The polytope is flat: its only vertex is the origin.', { code: 'body' });
  const points = mirrorPairs(
    nonzero.map(({ v }) => v),
    (i) =>
      `The body is not symmetric: vertex ${nonzero[i]!.index + 1}, ${shown(nonzero[i]!.v)}, has no mirror image ` +
      `${shown(nonzero[i]!.v.map((x) => 0 - x))} among the vertices.`,
  );
  return hullOfPairs(
    points.map(({ row }) => row),
    dim,
  );
}

/** conv{+-points}. */
export function hullOfPairs(points: Matrix, dim: number): ConvexBody {
  const exact = points.length <= (MAX_EXACT_PAIRS[dim] ?? 0) ? hullOrNothing(points) : null;
  const listed = exact === null ? [...points, ...points.map((x) => x.map((c) => -c))] : null;
  const radius = points.reduce((largest, x) => Math.max(largest, euclideanNorm(x)), 0);
  const farthest = (u: Vector): { index: number; value: number } => {
    let index = 0;
    let value = 0;
    for (let i = 0; i < points.length; i++) {
      const product = dot(points[i]!, u);
      if (Math.abs(product) >= Math.abs(value)) {
        value = product;
        index = i;
      }
    }
    return { index, value };
  };
  const route = exact === null ? gaugeByProgram(points, dim) : gaugeByFacets(exact);
  const body: ConvexBody = {
    name: `polytope of ${exact?.vertices.length ?? 2 * points.length} vertices in R^${dim}`,
    dim,
    structure: { kind: 'vertices', vertices: points },
    support: (u) => Math.abs(farthest(u).value),
    supportPoint: (u) => {
      const { index, value } = farthest(u);
      return value < 0 ? points[index]!.map((x) => -x) : [...points[index]!];
    },
    gauge: route.gauge,
    gaugeGradient: route.gradient,
    inradius: route.inradius,
    circumradius: radius,
    ...(listed !== null && { vertices: () => listed }),
  };
  return madeBody(exact === null ? body : { ...body, ...polytopeCapabilities(() => exact, dim, route.gauge) });
}

function hullOrNothing(points: Matrix): ExactPolytope | null {
  try {
    return symmetricHull(points.map(rationalVector));
  } catch (error) {
    if (error instanceof TooManyFaces) return null;
    throw error;
  }
}

export interface GaugeRoute {
  readonly gauge: (x: Vector) => number;
  readonly gradient: (x: Vector) => number[];
  readonly inradius: number;
}

/** The gauge as the largest <n, x>/b over the facets of a symmetric polytope. */
export function gaugeByFacets(polytope: ExactPolytope): GaugeRoute {
  const rows = polytope.facets
    .filter(({ normal }) => normal.find((x) => x !== 0n)! > 0n)
    .map(({ normal, offset }) => rationalRow(normal, offset));
  const inradius = rows.reduce((least, row) => Math.min(least, 1 / euclideanNorm(row)), Infinity);
  return { ...gaugeBySlabs(rows), inradius: inradius * (1 - 1e-14) };
}

/** max |<row, x>| over rows n/b. */
export function gaugeBySlabs(rows: Matrix): Omit<GaugeRoute, 'inradius'> {
  const best = (x: Vector): { index: number; value: number } => {
    let index = 0;
    let value = 0;
    for (let i = 0; i < rows.length; i++) {
      const product = dot(rows[i]!, x);
      if (Math.abs(product) > Math.abs(value)) {
        value = product;
        index = i;
      }
    }
    return { index, value };
  };
  return {
    gauge: (x) => Math.abs(best(x).value),
    gradient: (x) => {
      const { index, value } = best(x);
      return value < 0 ? rows[index]!.map((c) => -c) : [...rows[index]!];
    },
  };
}

/** n/b; both may be far beyond 2^1024, and the entries of n of very different sizes. */
function rationalRow(normal: readonly bigint[], offset: bigint): number[] {
  return normal.map((x) => toDouble(ratio(x, offset)));
}

/** The gauge as a linear program over the points; the inradius is a lower bound. */
function gaugeByProgram(points: Matrix, dim: number): GaugeRoute {
  const solver = lazy(() => new AtomicNorm(dim, points));
  // h(u) = max |<x_i, u>| >= sqrt(sum <x_i, u>^2 / m) >= sqrt(least eigenvalue of sum x_i x_i^T / m) |u|.
  const least = leastSpread(points, dim) / Math.sqrt(points.length);
  if (least === 0) throw new InvalidInput('The polytope is flat: its vertices lie in a hyperplane.', { code: 'body' });
  return {
    gauge: (x) => solver().gauge(x).upper,
    gradient: (x) => solver().gauge(x).dual,
    inradius: least * (1 - 1e-9),
  };
}
