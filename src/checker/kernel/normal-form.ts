/**
 * The canonical form of an expression, by rewriting. Every rule below is an identity wherever the expression is
 * defined; a rule with a further side condition asks sign.ts to prove it and is skipped otherwise.
 */
import { ratio, toRational, type Rational } from '../../numeric/algebra/rational.ts';
import type { Expression, FunctionName } from '../expression.ts';
import {
  add,
  asCall,
  atomForm,
  callAtom,
  compare,
  constant,
  constantPart,
  E,
  fromTerms,
  groupAtom,
  HALF,
  integerAtom,
  integerValue,
  multiply,
  negate,
  ONE,
  PI,
  rationalValue,
  scale,
  subtract,
  termForm,
  timesPower,
  variableAtom,
  wholePower,
  ZERO,
  type Factor,
  type Form,
  type Term,
} from './form.ts';
import { isNegative, isPositive, type Assumptions } from './sign.ts';

/** The canonical form; derivatives and substitutions must have been expanded (expand.ts). */
export function normalForm(expression: Expression, given: Assumptions): Form {
  switch (expression.op) {
    case 'rational':
      return constant(toRational(BigInt(expression.numerator)).div(toRational(BigInt(expression.denominator))));
    case 'pi':
      return atomForm(PI);
    case 'variable':
      if (!given.variables.has(expression.name))
        throw new Error(`the variable ${expression.name} has no declared domain`);
      return atomForm(variableAtom(expression.name));
    case 'sum':
      return add(...expression.terms.map((term) => normalForm(term, given)));
    case 'product':
      return multiply(ONE, ...expression.factors.map((factor) => normalForm(factor, given)));
    case 'power':
      return power(normalForm(expression.base, given), normalForm(expression.exponent, given), given);
    case 'apply':
      return applied(
        expression.function,
        expression.args.map((arg) => normalForm(arg, given)),
        given,
      );
    case 'derivative':
    case 'substitute':
      throw new Error(`${expression.op} must be expanded first`);
  }
}

/**
 * Whether a form is zero, after putting every sum under a fractional or negative power over a common denominator:
 * sum_n S^(n+a) F_n = S^(m+a) (sum_n S^(n-m) F_n), one class of exponents a modulo 1 at a time.
 */
export function isZero(form: Form): boolean {
  const group = form.terms.flatMap((term) => term.factors).find(({ atom }) => atom.kind === 'group');
  if (group?.atom.kind !== 'group') return form.terms.length === 0;
  const { key: groupKey, form: base } = group.atom;
  const classes = new Map<string, { readonly n: bigint; readonly cofactor: Term }[]>();
  for (const term of form.terms) {
    const factor = term.factors.find(({ atom }) => atom.key === groupKey);
    const whole = factor === undefined ? ratio(0) : constantPart(factor.exponent).floor();
    const fractional = factor === undefined ? ZERO : subtract(factor.exponent, constant(whole));
    const factors = term.factors.filter(({ atom }) => atom.key !== groupKey);
    const cofactor = multiply(
      constant(term.coefficient),
      ...factors.map(({ atom, exponent }) => atomForm(atom, exponent)),
    );
    const members = classes.get(fractional.key) ?? [];
    members.push(...cofactor.terms.map((c) => ({ n: whole.s * whole.n, cofactor: c })));
    classes.set(fractional.key, members);
  }
  for (const members of classes.values()) {
    const least = members.reduce((m, { n }) => (n < m ? n : m), members[0]!.n);
    const cleared = members.map(({ n, cofactor }) => multiply(wholePower(base, n - least), termForm(cofactor)));
    if (!isZero(add(...cleared))) return false;
  }
  return true;
}

/** base^exponent; the base is positive unless the exponent is an integer. */
function power(base: Form, exponent: Form, given: Assumptions): Form {
  const n = integerValue(exponent);
  if (n === 0n) return ONE;
  if (base.terms.length === 0) {
    if (isPositive(exponent, given)) return ZERO;
    throw new Error('0 under an exponent that is not proved positive');
  }
  if (n !== undefined && n > 0n && n <= 24n) return wholePower(base, n);
  const { content, rest } = factorContent(base, n !== undefined, given);
  let result = multiply(...content.map(({ atom, exponent: e }) => atomForm(atom, multiply(e, exponent))), ONE);
  const coefficient = rationalValue(rest);
  if (coefficient !== undefined) return multiply(result, rationalPower(coefficient, exponent, n));
  const [size, sum] = orient(rest, given);
  // A sum is positive when the exponent is not an integer, so its sign leaves only then.
  if (n !== undefined || size.s > 0n) {
    result = multiply(result, rationalPower(size, exponent, n));
    return multiply(result, atomForm(groupAtom(sum), exponent));
  }
  result = multiply(result, rationalPower(size.neg(), exponent, n));
  return multiply(result, atomForm(groupAtom(negate(sum)), exponent));
}

