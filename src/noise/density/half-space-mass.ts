/**
 * P(<u, X> >= t) of a density in two or three variables, from above, on a mesh of its own (formula/cells/half-space.ts)
 * and what lies beyond it. X at lambda = 1, in units of powers of two as in enclosure.ts.
 */
import { CellTree } from '../../formula/cells/cell-tree.ts';
import { MEAN_AT } from '../../formula/cells/cells.ts';
import { integralBeyond } from '../../formula/cells/half-space.ts';
import { Refinement } from '../../formula/cells/refinement.ts';
import { addUp, divideUp } from '../../formula/enclosure/rounding.ts';
import { inverse } from '../../numeric/algebra/linear-algebra.ts';
import type { Enclosable } from './enclosure.ts';

/** Cells of the mesh by dimension, where the density is even in every coordinate, and where it is only even. */
const CELLS: Readonly<Record<number, readonly [number, number]>> = { 2: [6000, 9000], 3: [15_000, 40_000] };

export class HalfSpaceMass {
  private readonly of: Enclosable;
  private readonly least: number;
  private readonly tree: CellTree;
  private inverse: number[][] | null = null;

  /** `least`: int q in units of the scales, at least; above 0. */
  constructor(of: Enclosable, least: number) {
    const { expression, guess, symmetry, halfSize, shape } = of;
    const dim = expression.variables.length;
    this.of = of;
    this.least = least;
    const weights = Array.from(guess.scales, (scale) => scale * scale);
    this.tree = new CellTree(expression.root, halfSize, symmetry.mirrored, weights);
    const refinement = new Refinement(this.tree, shape.quasiConcave);
    refinement.ask([]);
    refinement.upTo(CELLS[dim]![symmetry.mirrored ? 0 : 1]);
  }

  /**
   * A normal whose half-spaces gain much by the shift v: S^-1 v, S the matrix of second moments as the middles of cells
   * see it. Of normal laws the best one; a guess, on which nothing rests.
   */
  normalFor(v: ArrayLike<number>): number[] {
    const { scales } = this.of.guess;
    this.inverse ??= inverse(this.secondMoments());
    if (this.inverse === null) return Array.from(v);
    return this.inverse.map((row, i) => row.reduce((sum, x, j) => sum + (x * v[j]!) / scales[j]!, 0) / scales[i]!);
  }

  private secondMoments(): number[][] {
    const { cells, mirrored } = this.tree;
    const axes = Array.from({ length: cells.dim }, (_, i) => i);
    const moments = axes.map(() => axes.map(() => 0));
    for (let k = 0; k < cells.count; k++) {
      const mass = cells.volume(k) * cells.low(k, MEAN_AT);
      // The images of a box that is mirrored in every axis cancel beside the diagonal.
      for (const i of axes)
        for (const j of axes)
          if (i === j || !mirrored) moments[i]![j]! += mass * cells.middle(k, i) * cells.middle(k, j);
    }
    return moments;
  }

  /** An upper bound of P(<u, X> >= t), t > 0. */
  beyond(u: ArrayLike<number>, t: number): number {
    const { exterior, guess } = this.of;
    const normal = Float64Array.from(u, (x, i) => x * guess.scales[i]!);
    return divideUp(addUp(integralBeyond(this.tree, normal, t), exterior.mass), this.least);
  }
}
