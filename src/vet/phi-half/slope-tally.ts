/** What is kept of the sizes of slopes along one direction, and the bounds of their mean and of their excesses. */
import type { ErrorBudget } from '../../numeric/confidence/budget.ts';

/** Thresholds c of the excesses E(|Y| - c)_+, besides c = 0. */
export const BINS = 160;

/** Half of E|Y|, bounded. */
export interface Half {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Sizes of slopes along one direction, in bins of equal width and one beyond, with sums and sums of squares. */
export class SlopeTally {
  largest = 0;
  private count = 0;
  private binned = 0;
  private sum = 0;
  private squares = 0;
  private readonly width: number;
  private readonly counts = new Float64Array(BINS + 1);
  private readonly sums = new Float64Array(BINS + 1);
  private readonly squareSums = new Float64Array(BINS + 1);
  private suffix = false;

  constructor(cap: number) {
    this.width = cap / BINS;
  }

  add(size: number): void {
    this.count++;
    this.sum += size;
    this.squares += size * size;
    if (size > this.largest) this.largest = size;
  }

  bin(size: number): void {
    this.binned++;
    const bin = Math.min(BINS, Math.floor(size / this.width));
    this.counts[bin]!++;
    this.sums[bin]! += size;
    this.squareSums[bin]! += size * size;
  }

  threshold(j: number): number {
    return j * this.width;
  }

  /** Half the mean, in the given unit. */
  half(range: number, share: ErrorBudget, unit: number): Half {
    const mean = this.sum / this.count;
    const error = deviation(this.sum, this.squares, this.count, range, share.spend());
    const half = 0.5 * unit;
    return { value: half * mean, lower: Math.max(0, half * (mean - error)), upper: half * (mean + error) };
  }

  /** 1/2 E(|Y| - c)_+ at the j-th threshold: bounded from above at level alpha, or (null) the average. */
  excess(j: number, range: number, alpha: number | null): number {
    if (!this.suffix) {
      for (let k = BINS - 1; k >= 0; k--) {
        this.counts[k]! += this.counts[k + 1]!;
        this.sums[k]! += this.sums[k + 1]!;
        this.squareSums[k]! += this.squareSums[k + 1]!;
      }
      this.suffix = true;
    }
    const c = this.threshold(j);
    const [hits, first, second] = [this.counts[j]!, this.sums[j]!, this.squareSums[j]!];
    const sum = Math.max(0, first - c * hits);
    const squares = Math.max(0, second - 2 * c * first + c * c * hits);
    const mean = sum / this.binned;
    if (alpha === null) return 0.5 * mean;
    return 0.5 * (mean + deviation(sum, squares, this.binned, Math.max(0, range - c), alpha));
  }
}

/** Empirical Bernstein (Maurer and Pontil 2009) for values in [0, range]. */
function deviation(sum: number, squares: number, n: number, range: number, alpha: number): number {
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  const log = Math.log(4 / alpha);
  return Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1));
}
