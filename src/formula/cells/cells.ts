/**
 * Boxes with what is known of a density q >= 0 on each, per unit volume: its range, its mean, the mean of sum w_i x_i^2
 * q, and the ranges of its gradient and Hessian.
 *
 * Boxes come from halving [-L, L]^d, L a power of two: edges, midpoints and half widths h are exact, and h is a power
 * of two. With x = m + u, |u_i| <= h_i:
 * - mean-value form: q(x) = q(m) + sum g_i u_i, g_i in the gradient's range; the part of g_i common to the whole box
 *   has mean 0, the rest at most half the range's width, and |u_i| has mean h_i/2;
 * - Taylor form: the gradient at m has mean 0; u_i^2 has mean h_i^2/3, and |u_i u_j| has mean h_i h_j/4.
 * Infinite ends (kinks) make a form say nothing, and an older bound stays.
 */
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import type { FormulaNode } from '../tree.ts';
import { hessianIndex, Jets, jetSize } from './jets.ts';

/** Where things stand in the record of a cell: pairs of lower and upper ends. */
export const RANGE_AT = 0;
export const MEAN_AT = 2;
export const SQUARE_AT = 4;
export const GRADIENT_AT = 6;

export class Cells {
  readonly dim: number;
  readonly halfSize: number;
  count = 0;
  /** Lower and upper edges, `2 dim` numbers a cell. */
  edges: Float64Array;
  /** Records, `stride` numbers a cell. */
  data: Float64Array;
  readonly stride: number;
  readonly hessianAt: number;
  /** The jet of order 1 at the midpoint. */
  readonly middleAt: number;
  private readonly cellJets: Jets;
  private readonly pointJets: Jets;
  private readonly jet: Float64Array;
  private readonly derivatives: Float64Array;
  private readonly weights: ArrayLike<number> | null;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;

  /** `weights`: of x_i^2 in the means of sum w_i x_i^2 q, powers of two; null where those are not wanted. */
  constructor(node: FormulaNode, dim: number, halfSize: number, capacity: number, weights: ArrayLike<number> | null) {
    this.dim = dim;
    this.halfSize = halfSize;
    this.cellJets = new Jets(node, dim, 2);
    this.pointJets = new Jets(node, dim, 1);
    this.hessianAt = GRADIENT_AT + 2 * dim;
    this.middleAt = this.hessianAt + dim * (dim + 1);
    this.stride = this.middleAt + 2 * (1 + dim);
    this.edges = new Float64Array(capacity * 2 * dim);
    this.data = new Float64Array(capacity * this.stride);
    this.jet = new Float64Array(2 * jetSize(dim, 2));
    this.derivatives = this.jet.subarray(2);
    this.weights = weights;
    this.lower = new Float64Array(dim);
    this.upper = new Float64Array(dim);
  }

  lowerEdge(k: number, i: number): number {
    return this.edges[(2 * k + 0) * this.dim + i]!;
  }

  upperEdge(k: number, i: number): number {
    return this.edges[(2 * k + 1) * this.dim + i]!;
  }

  /** Half the width along an axis: a power of two. */
  half(k: number, i: number): number {
    return 0.5 * (this.upperEdge(k, i) - this.lowerEdge(k, i));
  }

  middle(k: number, i: number): number {
    return 0.5 * (this.upperEdge(k, i) + this.lowerEdge(k, i));
  }

  /** Of a face, which has no width along one axis, its area. Exact: a product of powers of two. */
  volume(k: number): number {
    let volume = 1;
    for (let i = 0; i < this.dim; i++) {
      const width = this.upperEdge(k, i) - this.lowerEdge(k, i);
      if (width > 0) volume *= width;
    }
    return volume;
  }

  /** Range, mean, or mean of |x|^2 q: the pair that starts at `at`. */
  low(k: number, at: number): number {
    return this.data[k * this.stride + at]!;
  }

  high(k: number, at: number): number {
    return this.data[k * this.stride + at + 1]!;
  }

