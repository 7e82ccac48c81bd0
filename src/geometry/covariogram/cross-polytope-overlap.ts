/**
 * The covariogram of the cross-polytope in any direction, exactly, for dimensions up to about 20.
 *
 * Centre the intersection: K n (K+v) = {y : sum |y_i + w_i| <= 1, sum |y_i - w_i| <= 1} + v/2, with w = |v|/2. Per
 * coordinate, either |y_i| = w_i + z with z > 0 (then the two sums differ by +-2 w_i) or |y_i| <= w_i (they differ by 2
 * y_i). With D half the difference and c = 1 - sum w_i, n outer coordinates have volume (c - |D|)_+^n / n!, and D is a
 * sum of atoms +-w_i and of uniform laws on [-w_i, w_i]. Writing the uniform law as the integral operator I applied to
 * a difference of shifts, each coordinate with w_i > 0 contributes the operator T_{w_i}(z + I) + T_{-w_i}(z - I), z
 * counting outer coordinates: 2^k terms (fewer when some w_i agree), each an iterated integral J^m of (c - |t|)_+^n /
 * n!, m + n = d, which is a polynomial on each side of 0. Integer arithmetic throughout, since the terms cancel.
 */
import { numerator, ratio, toRational, type Rational } from '../../numeric/algebra/rational.ts';

/** Work beyond which the formula is not used: terms * k * d. */
const MAX_WORK = 200_000;

/** o(v) of the unit cross-polytope of R^dim, exactly; null when there would be too many terms. */
export function exactCrossPolytopeOverlap(v: readonly Rational[]): Rational | null {
  const dim = v.length;
  const groups = new Map<string, { w: Rational; count: number }>();
  for (const x of v) {
    if (x.n === 0n) continue;
    const w = x.abs().div(2);
    const group = groups.get(w.toFraction());
    if (group === undefined) groups.set(w.toFraction(), { w, count: 1 });
    else group.count++;
  }
  const list = [...groups.values()];
  const k = list.reduce((sum, { count }) => sum + count, 0);
  const terms = list.reduce((product, { count }) => product * (count + 1), 1);
  if (terms * (k + 1) * dim > MAX_WORK || dim > 40) return null;
  // Everything over one denominator: w_i = W_i / D, c = C / D.
  const common = list.reduce((d, { w }) => lcm(d, w.d), 1n);
  const widths = list.map(({ w, count }) => ({ width: numerator(w) * (common / w.d), count }));
  const c = common - widths.reduce((sum, { width, count }) => sum + width * BigInt(count), 0n);
  if (c <= 0n) return ratio(0n);
  let total = 0n;
  const visit = (index: number, shift: bigint, plus: number, weight: bigint): void => {
    const group = widths[index];
    if (group === undefined) {
      total += weight * term(dim, c, shift, plus, k - plus);
      return;
    }
    for (let a = 0; a <= group.count; a++) {
      const moved = shift + group.width * BigInt(2 * a - group.count);
      visit(index + 1, moved, plus + a, weight * binomial(group.count, a));
    }
  };
  visit(0, 0n, 0, 1n);
  return ratio(total, 2n ** BigInt(k) * common ** BigInt(dim));
}

/** d! times the pairing of (z + I)^a (z - I)^b z^(d-a-b), shifted to x = -shift, with (c - |t|)_+^n / n!. */
function term(dim: number, c: bigint, shift: bigint, a: number, b: number): bigint {
  let sum = 0n;
  for (let m = 0; m <= a + b; m++) {
    let coefficient = 0n;
    for (let i = Math.max(0, m - a); i <= Math.min(b, m); i++) {
      coefficient += binomial(a, m - i) * binomial(b, i) * (i % 2 === 0 ? 1n : -1n);
    }
    if (coefficient !== 0n) sum += coefficient * iteratedIntegral(dim, m, c, -shift);
  }
  return sum;
}

/** d! J^m G(x), where J f(x) is the integral of f from x to infinity and G(t) = (c - |t|)_+^n / n!, n = d - m. */
function iteratedIntegral(dim: number, m: number, c: bigint, x: bigint): bigint {
  const n = dim - m;
  if (x >= 0n) return x >= c ? 0n : (c - x) ** BigInt(dim);
  if (m === 0) return c + x <= 0n ? 0n : (c + x) ** BigInt(dim);
  const y = -x;
  let sum = 0n;
  // The part t > 0, by Taylor's formula.
  for (let j = 0; j < m; j++) sum += binomial(dim, j) * y ** BigInt(j) * c ** BigInt(dim - j);
  if (y <= c) {
    for (let i = 0; i <= n; i++) {
      sum += binomial(dim, m + i) * binomial(m + i - 1, i) * (c - y) ** BigInt(n - i) * y ** BigInt(m + i);
    }
  } else {
    for (let i = 0; i < m; i++) {
      sum += binomial(dim, n + i + 1) * binomial(n + i, i) * (y - c) ** BigInt(m - 1 - i) * c ** BigInt(n + i + 1);
    }
  }
  return sum;
}

/** The overlap for a vector of doubles, null when there would be too many terms. */
export function crossPolytopeOverlap(v: ArrayLike<number>): Rational | null {
  return exactCrossPolytopeOverlap(Array.from(v, (x) => toRational(x)));
}

const pascal: bigint[][] = [[1n]];

function binomial(n: number, k: number): bigint {
  for (let row = pascal.length; row <= n; row++) {
    const previous = pascal[row - 1]!;
    pascal.push(Array.from({ length: row + 1 }, (_, j) => (previous[j - 1] ?? 0n) + (previous[j] ?? 0n)));
  }
  return pascal[n]![k] ?? 0n;
}

function lcm(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
