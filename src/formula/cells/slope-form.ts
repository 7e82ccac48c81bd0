/**
 * F = D_v - c q on a cell, D_v = -<v, grad q>: its range, its mean, and the means of F_+ and |F|, per unit volume.
 *
 * Rounding. Every number here is a sum of products of at most 30 operations on any path, so that it differs from the
 * exact one by at most 30 u/(1 - 30 u) < 3.4e-15 times the sum of the absolute values of its terms (u = 2^-53; Higham
 * 2002, lemma 3.1). That sum is computed beside it, to a relative 3.4e-15, and `ROUNDING` times it is added outward;
 * what underflows is below `TINY`. Infinite ends make sums infinite or NaN, and a comparison with those keeps the
 * older, wider bound.
 */
import { GRADIENT_AT, type Cells } from './cells.ts';
import { hessianIndex } from './jets.ts';
import { LinearSize, ROUNDING } from './linear-size.ts';

const TINY = 1e-290;

export class SlopeForm {
  /** Range of F. */
  low = 0;
  high = 0;
  /** Range of its mean. */
  meanLow = 0;
  meanHigh = 0;
  /** Means of F_+ or |F|, as last asked for. */
  partLow = 0;
  partHigh = 0;
  private readonly cells: Cells;
  private readonly unimodal: boolean;
  /** Mean of |D_v| at most, where its range is not bounded. */
  private steepest = Infinity;
  private readonly linear: Float64Array;
  private readonly size = new LinearSize();
  private centre = 0;
  /** Mean distance of F from its linear part at the midpoint, at most. */
  private error = 0;

  /**
   * `unimodal`: along every line q rises and then falls. It varies then by at most twice the width of its range, so
   * that |d_i q| has a mean of at most that over 2 h_i, whatever its slopes are (norms at the origin).
   */
  constructor(cells: Cells, unimodal: boolean) {
    this.cells = cells;
    this.unimodal = unimodal;
    this.linear = new Float64Array(cells.dim);
  }

  /** Takes sign D_v - c q on the cell, c >= 0. */
  at(k: number, v: ArrayLike<number>, c: number, sign: 1 | -1): void {
    const { cells } = this;
    const { data, dim, hessianAt } = cells;
    const from = k * cells.stride;
    const middle = from + cells.middleAt;
    let fl = 0;
    let fh = 0;
    let sizes = 0;
    let pl = 0;
    let ph = 0;
    let middleSizes = 0;
    for (let i = 0; i < dim; i++) {
      const s = -sign * v[i]!;
      if (s === 0) continue;
      const g = from + GRADIENT_AT + 2 * i;
      const p = middle + 2 + 2 * i;
      const gl = data[g]!;
      const gh = data[g + 1]!;
      const ml = data[p]!;
      const mh = data[p + 1]!;
      fl += s > 0 ? s * gl : s * gh;
      fh += s > 0 ? s * gh : s * gl;
      pl += s > 0 ? s * ml : s * mh;
      ph += s > 0 ? s * mh : s * ml;
      sizes += Math.abs(s) * Math.max(-gl, gh);
      middleSizes += Math.abs(s) * Math.max(-ml, mh);
    }
    if (c !== 0) {
      fl -= c * data[from + 1]!;
      fh -= c * data[from]!;
      pl -= c * data[middle + 1]!;
      ph -= c * data[middle]!;
      sizes += c * data[from + 1]!;
      middleSizes += c * Math.max(-data[middle]!, data[middle + 1]!);
    }
    const w = sizes * ROUNDING + TINY;
    this.low = fl - w;
    this.high = fh + w;
    const wm = middleSizes * ROUNDING + TINY;
    pl -= wm;
    ph += wm;
    let error = 0;
    let spread = 0;
    let terms = 0;
    for (let j = 0; j < dim; j++) {
      let kl = 0;
      let kh = 0;
      let size = 0;
      for (let i = 0; i < dim; i++) {
        const s = -sign * v[i]!;
        if (s === 0) continue;
        const entry = from + hessianAt + 2 * (hessianIndex(dim, i, j) - 1 - dim);
        const hl = data[entry]!;
        const hh = data[entry + 1]!;
        kl += s > 0 ? s * hl : s * hh;
        kh += s > 0 ? s * hh : s * hl;
        size += Math.abs(s) * Math.max(-hl, hh);
      }
      if (c !== 0) {
        const g = from + GRADIENT_AT + 2 * j;
        kl -= c * data[g + 1]!;
        kh -= c * data[g]!;
        size += c * Math.max(-data[g]!, data[g + 1]!);
      }
      const h = cells.half(k, j);
      error += (kh - kl) * h * 0.25;
      spread += Math.max(-kl, kh) * h;
      terms += size * h;
      this.linear[j] = 0.5 * (kl + kh) * h;
    }
    error += terms * ROUNDING + TINY;
    spread += terms * ROUNDING + TINY;
    if (pl - spread - w > this.low) this.low = pl - spread - w;
    if (ph + spread + w < this.high) this.high = ph + spread + w;
    this.meanLow = this.low;
    this.meanHigh = this.high;
    if (pl - error - w > this.meanLow) this.meanLow = pl - error - w;
    if (ph + error + w < this.meanHigh) this.meanHigh = ph + error + w;
    this.centre = 0.5 * (pl + ph);
    this.error = error + 0.5 * (ph - pl) + w + wm;
    if (!(this.low > -Infinity)) this.low = -Infinity;
    if (!(this.high < Infinity)) this.high = Infinity;
    this.steepest = Infinity;
    if (!this.unimodal || (this.low > -Infinity && this.high < Infinity)) return;
    let steepest = 0;
    for (let i = 0; i < dim; i++) steepest += (Math.abs(v[i]!) * (data[from + 1]! - data[from]!)) / cells.half(k, i);
    this.steepest = steepest * (1 + ROUNDING) + TINY;
  }

