/**
 * Ranges of the elementary functions over an interval, as [lower, upper] in `RANGE` (no allocation: one range is read
 * before the next is asked for). Exact where a value is known exactly, so that cosh(0) - 1 is 0.
 */
import { erf } from '../../numeric/special/special.ts';
import { divideDown, divideUp, looseDown, looseUp, multiplyDown, multiplyUp } from './rounding.ts';

/** Where the last range was left: lower, upper. */
export const RANGE = new Float64Array(2);

function set(lower: number, upper: number): void {
  RANGE[0] = lower;
  RANGE[1] = upper;
}

const fixedPoint = (x: number): boolean => x === 0;

/** Of an increasing function with f(0) = 0 exactly, and values within [least, most]. */
function increasing(f: (x: number) => number, lower: number, upper: number, least = -Infinity, most = Infinity): void {
  const low = fixedPoint(lower) ? 0 : looseDown(f(lower));
  const high = fixedPoint(upper) ? 0 : looseUp(f(upper));
  set(Math.min(most, Math.max(least, low)), Math.max(least, Math.min(most, high)));
}

/** pi/2 from above. */
const HALF_PI_UP = 1.5707963267948968;
const PI = Math.PI;

export type UnaryName =
  | 'exp'
  | 'log'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'erf'
  | 'expm1'
  | 'log1p';

/** The range of the function over [lower, upper]; of log and log1p on the part where they are defined. */
export function rangeOf(name: UnaryName, lower: number, upper: number): void {
  switch (name) {
    case 'exp':
      return set(expDown(lower), expUp(upper));
    case 'expm1':
      return increasing(Math.expm1, lower, upper, -1);
    case 'log':
      return set(logDown(lower), logUp(upper));
    case 'log1p':
      return increasing(Math.log1p, Math.max(-1, lower), Math.max(-1, upper));
    case 'sin':
      return cosine(lower, upper, -0.5 * PI, Math.sin);
    case 'cos':
      return cosine(lower, upper, 0, Math.cos);
    case 'tan':
      return tangent(lower, upper);
    case 'atan':
      return increasing(Math.atan, lower, upper, -HALF_PI_UP, HALF_PI_UP);
    case 'sinh':
      return increasing(Math.sinh, lower, upper);
    case 'cosh': {
      const far = Math.max(-lower, upper);
      const near = lower > 0 ? lower : upper < 0 ? -upper : 0;
      return set(near === 0 ? 1 : Math.max(1, looseDown(Math.cosh(near))), far === 0 ? 1 : looseUp(Math.cosh(far)));
    }
    case 'tanh':
      return increasing(Math.tanh, lower, upper, -1, 1);
    case 'erf':
      return increasing(erf, lower, upper, -1, 1);
  }
}

export function expDown(x: number): number {
  return x === 0 ? 1 : Math.max(0, looseDown(Math.exp(x)));
}

export function expUp(x: number): number {
  return x === 0 ? 1 : x === -Infinity ? 0 : looseUp(Math.exp(x));
}

export function logDown(x: number): number {
  return x === 1 ? 0 : x > 0 ? looseDown(Math.log(x)) : -Infinity;
}

export function logUp(x: number): number {
  return x === 1 ? 0 : x > 0 ? looseUp(Math.log(x)) : -Infinity;
}

/** cos (peak 0) or sin (peak pi/2, given as -pi/2 for the phase). */
function cosine(lower: number, upper: number, shift: number, f: (x: number) => number): void {
  // Far from 0 neither the position of the peaks nor the period is trusted.
  if (!(upper - lower < 6.28) || Math.max(Math.abs(lower), Math.abs(upper)) > 1e7) return set(-1, 1);
  const slack = 1e-8;
  const reaches = (phase: number): boolean => {
    const turns = Math.ceil((lower - slack - phase) / (2 * PI));
    return phase + turns * 2 * PI <= upper + slack;
  };
  const peak = shift === 0 ? 0 : 0.5 * PI;
  const [left, right] = [f(lower), f(upper)];
  const exactEnds = lower === 0 && upper === 0;
  if (exactEnds) return set(left, left);
  set(
    reaches(peak + PI) ? -1 : Math.max(-1, looseDown(Math.min(left, right))),
    reaches(peak) ? 1 : Math.min(1, looseUp(Math.max(left, right))),
  );
}

function tangent(lower: number, upper: number): void {
  const half = 0.5 * PI;
  const [left, right] = [Math.floor((lower + half) / PI), Math.floor((upper + half) / PI)];
  const near = (x: number): boolean => Math.abs(Math.cos(x)) < 1e-8;
  const far = Math.max(Math.abs(lower), Math.abs(upper)) > 1e7;
  if (left !== right || near(lower) || near(upper) || far || !(upper - lower < 3.2)) return set(-Infinity, Infinity);
  increasing(Math.tan, lower, upper);
}

/** A lower (side -1) or upper (side 1) bound of x^c, x >= 0. */
export function powerEnd(x: number, c: number, side: -1 | 1): number {
  if (c === 0 || x === 1) return 1;
  if (x === 0) return c > 0 ? 0 : Infinity;
  if (x === Infinity) return c > 0 ? Infinity : 0;
  if (c === 1) return x;
  const [times, over] = side < 0 ? [multiplyDown, divideDown] : [multiplyUp, divideUp];
  switch (c) {
    case 2:
      return times(x, x);
    case 3:
      return times(times(x, x), x);
    case 4: {
      const square = times(x, x);
      return times(square, square);
    }
    case -1:
      return over(1, x);
    case 0.5: {
      // Rounded to nearest by IEEE 754.
      const root = Math.sqrt(x);
      return root * root === x && Math.fround(root) === root
        ? root
        : times(root, side < 0 ? 1 - 2 ** -52 : 1 + 2 ** -52);
    }
  }
  const value = Math.pow(x, c);
  return side < 0 ? Math.max(0, looseDown(value)) : looseUp(value);
}
