/**
 * An expression in floating point, with the special functions of the library's facade. For plots, quadrature and other
 * numeric evidence: nothing the kernel proves rests on it.
 */
import { hypergeometric2F1 } from '../numeric/special/hypergeometric.ts';
import * as special from '../numeric/special/special.ts';
import type { Expression, FunctionName } from './expression.ts';
import { expand } from './kernel/expand.ts';

/**
 * A function that evaluates the expression (derivatives and substitutions included) at given variables.
 *
 * @example
 * compile(sub(pow(variable('x'), 2), 1))({ x: 3 }) // => 8
 */
export function compile(expression: Expression): (at: Readonly<Record<string, number>>) => number {
  const plain = expand(expression).expression;
  return (at) => value(plain, at);
}

function value(x: Expression, at: Readonly<Record<string, number>>): number {
  switch (x.op) {
    case 'rational':
      return Number(x.numerator) / Number(x.denominator);
    case 'pi':
      return Math.PI;
    case 'variable': {
      const found = at[x.name];
      if (found === undefined) throw new Error(`the variable ${x.name} has no value`);
      return found;
    }
    case 'sum':
      return x.terms.reduce((sum, term) => sum + value(term, at), 0);
    case 'product':
      return product(x.factors, at);
    case 'power':
      return value(x.base, at) ** value(x.exponent, at);
    case 'apply':
      return call(
        x.function,
        x.args.map((arg) => value(arg, at)),
      );
    case 'derivative':
    case 'substitute':
      throw new Error(`${x.op} must be expanded first`);
  }
}

/** A product, with Gamma functions collected in the exponent: their quotient may be small where each overflows. */
function product(factors: readonly Expression[], at: Readonly<Record<string, number>>): number {
  let result = 1;
  let logarithm = 0;
  const multiplyBy = (x: Expression, exponent: number): void => {
    if (x.op === 'product') x.factors.forEach((factor) => multiplyBy(factor, exponent));
    else if (x.op === 'power' && x.exponent.op === 'rational') multiplyBy(x.base, exponent * value(x.exponent, at));
    else if (x.op === 'apply' && x.function === 'gamma')
      logarithm += exponent * special.logGamma(value(x.args[0]!, at));
    else result *= value(x, at) ** exponent;
  };
  factors.forEach((factor) => multiplyBy(factor, 1));
  return result * Math.exp(logarithm);
}

function call(name: FunctionName, args: readonly number[]): number {
  const [x = NaN, a = NaN, b = NaN] = args;
  switch (name) {
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'abs':
    case 'tanh':
      return Math[name](x);
    case 'artanh':
      return Math.atanh(x);
    case 'gamma':
      return Math.exp(special.logGamma(x));
    case 'hypergeometric':
      return hypergeometric2F1(1, a, a + 1, x);
    case 'gammaCdf':
    case 'gammaQuantile':
      return special[name](x, a);
    case 'betaCdf':
    case 'betaQuantile':
      return special[name](x, a, b);
    case 'erf':
    case 'normalCdf':
    case 'normalPdf':
    case 'normalQuantile':
    case 'dilogarithm':
      return special[name](x);
  }
}
