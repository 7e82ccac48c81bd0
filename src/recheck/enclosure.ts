/** The value of an expression with its variables in given enclosures. */
import type { Condition, Plain } from './calculus.ts';
import { exp, log, pi, realPower, sqrt } from './elementary.ts';
import { showTerm, type Term } from './language.ts';
import { betaQuantile, gammaQuantile, normalQuantile } from './quantiles.ts';
import { fraction, isWhole } from './rational.ts';
import { sign, type Enclosure, type Reals } from './reals.ts';
import { constantValue } from './simplify.ts';
import { betaCdf, dilogarithm, gamma, gammaCdf, hypergeometric, normalCdf, normalPdf } from './special-functions.ts';
import { Malformed, OutOfReach } from './verdicts.ts';

export type Box = ReadonlyMap<string, Enclosure>;

/**
 * Encloses what `plain` made of an expression, once each of its conditions is seen to hold on the whole box:
 * derivatives exist there, and what they and substitutions have dropped has a value. Throws OutOfReach where one is not
 * seen.
 */
export function encloseWhole(R: Reals, { term, conditions }: Plain, box: Box): Enclosure {
  const value = evaluator(R, box);
  for (const condition of conditions) {
    if (!isSeen(condition, value)) throw new OutOfReach('it may not be defined on the whole box');
  }
  return value(term);
}

function isSeen({ must, of }: Condition, value: (x: Term) => Enclosure): boolean {
  switch (must) {
    case 'positive':
      return sign(value(of).lo) > 0;
    case 'not negative':
      return sign(value(of).lo) >= 0;
    case 'not zero':
      return sign(value(of).lo) > 0 || sign(value(of).hi) < 0;
    case 'a power': {
      if (of.is !== 'power') throw new Malformed('a condition on no power');
      const base = sign(value(of.base).lo);
      return base > 0 || (base === 0 && sign(value(of.exponent).lo) > 0);
    }
  }
}

/** Encloses a plain expression. Throws OutOfReach where it may not be defined, or a series does not get there. */
export const enclose = (R: Reals, x: Term, box: Box): Enclosure => evaluator(R, box)(x);

/** The values of expressions on a box, each part worked out once. */
function evaluator(R: Reals, box: Box): (x: Term) => Enclosure {
  const known = new Map<Term, Enclosure>();
  const value = (y: Term): Enclosure => {
    const before = known.get(y) ?? compute(y);
    known.set(y, before);
    return before;
  };
  const compute = (y: Term): Enclosure => {
    switch (y.is) {
      case 'number':
        return R.of(y.value);
      case 'pi':
        return pi(R);
      case 'variable': {
        const found = box.get(y.name);
        if (found === undefined) throw new Malformed(`the variable ${y.name} has no value`);
        return found;
      }
      case 'sum':
        return y.of.map(value).reduce((a, b) => R.add(a, b), R.whole(0));
      case 'product':
        return y.of.map(value).reduce((a, b) => R.mul(a, b), R.whole(1));
      case 'power': {
        const n = constantValue(y.exponent);
        if (n !== undefined && isWhole(n) && n.n < 4000n && n.n > -4000n) return R.power(value(y.base), n.n);
        return realPower(R, value(y.base), value(y.exponent));
      }
      case 'call':
        return evaluate(R, y, y.args.map(value));
      case 'derivative':
      case 'substitution':
        throw new Malformed(`${showTerm(y)} was not carried out`);
    }
  };
  return value;
}

function evaluate(R: Reals, f: Extract<Term, { is: 'call' }>, args: readonly Enclosure[]): Enclosure {
  const one = R.whole(1);
  const two = R.whole(2);
  const [x, a = one, b = one] = args as [Enclosure, Enclosure?, Enclosure?];
  switch (f.name) {
    case 'exp':
      return exp(R, x);
    case 'log':
      return log(R, x);
    case 'sqrt':
      return sqrt(R, x);
    case 'abs':
      return R.abs(x);
    case 'erf':
      return R.sub(R.mul(two, normalCdf(R, R.mul(x, sqrt(R, two)))), one);
    case 'artanh': {
      // Increasing, so the ends are enough.
      const at = (end: Enclosure): Enclosure =>
        R.mul(R.of(fraction(1n, 2n)), log(R, R.div(R.add(one, end), R.sub(one, end))));
      return R.increasing(x, (end) => at({ lo: end, hi: end }));
    }
    case 'tanh':
      return R.increasing(x, (end) => {
        const square = exp(R, R.mul(two, { lo: end, hi: end }));
        return R.sub(one, R.div(two, R.add(square, one)));
      });
    case 'gamma':
      return gamma(R, x);
    case 'normalCdf':
      return normalCdf(R, x);
    case 'normalPdf':
      return normalPdf(R, x);
    case 'normalQuantile':
      return normalQuantile(R, x);
    case 'gammaCdf':
      return gammaCdf(R, x, a);
    case 'gammaQuantile':
      return gammaQuantile(R, x, a);
    case 'betaCdf':
      return betaCdf(R, x, a, b);
    case 'betaQuantile':
      return betaQuantile(R, x, a, b);
    case 'dilogarithm':
      return dilogarithm(R, x);
    case 'hypergeometric':
      return hypergeometric(R, x, a);
  }
}
