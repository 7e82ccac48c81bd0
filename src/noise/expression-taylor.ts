/**
 * Taylor coefficients of s -> log f(e^s) for a formula f, enclosed by outward-rounded intervals: at a point for a thin
 * expansion, over a whole cell for the remainder. Recurrences as in Moore, "Interval Analysis" (1966), chapter 11.
 *
 * Where the formula is not smooth over the cell (a kink of abs, min, max, sign; a base that reaches 0) there is no
 * expansion and `NotSmooth` is thrown: the caller falls back on plain enclosures.
 */
import {
  addIntervals,
  expInterval,
  hull,
  logCoshInterval,
  logInterval,
  multiplyIntervals,
  negateInterval,
  powerInterval,
} from './expression-interval.ts';
import { compileEnclosure, type Interval } from './expression-interval.ts';
import type { ExpressionNode } from './expression.ts';

/** Coefficients of 1, h, h^2, ... */
export type Taylor = readonly Interval[];

export class NotSmooth extends Error {}

const ZERO: Interval = { lower: 0, upper: 0 };
const point = (value: number): Interval => ({ lower: value, upper: value });
const reciprocal = (a: Interval): Interval => powerInterval(a, -1);
const containsZero = (a: Interval): boolean => a.lower <= 0 && a.upper >= 0;

export function addTaylor(a: Taylor, b: Taylor): Taylor {
  return a.map((each, k) => addIntervals(each, b[k]!));
}

export function scaleTaylor(a: Taylor, factor: Interval): Taylor {
  return a.map((each) => multiplyIntervals(each, factor));
}

function constantTaylor(value: Interval, order: number): Taylor {
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : ZERO));
}

function multiplyTaylor(a: Taylor, b: Taylor): Taylor {
  return a.map((_, k) => {
    let sum = ZERO;
    for (let j = 0; j <= k; j++) sum = addIntervals(sum, multiplyIntervals(a[j]!, b[k - j]!));
    return sum;
  });
}

/** The series g with g' = factor * u', g_0 given: g_k = (1/k) sum_j j u_j factor_{k-j}. */
function integrateProduct(first: Interval, u: Taylor, factorAt: (k: number) => Interval): Interval[] {
  const g = [first];
  for (let k = 1; k < u.length; k++) g.push(productTerm(u, factorAt, k));
  return g;
}

