/**
 * Kernel derivative rules: one per whitelisted function, in its first argument. Shape parameters (the later arguments)
 * must not depend on the variable; such an expression is refused.
 */
import {
  add,
  apply,
  div,
  exp,
  inv,
  log,
  mul,
  neg,
  pi,
  pow,
  rational,
  sub,
  type Expression,
  type FunctionName,
} from '../expression.ts';

/** d expression / d name, for expressions without derivative and substitute nodes. */
export function differentiate(expression: Expression, name: string): Expression {
  if (!dependsOn(expression, name)) return rational(0);
  switch (expression.op) {
    case 'rational':
    case 'pi':
      return rational(0);
    case 'variable':
      return rational(1);
    case 'sum':
      return add(...expression.terms.map((term) => differentiate(term, name)));
    case 'product':
      return add(
        ...expression.factors.map((factor, i) =>
          mul(differentiate(factor, name), ...expression.factors.filter((_, j) => j !== i)),
        ),
      );
    case 'power': {
      const { base, exponent } = expression;
      const inBase = mul(exponent, pow(base, sub(exponent, 1)), differentiate(base, name));
      if (!dependsOn(exponent, name)) return inBase;
      const inExponent = mul(pow(base, exponent), log(base), differentiate(exponent, name));
      return dependsOn(base, name) ? add(inBase, inExponent) : inExponent;
    }
    case 'apply': {
      const [first, ...shapes] = expression.args;
      if (shapes.some((shape) => dependsOn(shape, name))) {
        throw new Error(`no rule: a shape parameter of ${expression.function} depends on ${name}`);
      }
      return mul(derivativeOf(expression.function, first!, shapes, expression), differentiate(first!, name));
    }
    case 'derivative':
    case 'substitute':
      throw new Error(`${expression.op} must be expanded first`);
  }
}

/** The derivative of a function at x; `value` is the function's value there. */
function derivativeOf(name: FunctionName, x: Expression, shapes: readonly Expression[], value: Expression): Expression {
  const [a = rational(0), b = rational(0)] = shapes;
  switch (name) {
    case 'exp':
      return value;
    case 'log':
      return inv(x);
    case 'sqrt':
      return inv(mul(2, value));
    case 'abs':
      return div(value, x);
    case 'erf':
      return mul(2, pow(pi, rational(-1, 2)), exp(neg(pow(x, 2))));
    case 'artanh':
      return inv(sub(1, pow(x, 2)));
    case 'tanh':
      return sub(1, pow(value, 2));
    case 'normalCdf':
      return apply('normalPdf', x);
    case 'normalPdf':
      return neg(mul(x, value));
    case 'normalQuantile':
      return inv(apply('normalPdf', value));
    case 'gammaCdf':
      return gammaDensity(x, a);
    case 'gammaQuantile':
      return inv(gammaDensity(value, a));
    case 'betaCdf':
      return betaDensity(x, a, b);
    case 'betaQuantile':
      return inv(betaDensity(value, a, b));
    case 'dilogarithm':
      return neg(div(log(sub(1, x)), x));
    case 'hypergeometric':
      // z F'(z) = sum n a z^n/(a+n) = a (1/(1-z) - F(z)).
      return mul(a, inv(x), sub(inv(sub(1, x)), value));
    case 'gamma':
      throw new Error('no rule: the derivative of Gamma is not in the language');
  }
}

/** x^(s-1) e^-x / Gamma(s). */
const gammaDensity = (x: Expression, s: Expression): Expression =>
  mul(pow(x, sub(s, 1)), exp(neg(x)), inv(apply('gamma', s)));

/** x^(a-1) (1-x)^(b-1) Gamma(a+b) / (Gamma(a) Gamma(b)). */
const betaDensity = (x: Expression, a: Expression, b: Expression): Expression =>
  mul(
    pow(x, sub(a, 1)),
    pow(sub(1, x), sub(b, 1)),
    apply('gamma', add(a, b)),
    inv(mul(apply('gamma', a), apply('gamma', b))),
  );

/** Whether the variable occurs. */
export function dependsOn(expression: Expression, name: string): boolean {
  switch (expression.op) {
    case 'rational':
    case 'pi':
      return false;
    case 'variable':
      return expression.name === name;
    case 'sum':
      return expression.terms.some((term) => dependsOn(term, name));
    case 'product':
      return expression.factors.some((factor) => dependsOn(factor, name));
    case 'power':
      return dependsOn(expression.base, name) || dependsOn(expression.exponent, name);
    case 'apply':
      return expression.args.some((arg) => dependsOn(arg, name));
    case 'derivative':
      return dependsOn(expression.of, name);
    case 'substitute':
      return (expression.variable !== name && dependsOn(expression.in, name)) || dependsOn(expression.by, name);
  }
}
