/**
 * A box [-L, L]^d halved again and again, as a tree whose leaves are cells. Where the density is even in every
 * coordinate the box is [0, L]^d and stands for its 2^d mirror images; where it is only even, for one half, [0, L] x
 * [-L, L]^{d-1}, and its image.
 */
import type { FormulaNode } from '../tree.ts';
import { GRADIENT_AT, RANGE_AT, Cells } from './cells.ts';

/** Halvings along one axis at most: edges stay exact. */
export const DEEPEST = 2 ** -45;

export class CellTree {
  readonly cells: Cells;
  /** Whether the density is even in every coordinate. */
  readonly mirrored: boolean;
  /** How many images of the box fill [-L, L]^d. */
  readonly images: number;
  /** Children of a node; -1 for a leaf. */
  readonly first: number[] = [];
  readonly second: number[] = [];
  readonly axis: number[] = [];
  /** Where along that axis a node was halved. */
  readonly middle: number[] = [];
  /** Cell of a leaf. */
  readonly leaf: number[] = [];
  readonly roots: readonly {
    readonly node: number;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  }[];
  private readonly nodeOf: number[] = [];

  /** `weights` of the squares of the coordinates, see `Cells`; one an axis. */
  constructor(node: FormulaNode, halfSize: number, mirrored: boolean, weights: readonly number[]) {
    const dim = weights.length;
    this.cells = new Cells(node, dim, halfSize, 4096, weights);
    this.mirrored = mirrored;
    this.images = mirrored ? 2 ** dim : 2;
    const orthants = mirrored ? 1 : 2 ** (dim - 1);
    this.roots = Array.from({ length: orthants }, (_, code) => {
      const negative = Array.from({ length: dim }, (_, i) => i > 0 && ((code >> (i - 1)) & 1) === 1);
      const lower = negative.map((is) => (is ? -halfSize : 0));
      const upper = negative.map((is) => (is ? 0 : halfSize));
      const cell = this.cells.add(lower, upper);
      return { node: this.newLeaf(cell), lower, upper };
    });
  }

  private newLeaf(cell: number): number {
    const node = this.leaf.push(cell) - 1;
    this.first.push(-1);
    this.second.push(-1);
    this.axis.push(-1);
    this.middle.push(0);
    this.nodeOf[cell] = node;
    return node;
  }

  /** Volume of the cell with all of its images; exact. */
  volume(cell: number): number {
    return this.images * this.cells.volume(cell);
  }

  /** The axis along which the gradient is known worst. */
  private worstAxis(cell: number): number {
    const { cells } = this;
    const { dim, halfSize } = cells;
    let [best, most] = [-1, -1];
    for (let i = 0; i < dim; i++) {
      const at = GRADIENT_AT + 2 * i;
      const h = cells.half(cell, i);
      if (h <= halfSize * DEEPEST) continue;
      const [low, high] = [cells.low(cell, at), cells.high(cell, at)];
      let width = (high - low) * h;
      if (!(width < Infinity)) width = h * 1e200;
      const size = 1e-3 * Math.max(-low, high) * h + (1e-12 * h * cells.high(cell, RANGE_AT)) / halfSize;
      if (width + Math.min(size, 1e290) > most) [best, most] = [i, width + Math.min(size, 1e290)];
    }
    return best;
  }

  /** Halves a cell; false where it cannot be. */
  split(cell: number): boolean {
    const axis = this.worstAxis(cell);
    if (axis < 0) return false;
    const parent = this.nodeOf[cell]!;
    this.axis[parent] = axis;
    this.middle[parent] = this.cells.middle(cell, axis);
    const other = this.cells.halve(cell, axis);
    this.first[parent] = this.newLeaf(cell);
    this.second[parent] = this.newLeaf(other);
    return true;
  }
}
