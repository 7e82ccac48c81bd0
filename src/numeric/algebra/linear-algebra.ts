/** Dense linear algebra on doubles. Matrices are arrays of rows. */

export type Matrix = readonly (readonly number[])[];

/** A = P^-1 L U with partial pivoting. */
interface Factorization {
  readonly rows: number[][];
  readonly order: number[];
  readonly sign: 1 | -1;
  readonly singular: boolean;
}

function factorize(matrix: Matrix): Factorization {
  const n = matrix.length;
  const rows = matrix.map((row) => {
    if (row.length !== n) throw new RangeError('a square matrix is needed');
    return [...row];
  });
  const order = rows.map((_, i) => i);
  let sign: 1 | -1 = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    }
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      [order[k], order[pivot]] = [order[pivot]!, order[k]!];
      sign = sign === 1 ? -1 : 1;
    }
    const top = rows[k]!;
    if (top[k] === 0) {
      singular = true;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]!;
      const factor = row[k]! / top[k]!;
      row[k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) row[j] = row[j]! - factor * top[j]!;
    }
  }
  return { rows, order, sign, singular };
}

/** Determinant by elimination with partial pivoting; 1 for the empty matrix. */
export function determinant(matrix: Matrix): number {
  const { rows, sign } = factorize(matrix);
  return rows.reduce((product, row, i) => product * row[i]!, sign as number);
}

/** log |det| without overflow; -Infinity when singular. */
export function logAbsDeterminant(matrix: Matrix): number {
  return factorize(matrix).rows.reduce((sum, row, i) => sum + Math.log(Math.abs(row[i]!)), 0);
}

/** The solution of A x = b; null when A is singular to working precision. */
export function solve(matrix: Matrix, right: ArrayLike<number>): number[] | null {
  const factorization = factorize(matrix);
  return factorization.singular ? null : substitute(factorization, right);
}

function substitute({ rows, order }: Factorization, right: ArrayLike<number>): number[] {
  const n = rows.length;
  const x = order.map((i) => right[i]!);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) x[i] = x[i]! - rows[i]![j]! * x[j]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i] = x[i]! - rows[i]![j]! * x[j]!;
    x[i] = x[i]! / rows[i]![i]!;
  }
  return x;
}

/** The inverse; null when singular to working precision. */
export function inverse(matrix: Matrix): number[][] | null {
  const factorization = factorize(matrix);
  if (factorization.singular) return null;
  return transpose(identity(matrix.length).map((unit) => substitute(factorization, unit)));
}

/** A x. */
export function multiplyVector(matrix: Matrix, x: ArrayLike<number>): number[] {
  return matrix.map((row) => dot(row, x));
}

/** A^T x. */
export function multiplyTransposed(matrix: Matrix, x: ArrayLike<number>): number[] {
  const out = Array.from({ length: matrix[0]?.length ?? 0 }, () => 0);
  matrix.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) out[j] = out[j]! + row[j]! * x[i]!;
  });
  return out;
}

/** A B. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

export function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j]!));
}

function identity(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Euclidean length, without overflow or underflow. */
export function euclideanNorm(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const scaled = x[i]! / largest;
    sum += scaled * scaled;
  }
  return largest * Math.sqrt(sum);
}

/**
 * Eigenvalues (ascending) and orthonormal eigenvectors (rows, in the same order) of a symmetric matrix, by cyclic
 * Jacobi rotations.
 */
export function symmetricEigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < n; i++) {
      diagonal += a[i]![i]! ** 2;
      for (let j = 0; j < i; j++) off += a[i]![j]! ** 2;
    }
    if (off <= 1e-34 * diagonal) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i]![i]! - a[j]![j]!);
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => vectors[i]!) };
}

/** The Jacobi rotation that makes a[p][q] zero. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) {
    const x = row[p]!;
    const y = row[q]!;
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (const m of [a, vectors]) {
    const rowP = m[p]!;
    const rowQ = m[q]!;
    for (let k = 0; k < rowP.length; k++) {
      const x = rowP[k]!;
      const y = rowQ[k]!;
      rowP[k] = c * x - s * y;
      rowQ[k] = s * x + c * y;
    }
  }
}
