/**
 * Truncated power series with interval coefficients. Recurrences as in Moore, "Interval Analysis" (1966), chapter 11.
 */
import {
  addIntervals,
  expInterval,
  logInterval,
  multiplyIntervals,
  negateInterval,
  powerInterval,
} from './interval.ts';
import type { Interval } from './interval.ts';

/** Coefficients of 1, h, h^2, ... */
export type Taylor = readonly Interval[];

export class NotSmooth extends Error {}

export const ZERO: Interval = { lower: 0, upper: 0 };
export const point = (value: number): Interval => ({ lower: value, upper: value });
const reciprocal = (a: Interval): Interval => powerInterval(a, -1);
export const containsZero = (a: Interval): boolean => a.lower <= 0 && a.upper >= 0;

export function addTaylor(a: Taylor, b: Taylor): Taylor {
  return a.map((each, k) => addIntervals(each, b[k]!));
}

export function scaleTaylor(a: Taylor, factor: Interval): Taylor {
  return a.map((each) => multiplyIntervals(each, factor));
}

export function constantTaylor(value: Interval, order: number): Taylor {
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : ZERO));
}

export function multiplyTaylor(a: Taylor, b: Taylor): Taylor {
  return a.map((_, k) => {
    let sum = ZERO;
    for (let j = 0; j <= k; j++) sum = addIntervals(sum, multiplyIntervals(a[j]!, b[k - j]!));
    return sum;
  });
}

/** The series g with g' = factor * u', g_0 given: g_k = (1/k) sum_j j u_j factor_{k-j}. */
export function integrateProduct(first: Interval, u: Taylor, factorAt: (k: number) => Interval): Interval[] {
  const g = [first];
  for (let k = 1; k < u.length; k++) g.push(productTerm(u, factorAt, k));
  return g;
}

export function productTerm(u: Taylor, factorAt: (k: number) => Interval, k: number): Interval {
  let sum = ZERO;
  for (let j = 1; j <= k; j++) {
    sum = addIntervals(sum, multiplyIntervals(point(j), multiplyIntervals(u[j]!, factorAt(k - j))));
  }
  return multiplyIntervals(sum, reciprocal(point(k)));
}

export function expTaylor(u: Taylor): Taylor {
  const g: Interval[] = [expInterval(u[0]!)];
  for (let k = 1; k < u.length; k++) g.push(productTerm(u, (i) => g[i]!, k));
  return g;
}

export function logTaylor(u: Taylor): Taylor {
  if (!(u[0]!.lower > 0)) throw new NotSmooth();
  // u l' = u': l_k = (u_k - (1/k) sum_{j=1}^{k-1} j l_j u_{k-j}) / u_0.
  const inverse = reciprocal(u[0]!);
  const l: Interval[] = [logInterval(u[0]!)];
  for (let k = 1; k < u.length; k++) {
    let sum = ZERO;
    for (let j = 1; j < k; j++) {
      sum = addIntervals(sum, multiplyIntervals(point(j), multiplyIntervals(l[j]!, u[k - j]!)));
    }
    const rest = multiplyIntervals(sum, reciprocal(point(k)));
    l.push(multiplyIntervals(addIntervals(u[k]!, negateInterval(rest)), inverse));
  }
  return l;
}

export function powerTaylor(u: Taylor, exponent: number): Taylor {
  if (Number.isInteger(exponent) && exponent > 0 && exponent <= 8) {
    let result = u;
    for (let i = 1; i < exponent; i++) result = multiplyTaylor(result, u);
    // Even powers lose their sign in a product of intervals.
    return result.map((each, k) => (k === 0 ? powerInterval(u[0]!, exponent) : each));
  }
  if (containsZero(u[0]!) || (u[0]!.lower < 0 && !Number.isInteger(exponent))) throw new NotSmooth();
  // u p' = c u' p: p_k = (1/(k u_0)) sum_{j=1}^k (c j - (k - j)) u_j p_{k-j}.
  const inverse = reciprocal(u[0]!);
  const p: Interval[] = [powerInterval(u[0]!, exponent)];
  for (let k = 1; k < u.length; k++) {
    let sum = ZERO;
    for (let j = 1; j <= k; j++) {
      const weight = addIntervals(multiplyIntervals(point(exponent), point(j)), point(j - k));
      sum = addIntervals(sum, multiplyIntervals(weight, multiplyIntervals(u[j]!, p[k - j]!)));
    }
    p.push(multiplyIntervals(multiplyIntervals(sum, inverse), reciprocal(point(k))));
  }
  return p;
}

/** (S, C) with S' = C u', C' = sign S u': sin and cos (sign -1), sinh and cosh (sign 1). */
export function pairTaylor(u: Taylor, s0: Interval, c0: Interval, sign: 1 | -1): { s: Taylor; c: Taylor } {
  const s = [s0];
  const c = [c0];
  for (let k = 1; k < u.length; k++) {
    const nextS = productTerm(u, (i) => c[i]!, k);
    const nextC = productTerm(u, (i) => s[i]!, k);
    s.push(nextS);
    c.push(sign > 0 ? nextC : negateInterval(nextC));
  }
  return { s, c };
}

/** The expansion of t = e^s over the cell. */
export function radiusTaylor(cell: Interval, order: number): Taylor {
  const t = expInterval(cell);
  let factorial = 1;
  return Array.from({ length: order + 1 }, (_, k) => {
    factorial *= Math.max(1, k);
    return multiplyIntervals(t, reciprocal(point(factorial)));
  });
}
