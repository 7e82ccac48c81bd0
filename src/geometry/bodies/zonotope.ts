/** The zonotope sum [-g_i, g_i]. */
import { enclosed, withError, type Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { determinant, dot, euclideanNorm, type Matrix } from '../../numeric/algebra/linear-algebra.ts';
import { leastSpread } from './positive-definite.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { logRational } from '../exact/exact-measure.ts';
import { rationalVector, type ExactPolytope } from '../exact/exact-polytope.ts';
import { countSubsets, exactZonotope, exactZonotopeVolume, forEachSubset } from '../exact/exact-zonotope.ts';
import { clearMatrix } from '../exact/integer-vector.ts';
import { smallDeterminant } from '../exact/small-determinant.ts';
import { TooManyFaces } from '../exact/extreme-rays.ts';
import { requireVector } from './lp-norm.ts';
import { overlapEnclosure } from '../covariogram/overlap-enclosure.ts';
import { lazy, polytopeCapabilities } from './polytope-capabilities.ts';
import { requireRows } from './symmetric-points.ts';
import { gaugeByFacets } from './v-polytope.ts';
import { zonotopeSampler } from '../sampling/zonotope-sampler.ts';

/** Determinants summed at most for a volume. */
const MAX_DETERMINANTS = 1_000_000;
/** Determinants summed exactly when they need big integers. */
const MAX_EXACT_DETERMINANTS = 20_000;
/** Vectors of minors kept at most for projections. */
const MAX_MINORS = 50_000;
/** Parallelepipeds kept at most for sampling. */
const MAX_TILES = 50_000;
/** Candidate facet normals beyond which vertices and facets are not listed. */
const MAX_NORMALS = 2_000;
/** Vertices beyond which none are listed. */
const MAX_VERTICES = 2_500;

/**
 * {sum t_i g_i : |t_i| <= 1}; the generators (rows) span R^d. Throws InvalidInput when they do not.
 *
 * @example
 * volume(zonotope([[1, 0], [0, 1], [1, 1]])).value // => 12
 */
export function zonotope(generators: Matrix): ConvexBody {
  const dim = requireRows(generators, 'generator');
  const used = generators.filter((g) => g.some((x) => x !== 0));
  const least = leastSingularValue(used, dim);
  const exact = dim <= 6 && countSubsets(used.length, dim - 1) <= MAX_NORMALS ? listedOrNothing(used) : null;
  const support = (u: Vector): number => used.reduce((sum, g) => sum + Math.abs(dot(g, u)), 0);
  const supportPoint = (u: Vector): number[] => {
    const point = Array.from({ length: dim }, () => 0);
    for (const g of used) {
      const sign = dot(g, u) < 0 ? -1 : 1;
      for (let j = 0; j < dim; j++) point[j] = point[j]! + sign * g[j]!;
    }
    return point;
  };
  const solver = lazy(() => new AtomicNorm(dim, [], supportPoint));
  const route =
    exact === null
      ? {
          gauge: (x: Vector) => solver().gauge(x, 1e-12).upper,
          gradient: (x: Vector) => solver().gauge(x, 1e-12).dual,
          // sum |<g, u>| >= sqrt(sum <g, u>^2).
          inradius: least * (1 - 1e-9),
        }
      : gaugeByFacets(exact);
  const tiles = countSubsets(used.length, dim);
  const volumes = tiles <= MAX_DETERMINANTS;
  const projections = countSubsets(used.length, dim - 1) <= MAX_MINORS;
  const projectionRatio = zonotopeProjectionRatio(used, dim);
  const listed = exact === null ? {} : polytopeCapabilities(() => exact, dim, route.gauge);
  return madeBody({
    name: `zonotope of ${used.length} generators in R^${dim}`,
    dim,
    structure: { kind: 'zonotope', generators: used },
    generators: used,
    support,
    supportPoint,
    gauge: route.gauge,
    gaugeGradient: route.gradient,
    inradius: route.inradius,
    circumradius: used.reduce((sum, g) => sum + euclideanNorm(g), 0),
    ...(projections && volumes && { projectionRatio, overlap: generalOverlap(dim, route.gauge, projectionRatio) }),
    ...listed,
    ...(volumes && { logVolume: lazy(() => zonotopeLogVolume(used, dim)) }),
    ...(tiles <= MAX_TILES && { sample: zonotopeSampler(used, dim) }),
  });
}

function generalOverlap(dim: number, gauge: (x: Vector) => number, ratio: (v: Vector) => Estimate) {
  return (v: Vector): Estimate => {
    requireVector(v, dim, 'shift');
    const size = gauge(v);
    if (size >= 2 * (1 + 1e-9)) return enclosed(0, 0, 0, 'interval');
    return overlapEnclosure(dim, Math.min(2, size), ratio(v));
  };
}

function leastSingularValue(generators: Matrix, dim: number): number {
  const least = generators.length >= dim ? leastSpread(generators, dim) : 0;
  if (least > 0) return least;
  throw new InvalidInput('The zonotope is flat: its generators do not span the space.', { code: 'body' });
}

function listedOrNothing(generators: Matrix): ExactPolytope | null {
  try {
    return exactZonotope(generators.map(rationalVector), MAX_VERTICES);
  } catch (error) {
    if (error instanceof TooManyFaces) return null;
    throw error;
  }
}

/** log of 2^d sum |det G_I|: exactly where the determinants are few or small, else in doubles. */
function zonotopeLogVolume(generators: Matrix, dim: number): Estimate {
  const rational = generators.map(rationalVector);
  if (
    countSubsets(generators.length, dim) <= MAX_EXACT_DETERMINANTS ||
    smallDeterminant(clearMatrix(rational).integers) !== null
  ) {
    const value = logRational(exactZonotopeVolume(rational));
    return withError(value, 1e-15 * (1 + Math.abs(value)), 'exact');
  }
  let sum = 0;
  forEachSubset(generators.length, dim, (subset) => {
    sum += Math.abs(determinant(subset.map((i) => generators[i]!)));
  });
  const value = Math.log(sum) + dim * Math.LN2;
  // Elimination with pivoting: relative to the product of the row lengths, far below this.
  return withError(value, 1e-10, 'closed-form');
}

/** 2^{d-1} sum |det(G_I, v)| / |Z|, from one signed minor vector a (d-1)-subset. */
function zonotopeProjectionRatio(generators: Matrix, dim: number): (v: Vector) => Estimate {
  const minors = lazy(() => {
    const vectors: number[][] = [];
    forEachSubset(generators.length, dim - 1, (subset) => {
      vectors.push(
        Array.from({ length: dim }, (_, column) => {
          const minor = determinant(subset.map((i) => generators[i]!.filter((_, j) => j !== column)));
          return (dim - 1 + column) % 2 === 0 ? minor : -minor;
        }),
      );
    });
    return vectors;
  });
  const volume = lazy(() => zonotopeLogVolume(generators, dim));
  return (v) => {
    requireVector(v, dim, 'direction');
    let sum = 0;
    for (const minor of minors()) sum += Math.abs(dot(minor, v));
    const scale = Math.exp((dim - 1) * Math.LN2 - volume().value);
    const value = scale * sum;
    const relative = 1e-11 + 2 * (volume().upper - volume().value);
    return enclosed(value, value * (1 - relative), value * (1 + relative), 'closed-form');
  };
}