function productTerm(u: Taylor, factorAt: (k: number) => Interval, k: number): Interval {
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

function logTaylor(u: Taylor): Taylor {
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

function powerTaylor(u: Taylor, exponent: number): Taylor {
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
function pairTaylor(u: Taylor, s0: Interval, c0: Interval, sign: 1 | -1): { s: Taylor; c: Taylor } {
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

/** Plain enclosure of one function of one number. */
function enclosed(name: (ExpressionNode & { op: 'call' })['name'], a: Interval): Interval {
  return compileEnclosure({ op: 'call', name, args: [{ op: 'variable', index: 0 }] })([a]);
}

/** The expansion of f(e^s) over the cell s in `cell` (a point for a thin expansion). */
export function taylorOf(node: ExpressionNode, t: Taylor): Taylor {
  const order = t.length - 1;
  switch (node.op) {
    case 'constant':
      return constantTaylor(point(node.value), order);
    case 'variable':
      return t;
    case 'negate':
      return taylorOf(node.of, t).map(negateInterval);
    case 'sum':
      return node.terms.map((term) => taylorOf(term, t)).reduce(addTaylor);
    case 'product':
      return node.factors.map((factor) => taylorOf(factor, t)).reduce(multiplyTaylor);
    case 'power':
      return powerTaylor(taylorOf(node.base, t), node.exponent);
    case 'call':
      return taylorOfCall(node, t);
  }
}

function taylorOfCall(node: ExpressionNode & { op: 'call' }, t: Taylor): Taylor {
  const u = taylorOf(node.args[0]!, t);
  const order = u.length - 1;
  switch (node.name) {
    case 'exp':
      return expTaylor(u);
    case 'log':
      return logTaylor(u);
    case 'abs':
      if (containsZero(u[0]!)) throw new NotSmooth();
      return u[0]!.lower > 0 ? u : u.map(negateInterval);
    case 'sign':
      if (containsZero(u[0]!)) throw new NotSmooth();
      return constantTaylor(point(Math.sign(u[0]!.lower)), order);
    case 'sin':
    case 'cos': {
      const { s, c } = pairTaylor(u, enclosed('sin', u[0]!), enclosed('cos', u[0]!), -1);
      return node.name === 'sin' ? s : c;
    }
    case 'sinh':
    case 'cosh': {
      const { s, c } = pairTaylor(u, enclosed('sinh', u[0]!), enclosed('cosh', u[0]!), 1);
      return node.name === 'sinh' ? s : c;
    }
    case 'tan': {
      const { s, c } = pairTaylor(u, enclosed('sin', u[0]!), enclosed('cos', u[0]!), -1);
      return multiplyTaylor(s, powerTaylor(c, -1));
    }
    case 'atan': {
      const weight = powerTaylor(addTaylor(constantTaylor(point(1), order), multiplyTaylor(u, u)), -1);
      return integrateProduct(enclosed('atan', u[0]!), u, (k) => weight[k]!);
    }
    case 'tanh': {
      const { c } = pairTaylor(u, enclosed('sinh', u[0]!), enclosed('cosh', u[0]!), 1);
      const weight = powerTaylor(c, -2);
      return integrateProduct(enclosed('tanh', u[0]!), u, (k) => weight[k]!);
    }
    case 'erf': {
      const weight = expTaylor(multiplyTaylor(u, u).map(negateInterval));
      const constant = hull(point(1.1283791670955125), point(1.1283791670955128));
      return integrateProduct(enclosed('erf', u[0]!), u, (k) => multiplyIntervals(constant, weight[k]!));
    }
    case 'pow':
      return expTaylor(multiplyTaylor(taylorOf(node.args[1]!, t), logTaylor(u)));
    case 'min':
    case 'max': {
      const wanted = node.name === 'max' ? 1 : -1;
      return node.args.slice(1).reduce<Taylor>((best, argument) => {
        const other = taylorOf(argument, t);
        const difference = addIntervals(best[0]!, negateInterval(other[0]!));
        if (containsZero(difference)) throw new NotSmooth();
        return difference.lower * wanted > 0 ? best : other;
      }, u);
    }
  }
}

/** The expansion of log|f|, by the rules of expression-log.ts, so that it does not under- or overflow. */
export function logTaylorOf(node: ExpressionNode, t: Taylor): Taylor {
  switch (node.op) {
    case 'negate':
      return logTaylorOf(node.of, t);
    case 'product':
      return node.factors.map((factor) => logTaylorOf(factor, t)).reduce(addTaylor);
    case 'power':
      return scaleTaylor(logTaylorOf(node.base, t), point(node.exponent));
    case 'sum': {
      const plain = taylorOf(node, t);
      const { lower, upper } = plain[0]!;
      if (lower > 1e-200 && upper < 1e200) return logTaylor(plain);
      return logOfScaledSum(node.terms, t);
    }
    case 'call':
      if (node.name === 'exp') return taylorOf(node.args[0]!, t);
      if (node.name === 'abs') return logTaylorOf(node.args[0]!, t);
      if (node.name === 'cosh') return logCoshTaylor(taylorOf(node.args[0]!, t));
      break;
    case 'constant':
    case 'variable':
      break;
  }
  const plain = taylorOf(node, t);
  return logTaylor(plain[0]!.upper < 0 ? plain.map(negateInterval) : plain);
}

/** (log cosh u)' = tanh(u) u', and tanh' = (1 - tanh^2) u': neither overflows. */
function logCoshTaylor(u: Taylor): Taylor {
  const tanh = [enclosed('tanh', u[0]!)];
  const slope = (k: number): Interval => {
    let square = ZERO;
    for (let j = 0; j <= k; j++) square = addIntervals(square, multiplyIntervals(tanh[j]!, tanh[k - j]!));
    return addIntervals(point(k === 0 ? 1 : 0), negateInterval(square));
  };
  for (let k = 1; k < u.length; k++) tanh.push(productTerm(u, slope, k));
  return integrateProduct(logCoshInterval(u[0]!), u, (k) => tanh[k]!);
}

/** log(sum of e^{l_i}) for positive terms of any size. */
function logOfScaledSum(terms: readonly ExpressionNode[], t: Taylor): Taylor {
  const logs = terms.map((term) => {
    if (!(compileEnclosure(term)([t[0]!]).lower >= 0)) throw new NotSmooth();
    return logTaylorOf(term, t);
  });
  const reference = Math.max(...logs.map((log) => log[0]!.upper));
  if (!Number.isFinite(reference)) throw new NotSmooth();
  const shift = (log: Taylor, by: number): Taylor =>
    log.map((each, k) => (k === 0 ? addIntervals(each, point(by)) : each));
  const sum = logs.map((log) => expTaylor(shift(log, -reference))).reduce(addTaylor);
  return shift(logTaylor(sum), reference);
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