  /** A new cell with these edges. */
  add(lower: ArrayLike<number>, upper: ArrayLike<number>): number {
    const k = this.reserve();
    const { dim, edges } = this;
    for (let i = 0; i < dim; i++) {
      edges[2 * k * dim + i] = lower[i]!;
      edges[(2 * k + 1) * dim + i] = upper[i]!;
    }
    this.measure(k);
    return k;
  }

  /** Halves a cell along an axis: it keeps the lower half, the new cell, returned, has the upper one. */
  halve(k: number, axis: number): number {
    const other = this.reserve();
    const { dim, edges } = this;
    const [from, to] = [2 * k * dim, 2 * other * dim];
    const middle = this.middle(k, axis);
    edges.copyWithin(to, from, from + 2 * dim);
    edges[from + dim + axis] = middle;
    edges[to + axis] = middle;
    this.measure(k);
    this.measure(other);
    return other;
  }

  private reserve(): number {
    const k = this.count++;
    if (2 * this.dim * this.count > this.edges.length) this.grow();
    return k;
  }

  private grow(): void {
    const larger = (a: Float64Array): Float64Array => {
      const b = new Float64Array(2 * a.length);
      b.set(a);
      return b;
    };
    this.edges = larger(this.edges);
    this.data = larger(this.data);
  }

  private measure(k: number): void {
    const { dim, data, stride, jet, lower, upper, hessianAt, middleAt } = this;
    const at = k * stride;
    for (let i = 0; i < dim; i++) lower[i] = upper[i] = this.middle(k, i);
    this.pointJets.over(lower, upper, data, at + middleAt);
    for (let i = 0; i < dim; i++) {
      lower[i] = this.lowerEdge(k, i);
      upper[i] = this.upperEdge(k, i);
    }
    this.cellJets.over(lower, upper, jet, 0);
    data[at] = Math.max(0, jet[0]!);
    data[at + 1] = jet[1]!;
    data.set(this.derivatives, at + GRADIENT_AT);
    this.sharpen(k);
    const range = this.range(k);
    data[at] = range.lower;
    data[at + 1] = range.upper;
    this.mean(k, at + hessianAt);
    if (this.weights !== null) this.squares(k, this.weights);
  }

  /** Gradient over the box from that at the midpoint and the Hessian, where that is narrower. */
  private sharpen(k: number): void {
    const { dim, data, stride, hessianAt, middleAt } = this;
    const at = k * stride;
    for (let i = 0; i < dim; i++) {
      let spread = 0;
      for (let j = 0; j < dim; j++) {
        const entry = at + hessianAt + 2 * (hessianIndex(dim, i, j) - 1 - dim);
        spread = addUp(spread, multiplyUp(Math.max(-data[entry]!, data[entry + 1]!), this.half(k, j)));
      }
      const low = addDown(data[at + middleAt + 2 + 2 * i]!, -spread);
      const high = addUp(data[at + middleAt + 3 + 2 * i]!, spread);
      const own = at + GRADIENT_AT + 2 * i;
      if (low > data[own]!) data[own] = low;
      if (high < data[own + 1]!) data[own + 1] = high;
    }
  }

  /** Largest |g_i| h_i, and how far a mean can be from the value at the midpoint: width(g_i) h_i/4; sums over i. */
  private spreads(k: number): { range: number; mean: number } {
    const { dim, data, stride } = this;
    let [range, mean] = [0, 0];
    for (let i = 0; i < dim; i++) {
      const own = k * stride + GRADIENT_AT + 2 * i;
      const [low, high] = [data[own]!, data[own + 1]!];
      const h = this.half(k, i);
      range = addUp(range, multiplyUp(Math.max(-low, high), h));
      mean = addUp(mean, multiplyUp(addUp(high, -low), 0.25 * h));
    }
    return { range, mean };
  }

