/**
 * Integrals of q over faces of boxes, signed and summed: what the divergence theorem makes of int D_v over a box. Faces
 * are halved where their error is largest, until the sum of all is below a tolerance.
 */
import { addDown, addUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import type { FormulaNode } from '../tree.ts';
import { GRADIENT_AT, MEAN_AT, Cells } from './cells.ts';

/** Pieces at most, and rounds of halving. */
const MOST = 400_000;
const ROUNDS = 60;

export class Faces {
  private readonly cells: Cells;
  /** The coefficient of every face. */
  private weights: number[] = [];
  private axes: number[] = [];

  constructor(node: FormulaNode, dim: number, halfSize: number) {
    this.cells = new Cells(node, dim, halfSize, 1024, null);
  }

  clear(): void {
    this.cells.count = 0;
    this.weights.length = 0;
    this.axes.length = 0;
  }

  get count(): number {
    return this.cells.count;
  }

  /** Adds weight times the integral over a face: [lower, upper], without width along the axis. */
  add(lower: ArrayLike<number>, upper: ArrayLike<number>, axis: number, weight: number): void {
    this.cells.add(lower, upper);
    this.weights.push(weight);
    this.axes.push(axis);
  }

  /** The weighted sum, faces refined until its width is about the tolerance. */
  sum(tolerance: number): [number, number] {
    const { cells, weights } = this;
    const error = (k: number): number =>
      Math.abs(weights[k]!) * cells.volume(k) * (cells.high(k, MEAN_AT) - cells.low(k, MEAN_AT));
    let open = Array.from({ length: cells.count }, (_, k) => k);
    for (let round = 0; round < ROUNDS && open.length > 0; round++) {
      let total = 0;
      for (let k = 0; k < cells.count; k++) total += error(k);
      if (total <= tolerance || cells.count > MOST) break;
      const share = tolerance / (2 * cells.count);
      const next: number[] = [];
      for (const k of open) {
        if (error(k) <= share) continue;
        const other = this.split(k);
        if (other >= 0) next.push(k, other);
      }
      open = next;
    }
    let [low, high] = [0, 0];
    for (let k = 0; k < cells.count; k++) {
      const weight = weights[k]!;
      const area = cells.volume(k);
      const [ml, mh] = [area * cells.low(k, MEAN_AT), area * cells.high(k, MEAN_AT)];
      low = addDown(low, weight > 0 ? multiplyDown(weight, ml) : multiplyDown(weight, mh));
      high = addUp(high, weight > 0 ? multiplyUp(weight, mh) : multiplyUp(weight, ml));
    }
    return [low, high];
  }

  /** Halves a piece within its face; the new piece, or -1. */
  private split(k: number): number {
    const { cells } = this;
    let [axis, most] = [-1, -1];
    for (let i = 0; i < cells.dim; i++) {
      const h = cells.half(k, i);
      if (i === this.axes[k] || h <= cells.halfSize * 2 ** -45) continue;
      let width = (cells.high(k, GRADIENT_AT + 2 * i) - cells.low(k, GRADIENT_AT + 2 * i)) * h;
      if (!(width < Infinity)) width = h * 1e200;
      if (width > most) [axis, most] = [i, width];
    }
    if (axis < 0) return -1;
    const other = cells.halve(k, axis);
    this.weights.push(this.weights[k]!);
    this.axes.push(this.axes[k]!);
    return other;
  }
}
