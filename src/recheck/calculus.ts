/**
 * Derivatives, substitutions, and where an expression is defined. `plain` carries out every derivative and substitution
 * of an expression and collects what must be true of the variables for each step to make sense.
 */
import {
  call,
  difference,
  inverse,
  minusOf,
  number,
  PI,
  power,
  product,
  showTerm,
  sum,
  type Term,
} from './language.ts';
import { isWhole } from './rational.ts';
import { constantValue } from './simplify.ts';
import { Malformed, OutOfReach } from './verdicts.ts';

export interface Condition {
  /** `a power`: the base is positive, or not negative under a positive exponent. */
  readonly must: 'positive' | 'not negative' | 'not zero' | 'a power';
  readonly of: Term;
}

export interface Plain {
  readonly term: Term;
  readonly conditions: readonly Condition[];
}

const positive = (of: Term): Condition => ({ must: 'positive', of });
const notNegative = (of: Term): Condition => ({ must: 'not negative', of });
const notZero = (of: Term): Condition => ({ must: 'not zero', of });

/** The expression without derivatives and substitutions, and the conditions under which it is the same number. */
export function plain(x: Term): Plain {
  const conditions: Condition[] = [];
  return { term: carryOut(x, conditions), conditions };
}

function carryOut(x: Term, conditions: Condition[]): Term {
  const inner = (y: Term): Term => carryOut(y, conditions);
  switch (x.is) {
    case 'number':
    case 'pi':
    case 'variable':
      return x;
    case 'sum':
      return { is: 'sum', of: x.of.map(inner) };
    case 'product':
      return { is: 'product', of: x.of.map(inner) };
    case 'power':
    case 'call': {
      const done: Term = x.is === 'power' ? power(inner(x.base), inner(x.exponent)) : { ...x, args: x.args.map(inner) };
      conditions.push(...domain(done));
      return done;
    }
    case 'derivative': {
      const of = inner(x.of);
      conditions.push(...smoothness(of));
      return carryOut(differentiate(of, x.variable), conditions);
    }
    case 'substitution': {
      const by = inner(x.by);
      const own: Condition[] = [];
      const body = carryOut(x.in, own);
      // The conditions of the body are needed at the place substituted.
      conditions.push(...own.map(({ must, of }) => ({ must, of: substitute(of, x.variable, by) })));
      return substitute(body, x.variable, by);
    }
  }
}

/** Where the outermost operation has a value. */
function domain(x: Term): Condition[] {
  if (x.is === 'power') {
    const n = constantValue(x.exponent);
    if (n !== undefined && isWhole(n)) return n.n < 0n ? [notZero(x.base)] : [];
    return [{ must: 'a power', of: x }];
  }
  if (x.is !== 'call') return [];
  const [a, b, c] = x.args as [Term, Term, Term];
  switch (x.name) {
    case 'exp':
    case 'abs':
    case 'erf':
    case 'tanh':
    case 'normalCdf':
    case 'normalPdf':
      return [];
    case 'log':
    case 'gamma':
      return [positive(a)];
    case 'sqrt':
      return [notNegative(a)];
    case 'artanh':
      return [positive(difference(number(1), a)), positive(sum(number(1), a))];
    case 'normalQuantile':
      return [positive(a), positive(difference(number(1), a))];
    case 'gammaCdf':
      return [notNegative(a), positive(b)];
    case 'gammaQuantile':
      return [notNegative(a), positive(difference(number(1), a)), positive(b)];
    case 'betaCdf':
    case 'betaQuantile':
      return [notNegative(a), notNegative(difference(number(1), a)), positive(b), positive(c)];
    case 'dilogarithm':
      return [notNegative(a), positive(difference(number(1), a))];
    case 'hypergeometric':
      return [notNegative(a), positive(difference(number(1), a)), positive(b)];
  }
}

/** Where an expression that has a value is also differentiable: the open version of each condition. */
function smoothness(x: Term): Condition[] {
  switch (x.is) {
    case 'sum':
    case 'product':
      return x.of.flatMap(smoothness);
    case 'power': {
      const n = constantValue(x.exponent);
      const own = n !== undefined && isWhole(n) ? [] : [positive(x.base)];
      return [...own, ...smoothness(x.base), ...smoothness(x.exponent)];
    }
    case 'call': {
      const own = x.name === 'abs' ? [notZero(x.args[0]!)] : domain(x).map(({ of }) => positive(of));
      return [...own, ...x.args.flatMap(smoothness)];
    }
    case 'number':
    case 'pi':
    case 'variable':
    case 'derivative':
    case 'substitution':
      return [];
  }
}

