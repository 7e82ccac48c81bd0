/** The l_p norms on R^d, 1 <= p <= Infinity, in O(d) and safe from overflow. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Vector } from '../body.ts';

/** (sum |x_i|^p)^(1/p); the largest |x_i| for p = Infinity. */
export function lpNorm(x: Vector, p: number): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (size > largest || size !== size) largest = size;
    if (size !== size) return NaN;
  }
  if (p === Infinity || largest === 0 || largest === Infinity) return largest;
  if (p === 1) {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]!);
    return sum;
  }
  let sum = 0;
  if (p === 2) {
    for (let i = 0; i < x.length; i++) {
      const scaled = x[i]! / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }
  for (let i = 0; i < x.length; i++) sum += Math.pow(Math.abs(x[i]!) / largest, p);
  return largest * Math.pow(sum, 1 / p);
}

/** The q with 1/p + 1/q = 1. */
export function dualExponent(p: number): number {
  if (p === 1) return Infinity;
  return p === Infinity ? 1 : p / (p - 1);
}

/**
 * A subgradient of the l_p norm at x != 0: the y with |y|_q = 1 and <x, y> = |x|_p. At the kinks of p = 1 the sign of 0
 * is read as 0; for p = Infinity the first largest coordinate is taken.
 */
export function lpNormGradient(x: Vector, p: number): number[] {
  const size = lpNorm(x, p);
  const out = Array.from({ length: x.length }, () => 0);
  if (size === 0) return out;
  if (p === Infinity) {
    for (let i = 0; i < x.length; i++) {
      if (Math.abs(x[i]!) === size) {
        out[i] = Math.sign(x[i]!);
        return out;
      }
    }
    return out;
  }
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]!;
    out[i] = p === 1 ? Math.sign(xi) : p === 2 ? xi / size : Math.sign(xi) * Math.pow(Math.abs(xi) / size, p - 1);
  }
  return out;
}

/** Throws InvalidInput unless p is a norm's exponent. */
export function requireExponent(p: number): number {
  if (!(p >= 1)) throw new InvalidInput(`An l_p ball needs 1 <= p <= Infinity, but p is ${p}.`, { code: 'body' });
  return p;
}

/** The largest dimension of a body, a noise or an adversary. */
export const MAX_DIMENSION = 1_000_000;

/** Throws InvalidInput unless dim is a possible dimension. */
export function requireDimension(dim: number): number {
  if (!Number.isSafeInteger(dim) || dim < 1 || dim > MAX_DIMENSION) {
    throw new InvalidInput(`The dimension must be an integer from 1 to ${MAX_DIMENSION}, but is ${dim}.`, {
      code: 'dimension',
    });
  }
  return dim;
}

/** Throws InvalidInput unless v is a vector of finite numbers of the body's dimension. */
export function requireVector(v: Vector, dim: number, what: string): void {
  if (v.length !== dim)
    throw new InvalidInput(`The ${what} has ${v.length} coordinates, but the body is in R^${dim}.`, {
      code: 'dimension',
    });
  for (let i = 0; i < dim; i++) {
    if (!Number.isFinite(v[i]!))
      throw new InvalidInput(`Coordinate ${i + 1} of the ${what} is ${v[i]!}, not a number.`, { code: 'argument' });
  }
}
