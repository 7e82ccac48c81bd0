/** Polynomials by Horner's rule. */

/** The polynomial with these coefficients, from the constant up, at x. */
export function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
