/**
 * Truncated power series with interval coefficients and a common power of two, so that e^-300000 is a number like any
 * other: series i stands for 2^{scale_i} sum_k [lower_{i,k}, upper_{i,k}] tau^k, -1 <= tau <= 1. Recurrences as in
 * Moore, "Interval Analysis" (1966), chapter 11.
 *
 * What is not smooth has infinite coefficients from the first derivative that does not exist on. The first coefficient
 * is the derivative as a measure: sign u has derivative [0, Infinity] where u may vanish and grows, so that a formula
 * with jumps is still seen to fall.
 */
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp, scaleDown, scaleUp } from './rounding.ts';

/** Mantissas are kept between 2^-LIMIT and 2^LIMIT. */
const LIMIT = 2 ** 200;

/** ulp(x) <= UNIT |x| for normal x. */
const UNIT = 2 ** -52;

/** Whether sums of this size neither overflow nor owe anything that matters to underflow (2^-1074 a product). */
const isPlain = (size: number): boolean => size > 1e-280 && size < 1e290;

/** The product of two intervals, left in `low` and `high`. */
let low = 0;
let high = 0;

function product(al: number, ah: number, bl: number, bh: number): void {
  if (al >= 0) {
    low = bl >= 0 ? multiplyDown(al, bl) : multiplyDown(ah, bl);
    high = bh <= 0 ? multiplyUp(al, bh) : multiplyUp(ah, bh);
  } else if (ah <= 0) {
    low = bh <= 0 ? multiplyDown(ah, bh) : multiplyDown(al, bh);
    high = bl >= 0 ? multiplyUp(ah, bl) : multiplyUp(al, bl);
  } else if (bl >= 0) {
    low = multiplyDown(al, bh);
    high = multiplyUp(ah, bh);
  } else if (bh <= 0) {
    low = multiplyDown(ah, bl);
    high = multiplyUp(al, bl);
  } else {
    low = Math.min(multiplyDown(al, bh), multiplyDown(ah, bl));
    high = Math.max(multiplyUp(al, bl), multiplyUp(ah, bh));
  }
}

export class SeriesStore {
  readonly order: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Powers of two: integers, possibly far outside an int32. */
  readonly scale: Float64Array;
  private readonly stride: number;
  private readonly first: number;

  /** Room for `count` series of the given order, and a few for intermediate results. */
  constructor(count: number, order: number) {
    this.order = order;
    this.stride = order + 1;
    this.first = count;
    this.lower = new Float64Array((count + 6) * this.stride);
    this.upper = new Float64Array((count + 6) * this.stride);
    this.scale = new Float64Array(count + 6);
  }

  /** The slot of the i-th intermediate series. */
  spare(i: number): number {
    return this.first + i;
  }

  low(slot: number, k: number): number {
    return this.lower[slot * this.stride + k]!;
  }

  high(slot: number, k: number): number {
    return this.upper[slot * this.stride + k]!;
  }

  set(slot: number, k: number, lower: number, upper: number): void {
    const at = slot * this.stride + k;
    this.lower[at] = Number.isNaN(lower) ? -Infinity : lower + 0;
    this.upper[at] = Number.isNaN(upper) ? Infinity : upper + 0;
  }

  /** A constant: every coefficient but the first is 0. */
  constant(slot: number, lower: number, upper: number, scale = 0): void {
    const at = slot * this.stride;
    this.lower.fill(0, at, at + this.stride);
    this.upper.fill(0, at, at + this.stride);
    this.set(slot, 0, lower, upper);
    this.scale[slot] = scale;
  }

  copy(out: number, a: number): void {
    const s = this.stride;
    this.lower.copyWithin(out * s, a * s, (a + 1) * s);
    this.upper.copyWithin(out * s, a * s, (a + 1) * s);
    this.scale[out] = this.scale[a]!;
  }

  negate(out: number, a: number): void {
    for (let k = 0; k <= this.order; k++) this.set(out, k, -this.high(a, k), -this.low(a, k));
    this.scale[out] = this.scale[a]!;
  }

