/**
 * Where a function on a grid changes sign, pairs of changes between two grid points included: a window that opens
 * between them shows as an extremum towards 0, which is then followed.
 */
import { goldenMinimum } from '../../numeric/golden-section.ts';
import { findRoot } from '../../numeric/roots.ts';

export interface SignChanges {
  /** The zeros, ascending. */
  readonly roots: readonly number[];
  /** Extrema so near 0 that a window about them may be open or not: shorter than 1e-6 either way. */
  readonly doubtful: readonly number[];
}

/** Extrema this near 0, relative to the function's values around them, count as doubtful. */
const DOUBTFUL = 1e-12;
const GOLDEN_STEPS = 48;

/** The sign changes of f (0 counts as negative; values may be huge, not NaN) along an ascending grid. */
export function signChanges(f: (u: number) => number, grid: ArrayLike<number>): SignChanges {
  const roots: number[] = [];
  const doubtful: number[] = [];
  let before = NaN;
  let previous = f(grid[0]!);
  for (let i = 1; i < grid.length; i++) {
    const next = f(grid[i]!);
    if (previous > 0 !== next > 0) roots.push(findRoot(f, grid[i - 1]!, grid[i]!).root);
    // The grid point i - 1 is nearer to 0 than both neighbours, on the same side.
    else if (
      i > 1 &&
      before > 0 === previous > 0 &&
      mayCross(
        Math.abs(before),
        Math.abs(previous),
        Math.abs(next),
        grid[i - 1]! - grid[i - 2]!,
        grid[i]! - grid[i - 1]!,
      )
    ) {
      const sign = previous > 0 ? 1 : -1;
      // On a plateau to the left of the dip, as where f is clamped, it moves right.
      const { x: point, value } = goldenMinimum((u) => sign * f(u), grid[i - 2]!, grid[i]!, {
        steps: GOLDEN_STEPS,
        ties: 'right',
        enough: (least) => least < 0,
      });
      if (Math.abs(value) <= DOUBTFUL * Math.max(Math.abs(before), Math.abs(next))) doubtful.push(point);
      else if (value < 0) {
        roots.push(findRoot(f, grid[i - 2]!, point).root, findRoot(f, point, grid[i]!).root);
      }
    }
    before = previous;
    previous = next;
  }
  return { roots: roots.sort((a, b) => a - b), doubtful };
}

/**
 * Whether a unimodal piece through three such values, so far apart, may reach below 0. A convex one stays above both
 * chords, continued beyond the middle: it falls by at most a rise times the ratio of the gaps. Twice that is allowed
 * for.
 */
function mayCross(left: number, middle: number, right: number, gapLeft: number, gapRight: number): boolean {
  if (!(middle < left && middle < right)) return false;
  return middle <= 2 * Math.max((left - middle) * (gapRight / gapLeft), (right - middle) * (gapLeft / gapRight));
}
