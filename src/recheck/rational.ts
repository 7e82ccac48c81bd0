/** Exact rational numbers on BigInt, in lowest terms with a positive denominator. */
import { Malformed } from './verdicts.ts';

export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** n/d in lowest terms. Throws Malformed for d = 0. */
export function fraction(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new Malformed('a fraction has the denominator 0');
  const sign = d < 0n ? -1n : 1n;
  const common = divisor(n < 0n ? -n : n, d * sign);
  return { n: (sign * n) / common, d: (sign * d) / common };
}

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

export const ZERO = fraction(0n);
export const ONE = fraction(1n);
export const plus = (x: Rational, y: Rational): Rational => fraction(x.n * y.d + y.n * x.d, x.d * y.d);
export const times = (x: Rational, y: Rational): Rational => fraction(x.n * y.n, x.d * y.d);
export const minus = (x: Rational, y: Rational): Rational => fraction(x.n * y.d - y.n * x.d, x.d * y.d);
export const quotient = (x: Rational, y: Rational): Rational => fraction(x.n * y.d, x.d * y.n);
export const isWhole = (x: Rational): boolean => x.d === 1n;
export const show = (x: Rational): string => (x.d === 1n ? `${x.n}` : `${x.n}/${x.d}`);

/** The sign of x - y. */
export function compare(x: Rational, y: Rational): number {
  const difference = x.n * y.d - y.n * x.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The largest integer that is at most x. */
export function floor(x: Rational): bigint {
  const towardsZero = x.n / x.d;
  return x.n < 0n && towardsZero * x.d !== x.n ? towardsZero - 1n : towardsZero;
}

/** The least integer that is at least x. */
export const ceiling = (x: Rational): bigint => -floor({ n: -x.n, d: x.d });

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** "3", "-3/4", "0.25", "1e-9", "0.5/3" by their decimal meaning. Throws Malformed for anything else. */
export function readRational(text: string): Rational {
  const parts = text.split('/');
  if (parts.length > 2) throw new Malformed(`"${text}" is not a rational number`);
  const [over, under] = parts.map((part) => readDecimal(part, text));
  return under === undefined ? over! : quotient(over!, under);
}

function readDecimal(part: string, text: string): Rational {
  const match = DECIMAL.exec(part);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match ?? [];
  if (match === null || whole + decimals === '') throw new Malformed(`"${text}" is not a rational number`);
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n);
  return power >= 0 ? fraction(digits * 10n ** BigInt(power)) : fraction(digits, 10n ** BigInt(-power));
}
