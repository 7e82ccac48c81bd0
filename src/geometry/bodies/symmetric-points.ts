/** Lists of vectors that must come in mirror pairs: vertices of a V-polytope, scaled facet normals of an H-polytope. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { dot, euclideanNorm } from '../../numeric/algebra/linear-algebra.ts';
import type { Matrix } from '../../numeric/algebra/linear-algebra.ts';

/** Dimension up to which bodies are given by lists of vectors. */
const MAX_LISTED_DIMENSION = 500;

/** A vector for a message, cut after six coordinates. */
export function shown(x: readonly number[]): string {
  return x.length <= 6 ? `(${x.join(', ')})` : `(${x.slice(0, 6).join(', ')}, ...)`;
}

/** Distance, relative to the longest vector, within which -x counts as the mirror image of y. */
const MIRROR_TOLERANCE = 1e-9;

/** Throws InvalidInput unless the rows are nonempty, finite and of one length; returns that length. */
export function requireRows(rows: Matrix, what: string): number {
  const dim = rows[0]?.length ?? 0;
  if (rows.length === 0 || dim === 0) throw new InvalidInput(`The list of ${what}s is empty.`);
  if (dim > MAX_LISTED_DIMENSION) {
    throw new InvalidInput(`Bodies given by lists have at most ${MAX_LISTED_DIMENSION} dimensions, not ${dim}.`);
  }
  rows.forEach((row, i) => {
    if (row.length !== dim) {
      throw new InvalidInput(`${capital(what)} ${i + 1} has ${row.length} coordinates, but ${what} 1 has ${dim}.`);
    }
    row.forEach((x, j) => {
      if (!Number.isFinite(x)) {
        throw new InvalidInput(`Coordinate ${j + 1} of ${what} ${i + 1} is ${x}, not a finite number.`);
      }
    });
  });
  return dim;
}

/**
 * One vector of every mirror pair. A mirror image may be off by rounding (1e-9 of the longest vector); the pair is then
 * replaced by its average (x - y)/2. Throws InvalidInput naming the first vector without a mirror image.
 */
export function mirrorPairs(rows: Matrix, missing: (index: number) => string): number[][] {
  const size = rows.reduce((largest, row) => Math.max(largest, euclideanNorm(row)), 0);
  const tolerance = MIRROR_TOLERANCE * size;
  // Sorted by a generic functional, a mirror image sits at the mirrored value.
  const probe = Array.from({ length: rows[0]!.length }, (_, j) => Math.cos(1 + 2.399963229728653 * j));
  const sorted = rows.map((row, index) => ({ row, index, value: dot(row, probe) })).sort((a, b) => a.value - b.value);
  const used = new Uint8Array(rows.length);
  const pairs: number[][] = [];
  const reach = tolerance * (euclideanNorm(probe) + 1);
  for (let a = sorted.length - 1; a >= 0; a--) {
    const { row, index, value } = sorted[a]!;
    if (used[a] === 1) continue;
    let partner = -1;
    for (let b = firstAtLeast(sorted, -value - reach); b < sorted.length; b++) {
      const other = sorted[b]!;
      if (other.value > -value + reach) break;
      if (b !== a && other.row.every((y, j) => Math.abs(y + row[j]!) <= tolerance)) {
        partner = b;
        if (used[b] === 0) break;
      }
    }
    if (partner < 0) throw new InvalidInput(missing(index));
    used[a] = 1;
    // A partner already used is a repeated vector: the pair is listed once.
    if (used[partner] === 1) continue;
    used[partner] = 1;
    pairs.push(row.map((x, j) => (x - sorted[partner]!.row[j]!) / 2));
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
