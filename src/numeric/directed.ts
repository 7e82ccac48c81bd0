/**
 * Doubles rounded in a stated direction. IEEE 754 rounds sums, products, quotients and square roots to the nearest
 * double; the sign of what was rounded away is found exactly by error-free transformations (Knuth's two-sum, Dekker's
 * product; Ogita, Rump, Oishi 2005), and the result moves one double outward only where it must. Exact results stay.
 */

/** Towards -Infinity or towards Infinity. */
export type Direction = 'down' | 'up';

const MIN = 5e-324;
const MAX = Number.MAX_VALUE;
const words = new BigInt64Array(1);
const doubles = new Float64Array(words.buffer);

/** The least double above x; Infinity and NaN stay. */
export function nextUp(x: number): number {
  if (x === 0) return MIN;
  if (!Number.isFinite(x)) return x === -Infinity ? -MAX : x;
  doubles[0] = x;
  words[0] = words[0]! + (x > 0 ? 1n : -1n);
  return doubles[0];
}

/** The greatest double below x; -Infinity and NaN stay. */
export const nextDown = (x: number): number => -nextUp(-x);

/** Moves `rounded` outward if the exact result lies beyond it: `rest` has the sign of exact minus rounded. */
function towards(rounded: number, rest: number, direction: Direction): number {
  if (direction === 'down') return rest < 0 ? nextDown(rounded) : rounded;
  return rest > 0 ? nextUp(rounded) : rounded;
}

/** Where finite arguments overflowed: the result is finite, so the largest double is on its near side. */
function overflowed(rounded: number, direction: Direction): number {
  if (rounded > 0) return direction === 'down' ? MAX : Infinity;
  return direction === 'down' ? -Infinity : -MAX;
}

/** x + y. NaN for Infinity - Infinity. */
export function add(x: number, y: number, direction: Direction): number {
  const sum = x + y;
  if (!Number.isFinite(sum)) return Number.isFinite(x) && Number.isFinite(y) ? overflowed(sum, direction) : sum;
  const virtual = sum - x;
  return towards(sum, x - (sum - virtual) + (y - virtual), direction);
}

/** x y. NaN for 0 times Infinity. */
export function multiply(x: number, y: number, direction: Direction): number {
  const product = x * y;
  if (!Number.isFinite(product))
    return Number.isFinite(x) && Number.isFinite(y) ? overflowed(product, direction) : product;
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return product;
  const size = Math.abs(product);
  // Too small or too large for the error to be a double: one step outward, never across 0.
  if (size < 2 ** -960 || Math.max(Math.abs(x), Math.abs(y)) > 2 ** 990 || size > 2 ** 1000) {
    return stepped(product, x > 0 === y > 0, direction);
  }
  return towards(product, productError(x, y, product), direction);
}

/** x / y, y not 0. */
export function divide(x: number, y: number, direction: Direction): number {
  const quotient = x / y;
  if (!Number.isFinite(quotient)) return Number.isFinite(x) && y !== 0 ? overflowed(quotient, direction) : quotient;
  if (x === 0 || !Number.isFinite(y)) return quotient;
  const size = Math.abs(quotient);
  const large = Math.max(Math.abs(x), Math.abs(y), size);
  const small = Math.min(Math.abs(x), Math.abs(y), size);
  if (large > 2 ** 990 || small < 2 ** -900) return stepped(quotient, x > 0 === y > 0, direction);
  // x - quotient y, exactly: the first difference is exact, as quotient y is within rounding of x.
  const back = quotient * y;
  const rest = x - back - productError(quotient, y, back);
  return towards(quotient, y > 0 ? rest : -rest, direction);
}

/** One double outward; a result of known sign does not cross 0. */
function stepped(x: number, positive: boolean, direction: Direction): number {
  const next = direction === 'down' ? nextDown(x) : nextUp(x);
  if (positive) return next < 0 ? 0 : next;
  return next > 0 ? 0 : next;
}

/** x y - product, exactly (Dekker), for product = x y rounded; factors below 2^990, no underflow. */
export function productError(x: number, y: number, product: number): number {
  const [xh, xl] = split(x);
  const [yh, yl] = split(y);
  return xh * yh - product + xh * yl + xl * yh + xl * yl;
}

function split(x: number): [number, number] {
  const scaled = 134217729 * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
