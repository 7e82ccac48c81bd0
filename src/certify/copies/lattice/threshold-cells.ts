/**
 * Thresholds laid out for kernels that look at four words at once, or at thousands: a cell says what there is to know
 * in nearly all cases.
 */
import type { LatticeLaw } from './lattice-law.ts';

/**
 * Cells by the leading bits of a first word, two words a cell: the one first half within the cell, its top bit turned
 * so that signed comparison orders it, 0x7fffffff for none; and how many thresholds have their first half below the
 * cell, top bit set where several are within. One cell more ends them.
 */
export interface ThresholdCells {
  readonly cells: Uint32Array<ArrayBuffer>;
  /** A first word's cell is the word >>> shift. */
  readonly shift: number;
}

/** Numbers of leading bits to be tried. */
const LEAST_BITS = 11;
const MOST_BITS = 14;
/** Share of words that may fall into cells with several thresholds: they are searched one by one. */
const SEARCHED = 2 ** -9;

/** The cells of a law: as few as leave few words to be searched. */
export function thresholdCells({ high }: LatticeLaw): ThresholdCells {
  for (let bits = LEAST_BITS; ; bits++) {
    const made = cellsOf(high, bits);
    if (bits === MOST_BITS || made.several <= SEARCHED * 2 ** bits) return { cells: made.cells, shift: 32 - bits };
  }
}

function cellsOf(
  high: Uint32Array,
  bits: number,
): { readonly cells: Uint32Array<ArrayBuffer>; readonly several: number } {
  const count = 2 ** bits;
  const width = 2 ** (32 - bits);
  const cells = new Uint32Array(2 * (count + 1));
  let several = 0;
  for (let cell = 0, at = 0; cell <= count; cell++) {
    const below = at;
    while (at < high.length && high[at]! < (cell + 1) * width) at++;
    const within = at - below;
    if (within > 1) several++;
    cells[2 * cell] = within === 0 ? 0x7fffffff : high[below]! ^ 0x80000000;
    cells[2 * cell + 1] = within > 1 ? below | 0x80000000 : below;
  }
  return { cells, several };
}