  /** Coefficients from k on: nothing is known of them. */
  unknownFrom(slot: number, k: number): void {
    for (; k <= this.order; k++) this.set(slot, k, -Infinity, Infinity);
  }

  isZero(slot: number, k: number): boolean {
    const at = slot * this.stride + k;
    return this.lower[at] === 0 && this.upper[at] === 0;
  }

  private isAllZero(slot: number): boolean {
    for (let k = 0; k <= this.order; k++) if (!this.isZero(slot, k)) return false;
    return true;
  }

  /** Rewrites the series with another power of two, rounding outward where a coefficient underflows. */
  rescale(slot: number, scale: number): void {
    const by = this.scale[slot]! - scale;
    if (by === 0) return;
    const at = slot * this.stride;
    for (let i = at; i < at + this.stride; i++) {
      this.lower[i] = scaleDown(this.lower[i]!, by);
      this.upper[i] = scaleUp(this.upper[i]!, by);
    }
    this.scale[slot] = scale;
  }

  /** Brings the mantissas back into their range. */
  normalize(slot: number): void {
    const at = slot * this.stride;
    let size = 0;
    for (let i = at; i < at + this.stride; i++) {
      const most = Math.max(-this.lower[i]!, this.upper[i]!);
      if (most > size && most < Infinity) size = most;
    }
    if (size === 0) {
      if (!(this.upper[at]! > 0) && !(this.lower[at]! < 0)) this.scale[slot] = 0;
      return;
    }
    if (size < LIMIT && size > 1 / LIMIT) return;
    this.rescale(slot, this.scale[slot]! + Math.floor(Math.log2(size)));
  }

  /** Plain numbers (power of two 0), for functions that need them. */
  plain(slot: number): void {
    this.rescale(slot, 0);
  }

  add(out: number, a: number, b: number): void {
    const [sa, sb] = [this.scale[a]!, this.scale[b]!];
    let [x, y] = [a, b];
    if (sa !== sb) {
      if (this.isAllZero(a)) return this.copy(out, b);
      if (this.isAllZero(b)) return this.copy(out, a);
      // The smaller power of two gives way, unless its mantissas would overflow.
      const scale = Math.max(sa, sb);
      const moved = sa < sb ? a : b;
      const spare = this.spare(5);
      this.copy(spare, moved);
      this.rescale(spare, scale);
      if (moved === a) x = spare;
      else y = spare;
    }
    const scale = this.scale[x]!;
    for (let k = 0; k <= this.order; k++) {
      this.set(out, k, addDown(this.low(x, k), this.low(y, k)), addUp(this.high(x, k), this.high(y, k)));
    }
    this.scale[out] = scale;
    this.normalize(out);
  }

  /** Multiplies by a nonnegative or negative number known exactly. */
  scaleBy(out: number, a: number, factorLow: number, factorHigh = factorLow): void {
    for (let k = 0; k <= this.order; k++) {
      product(this.low(a, k), this.high(a, k), factorLow, factorHigh);
      this.set(out, k, low, high);
    }
    this.scale[out] = this.scale[a]!;
  }

  /** `out` may not be a or b. */
  multiply(out: number, a: number, b: number): void {
    for (let k = 0; k <= this.order; k++) this.convolve(out, k, a, b, 0, k);
    this.scale[out] = this.scale[a]! + this.scale[b]!;
    this.normalize(out);
  }

