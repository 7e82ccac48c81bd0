/** Integer vectors and small integer matrices: the currency of the exact layer. */
import { integerDeterminant } from '../../numeric/algebra/rational-linear-algebra.ts';
import { numerator, type Rational } from '../../numeric/algebra/rational.ts';

/** |a|. */
export function absolute(a: bigint): bigint {
  return a < 0n ? -a : a;
}

/** Greatest common divisor, nonnegative. */
function gcd(a: bigint, b: bigint): bigint {
  let x = absolute(a);
  let y = absolute(b);
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Least common multiple of positive integers. */
export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

/** The vector divided by the gcd of its entries. */
export function primitive(vector: readonly bigint[]): bigint[] {
  let common = 0n;
  for (const x of vector) {
    if (x === 0n) continue;
    common = gcd(common, x);
    if (common === 1n) return [...vector];
  }
  return common === 0n ? [...vector] : vector.map((x) => x / common);
}

export function integerDot(a: readonly bigint[], b: readonly bigint[]): bigint {
  let sum = 0n;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Integers with the same ratios: the vector times the common denominator, and that denominator. */
export function clearDenominators(vector: readonly Rational[]): { integers: bigint[]; denominator: bigint } {
  const denominator = vector.reduce((common, x) => lcm(common, x.d), 1n);
  return { integers: vector.map((x) => numerator(x) * (denominator / x.d)), denominator };
}

/** One common denominator for a whole matrix. */
export function clearMatrix(matrix: readonly (readonly Rational[])[]): {
  integers: bigint[][];
  denominator: bigint;
} {
  const denominator = matrix.reduce((common, row) => row.reduce((d, x) => lcm(d, x.d), common), 1n);
  return { integers: matrix.map((row) => row.map((x) => numerator(x) * (denominator / x.d))), denominator };
}

/** The vector orthogonal to d-1 vectors of Z^d: the signed maximal minors. Zero when they are dependent. */
export function crossProduct(rows: readonly (readonly bigint[])[], dim: number): bigint[] {
  return Array.from({ length: dim }, (_, column) => {
    const minor = integerDeterminant(rows.map((row) => row.filter((_, j) => j !== column)));
    return column % 2 === 0 ? minor : -minor;
  });
}

/** Indices of a maximal set of independent rows, the earliest ones. */
export function independentRows(rows: readonly (readonly bigint[])[], dim: number): number[] {
  const chosen: number[] = [];
  const reduced: { row: bigint[]; pivot: number }[] = [];
  for (let i = 0; i < rows.length && chosen.length < dim; i++) {
    let row = [...rows[i]!];
    for (const { row: other, pivot } of reduced) {
      const factor = row[pivot]!;
      if (factor !== 0n) row = row.map((x, j) => x * other[pivot]! - factor * other[j]!);
    }
    row = primitive(row);
    const pivot = row.findIndex((x) => x !== 0n);
    if (pivot < 0) continue;
    reduced.push({ row, pivot });
    chosen.push(i);
  }
  return chosen;
}

/** A key equal for equal vectors. */
export function vectorKey(vector: readonly bigint[]): string {
  return vector.join(',');
}