/** base = product of content * rest: atoms common to all terms, only those proved positive unless `anySign`. */
function factorContent(base: Form, anySign: boolean, given: Assumptions): { content: readonly Factor[]; rest: Form } {
  let rest = base;
  const content: Factor[] = [];
  const skipped = new Set<string>();
  for (;;) {
    const candidate = rest.terms
      .flatMap((term) => term.factors)
      .filter(({ atom }) => atom.kind !== 'integer' || rest.terms.length === 1)
      .find(({ atom }) => !skipped.has(atom.key));
    if (candidate === undefined) return { content, rest };
    const { atom } = candidate;
    skipped.add(atom.key);
    const exponents = rest.terms.map((term) => term.factors.find((f) => f.atom.key === atom.key)?.exponent ?? ZERO);
    const least = exponents.reduce((low, e) => (compare(e, low) < 0 ? e : low));
    if (least.terms.length === 0) continue;
    if (!anySign && !isPositive(atomForm(atom), given)) continue;
    content.push({ atom, exponent: least });
    rest = timesPower(rest, atom, negate(least));
  }
}

/** sum = size * primitive sum, the latter positive where that can be proved, else with positive last coefficient. */
function orient(sum: Form, given: Assumptions): [Rational, Form] {
  let size = sum.terms.reduce((g, term) => g.gcd(term.coefficient), ratio(0)).abs();
  if (size.n === 0n) size = ratio(1);
  const primitive = scale(sum, size.inverse());
  if (isPositive(primitive, given)) return [size, primitive];
  if (isNegative(primitive, given) || primitive.terms.at(-1)!.coefficient.s < 0n)
    return [size.neg(), negate(primitive)];
  return [size, primitive];
}

/** c^exponent with integers split into primes (a large unsplit cofactor is kept whole). */
function rationalPower(c: Rational, exponent: Form, n: bigint | undefined): Form {
  if (n !== undefined) return constant(c.pow(ratio(n)));
  if (c.s < 0n) throw new Error('a negative number under a fractional exponent');
  const up = primeFactors(c.n).map((p) => atomForm(integerAtom(p), exponent));
  const down = primeFactors(c.d).map((p) => atomForm(integerAtom(p), negate(exponent)));
  return multiply(ONE, ...up, ...down);
}

function primeFactors(n: bigint): bigint[] {
  const found: bigint[] = [];
  for (let p = 2n; p * p <= n && p < 1000n; p++) for (; n % p === 0n; n /= p) found.push(p);
  return n > 1n ? [...found, n] : found;
}

/** log of a positive form: products apart where every factor is proved positive. */
function logarithm(x: Form, given: Assumptions): Form {
  const { content, rest } = factorContent(x, false, given);
  const parts = content.map((factor) => multiply(factor.exponent, logarithmOfFactor(factor)));
  const coefficient = rationalValue(rest);
  const [size, sum] = coefficient !== undefined ? [coefficient, ONE] : orient(rest, given);
  if (size.s < 0n && coefficient !== undefined) throw new Error('log of a negative number');
  for (const p of primeFactors(size.n)) parts.push(atomForm(callAtom('log', [constant(ratio(p))])));
  for (const p of primeFactors(size.d)) parts.push(negate(atomForm(callAtom('log', [constant(ratio(p))]))));
  const signed = size.s < 0n ? negate(sum) : sum;
  if (coefficient === undefined) parts.push(atomForm(callAtom('log', [signed])));
  return add(...parts);
}

const logarithmOfFactor = ({ atom }: Factor): Form =>
  atom.kind === 'e' ? ONE : atomForm(callAtom('log', [atomForm(atom)]));

/** e^x; e^(c log y) is y^c. */
function exponential(x: Form, given: Assumptions): Form {
  const parts: Form[] = [];
  const plain: Term[] = [];
  for (const term of x.terms) {
    const logs = term.factors.filter((f) => f.atom.kind === 'call' && f.atom.function === 'log');
    const [only] = logs;
    if (logs.length === 1 && only!.atom.kind === 'call' && integerValue(only!.exponent) === 1n) {
      const others = term.factors.filter((f) => f !== only).map(({ atom, exponent }) => atomForm(atom, exponent));
      parts.push(power(only!.atom.args[0]!, multiply(constant(term.coefficient), ...others), given));
    } else plain.push(term);
  }
  return multiply(atomForm(E, fromTerms(plain)), ...parts);
}

const TWO = constant(ratio(2));
const complement = (x: Form): Form => subtract(ONE, x);

