/** Exact volumes of unit balls, and exact integrals of radial profiles, that are rational. */
import { ONE, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';

/** n!, exactly. */
export function factorial(n: number): Rational {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return ratio(product);
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

/** int_0^1 t^a (1-t)^b dt = a! b! / (a+b+1)!. */
export function betaIntegral(a: number, b: number): Rational {
  return factorial(a)
    .mul(factorial(b))
    .div(factorial(a + b + 1));
}

/** E[1/T] for the radial profile f(t) = (1-t)^n on [0, 1]. */
export function meanInverseRadius(d: number, n: number): Rational {
  return d === 1
    ? ratio(1).div(betaIntegral(0, n))
    : ratio(d - 1, d)
        .mul(betaIntegral(d - 2, n))
        .div(betaIntegral(d - 1, n));
}