  /**
   * Coefficient k of out = sum over from <= j <= to of a_j b_{k-j}. Both ends are summed in plain arithmetic and moved
   * once: n products summed in turn err by at most n 2^-53 / (1 - n 2^-53) times the sum of their sizes, of which
   * `moved` takes more than twice. Where that might hide an exact sum, or a sign, each operation is rounded by itself.
   */
  private convolve(out: number, k: number, a: number, b: number, from: number, to: number): void {
    const { lower, upper, stride } = this;
    let [sumLow, sumHigh, sizeLow, sizeHigh] = [0, 0, 0, 0];
    let thin = true;
    for (let j = from; j <= to; j++) {
      const p = a * stride + j;
      const q = b * stride + k - j;
      const al = lower[p]!;
      const ah = upper[p]!;
      if (al === 0 && ah === 0) continue;
      const bl = lower[q]!;
      const bh = upper[q]!;
      if (bl === 0 && bh === 0) continue;
      if (al !== ah || bl !== bh) thin = false;
      let l: number;
      let h: number;
      if (al >= 0) {
        l = (bl >= 0 ? al : ah) * bl;
        h = (bh <= 0 ? al : ah) * bh;
      } else if (ah <= 0) {
        l = (bh <= 0 ? ah : al) * bh;
        h = (bl >= 0 ? ah : al) * bl;
      } else if (bl >= 0) {
        l = al * bh;
        h = ah * bh;
      } else if (bh <= 0) {
        l = ah * bl;
        h = al * bl;
      } else {
        l = Math.min(al * bh, ah * bl);
        h = Math.max(al * bl, ah * bh);
      }
      sumLow += l;
      sumHigh += h;
      sizeLow += Math.abs(l);
      sizeHigh += Math.abs(h);
    }
    const moved = (to - from + 2) * UNIT;
    const [errorLow, errorHigh] = [moved * sizeLow, moved * sizeHigh];
    const plain =
      !thin && isPlain(sizeLow) && isPlain(sizeHigh) && Math.abs(sumLow) > errorLow && Math.abs(sumHigh) > errorHigh;
    if (plain) this.set(out, k, sumLow - errorLow, sumHigh + errorHigh);
    else this.convolveExactly(out, k, a, b, from, to);
  }

  /** The same, each product and sum rounded outward by itself: what is exact stays exact. */
  private convolveExactly(out: number, k: number, a: number, b: number, from: number, to: number): void {
    const { lower, upper, stride } = this;
    let sumLow = 0;
    let sumHigh = 0;
    for (let j = from; j <= to; j++) {
      const p = a * stride + j;
      const q = b * stride + k - j;
      const al = lower[p]!;
      const ah = upper[p]!;
      if (al === 0 && ah === 0) continue;
      const bl = lower[q]!;
      const bh = upper[q]!;
      if (bl === 0 && bh === 0) continue;
      product(al, ah, bl, bh);
      sumLow = addDown(sumLow, low);
      sumHigh = addUp(sumHigh, high);
    }
    this.set(out, k, sumLow, sumHigh);
  }

  private divideCoefficient(slot: number, k: number, by: number): void {
    this.set(slot, k, divideDown(this.low(slot, k), by), divideUp(this.high(slot, k), by));
  }

  /** slot_k *= j for the derivative: coefficients j a_j. */
  private timesIndex(out: number, a: number): void {
    for (let j = 0; j <= this.order; j++) {
      this.set(out, j, multiplyDown(this.low(a, j), j), multiplyUp(this.high(a, j), j));
    }
    this.scale[out] = this.scale[a]!;
  }

  /**
   * The series g with g' = w u', whose first coefficient is set: g_k = (1/k) sum_j j u_j w_{k-j}. Before g_k is made,
   * `next(k)` must have made w_{k-1}.
   */
  integrate(out: number, u: number, w: number, next: (k: number) => void): void {
    const du = this.spare(4);
    this.timesIndex(du, u);
    for (let k = 1; k <= this.order; k++) {
      next(k);
      this.convolve(out, k, du, w, 1, k);
      this.divideCoefficient(out, k, k);
    }
  }

  /** e^u, u plain; the first coefficient (and the power of two) of `out` is set. */
  exponential(out: number, u: number): void {
    this.integrate(out, u, out, () => undefined);
  }

