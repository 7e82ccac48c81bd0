/**
 * Counting thresholds: #{k : T_k <= U} for U of two words, the second asked for only where the first is the first half
 * of a threshold.
 *
 * A guide table by the leading bits of the first word says between which thresholds the answer lies; the rest is
 * bisection on first halves. So the second word is wanted with probability at most (number of thresholds) / 2^32 a
 * coordinate.
 */

/** Increasing thresholds as two arrays of words, T = high 2^w + low. */
export interface Thresholds {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Leading bits of the first word that the guide table reads. */
const GUIDE_BITS = 12;

/**
 * The function (first word, second word when asked) -> #{k : T_k <= first 2^w + second}, for words of w bits (32, or
 * fewer, so that all words can be tried).
 */
export function thresholdCount(
  { high, low }: Thresholds,
  wordBits = 32,
): (first: number, second: () => number) => number {
  const guideBits = Math.min(GUIDE_BITS, wordBits);
  const shift = wordBits - guideBits;
  const guide = guideTable(high, shift, 2 ** guideBits);
  const { length } = high;
  return (first, second) => {
    const cell = first >>> shift;
    // Thresholds before `from` have first halves below the cell, those from `to` on above it.
    let from = guide[cell]!;
    let to = guide[cell + 1]!;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (high[middle]! < first) from = middle + 1;
      else to = middle;
    }
    if (from === length || high[from] !== first) return from;
    const word = second();
    while (from < length && high[from] === first && low[from]! <= word) from++;
    return from;
  };
}

/** guide[c]: how many thresholds have a first half below c 2^shift. */
function guideTable(high: Uint32Array, shift: number, cells: number): Uint32Array {
  const guide = new Uint32Array(cells + 1);
  for (let cell = 0, at = 0; cell <= cells; cell++) {
    while (at < high.length && high[at]! < cell * 2 ** shift) at++;
    guide[cell] = at;
  }
  return guide;
}
