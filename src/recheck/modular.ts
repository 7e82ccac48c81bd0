/** Arithmetic modulo the prime of the formal field, and modulo half of it less one. */
import type { Rational } from './rational.ts';

/** The least prime above 2^256 that is -1 modulo 8 3 5 7 ... 47 with (P - 1)/2 prime. */
export const P = 115792089237316195423570985008687907853269984665640564040059958954828239743199n;
export const Q = (P - 1n) / 2n;

/** The point is of no use: a quantity that must be positive is no square, or a denominator vanishes. */
export class Unlucky extends Error {}

export const modulo = (x: bigint, m: bigint): bigint => ((x % m) + m) % m;

export function powerModulo(base: bigint, exponent: bigint, m: bigint): bigint {
  let result = 1n;
  for (let [b, e] = [modulo(base, m), exponent]; e > 0n; e >>= 1n, b = (b * b) % m)
    if (e & 1n) result = (result * b) % m;
  return result;
}

export const inverseModulo = (x: bigint, m: bigint): bigint => {
  const y = modulo(x, m);
  if (y === 0n) throw new Unlucky();
  // Euclid: keeps a = u x (mod m).
  let [a, b, u, v] = [y, m, 1n, 0n];
  while (b !== 0n) {
    const k = a / b;
    [a, b, u, v] = [b, a - k * b, v, u - k * v];
  }
  return modulo(u, m);
};

/** Jacobi's symbol, which tells squares (1) from others (-1) modulo a prime. */
function symbol(x: bigint, m: bigint): number {
  let [a, n, s] = [modulo(x, m), m, 1];
  while (a !== 0n) {
    while (a % 2n === 0n) {
      a /= 2n;
      if (n % 8n === 3n || n % 8n === 5n) s = -s;
    }
    [a, n] = [n, a];
    if (a % 4n === 3n && n % 4n === 3n) s = -s;
    a %= n;
  }
  return n === 1n ? s : 0;
}
export const isSquare = (x: bigint): boolean => symbol(x, P) === 1;

/** The whole number of at most 200 that x is modulo P. */
export function smallWhole(x: bigint): bigint | undefined {
  const y = modulo(x, P);
  return y <= 200n ? y : P - y <= 200n ? y - P : undefined;
}

/** The fraction n/d with n and d below 2^40 that v is modulo P (by Euclid's algorithm), if there is one. */
export function smallFraction(v: bigint): Rational | undefined {
  let [a, b, u, w] = [P, modulo(v, P), 0n, 1n];
  while (b >= 1n << 40n) {
    const k = a / b;
    [a, b, u, w] = [b, a - k * b, w, u - k * w];
  }
  const size = w < 0n ? -w : w;
  if (size === 0n || size >= 1n << 40n) return undefined;
  return { n: w < 0n ? -b : b, d: size };
}
