/**
 * Signs of expressions over a domain, from ranges: each operation is applied to the ranges of its parts. Where a
 * variable occurs several times the range of the whole is too wide; then a variable in which the expression is monotone
 * is moved to the end of its domain, and the rest is tried again.
 */
import { differentiate, plain, substitute, variablesOf, type Condition } from './calculus.ts';
import { constant, minusOf, power, product, showTerm, sum, type Term } from './language.ts';
import {
  ALL,
  callRange,
  closed,
  expRange,
  isNotNegativeRange,
  isPositiveRange,
  logRange,
  open,
  productRange,
  sumRange,
  wholePower,
  type Domain,
  type Range,
} from './range.ts';
import { compare, isWhole, minus, ZERO } from './rational.ts';
import { constantValue, simplify } from './simplify.ts';
import { Malformed, OutOfReach } from './verdicts.ts';

/** What is known of one domain. */
export class Signs {
  private readonly ranges = new Map<Term, Range>();
  private readonly proved = new Map<string, boolean>();
  readonly domain: Domain;

  constructor(domain: Domain) {
    this.domain = domain;
  }

  /** Whether a condition is proved on the whole domain. */
  holds({ must, of }: Condition): boolean {
    switch (must) {
      case 'positive':
        return this.positive(of);
      case 'not negative':
        return this.notNegative(of);
      case 'not zero':
        return this.notZero(of);
      case 'a power': {
        if (of.is !== 'power') throw new Malformed('a condition on no power');
        return this.positive(of.base) || (this.notNegative(of.base) && this.positive(of.exponent));
      }
    }
  }

  notZero(x: Term): boolean {
    if (x.is === 'product') return x.of.every((y) => this.notZero(y));
    if (x.is === 'power' && this.notZero(x.base)) return true;
    return this.positive(x) || this.positive(minusOf(x));
  }

  positive(x: Term, depth = 0): boolean {
    return this.prove(x, true, depth);
  }

  notNegative(x: Term, depth = 0): boolean {
    return this.prove(x, false, depth);
  }

  private prove(x: Term, strict: boolean, depth: number): boolean {
    if (depth > 4) return false;
    const key = `${strict} ${showTerm(x)}`;
    const before = this.proved.get(key);
    if (before !== undefined) return before;
    // Unproved while it is being worked on, which stops circles.
    this.proved.set(key, false);
    const result = this.attempt(x, strict, depth);
    if (result || depth === 0) this.proved.set(key, result);
    else this.proved.delete(key);
    return result;
  }

  private attempt(x: Term, strict: boolean, depth: number): boolean {
    const enough = (y: Term): boolean => {
      const range = this.range(y);
      return isPositiveRange(range) || (!strict && isNotNegativeRange(range));
    };
    if (enough(x)) return true;
    if (x.is === 'product' && x.of.length > 1 && x.of.every((y) => this.prove(y, strict, depth + 1))) return true;
    if (x.is === 'power' && this.prove(x.base, true, depth + 1)) return true;
    const simple = simplify(x);
    if (enough(simple)) return true;
    if (simple.is === 'product' && simple.of.every((y) => this.prove(y, strict, depth + 1))) return true;
    const cleared = this.withoutDenominator(simple, depth);
    if (cleared !== undefined && this.prove(cleared, strict, depth + 1)) return true;
    return this.byMonotonicity(simple, strict, depth);
  }

  /** A sum times the largest power of a positive sum in its denominators. */
  private withoutDenominator(x: Term, depth: number): Term | undefined {
    if (x.is !== 'sum') return undefined;
    const factorsOf = (y: Term): readonly Term[] => (y.is === 'product' ? y.of : [y]);
    const powers = x.of.flatMap(factorsOf).filter((y) => y.is === 'power');
    for (const { base, exponent } of powers) {
      if (base.is !== 'sum' || exponent.is !== 'number' || exponent.value.n >= 0n) continue;
      if (!this.prove(base, true, depth + 1)) continue;
      const name = showTerm(base);
      const least = powers
        .filter((y) => showTerm(y.base) === name && y.exponent.is === 'number')
        .map((y) => (y.exponent.is === 'number' ? y.exponent.value : ZERO))
        .reduce((a, b) => (compare(b, a) < 0 ? b : a));
      const cleared = x.of.map((term) => {
        const own = factorsOf(term).find((y) => y.is === 'power' && showTerm(y.base) === name);
        const rest = factorsOf(term).filter((y) => y !== own);
        const has = own?.is === 'power' && own.exponent.is === 'number' ? own.exponent.value : ZERO;
        return product(...rest, power(base, constant(minus(has, least))));
      });
      return simplify(sum(...cleared));
    }
    return undefined;
  }

