/** The exact numbers that a person meant by the doubles of a description: decimals as written. */
import { toRational, type Rational } from '../../numeric/algebra/rational.ts';

/**
 * Significant digits that any decimal keeps in a double: a double that prints with no more was written as such a
 * decimal.
 */
const KEPT_DIGITS = 15;

/**
 * The rational number meant by a double: its shortest decimal where that has at most 15 digits (0.1 is one tenth, so
 * that (0.1, 0.9) lies on the segment from (1, 0) to (0, 1)), else the double by its bits (the result of a
 * computation). The two differ by less than half a unit in the last place. Throws InvalidInput for NaN and infinities.
 */
export function asWritten(x: number): Rational {
  if (Number.isInteger(x) || Number(x.toPrecision(KEPT_DIGITS)) !== x) return toRational(x);
  return toRational(String(x));
}
