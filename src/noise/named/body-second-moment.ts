/** E|x|_2^2 for x uniform on a convex body: what turns the lambda of uniform and level-set noise into its sigma. */
import type { ConvexBody } from '../../geometry/body.ts';
import { facetTriangulations } from '../../geometry/exact/exact-measure.ts';
import { doublePoint, type ExactPolytope } from '../../geometry/exact/exact-polytope.ts';
import { uniformPoints, uniformSampler, type UniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMean } from '../../numeric/confidence/budgeted-bounds.ts';
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { exact, product } from '../../numeric/estimate-algebra.ts';
import { determinant, multiply, transpose, type Matrix } from '../../numeric/algebra/linear-algebra.ts';
import { randomStream } from '../../numeric/random/random-stream.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';

const SAMPLES = 40_000;
/** Probability with which a sampled second moment may miss its interval. */
const ALPHA = 1e-9;
/** States of a random walk, where no independent points can be drawn. */
const WALK_STATES = 1 << 15;
const WALK_SEED = 0x5ec07d;

/**
 * E|x|_2^2, x uniform on the body: in closed form for l_p balls, boxes, ellipsoids and their images and scalings, exact
 * by triangulation for polytopes whose faces can be listed, else sampled with a confidence interval. The states of a
 * random walk prove nothing: then only 0 and the squared circumradius bound it.
 */
export function bodySecondMoment(body: ConvexBody): Estimate {
  const covariance = knownCovariance(body);
  if (covariance !== null) return closedForm(trace(covariance, body.dim));
  if (body.structure?.kind === 'scale') {
    const factor = exact(body.structure.factor);
    return product(bodySecondMoment(body.structure.of), product(factor, factor));
  }
  const polytope = exactPolytope(body);
  if (polytope !== null) return closedForm(polytopeSecondMoment(polytope));
  const sampler = uniformSampler(body);
  return sampler.basis === 'exact' ? sampledSecondMoment(body, sampler) : walkedSecondMoment(body);
}

/** A covariance c I, or a full matrix. */
type Covariance = number | Matrix;

function knownCovariance({ structure, dim }: ConvexBody): Covariance | null {
  switch (structure?.kind) {
    case 'lp':
      return lpCoordinateMoment(structure.p, dim);
    case 'ellipsoid':
      return conjugated(structure.matrix, 1 / (dim + 2));
    case 'box':
      return structure.halfWidths.map((h, i) => structure.halfWidths.map((_, j) => (i === j ? (h * h) / 3 : 0)));
    case 'image':
    case 'scale': {
      const inner = knownCovariance(structure.of);
      if (inner === null) return null;
      if (structure.kind === 'image') return conjugated(structure.matrix, inner);
      const square = structure.factor ** 2;
      return typeof inner === 'number' ? inner * square : inner.map((row) => row.map((x) => x * square));
    }
    case 'vertices':
    case 'halfspaces':
    case 'zonotope':
    case 'sum':
    case 'polar':
    case 'sign-zonoid':
    case 'oracle':
    case undefined:
      return null;
  }
}

function conjugated(matrix: Matrix, inner: Covariance): Matrix {
  const half = typeof inner === 'number' ? matrix.map((row) => row.map((x) => x * inner)) : multiply(matrix, inner);
  return multiply(half, transpose(matrix));
}

function trace(covariance: Covariance, dim: number): number {
  if (typeof covariance === 'number') return dim * covariance;
  return covariance.reduce((sum, row, i) => sum + row[i]!, 0);
}

/** E x_1^2 on the unit ball of l_p in R^dim: Gamma(3/p) Gamma(d/p + 1) / (Gamma(1/p) Gamma((d + 2)/p + 1)). */
function lpCoordinateMoment(p: number, dim: number): number {
  if (p === Infinity) return 1 / 3;
  if (p === 2) return 1 / (dim + 2);
  if (p === 1) return 2 / ((dim + 1) * (dim + 2));
  return Math.exp(logGammaIncrement(1 / p, 2 / p) - logGammaIncrement(dim / p + 1, 2 / p));
}

function exactPolytope(body: ConvexBody): ExactPolytope | null {
  if (body.exact === undefined) return null;
  try {
    return body.exact();
  } catch {
    return null; // Too many faces to list.
  }
}

/**
 * Over the cones of the triangulated facets: on conv(0, v_1..v_d), E|x|^2 = (sum |v_i|^2 + |sum v_i|^2)/((d+1)(d+2)).
 */
function polytopeSecondMoment(polytope: ExactPolytope): number {
  const points = polytope.vertices.map(doublePoint);
  const { dim } = polytope;
  let volume = 0;
  let moment = 0;
  for (const simplex of facetTriangulations(polytope).flat()) {
    const vertices = simplex.map((i) => points[i]!);
    const cone = Math.abs(determinant(vertices));
    const total = Array.from({ length: dim }, (_, i) => vertices.reduce((sum, v) => sum + v[i]!, 0));
    const squares = vertices.reduce((sum, v) => sum + sumOfSquares(v), 0);
    volume += cone;
    moment += (cone * (squares + sumOfSquares(total))) / ((dim + 1) * (dim + 2));
  }
  return moment / volume;
}

/** Empirical Bernstein interval; |x|^2 lies in [0, R^2]. Deterministic: its seed is fixed. */
function sampledSecondMoment(body: ConvexBody, source: UniformSampler): Estimate {
  const random = randomStream(0x5eed, body.dim);
  const x = new Float64Array(body.dim);
  const sizes = new Float64Array(SAMPLES);
  for (let n = 0; n < SAMPLES; n++) {
    source.sample(random, x);
    sizes[n] = sumOfSquares(x);
  }
  const { mean, error } = budgetedMean(sizes, body.circumradius ** 2, ErrorBudget.of(ALPHA));
  return enclosed(mean, Math.max(0, mean - error), mean + error, 'monte-carlo', 1 - ALPHA);
}

function walkedSecondMoment(body: ConvexBody): Estimate {
  const { points } = uniformPoints(body, WALK_STATES, { seed: WALK_SEED });
  return enclosed(sumOfSquares(points) / WALK_STATES, 0, body.circumradius ** 2, 'monte-carlo');
}

function sumOfSquares(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}
