/** A K for an invertible matrix A, and t K for t > 0 (MATH.md U2: o_{AK}(v) = o_K(A^-1 v)). */
import { withError, type Estimate } from '../../numeric/estimate.ts';
import { clamped, sum, widened } from '../../numeric/estimate-algebra.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import {
  inverse,
  logAbsDeterminant,
  multiplyTransposed,
  multiplyVector,
  symmetricEigen,
  multiply,
  transpose,
  type Matrix,
} from '../../numeric/algebra/linear-algebra.ts';
import { determinant } from '../../numeric/algebra/rational-linear-algebra.ts';
import type { ConvexBody, Halfspace, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { exactImage, rationalVector } from '../exact/exact-polytope.ts';
import { asWritten } from '../exact/written.ts';
import { powerOfTwo } from './positive-definite.ts';
import { rayLength } from '../covariogram/ray-length.ts';

/** Dimensions beyond which a dense matrix is refused. */
const MAX_MATRIX_DIM = 2000;

/** Throws InvalidInput unless the matrix is square, finite and invertible in doubles; returns its inverse. */
function requireInvertible(matrix: Matrix, what: string): Inverted {
  const dim = matrix.length;
  if (dim === 0 || dim > MAX_MATRIX_DIM) {
    throw new InvalidInput(`The ${what} must have 1 to ${MAX_MATRIX_DIM} rows, but has ${dim}.`, { code: 'body' });
  }
  matrix.forEach((row, i) => {
    if (row.length !== dim) {
      throw new InvalidInput(`The ${what} must be square: row ${i + 1} has ${row.length} entries, not ${dim}.`, {
        code: 'body',
      });
    }
    row.forEach((x, j) => {
      if (!Number.isFinite(x))
        throw new InvalidInput(`Entry (${i + 1}, ${j + 1}) of the ${what} is ${x}, not a number.`, { code: 'body' });
    });
  });
  return invert(matrix, what);
}

/** A^-1 with what bounds on A K need. */
interface Inverted {
  readonly back: number[][];
  /** At most the least, and at least the largest singular value. */
  readonly smallest: number;
  readonly largest: number;
  /** Condition number, of the matrix or of the one with its rows brought to like sizes, whichever is less. */
  readonly condition: number;
}

/** Condition numbers beyond which doubles carry no digits through the map. */
const MAX_CONDITION = 1e13;
/** Dimension up to which a matrix that is nearly singular is looked at exactly. */
const MAX_EXACT_DIM = 12;

function invert(matrix: Matrix, what: string): Inverted {
  // Rows in units of their own: A = R A' with R diagonal and made of powers of two, so that R costs no digits.
  const units = matrix.map((row) => powerOfTwo(row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)));
  if (units.includes(0)) throw singular(what);
  const direct = inverse(matrix);
  const whole = direct === null ? null : singularRange(matrix, direct);
  const alike = matrix.map((row, i) => row.map((x) => x / units[i]!));
  const inner = inverse(alike);
  const rows = inner === null ? null : singularRange(alike, inner);
  const condition = Math.min(...[whole, rows].map((range) => (range === null ? Infinity : conditionOf(range))));
  if (direct !== null && whole !== null && conditionOf(whole) < MAX_CONDITION) {
    return { back: direct, ...whole, condition };
  }
  if (inner === null || rows === null || !(condition < MAX_CONDITION)) {
    if (matrix.length <= MAX_EXACT_DIM && determinant(matrix.map(rationalVector)).n !== 0n) {
      throw new InvalidInput(
        `The ${what} is so near to singular that double precision cannot invert it: give the body in other coordinates.`,
        { code: 'body' },
      );
    }
    throw singular(what);
  }
  const size = Math.max(...units);
  const top = matrix.map((row) => row.map((x) => x / size));
  const back = inner.map((row) => row.map((x, i) => x / units[i]!));
  if (!back.every((row) => row.every(Number.isFinite))) {
    throw new InvalidInput(`The inverse of the ${what} leaves the range of doubles.`, { code: 'body' });
  }
  return { back, smallest: Math.min(...units) * rows.smallest, largest: size * largestSingular(top), condition };
}

const singular = (what: string): InvalidInput =>
  new InvalidInput(`The ${what} is singular: the body it makes is flat.`, { code: 'body' });

interface SingularRange {
  readonly smallest: number;
  readonly largest: number;
}

/** Infinity where squares left the range of doubles. */
const conditionOf = ({ smallest, largest }: SingularRange): number =>
  smallest > 0 && largest > 0 && Number.isFinite(largest / smallest) ? largest / smallest : Infinity;

/** The least and the largest singular value; bounds by the Frobenius norm beyond dimension 64. */
function singularRange(matrix: Matrix, other: Matrix): SingularRange {
  // The singular values of A^-1 give the smallest one without squaring away its digits.
  return { smallest: 1 / largestSingular(other), largest: largestSingular(matrix) };
}

