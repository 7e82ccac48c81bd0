/**
 * Ranges of real numbers: intervals with outward rounding, an infinite end standing for arbitrarily large finite
 * values.
 */
import { logDown, logUp, powerEnd } from './elementary.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from './rounding.ts';

/** [lower, upper], lower <= upper. */
export type Range = readonly [lower: number, upper: number];

export const ZERO: Range = [0, 0];
export const ONE: Range = [1, 1];
export const EVERYTHING: Range = [-Infinity, Infinity];

export const plus = (a: Range, b: Range): Range => [addDown(a[0], b[0]), addUp(a[1], b[1])];
export const minus = (a: Range): Range => [-a[1], -a[0]];
export const hull = (a: Range, b: Range): Range => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
export const isZero = (a: Range): boolean => a[0] === 0 && a[1] === 0;
const hasZero = (a: Range): boolean => a[0] <= 0 && a[1] >= 0;
/** The largest absolute value. */
export const size = (a: Range): number => Math.max(-a[0], a[1]);
/** The least absolute value. */
export const distance = (a: Range): number => (hasZero(a) ? 0 : Math.min(Math.abs(a[0]), Math.abs(a[1])));

export function times(a: Range, b: Range): Range {
  if (isZero(a) || isZero(b)) return ZERO;
  const [al, ah] = a;
  const [bl, bh] = b;
  return [
    Math.min(multiplyDown(al, bl), multiplyDown(al, bh), multiplyDown(ah, bl), multiplyDown(ah, bh)),
    Math.max(multiplyUp(al, bl), multiplyUp(al, bh), multiplyUp(ah, bl), multiplyUp(ah, bh)),
  ];
}

/** 1/a; everything if a contains 0 inside. */
export function inverse(a: Range): Range {
  if (a[0] > 0 || a[1] < 0) return [divideDown(1, a[1]), divideUp(1, a[0])];
  if (a[0] === 0 && a[1] > 0) return [divideDown(1, a[1]), Infinity];
  if (a[1] === 0 && a[0] < 0) return [-Infinity, divideUp(1, a[0])];
  return EVERYTHING;
}

/** a^c for a >= 0 (what is below 0 is cut off). */
export function power(a: Range, c: number): Range {
  const [near, far] = [Math.max(0, a[0]), Math.max(0, a[1])];
  return c >= 0 ? [powerEnd(near, c, -1), powerEnd(far, c, 1)] : [powerEnd(far, c, -1), powerEnd(near, c, 1)];
}

/** log of the positive part. */
export const log = (a: Range): Range => [logDown(a[0]), logUp(a[1])];
