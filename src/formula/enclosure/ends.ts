/**
 * What a formula f in one variable x > 0 does towards 0 or towards infinity, proved for all x beyond a point: its size, its slope
 * x f'(x), and its exponent x f'(x)/f(x). Exponents need no size: that of e^u is x u', of a product the sum, of a sum of terms of one sign
 * something between theirs.
 */
import { rangeOf, RANGE } from './elementary.ts';
import type { UnaryName } from './elementary.ts';
import { GradedArithmetic, type Graded } from './graded.ts';
import { distance, EVERYTHING, hull, inverse, isZero, log, minus, ONE, plus, times, ZERO } from './range.ts';
import type { Range } from './range.ts';
import { NOTHING } from './behaviour.ts';
import type { Behaviour, End, EndBehaviour, Huge } from './behaviour.ts';
import type { Instruction, Tape } from './tape.ts';

/** The behaviour of one instruction of the tape for x beyond `at`, a power of two (at most 1 at zero, at least 1 at infinity). */
export function behaviourAt(tape: Tape, root: number, end: End, at: number): EndBehaviour {
  const arithmetic = new GradedArithmetic(end === 'zero' ? at : 1 / at);
  const all: Behaviour[] = [];
  const rules = new Rules(arithmetic, end, all);
  for (const instruction of tape.instructions) all.push(rules.behaviour(instruction));
  const { value, slope, exponent } = all[root]!;
  return { exponent: exponent === null ? EVERYTHING : arithmetic.range(exponent), value, slope, arithmetic };
}

class Rules {
  private readonly graded: GradedArithmetic;
  private readonly end: End;
  private readonly all: readonly Behaviour[];

  constructor(graded: GradedArithmetic, end: End, all: readonly Behaviour[]) {
    this.graded = graded;
    this.end = end;
    this.all = all;
  }

  behaviour(instruction: Instruction): Behaviour {
    const { graded } = this;
    switch (instruction.op) {
      case 'constant':
        return this.constant([instruction.value, instruction.value]);
      case 'variable': {
        const x = graded.monomial(this.end === 'zero' ? 1 : -1);
        return { value: x, huge: null, slope: x, exponent: graded.constant(ONE) };
      }
      case 'negate':
        return this.negated(this.all[instruction.a]!);
      case 'abs':
        return this.absolute(this.all[instruction.a]!);
      case 'sign': {
        const sign = this.signOf(this.all[instruction.a]!);
        return sign === null ? NOTHING : this.constant([sign, sign]);
      }
      case 'add':
        return this.sum(this.all[instruction.a]!, this.all[instruction.b]!);
      case 'multiply':
        return this.product(this.all[instruction.a]!, this.all[instruction.b]!);
      case 'min':
      case 'max':
        return this.extreme(this.all[instruction.a]!, this.all[instruction.b]!, instruction.op);
      case 'power':
        return this.power(this.all[instruction.a]!, instruction.exponent);
      case 'function':
        return this.apply(instruction.name, this.all[instruction.a]!);
    }
  }

  private constant(value: Range): Behaviour {
    const zero = this.graded.constant(ZERO);
    return { value: this.graded.constant(value), huge: null, slope: zero, exponent: isZero(value) ? null : zero };
  }

  /** Fills in the slope from the exponent or the exponent from the slope. */
  private completed(value: Graded | null, slope: Graded | null, exponent: Graded | null): Behaviour {
    const { graded } = this;
    if (value === null) return { ...NOTHING, exponent };
    const known = exponent ?? (slope === null ? null : graded.quotient(slope, value));
    return {
      value,
      huge: null,
      slope: slope ?? (known === null ? null : graded.multiply(value, known)),
      exponent: known,
    };
  }

  /** 1, -1 or 0 for all x beyond; null if it may change. */
  private signOf({ value, huge }: Behaviour): 1 | -1 | 0 | null {
    if (huge !== null) return huge.sign;
    if (value === null) return null;
    if (this.graded.isZero(value)) return 0;
    const factor = this.graded.factor(value);
    return factor[0] > 0 ? 1 : factor[1] < 0 ? -1 : null;
  }

  private negated({ value, huge, slope, exponent }: Behaviour): Behaviour {
    const { graded } = this;
    return {
      value: value === null ? null : graded.negate(value),
      huge: huge === null ? null : { ...huge, sign: huge.sign > 0 ? -1 : 1 },
      slope: slope === null ? null : graded.negate(slope),
      exponent,
    };
  }

