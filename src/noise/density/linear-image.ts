/**
 * X = A^-1 U for independent coordinates U_i = <a_i, X>: what the change of variables does to numbers of U. A is one of
 * doubles, and everything else is rounded once from exact rationals.
 */
import type { Range } from '../../formula/enclosure/range.ts';
import { ONE, toDouble, toRational, ZERO, type Rational } from '../../numeric/algebra/rational.ts';
import { determinant, innerProduct, solve } from '../../numeric/algebra/rational-linear-algebra.ts';

export interface LinearImage {
  /** a_1, ..., a_d. */
  readonly forms: readonly (readonly number[])[];
  /** A^-1, entry by entry to nearest: for drawing. */
  readonly inverse: readonly (readonly number[])[];
  /** |A^-1 e_i|^2: E|X|^2 = sum of these times E U_i^2, for the coordinates are uncorrelated. */
  readonly squares: readonly Range[];
  /** log |det A|: the entropy of X is that of U less this. */
  readonly logDeterminant: Range;
  /** |det A|^{1/d}: J of X is that of U times this. */
  readonly rootDeterminant: Range;
}

/** One step of rounding to nearest, and a little. */
const ROUNDING = 2 ** -52;
/** Entries and the determinant stay within. */
const LARGEST = 1e100;

/** The image for a basis of forms; null where it leaves the doubles. */
export function linearImage(forms: readonly (readonly number[])[]): LinearImage | null {
  const dim = forms.length;
  const rows = forms.map((form) => form.map(toRational));
  const exact = determinant(rows);
  const size = Math.abs(toDouble(exact));
  if (!fits(size)) return null;
  const unit = (i: number): Rational[] => rows.map((_, k) => (k === i ? ONE : ZERO));
  // The columns of A^-1.
  const columns = rows.map((_, i) => solve(rows, unit(i))!);
  const squares = columns.map((column) => toDouble(innerProduct(column, column)));
  if (!squares.every(fits)) return null;
  const inverse = rows.map((_, i) => columns.map((column) => toDouble(column[i]!)));
  const log = Math.log(size);
  const slack = ROUNDING * (4 + 4 * Math.abs(log));
  const root = size ** (1 / dim);
  return {
    forms,
    inverse,
    squares: squares.map((x): Range => [x * (1 - ROUNDING), x * (1 + ROUNDING)]),
    logDeterminant: [log - slack, log + slack],
    // A power of a double, its exponent rounded.
    rootDeterminant: [root * (1 - 1e-13), root * (1 + 1e-13)],
  };
}

const fits = (x: number): boolean => x > 1 / LARGEST && x < LARGEST;

/** Each coordinate for itself. */
export function plainImage(dim: number): LinearImage {
  return linearImage(Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (__, j) => (i === j ? 1 : 0))))!;
}

/** |<a_i, v>| for each i, from below and above: how fast U_i moves with v. */
export function speedsAlong({ forms }: LinearImage, v: readonly number[]): readonly Range[] {
  return forms.map((form): Range => {
    let [sum, sizes] = [0, 0];
    let exact = true;
    form.forEach((a, j) => {
      const term = a * v[j]!;
      if (term !== 0) exact &&= sizes === 0 && (Math.abs(a) === 1 || Math.abs(v[j]!) === 1);
      sum += term;
      sizes += Math.abs(term);
    });
    if (exact) return [Math.abs(sum), Math.abs(sum)];
    // At most 2 d roundings.
    const slack = sizes * form.length * 4 * ROUNDING;
    return [Math.max(0, Math.abs(sum) - slack), Math.abs(sum) + slack];
  });
}
