/**
 * The mean of |a + sum b_j t_j| over t in [-1, 1]^d, d <= 3: the d-th antiderivative of |x|, |x| x^d/(d + 1)!, at the
 * corners. Directions along which little happens are left out, at most |b_j|/2 each; `slack` bounds that and the
 * rounding: S^{d+1} times 41 u (d = 2) or 155 u (d = 3) of the sum over the corners, S = |a| + sum |b_j|.
 */

/** Relative rounding of sums of a few products, from above (slope-form.ts). */
export const ROUNDING = 4e-15;

export class LinearSize {
  /** Error of the last mean. */
  slack = 0;
  private readonly sides = new Float64Array(3);

  /** The mean for a and the b_j, up to `slack`. */
  mean(centre: number, linear: Float64Array): number {
    const { sides } = this;
    const a = Math.abs(centre);
    let largest = 0;
    let total = a;
    for (const b of linear) {
      total += Math.abs(b);
      largest = Math.max(largest, Math.abs(b));
    }
    this.slack = total * ROUNDING;
    if (a >= total - a) return a;
    let n = 0;
    for (const b of linear) {
      const size = Math.abs(b);
      if (size >= 2e-3 * largest) sides[n++] = size;
      else this.slack += 0.5 * size * (1 + ROUNDING);
    }
    const [b, c, e] = [sides[0]!, sides[1]!, sides[2]!];
    if (n === 1) return a >= b ? a : (a * a + b * b) / (2 * b);
    if (n === 2) {
      const f = (x: number): number => Math.abs(x) * x * x;
      const by = 24 * b * c;
      this.slack += (2 * ROUNDING * total ** 3) / by;
      return (f(a + b + c) - f(a + b - c) - f(a - b + c) + f(a - b - c)) / by;
    }
    const f = (x: number): number => x * x * x * Math.abs(x);
    const by = 192 * b * c * e;
    this.slack += (8 * ROUNDING * total ** 4) / by;
    const corners =
      f(a + b + c + e) -
      f(a + b + c - e) -
      f(a + b - c + e) +
      f(a + b - c - e) -
      f(a - b + c + e) +
      f(a - b + c - e) +
      f(a - b - c + e) -
      f(a - b - c - e);
    return corners / by;
  }
}
