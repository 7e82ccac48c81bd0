/**
 * Ranges of f, f' and f'' of the elementary functions and powers over [l, h], left in `RANGES` as three pairs. Where f
 * has no bounded derivative the pair is infinite; functions that are not defined everywhere are taken on the part where
 * they are.
 */
import { expDown, expUp, powerEnd, rangeOf, RANGE, type UnaryName } from '../enclosure/elementary.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import { product, PRODUCT, square } from './product.ts';

/** f, f', f'': lower and upper ends in turn. */
export const RANGES = new Float64Array(6);

function put(k: 0 | 1 | 2, lower: number, upper: number): void {
  RANGES[2 * k] = lower;
  RANGES[2 * k + 1] = upper;
}

/** Puts the last product, times a power of two (exact). */
function putProduct(k: 0 | 1 | 2, factor: 1 | -1 | 2 | -2): void {
  const [l, h] = [PRODUCT[0]! * factor, PRODUCT[1]! * factor];
  put(k, Math.min(l, h), Math.max(l, h));
}

const f = (k: 0 | 1 | 2): readonly [number, number] => [RANGES[2 * k]!, RANGES[2 * k + 1]!];

/** 2/sqrt(pi), from below and above. */
const ERF_SLOPE = [1.1283791670955125, 1.1283791670955128] as const;

/** The function and its first `order` derivatives. */
export function functionRanges(name: UnaryName, l: number, h: number, order: number): void {
  rangeOf(name, l, h);
  const [low, high] = [RANGE[0]!, RANGE[1]!];
  put(0, low, high);
  if (order === 0) return;
  switch (name) {
    case 'exp':
      put(1, low, high);
      return put(2, low, high);
    case 'expm1':
      put(1, expDown(l), expUp(h));
      return put(2, expDown(l), expUp(h));
    case 'log':
      return logarithmDerivatives(l, h);
    case 'log1p':
      return logarithmDerivatives(addDown(1, l), addUp(1, h));
    case 'sin':
      rangeOf('cos', l, h);
      put(1, RANGE[0]!, RANGE[1]!);
      return put(2, -high, -low);
    case 'cos':
      rangeOf('sin', l, h);
      put(1, -RANGE[1]!, -RANGE[0]!);
      return put(2, -high, -low);
    case 'tan':
      square(low, high);
      put(1, addDown(1, PRODUCT[0]!), addUp(1, PRODUCT[1]!));
      product(low, high, ...f(1));
      return putProduct(2, 2);
    case 'atan': {
      square(l, h);
      const [least, most] = [addDown(1, PRODUCT[0]!), addUp(1, PRODUCT[1]!)];
      put(1, divideDown(1, most), divideUp(1, least));
      square(...f(1));
      product(l, h, PRODUCT[0]!, PRODUCT[1]!);
      return putProduct(2, -2);
    }
    case 'sinh':
      rangeOf('cosh', l, h);
      put(1, RANGE[0]!, RANGE[1]!);
      return put(2, low, high);
    case 'cosh':
      rangeOf('sinh', l, h);
      put(1, RANGE[0]!, RANGE[1]!);
      return put(2, low, high);
    case 'tanh': {
      const near = l > 0 ? l : h < 0 ? -h : 0;
      put(1, sechSquared(Math.max(-l, h), -1), sechSquared(near, 1));
      product(low, high, ...f(1));
      return putProduct(2, -2);
    }
    case 'erf':
      square(l, h);
      put(1, multiplyDown(ERF_SLOPE[0], expDown(-PRODUCT[1]!)), multiplyUp(ERF_SLOPE[1], expUp(-PRODUCT[0]!)));
      product(l, h, ...f(1));
      return putProduct(2, -2);
  }
}

/** 1/u and -1/u^2, u > 0. */
function logarithmDerivatives(l: number, h: number): void {
  if (!(h > 0)) {
    put(1, -Infinity, Infinity);
    return put(2, -Infinity, Infinity);
  }
  put(1, divideDown(1, h), l > 0 ? divideUp(1, l) : Infinity);
  square(...f(1));
  putProduct(2, -1);
}

/** 1 - tanh^2 = 4t/(1 + t)^2 with t = e^{-2x}, x >= 0: grows with t <= 1, and does not cancel far out. */
function sechSquared(x: number, side: -1 | 1): number {
  if (x === 0) return 1;
  if (side < 0) {
    const t = expDown(-2 * x);
    const sum = addUp(1, t);
    return divideDown(4 * t, multiplyUp(sum, sum));
  }
  const t = expUp(-2 * x);
  const sum = addDown(1, t);
  return Math.min(1, divideUp(4 * t, multiplyDown(sum, sum)));
}

/** u^c and its first `order` derivatives c u^(c-1), c (c-1) u^(c-2); of a fractional power on u >= 0. */
export function powerRanges(l: number, h: number, c: number, order: number): void {
  powerRange(l, h, c, c);
  put(0, PRODUCT[0]!, PRODUCT[1]!);
  if (order === 0) return;
  // The exponents c - 1 and c - 2 need not be doubles: ranges, of whole numbers points.
  const [below, above] = [addDown(c, -1), addUp(c, -1)];
  powerRange(l, h, below, above, Number.isInteger(c));
  product(c, c, PRODUCT[0]!, PRODUCT[1]!);
  putProduct(1, 1);
  if (order === 1) return;
  product(c, c, below, above);
  const [least, most] = [PRODUCT[0]!, PRODUCT[1]!];
  if (least === 0 && most === 0) return put(2, 0, 0);
  powerRange(l, h, addDown(c, -2), addUp(c, -2), Number.isInteger(c));
  product(least, most, PRODUCT[0]!, PRODUCT[1]!);
  putProduct(2, 1);
}

/**
 * {u^e : l <= u <= h, below <= e <= above}, left in `PRODUCT`; `whole` exponents are points and take any u, others u >=
 * 0.
 */
function powerRange(l: number, h: number, below: number, above: number, whole = Number.isInteger(below)): void {
  if (below === 0 && above === 0) return leave(1, 1);
  if (whole && l < 0) {
    const even = below % 2 === 0;
    if (h <= 0) {
      powerRange(-h, -l, below, above, true);
      return even ? undefined : leave(-PRODUCT[1]!, -PRODUCT[0]!);
    }
    if (below < 0) return leave(even ? powerEnd(Math.max(-l, h), below, -1) : -Infinity, Infinity);
    const [left, right] = [powerEnd(-l, below, 1), powerEnd(h, below, 1)];
    return even ? leave(0, Math.max(left, right)) : leave(-left, right);
  }
  const [u, v] = [Math.max(0, l), Math.max(0, h)];
  // u^e is monotone in u and in e: the ends decide.
  const ends = (x: number, side: -1 | 1): number => {
    const a = powerEnd(x, below, side);
    if (above === below) return a;
    const b = powerEnd(x, above, side);
    return side < 0 ? Math.min(a, b) : Math.max(a, b);
  };
  leave(Math.min(ends(u, -1), ends(v, -1), Number.MAX_VALUE), Math.max(ends(u, 1), ends(v, 1)));
}

function leave(lower: number, upper: number): void {
  PRODUCT[0] = lower;
  PRODUCT[1] = upper;
}
