/**
 * From an expression as written to a plain one: derivatives carried out, substitutions made, and the list of conditions
 * under which every step is defined. The kernel accepts nothing about an expression until each condition is proved.
 */
import { add, apply, mul, pow, sub, type Expression } from '../expression.ts';
import { differentiate } from './derivative.ts';
import { normalForm } from './normal-form.ts';
import { isNonzero, isPositive, type Assumptions } from './sign.ts';

/** A condition on an expression. */
export interface Condition {
  /** `defined-power`: the base is positive, or zero under a positive exponent. */
  readonly kind: 'positive' | 'zero-or-positive' | 'nonzero';
  readonly of: Expression;
}

export interface Expanded {
  readonly expression: Expression;
  readonly conditions: readonly Condition[];
}

export function expand(expression: Expression): Expanded {
  switch (expression.op) {
    case 'rational':
    case 'pi':
    case 'variable':
      return { expression, conditions: [] };
    case 'sum':
      return together(expression.terms, (terms) => ({ op: 'sum', terms }));
    case 'product':
      return together(expression.factors, (factors) => ({ op: 'product', factors }));
    case 'power':
      return together([expression.base, expression.exponent], ([base, exponent]) => pow(base!, exponent!));
    case 'apply':
      return together(expression.args, (args) => apply(expression.function, ...args));
    case 'derivative': {
      const of = expand(expression.of);
      const result = expand(differentiate(of.expression, expression.variable));
      const smooth = differentiability(of.expression);
      return { expression: result.expression, conditions: [...of.conditions, ...smooth, ...result.conditions] };
    }
    case 'substitute': {
      const inside = expand(expression.in);
      const by = expand(expression.by);
      const put = (x: Expression): Expression => replace(x, expression.variable, by.expression);
      const moved = inside.conditions.map(({ kind, of }): Condition => ({ kind, of: put(of) }));
      return { expression: put(inside.expression), conditions: [...by.conditions, ...moved] };
    }
  }
}

function together(parts: readonly Expression[], build: (parts: readonly Expression[]) => Expression): Expanded {
  const expanded = parts.map(expand);
  const expression = build(expanded.map((part) => part.expression));
  return { expression, conditions: [...expanded.flatMap((part) => part.conditions), ...definedness(expression)] };
}

const positive = (of: Expression): Condition => ({ kind: 'positive', of });
const weak = (of: Expression): Condition => ({ kind: 'zero-or-positive', of });

/** When the outermost operation is defined. */
function definedness(expression: Expression): Condition[] {
  if (expression.op === 'power') {
    const n = wholeNumber(expression.exponent);
    if (n !== undefined) return n < 0n ? [{ kind: 'nonzero', of: expression.base }] : [];
    return [weak(expression.base)];
  }
  if (expression.op !== 'apply') return [];
  const [x, a, b] = expression.args as [Expression, Expression, Expression];
  switch (expression.function) {
    case 'exp':
    case 'abs':
    case 'erf':
    case 'tanh':
    case 'normalCdf':
    case 'normalPdf':
      return [];
    case 'log':
    case 'gamma':
      return [positive(x)];
    case 'sqrt':
      return [weak(x)];
    case 'artanh':
      return [positive(sub(1, x)), positive(add(1, x))];
    case 'normalQuantile':
      return [positive(x), positive(sub(1, x))];
    case 'gammaCdf':
      return [weak(x), positive(a)];
    case 'gammaQuantile':
      return [weak(x), positive(sub(1, x)), positive(a)];
    case 'betaCdf':
    case 'betaQuantile':
      return [weak(x), weak(sub(1, x)), positive(a), positive(b)];
    case 'dilogarithm':
      return [weak(x), positive(sub(1, x))];
    case 'hypergeometric':
      return [weak(x), positive(sub(1, x)), positive(a)];
  }
}

/**
 * When an expression, defined already, is differentiable: strict versions of the conditions above, everywhere in it.
 */
function differentiability(expression: Expression): Condition[] {
  switch (expression.op) {
    case 'sum':
      return expression.terms.flatMap(differentiability);
    case 'product':
      return expression.factors.flatMap(differentiability);
    case 'power': {
      const inner = [expression.base, expression.exponent].flatMap(differentiability);
      return wholeNumber(expression.exponent) === undefined ? [positive(expression.base), ...inner] : inner;
    }
    case 'apply': {
      const strict = definedness(expression).map(({ of }) => positive(of));
      const nonzero: Condition[] = expression.function === 'abs' ? [{ kind: 'nonzero', of: expression.args[0]! }] : [];
      return [...strict, ...nonzero, ...expression.args.flatMap(differentiability)];
    }
    case 'rational':
    case 'pi':
    case 'variable':
    case 'derivative':
    case 'substitute':
      return [];
  }
}

function wholeNumber(exponent: Expression): bigint | undefined {
  if (exponent.op === 'rational') return exponent.denominator === '1' ? BigInt(exponent.numerator) : undefined;
  // Derivative rules write n - 1 for the exponent.
  if (exponent.op !== 'sum' && exponent.op !== 'product') return undefined;
  const parts = (exponent.op === 'sum' ? exponent.terms : exponent.factors).map(wholeNumber);
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.reduce(
    (total, part) => (exponent.op === 'sum' ? total! + part! : total! * part!),
    exponent.op === 'sum' ? 0n : 1n,
  );
}

function replace(expression: Expression, name: string, by: Expression): Expression {
  switch (expression.op) {
    case 'rational':
    case 'pi':
      return expression;
    case 'variable':
      return expression.name === name ? by : expression;
    case 'sum':
      return add(...expression.terms.map((term) => replace(term, name, by)));
    case 'product':
      return mul(...expression.factors.map((factor) => replace(factor, name, by)));
    case 'power':
      return pow(replace(expression.base, name, by), replace(expression.exponent, name, by));
    case 'apply':
      return apply(expression.function, ...expression.args.map((arg) => replace(arg, name, by)));
    case 'derivative':
    case 'substitute':
      throw new Error(`${expression.op} must be expanded first`);
  }
}

/** The first condition that cannot be proved on the domain, if any. */
export function firstUnproved(conditions: readonly Condition[], given: Assumptions): Condition | undefined {
  const seen = new Set<string>();
  return conditions.find(({ kind, of }) => {
    const key = `${kind} ${normalForm(of, given).key}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return !proves(kind, of, given);
  });
}

/** A condition on the whole, or on each factor of a product and the base of a power. */
function proves(kind: Condition['kind'], of: Expression, given: Assumptions): boolean {
  const form = normalForm(of, given);
  if (kind === 'zero-or-positive' && form.terms.length === 0) return true;
  const needed = kind === 'nonzero' ? 'nonzero' : 'positive';
  if (of.op === 'product' && of.factors.length > 1 && of.factors.every((factor) => proves(needed, factor, given))) {
    return true;
  }
  if (of.op === 'power' && proves(needed, of.base, given)) return true;
  return needed === 'nonzero' ? isNonzero(form, given) : isPositive(form, given);
}
