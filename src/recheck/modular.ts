/**
 * Finite fields for identities, each with the half of its size less one. Their primes are drawn, not written down: who
 * writes a certificate cannot know them, since they come from the hash of what is written.
 */
import type { Rational } from './rational.ts';

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

/** The integers modulo a prime P = 2 Q + 1 with Q prime, in which 2, 3, ..., 47 are squares. */
export class Field {
  readonly P: bigint;
  /** The order of the group of squares, a prime: exponents of squares live modulo Q. */
  readonly Q: bigint;

  private constructor(P: bigint) {
    this.P = P;
    this.Q = (P - 1n) / 2n;
  }

  /** A field of a random prime of about 160 bits; `random` gives independent numbers of 320 bits or more. */
  static draw(random: () => bigint): Field {
    // P = k M - 1 is -1 modulo 8, 3, ..., 47, which makes all of these squares; then Q = k M/2 - 1.
    for (;;) {
      const P = ((random() % (1n << BigInt(BITS - 61))) + (1n << BigInt(BITS - 61))) * M - 1n;
      const Q = (P - 1n) / 2n;
      if (hasSmallFactor(P) || hasSmallFactor(Q)) continue;
      // Two is enough to discard nearly all; the bases that decide are drawn as well.
      if (!passes(P, 2n) || !passes(Q, 2n)) continue;
      const bases = Array.from({ length: ROUNDS }, () => 2n + (random() % (Q - 3n)));
      if (bases.every((base) => passes(P, base) && passes(Q, base))) return new Field(P);
    }
  }

  isSquare(x: bigint): boolean {
    return symbol(x, this.P) === 1;
  }

  /** The whole number of at most 200 that x is modulo P. */
  smallWhole(x: bigint): bigint | undefined {
    const y = modulo(x, this.P);
    return y <= 200n ? y : this.P - y <= 200n ? y - this.P : undefined;
  }

  /** The fraction n/d with n and d below 2^40 that v is modulo P (by Euclid's algorithm), if there is one. */
  smallFraction(v: bigint): Rational | undefined {
    let [a, b, u, w] = [this.P, modulo(v, this.P), 0n, 1n];
    while (b >= 1n << 40n) {
      const k = a / b;
      [a, b, u, w] = [b, a - k * b, w, u - k * w];
    }
    const size = w < 0n ? -w : w;
    if (size === 0n || size >= 1n << 40n) return undefined;
    return { n: w < 0n ? -b : b, d: size };
  }
}

const BITS = 160;
/** 8 3 5 7 ... 47, a number of 62 bits. */
const M = [8n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n].reduce((a, b) => a * b);
/** Each round of Miller and Rabin lets a composite number pass with probability at most 1/4. */
const ROUNDS = 20;

/** The product of the primes from 53 to 1000: one division finds the numbers that share a factor with it. */
const SMALL = Array.from({ length: 950 }, (_, i) => BigInt(i + 51))
  .filter((n) => Array.from({ length: 30 }, (_, i) => BigInt(i + 2)).every((m) => n % m !== 0n))
  .reduce((a, b) => a * b, 1n);

function hasSmallFactor(n: bigint): boolean {
  let [a, b] = [n, SMALL % n];
  while (b !== 0n) [a, b] = [b, a % b];
  return a !== 1n;
}

/** Whether n, odd, passes the test of Miller and Rabin to a base. */
function passes(n: bigint, base: bigint): boolean {
  let odd = n - 1n;
  let twos = 0;
  while (odd % 2n === 0n) [odd, twos] = [odd / 2n, twos + 1];
  let x = powerModulo(base, odd, n);
  if (x === 1n || x === n - 1n) return true;
  for (let i = 1; i < twos; i++) {
    x = (x * x) % n;
    if (x === n - 1n) return true;
  }
  return false;
}

const drawn = new WeakMap<() => bigint, readonly Field[]>();

/** How many fields an identity must hold in. */
const FIELDS = 3;

/** The fields of a source of random numbers: drawn from it at the first call, the same ones ever after. */
export function fieldsOf(random: () => bigint): readonly Field[] {
  const fields = drawn.get(random) ?? Array.from({ length: FIELDS }, () => Field.draw(random));
  drawn.set(random, fields);
  return fields;
}
