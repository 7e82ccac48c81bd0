/**
 * Sampling by numerical inversion: on each cell the inverse distribution function is a Chebyshev polynomial, and cells
 * are bisected until the polynomial, put back into the distribution function, reproduces the uniform to 1e-13, or as
 * far as rounding lets any polynomial (a narrow bump far out); the largest difference met is the table's `error`.
 * (The idea of Derflinger, Hormann, Leydold, "Random variate generation by numerical inversion", ACM TOMACS 2010.)
 */
import type { Panel } from './integral.ts';

/** Wanted error in the distribution function, where rounding allows it. */
const TOLERANCE = 1e-13;
/** Units of rounding of s that a draw may be off by. */
const ROUNDING = 8 * 2 ** -53;
const DEGREE = 12;
const MAX_DEPTH = 40;

export interface InverseTable {
  /** The t = e^s at which the distribution function is u, 0 < u < 1. */
  draw(u: number): number;
  /** Largest difference met between u and the distribution function at draw(u). */
  readonly error: number;
}

/** What the table needs of the law. */
export interface PanelLaw {
  /** Mass between two points of one panel. */
  share(left: number, right: number): number;
  /** The s at which the mass since the panel's left end is `wanted`. */
  solve(panel: Panel, wanted: number): number;
  /** How many pieces may be looked at. */
  readonly pieces: number;
}

/** Part of a panel that is still to be fitted. */
interface Piece {
  readonly panel: Panel;
  readonly start: number;
  readonly mass: number;
  readonly depth: number;
}

interface Cell {
  /** Distribution function at the left end and the cell's mass. */
  readonly start: number;
  readonly mass: number;
  /** Chebyshev coefficients of s in v = 2 (u - start)/mass - 1. */
  readonly coefficients: Float64Array;
}

/** Builds the table; `below[i]` is the distribution function at the left end of panel i. */
export function inverseTable(panels: readonly Panel[], below: Float64Array, law: PanelLaw): InverseTable {
  const cells: Cell[] = [];
  let error = 0;
  const open: Piece[] = panels.flatMap((panel, i) => {
    const mass = below[i + 1]! - below[i]!;
    return mass > 0 ? [{ panel, start: below[i]!, mass, depth: 0 }] : [];
  });
  // The list grows while it is gone through: large pieces first, so that what is left when the work is done is small.
  for (let at = 0; at < open.length; at++) {
    const { panel, start, mass, depth } = open[at]!;
    const coefficients = fit(panel, mass, law);
    const miss = worstMiss(panel, mass, coefficients, law);
    const settled = miss <= Math.max(TOLERANCE, resolution(panel, mass, law)) || mass < TOLERANCE;
    if (settled || depth >= MAX_DEPTH || open.length >= law.pieces) {
      error = Math.max(error, Math.min(miss, mass));
      cells.push({ start, mass, coefficients });
      continue;
    }
    const middle = law.solve(panel, 0.5 * mass);
    const leftMass = law.share(panel.left, middle);
    open.push(
      { panel: { ...panel, right: middle }, start, mass: leftMass, depth: depth + 1 },
      { panel: { ...panel, left: middle }, start: start + leftMass, mass: mass - leftMass, depth: depth + 1 },
    );
  }
  cells.sort((a, b) => a.start - b.start);
  const index = guide(cells);
  const draw = (u: number): number => {
    let i = index[Math.floor(u * index.length)]!;
    while (i + 1 < cells.length && cells[i + 1]!.start <= u) i++;
    const { start, mass, coefficients } = cells[i]!;
    return Math.exp(chebyshev(coefficients, Math.max(-1, Math.min(1, (2 * (u - start)) / mass - 1))));
  };
  return { draw, error };
}

/**
 * What no polynomial would better: the rounding of s where a narrow bump lies far out, and by how much the masses of
 * two halves miss that of the whole.
 */
function resolution({ left, right }: Panel, mass: number, law: PanelLaw): number {
  const rounding = (ROUNDING * Math.max(1, Math.abs(left), Math.abs(right)) * mass) / (right - left);
  const middle = 0.5 * (left + right);
  return rounding + 4 * Math.abs(law.share(left, middle) + law.share(middle, right) - law.share(left, right));
}

/** For each of equal slices of (0, 1), the first cell that can hold it. */
function guide(cells: readonly Cell[]): Int32Array {
  const slices = new Int32Array(4 * cells.length);
  let cell = 0;
  for (let k = 0; k < slices.length; k++) {
    while (cell + 1 < cells.length && cells[cell + 1]!.start <= k / slices.length) cell++;
    slices[k] = cell;
  }
  return slices;
}

function fit(panel: Panel, mass: number, law: PanelLaw): Float64Array {
  const n = DEGREE + 1;
  const values = Array.from({ length: n }, (_, k) => {
    const v = Math.cos((Math.PI * (k + 0.5)) / n);
    return law.solve(panel, 0.5 * (1 + v) * mass);
  });
  return Float64Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += values[k]! * Math.cos((Math.PI * j * (k + 0.5)) / n);
    return (sum * (j === 0 ? 1 : 2)) / n;
  });
}

/** Largest |mass up to s(v) - wanted| at points between the nodes. */
function worstMiss(panel: Panel, mass: number, coefficients: Float64Array, law: PanelLaw): number {
  let worst = 0;
  for (const v of [-1, -0.97, -0.6, -0.13, 0.37, 0.81, 0.99, 1]) {
    const s = Math.min(panel.right, Math.max(panel.left, chebyshev(coefficients, v)));
    worst = Math.max(worst, Math.abs(law.share(panel.left, s) - 0.5 * (1 + v) * mass));
  }
  return worst;
}

/** Clenshaw's recurrence. */
function chebyshev(coefficients: Float64Array, v: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const b = 2 * v * b1 - b2 + coefficients[j]!;
    b2 = b1;
    b1 = b;
  }
  return v * b1 - b2 + coefficients[0]!;
}
