/**
 * Which cells to halve: those that carry most of what is not known of the integral, the second moment, J and the slopes
 * along some directions. In passes: the cells with three quarters of the error at once.
 */
import { MEAN_AT, RANGE_AT, SQUARE_AT } from './cells.ts';
import type { CellTree } from './cell-tree.ts';
import { largestErrors } from './largest-errors.ts';
import { LevelTable } from './level-integral.ts';
import { wholeCells } from './parts.ts';
import { SlopeForm } from './slope-form.ts';

/** D_v - c q, to be known. */
export interface SlopeQuestion {
  readonly v: ArrayLike<number>;
  readonly c: number;
}

const WEIGHTS = { mass: 0.5, slopes: 1, levels: 0.3, squares: 0.03, lines: 0.3 };
const LEVELS = 1000;

export class Refinement {
  private readonly tree: CellTree;
  private readonly form: SlopeForm;
  private questions: readonly SlopeQuestion[] = [];
  /**
   * By cell: the width of the mean of |D_v| or (|D_v| - c q)_+ where its sign is not decided, and that of |D_v| at
   * least.
   */
  private slopeGaps: Float64Array = new Float64Array(4096);
  private lineGaps: Float64Array = new Float64Array(4096);
  private slopes: Float64Array = new Float64Array(4096);

  /** `unimodal`: see `SlopeForm`. */
  constructor(tree: CellTree, unimodal: boolean) {
    this.tree = tree;
    this.form = new SlopeForm(tree.cells, unimodal);
  }

  /** What is to be known from now on; sums with c = 0 are |D_v| itself. */
  ask(questions: readonly SlopeQuestion[]): void {
    this.questions = questions;
    for (let k = 0; k < this.tree.cells.count; k++) this.gauge(k);
  }

  /** Halves cells until there are that many, or none can be halved. */
  upTo(cells: number): void {
    while (this.tree.cells.count < cells && this.pass(cells) > 0);
  }

  private gauge(k: number): void {
    if (k >= this.slopeGaps.length) {
      const larger = (a: Float64Array): Float64Array<ArrayBuffer> => {
        const b = new Float64Array(2 * a.length);
        b.set(a);
        return b;
      };
      this.slopeGaps = larger(this.slopeGaps);
      this.lineGaps = larger(this.lineGaps);
      this.slopes = larger(this.slopes);
    }
    const { form } = this;
    let [slopeGap, lineGap, slope] = [0, 0, 0];
    for (const { v, c } of this.questions) {
      form.at(k, v, c, 1);
      if (c === 0) {
        form.absolute();
        slope = Math.max(slope, form.partLow);
        if (form.low < 0 && form.high > 0) slopeGap = Math.max(slopeGap, form.partHigh - form.partLow);
        continue;
      }
      for (const sign of [1, -1] as const) {
        if (sign < 0) form.at(k, v, c, -1);
        if (!(form.low < 0 && form.high > 0)) continue;
        form.positivePart();
        lineGap = Math.max(lineGap, form.partHigh - form.partLow);
      }
    }
    this.slopeGaps[k] = slopeGap;
    this.lineGaps[k] = lineGap;
    this.slopes[k] = slope;
  }

  private pass(limit: number): number {
    const { tree } = this;
    const { cells } = tree;
    const n = cells.count;
    let [mass, massHigh, squares, slopes] = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const volume = tree.volume(k);
      mass += volume * cells.low(k, MEAN_AT);
      massHigh += volume * cells.high(k, MEAN_AT);
      squares += volume * cells.low(k, SQUARE_AT);
      slopes += volume * this.slopes[k]!;
    }
    const positive = (x: number): number => (x > 0 ? x : 1e-300);
    const [perMass, perSquares] = [
      WEIGHTS.mass / positive(Math.max(mass, Math.min(massHigh, 1e300) * 1e-3)),
      WEIGHTS.squares / positive(squares),
    ];
    const perSlopes = 1 / positive(slopes);
    const parts = wholeCells(tree);
    const table = new LevelTable(parts, cells.dim, LEVELS);
    const perLevel = WEIGHTS.levels / positive(table.integral(parts)[1]);
    const errors = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const [ml, mh] = [cells.low(k, MEAN_AT), cells.high(k, MEAN_AT)];
      let error = perMass * (mh - ml) + perSquares * (cells.high(k, SQUARE_AT) - cells.low(k, SQUARE_AT));
      error += perSlopes * (WEIGHTS.slopes * this.slopeGaps[k]! + WEIGHTS.lines * this.lineGaps[k]!);
      const chord = table.chord(cells.low(k, RANGE_AT), cells.high(k, RANGE_AT), mh);
      const level = 2 * Math.max(0, chord - table.at(mh)) + table.slopeAt(mh) * (mh - ml);
      if (level < Infinity) error += perLevel * level;
      error *= tree.volume(k);
      errors[k] = error < 1e300 ? error : 1e300;
    }
    const isLarge = largestErrors(errors, n, Math.min(limit - n, Math.max(16, n)));
    let halved = 0;
    for (let k = 0; k < n && cells.count < limit; k++) {
      if (!isLarge(errors[k]!) || !tree.split(k)) continue;
      this.gauge(k);
      this.gauge(cells.count - 1);
      halved++;
    }
    return halved;
  }
}