  /** Mean of F_+. */
  positivePart(): void {
    const { low, high, meanLow, meanHigh } = this;
    if (high <= 0) return this.leave(0, 0);
    if (low >= 0) return this.leave(Math.max(0, meanLow), meanHigh);
    let most = Math.min(high, this.steepest);
    // Below the chord of x_+ over the range.
    if (high < Infinity && low > -Infinity)
      most = Math.min(most, Math.max(0, ((high * (meanHigh - low)) / (high - low)) * (1 + ROUNDING)) + TINY);
    let least = Math.max(0, meanLow);
    if (this.error < Infinity) {
      const mean = 0.5 * (this.size.mean(this.centre, this.linear) + this.centre);
      const slack = this.size.slack + this.error + Math.abs(this.centre) * ROUNDING + TINY;
      if (mean - slack > least) least = mean - slack;
      if (mean + slack < most) most = mean + slack;
    }
    this.leave(least, Math.max(least, most));
  }

  /** Mean of |F|. */
  absolute(): void {
    const { low, high, meanLow, meanHigh } = this;
    if (low >= 0) return this.leave(Math.max(0, meanLow), meanHigh);
    if (high <= 0) return this.leave(Math.max(0, -meanHigh), -meanLow);
    let least = Math.max(0, meanLow, -meanHigh);
    let most = Math.min(Math.max(-low, high), this.steepest);
    if (high < Infinity && low > -Infinity) {
      const tilt = (high + low) / (high - low);
      const chord = -low + ((tilt > 0 ? meanHigh : meanLow) - low) * tilt;
      most = Math.min(most, chord + 4 * ROUNDING * (high - low) + TINY);
    }
    if (this.error < Infinity) {
      const mean = this.size.mean(this.centre, this.linear);
      const slack = this.size.slack + this.error + TINY;
      if (mean - slack > least) least = mean - slack;
      if (mean + slack < most) most = mean + slack;
    }
    this.leave(least, Math.max(least, most));
  }

  private leave(low: number, high: number): void {
    this.partLow = low;
    this.partHigh = high;
  }
}
