/**
 * One floating-point operation on an end of an interval, moved outward.
 *
 * Sums: Knuth's two-sum gives the rounding error of x + y itself, so an exact sum stays exact (3 - 1 - 2 is 0, not a
 * small interval around it) and any other moves by one unit, |s| 2^-52 >= ulp(s). Products: exact where both factors
 * have at most 24 bits (then 48 bits suffice), else moved by one unit. 0 times anything is exactly 0, for an infinite
 * end stands for arbitrarily large finite values. A result that may have underflowed moves by 1e-300.
 */

/** One unit in the last place, relative, from above: ulp(x) <= UNIT |x| for normal x. */
const UNIT = 2 ** -52;
/** An absolute error above that of any underflow. */
const TINY = 1e-300;
const UNDERFLOW = 1e-290;

/**
 * `elementary-functions`, the assumption behind everything proved from formulas: `Math.exp`, `log`, `pow`, `sin`,
 * `cos`, `atan`, `sinh`, `cosh`, `tanh`, `expm1`, `log1p` of the platform, and `erf`, are right to 2^-49 relative. The
 * comparison with MPFR over the whole range, at hard points too, comes to at most half of that
 * (test/formula/enclosure/elementary.test.ts).
 */
const ELEMENTARY_ERROR = 2 ** -49;

/** The assumption by its name, for whatever prints on what it rests. */
export const ELEMENTARY_FUNCTIONS = {
  name: 'elementary-functions',
  statement:
    'exp, log, pow, sin, cos, tan, atan, sinh, cosh, tanh, expm1 and log1p of the platform, and erf, are right to 2^-49 relative; compared with ' +
    'MPFR over the whole range, they are to half of that',
} as const;

/** A lower bound of x + y. */
export function addDown(x: number, y: number): number {
  const sum = x + y;
  const part = sum - x;
  if (x - (sum - part) + (y - part) < 0) return sum - Math.abs(sum) * UNIT - 5e-324;
  // Infinity - Infinity: nothing is known. A sum that overflowed is at least the largest double.
  if (Number.isNaN(sum)) return -Infinity;
  return sum === Infinity ? Number.MAX_VALUE : sum;
}

/** An upper bound of x + y. */
export function addUp(x: number, y: number): number {
  return -addDown(-x, -y);
}

/** A lower bound of x y. */
export function multiplyDown(x: number, y: number): number {
  if (x === 0 || y === 0) return 0;
  const product = x * y;
  if (Math.fround(x) === x && Math.fround(y) === y && Number.isFinite(product)) return product;
  if (product > UNDERFLOW) return product === Infinity ? Number.MAX_VALUE : product - product * UNIT;
  if (x > 0 === y > 0) return 0;
  return product + product * UNIT - TINY;
}

/** An upper bound of x y. */
export function multiplyUp(x: number, y: number): number {
  return -multiplyDown(-x, y);
}

/** A lower bound of x / y, y not 0. */
export function divideDown(x: number, y: number): number {
  if (x === 0) return 0;
  const quotient = x / y;
  if (Number.isNaN(quotient)) return x > 0 === y > 0 ? 0 : -Infinity;
  // Two factors of 24 bits: their product is exact, so the quotient was.
  if (Math.fround(quotient) === quotient && Math.fround(y) === y && quotient * y === x) return quotient;
  if (quotient > UNDERFLOW) return quotient === Infinity ? Number.MAX_VALUE : quotient - quotient * UNIT;
  if (x > 0 === y > 0) return 0;
  return quotient + quotient * UNIT - TINY;
}

/** An upper bound of x / y, y not 0. */
export function divideUp(x: number, y: number): number {
  return -divideDown(-x, y);
}

/** What the platform's function returned, moved down by the assumed error. */
export function looseDown(x: number): number {
  if (Number.isNaN(x)) return -Infinity;
  if (Math.abs(x) < TINY) return x - TINY;
  return x === Infinity ? Number.MAX_VALUE : x - Math.abs(x) * ELEMENTARY_ERROR;
}

/** What the platform's function returned, moved up by the assumed error. */
export function looseUp(x: number): number {
  return -looseDown(-x);
}

const POWERS = Float64Array.from({ length: 2200 }, (_, i) => 2 ** (i - 1100));

/** 2^k for integer k: 0 below, Infinity above the range of doubles. */
function powerOfTwo(k: number): number {
  if (k < -1074) return 0;
  return k > 1023 ? Infinity : POWERS[k + 1100]!;
}

/** x 2^k from below. */
export function scaleDown(x: number, k: number): number {
  if (k === 0 || x === 0) return x;
  const scaled =
    k < -1000 || k > 1000 ? x * powerOfTwo(Math.trunc(k / 2)) * powerOfTwo(k - Math.trunc(k / 2)) : x * powerOfTwo(k);
  if (Number.isNaN(scaled)) return x > 0 ? 0 : -Infinity;
  if (scaled === Infinity) return Number.MAX_VALUE;
  if (Math.abs(scaled) > UNDERFLOW) return scaled;
  return x > 0 ? 0 : scaled - TINY;
}

/** x 2^k from above. */
export function scaleUp(x: number, k: number): number {
  return -scaleDown(-x, k);
}
