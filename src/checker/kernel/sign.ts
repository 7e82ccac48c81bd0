/**
 * Proving a form positive on the declared domain: the side condition of every rule that has one.
 *
 * Each atom is a quantity with a known open range (a variable's domain, a distribution function's (0,1), ...). A form
 * is a polynomial in them; written in t > 0 with each quantity bound +- t or (lower + upper t)/(1 + t), nonnegative
 * coefficients prove it positive. Two monomials are compared by their logarithms. On a bounded domain outward-rounded
 * enclosures are the last resort. `false` means "not proved", never "not positive".
 */
import { ratio, toRational, type Rational } from '../../numeric/algebra/rational.ts';
import type { Domain } from '../symbolic-proof.ts';
import {
  add,
  atomForm,
  callAtom,
  constant,
  HALF,
  integerValue,
  multiply,
  negate,
  ONE,
  scale,
  subtract,
  timesPower,
  variableAtom,
  wholePower,
  type Factor,
  type Form,
  type Term,
} from './form.ts';

/** The declared variables, what has been proved about forms on them, and the enclosure fallback. */
export interface Assumptions {
  readonly variables: ReadonlyMap<string, Domain>;
  /** Proves a form positive by interval enclosures on the closed box of the domain; false when it cannot. */
  readonly enclosedPositive: (form: Form) => boolean;
  readonly proved: Map<string, boolean>;
}

/** Open range of an atom; `attained` marks a lower end that belongs to the range. */
interface Range {
  readonly lower: Rational | undefined;
  readonly upper: Rational | undefined;
  readonly attained: boolean;
}
const open = (lower?: Rational | number, upper?: Rational | number): Range => ({
  lower: lower === undefined ? undefined : toRational(lower),
  upper: upper === undefined ? undefined : toRational(upper),
  attained: false,
});
const POSITIVE = open(0);
const UNKNOWN = open();
const LARGEST_DEPTH = 4;

export function isPositive(form: Form, given: Assumptions, depth = 0): boolean {
  const known = given.proved.get(form.key);
  if (known !== undefined) return known;
  if (depth > LARGEST_DEPTH || form.terms.length === 0) return false;
  // While a form is being worked on it counts as unproved, which also stops circular arguments.
  given.proved.set(form.key, false);
  const cleared = withoutDenominators(form, given, depth);
  const proof =
    positiveByShifts(cleared, given, depth) ||
    positiveByLogarithms(cleared, given, depth) ||
    positiveAsLogarithm(form, given, depth) ||
    given.enclosedPositive(form);
  if (proof || depth === 0) given.proved.set(form.key, proof);
  else given.proved.delete(form.key);
  return proof;
}

export const isNegative = (form: Form, given: Assumptions, depth = 0): boolean =>
  isPositive(negate(form), given, depth);
export const isNonzero = (form: Form, given: Assumptions): boolean =>
  isPositive(form, given) || isNegative(form, given);
/** The open range in which the value of factor.atom lies. */
function atomRange({ atom }: Factor, given: Assumptions, depth: number): Range {
  switch (atom.kind) {
    case 'e':
      return open(2, 3);
    case 'pi':
      return open(3, 4);
    case 'integer':
      return open(atom.value - 1n < 0n ? 0 : ratio(atom.value - 1n), ratio(atom.value + 1n));
    case 'variable':
      return variableRange(given.variables.get(atom.name));
    case 'group':
      if (isPositive(atom.form, given, depth + 1)) return POSITIVE;
      return isNegative(atom.form, given, depth + 1) ? open(undefined, 0) : UNKNOWN;
    case 'call': {
      const signOf = (form: Form): Range => {
        if (isPositive(form, given, depth + 1)) return POSITIVE;
        return isNegative(form, given, depth + 1) ? open(undefined, 0) : UNKNOWN;
      };
      const [first] = atom.args;
      switch (atom.function) {
        case 'normalCdf':
        case 'betaQuantile':
          return open(0, 1);
        case 'gammaCdf':
          return isPositive(first!, given, depth + 1) ? open(0, 1) : UNKNOWN;
        case 'betaCdf':
          return isPositive(first!, given, depth + 1) && isPositive(subtract(ONE, first!), given, depth + 1)
            ? open(0, 1)
            : UNKNOWN;
        case 'gamma':
        case 'gammaQuantile':
        case 'normalPdf':
        case 'exp':
        case 'sqrt':
          return POSITIVE;
        case 'hypergeometric':
          return isPositive(first!, given, depth + 1) ? open(1) : UNKNOWN;
        case 'log':
          return signOf(subtract(first!, ONE));
        case 'normalQuantile':
          return signOf(subtract(first!, HALF));
        case 'dilogarithm':
          return signOf(first!);
        case 'abs':
        case 'erf':
        case 'artanh':
        case 'tanh':
          return UNKNOWN;
      }
    }
  }
}

