/**
 * The language of certificates: expressions as JSON, read with every name and number of arguments checked. What is not
 * in this file cannot occur in a certificate.
 */
import { readRational, show, fraction, type Rational } from './rational.ts';
import { Malformed } from './verdicts.ts';

/** The functions and how many arguments they take. */
export const FUNCTIONS = {
  exp: 1,
  log: 1,
  sqrt: 1,
  abs: 1,
  erf: 1,
  artanh: 1,
  tanh: 1,
  gamma: 1,
  normalCdf: 1,
  normalPdf: 1,
  normalQuantile: 1,
  /** gammaCdf(x, s) = integral_0^x t^(s-1) e^-t dt / Gamma(s); gammaQuantile(p, s) its inverse in x. */
  gammaCdf: 2,
  gammaQuantile: 2,
  /** betaCdf(x, a, b): regularized incomplete beta function; betaQuantile(p, a, b) its inverse in x. */
  betaCdf: 3,
  betaQuantile: 3,
  dilogarithm: 1,
  /** hypergeometric(z, b) = 2F1(1, b; b+1; z). */
  hypergeometric: 2,
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
const isFunction = (name: unknown): name is FunctionName => typeof name === 'string' && Object.hasOwn(FUNCTIONS, name);

export type Term =
  | { readonly is: 'number'; readonly value: Rational }
  | { readonly is: 'pi' }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'sum'; readonly of: readonly Term[] }
  | { readonly is: 'product'; readonly of: readonly Term[] }
  | { readonly is: 'power'; readonly base: Term; readonly exponent: Term }
  | { readonly is: 'call'; readonly name: FunctionName; readonly args: readonly Term[] }
  | { readonly is: 'derivative'; readonly of: Term; readonly variable: string }
  | { readonly is: 'substitution'; readonly in: Term; readonly variable: string; readonly by: Term };

export const number = (n: bigint | number, d: bigint | number = 1): Term => ({
  is: 'number',
  value: fraction(BigInt(n), BigInt(d)),
});
export const constant = (value: Rational): Term => ({ is: 'number', value });
export const sum = (...of: Term[]): Term => ({ is: 'sum', of });
export const product = (...of: Term[]): Term => ({ is: 'product', of });
export const power = (base: Term, exponent: Term): Term => ({ is: 'power', base, exponent });
export const call = (name: FunctionName, ...args: Term[]): Term => ({ is: 'call', name, args });
export const minusOf = (x: Term): Term => product(number(-1), x);
export const difference = (x: Term, y: Term): Term => sum(x, minusOf(y));
export const inverse = (x: Term): Term => power(x, number(-1));
export const PI: Term = { is: 'pi' };

/** Nesting beyond this is refused, so that a hostile file cannot overflow the stack. */
const DEEPEST = 200;

/** An expression of the certificate format. Throws Malformed with what is wrong. */
export function readTerm(json: unknown, depth = 0): Term {
  if (depth > DEEPEST) throw new Malformed(`an expression is nested deeper than ${DEEPEST}`);
  const x = record(json, 'an expression');
  const read = (part: unknown): Term => readTerm(part, depth + 1);
  switch (x['op']) {
    case 'rational': {
      const n = text(x['numerator'], 'a numerator');
      const d = text(x['denominator'], 'a denominator');
      for (const digits of [n, d]) if (!/^-?\d+$/.test(digits)) throw new Malformed(`"${digits}" is not an integer`);
      return { is: 'number', value: fraction(BigInt(n), BigInt(d)) };
    }
    case 'pi':
      return PI;
    case 'variable':
      return { is: 'variable', name: readName(x['name']) };
    case 'sum':
      return sum(...list(x['terms'], 'the terms of a sum').map(read));
    case 'product':
      return product(...list(x['factors'], 'the factors of a product').map(read));
    case 'power':
      return power(read(x['base']), read(x['exponent']));
    case 'apply': {
      const name = x['function'];
      if (!isFunction(name)) throw new Malformed(`unknown function ${JSON.stringify(name)}`);
      const args = list(x['args'], `the arguments of ${name}`).map(read);
      if (args.length !== FUNCTIONS[name])
        throw new Malformed(`${name} takes ${FUNCTIONS[name]} arguments, not ${args.length}`);
      return call(name, ...args);
    }
    case 'derivative':
      return { is: 'derivative', of: read(x['of']), variable: readName(x['variable']) };
    case 'substitute':
      return {
        is: 'substitution',
        in: read(x['in']),
        variable: readName(x['variable']),
        by: read(x['by']),
      };
    default:
      throw new Malformed(`unknown operation ${JSON.stringify(x['op'])}`);
  }
}

/**
 * A name of a variable: a letter, then letters and digits, and neither a number (e, i, pi) nor a word of the language.
 */
export function readName(json: unknown): string {
  const name = text(json, 'the name of a variable');
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || ['e', 'i', 'pi'].includes(name) || isFunction(name))
    throw new Malformed(`"${name}" is no name for a variable`);
  return name;
}

/** The expression in usual notation; different expressions look different. */
export function showTerm(x: Term): string {
  switch (x.is) {
    case 'number':
      return show(x.value);
    case 'pi':
      return 'pi';
    case 'variable':
      return x.name;
    case 'sum':
      return x.of.length === 0 ? '0' : `(${x.of.map(showTerm).join(' + ')})`;
    case 'product':
      return x.of.length === 0 ? '1' : x.of.map(showTerm).join('*');
    case 'power':
      return `(${showTerm(x.base)})^(${showTerm(x.exponent)})`;
    case 'call':
      return `${x.name}(${x.args.map(showTerm).join(', ')})`;
    case 'derivative':
      return `d/d${x.variable} (${showTerm(x.of)})`;
    case 'substitution':
      return `(${showTerm(x.in)} at ${x.variable} = ${showTerm(x.by)})`;
  }
}

// Reading JSON

export function record(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Malformed(`${what} is not an object`);
  return json as Readonly<Record<string, unknown>>;
}

export function list(json: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new Malformed(`${what} are not a list`);
  return json;
}

export function text(json: unknown, what: string): string {
  if (typeof json !== 'string') throw new Malformed(`${what} is not a text`);
  return json;
}

export function count(json: unknown, what: string): number {
  if (typeof json !== 'number' || !Number.isSafeInteger(json) || json < 0)
    throw new Malformed(`${what} is not a whole number`);
  return json;
}

export const rational = (json: unknown, what: string): Rational => readRational(text(json, what));

export function oneOf<T extends string>(json: unknown, values: readonly T[], what: string): T {
  const found = values.find((value) => value === json);
  if (found === undefined) throw new Malformed(`${what} is ${JSON.stringify(json)}, not one of ${values.join(', ')}`);
  return found;
}
