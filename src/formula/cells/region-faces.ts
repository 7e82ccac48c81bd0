/**
 * The faces of a cell tree between regions, for the divergence theorem. Where every leaf carries a sign s, -1, 0 or 1,
 * and D_v = -<v, grad q>, the sum over all leaves of s int D_v is the sum over faces of v_i (s above - s below) int q,
 * s = 0 outside the tree. A face with one sign on both sides is nothing: the walk never enters a node of one sign, and
 * meets only what lies between two regions, each face once, cut as finely as the finer side.
 */
import type { CellTree } from './cell-tree.ts';

/** The sign of a node whose leaves differ. */
const MIXED = 2;
/** What lies beyond the tree, as a node. */
const OUTSIDE = -1;

/** Takes [lower, upper], which has no width along `axis`, and the jump of the sign across it, upwards. */
export type TakeFace = (lower: Float64Array, upper: Float64Array, axis: number, jump: number) => void;

export class RegionFaces {
  private readonly tree: CellTree;
  /** By node. */
  private signs = new Int8Array(0);
  /** The box of the node that is looked at. */
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** The face. */
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private v: ArrayLike<number> = [];
  private take: TakeFace = () => undefined;

  constructor(tree: CellTree) {
    this.tree = tree;
    const { dim } = tree.cells;
    [this.lower, this.upper] = [new Float64Array(dim), new Float64Array(dim)];
    [this.low, this.high] = [new Float64Array(dim), new Float64Array(dim)];
  }

  /** Visits the faces across the axes along which v is not 0; `signOf` by cell. */
  walk(signOf: ArrayLike<number>, v: ArrayLike<number>, take: TakeFace): void {
    const { tree } = this;
    const { dim } = tree.cells;
    if (this.signs.length < tree.first.length) this.signs = new Int8Array(2 * tree.first.length);
    [this.v, this.take] = [v, take];
    this.mark(signOf);
    for (const [code, { node, lower, upper }] of tree.roots.entries()) {
      this.lower.set(lower);
      this.upper.set(upper);
      this.inside(node);
      for (let axis = 0; axis < dim; axis++) {
        // Roots are orthants: bit `axis - 1` of their place says which are negative along an axis that is not mirrored.
        const bit = axis === 0 || tree.mirrored ? 0 : 1 << (axis - 1);
        const below = bit !== 0 && (code & bit) === 0 ? tree.roots[code | bit]!.node : OUTSIDE;
        this.between(below, node, axis, lower[axis]!);
        if (bit === 0 || (code & bit) === 0) this.between(node, OUTSIDE, axis, upper[axis]!);
      }
    }
  }

  /** Children have larger numbers than their parents. */
  private mark(signOf: ArrayLike<number>): void {
    const { signs } = this;
    const { first, second, leaf } = this.tree;
    for (let node = first.length - 1; node >= 0; node--) {
      const child = first[node]!;
      if (child < 0) signs[node] = signOf[leaf[node]!]!;
      else signs[node] = signs[child] === signs[second[node]!] ? signs[child]! : MIXED;
    }
  }

  /** Faces within a node. */
  private inside(node: number): void {
    if (this.signs[node] !== MIXED) return;
    const { tree, lower, upper } = this;
    const [first, second, axis] = [tree.first[node]!, tree.second[node]!, tree.axis[node]!];
    const [low, high, middle] = [lower[axis]!, upper[axis]!, tree.middle[node]!];
    upper[axis] = middle;
    this.inside(first);
    upper[axis] = high;
    lower[axis] = middle;
    this.inside(second);
    lower[axis] = low;
    this.between(first, second, axis, middle);
  }

  /** The faces between two nodes that meet at `position`, over the whole box. */
  private between(below: number, above: number, axis: number, position: number): void {
    if (this.v[axis] === 0) return;
    this.low.set(this.lower);
    this.high.set(this.upper);
    this.low[axis] = this.high[axis] = position;
    this.across(below, above, axis);
  }

  private across(below: number, above: number, axis: number): void {
    const [one, two] = [this.signAt(below), this.signAt(above)];
    if (one !== MIXED && two !== MIXED) {
      if (one !== two) this.take(this.low, this.high, axis, two - one);
      return;
    }
    const { tree, low, high } = this;
    const isBelow = one === MIXED;
    const node = isBelow ? below : above;
    const on = (child: number): void => (isBelow ? this.across(child, above, axis) : this.across(below, child, axis));
    const [first, second, x] = [tree.first[node]!, tree.second[node]!, tree.axis[node]!];
    if (x === axis) return on(isBelow ? second : first);
    const middle = tree.middle[node]!;
    const [from, to] = [low[x]!, high[x]!];
    if (to <= middle) return on(first);
    if (from >= middle) return on(second);
    high[x] = middle;
    on(first);
    high[x] = to;
    low[x] = middle;
    on(second);
    low[x] = from;
  }

  private signAt(node: number): number {
    return node === OUTSIDE ? 0 : this.signs[node]!;
  }
}
