/** Sums and differences of which nearly all cancels, rounded about once. Source: T. J. Dekker (1971), D. E. Knuth. */
import { productError } from './directed.ts';

/** a - b/c to a few ulps however near a is to b/c, for sizes of 1e-290 to 1e290 and c != 0. */
export function minusQuotient(a: number, b: number, c: number): number {
  const quotient = b / c;
  const product = quotient * c;
  // b = (quotient + rest/c) c exactly: b - product has no rounding.
  const rest = b - product - productError(quotient, c, product);
  return a - quotient - rest / c;
}

/** a + b + c to a few ulps of the sum, whatever cancels. */
export function sumOfThree(a: number, b: number, c: number): number {
  const [first, firstError] = twoSum(a, b);
  const [second, secondError] = twoSum(first, c);
  return second + (firstError + secondError);
}

/** a + b = sum + error exactly. */
function twoSum(a: number, b: number): [number, number] {
  const sum = a + b;
  const virtual = sum - a;
  return [sum, a - (sum - virtual) + (b - virtual)];
}
