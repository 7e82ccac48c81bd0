/**
 * Proving a form positive on the declared domain: the side condition of every rule that has one.
 *
 * Each atom is a quantity with a known open range (a variable's domain, a distribution function's (0,1), ...). A form
 * is a polynomial in them; substituting bound +- t for each and finding all coefficients nonnegative proves it
 * positive. Two monomials are compared by their logarithms. On a bounded domain outward-rounded enclosures are the last
 * resort. `false` means "not proved", never "not positive".
 */
import { ratio, toRational, type Rational } from '../../numeric/rational.ts';
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
} from './form.ts';
import { variableAtom, ZERO, type Factor, type Form, type Term } from './form.ts';

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
  const proof =
    positiveByShifts(form, given, depth) || positiveByLogarithms(form, given, depth) || given.enclosedPositive(form);
  if (proof || depth === 0) given.proved.set(form.key, proof);
  else given.proved.delete(form.key);
  return proof;
}

export const isNegative = (form: Form, given: Assumptions, depth = 0): boolean =>
  isPositive(negate(form), given, depth);
export const isNonzero = (form: Form, given: Assumptions): boolean =>
  isPositive(form, given) || isNegative(form, given);
/** Whether lower < form < upper is proved. */
export const isBetween = (form: Form, lower: number, upper: number, given: Assumptions): boolean =>
  isPositive(subtract(form, constant(ratio(lower))), given) &&
  isPositive(subtract(constant(ratio(upper)), form), given);

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
  if (isPositive(factor.exponent, given, depth + 1)) return { key, range: aboveOne ? open(1) : open(0, 1), power: 1 };
  if (isNegative(factor.exponent, given, depth + 1)) return { key, range: aboveOne ? open(0, 1) : open(1), power: 1 };
  return { key, range: POSITIVE, power: 1 };
}

function positiveByShifts(form: Form, given: Assumptions, depth: number): boolean {
  const monomials: { readonly coefficient: Rational; readonly generators: readonly Generator[] }[] = [];
  const ranges = new Map<string, Range>();
  for (const term of form.terms) {
    const generators: Generator[] = [];
    for (const factor of term.factors) {
      const made = generator(factor, given, depth);
      if (made === undefined) return false;
      generators.push(made);
      ranges.set(made.key, made.range);
    }
    monomials.push({ coefficient: term.coefficient, generators });
  }
  const names = [...ranges.keys()];
  if (names.length > 8) return false;
  const choices = names.map((name) => shifts(ranges.get(name)!));
  if (choices.some((choice) => choice.length === 0)) return false;
  for (const shift of combinations(choices)) {
    const at = new Map(names.map((name, i) => [name, shift[i]!]));
    let total = ZERO;
    for (const { coefficient, generators } of monomials) {
      const powers = generators.flatMap((g) => Array.from({ length: g.power }, () => at.get(g.key)!.value(g.key)));
      total = add(total, scale(multiply(ONE, ...powers), coefficient));
    }
    if (total.terms.some((term) => term.coefficient.s < 0n)) continue;
    // Some term must be strictly positive: no factor that may vanish.
    const strict = (term: Term): boolean =>
      term.factors.every(({ atom }) => !at.get(atom.kind === 'variable' ? atom.name : '')!.mayVanish);
    if (total.terms.some(strict)) return true;
  }
  return false;
}

interface Shift {
  readonly value: (name: string) => Form;
  readonly mayVanish: boolean;
}

/** The ways to write a quantity as bound +- t with t >= 0. */
function shifts(range: Range): Shift[] {
  const t = (name: string): Form => atomForm(variableAtom(name));
  const ways: Shift[] = [];
  const { lower, upper } = range;
  if (lower !== undefined) ways.push({ value: (name) => add(constant(lower), t(name)), mayVanish: range.attained });
  if (upper !== undefined) ways.push({ value: (name) => subtract(constant(upper), t(name)), mayVanish: false });
  return ways;
}

function* combinations(choices: readonly (readonly Shift[])[]): IterableIterator<readonly Shift[]> {
  const [first, ...rest] = choices;
  if (first === undefined) return yield [];
  for (const head of first) for (const tail of combinations(rest)) yield [head, ...tail];
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
      const { lower } = atomRange(factor, given, depth);
      if (lower === undefined || lower.s < 0n) return undefined;
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