function variableRange(domain: Domain | undefined): Range {
  if (domain === undefined) return UNKNOWN;
  const lower = domain.lower === '-inf' ? undefined : toRational(domain.lower);
  const upper = domain.upper === 'inf' ? undefined : toRational(domain.upper);
  if (domain.integer !== true || lower === undefined) return { lower, upper, attained: false };
  return { lower: lower.floor().add(1), upper, attained: true };
}

/** A factor as a generator of a polynomial ring: its range, and the power in which it enters. */
interface Generator {
  readonly key: string;
  readonly range: Range;
  readonly power: number;
}

function generator(factor: Factor, given: Assumptions, depth: number): Generator | undefined {
  const range = atomRange(factor, given, depth);
  const positive =
    range.lower !== undefined && range.lower.compare(0) >= 0 && !(range.attained && range.lower.n === 0n);
  const n = integerValue(factor.exponent);
  if (n !== undefined && n > 0n && n <= 12n && factor.atom.kind !== 'e') {
    return { key: factor.atom.key, range, power: Number(n) };
  }
  if (!positive) return undefined;
  // A positive quantity under any other exponent: above or below 1 according to the sign of exponent * log.
  const aboveOne = range.lower.compare(1) >= 0;
  const belowOne = range.upper !== undefined && range.upper.compare(1) <= 0;
  const key = `${factor.atom.key}^[${factor.exponent.key}]`;
  if (!aboveOne && !belowOne) return { key, range: POSITIVE, power: 1 };
  // An integer from 1 on is 1 at 1, whatever the exponent.
  const touchesOne = range.attained && range.lower.compare(1) === 0;
  if (isPositive(factor.exponent, given, depth + 1)) {
    return { key, range: aboveOne ? { ...open(1), attained: touchesOne } : open(0, 1), power: 1 };
  }
  if (!touchesOne && isNegative(factor.exponent, given, depth + 1)) {
    return { key, range: aboveOne ? open(0, 1) : open(1), power: 1 };
  }
  return { key, range: POSITIVE, power: 1 };
}

function positiveByShifts(form: Form, given: Assumptions, depth: number): boolean {
  const monomials: { readonly coefficient: Rational; readonly powers: ReadonlyMap<string, number> }[] = [];
  const quantities = new Map<string, Range & { degree: number }>();
  for (const term of form.terms) {
    const powers = new Map<string, number>();
    for (const factor of term.factors) {
      const made = generator(factor, given, depth);
      if (made === undefined || (made.range.lower === undefined && made.range.upper === undefined)) return false;
      powers.set(made.key, made.power);
      const degree = Math.max(made.power, quantities.get(made.key)?.degree ?? 0);
      quantities.set(made.key, { ...made.range, degree });
    }
    monomials.push({ coefficient: term.coefficient, powers });
  }
  // Each quantity is N(t)/D(t) with t > 0; the form times the product of D^degree is a polynomial in the t.
  const total = add(
    ...monomials.map(({ coefficient, powers }) => {
      const factors = [...quantities].flatMap(([name, range]) => {
        const { over, under } = parametrized(name, range);
        const n = powers.get(name) ?? 0;
        return [wholePower(over, BigInt(n)), wholePower(under, BigInt(range.degree - n))];
      });
      return scale(multiply(ONE, ...factors), coefficient);
    }),
  );
  const mayVanish = ({ factors }: Term): boolean => factors.some(({ atom }) => quantities.get(atom.key)!.attained);
  return total.terms.every((term) => term.coefficient.s > 0n) && total.terms.some((term) => !mayVanish(term));
}