  private range(k: number): { lower: number; upper: number } {
    const { data, stride, middleAt } = this;
    const at = k * stride;
    const { range } = this.spreads(k);
    const low = addDown(data[at + middleAt]!, -range);
    const high = addUp(data[at + middleAt + 1]!, range);
    return {
      lower: low > data[at]! ? low : data[at]!,
      upper: high < data[at + 1]! ? Math.max(0, high) : data[at + 1]!,
    };
  }

  private mean(k: number, hessian: number): void {
    const { dim, data, stride, middleAt } = this;
    const at = k * stride;
    const [low, high] = [data[at + middleAt]!, data[at + middleAt + 1]!];
    const { mean } = this.spreads(k);
    let [least, most] = [data[at]!, data[at + 1]!];
    const keep = (l: number, u: number): void => {
      if (l > least) least = l;
      if (u < most) most = u;
    };
    keep(addDown(low, -mean), addUp(high, mean));
    let [l, u] = [low, high];
    for (let i = 0, entry = hessian; i < dim; i++) {
      for (let j = i; j < dim; j++, entry += 2) {
        const [a, b] = [data[entry]!, data[entry + 1]!];
        if (i === j) {
          const square = this.half(k, i) ** 2;
          l = addDown(l, divideDown(multiplyDown(a, square), 6));
          u = addUp(u, divideUp(multiplyUp(b, square), 6));
        } else {
          const width = multiplyUp(addUp(b, -a), 0.125 * this.half(k, i) * this.half(k, j));
          l = addDown(l, -width);
          u = addUp(u, width);
        }
      }
    }
    keep(l, u);
    data[at + MEAN_AT] = least;
    data[at + MEAN_AT + 1] = Math.max(least, most);
  }

  /**
   * Mean of sum w_i x_i^2 q: x_i = m_i + u_i, and u_i q has the mean of sum g_j u_j u_i: [g_i] h_i^2/3, and for j other
   * than i at most width(g_j) h_i h_j/8; u_i^2 q lies between h_i^2/3 times the ends of q. Or the ends of x_i^2 times
   * the mean of q.
   */
  private squares(k: number, weights: ArrayLike<number>): void {
    const { dim, data, stride } = this;
    const at = k * stride;
    const [a, b, ml, mh] = [data[at]!, data[at + 1]!, data[at + MEAN_AT]!, data[at + MEAN_AT + 1]!];
    let [least, most] = [0, 0];
    for (let i = 0; i < dim; i++) {
      const [h, m] = [this.half(k, i), this.middle(k, i)];
      const own = at + GRADIENT_AT + 2 * i;
      let l = divideDown(multiplyDown(data[own]!, h * h), 3);
      let u = divideUp(multiplyUp(data[own + 1]!, h * h), 3);
      for (let j = 0; j < dim; j++) {
        if (j === i) continue;
        const other = at + GRADIENT_AT + 2 * j;
        const width = multiplyUp(addUp(data[other + 1]!, -data[other]!), 0.125 * h * this.half(k, j));
        l = addDown(l, -width);
        u = addUp(u, width);
      }
      const linear =
        m > 0 ? [multiplyDown(2 * m, l), multiplyUp(2 * m, u)] : [multiplyDown(2 * m, u), multiplyUp(2 * m, l)];
      let low = addDown(multiplyDown(multiplyDown(m, m), ml), linear[0]!);
      let high = addUp(multiplyUp(multiplyUp(m, m), mh), linear[1]!);
      low = addDown(low, divideDown(multiplyDown(h * h, a), 3));
      high = addUp(high, divideUp(multiplyUp(h * h, b), 3));
      const near = Math.max(0, Math.abs(m) - h);
      const far = Math.abs(m) + h;
      const plainly = [multiplyDown(multiplyDown(near, near), ml), multiplyUp(multiplyUp(far, far), mh)];
      least = addDown(least, weights[i]! * (low > plainly[0]! ? low : plainly[0]!));
      most = addUp(most, weights[i]! * (high < plainly[1]! ? high : plainly[1]!));
    }
    data[at + SQUARE_AT] = least;
    data[at + SQUARE_AT + 1] = most;
  }
}
