/** Vectors with rational coordinates. */
import { ratio, type Rational } from '../src/numeric/algebra/rational.ts';

export type RationalVector = readonly Rational[];

/** A vector of integers, divided by a common denominator. */
export function rationalVector(integers: readonly number[], denominator = 1): Rational[] {
  return integers.map((x) => ratio(x, denominator));
}

export function show(v: RationalVector): string {
  return `(${v.map((x) => x.toFraction()).join(', ')})`;
}

export function multiple(t: Rational, v: RationalVector): Rational[] {
  return v.map((x) => x.mul(t));
}

export function sum(a: RationalVector, b: RationalVector): Rational[] {
  return a.map((x, i) => x.add(b[i]!));
}
