/**
 * Powers of series with a constant exponent: whole ones by products, the others by their recurrence, with scaled
 * ranges.
 */
import { expDown, expUp, logDown, logUp, powerEnd } from './elementary.ts';
import { addDown, addUp, multiplyDown, multiplyUp } from './rounding.ts';
import type { SeriesStore } from './series.ts';

/** Whole powers up to this are products where the base may vanish. */
const LARGEST_PRODUCT = 1e6;

/** u^c as a series. */
export function power(s: SeriesStore, out: number, a: number, c: number): void {
  const whole = Number.isInteger(c);
  if (c === 0) return s.constant(out, 1, 1);
  const awayFromZero = s.low(a, 0) > 0 || (whole && s.high(a, 0) < 0);
  if (whole && c > 0 && (c <= 4 || (!awayFromZero && c <= LARGEST_PRODUCT))) return wholePower(s, out, a, c);
  if (awayFromZero) {
    powerRange(s, out, a, c);
    s.power(out, a, c);
    return s.normalize(out);
  }
  // The base reaches 0: the value and, for c >= 1, the first derivative are known.
  powerRange(s, out, a, c);
  if (s.order === 0) return;
  if (whole) return s.unknownFrom(out, 1);
  if (!(s.high(a, 0) > 0)) {
    // 0^c over the whole cell, if it is defined at all.
    if (s.low(a, 0) === 0 && s.high(a, 0) === 0 && c > 0) return s.constant(out, 0, 0);
    return s.unknownFrom(out, 0);
  }
  // c u^{c-1} u': the slope of an end of [0, u], by its sign.
  const top = c >= 1 ? powerEnd(s.high(a, 0), c - 1, 1) : Infinity;
  const least = c >= 1 ? 0 : powerEnd(s.high(a, 0), c - 1, -1);
  const [d, e] = [s.low(a, 1), s.high(a, 1)];
  const exact = s.scale[a] === 0 && c > 0;
  const grows = [multiplyDown(c, multiplyDown(least, d)), multiplyDown(c, multiplyDown(top, d))];
  const falls = [multiplyUp(c, multiplyUp(least, e)), multiplyUp(c, multiplyUp(top, e))];
  if (exact && Number.isInteger(2 * c)) {
    s.set(out, 1, Math.min(...grows), Math.max(...falls));
  } else {
    const sign = c > 0 ? 1 : -1;
    const rising = sign * d >= 0 && sign * e >= 0;
    const falling = sign * d <= 0 && sign * e <= 0;
    s.set(out, 1, rising ? 0 : -Infinity, falling ? 0 : Infinity);
  }
  s.unknownFrom(out, 2);
}

/** The range of u^c, with its power of two. */
function powerRange(s: SeriesStore, out: number, a: number, c: number): void {
  let [l, h] = [s.low(a, 0), s.high(a, 0)];
  const even = c % 2 === 0;
  const whole = Number.isInteger(c);
  let mirrored = false;
  if (whole && h <= 0 && l < 0) {
    [l, h] = [-h, -l];
    mirrored = !even;
  } else if (whole && l < 0) {
    // Both signs: u^c by |u|^c.
    const size = Math.max(-l, h);
    scaledPower(s, out, 0, size, s.scale[a]!, c);
    if (!even) s.set(out, 0, c > 0 ? -s.high(out, 0) : -Infinity, s.high(out, 0));
    return;
  }
  scaledPower(s, out, Math.max(0, l), Math.max(0, h), s.scale[a]!, c);
  if (mirrored) s.set(out, 0, -s.high(out, 0), -s.low(out, 0));
}

/** {x^c : l <= x 2^-scale <= h}, 0 <= l, as a constant. */
function scaledPower(s: SeriesStore, out: number, l: number, h: number, scale: number, c: number): void {
  const [near, far] = c > 0 ? [l, h] : [h, l];
  // Small results of small numbers: no power of two is needed.
  const bits = Math.abs(c) * Math.max(Math.abs(Math.log2(h)), l > 0 ? Math.abs(Math.log2(l)) : 0);
  const shift = scale * c;
  if (bits < 900 && Number.isInteger(shift)) {
    return s.constant(out, powerEnd(near, c, -1), powerEnd(far, c, 1), shift);
  }
  // By logarithms: (log2 x + scale) c = whole + rest.
  const top = far === 0 ? (c > 0 ? -Infinity : Infinity) : c * (Math.log2(far) + scale);
  if (!Number.isFinite(top)) return s.constant(out, 0, top < 0 ? 0 : Infinity);
  const exponent = Math.floor(top);
  const end = (x: number, side: -1 | 1): number => {
    if (x === 0) return c > 0 ? 0 : Infinity;
    // c log x + (c scale - exponent) log 2, each rounded outward.
    const [ll, lh] = [logDown(x), logUp(x)];
    const first =
      side < 0 ? Math.min(multiplyDown(c, ll), multiplyDown(c, lh)) : Math.max(multiplyUp(c, ll), multiplyUp(c, lh));
    const rest = c * scale - exponent;
    const slack = (Math.abs(c * scale) + Math.abs(exponent)) * 2 ** -51;
    const second = rest * Math.LN2;
    const error = slack + Math.abs(second) * 2 ** -51;
    return side < 0 ? expDown(addDown(addDown(first, second), -error)) : expUp(addUp(addUp(first, second), error));
  };
  s.constant(out, end(near, -1), end(far, 1), exponent);
}

/** Whole c > 0, by squaring; the range is that of the power itself. */
function wholePower(s: SeriesStore, out: number, a: number, c: number): void {
  const [base, result, other] = [s.spare(0), s.spare(1), s.spare(2)];
  s.copy(base, a);
  s.constant(result, 1, 1);
  let started = false;
  for (let left = c; ; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      if (started) {
        s.multiply(other, result, base);
        s.copy(result, other);
      } else {
        s.copy(result, base);
        started = true;
      }
    }
    if (left <= 1) break;
    s.multiply(other, base, base);
    if (s.low(other, 0) < 0) s.set(other, 0, 0, s.high(other, 0));
    s.copy(base, other);
  }
  s.copy(out, result);
  // An even power is not negative, an odd one monotone.
  const [l, h] = [s.low(a, 0), s.high(a, 0)];
  if (c % 2 === 0) {
    if (s.low(out, 0) < 0) s.set(out, 0, 0, s.high(out, 0));
  } else {
    if (l >= 0 && s.low(out, 0) < 0) s.set(out, 0, 0, s.high(out, 0));
    if (h <= 0 && s.high(out, 0) > 0) s.set(out, 0, s.low(out, 0), 0);
  }
}