  private absolute(u: Behaviour): Behaviour {
    const sign = this.signOf(u);
    if (sign === 1 || sign === 0) return u;
    if (sign === -1) return this.negated(u);
    if (u.value === null) return NOTHING;
    const { graded } = this;
    const size = (a: Graded): Graded => {
      const [low, high] = graded.factor(a);
      return graded.coarse(a.grade, [0, Math.max(-low, high)]);
    };
    const slope = u.slope === null ? null : size(u.slope);
    return {
      value: size(u.value),
      huge: null,
      slope: slope === null ? null : graded.coarse(slope.grade, [-slope.rest[1], slope.rest[1]]),
      exponent: u.exponent,
    };
  }

  private sum(a: Behaviour, b: Behaviour): Behaviour {
    const { graded } = this;
    if (a.huge !== null || b.huge !== null) return this.sumWithHuge(a, b);
    if (a.value === null || b.value === null) return NOTHING;
    if (graded.isZero(a.value)) return b;
    if (graded.isZero(b.value)) return a;
    const value = graded.add(a.value, b.value);
    const slope = a.slope === null || b.slope === null ? null : graded.add(a.slope, b.slope);
    const quotient = slope === null ? null : graded.quotient(slope, value);
    if (quotient !== null) return { value, huge: null, slope, exponent: quotient };
    // Terms of one sign: the exponent is a mean of theirs.
    const weakly = (x: Graded, sign: 1 | -1): boolean => {
      const [low, high] = graded.factor(x);
      return sign > 0 ? low >= 0 : high <= 0;
    };
    const one = ([1, -1] as const).some((sign) => weakly(a.value!, sign) && weakly(b.value!, sign));
    const exponent = one && a.exponent !== null && b.exponent !== null ? graded.either(a.exponent, b.exponent) : null;
    return this.completed(value, slope, exponent);
  }

  private sumWithHuge(a: Behaviour, b: Behaviour): Behaviour {
    const { graded } = this;
    const [big, other] = a.huge !== null ? [a, b] : [b, a];
    const { sign, small } = big.huge!;
    if (other.huge !== null) {
      if (other.huge.sign !== sign) return NOTHING;
      const exponent = a.exponent !== null && b.exponent !== null ? graded.either(a.exponent, b.exponent) : null;
      return { ...NOTHING, huge: big.huge, exponent };
    }
    if (other.value === null) return NOTHING;
    // At least half of the huge term remains.
    const share = graded.range(graded.multiply(small, other.value));
    if (!(Math.max(-share[0], share[1]) <= 0.5)) return NOTHING;
    const twice = graded.multiply(small, graded.constant([2, 2]));
    return { ...NOTHING, huge: { sign, small: twice }, exponent: this.exponentWithHuge(big, other, share, twice) };
  }

  /**
   * Of h + v, h huge: x h'/h times h/(h + v), and x v' over h + v; `share` holds |v/h| up to sign, and |1/(h + v)| is at most `twice`.
   */
  private exponentWithHuge(big: Behaviour, other: Behaviour, share: Range, twice: Graded): Graded | null {
    const { graded } = this;
    if (big.exponent === null || other.slope === null) return null;
    const rest = graded.coarse(0, inverse(plus(ONE, hull(share, minus(share)))));
    const added = graded.multiply(other.slope, this.atMost(twice, big.huge!.sign));
    return graded.add(graded.multiply(big.exponent, rest), added);
  }

  private product(a: Behaviour, b: Behaviour): Behaviour {
    const { graded } = this;
    const exponent = a.exponent === null || b.exponent === null ? null : graded.add(a.exponent, b.exponent);
    if (a.huge !== null || b.huge !== null) return { ...NOTHING, huge: this.hugeProduct(a, b), exponent };
    if (a.value === null || b.value === null) return { ...NOTHING, exponent };
    const value = graded.multiply(a.value, b.value);
    const slope =
      a.slope === null || b.slope === null
        ? null
        : graded.add(graded.multiply(a.slope, b.value), graded.multiply(a.value, b.slope));
    return this.completed(value, slope, exponent);
  }

