/**
 * The door for data: what a proof may be written in. Every name, function, number and relation is looked at before the
 * kernel reads any of it, because the rules behind the door compare texts: a variable called "e" or "gamma(1*x)" would
 * be taken for the number or the function value of that name.
 */
import { toRational, type Rational } from '../../numeric/algebra/rational.ts';
import type { EnclosedInstance } from '../claim.ts';
import type { Expression, FunctionName } from '../expression.ts';
import type { IntervalProof, Range } from '../interval-proof.ts';
import type { Domain, SymbolicProof } from '../symbolic-proof.ts';

/** How many arguments each function takes. */
const ARGUMENTS: ReadonlyMap<string, number> = new Map<FunctionName, number>([
  ['exp', 1],
  ['log', 1],
  ['sqrt', 1],
  ['abs', 1],
  ['erf', 1],
  ['artanh', 1],
  ['tanh', 1],
  ['gamma', 1],
  ['normalCdf', 1],
  ['normalPdf', 1],
  ['normalQuantile', 1],
  ['gammaCdf', 2],
  ['gammaQuantile', 2],
  ['betaCdf', 3],
  ['betaQuantile', 3],
  ['dilogarithm', 1],
  ['hypergeometric', 2],
]);

/** Letters that stand for numbers wherever mathematics is written. */
const NUMBERS: ReadonlySet<string> = new Set(['e', 'i', 'pi']);

/** The data is no proof: nothing follows from it, true or false. */
class MalformedProof extends TypeError {
  override readonly name = 'MalformedProof';
}

/** A name of a variable: a letter, then letters and digits; no number and no function is called so. */
function requireName(name: unknown): string {
  const fine = typeof name === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(name);
  if (!fine || NUMBERS.has(name) || ARGUMENTS.has(name)) {
    throw new MalformedProof(`${JSON.stringify(name)} is no name for a variable`);
  }
  return name;
}

/** Throws MalformedProof unless the expression is one of the language. */
function requireExpression(x: Expression): void {
  switch (x.op) {
    case 'rational':
      if (!isInteger(x.numerator) || !isInteger(x.denominator) || BigInt(x.denominator) === 0n) {
        throw new MalformedProof(`${String(x.numerator)}/${String(x.denominator)} is no rational number`);
      }
      return;
    case 'pi':
      return;
    case 'variable':
      requireName(x.name);
      return;
    case 'sum':
      return x.terms.forEach(requireExpression);
    case 'product':
      return x.factors.forEach(requireExpression);
    case 'power':
      return [x.base, x.exponent].forEach(requireExpression);
    case 'apply':
      if (ARGUMENTS.get(x.function) !== x.args.length) {
        throw new MalformedProof(`no function ${JSON.stringify(x.function)} takes ${x.args.length} arguments`);
      }
      return x.args.forEach(requireExpression);
    case 'derivative':
      requireName(x.variable);
      return requireExpression(x.of);
    case 'substitute':
      requireName(x.variable);
      return [x.in, x.by].forEach(requireExpression);
    default:
      throw new MalformedProof(`unknown operation ${JSON.stringify((x as { op: unknown }).op)}`);
  }
}

const isInteger = (digits: unknown): boolean => typeof digits === 'string' && /^-?\d+$/.test(digits);

/**
 * Throws MalformedProof unless every variable is declared once, over a set that is not empty, and the chain is of the
 * language.
 */
export function requireSymbolicProof({ variables, left, right, via = [] }: SymbolicProof): void {
  requireDomains(variables);
  [left, ...via, right].forEach(requireExpression);
}

/** Throws MalformedProof for a variable declared twice and for an empty domain. */
export function requireDomains(domains: readonly Domain[]): void {
  requireDistinct(domains.map(({ name }) => requireName(name)));
  for (const { name, lower, upper, integer } of domains) {
    const low = lower === '-inf' ? undefined : toRational(lower);
    const high = upper === 'inf' ? undefined : toRational(upper);
    if (low === undefined || high === undefined) continue;
    // The least integer above the lower end must lie below the upper one.
    const least = integer === true ? low.floor().add(1) : undefined;
    if (low.compare(high) >= 0 || (least !== undefined && least.compare(high) >= 0)) {
      throw new MalformedProof(`the domain of ${name} is empty`);
    }
  }
}

const RELATIONS: ReadonlySet<unknown> = new Set<IntervalProof['relation']>(['<=', '>=', '<', '>', '=']);

/** Throws MalformedProof unless the box has distinct sides that are not empty, and the relation is one of the five. */
export function requireIntervalProof({ box, left, relation, right, tolerance }: IntervalProof): void {
  requireDistinct(box.map(({ name }) => requireName(name)));
  box.forEach(requireSide);
  [left, right].forEach(requireExpression);
  if (!RELATIONS.has(relation)) throw new MalformedProof(`unknown relation ${JSON.stringify(relation)}`);
  if (tolerance === undefined) return;
  if (relation !== '=') throw new MalformedProof(`a tolerance belongs to "=", not to "${relation}"`);
  requireTolerance(tolerance, MOST_TOLERANCE.interval);
}

function requireSide({ name, lower, upper }: Range): void {
  if (toRational(lower).compare(toRational(upper)) > 0) throw new MalformedProof(`the range of ${name} is empty`);
}

const ENCLOSED: ReadonlySet<unknown> = new Set<EnclosedInstance['relation']>(['lower-bound', 'close', 'at-least']);

/** Throws MalformedProof unless the instance compares by one of the three relations, at a point that can be read. */
export function requireEnclosedInstance({ relation, expression, at, tolerance = '0' }: EnclosedInstance): void {
  if (!ENCLOSED.has(relation)) throw new MalformedProof(`unknown relation ${JSON.stringify(relation)}`);
  requireExpression(expression);
  Object.keys(at).forEach(requireName);
  requireTolerance(tolerance, MOST_TOLERANCE.enclosure);
}

/**
 * The most that a tolerance may be, by kind of evidence: of "=" on a box absolutely, of a library value relative to the
 * true one, of a numeric comparison relative to the larger side (to 1 where both are smaller). What needs more states
 * an inequality.
 */
export const MOST_TOLERANCE = { interval: '1/1000', enclosure: '1/100000', numeric: 1e-3 } as const;

function requireTolerance(tolerance: string, most: string): void {
  const value: Rational = toRational(tolerance);
  if (value.s < 0n && value.n !== 0n) throw new MalformedProof(`the tolerance ${tolerance} is negative`);
  if (value.compare(toRational(most)) > 0) throw new MalformedProof(`the tolerance ${tolerance} is above ${most}`);
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new MalformedProof(`the variable ${twice} is declared twice`);
}
