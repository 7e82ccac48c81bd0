/**
 * How far points are from lying in a hyperplane: the least eigenvalue of their moment matrix, in units of each
 * coordinate.
 */
import { inverse, symmetricEigen, type Matrix } from '../../numeric/algebra/linear-algebra.ts';

/** Eigenvalues below this share of the trace count as zero. */
const SINGULAR = 1e-13;
/** Dimension up to which eigenvalues are computed; beyond, the Frobenius norm of the inverse bounds the least one. */
const MAX_EIGEN_DIM = 48;

/**
 * A positive lower bound s (the value itself up to dimension 48, for points of like size in every coordinate) with
 * sum <x_i, u>^2 >= s^2 |u|^2; 0 when the points lie in a hyperplane to working precision. Points that are large in one
 * coordinate and small in another are judged in units of each coordinate.
 */
export function leastSpread(points: Matrix, dim: number): number {
  const sizes = Array.from({ length: dim }, (_, j) =>
    powerOfTwo(points.reduce((m, x) => Math.max(m, Math.abs(x[j]!)), 0)),
  );
  const size = Math.max(...sizes);
  const least = Math.min(...sizes);
  if (least === 0) return 0;
  const direct = leastEigenvalue(
    momentOf(
      points,
      sizes.map(() => size),
    ),
  );
  if (direct > 0) return size * Math.sqrt(direct);
  // M = D M' D with D = diag(sizes): <u, M u> >= least eigenvalue of M' times |D u|^2.
  return least * Math.sqrt(leastEigenvalue(momentOf(points, sizes)));
}

/** The largest power of two that is at most x; 0 for 0. */
export function powerOfTwo(x: number): number {
  if (x === 0) return 0;
  const power = 2 ** Math.max(-1074, Math.floor(Math.log2(x)));
  return power > x ? power / 2 : power;
}

function momentOf(points: Matrix, units: readonly number[]): number[][] {
  const scaled = points.map((x) => x.map((c, j) => c / units[j]!));
  return units.map((_, i) => units.map((_, j) => scaled.reduce((sum, x) => sum + x[i]! * x[j]!, 0)));
}

/** A lower bound (the value itself up to dimension 48) of the least eigenvalue; 0 when singular. */
function leastEigenvalue(moment: Matrix): number {
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
