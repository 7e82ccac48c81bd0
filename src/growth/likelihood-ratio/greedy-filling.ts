/**
 * The set of the Neyman-Pearson argument, drawn: the plane is cut into squares, the squares are taken in falling order
 * of q(x - v)/q(x) until the noise gives them the mass p (MATH.md section 1, G1). A picture of the extreme set on a
 * grid: its masses are sums over squares, good to the eye; `growth` has the number.
 */
import { requireMade } from '../../noise/facts.ts';
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** What is drawn. */
export interface GreedyFilling {
  /** The picture covers [-reach, reach]^2. */
  readonly reach: number;
  /** Squares along a side; square (i, j) is at i + cells * j, i along x_1, rows from the bottom up. */
  readonly cells: number;
  /** Mass of each square under the noise, summing to 1. */
  readonly base: Float64Array;
  /** The same of the noise moved by the shift, in the same units. */
  readonly moved: Float64Array;
  /** Share of each square that belongs to the set: 1, 0, or between for the last ratio taken. */
  readonly filled: Float64Array;
  /** q(x - v)/q(x) where the filling ends: Infinity before anything with q > 0 is taken. */
  readonly threshold: number;
  /** Sum of the moved masses of the set: the growth G(p, v) as far as the squares show it. */
  readonly mass: number;
}

/** Squares along a side at most. */
const MOST_CELLS = 1024;

/**
 * The filling for 0 <= p <= 1 and a shift in the noise's units, on cells x cells squares over [-reach, reach]^2. Ratios
 * within 1e-12 of each other are one level, shared in equal parts. Throws InvalidInput unless the noise is planar and
 * has mass there.
 *
 * @example
 * greedyFilling(gaussian(2, { sigma: 1 }), [1, 0], 0.5, { cells: 101, reach: 5 }).mass.toFixed(2) // => '0.84'
 */
export function greedyFilling(
  noise: Noise,
  shift: readonly [number, number],
  p: number,
  { cells, reach }: { readonly cells: number; readonly reach: number },
): GreedyFilling {
  requireMade(noise);
  if (noise.dim !== 2)
    throw new InvalidInput(`The extreme set is drawn in the plane; this noise has dimension ${noise.dim}.`, {
      code: 'dimension',
    });
  if (!(p >= 0 && p <= 1))
    throw new InvalidInput(`p is a probability: it must lie in [0, 1], not be ${p}.`, { code: 'probability' });
  if (!(Number.isInteger(cells) && cells >= 2 && cells <= MOST_CELLS) || !(reach > 0 && reach < Infinity))
    throw new InvalidInput(`A picture has 2 to ${MOST_CELLS} squares a side and a positive reach.`, {
      code: 'argument',
    });
  const logBase = new Float64Array(cells * cells);
  const logMoved = new Float64Array(cells * cells);
  const at = (i: number): number => (reach * (2 * i + 1)) / cells - reach;
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const [x, y] = [at(i), at(j)];
      logBase[i + cells * j] = noise.logDensity([x, y]);
      logMoved[i + cells * j] = noise.logDensity([x - shift[0], y - shift[1]]);
    }
  }
  const base = logBase.map(Math.exp);
  const total = base.reduce((sum, q) => sum + q, 0);
  if (!(total > 0 && total < Infinity))
    throw new InvalidInput('The noise has no mass in the picture: choose another reach.', { code: 'argument' });
  const moved = logMoved.map((log) => Math.exp(log) / total);
  base.forEach((q, i) => (base[i] = q / total));
  return { reach, cells, base, moved, ...filledTo(p, base, moved, logBase, logMoved) };
}

/** Squares of equal ratio are taken together, each in the same part. */
const SAME_RATIO = 1e-12;

function filledTo(
  p: number,
  base: Float64Array,
  moved: Float64Array,
  logBase: Float64Array,
  logMoved: Float64Array,
): Pick<GreedyFilling, 'filled' | 'threshold' | 'mass'> {
  // Where the noise has no mass a square costs nothing; where neither has, it is not taken.
  const ratio = logMoved.map((log, i) => (log === -Infinity ? -Infinity : log - logBase[i]!));
  const order = Array.from(ratio.keys()).sort((a, b) => ratio[b]! - ratio[a]!);
  const filled = new Float64Array(base.length);
  let [left, mass, threshold] = [p, 0, Infinity];
  for (let start = 0; start < order.length;) {
    const level = ratio[order[start]!]!;
    let end = start;
    let cost = 0;
    while (end < order.length && same(ratio[order[end]!]!, level)) cost += base[order[end++]!]!;
    const share = cost <= left ? 1 : left / cost;
    const free = level === Infinity;
    if (!free && (left <= 0 || level === -Infinity) && p < 1) break;
    for (let n = start; n < end; n++) {
      const cell = order[n]!;
      filled[cell] = share;
      mass += share * moved[cell]!;
    }
    threshold = Math.exp(level);
    left -= share * cost;
    if (share < 1) break;
    start = end;
  }
  return { filled, threshold, mass };
}

const same = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= SAME_RATIO;
