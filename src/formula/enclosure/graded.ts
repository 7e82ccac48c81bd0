/**
 * Behaviour of a quantity towards an end of the half-line: y^grade (c_0 + c_1 y + ... + c_{n-1} y^{n-1} + r y^n) for
 * all y in (0, reach], y = 1/x towards infinity and y = x towards 0; the c_k are (mostly exact) coefficients, r is a
 * range. What cancels exactly in the coefficients, as 1 - x/sqrt(1 + x^2) does, raises the grade: nothing is lost to
 * rounding. What decays faster than every power is y^n r for the largest n in use.
 */
import { evaluate } from './expansion.ts';
import { powerEnd, type UnaryName } from './elementary.ts';
import { EVERYTHING, hull, isZero, minus, ONE, plus, power, size, times, ZERO, type Range } from './range.ts';
import { SeriesStore } from './series.ts';
import { multiplyUp } from './rounding.ts';

/** Coefficients kept, and the power of y that exponentially small quantities are bounded by. */
const TERMS = 12;

export interface Graded {
  readonly grade: number;
  readonly terms: readonly Range[];
  readonly rest: Range;
}

/** Arithmetic for one end: y in (0, reach], reach a power of two at most 1. */
export class GradedArithmetic {
  readonly reach: number;
  private readonly near: Range;
  private readonly count: number;

  /** `count`: coefficients kept; few are enough, and faster, where the coefficients are wide ranges. */
  constructor(reach: number, count = TERMS) {
    this.reach = reach;
    this.near = [0, reach];
    this.count = count;
  }

  constant(value: Range): Graded {
    return { grade: 0, terms: Array.from({ length: this.count }, (_, k) => (k === 0 ? value : ZERO)), rest: ZERO };
  }

  /** y^grade. */
  monomial(grade: number): Graded {
    return { ...this.constant(ONE), grade };
  }

  /** y^grade times something in the range, nothing more known. */
  coarse(grade: number, rest: Range): Graded {
    return { grade, terms: [], rest };
  }

  isZero({ terms, rest }: Graded): boolean {
    return isZero(rest) && terms.every(isZero);
  }

  /** The range of what multiplies y^grade. */
  factor({ terms, rest }: Graded): Range {
    return terms.reduceRight((sum, term) => plus(term, times(this.near, sum)), rest);
  }

  /** The range of the quantity over all of (0, reach]. */
  range(a: Graded): Range {
    return times(this.powerOfY(a.grade), this.factor(a));
  }

  /** {y^grade : 0 < y <= reach}. */
  powerOfY(grade: number): Range {
    if (grade === 0) return ONE;
    return grade > 0 ? [0, powerEnd(this.reach, grade, 1)] : [powerEnd(this.reach, grade, -1), Infinity];
  }

  /** The same with at most n terms. */
  truncated(a: Graded, n: number): Graded {
    if (a.terms.length <= n) return a;
    const rest = a.terms.slice(n).reduceRight((sum, term) => plus(term, times(this.near, sum)), a.rest);
    return { grade: a.grade, terms: a.terms.slice(0, n), rest };
  }

  /** Multiplied and divided by y^by, by whole and positive: the same quantity with a lower grade. */
  private lowered(a: Graded, by: number): Graded {
    const most = this.count;
    const terms = [...Array<Range>(Math.min(by, most)).fill(ZERO), ...a.terms].slice(0, most);
    if (by + a.terms.length <= most) return { grade: a.grade - by, terms, rest: a.rest };
    // What was cut off, from y^most on.
    const skip = Math.max(0, most - by);
    const cut = this.truncated(a, skip).rest;
    const extra = by > most ? times(this.powerOfY(by - most), cut) : cut;
    return { grade: a.grade - by, terms, rest: extra };
  }

  /** Leading coefficients that vanish exactly raise the grade. */
  private stripped(a: Graded): Graded {
    let zeros = 0;
    while (zeros < a.terms.length && isZero(a.terms[zeros]!)) zeros++;
    if (zeros === 0 || this.isZero(a)) return a;
    return { grade: a.grade + zeros, terms: a.terms.slice(zeros), rest: a.rest };
  }

