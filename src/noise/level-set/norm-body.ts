/** The unit ball of a norm that was found in a formula (formula/norm-profile.ts). */
import type { FormulaNorm } from '../../formula/norm-profile.ts';
import type { ConvexBody } from '../../geometry/body.ts';
import { ellipsoid } from '../../geometry/bodies/ellipsoid.ts';
import { slabPolytope } from '../../geometry/bodies/h-polytope.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { MAX_EXACT_PAIRS } from '../../geometry/bodies/v-polytope.ts';
import { inverse, symmetricEigen } from '../../numeric/algebra/linear-algebra.ts';

/**
 * Ratio of eigenvalues of a form with mixed terms at most: what its square root loses by rounding stays below 1e-13.
 */
const MOST_STRETCH = 60;
const ROUNDING = 2 ** -52;

/** {x : N(x) <= 1}; null where it has too many facets, or is too thin to be known to 1e-13. */
export function bodyOfNorm(norm: FormulaNorm, dim: number): ConvexBody | null {
  return norm.kind === 'quadratic' ? ofForm(norm.matrix) : ofForms(norm.forms, dim);
}

/**
 * x^T M x = |L^T x|^2 with Cholesky's L, and the ball is the image of that of l2 under (L^T)^-1. In doubles L L^T = M
 * up to (d + 1) u |L| |L^T| (Higham 2002, theorem 10.3), hence the ball up to a map within (d + 1) d u times the ratio
 * of the eigenvalues of 1; the inverse loses less.
 */
function ofForm(matrix: readonly (readonly number[])[]): ConvexBody | null {
  const dim = matrix.length;
  const diagonal = matrix.every((row, i) => row.every((x, j) => i === j || x === 0));
  if (diagonal) {
    if (matrix.every((row, i) => row[i] === 1)) return lpBall(2, dim);
    const axes = matrix.map((row, i) => row.map((x, j) => (i === j ? 1 / Math.sqrt(x) : 0)));
    return axes.every((row, i) => row[i]! > 1e-100 && row[i]! < 1e100) ? ellipsoid(axes, 4 * ROUNDING) : null;
  }
  const { values } = symmetricEigen(matrix);
  const stretch = values.at(-1)! / values[0]!;
  if (!(values[0]! > 0 && stretch < MOST_STRETCH)) return null;
  const upper = transposedFactor(matrix);
  const map = inverse(upper);
  return map === null ? null : ellipsoid(map, 2 * (dim + 1) * dim * stretch * ROUNDING);
}

/** L^T with L L^T = M. */
function transposedFactor(matrix: readonly (readonly number[])[]): number[][] {
  const dim = matrix.length;
  const upper = matrix.map((row) => row.map(() => 0));
  for (let j = 0; j < dim; j++) {
    for (let i = j; i < dim; i++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= upper[k]![i]! * upper[k]![j]!;
      upper[j]![i] = i === j ? Math.sqrt(rest) : rest / upper[j]![j]!;
    }
  }
  return upper;
}

function ofForms(forms: readonly (readonly number[])[], dim: number): ConvexBody | null {
  const unit = forms.every((form) => form.every((x) => x === 0 || Math.abs(x) === 1));
  const sizes = forms.map((form) => form.filter((x) => x !== 0).length);
  if (unit && forms.length === 2 * dim && sizes.every((size) => size === 1)) return lpBall(Infinity, dim);
  if (unit && forms.length === 2 ** dim && sizes.every((size) => size === dim)) return lpBall(1, dim);
  // One of each pair of opposite forms.
  const pairs = forms.filter((form) => (form.find((x) => x !== 0) ?? 0) > 0);
  if (pairs.length > (MAX_EXACT_PAIRS[dim] ?? 0)) return null;
  return slabPolytope(
    pairs,
    pairs.map(() => 1),
  );
}
