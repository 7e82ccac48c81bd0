/** Lists of vectors that must come in mirror pairs: vertices of a V-polytope, scaled facet normals of an H-polytope. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { dot, euclideanNorm, type Matrix } from '../../numeric/algebra/linear-algebra.ts';

/** Dimension up to which bodies are given by lists of vectors. */
const MAX_LISTED_DIMENSION = 500;

/** A vector for a message, cut after six coordinates. */
export function shown(x: readonly number[]): string {
  return x.length <= 6 ? `(${x.join(', ')})` : `(${x.slice(0, 6).join(', ')}, ...)`;
}

/**
 * Difference of a coordinate, relative to its largest among all vectors, within which -x counts as the mirror image of
 * y.
 */
const MIRROR_TOLERANCE = 1e-9;

/** Throws InvalidInput unless the rows are nonempty, finite and of one length; returns that length. */
export function requireRows(rows: Matrix, what: string): number {
  const dim = rows[0]?.length ?? 0;
  if (rows.length === 0 || dim === 0) throw new InvalidInput(`The list of ${what}s is empty.`, { code: 'body' });
  if (dim > MAX_LISTED_DIMENSION) {
    throw new InvalidInput(`Bodies given by lists have at most ${MAX_LISTED_DIMENSION} dimensions, not ${dim}.`, {
      code: 'dimension',
    });
  }
  rows.forEach((row, i) => {
    if (row.length !== dim) {
      throw new InvalidInput(`${capital(what)} ${i + 1} has ${row.length} coordinates, but ${what} 1 has ${dim}.`, {
        code: 'body',
      });
    }
    row.forEach((x, j) => {
      if (!Number.isFinite(x)) {
        throw new InvalidInput(`Coordinate ${j + 1} of ${what} ${i + 1} is ${x}, not a finite number.`, {
          code: 'body',
        });
      }
    });
  });
  return dim;
}

/** One vector of a mirror pair: its place in the list, and whether its mirror image stands there exactly. */
interface MirrorPair {
  readonly row: number[];
  readonly index: number;
  readonly exact: boolean;
}

/** A vector as a text that is the same for equal vectors; `sign` -1 is for its mirror image. */
const doubleKey =
  (rows: Matrix) =>
  (index: number, sign: 1 | -1): string =>
    rows[index]!.map((x) => sign * x + 0).join();

/**
 * One vector of every mirror pair. Exact mirror images (by `keyOf`) are looked for first; one may be off by rounding
 * (1e-9 of the largest value of that coordinate), and the pair is then replaced by its average (x - y)/2. Throws
 * InvalidInput naming the first vector without a mirror image.
 */
export function mirrorPairs(
  rows: Matrix,
  missing: (index: number) => string,
  keyOf: (index: number, sign: 1 | -1) => string = doubleKey(rows),
): MirrorPair[] {
  const size = rows.reduce((largest, row) => Math.max(largest, euclideanNorm(row)), 0);
  const tolerance = MIRROR_TOLERANCE * size;
  const near = rows[0]!.map(
    (_, j) => MIRROR_TOLERANCE * rows.reduce((most, row) => Math.max(most, Math.abs(row[j]!)), 0),
  );
  // Sorted by a generic functional, a mirror image sits at the mirrored value.
  const probe = Array.from({ length: rows[0]!.length }, (_, j) => Math.cos(1 + 2.399963229728653 * j));
  const sorted = rows.map((row, index) => ({ row, index, value: dot(row, probe) })).sort((a, b) => a.value - b.value);
  const used = new Uint8Array(rows.length);
  const places = new Map(sorted.map(({ index }, place) => [keyOf(index, 1), place]));
  const pairs: MirrorPair[] = [];
  const reach = tolerance * (euclideanNorm(probe) + 1);
  for (let a = sorted.length - 1; a >= 0; a--) {
    const { row, index, value } = sorted[a]!;
    if (used[a] === 1) continue;
    let partner = places.get(keyOf(index, -1)) ?? -1;
    const exact = partner >= 0;
    for (let b = exact ? sorted.length : firstAtLeast(sorted, -value - reach); b < sorted.length; b++) {
      const other = sorted[b]!;
      if (other.value > -value + reach) break;
      if (b !== a && other.row.every((y, j) => Math.abs(y + row[j]!) <= near[j]!)) {
        partner = b;
        if (used[b] === 0) break;
      }
    }
    if (partner < 0) throw new InvalidInput(missing(index), { code: 'body' });
    used[a] = 1;
    // A partner already used is a repeated vector: the pair is listed once.
    if (used[partner] === 1) continue;
    used[partner] = 1;
    pairs.push({ row: exact ? [...row] : row.map((x, j) => (x - sorted[partner]!.row[j]!) / 2), index, exact });
  }
  return pairs;
}

function firstAtLeast(sorted: readonly { readonly value: number }[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.value >= bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
