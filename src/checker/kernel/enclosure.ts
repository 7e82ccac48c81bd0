/**
 * The value of an expression on a box, enclosed with outward rounding. Undefined anywhere on the box means an
 * EnclosureError, never a wrong answer: every operation of the expression must have a bounded value on the whole box,
 * also where what is built on it would be bounded anyway (tanh(1/x), (log x)^0, 0 times 1/x), and so must everything
 * that a derivative or a substitution was made of (`enclosePlain`).
 */
import { EnclosureError, type Interval, type IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import type { Rational } from '../../numeric/algebra/rational.ts';
import { add, apply, mul, pi, pow, type Expression } from '../expression.ts';
import type { Condition, Expanded } from './expand.ts';
import type { Atom, Form } from './form.ts';

/** Values of the variables. */
export type Box = ReadonlyMap<string, Interval>;

/**
 * Encloses an expression as expand.ts left it, once every condition under which it is the number that was written is
 * seen to hold on the whole box: derivatives exist there, and what they and substitutions have dropped is defined.
 */
export function enclosePlain({ expression, conditions }: Expanded, box: Box, R: IntervalArithmetic): Interval {
  const value = evaluator(box, R);
  for (const condition of conditions) {
    if (!isSeen(condition, value, R)) throw new EnclosureError('not seen to be defined on the whole box');
  }
  return value(expression);
}

function isSeen({ kind, of }: Condition, value: (x: Expression) => Interval, R: IntervalArithmetic): boolean {
  const found = value(of);
  switch (kind) {
    case 'positive':
      return R.less(R.zero, found) === true;
    case 'zero-or-positive':
      return R.lessOrEqual(R.zero, found) === true;
    case 'nonzero':
      return R.less(R.zero, R.abs(found)) === true;
  }
}

/** Encloses a plain expression (no derivatives and substitutions). */
export const enclose = (expression: Expression, box: Box, R: IntervalArithmetic): Interval =>
  evaluator(box, R)(expression);

/** The values of expressions on a box, each part worked out once. */
function evaluator(box: Box, R: IntervalArithmetic): (x: Expression) => Interval {
  const known = new Map<Expression, Interval>();
  const value = (x: Expression): Interval => {
    const before = known.get(x);
    if (before !== undefined) return before;
    const result = compute(x);
    // An infinite end: the operation may have no value somewhere.
    const { ends, whole } = R;
    if (ends.compare(result.low, whole.low) <= 0 || ends.compare(whole.high, result.high) <= 0) {
      throw new EnclosureError('unbounded');
    }
    known.set(x, result);
    return result;
  };
  const compute = (x: Expression): Interval => {
    switch (x.op) {
      case 'rational':
        return R.of(`${x.numerator}/${x.denominator}`);
      case 'pi':
        return R.pi;
      case 'variable': {
        const interval = box.get(x.name);
        if (interval === undefined) throw new Error(`the variable ${x.name} has no value`);
        return interval;
      }
      case 'sum':
        return x.terms.map(value).reduce((a, b) => R.add(a, b), R.zero);
      case 'product':
        return x.factors.map(value).reduce((a, b) => R.mul(a, b), R.one);
      case 'power':
        return R.pow(value(x.base), value(x.exponent));
      case 'apply': {
        const [a = R.zero, b = R.zero, c = R.zero] = x.args.map(value);
        return x.function === 'hypergeometric' ? hypergeometric(R, a, b) : encloseFunction(R, x.function, a, b, c);
      }
      case 'derivative':
      case 'substitute':
        throw new Error(`${x.op} must be expanded first`);
    }
  };
  return value;
}

type Named = Exclude<Extract<Expression, { op: 'apply' }>['function'], 'hypergeometric'>;

function encloseFunction(R: IntervalArithmetic, name: Named, a: Interval, b: Interval, c: Interval): Interval {
  switch (name) {
    case 'gammaCdf':
      return R.gammaCdf(a, b);
    case 'gammaQuantile':
      return R.gammaQuantile(a, b);
    case 'betaCdf':
      return R.betaCdf(a, b, c);
    case 'betaQuantile':
      return R.betaQuantile(a, b, c);
    case 'normalCdf':
      return R.normalCdf(a);
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'abs':
    case 'erf':
    case 'artanh':
    case 'tanh':
    case 'gamma':
    case 'normalPdf':
    case 'normalQuantile':
    case 'dilogarithm':
      return R[name](a);
  }
}

const MOST_TERMS = 200_000;

/** 2F1(1, b; b+1; z) = sum b z^n/(b+n): increasing in z and in b; the tail after N terms is at most z^N/(1-z). */
function hypergeometric(R: IntervalArithmetic, z: Interval, b: Interval): Interval {
  if (R.less(z, R.one) !== true || R.lessOrEqual(R.zero, z) !== true || R.less(R.zero, b) !== true) {
    throw new EnclosureError('2F1(1, b; b+1; z) outside 0 <= z < 1, b > 0');
  }
  const tiny = R.of(2 ** -60);
  const series = (x: Interval, shape: Interval): Interval => {
    let total = R.zero;
    let power = R.one;
    const limit = R.mul(tiny, R.sub(R.one, x));
    for (let n = 0; n < MOST_TERMS; n++) {
      if (R.less(power, limit) === true) {
        return R.add(total, R.make(R.zero.low, R.div(power, R.sub(R.one, x)).high));
      }
      total = R.add(total, R.mul(power, R.div(shape, R.add(shape, R.of(n)))));
      power = R.mul(power, x);
    }
    throw new EnclosureError('2F1(1, b; b+1; z) with z too close to 1');
  };
  const low = series(R.make(z.low, z.low), R.make(b.low, b.low));
  if (R.isPoint(z) && R.isPoint(b)) return low;
  return R.hull(low, series(R.make(z.high, z.high), R.make(b.high, b.high)));
}

/** A canonical form written as an expression again. */
export function toExpression(form: Form): Expression {
  return add(
    ...form.terms.map(({ coefficient, factors }) =>
      mul(rationalExpression(coefficient), ...factors.map(({ atom, exponent }) => raised(atom, exponent))),
    ),
  );
}

const rationalExpression = (x: Rational): Expression => ({
  op: 'rational',
  numerator: (x.s * x.n).toString(),
  denominator: x.d.toString(),
});

function raised(atom: Atom, exponent: Form): Expression {
  const power = toExpression(exponent);
  switch (atom.kind) {
    case 'e':
      return apply('exp', power);
    case 'pi':
      return pow(pi, power);
    case 'integer':
      return pow(atom.value, power);
    case 'variable':
      return pow({ op: 'variable', name: atom.name }, power);
    case 'group':
      return pow(toExpression(atom.form), power);
    case 'call':
      return pow(apply(atom.function, ...atom.args.map(toExpression)), power);
  }
}
