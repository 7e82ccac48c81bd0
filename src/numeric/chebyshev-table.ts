/**
 * Piecewise Chebyshev interpolation of a smooth function: evaluated many times, it replaces an expensive special
 * function by a dozen multiplications.
 */

/** Points a panel. */
const ORDER = 18;
/**
 * Wanted interpolation error, absolute; the functions tabulated are logarithms, so this is relative for the original.
 */
const TOLERANCE = 2e-14;
/** Bisections down to TOLERANCE; beyond, only pieces wider than the finest feature and worse than ROUGH. */
const FINE_DEPTH = 6;
const MAX_DEPTH = 16;
const ROUGH = 1e-12;

interface Piece {
  readonly left: number;
  readonly right: number;
  readonly coefficients: Float64Array;
}

/**
 * Interpolates f on [low, high] with `panels` panels of equal width, bisecting those whose last coefficients have not
 * decayed; `finest` is the
 * length on which f may turn. Arguments are clamped to [low, high].
 */
export function chebyshevTable(
  f: (x: number) => number,
  low: number,
  high: number,
  panels: number,
  finest: number,
): (x: number) => number {
  const width = (high - low) / panels;
  const table: Piece[][] = [];
  for (let i = 0; i < panels; i++) {
    const left = low + i * width;
    table.push(fit(f, left, i === panels - 1 ? high : left + width, 0, finest));
  }
  return (x) => {
    const position = (x - low) / width;
    const pieces = table[position < 0 ? 0 : position >= panels ? panels - 1 : Math.floor(position)]!;
    let piece = pieces[0]!;
    for (let i = 1; x > piece.right && i < pieces.length; i++) piece = pieces[i]!;
    return clenshaw(piece, x);
  };
}

function fit(f: (x: number) => number, left: number, right: number, depth: number, finest: number): Piece[] {
  const centre = 0.5 * (left + right);
  const half = 0.5 * (right - left);
  const values = new Float64Array(ORDER);
  for (let i = 0; i < ORDER; i++) values[i] = f(centre + half * Math.cos((Math.PI * (i + 0.5)) / ORDER));
  const coefficients = new Float64Array(ORDER);
  let largest = 0;
  for (let n = 0; n < ORDER; n++) {
    let sum = 0;
    for (let i = 0; i < ORDER; i++) sum += values[i]! * Math.cos((Math.PI * n * (i + 0.5)) / ORDER);
    coefficients[n] = (n === 0 ? 1 : 2) * (sum / ORDER);
    largest = Math.max(largest, Math.abs(coefficients[n]!));
  }
  const tail = Math.abs(coefficients[ORDER - 1]!) + Math.abs(coefficients[ORDER - 2]!);
  const wanted = (depth < FINE_DEPTH ? TOLERANCE : ROUGH) * Math.max(1, largest);
  const most = right - left > finest ? MAX_DEPTH : FINE_DEPTH;
  if (tail > wanted && depth < most) {
    return [...fit(f, left, centre, depth + 1, finest), ...fit(f, centre, right, depth + 1, finest)];
  }
  return [{ left, right, coefficients }];
}

function clenshaw(piece: Piece, x: number): number {
  const { left, right, coefficients } = piece;
  const t = Math.max(-1, Math.min(1, (2 * x - left - right) / (right - left)));
  let b1 = 0;
  let b2 = 0;
  for (let n = ORDER - 1; n > 0; n--) {
    const b0 = coefficients[n]! + 2 * t * b1 - b2;
    b2 = b1;
    b1 = b0;
  }
  return coefficients[0]! + t * b1 - b2;
}
