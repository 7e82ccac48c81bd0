/**
 * Cells cut once more into s^d equal parts, each enclosed from what is known of its cell: no further evaluation of the
 * formula. With the midpoint m, a part's centre m + t and its half widths e: q at the centre by Taylor's formula from
 * m, the gradient over the part by the Hessian, the range by the gradient.
 *
 * Rounding as in slope-form.ts: sums of at most 30 operations a path; `sizes` is the sum of the absolute values of the
 * terms.
 */
import { GRADIENT_AT, MEAN_AT, RANGE_AT } from './cells.ts';
import type { CellTree } from './cell-tree.ts';
import { hessianIndex } from './jets.ts';

const ROUNDING = 1.2e-14;
const TINY = 1e-290;
/**
 * A cell whose range is below this share of the largest value, or whose mass is below that share of all, is not cut.
 */
const FLAT = 1e-6;
const LIGHT = 1e-12;

/** Parts of cells: range and mean of q on each, and its volume with all images. */
export interface Parts {
  readonly count: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly meanLow: Float64Array;
  readonly meanHigh: Float64Array;
  readonly volume: Float64Array;
}

/** The cells themselves. */
export function wholeCells(tree: CellTree): Parts {
  return partsOf(tree, 1);
}

/** Every cell cut `cuts` times along every axis, a power of two. */
export function partsOf(tree: CellTree, cuts: number): Parts {
  const { cells } = tree;
  const { dim, count } = cells;
  const per = cuts ** dim;
  let [top, mass] = [0, 0];
  for (let k = 0; k < count; k++) {
    top = Math.max(top, cells.low(k, RANGE_AT));
    mass += tree.volume(k) * cells.low(k, MEAN_AT);
  }
  const plain = (k: number): boolean =>
    per === 1 ||
    cells.high(k, RANGE_AT) - cells.low(k, RANGE_AT) <= FLAT * top ||
    cells.high(k, RANGE_AT) * tree.volume(k) < LIGHT * mass ||
    !(cells.high(k, RANGE_AT) < Infinity);
  let size = 0;
  for (let k = 0; k < count; k++) size += plain(k) ? 1 : per;
  const parts = {
    count: size,
    low: new Float64Array(size),
    high: new Float64Array(size),
    meanLow: new Float64Array(size),
    meanHigh: new Float64Array(size),
    volume: new Float64Array(size),
  };
  const cutter = new Cutter(tree, cuts);
  let at = 0;
  for (let k = 0; k < count; k++) {
    if (plain(k)) {
      parts.low[at] = cells.low(k, RANGE_AT);
      parts.high[at] = cells.high(k, RANGE_AT);
      parts.meanLow[at] = cells.low(k, MEAN_AT);
      parts.meanHigh[at] = cells.high(k, MEAN_AT);
      parts.volume[at++] = tree.volume(k);
      continue;
    }
    cutter.take(k);
    const volume = tree.volume(k) / per;
    for (let part = 0; part < per; part++) {
      cutter.part(part);
      parts.low[at] = cutter.low;
      parts.high[at] = cutter.high;
      parts.meanLow[at] = cutter.meanLow;
      parts.meanHigh[at] = cutter.meanHigh;
      parts.volume[at++] = volume;
    }
  }
  return parts;
}

class Cutter {
  low = 0;
  high = 0;
  meanLow = 0;
  meanHigh = 0;
  private readonly tree: CellTree;
  private readonly cuts: number;
  private readonly half: Float64Array;
  private readonly shift: Float64Array;
  private from = 0;
  private smooth = false;
  private cell = 0;

  constructor(tree: CellTree, cuts: number) {
    this.tree = tree;
    this.cuts = cuts;
    this.half = new Float64Array(tree.cells.dim);
    this.shift = new Float64Array(tree.cells.dim);
  }

  take(k: number): void {
    const { cells } = this.tree;
    this.cell = k;
    this.from = k * cells.stride;
    this.smooth = true;
    for (let n = cells.hessianAt; n < cells.middleAt; n++)
      if (!(Math.abs(cells.data[this.from + n]!) < Infinity)) this.smooth = false;
  }