  private hugeProduct(a: Behaviour, b: Behaviour): Huge | null {
    const { graded } = this;
    const [big, other] = a.huge !== null ? [a, b] : [b, a];
    const sign = this.signOf(other);
    if (sign === null || sign === 0) return null;
    const inverse = other.huge !== null ? other.huge.small : graded.power(this.absolute(other).value!, -1);
    if (inverse === null) return null;
    return { sign: sign === big.huge!.sign ? 1 : -1, small: graded.multiply(big.huge!.small, inverse) };
  }

  private extreme(a: Behaviour, b: Behaviour, op: 'min' | 'max'): Behaviour {
    const difference = this.sum(a, this.negated(b));
    let sign = this.signOf(difference);
    if (sign === null && difference.value !== null) {
      const [low, high] = this.graded.factor(difference.value);
      sign = low >= 0 ? 1 : high <= 0 ? -1 : null;
    }
    if (sign !== null) return sign >= 0 === (op === 'max') ? a : b;
    if (a.value === null || b.value === null) return NOTHING;
    const { graded } = this;
    const slope = a.slope === null || b.slope === null ? null : this.widest(a.slope, b.slope);
    const exponent = a.exponent === null || b.exponent === null ? null : graded.either(a.exponent, b.exponent);
    return this.completed(this.widest(a.value, b.value), slope, exponent);
  }

  /** Either, by the larger of the two. */
  private widest(a: Graded, b: Graded): Graded {
    const { graded } = this;
    const grade = Math.min(a.grade, b.grade);
    const at = (x: Graded): Range => times(graded.powerOfY(x.grade - grade), graded.factor(x));
    return graded.coarse(grade, hull(at(a), at(b)));
  }

  private power(u: Behaviour, c: number): Behaviour {
    const { graded } = this;
    const exponent = u.exponent === null ? null : graded.multiply(u.exponent, graded.constant([c, c]));
    if (u.huge !== null) {
      if (u.huge.sign < 0 && !Number.isInteger(c)) return NOTHING;
      const small = graded.power(u.huge.small, Math.abs(c));
      if (small === null) return NOTHING;
      const sign = u.huge.sign > 0 || c % 2 === 0 ? 1 : -1;
      if (c > 0) return { ...NOTHING, huge: { sign, small }, exponent };
      return this.completed(sign > 0 ? small : graded.negate(small), null, exponent);
    }
    if (u.value === null) return { ...NOTHING, exponent };
    const value = graded.power(u.value, c);
    if (exponent !== null || value === null) return this.completed(value, null, exponent);
    const lower = graded.power(u.value, c - 1);
    const slope =
      lower === null || u.slope === null || !Number.isInteger(c)
        ? null
        : graded.multiply(graded.multiply(lower, graded.constant([c, c])), u.slope);
    return this.completed(value, slope, null);
  }

  private apply(name: UnaryName, u: Behaviour): Behaviour {
    if (u.huge !== null) return this.ofHuge(name, u, u.huge);
    if (u.value === null) return name === 'exp' ? { ...NOTHING, exponent: u.slope } : NOTHING;
    if (name === 'log') return this.logarithm(u, u.value);
    if (u.value.grade < 0) {
      const sign = this.signOf(u);
      return sign === null || sign === 0 ? this.bounded(name, u) : this.ofLarge(name, u, u.value, sign);
    }
    return this.ofBounded(name, u, u.value);
  }

  /** f(u), u bounded. */
  private ofBounded(name: UnaryName, u: Behaviour, at: Graded): Behaviour {
    const { graded } = this;
    const by = (other: UnaryName): Graded | null => graded.apply(other, at);
    const value = this.preciselyApplied(name, at);
    if (value === null) return name === 'exp' ? { ...NOTHING, exponent: u.slope } : NOTHING;
    const times = (factor: Graded | null): Graded | null =>
      factor === null || u.slope === null ? null : graded.multiply(factor, u.slope);
    const one = graded.constant(ONE);
    const square = graded.multiply(at, at);
    switch (name) {
      case 'exp':
        return this.completed(value, times(value), u.slope);
      case 'expm1':
        return this.completed(value, times(by('exp')), null);
      case 'log':
      case 'log1p':
        return this.completed(value, times(graded.power(graded.add(one, at), -1)), null);
      case 'sin':
        return this.completed(value, times(by('cos')), null);
      case 'cos': {
        const sine = this.preciselyApplied('sin', at);
        return this.completed(value, times(sine === null ? null : graded.negate(sine)), null);
      }
      case 'tan':
        return this.completed(value, times(graded.add(one, graded.multiply(value, value))), null);
      case 'atan':
        return this.completed(value, times(graded.power(graded.add(one, square), -1)), null);
      case 'sinh':
        return this.completed(value, times(by('cosh')), null);
      case 'cosh':
        return this.completed(value, times(this.preciselyApplied('sinh', at)), null);
      case 'tanh':
        return this.completed(value, times(graded.add(one, graded.negate(graded.multiply(value, value)))), null);
      case 'erf': {
        const gauss = graded.apply('exp', graded.negate(square));
        const factor =
          gauss === null ? null : graded.multiply(gauss, graded.constant([1.1283791670955125, 1.1283791670955128]));
        return this.completed(value, times(factor), null);
      }
    }
  }