/** d x / d name. */
export function differentiate(x: Term, name: string): Term {
  if (!mentions(x, name)) return number(0);
  switch (x.is) {
    case 'number':
    case 'pi':
      return number(0);
    case 'variable':
      return number(1);
    case 'sum':
      return sum(...x.of.filter((y) => mentions(y, name)).map((y) => differentiate(y, name)));
    case 'product':
      return sum(
        ...x.of.flatMap((y, i) =>
          mentions(y, name) ? [product(differentiate(y, name), ...x.of.filter((_, j) => j !== i))] : [],
        ),
      );
    case 'power': {
      const { base, exponent } = x;
      const parts: Term[] = [];
      if (mentions(base, name))
        parts.push(product(exponent, power(base, sum(exponent, number(-1))), differentiate(base, name)));
      if (mentions(exponent, name)) parts.push(product(x, call('log', base), differentiate(exponent, name)));
      return sum(...parts);
    }
    case 'call': {
      const [inside, ...shapes] = x.args as [Term, ...Term[]];
      if (shapes.some((shape) => mentions(shape, name)))
        throw new OutOfReach(`no rule for the derivative of ${x.name} in its shape`);
      return product(outerDerivative(x, inside), differentiate(inside, name));
    }
    case 'derivative':
    case 'substitution':
      throw new Malformed(`${showTerm(x)} was not carried out`);
  }
}

function outerDerivative(f: Extract<Term, { is: 'call' }>, x: Term): Term {
  const [, a = number(0), b = number(0)] = f.args;
  const one = number(1);
  switch (f.name) {
    case 'exp':
      return f;
    case 'log':
      return inverse(x);
    case 'sqrt':
      return product(number(1, 2), inverse(f));
    case 'abs':
      return product(x, inverse(f));
    case 'erf':
      return product(number(2), power(PI, number(-1, 2)), call('exp', minusOf(product(x, x))));
    case 'artanh':
      return inverse(difference(one, product(x, x)));
    case 'tanh':
      return difference(one, product(f, f));
    case 'normalCdf':
      return call('normalPdf', x);
    case 'normalPdf':
      return product(number(-1), x, f);
    case 'normalQuantile':
      return inverse(call('normalPdf', f));
    case 'gammaCdf':
      return gammaLaw(x, a);
    case 'gammaQuantile':
      return inverse(gammaLaw(f, a));
    case 'betaCdf':
      return betaLaw(x, a, b);
    case 'betaQuantile':
      return inverse(betaLaw(f, a, b));
    case 'dilogarithm':
      return product(number(-1), call('log', difference(one, x)), inverse(x));
    case 'hypergeometric':
      // F = sum_n a/(a+n) z^n solves z F' + a F = a/(1-z).
      return product(a, inverse(x), difference(inverse(difference(one, x)), f));
    case 'gamma':
      throw new OutOfReach('no rule for the derivative of Gamma');
  }
}

/** Density of the gamma law. */
const gammaLaw = (x: Term, s: Term): Term =>
  product(power(x, sum(s, number(-1))), call('exp', minusOf(x)), inverse(call('gamma', s)));

/** Density of the beta law. */
const betaLaw = (x: Term, a: Term, b: Term): Term =>
  product(
    power(x, sum(a, number(-1))),
    power(difference(number(1), x), sum(b, number(-1))),
    call('gamma', sum(a, b)),
    inverse(call('gamma', a)),
    inverse(call('gamma', b)),
  );

export function mentions(x: Term, name: string): boolean {
  return variablesOf(x).has(name);
}

const known = new WeakMap<Term, ReadonlySet<string>>();

/** The variables that occur free. */
export function variablesOf(x: Term): ReadonlySet<string> {
  const before = known.get(x);
  if (before !== undefined) return before;
  const found = new Set<string>();
  if (x.is === 'variable') found.add(x.name);
  if (x.is === 'substitution') {
    for (const name of variablesOf(x.in)) if (name !== x.variable) found.add(name);
    for (const name of variablesOf(x.by)) found.add(name);
  } else for (const part of parts(x)) for (const name of variablesOf(part)) found.add(name);
  known.set(x, found);
  return found;
}

function parts(x: Term): readonly Term[] {
  switch (x.is) {
    case 'number':
    case 'pi':
    case 'variable':
      return [];
    case 'sum':
    case 'product':
      return x.of;
    case 'power':
      return [x.base, x.exponent];
    case 'call':
      return x.args;
    case 'derivative':
      return [x.of];
    case 'substitution':
      return [x.in, x.by];
  }
}

/** The plain expression with a variable replaced. */
export function substitute(x: Term, name: string, by: Term): Term {
  if (!mentions(x, name)) return x;
  const put = (y: Term): Term => substitute(y, name, by);
  switch (x.is) {
    case 'variable':
      return by;
    case 'sum':
    case 'product':
      return { is: x.is, of: x.of.map(put) };
    case 'power':
      return power(put(x.base), put(x.exponent));
    case 'call':
      return { ...x, args: x.args.map(put) };
    case 'number':
    case 'pi':
      return x;
    case 'derivative':
    case 'substitution':
      throw new Malformed(`${showTerm(x)} was not carried out`);
  }
}