function applied(name: FunctionName, args: readonly Form[], given: Assumptions): Form {
  const [x = ZERO, a = ZERO, b = ZERO] = args;
  const same = (y: Form, z: Form): boolean => y.key === z.key;
  const call = (...own: Form[]): Form => atomForm(callAtom(name, own));
  switch (name) {
    case 'exp':
      return exponential(x, given);
    case 'log':
      return logarithm(x, given);
    case 'sqrt':
      return power(x, HALF, given);
    case 'abs':
      if (x.terms.length === 0) return ZERO;
      if (isPositive(x, given)) return x;
      if (isNegative(x, given)) return negate(x);
      // |x| = |-x|, oriented by the sign of the last coefficient.
      return call(x.terms.at(-1)!.coefficient.s < 0n ? negate(x) : x);
    case 'artanh':
      return multiply(HALF, subtract(logarithm(add(ONE, x), given), logarithm(complement(x), given)));
    case 'tanh': {
      const square = exponential(multiply(TWO, x), given);
      return multiply(subtract(square, ONE), power(add(square, ONE), constant(ratio(-1)), given));
    }
    case 'normalPdf':
      return multiply(
        power(multiply(TWO, atomForm(PI)), negate(HALF), given),
        exponential(multiply(negate(HALF), x, x), given),
      );
    case 'erf':
      return subtract(multiply(TWO, applied('normalCdf', [multiply(power(TWO, HALF, given), x)], given)), ONE);
    case 'normalCdf': {
      if (x.terms.length === 0) return HALF;
      // Oriented by the sign of the last coefficient: N(-x) = 1 - N(x).
      if (x.terms.at(-1)!.coefficient.s < 0n) return complement(applied(name, [negate(x)], given));
      return asCall(x, 'normalQuantile')?.[0] ?? call(x);
    }
    case 'normalQuantile': {
      if (same(x, HALF)) return ZERO;
      const inside = asCall(x, 'normalCdf');
      if (inside !== undefined) return inside[0]!;
      const other = complement(x);
      const reversed = asCall(other, 'normalCdf') !== undefined || other.key < x.key;
      return reversed ? negate(applied(name, [other], given)) : call(x);
    }
    case 'gammaCdf': {
      if (x.terms.length === 0) return ZERO;
      const inside = asCall(x, 'gammaQuantile');
      if (inside !== undefined && same(inside[1]!, a)) return inside[0]!;
      return same(a, ONE) ? complement(exponential(negate(x), given)) : call(x, a);
    }
    case 'gammaQuantile': {
      if (x.terms.length === 0) return ZERO;
      const inside = asCall(x, 'gammaCdf');
      if (inside !== undefined && same(inside[1]!, a)) return inside[0]!;
      return same(a, ONE) ? negate(logarithm(complement(x), given)) : call(x, a);
    }
    case 'betaCdf':
    case 'betaQuantile': {
      const inverse = name === 'betaCdf' ? 'betaQuantile' : 'betaCdf';
      if (x.terms.length === 0) return ZERO;
      if (same(x, ONE) || (same(a, ONE) && same(b, ONE))) return x;
      if (same(x, HALF) && same(a, b)) return HALF;
      const inside = asCall(x, inverse);
      if (inside !== undefined && same(inside[1]!, a) && same(inside[2]!, b)) return inside[0]!;
      // Oriented by the keys: I_x(a, b) = 1 - I_(1-x)(b, a), and the same for its inverse.
      const other = complement(x);
      const reversed = asCall(other, inverse) !== undefined || (inside === undefined && other.key < x.key);
      return reversed ? complement(applied(name, [other, b, a], given)) : call(x, a, b);
    }
    case 'dilogarithm':
      return x.terms.length === 0 ? ZERO : call(x);
    case 'hypergeometric':
      return x.terms.length === 0 ? ONE : call(x, a);
    case 'gamma':
      return gammaFunction(x, given);
  }
}

/** Gamma(z) shifted so that the constant part of z lies in [0, 1), by Gamma(z+1) = z Gamma(z) where z > 0 is proved. */
function gammaFunction(z: Form, given: Assumptions): Form {
  const value = rationalValue(z);
  const shift = constantPart(z).floor();
  let steps = Number(shift.s * shift.n);
  if (value?.d === 1n) steps -= 1;
  const base = subtract(z, constant(ratio(steps)));
  const lower = steps > 0 ? base : z;
  if (Math.abs(steps) > 40 || (steps !== 0 && !isPositive(lower, given))) return atomForm(callAtom('gamma', [z]));
  const factors = Array.from({ length: Math.abs(steps) }, (_, i) => add(lower, constant(ratio(i))));
  const product = multiply(ONE, ...factors);
  const root = rationalValue(base);
  let gamma = atomForm(callAtom('gamma', [base]));
  if (root?.equals(1) === true) gamma = ONE;
  if (root?.equals(ratio(1, 2)) === true) gamma = atomForm(PI, HALF);
  return steps >= 0 ? multiply(product, gamma) : multiply(power(product, constant(ratio(-1)), given), gamma);
}
