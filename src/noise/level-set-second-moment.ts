/** E|x|_2^2 for x uniform on a convex body: what turns a level-set noise's lambda into its sigma. */
import type { ConvexBody } from '../geometry/body.ts';
import { facetTriangulations } from '../geometry/exact/exact-measure.ts';
import { doublePoint, type ExactPolytope } from '../geometry/exact/exact-polytope.ts';
import { closedForm, type Estimate } from '../numeric/estimate.ts';
import { determinant } from '../numeric/linear-algebra.ts';
import { randomStream } from '../numeric/random-stream.ts';
import { logGammaIncrement } from './gamma-law.ts';
import { uniformOn } from './level-set-uniform.ts';

const SAMPLES = 40_000;
/** Probability with which a sampled second moment may miss its interval. */
const ALPHA = 1e-9;

/** E|x|_2^2, x uniform on the body: closed form, exact by triangulation, or sampled with a confidence interval. */
export function bodySecondMoment(body: ConvexBody): Estimate {
  const structure = body.structure;
  const { dim } = body;
  if (structure !== undefined) {
    switch (structure.kind) {
      case 'lp':
        return closedForm(dim * lpCoordinateMoment(structure.p, dim));
      case 'box':
        return closedForm(sumOfSquares(structure.halfWidths) / 3);
      case 'ellipsoid':
        return closedForm(structure.matrix.reduce((sum, row) => sum + sumOfSquares(row), 0) / (dim + 2));
      case 'scale':
        return times(bodySecondMoment(structure.of), structure.factor ** 2);
      case 'image': {
        // The coordinates of an l_p ball are uncorrelated and alike.
        const inner = structure.of.structure;
        if (inner?.kind !== 'lp') break;
        const frobenius = structure.matrix.reduce((sum, row) => sum + sumOfSquares(row), 0);
        return closedForm(frobenius * lpCoordinateMoment(inner.p, dim));
      }
      case 'vertices':
      case 'halfspaces':
      case 'zonotope':
      case 'sum':
      case 'polar':
      case 'sign-zonoid':
      case 'oracle':
        break;
    }
  }
  const exact = exactPolytope(body);
  return exact === null ? sampledSecondMoment(body) : closedForm(polytopeSecondMoment(exact));
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

/** Over the cones of the triangulated facets: on conv(0, v_1..v_d), E|x|^2 = (sum |v_i|^2 + |sum v_i|^2)/((d+1)(d+2)). */
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

/** Empirical Bernstein interval (Maurer and Pontil, 2009); |x|^2 lies in [0, R^2]. Deterministic: its seed is fixed. */
function sampledSecondMoment(body: ConvexBody): Estimate {
  const random = randomStream(0x5eed, body.dim);
  const source = uniformOn(body);
  const x = new Float64Array(body.dim);
  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= SAMPLES; n++) {
    source.sample(random, x);
    const size = sumOfSquares(x);
    const delta = size - mean;
    mean += delta / n;
    squares += delta * (size - mean);
  }
  const log = Math.log(4 / ALPHA);
  const variance = squares / (SAMPLES - 1);
  const error = Math.sqrt((2 * variance * log) / SAMPLES) + (7 * body.circumradius ** 2 * log) / (3 * (SAMPLES - 1));
  return {
    value: mean,
    lower: Math.max(0, mean - error),
    upper: mean + error,
    method: 'monte-carlo',
    confidence: 1 - ALPHA,
  };
}

function times(estimate: Estimate, factor: number): Estimate {
  const { value, lower, upper } = estimate;
  return { ...estimate, value: value * factor, lower: lower * factor, upper: upper * factor };
}

function sumOfSquares(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}
