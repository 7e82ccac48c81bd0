/**
 * Real expressions with a whitelist of functions: the language of the checker's proofs.
 *
 * Every function has a kernel derivative rule (kernel/derivative.ts) and an outward-rounded enclosure
 * (kernel/enclosure.ts). Nothing outside this list can be written, so nothing can be misread.
 */

/** Functions of one or more arguments the kernel knows. */
export type FunctionName =
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'abs'
  | 'erf'
  | 'artanh'
  | 'tanh'
  /** Gamma(z). */
  | 'gamma'
  /** Standard normal distribution function, density and quantile. */
  | 'normalCdf'
  | 'normalPdf'
  | 'normalQuantile'
  /** gammaCdf(x, s): regularized lower incomplete gamma; gammaQuantile(p, s) its inverse in x. */
  | 'gammaCdf'
  | 'gammaQuantile'
  /** betaCdf(x, a, b): regularized incomplete beta; betaQuantile(p, a, b) its inverse in x. */
  | 'betaCdf'
  | 'betaQuantile'
  /** Li_2(x). */
  | 'dilogarithm'
  /** hypergeometric(z, b): Gauss's 2F1(1, b; b+1; z) = sum of b z^n / (b+n), 0 <= z < 1, b > 0. */
  | 'hypergeometric';

/** A formula of the language of proofs, as a tree (docs/evidence.md). */
export type Expression =
  /** The exact rational numerator/denominator, as decimal strings so that a proof is plain JSON. */
  | { readonly op: 'rational'; readonly numerator: string; readonly denominator: string }
  | { readonly op: 'pi' }
  | { readonly op: 'variable'; readonly name: string }
  | { readonly op: 'sum'; readonly terms: readonly Expression[] }
  | { readonly op: 'product'; readonly factors: readonly Expression[] }
  | { readonly op: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly op: 'apply'; readonly function: FunctionName; readonly args: readonly Expression[] }
  /** d/d variable of the body, to be expanded by the kernel's own rules. */
  | { readonly op: 'derivative'; readonly of: Expression; readonly variable: string }
  /** The body with the variable replaced. */
  | { readonly op: 'substitute'; readonly in: Expression; readonly variable: string; readonly by: Expression };

/** What the builders of expressions take: an expression, or a number that becomes a rational. */
export type Operand = Expression | number | bigint;

/** An operand as an expression; numbers must be integers (write fractions with `rational`). */
export function toExpression(operand: Operand): Expression {
  if (typeof operand === 'bigint') return { op: 'rational', numerator: operand.toString(), denominator: '1' };
  if (typeof operand !== 'number') return operand;
  if (!Number.isSafeInteger(operand))
    throw new TypeError(`expression constants are integers; use rational(): ${operand}`);
  return { op: 'rational', numerator: operand.toString(), denominator: '1' };
}

/** The exact number numerator/denominator. */
export const rational = (numerator: number | bigint, denominator: number | bigint = 1): Expression => ({
  op: 'rational',
  numerator: numerator.toString(),
  denominator: denominator.toString(),
});
/** The number pi. */
export const pi: Expression = { op: 'pi' };
/** A variable by its name. */
export const variable = (name: string): Expression => ({ op: 'variable', name });
/** x + y + ... */
export const add = (...terms: Operand[]): Expression => ({ op: 'sum', terms: terms.map(toExpression) });
/** x y ... */
export const mul = (...factors: Operand[]): Expression => ({ op: 'product', factors: factors.map(toExpression) });
/** -x */
export const neg = (x: Operand): Expression => mul(-1, x);
/** x - y */
export const sub = (x: Operand, y: Operand): Expression => add(x, neg(y));
/** base^exponent */
export const pow = (base: Operand, exponent: Operand): Expression => ({
  op: 'power',
  base: toExpression(base),
  exponent: toExpression(exponent),
});
/** 1/x */
export const inv = (x: Operand): Expression => pow(x, -1);
/** x/y */
export const div = (x: Operand, y: Operand): Expression => mul(x, inv(y));
/** A function of the language of proofs by its name. */
export const apply = (name: FunctionName, ...args: Operand[]): Expression => ({
  op: 'apply',
  function: name,
  args: args.map(toExpression),
});
/** e^x */
export const exp = (x: Operand): Expression => apply('exp', x);
/** The natural logarithm of x. */
export const log = (x: Operand): Expression => apply('log', x);
/** The derivative of an expression by a variable. */
export const derivative = (of: Expression, name: string): Expression => ({ op: 'derivative', of, variable: name });
/**
 * An expression with a variable replaced.
 *
 * @example
 * compile(substitute(mul(2, variable('x')), 'x', add(variable('y'), 1)))({ y: 4 }) // => 10
 */
export const substitute = (inside: Expression, name: string, by: Operand): Expression => ({
  op: 'substitute',
  in: inside,
  variable: name,
  by: toExpression(by),
});
