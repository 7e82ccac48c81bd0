/** Exact linear algebra over the rationals and the integers (Bareiss: fraction-free elimination). */
import Fraction from 'fraction.js';
import { ZERO, numerator, type Rational } from './rational.ts';

export type RationalMatrix = readonly (readonly Rational[])[];

/** Determinant of a square integer matrix, exactly (Bareiss). 1 for the empty matrix. */
export function integerDeterminant(matrix: readonly (readonly bigint[])[]): bigint {
  const n = matrix.length;
  const m = matrix.map((row) => {
    if (row.length !== n) throw new RangeError('the determinant needs a square matrix');
    return [...row];
  });
  let sign = 1n;
  let previous = 1n;
  for (let k = 0; k < n - 1; k++) {
    const pivotRow = m.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (pivotRow < 0) return 0n;
    if (pivotRow !== k) {
      [m[k], m[pivotRow]] = [m[pivotRow]!, m[k]!];
      sign = -sign;
    }
    const pivot = m[k]!;
    for (let i = k + 1; i < n; i++) {
      const row = m[i]!;
      for (let j = k + 1; j < n; j++) {
        row[j] = (row[j]! * pivot[k]! - row[k]! * pivot[j]!) / previous;
      }
    }
    previous = pivot[k]!;
  }
  return n === 0 ? 1n : sign * m[n - 1]![n - 1]!;
}

/** Determinant of a square rational matrix, exactly. */
export function determinant(matrix: RationalMatrix): Rational {
  let denominator = 1n;
  const rows = matrix.map((row) => {
    const scale = row.reduce((common, x) => lcm(common, x.d), 1n);
    denominator *= scale;
    return row.map((x) => numerator(x) * (scale / x.d));
  });
  return new Fraction(integerDeterminant(rows), denominator);
}

/** Rank of a rational matrix. */
export function rank(matrix: RationalMatrix): number {
  return rowReduce(matrix).pivots.length;
}

/**
 * A solution x of A x = b (A m-by-n), free variables set to 0; null when there is none.
 */
export function solve(matrix: RationalMatrix, right: readonly Rational[]): Rational[] | null {
  const columns = matrix[0]?.length ?? 0;
  const { rows, pivots } = rowReduce(matrix.map((row, i) => [...row, right[i]!]));
  if (pivots.includes(columns)) return null;
  const x = Array.from({ length: columns }, () => ZERO);
  pivots.forEach((column, i) => {
    x[column] = rows[i]![columns]!;
  });
  return x;
}

/** The inner product of two vectors of equal length. */
export function innerProduct(a: readonly Rational[], b: readonly Rational[]): Rational {
  return a.reduce((sum, x, i) => sum.add(x.mul(b[i]!)), ZERO);
}

/** Reduced row echelon form: nonzero rows, and the column of each row's leading 1. */
function rowReduce(matrix: RationalMatrix): { rows: Rational[][]; pivots: number[] } {
  const rows = matrix.map((row) => [...row]);
  const columns = rows[0]?.length ?? 0;
  const pivots: number[] = [];
  for (let column = 0; column < columns && pivots.length < rows.length; column++) {
    const top = pivots.length;
    const pivotRow = rows.findIndex((row, i) => i >= top && row[column]!.n !== 0n);
    if (pivotRow < 0) continue;
    [rows[top], rows[pivotRow]] = [rows[pivotRow]!, rows[top]!];
    const pivot = rows[top];
    const inverse = pivot[column]!.inverse();
    for (let j = column; j < columns; j++) pivot[j] = pivot[j]!.mul(inverse);
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i === top || factor.n === 0n) return;
      for (let j = column; j < columns; j++) row[j] = row[j]!.sub(factor.mul(pivot[j]!));
    });
    pivots.push(column);
  }
  return { rows: rows.slice(0, pivots.length), pivots };
}

function lcm(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