  negate({ grade, terms, rest }: Graded): Graded {
    return { grade, terms: terms.map(minus), rest: minus(rest) };
  }

  add(a: Graded, b: Graded): Graded {
    if (this.isZero(a)) return b;
    if (this.isZero(b)) return a;
    if (b.grade < a.grade) return this.add(b, a);
    const gap = b.grade - a.grade;
    if (!Number.isInteger(gap)) {
      // Whole steps of a remain in front of the gap.
      const kept = this.truncated(a, Math.floor(gap));
      const shift = gap - kept.terms.length;
      return this.stripped({ ...kept, rest: plus(kept.rest, times(this.powerOfY(shift), this.factor(b))) });
    }
    const shifted = this.lowered(b, gap);
    const n = Math.min(a.terms.length, shifted.terms.length);
    const [x, y] = [this.truncated(a, n), this.truncated(shifted, n)];
    return this.stripped({
      grade: a.grade,
      terms: x.terms.map((term, k) => plus(term, y.terms[k]!)),
      rest: plus(x.rest, y.rest),
    });
  }

  multiply(a: Graded, b: Graded): Graded {
    if (this.isZero(a) || this.isZero(b)) return this.constant(ZERO);
    const n = Math.min(a.terms.length, b.terms.length);
    const [x, y] = [this.truncated(a, n), this.truncated(b, n)];
    const terms: Range[] = [];
    for (let k = 0; k < n; k++) {
      let sum = ZERO;
      for (let j = 0; j <= k; j++) sum = plus(sum, times(x.terms[j]!, y.terms[k - j]!));
      terms.push(sum);
    }
    // Products of terms from y^n on, then the remainders.
    let beyond = ZERO;
    for (let k = 2 * n - 2; k >= n; k--) {
      let sum = ZERO;
      for (let j = k - n + 1; j < n; j++) sum = plus(sum, times(x.terms[j]!, y.terms[k - j]!));
      beyond = plus(sum, times(this.near, beyond));
    }
    const plain = this.factor({ ...x, rest: ZERO });
    const rest = plus(beyond, plus(times(x.rest, this.factor(y)), times(plain, y.rest)));
    return this.stripped({ grade: a.grade + b.grade, terms, rest });
  }

  /** a^c; null where the sign does not allow it, or 0 is not kept away from a negative power. */
  power(a: Graded, c: number): Graded | null {
    if (c === 0) return this.constant(ONE);
    if (this.isZero(a)) return c > 0 ? a : null;
    const factor = this.factor(a);
    const grade = a.grade * c;
    if (factor[1] < 0) {
      if (!Number.isInteger(c)) return null;
      const mirrored = this.power(this.negate(a), c);
      return mirrored === null || c % 2 === 0 ? mirrored : this.negate(mirrored);
    }
    if (factor[0] > 0 && a.terms.length > 0 && a.terms[0]![0] > 0) {
      const raised = this.compose({ op: 'power', a: 0, exponent: c }, { ...a, grade: 0 });
      return raised === null ? null : this.stripped({ ...raised, grade: raised.grade + grade });
    }
    if (factor[0] >= 0) return c > 0 || factor[0] > 0 ? this.coarse(grade, power(factor, c)) : null;
    if (!Number.isInteger(c) || c < 0) return null;
    // Both signs, or a remainder around 0.
    const most = powerEnd(size(factor), c, 1);
    return this.coarse(grade, c % 2 === 0 ? [0, most] : [-most, most]);
  }

  /** f(a) for a function f that is analytic around the values of a, whose grade is not negative. */
  apply(name: UnaryName, a: Graded): Graded | null {
    if (!Number.isInteger(a.grade)) return this.apply(name, this.coarse(0, this.range(a)));
    return this.compose({ op: 'function', name, a: 0 }, a.grade === 0 ? a : this.lowered(a, a.grade));
  }

