/**
 * A density q >= 0 beside its shift q(x - v), both enclosed on the same cells: int (q(x - v) - c q(x))_+ dx for any
 * c >= 0, and the masses of sets of cells, all from both sides.
 *
 * On a cell D = q(x - v) - c q(x) is enclosed by the ranges of both, by its value at the midpoint moved by the
 * gradient, and, where q is positive, as q (e^l - c) with l = log q(x - v) - log q(x): profiles e^-N of a norm have a
 * constant l on whole regions, and there it is exactly constant. Where D has one sign its positive part has the mean of
 * D, or 0; elsewhere that of the positive part of its linear part, up to the mean of the rest, or at most that of the
 * chord of x_+ over the range of D. Only cells that {D = 0} crosses owe much, and those are halved.
 */
import { addDown, addUp, divideUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import type { Range } from '../enclosure/range.ts';
import type { FormulaNode } from '../tree.ts';
import { translated } from '../change-of-variables.ts';
import { expDown, expUp } from '../enclosure/elementary.ts';
import { logFormula } from './log-formula.ts';
import { DEEPEST } from './cell-tree.ts';
import { Cells, GRADIENT_AT, MEAN_AT, RANGE_AT } from './cells.ts';
import { Jets, jetSize } from './jets.ts';
import { LinearSize, ROUNDING } from './linear-size.ts';
import { largestErrors } from './largest-errors.ts';

/** Half widths of the bands around a threshold, relative. The least is for atoms of the ratio. */
const BANDS = [1e-9, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1];

export class ShiftMesh {
  /** Copies of the box that fill the whole. */
  private readonly images: number;
  private readonly resting: Cells;
  private readonly moved: Cells;
  private readonly ratio: LogRatio | null;
  /** D on the cell last looked at: its range and that of its mean. */
  private low = 0;
  private high = 0;
  private meanLow = 0;
  private meanHigh = 0;
  /**
   * Its value at the midpoint and the changes of its linear part along the axes; how far from that D is in the mean.
   */
  private centre = 0;
  private readonly linear: Float64Array;
  private rest = 0;
  private readonly size = new LinearSize();

  /**
   * On [-L, L]^d, L = halfSize a power of two. `mirrored`: q is proved even in every coordinate, so that one half is
   * enough along an axis on which v is 0.
   */
  constructor(node: FormulaNode, halfSize: number, v: Float64Array, mirrored: boolean) {
    const dim = v.length;
    this.linear = new Float64Array(dim);
    this.resting = new Cells(node, dim, halfSize, 1024, null);
    this.moved = new Cells(translated(node, v), dim, halfSize, 1024, null);
    let boxes: { lower: number[]; upper: number[] }[] = [{ lower: [], upper: [] }];
    let images = 1;
    for (const each of v) {
      const half = mirrored && each === 0;
      if (half) images *= 2;
      boxes = boxes.flatMap(({ lower, upper }) => {
        const right = { lower: [...lower, 0], upper: [...upper, halfSize] };
        return half ? [right] : [{ lower: [...lower, -halfSize], upper: [...upper, 0] }, right];
      });
    }
    this.images = images;
    const log = logFormula(node, dim);
    this.ratio = log === null ? null : new LogRatio(log, v, this.resting);
    for (const { lower, upper } of boxes) {
      this.moved.add(lower, upper);
      const k = this.resting.add(lower, upper);
      this.ratio?.measure(k);
    }
  }

  get cells(): number {
    return this.resting.count;
  }

  /** Halves cells until there are `limit` of them or int (q(x - v) - c q(x))_+ is known to `goal`. */
  refine(c: number, goal: number, limit: number): void {
    const { resting } = this;
    const errors = new Float64Array(2 * limit);
    let gauged = 0;
    for (;;) {
      const n = resting.count;
      if (n >= limit) return;
      for (; gauged < n; gauged++) errors[gauged] = this.owed(gauged, c);
      let total = 0;
      for (let k = 0; k < n; k++) total += errors[k]!;
      if (total <= goal) return;
      const isLarge = largestErrors(errors, n, Math.min(limit - n, Math.max(16, n)));
      let halved = 0;
      for (let k = 0; k < n && resting.count < limit; k++) {
        if (!isLarge(errors[k]!) || !this.split(k, c)) continue;
        errors[k] = this.owed(k, c);
        halved++;
      }
      if (halved === 0) return;
    }
  }

  /** int (q(x - v) - c q(x))_+ dx over the box and its images. */
  excess(c: number): Range {
    let [low, high] = [0, 0];
    for (let k = 0; k < this.cells; k++) {
      this.look(k, c);
      const [least, most] = this.positivePart();
      const volume = this.volume(k);
      low = addDown(low, multiplyDown(volume, least));
      high = addUp(high, multiplyUp(volume, most));
    }
    return [low, high];
  }

  /**
   * A lower bound of int phi (q(x - v) - c q(x)) for some 0 <= phi <= 1 with int phi q equal to a number known to lie
   * in `mass`; -Infinity where none is found. phi is 1 on the cells whose ratio at the midpoint is above c by more than
   * a band, a constant within the band, 0 elsewhere: the constant exists where the masses without and with the band
   * surely lie on either side.
   */
  witness(c: number, mass: Range): number {
    const sums = BANDS.map(() => ({ inner: 0, outer: 0, gain: 0, band: 0 }));
    for (let k = 0; k < this.cells; k++) {
      const ratio = this.ratioAt(k);
      if (!(ratio > c * (1 - BANDS.at(-1)!))) continue;
      this.look(k, c);
      const volume = this.volume(k);
      const least = multiplyDown(volume, this.resting.low(k, MEAN_AT));
      const most = multiplyUp(volume, this.resting.high(k, MEAN_AT));
      const gain = multiplyDown(volume, this.meanLow);
      BANDS.forEach((band, i) => {
        const sum = sums[i]!;
        if (!(ratio > c * (1 - band))) return;
        sum.outer = addDown(sum.outer, least);
        if (ratio > c * (1 + band)) {
          sum.inner = addUp(sum.inner, most);
          sum.gain = addDown(sum.gain, gain);
        } else sum.band = addDown(sum.band, gain);
      });
    }
    const fitting = sums.filter(({ inner, outer }) => inner <= mass[0] && outer >= mass[1]);
    return fitting.reduce((best, { gain, band }) => Math.max(best, addDown(gain, Math.min(0, band))), -Infinity);
  }

  /** About the c at which {q(x - v) > c q(x)} has this integral of q. Any c gives bounds: this one good ones. */
  threshold(mass: number): number {
    const { resting } = this;
    const { middleAt } = resting;
    const ratios = Float64Array.from({ length: this.cells }, (_, k) => this.ratioAt(k));
    const order = Uint32Array.from(ratios.keys()).sort((a, b) => ratios[b]! - ratios[a]!);
    let sum = 0;
    for (const k of order) {
      sum +=
        this.volume(k) *
        Math.min(resting.high(k, MEAN_AT), Math.max(resting.low(k, MEAN_AT), resting.low(k, middleAt)));
      if (sum >= mass) return Math.min(1e200, ratios[k]!);
    }
    return 0;
  }

  private volume(k: number): number {
    return this.images * this.resting.volume(k);
  }

  private ratioAt(k: number): number {
    if (this.ratio !== null) return Math.exp(this.ratio.middle(k));
    const at = this.resting.middleAt;
    const below = this.resting.low(k, at) + this.resting.high(k, at);
    const above = this.moved.low(k, at) + this.moved.high(k, at);
    return below > 0 ? above / below : above > 0 ? Infinity : 0;
  }

  private owed(k: number, c: number): number {
    this.look(k, c);
    const [least, most] = this.positivePart();
    const error = (most - least) * this.volume(k);
    return error < 1e300 ? error : 1e300;
  }

  /** Encloses D on a cell. */
  private look(k: number, c: number): void {
    const { resting, moved } = this;
    const { dim, middleAt } = resting;
    const low = (at: number): number => addDown(moved.low(k, at), -multiplyUp(c, resting.high(k, at)));
    const high = (at: number): number => addUp(moved.high(k, at), -multiplyDown(c, resting.low(k, at)));
    let [spread, mean] = [0, 0];
    for (let i = 0; i < dim; i++) {
      const at = GRADIENT_AT + 2 * i;
      const h = resting.half(k, i);
      const [a, b] = [low(at), high(at)];
      spread = addUp(spread, multiplyUp(Math.max(-a, b), h));
      const width = addUp(b, -a);
      mean = addUp(mean, multiplyUp(width, 0.25 * h));
      // g_i u_i for any g_i in [a, b]: that of the middle, and at most half the width times |u_i|, which has mean h/2.
      this.linear[i] = 0.5 * (a + b) * h;
    }
    const [a, b] = [low(middleAt), high(middleAt)];
    this.centre = 0.5 * (a + b);
    this.rest = addUp(addUp(mean, 0.5 * addUp(b, -a)), ROUNDING * (Math.abs(this.centre) + spread));
    this.low = Math.max(low(RANGE_AT), addDown(a, -spread));
    this.high = Math.min(high(RANGE_AT), addUp(b, spread));
    this.meanLow = Math.max(this.low, low(MEAN_AT), addDown(a, -mean));
    this.meanHigh = Math.min(this.high, high(MEAN_AT), addUp(b, mean));
    if (this.ratio !== null) this.lookAtRatio(k, c, this.ratio);
  }

  /** q (e^l - c). */
  private lookAtRatio(k: number, c: number, ratio: LogRatio): void {
    const { resting } = this;
    const least = addDown(expDown(ratio.low(k)), -c);
    const most = addUp(expUp(ratio.high(k)), -c);
    if (!(most < Infinity)) return;
    const down = (at: number): number => multiplyDown(least, least > 0 ? resting.low(k, at) : resting.high(k, at));
    const up = (at: number): number => multiplyUp(most, most > 0 ? resting.high(k, at) : resting.low(k, at));
    this.low = Math.max(this.low, down(RANGE_AT));
    this.high = Math.min(this.high, up(RANGE_AT));
    this.meanLow = Math.max(this.meanLow, this.low, down(MEAN_AT));
    this.meanHigh = Math.min(this.meanHigh, this.high, up(MEAN_AT));
  }

  /** The mean of D_+. */
  private positivePart(): Range {
    const { low, high, meanLow, meanHigh, centre, rest } = this;
    if (!(high > 0)) return [0, 0];
    let least = Math.max(0, meanLow);
    if (low >= 0) return [least, Math.max(least, meanHigh)];
    let most = high;
    if (high < Infinity && low > -Infinity)
      most = divideUp(multiplyUp(high, Math.max(0, addUp(meanHigh, -low))), addDown(high, -low));
    if (rest < Infinity) {
      // x_+ = (|x| + x)/2, whose mean moves by no more than that of |x|.
      const linear = 0.5 * (this.size.mean(centre, this.linear) + centre);
      const slack = addUp(this.size.slack + ROUNDING * Math.abs(centre), rest);
      least = Math.max(least, addDown(linear, -slack));
      most = Math.min(most, addUp(linear, slack));
    }
    return [least, Math.max(least, Math.min(high, most))];
  }

  /** Halves a cell along the axis on which D is known worst. */
  private split(k: number, c: number): boolean {
    const { resting, moved } = this;
    const { dim, halfSize } = resting;
    this.look(k, c);
    const decided = this.low >= 0;
    let [best, most] = [-1, -1];
    for (let i = 0; i < dim; i++) {
      const h = resting.half(k, i);
      if (h <= halfSize * DEEPEST) continue;
      const at = GRADIENT_AT + 2 * i;
      const a = moved.low(k, at) - c * resting.high(k, at);
      const b = moved.high(k, at) - c * resting.low(k, at);
      let size = (decided ? b - a : Math.max(-a, b)) * h;
      if (!(size < 1e290)) size = 1e290 * Math.min(1, h / halfSize);
      if (size > most) [best, most] = [i, size];
    }
    if (best < 0) return false;
    const other = resting.halve(k, best);
    moved.halve(k, best);
    this.ratio?.measure(k);
    this.ratio?.measure(other);
    return true;
  }
}

/** l = log q(x - v) - log q(x) on the cells. */
class LogRatio {
  private readonly cells: Cells;
  private readonly box: Jets;
  private readonly point: Jets;
  private readonly jet: Float64Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Ends of the range and of the value at the midpoint, four numbers a cell. */
  private data = new Float64Array(4096);

  constructor(log: FormulaNode, v: Float64Array, cells: Cells) {
    const node: FormulaNode = { op: 'sum', terms: [translated(log, v), { op: 'negate', of: log }] };
    this.cells = cells;
    this.box = new Jets(node, cells.dim, 1);
    this.point = new Jets(node, cells.dim, 0);
    this.jet = new Float64Array(2 * jetSize(cells.dim, 1));
    this.lower = new Float64Array(cells.dim);
    this.upper = new Float64Array(cells.dim);
  }

  low(k: number): number {
    return this.data[4 * k]!;
  }

  high(k: number): number {
    return this.data[4 * k + 1]!;
  }

  middle(k: number): number {
    return 0.5 * (this.data[4 * k + 2]! + this.data[4 * k + 3]!);
  }

  measure(k: number): void {
    const { cells, lower, upper, jet } = this;
    if (4 * k + 4 > this.data.length) {
      const larger = new Float64Array(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    const { data } = this;
    for (let i = 0; i < cells.dim; i++) lower[i] = upper[i] = cells.middle(k, i);
    this.point.over(lower, upper, data, 4 * k + 2);
    for (let i = 0; i < cells.dim; i++) {
      lower[i] = cells.lowerEdge(k, i);
      upper[i] = cells.upperEdge(k, i);
    }
    this.box.over(lower, upper, jet, 0);
    let spread = 0;
    for (let i = 0; i < cells.dim; i++)
      spread = addUp(spread, multiplyUp(Math.max(-jet[2 + 2 * i]!, jet[3 + 2 * i]!), cells.half(k, i)));
    data[4 * k] = Math.max(jet[0]!, addDown(data[4 * k + 2]!, -spread));
    data[4 * k + 1] = Math.min(jet[1]!, addUp(data[4 * k + 3]!, spread));
  }
}