function largestSingular(matrix: Matrix): number {
  if (matrix.length > 64) return Math.sqrt(matrix.reduce((sum, row) => sum + row.reduce((s, x) => s + x * x, 0), 0));
  return Math.sqrt(symmetricEigen(multiply(matrix, transpose(matrix))).values.at(-1)!);
}

/**
 * {A x : x in body}, A square (its rows), finite and invertible. Rows may be of any sizes: a map is refused by what its
 * directions lose, not by its units. Throws InvalidInput otherwise. `error` (default 0): the body that is meant is T A
 * K for some T within that distance of 1, below 1e-12; the functionals are widened by it.
 *
 * @example
 * volume(linearImage([[2, 1], [0, 3]], lpBall(Infinity, 2))).value // => 24
 */
export function linearImage(matrix: Matrix, body: ConvexBody, error = 0): ConvexBody {
  const { back, smallest, largest, condition } = requireInvertible(matrix, 'matrix of a linear image');
  const dim = body.dim;
  if (matrix.length !== dim) {
    throw new InvalidInput(`The matrix has ${matrix.length} rows, but the body it acts on is in R^${dim}.`, {
      code: 'body',
    });
  }
  const pull = (x: Vector): number[] => multiplyVector(back, x);
  const pullNormal = (u: Vector): number[] => multiplyTransposed(matrix, u);
  const scratch = new Float64Array(dim);
  const { supportPoint, gaugeGradient, vertices, facets, exact, sample } = body;
  return madeBody(
    {
      name: `linear image of the ${body.name}`,
      dim,
      structure: { kind: 'image', matrix, of: body },
      support: (u) => body.support(pullNormal(u)),
      gauge: (x) => body.gauge(pull(x)),
      inradius: smallest * body.inradius * (1 - 1e-12),
      circumradius: largest * body.circumradius * (1 + 1e-12),
      ...(supportPoint && { supportPoint: (u: Vector) => multiplyVector(matrix, supportPoint(pullNormal(u))) }),
      ...(gaugeGradient && { gaugeGradient: (x: Vector) => multiplyTransposed(back, gaugeGradient(pull(x))) }),
      ...shiftedVolume(body, logAbsDeterminant(matrix), dim * error),
      ...pulledFunctionals(body, pull, 1e-15 * dim * condition + error),
      ...(vertices && { vertices: () => vertices().map((v) => multiplyVector(matrix, v)) }),
      ...(facets && {
        facets: (): Halfspace[] =>
          facets().map(({ normal, offset }) => ({ normal: multiplyTransposed(back, normal), offset })),
      }),
      ...(body.generators && { generators: body.generators.map((g) => multiplyVector(matrix, g)) }),
      ...(exact && {
        exact: () => exactImage(matrix.map(rationalVector), exact()),
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
    },
    [body],
  );
}

/**
 * {t x : x in body}, 0 < t < Infinity, in O(dim) per operation.
 *
 * @example
 * volume(scaled(lpBall(1, 3), 2)).value // => 10.66666666...
 */
export function scaled(body: ConvexBody, factor: number): ConvexBody {
  if (!(factor > 0 && factor < Infinity)) {
    throw new InvalidInput(`A body is scaled by a positive finite factor, but the factor is ${factor}.`, {
      code: 'body',
    });
  }
  if (factor === 1) return body;
  const { dim, supportPoint, gaugeGradient, vertices, facets, exact, sample } = body;
  const times = (x: Vector, t: number): number[] => Array.from(x, (value) => t * value);
  const pull = (x: Vector): number[] => Array.from(x, (value) => value / factor);
  return madeBody(
    {
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
          const t = asWritten(factor);
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
    },
    [body],
  );
}

/** log |A K| = log |K| + log |det A|. */
function shiftedVolume(body: ConvexBody, shift: number, inexact = 0): Partial<ConvexBody> {
  const { logVolume } = body;
  if (logVolume === undefined) return {};
  const error = 1e-13 * (1 + Math.abs(shift)) + inexact;
  return {
    logVolume: (): Estimate => sum(logVolume(), withError(shift, error, 'exact')),
  };
}

/**
 * Functionals of the pair (body, vector), at the pulled-back vector. The ratio vol(Pi_v K)/|K| transforms like that
 * too.
 */
function pulledFunctionals(body: ConvexBody, pull: (v: Vector) => number[], error: number): Partial<ConvexBody> {
  const { projectionRatio, overlap } = body;
  // A^-1 v comes with the relative error `error`; the projection ratio is a norm of it, and the overlap changes by at
  // most the projection ratio of the change.
  const ratioAt = (v: Vector): Estimate => widened(projectionRatio!(v), error);
  return {
    rayLength: (x, v) => rayLength(body, pull(x), pull(v)),
    ...(projectionRatio && { projectionRatio: (v: Vector) => ratioAt(pull(v)) }),
    ...(overlap && {
      overlap: (v: Vector) => {
        const w = pull(v);
        const change = error * (projectionRatio === undefined ? body.dim * body.gauge(w) : ratioAt(w).upper);
        return clamped(sum(overlap(w), withError(0, change, 'exact')), 0, 1);
      },
    }),
  };
}
