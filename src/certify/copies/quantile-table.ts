/**
 * Coordinates whose size has no short formula: |X| = Q(E), E exponential of rate 1, with Q read from a table of cubics.
 *
 * Every octave of E from 2^-32 on is cut into equal cells; the first bits of the float32 E are the number of its cell,
 * the others its place in it. So a singularity of Q at 0 does no harm, and E -> Q(E) is a few float32 operations on any
 * device.
 */
const { fround } = Math;

export interface QuantileTable {
  /** The bits of E without the last `shift` are the cell's number, plus `firstCell`. */
  readonly shift: number;
  readonly firstCell: number;
  /** Four to a cell, c0 + t (c1 + t (c2 + t c3)) for t in [-1/2, 1/2). */
  readonly coefficients: Float32Array;
}

/** Octaves of E: exponentials of 31 bits lie in [2^-32, 22.2] (float-functions.ts). */
const LEAST_EXPONENT = -32;
const OCTAVES = 37;
/** Cells to an octave, as a power of two, that are tried in turn. */
const RESOLUTIONS = [4, 5, 6, 7] as const;
/** Largest relative error of the cubics. */
const TOLERANCE = 2 ** -24;
/** Values Q may take, so that scaled ones stay finite and normal in float32. */
const LEAST = 1e-30;
const LARGEST = 1e20;

/**
 * The table of an increasing, smooth Q on [2^-32, 32), accurate to 2^-24 of Q before rounding (checked in the middle
 * of every cell, at its ends in every eighth, and that cubics of neighbours meet); null where 128 cells an octave do
 * not reach that, or Q leaves [1e-30, 1e20] on [2^-32, 22.2].
 */
export function quantileTable(quantile: (e: number) => number): QuantileTable | null {
  for (const resolution of RESOLUTIONS) {
    const table = tableOf(quantile, resolution);
    if (table !== 'coarse') return table;
  }
  return null;
}

/** Chebyshev's nodes on [-1/2, 1/2] for cubics. */
const NODES = [0, 1, 2, 3].map((i) => Math.cos((Math.PI * (2 * i + 1)) / 8) / 2);

function tableOf(quantile: (e: number) => number, resolution: number): QuantileTable | 'coarse' | null {
  const perOctave = 2 ** resolution;
  const cells = OCTAVES * perOctave;
  const coefficients = new Float32Array(4 * cells);
  let above = NaN;
  // From the top, where cubics fit worst.
  for (let cell = cells - 1; cell >= 0; cell--) {
    const width = 2 ** (LEAST_EXPONENT + Math.floor(cell / perOctave) - resolution);
    const middle = width * (perOctave + (cell % perOctave) + 0.5);
    // Larger arguments than 32 log 2 do not occur.
    if (middle - width > 32 * Math.LN2) continue;
    const values = NODES.map((t) => quantile(middle + t * width));
    if (!values.every((value) => value >= LEAST && value <= LARGEST)) return null;
    const cubic = cubicThrough(values);
    for (const t of cell % 8 === 7 ? [-0.5, 0, 0.5] : [0]) {
      const exact = quantile(middle + t * width);
      const fitted = cubic[0]! + t * (cubic[1]! + t * (cubic[2]! + t * cubic[3]!));
      if (!(Math.abs(fitted - exact) <= TOLERANCE * exact)) return 'coarse';
    }
    // Where cubics of neighbours do not meet, one of them misses a kink.
    const [left, right] = [-0.5, 0.5].map((t) => cubic[0]! + t * (cubic[1]! + t * (cubic[2]! + t * cubic[3]!)));
    if (Math.abs(above - right!) > 4 * TOLERANCE * right!) return 'coarse';
    above = left!;
    coefficients.set(cubic, 4 * cell);
  }
  return { shift: 23 - resolution, firstCell: (127 + LEAST_EXPONENT) << resolution, coefficients };
}

/** Coefficients, lowest first, of the cubic with these values at the nodes (Newton's divided differences). */
function cubicThrough(values: readonly number[]): number[] {
  const differences = [...values];
  for (let order = 1; order < 4; order++) {
    for (let i = 3; i >= order; i--) {
      differences[i] = (differences[i]! - differences[i - 1]!) / (NODES[i]! - NODES[i - order]!);
    }
  }
  const coefficients = [differences[3]!, 0, 0, 0];
  for (let i = 2; i >= 0; i--) {
    for (let power = 3; power > 0; power--) {
      coefficients[power] = coefficients[power - 1]! - NODES[i]! * coefficients[power]!;
    }
    coefficients[0] = differences[i]! - NODES[i]! * coefficients[0]!;
  }
  return coefficients;
}

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** Q(e) for a float32 e in [2^-32, 22.2]: within 2 ulp of the cubic. */
export function tableValue({ shift, firstCell, coefficients }: QuantileTable, e: number): number {
  float[0] = e;
  const at = 4 * ((bits[0]! >>> shift) - firstCell);
  const t = (bits[0]! & ((1 << shift) - 1)) * 2 ** -shift - 0.5;
  let p = coefficients[at + 3]!;
  p = fround(fround(p * t) + coefficients[at + 2]!);
  p = fround(fround(p * t) + coefficients[at + 1]!);
  return fround(fround(p * t) + coefficients[at]!);
}
