/**
 * Canonical forms: sums of monomials, a monomial being a rational coefficient times atoms raised to exponents, the
 * exponents being forms themselves (so x^(d-1), e^(-x^k) and 2^(1/2) are all monomials).
 *
 * Arithmetic here is formal and exact. It is valid wherever the expressions it came from are defined; the conditions
 * for that are collected in expand.ts and proved in sign.ts.
 */
import { ONE as RATIONAL_ONE, ratio, type Rational } from '../../numeric/algebra/rational.ts';
import type { FunctionName } from '../expression.ts';

export type Atom =
  /** Euler's number: exp(F) is the monomial e^F. */
  | { readonly kind: 'e'; readonly key: string }
  | { readonly kind: 'pi'; readonly key: string }
  /** A positive integer under a non-integer exponent. */
  | { readonly kind: 'integer'; readonly value: bigint; readonly key: string }
  | { readonly kind: 'variable'; readonly name: string; readonly key: string }
  | { readonly kind: 'call'; readonly function: FunctionName; readonly args: readonly Form[]; readonly key: string }
  /** A sum (or a product of unknown sign) under an exponent that cannot be multiplied out. */
  | { readonly kind: 'group'; readonly form: Form; readonly key: string };

export interface Factor {
  readonly atom: Atom;
  readonly exponent: Form;
}

export interface Term {
  readonly coefficient: Rational;
  /** Sorted by the atoms' keys, exponents not zero. */
  readonly factors: readonly Factor[];
  readonly key: string;
}

export interface Form {
  /** Sorted by key, coefficients not zero. */
  readonly terms: readonly Term[];
  readonly key: string;
}

/** Sums under an integer power up to this are multiplied out. */
const LARGEST_EXPANSION = 24n;

export const E: Atom = { kind: 'e', key: 'e' };
export const PI: Atom = { kind: 'pi', key: 'pi' };
export const integerAtom = (value: bigint): Atom => ({ kind: 'integer', value, key: `#${value}` });
export const variableAtom = (name: string): Atom => ({ kind: 'variable', name, key: name });
export const groupAtom = (form: Form): Atom => ({ kind: 'group', form, key: `(${form.key})` });
export const callAtom = (name: FunctionName, args: readonly Form[]): Atom => ({
  kind: 'call',
  function: name,
  args,
  key: `${name}(${args.map((arg) => arg.key).join(',')})`,
});

export const ZERO: Form = { terms: [], key: '0' };
export const constant = (value: Rational): Form => fromTerms([makeTerm(value, [])]);
export const ONE: Form = constant(RATIONAL_ONE);
export const HALF: Form = constant(ratio(1, 2));
export const atomForm = (atom: Atom, exponent: Form = ONE): Form =>
  settle({ coefficient: RATIONAL_ONE, factors: exponent.terms.length === 0 ? [] : [{ atom, exponent }] });

function makeTerm(coefficient: Rational, factors: readonly Factor[]): Term {
  const key = factors.map(({ atom, exponent }) =>
    exponent.key === ONE_KEY ? atom.key : `${atom.key}^[${exponent.key}]`,
  );
  return { coefficient, factors, key: key.join('*') };
}
const ONE_KEY = '1*';

/** The form with these terms: like monomials collected, zeros dropped, sorted. */
export function fromTerms(terms: readonly Term[]): Form {
  const collected = new Map<string, Term>();
  for (const term of terms) {
    const previous = collected.get(term.key);
    const coefficient = previous === undefined ? term.coefficient : previous.coefficient.add(term.coefficient);
    collected.set(term.key, { ...term, coefficient });
  }
  const kept = [...collected.values()].filter((term) => term.coefficient.n !== 0n);
  if (kept.length === 0) return ZERO;
  kept.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { terms: kept, key: kept.map((term) => `${term.coefficient.toFraction()}*${term.key}`).join('+') };
}

export const add = (...forms: readonly Form[]): Form => fromTerms(forms.flatMap((form) => form.terms));
export const scale = (form: Form, by: Rational): Form =>
  fromTerms(form.terms.map((term) => ({ ...term, coefficient: term.coefficient.mul(by) })));
export const negate = (form: Form): Form => scale(form, ratio(-1));
export const subtract = (a: Form, b: Form): Form => add(a, negate(b));

export function multiply(...forms: readonly Form[]): Form {
  let product = forms[0] ?? ONE;
  for (const form of forms.slice(1)) {
    product = add(...product.terms.flatMap((a) => form.terms.map((b) => multiplyTerms(a, b))));
  }
  return product;
}

