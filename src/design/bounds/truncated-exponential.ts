/**
 * The two-sided truncated exponential law, density proportional to e^{-a|x|} on |x| <= 1: between the uniform law (a =
 * 0) and Laplace's (a -> infinity, seen at scale 1/a). It is the extreme point of two problems that are one:
 *
 * - Among even log-concave laws of one deviation it has, for the right a, the largest rho-quantile. For f log-concave
 *   with quantile q let log g be the affine function through (q, log f(q)) with int_0^q g = int_0^q f, and cut g where
 *   int_q g = int_q f. Then f - g has the signs -,+ on [0, q] and -,+ beyond, and integral 0 on both, so int x^2 g <=
 *   int x^2 f.
 * - Among all even laws of one deviation it has the largest radius by the differential method, int_{1-rho}^{1/2}
 *   dp/Phi. For h(p) = f(F^{-1}(1-p)) is int_0^p of the score, hence at most Phi(p); so x~(p) = int_p^{1/2} du/Phi(u),
 *   the upper quantile function of a log-concave law since Phi is concave, is at most that of f, and so is its
 *   deviation. The radius is x~(1-rho).
 */
import { CLOSED_FORM_ERROR } from '../../numeric/estimate.ts';

/** Rates beyond which the law is looked at from Laplace's side: scale 1/a instead of 1. */
const FAR = 8;
/** Terms of the series for small rates. */
const TERMS = 30;

/**
 * The rho-quantile in units of the deviation, at rate a; `tail` is 1 - rho in (0, 1/2). a = Infinity is Laplace's law.
 */
export function quantileInDeviations(a: number, tail: number): number {
  return a <= FAR
    ? unitQuantile(a, tail) / Math.sqrt(unitVariance(a))
    : farQuantile(a, tail) / Math.sqrt(farVariance(a));
}

/** Support [-1, 1]: the quantile falls in a. With m = 1 - 2 tail, q = -log(1 - m (1 - e^-a))/a. */
function unitQuantile(a: number, tail: number): number {
  const mass = 1 - 2 * tail;
  return a < 1e-12 ? mass : -Math.log1p(mass * Math.expm1(-a)) / a;
}

/** Support [-1, 1]: E x^2 falls in a. */
function unitVariance(a: number): number {
  if (a > 1) return farVariance(a) / (a * a);
  let [numerator, denominator, power] = [0, 0, 1];
  for (let k = 0; k < TERMS; k++) {
    numerator += power / (k + 3);
    denominator += power / (k + 1);
    power *= -a / (k + 1);
  }
  return numerator / denominator;
}

/** Rate 1, cut at a: the quantile rises in a. */
function farQuantile(a: number, tail: number): number {
  return -Math.log1p((1 - 2 * tail) * Math.expm1(-a));
}

/** Rate 1, cut at a: E x^2 rises in a. */
function farVariance(a: number): number {
  if (a === Infinity) return 2;
  return (2 - Math.exp(-a) * (a * a + 2 * a + 2)) / -Math.expm1(-a);
}

/** The best rate found, its quantile in deviations, and a bound that no rate exceeds. */
export interface LargestQuantile {
  readonly rate: number;
  readonly value: number;
  /** Proved by monotone bounds on intervals of rates; a double above the supremum. */
  readonly upper: number;
}

/** Intervals of rates are halved until the bound is this near to the best value, relatively. */
const GAP = 1e-6;
const MAX_SPLITS = 200_000;

interface Cell {
  /** In u = a/(1 + a), in [0, 1]. */
  readonly from: number;
  readonly to: number;
  readonly bound: number;
}

/**
 * The largest rho-quantile of deviation 1 over all rates: branch and bound, since numerator and denominator are
 * monotone in a.
 */
export function largestQuantile(tail: number): LargestQuantile {
  const rateAt = (u: number): number => (u === 1 ? Infinity : u / (1 - u));
  let best = { rate: 0, value: quantileInDeviations(0, tail) };
  const look = (u: number): void => {
    const rate = rateAt(u);
    const value = quantileInDeviations(rate, tail);
    if (value > best.value) best = { rate, value };
  };
  const cell = (from: number, to: number): Cell => ({ from, to, bound: cellBound(rateAt(from), rateAt(to), tail) });
  const split = FAR / (1 + FAR);
  let open = [cell(0, split), cell(split, 1)];
  look(split);
  look(1);
  let settled = 0;
  for (let splits = 0; open.length > 0 && splits < MAX_SPLITS;) {
    const next: Cell[] = [];
    for (const { from, to, bound } of open) {
      if (bound <= best.value * (1 + GAP)) {
        settled = Math.max(settled, bound);
        continue;
      }
      const middle = 0.5 * (from + to);
      look(middle);
      next.push(cell(from, middle), cell(middle, to));
      splits++;
    }
    open = next;
  }
  const upper = Math.max(best.value, settled, ...open.map(({ bound }) => bound));
  return { ...best, upper: upper * (1 + CLOSED_FORM_ERROR) };
}

/** No rate in [a, b] has a larger quotient: both ends on one side of FAR. */
function cellBound(a: number, b: number, tail: number): number {
  return b <= FAR * (1 + 1e-12)
    ? unitQuantile(a, tail) / Math.sqrt(unitVariance(b))
    : farQuantile(b, tail) / Math.sqrt(farVariance(a));
}
