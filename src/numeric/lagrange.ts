/** Polynomial interpolation through a few points. */

/**
 * The polynomial of degree n - 1 through the n points (xs, ys), at x, by Lagrange's formula; xs distinct. Of a longer
 * list, only the points from index `from` up to before `to` are used.
 */
export function lagrange(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number, from = 0, to = xs.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    let term = ys[i]!;
    for (let n = from; n < to; n++) if (n !== i) term *= (x - xs[n]!) / (xs[i]! - xs[n]!);
    sum += term;
  }
  return sum;
}
