/**
 * Integrals of a planar or spatial density by sums over a fine grid, from its values alone: what enclosures are
 * compared with. No derivative, no interval, no formula of the library; slopes are differences of neighbours.
 */

/** A density by a plain function, with a box that holds all but 1e-9 of it. */
export interface GridDensity {
  readonly q: (x: number, y: number) => number;
  readonly reach: number;
}

export interface GridTruth {
  readonly mass: number;
  readonly variance: number;
  readonly entropy: number;
  readonly levels: number;
  /** int (|D_v| - c q)_+ / 2 of the normalized density, v of whole numbers (steps of the grid). */
  readonly slope: (v: readonly [number, number], c: number) => number;
}

/**
 * Sums over the nodes of a grid with 2 n steps a side: kinks on axes and diagonals go through nodes, where a variation
 * is seen whole.
 */
export function gridTruth({ q, reach }: GridDensity, n: number): GridTruth {
  const h = reach / n;
  const side = 2 * n + 1;
  const values = new Float64Array(side * side);
  let [mass, square, log] = [0, 0, 0];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const [x, y] = [(i - n) * h, (j - n) * h];
      const value = q(x, y);
      values[i * side + j] = value;
      mass += value;
      square += value * (x * x + y * y);
      if (value > 0) log += value * Math.log(value);
    }
  }
  const total = mass * h * h;
  // V(t) between two neighbours in the order is a whole number of squares.
  const sorted = values.slice().sort();
  let levels = 0;
  for (let k = 0; k < sorted.length; k++) {
    const below = k === 0 ? 0 : sorted[k - 1]!;
    levels += Math.sqrt((sorted.length - k) * h * h) * (sorted[k]! - below);
  }
  return {
    mass: total,
    variance: square / mass / 2,
    entropy: Math.log(total) - log / mass,
    levels: levels / total,
    slope: ([a, b], c) => {
      let sum = 0;
      for (let i = 1; i < side - 1; i++) {
        for (let j = 1; j < side - 1; j++) {
          const [here, there] = [values[i * side + j]!, values[(i + a) * side + j + b]!];
          sum += Math.max(0, Math.abs(there - here) / h - 0.5 * c * (here + there));
        }
      }
      return (sum * h * h) / total / 2;
    },
  };
}
