/** The least eigenvalue of a moment matrix: how far points are from lying in a hyperplane. */
import { inverse, symmetricEigen } from '../../numeric/algebra/linear-algebra.ts';
import type { Matrix } from '../../numeric/algebra/linear-algebra.ts';

/** Eigenvalues below this share of the trace count as zero. */
const SINGULAR = 1e-13;
/** Dimension up to which eigenvalues are computed; beyond, the Frobenius norm of the inverse bounds the least one. */
const MAX_EIGEN_DIM = 48;

/** A positive lower bound (the value itself up to dimension 48) of the least eigenvalue; 0 when singular. */
export function leastEigenvalue(moment: Matrix): number {
  const trace = moment.reduce((sum, row, i) => sum + row[i]!, 0);
  let least: number;
  if (moment.length <= MAX_EIGEN_DIM) least = symmetricEigen(moment).values[0]!;
  else {
    const back = inverse(moment);
    if (back === null) return 0;
    least = 1 / Math.sqrt(back.reduce((sum, row) => sum + row.reduce((s, x) => s + x * x, 0), 0));
  }
  return least > SINGULAR * trace ? least : 0;
}
