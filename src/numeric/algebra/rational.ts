/**
 * Exact rational numbers: fraction.js on BigInt, and exact linear algebra.
 *
 * Caution: fraction.js reads a fractional `number` through an approximation with denominators up to 10^7, so never
 * hand one to its constructor or its arithmetic methods; use `toRational`, which takes the bits.
 */
import Fraction from 'fraction.js';
import { InvalidInput } from '../invalid-input.ts';

/** An exact rational number n/d with sign s (fraction.js). */
export type Rational = Fraction;

export const ZERO: Rational = new Fraction(0n);
export const ONE: Rational = new Fraction(1n);

/** The rational n/d, exactly. */
export function ratio(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  if (d === 0n) throw new InvalidInput('A rational number cannot have denominator 0.', { code: 'argument' });
  return new Fraction(n, d);
}

/**
 * The rational number equal to x: a double by its bits (0.1 gives 3602879701896397/2^55), a string such as "3/4",
 * "-1.25" or "1e-12" by its decimal meaning, a bigint as itself.
 */
export function toRational(x: number | string | bigint | Rational): Rational {
  if (typeof x === 'number') return doubleToRational(x);
  if (typeof x === 'string') return parseRational(x);
  return typeof x === 'bigint' ? new Fraction(x) : x;
}

/** The exact value of a finite double. */
function doubleToRational(x: number): Rational {
  if (!Number.isFinite(x)) throw new InvalidInput(`${x} is not a rational number.`, { code: 'argument' });
  if (Number.isInteger(x)) return new Fraction(BigInt(x));
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, x);
  const bits = bytes.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const significand = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  const signed = x < 0 ? -significand : significand;
  return exponent >= 0 ? new Fraction(signed << BigInt(exponent)) : new Fraction(signed, 1n << BigInt(-exponent));
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/;

function parseRational(text: string): Rational {
  const parts = text.trim().split('/');
  if (parts.length === 1) return parseDecimal(parts[0]!, text);
  if (parts.length === 2) {
    const denominator = parseDecimal(parts[1]!.trim(), text);
    if (denominator.n === 0n) throw new InvalidInput(`The denominator of "${text}" is 0.`, { code: 'argument' });
    return parseDecimal(parts[0]!.trim(), text).div(denominator);
  }
  throw notRational(text);
}

function parseDecimal(part: string, text: string): Rational {
  const match = DECIMAL.exec(part);
  const whole = match?.[2] ?? '';
  const decimals = match?.[3] ?? '';
  if (match === null || whole + decimals === '') throw notRational(text);
  const digits = BigInt(whole + decimals) * (match[1] === '-' ? -1n : 1n);
  const exponent = Number(match[4] ?? 0) - decimals.length;
  return exponent >= 0
    ? new Fraction(digits * 10n ** BigInt(exponent))
    : new Fraction(digits, 10n ** BigInt(-exponent));
}

function notRational(text: string): InvalidInput {
  return new InvalidInput(`"${text}" is not a rational number; write it as 3, -1.25, 1e-6 or 3/4.`, {
    code: 'argument',
  });
}

/** The signed numerator. */
export function numerator(x: Rational): bigint {
  return x.s * x.n;
}

/** The double nearest to x (ties to even), exactly rounded. */
export function toDouble(x: Rational): number {
  return Number(x.s) * roundedRatio(x.n, x.d);
}

/** n/d >= 0 rounded to nearest at 53 bits (fewer below the normal range). */
function roundedRatio(n: bigint, d: bigint): number {
  if (n === 0n) return 0;
  let exponent = bitLength(n) - bitLength(d) - 53;
  exponent = Math.max(exponent, -1074);
  let quotient: bigint;
  let remainder: bigint;
  const divide = (): void => {
    const top = exponent < 0 ? n << BigInt(-exponent) : n;
    const bottom = exponent > 0 ? d << BigInt(exponent) : d;
    quotient = top / bottom;
    remainder = (top % bottom) * 2n - bottom;
  };
  divide();
  // The first guess has 53 or 54 bits; keep 53.
  if (quotient! >= 1n << 53n) {
    exponent++;
    divide();
  }
  const roundsUp = remainder! > 0n || (remainder! === 0n && (quotient! & 1n) === 1n);
  if (roundsUp) quotient! += 1n;
  const significand = Number(quotient!);
  return exponent > 900 ? significand * 2 ** 900 * 2 ** (exponent - 900) : scaleDown(significand, exponent);
}

/** significand * 2^exponent, exact because the significand was cut to the bits that fit. */
function scaleDown(significand: number, exponent: number): number {
  return exponent < -1000 ? significand * 2 ** -1000 * 2 ** (exponent + 1000) : significand * 2 ** exponent;
}

function bitLength(n: bigint): number {
  return n.toString(16).length * 4 - Math.clz32(Number.parseInt(n.toString(16)[0]!, 16)) + 28;
}