/** form * atom^exponent, meeting the atom's own powers before anything is multiplied out. */
export const timesPower = (form: Form, atom: Atom, exponent: Form): Form =>
  exponent.terms.length === 0
    ? form
    : add(...form.terms.map((term) => multiplyTerms(term, makeTerm(RATIONAL_ONE, [{ atom, exponent }]))));

function multiplyTerms(a: Term, b: Term): Form {
  const merged = new Map(a.factors.map((factor) => [factor.atom.key, factor]));
  for (const { atom, exponent } of b.factors) {
    const previous = merged.get(atom.key);
    merged.set(atom.key, { atom, exponent: previous === undefined ? exponent : add(previous.exponent, exponent) });
  }
  const factors = [...merged.values()].filter(({ exponent }) => exponent.terms.length > 0);
  return settle({ coefficient: a.coefficient.mul(b.coefficient), factors });
}

/** A monomial in canonical shape: integers leave the whole part of their exponent to the coefficient, groups under
 * a small positive integer exponent are multiplied out. */
function settle({ coefficient, factors }: { coefficient: Rational; factors: readonly Factor[] }): Form {
  const kept: Factor[] = [];
  const expanded: Form[] = [];
  for (const { atom, exponent } of factors) {
    if (atom.kind === 'integer') {
      const whole = constantPart(exponent).floor();
      coefficient = coefficient.mul(ratio(atom.value).pow(whole));
      const rest = subtract(exponent, constant(whole));
      if (rest.terms.length > 0) kept.push({ atom, exponent: rest });
      continue;
    }
    const n = integerValue(exponent);
    if (atom.kind === 'group' && n !== undefined && n > 0n && n <= LARGEST_EXPANSION)
      expanded.push(wholePower(atom.form, n));
    else kept.push({ atom, exponent });
  }
  kept.sort((x, y) => (x.atom.key < y.atom.key ? -1 : 1));
  const monomial = fromTerms([makeTerm(coefficient, kept)]);
  return expanded.length === 0 ? monomial : multiply(monomial, ...expanded);
}

/** form^n multiplied out, n >= 0. */
export function wholePower(form: Form, n: bigint): Form {
  if (n > LARGEST_EXPANSION && form.terms.length > 1) throw new RangeError(`will not multiply out the power ${n}`);
  let result = ONE;
  for (let i = 0n; i < n; i++) result = multiply(result, form);
  return result;
}

/** One term as a form. */
export const termForm = (term: Term): Form => fromTerms([term]);

/** The rational coefficient of the monomial 1. */
export function constantPart(form: Form): Rational {
  return form.terms.find((term) => term.factors.length === 0)?.coefficient ?? ratio(0);
}

/** The value of a form that is a rational number, else undefined. */
export function rationalValue(form: Form): Rational | undefined {
  if (form.terms.length === 0) return ratio(0);
  const [term] = form.terms;
  return form.terms.length === 1 && term!.factors.length === 0 ? term!.coefficient : undefined;
}

/** The value of a form that is an integer, else undefined. */
export function integerValue(form: Form): bigint | undefined {
  const value = rationalValue(form);
  return value !== undefined && value.d === 1n ? value.s * value.n : undefined;
}

/** The call when the form is exactly one function value, else undefined. */
export function asCall(form: Form, name: FunctionName): readonly Form[] | undefined {
  const [term] = form.terms;
  if (form.terms.length !== 1 || term!.coefficient.compare(1) !== 0 || term!.factors.length !== 1) return undefined;
  const { atom, exponent } = term!.factors[0]!;
  return atom.kind === 'call' && atom.function === name && integerValue(exponent) === 1n ? atom.args : undefined;
}

/** A total order compatible with addition: the sign of the last coefficient of a - b. */
export function compare(a: Form, b: Form): number {
  const last = subtract(a, b).terms.at(-1);
  return last === undefined ? 0 : Number(last.coefficient.s);
}

/** Every variable of the form. */
export function variablesOf(form: Form, into = new Set<string>()): Set<string> {
  for (const term of form.terms) {
    for (const { atom, exponent } of term.factors) {
      variablesOf(exponent, into);
      if (atom.kind === 'variable') into.add(atom.name);
      else if (atom.kind === 'group') variablesOf(atom.form, into);
      else if (atom.kind === 'call') atom.args.forEach((arg) => variablesOf(arg, into));
    }
  }
  return into;
}