  /** w = 1/v, v_0 without 0. */
  reciprocal(out: number, v: number): void {
    const [vl, vh] = [this.low(v, 0), this.high(v, 0)];
    const [rl, rh] = [divideDown(1, vh), divideUp(1, vl)];
    this.set(out, 0, rl, rh);
    for (let k = 1; k <= this.order; k++) {
      // v_0 w_k = -sum_{j >= 1} v_j w_{k-j}
      this.convolve(out, k, v, out, 1, k);
      product(-this.high(out, k), -this.low(out, k), rl, rh);
      this.set(out, k, low, high);
    }
    this.scale[out] = -this.scale[v]!;
    this.normalize(out);
  }

  /**
   * u^c, u_0 > 0 or u_0 < 0 (whole c): c u' p = u p', p_k = (1/(k u_0)) sum_j (c j - (k - j)) u_j p_{k-j}; p_0 and the
   * power of two are set.
   */
  power(out: number, u: number, c: number): void {
    const [rl, rh] = [divideDown(1, this.high(u, 0)), divideUp(1, this.low(u, 0))];
    for (let k = 1; k <= this.order; k++) {
      let sumLow = 0;
      let sumHigh = 0;
      for (let j = 1; j <= k; j++) {
        if (this.isZero(u, j)) continue;
        // c j - (k - j), exact in the common case of few digits.
        const wl = addDown(multiplyDown(c, j), j - k);
        const wh = addUp(multiplyUp(c, j), j - k);
        product(this.low(u, j), this.high(u, j), this.low(out, k - j), this.high(out, k - j));
        product(wl, wh, low, high);
        sumLow = addDown(sumLow, low);
        sumHigh = addUp(sumHigh, high);
      }
      product(sumLow, sumHigh, rl, rh);
      this.set(out, k, low, high);
      this.divideCoefficient(out, k, k);
    }
  }

  /** c with v_0 c_k made from the first k coefficients: c' = u'/v, c_0 set. */
  integrateQuotient(out: number, u: number, v: number): void {
    const [rl, rh] = [divideDown(1, this.high(v, 0)), divideUp(1, this.low(v, 0))];
    const slope = this.spare(3);
    const du = this.spare(4);
    this.timesIndex(du, u);
    // slope_k = k out_k: v slope = du.
    this.set(slope, 0, 0, 0);
    const by = this.scale[u]! - this.scale[v]!;
    for (let k = 1; k <= this.order; k++) {
      this.convolve(slope, k, v, slope, 1, k - 1);
      const restLow = this.low(slope, k);
      const restHigh = this.high(slope, k);
      const [dl, dh] = [scaleDown(this.low(du, k), by), scaleUp(this.high(du, k), by)];
      product(addDown(dl, -restHigh), addUp(dh, -restLow), rl, rh);
      this.set(slope, k, low, high);
      this.set(out, k, divideDown(low, k), divideUp(high, k));
    }
  }

  /** Coefficient k of out from -sum_{0 <= j <= k} a_j a_{k-j}: of 1 - a^2, k >= 1. */
  minusSquare(out: number, k: number, a: number): void {
    this.convolve(out, k, a, a, 0, k);
    this.set(out, k, -this.high(out, k), -this.low(out, k));
  }

  /** Intersects with the mean value form about the middle: c_k in thin_k + (k + 1) c_{k+1} [-1, 1]. */
  sharpen(slot: number, thin: SeriesStore): void {
    const by = thin.scale[slot]! - this.scale[slot]!;
    for (let k = this.order - 1; k >= 0; k--) {
      const reach = multiplyUp(Math.max(-this.low(slot, k + 1), this.high(slot, k + 1)), k + 1);
      if (!(reach < Infinity)) continue;
      const least = addDown(scaleDown(thin.low(slot, k), by), -reach);
      const most = addUp(scaleUp(thin.high(slot, k), by), reach);
      const at = slot * this.stride + k;
      if (least > this.lower[at]!) this.lower[at] = least;
      if (most < this.upper[at]!) this.upper[at] = most;
    }
  }
}
