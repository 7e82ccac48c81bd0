/**
 * Taylor coefficients of s -> log f(e^s) for a formula f, enclosed by outward-rounded intervals: at a point for a thin
 * expansion, over a whole cell for the remainder.
 *
 * Where the formula is not smooth over the cell (a kink of abs, min, max, sign; a base that reaches 0) there is no
 * expansion and `NotSmooth` is thrown: the caller falls back on plain enclosures.
 */
import { addIntervals, compileEnclosure, hull, multiplyIntervals, negateInterval } from './interval.ts';
import type { Interval } from './interval.ts';
import { logCoshInterval } from './log-interval.ts';
import {
  addTaylor,
  constantTaylor,
  containsZero,
  expTaylor,
  integrateProduct,
  logTaylor,
  multiplyTaylor,
  NotSmooth,
  pairTaylor,
  point,
  powerTaylor,
  productTerm,
  scaleTaylor,
  ZERO,
} from './series.ts';
import type { Taylor } from './series.ts';
import type { ExpressionNode } from './tree.ts';

/** Plain enclosure of one function of one number. */
function enclosed(name: (ExpressionNode & { op: 'call' })['name'], a: Interval): Interval {
  return compileEnclosure({ op: 'call', name, args: [{ op: 'variable', index: 0 }] })([a]);
}

/** The expansion of f(e^s) over the cell s in `cell` (a point for a thin expansion). */
function taylorOf(node: ExpressionNode, t: Taylor): Taylor {
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
