/**
 * int (|D_v| - c q)_+ over the box of a cell tree, D_v = -<v, grad q>, enclosed.
 *
 * Where D_v >= c q on a box, its integral is that of D_v, a difference of integrals of q over the box's faces (for q is
 * absolutely continuous along lines), less c int q. Faces between two boxes of one sign cancel (region-faces.ts): only
 * what the boundary of {D_v >= c q} crosses costs anything. There the mean of the positive part is bounded cell by cell
 * (slope-form.ts).
 */
import { addDown, addUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import type { FormulaNode } from '../tree.ts';
import { MEAN_AT } from './cells.ts';
import type { CellTree } from './cell-tree.ts';
import { Faces } from './faces.ts';
import { RegionFaces } from './region-faces.ts';
import { SlopeForm } from './slope-form.ts';

/** The sign with which D_v counts on a cell: D_v >= c q, -D_v >= c q, or |D_v| <= c q or not decided. */
const RISES = 1;
const FALLS = -1;
const NEITHER = 0;

/** D_v may be that much below c q, relative to the integral over the volume, where it counts as above. */
const NEARLY = 1e-12;

export interface SlopeIntegral {
  /** Over the box and its images as they stand, for v alone: see `ofDensity` for flips of v. */
  readonly lower: number;
  readonly upper: number;
  /** Part of the width that owes to cells that are not decided. */
  readonly gap: number;
}

export class Flux {
  readonly tree: CellTree;
  private readonly form: SlopeForm;
  private readonly faces: Faces;
  private readonly regions: RegionFaces;
  private signs = new Int8Array(0);
  private low = 0;
  private high = 0;
  private gap = 0;

  /** `unimodal`: whether q rises and then falls along every line. */
  constructor(tree: CellTree, node: FormulaNode, unimodal: boolean) {
    const { dim, halfSize } = tree.cells;
    this.tree = tree;
    this.form = new SlopeForm(tree.cells, unimodal);
    this.faces = new Faces(node, dim, halfSize);
    this.regions = new RegionFaces(tree);
  }

  /**
   * The integral for v over the box itself (no images); faces to about `tolerance`; `mass` is about the integral of q
   * over it.
   */
  integral(v: ArrayLike<number>, c: number, tolerance: number, mass: number): SlopeIntegral {
    const { tree, faces } = this;
    if (this.signs.length < tree.cells.count) this.signs = new Int8Array(2 * tree.cells.count);
    [this.low, this.high, this.gap] = [0, 0, 0];
    const nearly = (NEARLY * mass) / (2 * tree.cells.halfSize) ** tree.cells.dim;
    for (let k = 0; k < tree.cells.count; k++) this.classify(k, v, c, nearly);
    faces.clear();
    this.regions.walk(this.signs, v, (lower, upper, axis, jump) => faces.add(lower, upper, axis, jump * v[axis]!));
    const [low, high] = faces.sum(Math.max(tolerance, 0.3 * this.gap));
    return { lower: Math.max(0, addDown(this.low, low)), upper: addUp(this.high, high), gap: this.gap };
  }

  private add(low: number, high: number): void {
    this.low = addDown(this.low, low);
    this.high = addUp(this.high, high);
  }

  /** The sign of a cell, and what is added for it beside the flux. */
  private classify(k: number, v: ArrayLike<number>, c: number, nearly: number): void {
    const { form, signs } = this;
    const { cells } = this.tree;
    const volume = cells.volume(k);
    form.at(k, v, c, 1);
    const [low, high] = [form.low, form.high];
    if (low >= -nearly) {
      signs[k] = RISES;
      return this.addMass(k, c, volume, Math.max(0, -low));
    }
    let [otherLow, otherHigh] = [-high, -low];
    if (c !== 0) {
      form.at(k, v, c, -1);
      [otherLow, otherHigh] = [form.low, form.high];
    }
    if (otherLow >= -nearly) {
      signs[k] = FALLS;
      return this.addMass(k, c, volume, Math.max(0, -otherLow));
    }
    signs[k] = NEITHER;
    if (high <= 0 && otherHigh <= 0) return;
    let [least, most] = [0, 0];
    if (c === 0) {
      form.absolute();
      [least, most] = [form.partLow, form.partHigh];
    } else {
      form.positivePart();
      [least, most] = [form.partLow, form.partHigh];
      form.at(k, v, c, 1);
      form.positivePart();
      least = addDown(least, form.partLow);
      most = addUp(most, form.partHigh);
    }
    this.gap += volume * (most - least);
    // Volumes are powers of two: exact.
    this.add(volume * least, volume * most);
  }

  /**
   * -c int q, and twice the most by which D_v may stay below c q: then (|D_v| - c q)_+ is at least D_v - c q and at
   * most that more.
   */
  private addMass(k: number, c: number, volume: number, below: number): void {
    const { cells } = this.tree;
    if (c !== 0)
      this.add(-multiplyUp(c, volume * cells.high(k, MEAN_AT)), -multiplyDown(c, volume * cells.low(k, MEAN_AT)));
    if (below > 0) this.high = addUp(this.high, 2 * volume * below);
  }
}