  /** f >= f(end) where f rises from that end of one variable (f > f(end) when strictly and the end is not attained). */
  private byMonotonicity(f: Term, strict: boolean, depth: number): boolean {
    for (const name of variablesOf(f)) {
      const range = this.domain.get(name);
      if (range === undefined) continue;
      for (const [end, inward] of [
        [range.lo, 1],
        [range.hi, -1],
      ] as const) {
        if (end.at === undefined) continue;
        try {
          const slope = simplify(differentiate(f, name));
          const towards = inward === 1 ? slope : simplify(minusOf(slope));
          if (!this.notNegative(towards, depth + 1)) continue;
          const atEnd = substitute(f, name, constant(end.at));
          // f must be continuous up to the end: every operation in it has a value there.
          if (!plain(atEnd).conditions.every((condition) => this.holds(condition))) continue;
          if (this.prove(simplify(atEnd), strict, depth + 1)) return true;
          const leaves = strict && !end.attained && this.positive(towards, depth + 1);
          if (leaves && this.notNegative(simplify(atEnd), depth + 1)) return true;
        } catch (error) {
          if (!(error instanceof OutOfReach)) throw error;
        }
      }
    }
    return false;
  }

  /** A range that contains every value on the domain. */
  range(x: Term): Range {
    const before = this.ranges.get(x) ?? this.compute(x);
    this.ranges.set(x, before);
    return before;
  }

  private compute(x: Term): Range {
    switch (x.is) {
      case 'number':
        return { lo: closed(x.value), hi: closed(x.value) };
      case 'pi':
        return { lo: open(3n), hi: open(4n) };
      case 'variable': {
        const range = this.domain.get(x.name);
        if (range === undefined) throw new Malformed(`the variable ${x.name} has no declared domain`);
        return range;
      }
      case 'sum':
        return x.of.map((y) => this.range(y)).reduce(sumRange, { lo: closed(0n), hi: closed(0n) });
      case 'product':
        return x.of.map((y) => this.range(y)).reduce(productRange, { lo: closed(1n), hi: closed(1n) });
      case 'power':
        return this.powerRange(x);
      case 'call':
        return callRange(
          x,
          x.args.map((y) => this.range(y)),
        );
      case 'derivative':
      case 'substitution':
        throw new Malformed(`${showTerm(x)} was not carried out`);
    }
  }

  private powerRange({ base, exponent }: Extract<Term, { is: 'power' }>): Range {
    const b = this.range(base);
    const n = constantValue(exponent);
    if (n !== undefined && isWhole(n)) {
      if (n.n > 40n || n.n < -40n) return isPositiveRange(b) ? { lo: open(0n), hi: open() } : ALL;
      return wholePower(b, n.n);
    }
    if (!isNotNegativeRange(b)) return ALL;
    const e = this.range(exponent);
    if (isPositiveRange(b)) return expRange(productRange(e, logRange(b)));
    if (!isPositiveRange(e)) return ALL;
    // The base may be 0, and 0 to a positive power is 0.
    if (b.hi.at?.n === 0n) return { lo: closed(0n), hi: closed(0n) };
    const positive: Range = { lo: open(0n), hi: b.hi };
    return { lo: closed(0n), hi: expRange(productRange(e, logRange(positive))).hi };
  }
}

/** The condition in words. */
export const showCondition = ({ must, of }: Condition): string =>
  `${showTerm(of)} is ${must === 'a power' ? 'a power with a value' : must}`;
