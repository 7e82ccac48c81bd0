/** Exact volumes of the unit balls that have rational ones. */
import { ONE, ratio } from '../src/numeric/rational.ts';
import type { Rational } from '../src/numeric/rational.ts';

/** n!, exactly. */
export function factorial(n: number): Rational {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return ratio(product);
}

/** n choose k, exactly. */
export function binomial(n: number, k: number): Rational {
  return k < 0 || k > n ? ratio(0) : factorial(n).div(factorial(k).mul(factorial(n - k)));
}

/** |[-1, 1]^d| = 2^d. */
export function cubeVolume(d: number): Rational {
  return power(ratio(2), d);
}

/** |{|x|_1 <= 1}| = 2^d / d!. */
export function crossPolytopeVolume(d: number): Rational {
  return cubeVolume(d).div(factorial(d));
}

/** x^n for an integer n >= 0; fraction.js returns null only for irrational powers. */
export function power(x: Rational, n: number): Rational {
  let product = ONE;
  for (let k = 0; k < n; k++) product = product.mul(x);
  return product;
}
