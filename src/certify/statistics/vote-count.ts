/** From logits to votes. */

/**
 * Adds the votes of the first `rows` rows of `logits` (`counts.length` to a row): one for the class of the largest
 * logit, the lowest index among equals. A row whose two largest logits are less than `nearTie` apart also counts in
 * `nearTies`.
 *
 * Returns the first row with a logit that is NaN or infinite, before which all are counted; -1 when there is none.
 */
export function countVotes(
  logits: Float32Array,
  rows: number,
  nearTie: number,
  counts: Float64Array,
  nearTies: Float64Array,
): number {
  const classes = counts.length;
  for (let row = 0, at = 0; row < rows; row++, at += classes) {
    let best = 0;
    let largest = -Infinity;
    let second = -Infinity;
    for (let c = 0; c < classes; c++) {
      const logit = logits[at + c]!;
      // Also false for NaN.
      if (!(Math.abs(logit) < Infinity)) return row;
      if (logit > largest) {
        second = largest;
        largest = logit;
        best = c;
      } else if (logit > second) second = logit;
    }
    counts[best]! += 1;
    if (largest - second < nearTie) nearTies[best]! += 1;
  }
  return -1;
}