  /** f(u); where u has a fractional grade and f(0) = 0, f(u) = u times the range of f(u)/u keeps it. */
  private preciselyApplied(name: UnaryName, at: Graded): Graded | null {
    const { graded } = this;
    if (Number.isInteger(at.grade) && at.terms.length > 0) return graded.apply(name, at);
    const [low, high] = graded.range(at);
    const odd = ['sin', 'atan', 'sinh', 'tanh', 'erf', 'tan', 'expm1', 'log1p'].includes(name);
    const far = Math.max(-low, high);
    if (!odd || at.grade === 0 || !(far < 0.5)) return graded.apply(name, at);
    // f(u)/u is monotone in |u| (in u for expm1 and log1p) and f'(0) at 0.
    const slope = name === 'erf' ? 1.1283791670955126 : 1;
    const quotient = (v: number): Range => {
      rangeOf(name, v, v);
      return v === 0 ? [slope, slope] : [RANGE[0]! / v, RANGE[1]! / v];
    };
    const all = hull(hull(quotient(low), quotient(high)), quotient(0));
    return graded.multiply(at, graded.coarse(0, [all[0] * (1 - 1e-14), all[1] * (1 + 1e-14)]));
  }

  /** f(u), |u| growing like a power at least. */
  private ofLarge(name: UnaryName, u: Behaviour, at: Graded, sign: 1 | -1): Behaviour {
    const { graded } = this;
    const least = distance(graded.factor(at));
    const decay = -at.grade;
    /** At least e^{-c |u|}. */
    const small = (c: number): Graded | null => graded.exponentiallySmall(c * least, decay);
    const huge = (small: Graded | null, signOf: 1 | -1, exponent: Graded | null): Behaviour =>
      small === null ? { ...NOTHING, exponent } : { ...NOTHING, huge: { sign: signOf, small }, exponent };
    const inverse = graded.power(at, -1);
    switch (name) {
      case 'exp':
        if (sign > 0) return huge(small(1), 1, u.slope);
        return this.completed(small(1), null, u.slope);
      case 'expm1':
        if (sign > 0) return huge(this.twice(small(1)), 1, null);
        return this.near([-1, -1], small(1), u.slope);
      case 'cosh':
      case 'sinh': {
        const signOf = name === 'cosh' ? 1 : sign;
        // sinh'/sinh = coth, cosh'/cosh = tanh: both within [tanh, coth] of the least |u|.
        const ratio: Range = tanhRange(least, sign, name === 'sinh');
        const exponent = u.slope === null ? null : graded.multiply(u.slope, graded.coarse(0, ratio));
        return huge(this.twice(this.twice(small(1))), signOf, exponent);
      }
      case 'tanh':
        return this.near([sign, sign], this.twice(small(2)), u.slope, sign, 2);
      case 'erf':
        // 1 - erf u <= e^{-u^2} <= e^{-|u|} for |u| >= 1.
        if (!(least * graded.powerOfY(at.grade)[0] >= 1)) return NOTHING;
        return this.near([sign, sign], small(1), u.slope, sign, 2);
      case 'atan': {
        if (inverse === null) return NOTHING;
        // +-pi/2 - atan(1/u).
        const rest = this.preciselyApplied('atan', inverse);
        if (rest === null) return NOTHING;
        const half: Range = [1.5707963267948966, 1.5707963267948968];
        const value = graded.add(graded.constant(sign > 0 ? half : minus(half)), graded.negate(rest));
        const denominator = graded.power(graded.add(graded.constant(ONE), graded.multiply(inverse, inverse)), -1);
        const slope =
          u.slope === null || denominator === null
            ? null
            : graded.multiply(graded.multiply(u.slope, graded.multiply(inverse, inverse)), denominator);
        return this.completed(value, slope, null);
      }
      case 'log1p': {
        const shifted = this.sum(u, this.constant(ONE));
        return shifted.value === null ? NOTHING : this.logarithm(shifted, shifted.value);
      }
      case 'log':
      case 'sin':
      case 'cos':
      case 'tan':
        return this.bounded(name, u);
    }
  }

