/** A K for an invertible matrix A, and t K for t > 0 (MATH.md U2: o_{AK}(v) = o_K(A^-1 v)). */
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import {
  inverse,
  logAbsDeterminant,
  multiplyTransposed,
  multiplyVector,
  symmetricEigen,
} from '../../numeric/algebra/linear-algebra.ts';
import { multiply, transpose } from '../../numeric/algebra/linear-algebra.ts';
import type { Matrix } from '../../numeric/algebra/linear-algebra.ts';
import { toRational } from '../../numeric/algebra/rational.ts';
import type { ConvexBody, Halfspace, Vector } from '../body.ts';
import { exactImage } from '../exact/exact-polytope.ts';
import { rayLength } from '../functionals/ray-length.ts';

/** Dimensions beyond which a dense matrix is refused. */
const MAX_MATRIX_DIM = 2000;

/** Throws InvalidInput unless the matrix is square, finite and invertible; returns its inverse. */
function requireInvertible(matrix: Matrix, what: string): number[][] {
  const dim = matrix.length;
  if (dim === 0 || dim > MAX_MATRIX_DIM) {
    throw new InvalidInput(`The ${what} must have 1 to ${MAX_MATRIX_DIM} rows, but has ${dim}.`);
  }
  matrix.forEach((row, i) => {
    if (row.length !== dim) {
      throw new InvalidInput(`The ${what} must be square: row ${i + 1} has ${row.length} entries, not ${dim}.`);
    }
    row.forEach((x, j) => {
      if (!Number.isFinite(x))
        throw new InvalidInput(`Entry (${i + 1}, ${j + 1}) of the ${what} is ${x}, not a number.`);
    });
  });
  const result = inverse(matrix);
  const { smallest, largest } = singularRange(matrix);
  if (result === null || !(smallest > 1e-13 * largest)) {
    throw new InvalidInput(`The ${what} is singular: the body it makes is flat.`);
  }
  return result;
}

/** The least and the largest singular value; bounds by the Frobenius norm beyond dimension 64. */
function singularRange(matrix: Matrix): { smallest: number; largest: number } {
  if (matrix.length > 64) {
    const frobenius = (m: Matrix): number =>
      Math.sqrt(m.reduce((sum, row) => sum + row.reduce((s, x) => s + x * x, 0), 0));
    const other = inverse(matrix);
    return { smallest: other === null ? 0 : 1 / frobenius(other), largest: frobenius(matrix) };
  }
  // The singular values of A^-1 give the smallest one without squaring away its digits.
  const top = symmetricEigen(multiply(matrix, transpose(matrix))).values.at(-1)!;
  const other = inverse(matrix);
  const bottom = other === null ? Infinity : symmetricEigen(multiply(other, transpose(other))).values.at(-1)!;
  return { smallest: 1 / Math.sqrt(bottom), largest: Math.sqrt(top) };
}

/** {A x : x in body}. */
export function linearImage(matrix: Matrix, body: ConvexBody): ConvexBody {
  const back = requireInvertible(matrix, 'matrix of a linear image');
  const dim = body.dim;
  if (matrix.length !== dim) {
    throw new InvalidInput(`The matrix has ${matrix.length} rows, but the body it acts on is in R^${dim}.`);
  }
  const { smallest, largest } = singularRange(matrix);
  const pull = (x: Vector): number[] => multiplyVector(back, x);
  const pullNormal = (u: Vector): number[] => multiplyTransposed(matrix, u);
  const scratch = new Float64Array(dim);
  const { supportPoint, gaugeGradient, vertices, facets, exact, sample } = body;
  return {
    name: `linear image of the ${body.name}`,
    dim,
    structure: { kind: 'image', matrix, of: body },
    support: (u) => body.support(pullNormal(u)),
    gauge: (x) => body.gauge(pull(x)),
    inradius: smallest * body.inradius * (1 - 1e-12),
    circumradius: largest * body.circumradius * (1 + 1e-12),
    ...(supportPoint && { supportPoint: (u: Vector) => multiplyVector(matrix, supportPoint(pullNormal(u))) }),
    ...(gaugeGradient && { gaugeGradient: (x: Vector) => multiplyTransposed(back, gaugeGradient(pull(x))) }),
    ...shiftedVolume(body, logAbsDeterminant(matrix)),
    ...pulledFunctionals(body, pull, 1e-15 * dim * (largest / smallest)),
    ...(vertices && { vertices: () => vertices().map((v) => multiplyVector(matrix, v)) }),
    ...(facets && {
      facets: (): Halfspace[] =>
        facets().map(({ normal, offset }) => ({ normal: multiplyTransposed(back, normal), offset })),
    }),
    ...(body.generators && { generators: body.generators.map((g) => multiplyVector(matrix, g)) }),
    ...(exact && {
      exact: () =>
        exactImage(
          matrix.map((row) => row.map((x) => toRational(x))),
          exact(),
        ),
    }),
    ...(sample && {
      sample: (random, out) => {
        sample(random, scratch);
        for (let i = 0; i < dim; i++) {
          const row = matrix[i]!;
          let sum = 0;
          for (let j = 0; j < dim; j++) sum += row[j]! * scratch[j]!;
          out[i] = sum;
        }
      },
    }),
  };
}

