/**
 * The regularized incomplete beta function and its inverse, parameters to 1e9: the continued fraction of DiDonato and
 * Morris, "Algorithm 708" (ACM TOMS 18, 1992), eq. 9,
 *
 *     I_x(a, b) = x^a (1-x)^b / B(a, b) * 1/(b_0 + a_1/(b_1 + a_2/(b_2 + ...)))      for x <= a/(a+b),
 *     a_m = (a+m-1)(a+b+m-1) m (b-m) x^2 / (a+2m-1)^2,
 *     b_m = m + m (b-m) x / (a+2m-1) + (a+m)(a - (a+b)x + 1 + m(2-x)) / (a+2m+1),
 *
 * with the factor in front in Loader's form. About sqrt(max(a, b)) terms near the mean.
 */
import { betaOffset, logBetaKernel } from './gamma-beta-density.ts';
import type { Tail } from './tail.ts';

const MAX_TERMS = 10_000_000;

/** b_0 + a_1/(b_1 + a_2/(b_2 + ...)) by the modified Lentz method. */
function continuedFraction(x: number, a: number, b: number, lambda: number): number {
  let value = (a * (lambda + 1)) / (a + 1);
  let c = value;
  let d = 0;
  let inverse = 1 / (a + 1);
  for (let m = 1; m < MAX_TERMS; m++) {
    const next = 1 / (a + 2 * m + 1);
    const slope = m * (b - m) * x * inverse;
    const numerator = (a + m - 1) * inverse * (a + b + m - 1) * slope * x;
    const denominator = m + slope + (a + m) * next * (lambda + 1 + m * (2 - x));
    inverse = next;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= 2 ** -53) return value;
  }
  return NaN;
}

/** log of I_x(a, b) or of its complement, for any 0 < x < 1, a and b > 0. */
export function logBetaTail(x: number, a: number, b: number, tail: Tail): number {
  const lambda = betaOffset(x, a, b);
  const small = lambda >= 0 ? 'lower' : 'upper';
  const log = logBetaKernel(x, a, b, lambda) - Math.log(fractionOf(x, a, b, lambda));
  if (tail === small) return log;
  return log < -1 ? Math.log1p(-Math.exp(log)) : Math.log(-Math.expm1(log));
}

/** I_x(a, b) or its complement, for any 0 < x < 1, a and b > 0. */
function betaTail(x: number, a: number, b: number, tail: Tail): number {
  const lambda = betaOffset(x, a, b);
  const small = lambda >= 0 ? 'lower' : 'upper';
  const value = Math.exp(logBetaKernel(x, a, b, lambda)) / fractionOf(x, a, b, lambda);
  return tail === small ? value : 1 - value;
}

/** The continued fraction on the side of the mean where it converges fast. */
function fractionOf(x: number, a: number, b: number, lambda: number): number {
  return lambda >= 0 ? continuedFraction(x, a, b, lambda) : continuedFraction(1 - x, b, a, -lambda);
}

/** Distribution function of Beta(a, b) at x in [0, 1], or its upper tail: the regularized incomplete beta function. */
export function betaCdf(x: number, a: number, b: number, tail: Tail = 'lower'): number {
  if (x <= 0) return tail === 'lower' ? 0 : 1;
  if (x >= 1) return tail === 'lower' ? 1 : 0;
  // The arcsine law, of a coordinate on the circle: asked for in the inner loops of dimension 2.
  if (a === 0.5 && b === 0.5) return (2 / Math.PI) * Math.asin(Math.sqrt(tail === 'lower' ? x : 1 - x));
  return betaTail(x, a, b, tail);
}

/** The x in [0, 1] with betaCdf(x, a, b, tail) = p, for p in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number, tail: Tail = 'lower'): number {
  return betaOdds(p, a, b, tail).value;
}

/** Distribution function of the beta-prime(a, b) law (the ratio of two gammas) at x >= 0, or its upper tail. */
export function betaPrimeCdf(x: number, a: number, b: number, tail: Tail = 'lower'): number {
  // x/(1 + x) has lost the distance to 1 of a large x.
  return x <= 1 ? betaCdf(x / (1 + x), a, b, tail) : betaCdf(1 / (1 + x), b, a, tail === 'lower' ? 'upper' : 'lower');
}

interface Odds {
  readonly value: number;
  readonly complement: number;
}

/**
 * The quantile x and 1 - x, both to full accuracy: Newton's method for the logarithm of the smaller tail in the
 * variable log(x/(1-x)), in which the law has a log-concave density, so that from below the root it converges whatever
 * the start.
 */
function betaOdds(p: number, a: number, b: number, tail: Tail): Odds {
  if (!(p >= 0 && p <= 1)) return { value: NaN, complement: NaN };
  if (p === 0 || p === 1)
    return (p === 0) === (tail === 'lower') ? { value: 0, complement: 1 } : { value: 1, complement: 0 };
  const small = p > 0.5 ? 1 - p : p;
  const side = p > 0.5 ? (tail === 'lower' ? 'upper' : 'lower') : tail;
  if (side === 'lower') return lowerOdds(small, a, b);
  const { value, complement } = lowerOdds(small, b, a);
  return { value: complement, complement: value };
}

/** For a lower tail of mass p <= 1/2. */
function lowerOdds(p: number, a: number, b: number): Odds {
  const goal = Math.log(p);
  let [value, complement] = [a / (a + b), b / (a + b)];
  for (let step = 0; step < MAX_STEPS; step++) {
    const mirrored = complement < value;
    const log = mirrored ? logBetaTail(complement, b, a, 'upper') : logBetaTail(value, a, b, 'lower');
    const kernel = mirrored ? logBetaKernel(complement, b, a) : logBetaKernel(value, a, b);
    const move = (goal - log) / Math.exp(kernel - log);
    const factor = Math.exp(Math.min(700, Math.max(-700, move)));
    const total = complement + value * factor;
    value = Math.max((value * factor) / total, Number.MIN_VALUE);
    complement = complement / total;
    if (Math.abs(move) <= 2 ** -51) break;
  }
  return { value, complement };
}

const MAX_STEPS = 200;