  /** What stays within [-1, 1] whatever its argument. */
  private bounded(name: UnaryName, u: Behaviour): Behaviour {
    const { graded } = this;
    // The exponent of e^u is x u', whatever is known of u.
    if (name === 'exp') return { ...NOTHING, exponent: u.slope };
    if (name !== 'sin' && name !== 'cos') return NOTHING;
    const whole = graded.coarse(0, [-1, 1]);
    return this.completed(whole, u.slope === null ? null : graded.multiply(u.slope, whole), null);
  }

  /** value + something of size at most `error` and, for sign, towards 0; its slope is at most `factor` error |x u'|. */
  private near(value: Range, error: Graded | null, slope: Graded | null, sign: 1 | -1 | 0 = 0, factor = 1): Behaviour {
    const { graded } = this;
    if (error === null) return NOTHING;
    const [, top] = graded.factor(error);
    const around = graded.coarse(error.grade, sign === 1 ? [-top, 0] : sign === -1 ? [0, top] : [0, top]);
    const slopes = slope === null ? null : graded.multiply(slope, graded.coarse(error.grade, [0, factor * top]));
    return this.completed(graded.add(graded.constant(value), around), slopes, null);
  }

  /** Something between 0 and `factor` times a > 0. */
  private atMost(a: Graded, factor: number): Graded {
    return this.graded.coarse(a.grade, times(hull(ZERO, [factor, factor]), this.graded.factor(a)));
  }

  private twice(a: Graded | null): Graded | null {
    return a === null ? null : this.graded.multiply(a, this.graded.constant([2, 2]));
  }

  private logarithm(u: Behaviour, at: Graded): Behaviour {
    const { graded } = this;
    if (this.signOf(u) !== 1) return NOTHING;
    if (at.grade === 0) {
      const value = graded.apply('log', at);
      return value === null ? NOTHING : this.completed(value, u.exponent, null);
    }
    const rest = plus(
      times([at.grade, at.grade], log(graded.reach === 1 ? ONE : [graded.reach, graded.reach])),
      log(graded.factor(at)),
    );
    const value = graded.coarse(0, at.grade < 0 ? [rest[0], Infinity] : [-Infinity, rest[1]]);
    return this.completed(value, u.exponent, null);
  }

  /** f(u) for u beyond every power. */
  private ofHuge(name: UnaryName, u: Behaviour, { sign, small }: Huge): Behaviour {
    const { graded } = this;
    switch (name) {
      case 'exp':
        // e^-h <= 1/h.
        if (sign > 0) return { ...NOTHING, huge: { sign: 1, small } };
        // Its slope is -e^-h h times the exponent of h, and e^-h h <= 4/h.
        return this.completed(
          small,
          u.exponent === null ? null : graded.multiply(this.atMost(small, 4), graded.negate(u.exponent)),
          null,
        );
      case 'log': {
        if (sign < 0) return NOTHING;
        const least = -log(graded.range(small))[1];
        return this.completed(graded.coarse(0, [least, Infinity]), u.exponent, null);
      }
      case 'tanh':
      case 'erf':
        return this.near([sign, sign], small, null, sign);
      case 'atan':
        return this.near(
          sign > 0 ? [1.5707963267948966, 1.5707963267948968] : [-1.5707963267948968, -1.5707963267948966],
          small,
          null,
          sign,
        );
      case 'sin':
      case 'cos':
        return this.bounded(name, u);
      case 'expm1':
      case 'log1p':
      case 'tan':
      case 'sinh':
      case 'cosh':
        return NOTHING;
    }
  }
}

/** [tanh, 1] or [1, coth] of |u| >= least, with the sign of u. */
function tanhRange(least: number, sign: 1 | -1, inverse: boolean): Range {
  const t = Math.tanh(least) * (1 - 1e-14);
  const range: Range = inverse ? [1, 1 / t] : [t, 1];
  return sign > 0 ? range : minus(range);
}
