/**
 * Arithmetic of estimates: whatever the true values are in their enclosures, the true result is in the enclosure
 * returned.
 *
 * Ends are rounded outward (directed.ts), so no factor for rounding is needed beside these. The failures of the
 * arguments add up (`jointConfidence`), and the method is the weakest of theirs. An end may be infinite, and where two
 * of them meet in something undefined, 0 times Infinity or Infinity minus Infinity, the enclosure takes all that it
 * might be; the value, which is no bound, is then NaN. A quantity known to be 0 counts there as a limit of positive
 * ones. NaN ends and NaN constants are refused with a RangeError.
 */
import { add, divide, multiply, type Direction } from './directed.ts';
import { enclosed, jointConfidence, METHODS, type Estimate, type Method } from './estimate.ts';

/** A number known exactly, as the double it is. */
export function exact(value: number): Estimate {
  return enclosed(refuseNaN(value), value, value, 'exact');
}

/** e `by` / `over`, both constants taken as exact. Throws RangeError for `over` = 0. */
export function scaled(e: Estimate, by: number, over = 1): Estimate {
  if (over === 0) throw new RangeError('An estimate is divided by 0.');
  const multiple = by === 1 ? e : product(e, exact(by));
  return over === 1 ? multiple : ratio(multiple, exact(over));
}

/** e + `by`, the constant taken as exact. */
export function shifted(e: Estimate, by: number): Estimate {
  return sum(e, exact(by));
}

/** 1/e; the end towards 0 becomes infinite. */
export function inverted(e: Estimate): Estimate {
  return ratio(exact(1), e);
}

/** e, where the true value is known to lie in [low, high]. */
export function clamped(e: Estimate, low: number, high: number): Estimate {
  refuseNaN(low);
  refuseNaN(high);
  const within = (x: number): number => Math.min(high, Math.max(low, x));
  const { value, lower, upper } = checked(e);
  return { ...combination(e), value: within(value), lower: within(lower), upper: within(upper) };
}

/**
 * What two enclosures of the same number say together, the value near that of the first; null when they are disjoint.
 */
export function intersected(a: Estimate, b: Estimate): Estimate | null {
  const lower = Math.max(checked(a).lower, checked(b).lower);
  const upper = Math.min(a.upper, b.upper);
  if (lower > upper) return null;
  return { ...combination(a, b), value: Math.min(upper, Math.max(lower, a.value)), lower, upper };
}

/** e with its ends moved outward by a relative error >= 0 of the quantity itself. */
export function widened(e: Estimate, relativeError: number): Estimate {
  const { lower, upper } = checked(e);
  const room = (end: number): number =>
    Number.isFinite(end) ? multiply(Math.abs(end), refuseNaN(relativeError), 'up') : 0;
  return { ...e, lower: add(lower, -room(lower), 'down'), upper: add(upper, room(upper), 'up') };
}

/** x + y + ... */
export function sum(...terms: readonly [Estimate, ...Estimate[]]): Estimate {
  let value = 0;
  let lower = 0;
  let upper = 0;
  for (const term of terms) {
    value += term.value;
    lower = defined(add(lower, checked(term).lower, 'down'), -Infinity);
    upper = defined(add(upper, term.upper, 'up'), Infinity);
  }
  return { ...combination(...terms), value, lower, upper };
}

/** x y */
export function product(x: Estimate, y: Estimate): Estimate {
  return { ...combination(x, y), value: x.value * y.value, ...corners(multiply, checked(x), ends(checked(y))) };
}

/** x / y; the whole line where y may be of either sign, and infinite ends where y may be 0. */
export function ratio(x: Estimate, y: Estimate): Estimate {
  const value = x.value / y.value;
  const rest = { ...combination(x, y), value };
  if (checked(y).lower < 0 && y.upper > 0) {
    checked(x);
    return { ...rest, lower: -Infinity, upper: Infinity };
  }
  // A zero end has the sign of the other one.
  const zero = y.lower < 0 ? -0 : 0;
  const by = ends(y).map((end) => (end === 0 ? zero : end)) as [number, number];
  return { ...rest, ...corners(divide, checked(x), by) };
}

type Operation = (x: number, y: number, direction: Direction) => number;

/** The hull of a monotone operation over the corners. */
function corners(
  operation: Operation,
  x: Estimate,
  [from, to]: readonly [number, number],
): Pick<Estimate, 'lower' | 'upper'> {
  const signs = [signOf(x.lower, x.upper), signOf(from, to)] as const;
  const sign = signs[0] * signs[1];
  // What an undefined corner might be, given the signs.
  const least = sign > 0 ? 0 : -Infinity;
  const most = sign < 0 ? 0 : Infinity;
  let [lower, upper] = [Infinity, -Infinity];
  for (const p of ends(x)) {
    for (const q of [from, to]) {
      lower = Math.min(lower, defined(operation(p, q, 'down'), least));
      upper = Math.max(upper, defined(operation(p, q, 'up'), most));
    }
  }
  return { lower, upper };
}

/** 1 for numbers >= 0, -1 for others <= 0, 0 where both signs occur. */
function signOf(lower: number, upper: number): -1 | 0 | 1 {
  if (Object.is(lower, -0) && Object.is(upper, -0)) return -1;
  if (lower >= 0) return 1;
  return upper <= 0 ? -1 : 0;
}

function ends({ lower, upper }: Estimate): [number, number] {
  return [lower, upper];
}

function defined(x: number, otherwise: number): number {
  return Number.isNaN(x) ? otherwise : x;
}

/** What a number made of these rests on. */
function combination(...parts: readonly [Estimate, ...Estimate[]]): { method: Method; confidence: number } {
  let [{ method, confidence }] = parts;
  for (const part of parts.slice(1)) {
    if (METHODS.indexOf(part.method) > METHODS.indexOf(method)) ({ method } = part);
    confidence = jointConfidence(confidence, part.confidence);
  }
  return { method, confidence };
}

function checked(e: Estimate): Estimate {
  refuseNaN(e.lower);
  refuseNaN(e.upper);
  return e;
}

function refuseNaN(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('NaN takes no part in the arithmetic of estimates.');
  return x;
}