  private compose(
    instruction: { op: 'power'; a: 0; exponent: number } | { op: 'function'; name: UnaryName; a: 0 },
    a: Graded,
  ): Graded | null {
    const n = a.terms.length;
    const around = (values: Range): { at: (k: number) => Range } => {
      const store = new SeriesStore(2, n);
      store.constant(0, values[0], values[1]);
      if (n > 0) store.set(0, 1, 1, 1);
      evaluate(store, 1, instruction, 0, 0, 1);
      store.plain(1);
      return { at: (k) => [store.low(1, k), store.high(1, k)] };
    };
    const whole = this.factor(a);
    const wide = around(whole);
    if (n === 0) return finite(this.coarse(0, wide.at(0)));
    const centre = around(a.terms[0]!);
    const step: Graded = { ...a, terms: [ZERO, ...a.terms.slice(1)] };
    // Horner's scheme in step, whose lowest power is y.
    let sum: Graded = this.coarse(0, wide.at(n));
    for (let k = n - 1; k >= 0; k--) sum = this.addTo(this.multiplyBy(sum, step), centre.at(k));
    return finite(this.stripped(sum));
  }

  /** sum * step, with as many terms as are known: step starts at y. */
  private multiplyBy(sum: Graded, step: Graded): Graded {
    const shifted: Graded = { grade: 0, terms: step.terms.slice(1), rest: step.rest };
    const n = Math.min(sum.terms.length, shifted.terms.length);
    const [x, y] = [this.truncated(sum, n), this.truncated(shifted, n)];
    const terms: Range[] = [ZERO];
    for (let k = 0; k < n; k++) {
      let all = ZERO;
      for (let j = 0; j <= k; j++) all = plus(all, times(x.terms[j]!, y.terms[k - j]!));
      terms.push(all);
    }
    let beyond = ZERO;
    for (let k = 2 * n - 2; k >= n; k--) {
      let all = ZERO;
      for (let j = k - n + 1; j < n; j++) all = plus(all, times(x.terms[j]!, y.terms[k - j]!));
      beyond = plus(all, times(this.near, beyond));
    }
    const plain = this.factor({ ...x, rest: ZERO });
    return { grade: 0, terms, rest: plus(beyond, plus(times(x.rest, this.factor(y)), times(plain, y.rest))) };
  }

  private addTo(sum: Graded, value: Range): Graded {
    return { ...sum, terms: [plus(sum.terms[0]!, value), ...sum.terms.slice(1)] };
  }

  /** A quantity of either kind, with the grade of the smaller, so that its distance from 0 is kept. */
  either(a: Graded, b: Graded): Graded {
    if (this.isZero(a) || this.isZero(b)) {
      const other = this.isZero(a) ? b : a;
      return this.coarse(other.grade, hull(ZERO, this.factor(other)));
    }
    const grade = Math.max(a.grade, b.grade);
    const at = (x: Graded): Range => times(this.powerOfY(x.grade - grade), this.factor(x));
    return this.coarse(grade, hull(at(a), at(b)));
  }

  /**
   * A bound r with e^{-s} <= r y^TERMS, s = y^-decay times at least `least`: e^{-least y^-decay} y^-TERMS grows up to
   * `reach` once least decay reach^-decay >= TERMS. Null if it is not yet that far out.
   */
  exponentiallySmall(least: number, decay: number): Graded | null {
    const at = least * powerEnd(this.reach, -decay, -1) * (1 - 1e-15);
    if (!(least > 0) || !(decay > 0) || !(at * decay * (1 - 1e-15) >= TERMS)) return null;
    const top = multiplyUp(Math.exp(-at) * (1 + 1e-14), powerEnd(this.reach, -TERMS, 1)) + 1e-300;
    return this.coarse(TERMS, [0, top]);
  }

  quotient(a: Graded, b: Graded): Graded | null {
    const inverted = this.power(b, -1);
    return inverted === null ? null : this.multiply(a, inverted);
  }
}

function finite(a: Graded): Graded | null {
  return a.rest[0] === EVERYTHING[0] && a.rest[1] === EVERYTHING[1] ? null : a;
}
