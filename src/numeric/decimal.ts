/**
 * Decimals with a direction.
 *
 * `toFixed` and `toPrecision` round to nearest, so half of all printed radii would lie above the radius that was
 * certified. Here the double is taken as the exact rational it is and rounded one way, digit for digit.
 */

/** `down` prints a number at most x, `up` one at least x. */
export type Rounding = 'down' | 'up';

/**
 * x with `digits` significant digits, rounded towards -Infinity (`down`) or Infinity (`up`): never across x.
 * Plain notation for 1e-4 <= |x| < 1e9, scientific otherwise; `inf`, `-inf` and `nan` for what is no number.
 */
export function roundedDecimal(x: number, digits: number, rounding: Rounding): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 17) throw new RangeError(`digits must be 1..17: ${digits}`);
  if (Number.isNaN(x)) return 'nan';
  if (x === Infinity) return 'inf';
  if (x === -Infinity) return '-inf';
  if (x === 0) return '0';
  const negative = x < 0;
  // Away from zero for a negative number rounded down, or a positive one rounded up.
  const awayFromZero = negative === (rounding === 'down');
  let exponent = Number(Math.abs(x).toExponential(20).split('e')[1]);
  let integer = scaledInteger(Math.abs(x), digits - 1 - exponent, awayFromZero);
  // 9.99... rounded away from zero has one digit too many.
  if (integer.toString().length > digits) {
    exponent += 1;
    integer = scaledInteger(Math.abs(x), digits - 1 - exponent, awayFromZero);
  }
  const text = notation(integer.toString(), exponent);
  return negative ? `-${text}` : text;
}

/** A certified radius as text: at most the radius, `digits` significant digits. */
export const radiusDecimal = (radius: number, digits: number): string => roundedDecimal(radius, digits, 'down');

/** floor or ceiling of x 10^power, exactly; x > 0. */
function scaledInteger(x: number, power: number, ceiling: boolean): bigint {
  const { mantissa, exponent } = binary(x);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const floor = numerator / denominator;
  return ceiling && floor * denominator !== numerator ? floor + 1n : floor;
}

/** x = mantissa 2^exponent exactly, for finite x > 0. */
function binary(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** The digits d1 d2 d3 ... read as d1.d2d3... 10^exponent. */
function notation(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= 9) {
    const rest = digits.slice(1);
    return `${digits[0]}${rest === '' ? '' : `.${rest}`}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (exponent + 1 >= digits.length) return digits + '0'.repeat(exponent + 1 - digits.length);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