  part(index: number): void {
    const { cells } = this.tree;
    const { cuts, half, shift, cell } = this;
    let rest = index;
    for (let i = 0; i < cells.dim; i++) {
      const place = rest % cuts;
      rest = (rest - place) / cuts;
      const h = cells.half(cell, i);
      half[i] = h / cuts;
      shift[i] = ((2 * place + 1 - cuts) / cuts) * h;
    }
    this.low = cells.low(cell, RANGE_AT);
    this.high = cells.high(cell, RANGE_AT);
    this.meanLow = this.low;
    this.meanHigh = this.high;
    if (this.smooth) this.byTaylor();
    else this.byMeanValue();
  }

  private keepRange(low: number, high: number): void {
    if (low > this.low) this.low = low;
    if (high < this.high) this.high = Math.max(0, high);
  }

  private keepMean(low: number, high: number): void {
    if (low > this.meanLow) this.meanLow = low;
    if (high < this.meanHigh) this.meanHigh = high;
    if (this.low > this.meanLow) this.meanLow = this.low;
    if (this.high < this.meanHigh) this.meanHigh = this.high;
  }

  private byTaylor(): void {
    const { cells } = this.tree;
    const { half, shift, from } = this;
    const { data, dim, hessianAt } = cells;
    const middle = from + cells.middleAt;
    let low = data[middle]!;
    let high = data[middle + 1]!;
    let sizes = Math.max(Math.abs(low), Math.abs(high));
    let reach = 0;
    let meanLow = 0;
    let meanHigh = 0;
    for (let i = 0; i < dim; i++) {
      const t = shift[i]!;
      const pl = data[middle + 2 + 2 * i]!;
      const ph = data[middle + 3 + 2 * i]!;
      low += t > 0 ? t * pl : t * ph;
      high += t > 0 ? t * ph : t * pl;
      sizes += Math.abs(t) * Math.max(-pl, ph);
      let gl = pl;
      let gh = ph;
      for (let j = 0; j < dim; j++) {
        const entry = from + hessianAt + 2 * (hessianIndex(dim, i, j) - 1 - dim);
        const hl = data[entry]!;
        const hh = data[entry + 1]!;
        const s = shift[j]!;
        const size = Math.max(-hl, hh);
        gl += (s > 0 ? s * hl : s * hh) - size * half[j]!;
        gh += (s > 0 ? s * hh : s * hl) + size * half[j]!;
        sizes += size * cells.half(this.cell, i) * cells.half(this.cell, j);
        if (j < i) continue;
        const c = j === i ? 0.5 * t * t : t * s;
        low += c > 0 ? c * hl : c * hh;
        high += c > 0 ? c * hh : c * hl;
        if (j === i) {
          meanLow += (hl * half[i]! * half[i]!) / 6;
          meanHigh += (hh * half[i]! * half[i]!) / 6;
        } else {
          // What varies of H_ij times (t_i + u_i)(t_j + u_j) - t_i t_j, whose mean size is at most this.
          const e = half[i]!;
          const f = half[j]!;
          const z = 0.5 * (hh - hl) * (0.5 * (Math.abs(t) * f + Math.abs(s) * e) + 0.25 * e * f);
          meanLow -= z;
          meanHigh += z;
        }
      }
      const g = from + GRADIENT_AT + 2 * i;
      reach += Math.max(-Math.max(gl, data[g]!), Math.min(gh, data[g + 1]!)) * half[i]!;
    }
    const w = sizes * ROUNDING + TINY;
    this.keepRange(low - reach - w, high + reach + w);
    this.keepMean(low + meanLow - w, high + meanHigh + w);
  }

  private byMeanValue(): void {
    const { cells } = this.tree;
    const { half, shift, from } = this;
    const { data, dim } = cells;
    const middle = from + cells.middleAt;
    let low = data[middle]!;
    let high = data[middle + 1]!;
    let sizes = Math.max(Math.abs(low), Math.abs(high));
    let reach = 0;
    for (let i = 0; i < dim; i++) {
      const g = from + GRADIENT_AT + 2 * i;
      const gl = data[g]!;
      const gh = data[g + 1]!;
      const t = shift[i]!;
      low += t > 0 ? t * gl : t * gh;
      high += t > 0 ? t * gh : t * gl;
      reach += Math.max(-gl, gh) * half[i]!;
      sizes += Math.max(-gl, gh) * cells.half(this.cell, i);
    }
    const w = sizes * ROUNDING + TINY;
    if (!(w < Infinity)) return;
    this.keepRange(low - reach - w, high + reach + w);
    this.keepMean(-Infinity, Infinity);
  }
}