/** {t x : x in body}, 0 < t < Infinity, in O(dim) per operation. */
export function scaled(body: ConvexBody, factor: number): ConvexBody {
  if (!(factor > 0 && factor < Infinity)) {
    throw new InvalidInput(`A body is scaled by a positive finite factor, but the factor is ${factor}.`);
  }
  if (factor === 1) return body;
  const { dim, supportPoint, gaugeGradient, vertices, facets, exact, sample } = body;
  const times = (x: Vector, t: number): number[] => Array.from(x, (value) => t * value);
  const pull = (x: Vector): number[] => Array.from(x, (value) => value / factor);
  return {
    name: `${factor} times the ${body.name}`,
    dim,
    structure: { kind: 'scale', factor, of: body },
    support: (u) => factor * body.support(u),
    gauge: (x) => body.gauge(x) / factor,
    inradius: factor * body.inradius,
    circumradius: factor * body.circumradius,
    ...(supportPoint && { supportPoint: (u: Vector) => times(supportPoint(u), factor) }),
    ...(gaugeGradient && { gaugeGradient: (x: Vector) => pull(gaugeGradient(x)) }),
    ...shiftedVolume(body, dim * Math.log(factor)),
    ...pulledFunctionals(body, pull, 1e-15),
    ...(vertices && { vertices: () => vertices().map((v) => times(v, factor)) }),
    ...(facets && {
      facets: (): Halfspace[] => facets().map(({ normal, offset }) => ({ normal, offset: factor * offset })),
    }),
    ...(body.generators && { generators: body.generators.map((g) => times(g, factor)) }),
    ...(exact && {
      exact: () => {
        const t = toRational(factor);
        const zero = t.sub(t);
        return exactImage(
          Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? t : zero))),
          exact(),
        );
      },
    }),
    ...(sample && {
      sample: (random, out) => {
        sample(random, out);
        for (let i = 0; i < dim; i++) out[i] = factor * out[i]!;
      },
    }),
  };
}

/** log |A K| = log |K| + log |det A|. */
function shiftedVolume(body: ConvexBody, shift: number): Partial<ConvexBody> {
  const { logVolume } = body;
  if (logVolume === undefined) return {};
  const error = 1e-13 * (1 + Math.abs(shift));
  return {
    logVolume: (): Estimate => {
      const e = logVolume();
      return { ...e, value: e.value + shift, lower: e.lower + shift - error, upper: e.upper + shift + error };
    },
  };
}

/** Functionals of the pair (body, vector), at the pulled-back vector. The ratio vol(Pi_v K)/|K| transforms like that too. */
function pulledFunctionals(body: ConvexBody, pull: (v: Vector) => number[], error: number): Partial<ConvexBody> {
  const { projectionRatio, overlap } = body;
  // A^-1 v comes with the relative error `error`; the projection ratio is a norm of it, and the overlap changes by at most
  // the projection ratio of the change.
  const ratioAt = (v: Vector): Estimate => {
    const e = projectionRatio!(v);
    return { ...e, lower: e.lower * (1 - error), upper: e.upper * (1 + error) };
  };
  return {
    rayLength: (x, v) => rayLength(body, pull(x), pull(v)),
    ...(projectionRatio && { projectionRatio: (v: Vector) => ratioAt(pull(v)) }),
    ...(overlap && {
      overlap: (v: Vector) => {
        const w = pull(v);
        const e = overlap(w);
        const change = error * (projectionRatio === undefined ? body.dim * body.gauge(w) : ratioAt(w).upper);
        return { ...e, lower: Math.max(0, e.lower - change), upper: Math.min(1, e.upper + change) };
      },
    }),
  };
}
