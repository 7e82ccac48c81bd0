/**
 * Decimals read with a direction. `Number('0.9')` is the nearest double, and lies above nine tenths: a radius at it is
 * above the radius that was asked for, and near 1 far above (seventeen nines become 1). Here the decimal is taken as
 * the exact rational it is.
 */
import type { Rounding } from './decimal.ts';

/** A decimal as written, exactly: digits 10^exponent, or null for what is no decimal. */
function readDecimal(text: string): { readonly digits: bigint; readonly exponent: number } | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, exponent: Number(power) - fraction.length };
}

/** The largest double at most the decimal (`down`), or the least one at least it (`up`); NaN for what is no decimal. */
export function doubleFromDecimal(text: string, rounding: Rounding): number {
  const decimal = readDecimal(text);
  return decimal === null ? NaN : roundedRatio(decimal.digits, decimal.exponent, rounding);
}

/**
 * 1 minus the decimal, rounded: the tail of a probability so near 1 that no double between them tells it from 1. 0 only
 * for exactly 1 (or, rounded down, for a tail below every double); NaN for what is no decimal.
 */
export function complementFromDecimal(text: string, rounding: Rounding): number {
  const decimal = readDecimal(text);
  if (decimal === null) return NaN;
  const { digits, exponent } = decimal;
  if (digits === 0n) return 1;
  // Beyond any double: 1 - digits 10^exponent is told by its sign and by 1 alone.
  if (exponent + decimalLength(digits) > 400) return roundedRatio(-digits, exponent, rounding);
  if (exponent + decimalLength(digits) < -400) {
    if (digits > 0n) return rounding === 'down' ? 1 - 2 ** -53 : 1;
    return rounding === 'down' ? 1 : 1 + 2 ** -52;
  }
  const scale = 10n ** BigInt(Math.abs(exponent));
  return exponent >= 0
    ? roundedRatio(1n - digits * scale, 0, rounding)
    : roundedRatio(scale - digits, exponent, rounding);
}

const decimalLength = (digits: bigint): number => digits.toString().length - (digits < 0n ? 1 : 0);

/** numerator 10^power as a double, rounded; exactly. */
function roundedRatio(numerator: bigint, power: number, rounding: Rounding): number {
  if (numerator === 0n) return 0;
  if (numerator < 0n) return -roundedRatio(-numerator, power, rounding === 'down' ? 'up' : 'down');
  const size = decimalLength(numerator) + power;
  if (size > 310) return rounding === 'down' ? Number.MAX_VALUE : Infinity;
  if (size < -325) return rounding === 'down' ? 0 : 5e-324;
  const above = power > 0 ? numerator * 10n ** BigInt(power) : numerator;
  const below = power < 0 ? 10n ** BigInt(-power) : 1n;
  // 2^exponent <= above/below < 2^(exponent + 1).
  let exponent = bitLength(above) - bitLength(below);
  if (exponent >= 0 ? above < below << BigInt(exponent) : above << BigInt(-exponent) < below) exponent -= 1;
  // The last bit of the double; subnormal numbers have fewer bits.
  const unit = Math.max(exponent - 52, -1074);
  const [p, q] = unit >= 0 ? [above, below << BigInt(unit)] : [above << BigInt(-unit), below];
  const floor = p / q;
  const rounded = Number(rounding === 'up' && floor * q !== p ? floor + 1n : floor) * 2 ** unit;
  return rounded === Infinity && rounding === 'down' ? Number.MAX_VALUE : rounded;
}

function bitLength(x: bigint): number {
  const hex = x.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
}
