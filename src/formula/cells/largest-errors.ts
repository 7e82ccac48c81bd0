/**
 * Which cells of a mesh to halve next: those that carry three quarters of the error, found by a histogram of its size.
 */

const BINS = 4200;

/**
 * Whether an error is among the largest: of the first `count`, those that make up three quarters of their sum, at most
 * `room` of them, nearly.
 */
export function largestErrors(errors: Float64Array, count: number, room: number): (error: number) => boolean {
  const sums = new Float64Array(BINS);
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (let k = 0; k < count; k++) {
    const error = errors[k]!;
    const bin = binOf(error);
    sums[bin]! += error;
    counts[bin]!++;
    total += error;
  }
  let [sum, taken, bin] = [0, 0, BINS - 1];
  for (; bin > 0; bin--) {
    if (taken > 0 && taken + counts[bin]! > room) break;
    sum += sums[bin]!;
    taken += counts[bin]!;
    if (sum > 0.75 * total || taken >= room) {
      bin--;
      break;
    }
  }
  const below = bin;
  return (error) => error > 0 && binOf(error) > below;
}

/** Two bins a power of two. */
function binOf(error: number): number {
  return error <= 0 ? 0 : Math.max(0, Math.min(BINS - 1, Math.floor((Math.log2(error) + 1000) * 2)));
}