/** A quantity of the given range as over(t)/under(t), t > 0: bound +- t, or (lower + upper t)/(1 + t) between two. */
function parametrized(name: string, { lower, upper }: Range): { over: Form; under: Form } {
  const t = atomForm(variableAtom(name));
  if (lower !== undefined && upper !== undefined) {
    return { over: add(constant(lower), scale(t, upper)), under: add(ONE, t) };
  }
  if (lower !== undefined) return { over: add(constant(lower), t), under: ONE };
  return { over: subtract(constant(upper!), t), under: ONE };
}

/** sum c_i log a_i > 0 because the product of the a_i^c_i exceeds 1. */
function positiveAsLogarithm(form: Form, given: Assumptions, depth: number): boolean {
  const sides: [Form, Form] = [ONE, ONE];
  const common = form.terms.reduce((m, { coefficient }) => m.lcm(coefficient.d), ratio(1));
  for (const { coefficient, factors } of form.terms) {
    const [factor] = factors;
    const inside = factor?.atom.kind === 'call' && factor.atom.function === 'log' ? factor.atom.args[0] : undefined;
    const n = coefficient.mul(common).abs().n;
    if (factors.length !== 1 || inside === undefined || integerValue(factor!.exponent) !== 1n || n > 6n) return false;
    const side = coefficient.s > 0n ? 0 : 1;
    sides[side] = multiply(sides[side], wholePower(inside, n));
  }
  return form.terms.length > 0 && isPositive(subtract(sides[0], sides[1]), given, depth + 1);
}

/** The form times positive powers of positive groups that stand in its denominators. */
function withoutDenominators(form: Form, given: Assumptions, depth: number): Form {
  let cleared = form;
  for (const { atom } of form.terms.flatMap((term) => term.factors)) {
    if (atom.kind !== 'group') continue;
    const exponents = cleared.terms.map((term) => term.factors.find((f) => f.atom.key === atom.key)?.exponent);
    const whole = exponents.map((exponent) => (exponent === undefined ? 0n : integerValue(exponent)));
    if (whole.some((n) => n === undefined) || !whole.some((n) => n! < 0n)) continue;
    const least = whole.reduce((m, n) => (n! < m! ? n : m), 0n)!;
    if (isPositive(atom.form, given, depth + 1)) cleared = timesPower(cleared, atom, constant(ratio(-least)));
  }
  return cleared;
}

/** a M - b N > 0 because log(a/b) + log M - log N > 0, all of a, b, M, N positive. */
function positiveByLogarithms(form: Form, given: Assumptions, depth: number): boolean {
  const [x, y] = form.terms;
  if (form.terms.length !== 2) return false;
  const [larger, smaller] = x!.coefficient.s > 0n ? [x!, y!] : [y!, x!];
  if (larger.coefficient.s < 0n || smaller.coefficient.s > 0n) return false;
  const logarithm = (term: Term): Form | undefined => {
    const parts: Form[] = [];
    for (const factor of term.factors) {
      const { atom, exponent } = factor;
      const { lower, attained } = atomRange(factor, given, depth);
      if (lower === undefined || lower.s < 0n || (attained && lower.n === 0n)) return undefined;
      parts.push(atom.kind === 'e' ? exponent : multiply(exponent, logOfAtom(factor)));
    }
    return add(...parts);
  };
  const first = logarithm(larger);
  const second = logarithm(smaller);
  if (first === undefined || second === undefined) return false;
  const quotient = larger.coefficient.div(smaller.coefficient.neg());
  const logQuotient = quotient.compare(1) === 0 ? [] : [atomForm(callAtom('log', [constant(quotient)]))];
  return isPositive(add(first, negate(second), ...logQuotient), given, depth + 1);
}

const logOfAtom = ({ atom }: Factor): Form => atomForm(callAtom('log', [atomForm(atom)]));
