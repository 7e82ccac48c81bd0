/** Eleven bits a pass. */
const BUCKETS = 2048;

/**
 * An order of numbers >= 0 from the largest down, by the leading 32 bits of the doubles: nearly sorted, which is all
 * its users need.
 */
export function descendingOrder(keys: Float64Array): Uint32Array {
  const n = keys.length;
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  const bits = new Uint32Array(n);
  for (let k = 0; k < n; k++) {
    one[0] = keys[k]!;
    bits[k] = ~((words[1]! << 1) | (words[0]! >>> 31));
  }
  let order = Uint32Array.from({ length: n }, (_, k) => k);
  let other = new Uint32Array(n);
  for (let shift = 0; shift < 32; shift += 11) {
    const starts = new Uint32Array(BUCKETS + 1);
    for (let k = 0; k < n; k++) starts[((bits[k]! >>> shift) & (BUCKETS - 1)) + 1]!++;
    for (let i = 0; i < BUCKETS; i++) starts[i + 1]! += starts[i]!;
    for (let k = 0; k < n; k++) {
      const from = order[k]!;
      other[starts[(bits[from]! >>> shift) & (BUCKETS - 1)]!++] = from;
    }
    [order, other] = [other, order];
  }
  return order;
}
