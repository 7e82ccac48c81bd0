/**
 * Exact determinants of small integer matrices in doubles, where Hadamard's inequality shows that nothing is rounded.
 */

/**
 * For rows of small integers, a function taking d row indices to the exact determinant; null when a product in the
 * elimination (at most 2 H^2, H the largest Hadamard bound of a minor) could pass 2^53.
 */
export function smallDeterminant(rows: readonly (readonly bigint[])[]): ((subset: readonly number[]) => number) | null {
  const dim = rows[0]?.length ?? 0;
  let longest = 1;
  for (const row of rows) {
    const square = row.reduce((sum, x) => sum + x * x, 0n);
    longest = Math.max(longest, Number(square));
  }
  // Every minor is at most H = longest^(d/2); Bareiss forms differences of two products of minors.
  if (!(2 * longest ** dim < 2 ** 53)) return null;
  const table = Float64Array.from(rows.flatMap((row) => row.map(Number)));
  const m = new Float64Array(dim * dim);
  return (subset) => {
    subset.forEach((index, i) => {
      for (let j = 0; j < dim; j++) m[i * dim + j] = table[index * dim + j]!;
    });
    return bareiss(m, dim);
  };
}

/** Fraction-free elimination; all intermediate values are minors, hence exact integers. Destroys m. */
function bareiss(m: Float64Array, n: number): number {
  let sign = 1;
  let previous = 1;
  for (let k = 0; k < n - 1; k++) {
    let pivot = k;
    while (pivot < n && m[pivot * n + k] === 0) pivot++;
    if (pivot === n) return 0;
    if (pivot !== k) {
      for (let j = k; j < n; j++) {
        const held = m[k * n + j]!;
        m[k * n + j] = m[pivot * n + j]!;
        m[pivot * n + j] = held;
      }
      sign = -sign;
    }
    const top = m[k * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const left = m[i * n + k]!;
      for (let j = k + 1; j < n; j++) {
        m[i * n + j] = (m[i * n + j]! * top - left * m[k * n + j]!) / previous;
      }
    }
    previous = top;
  }
  return n === 0 ? 1 : sign * m[n * n - 1]!;
}
