/**
 * What a formula f in one variable x > 0 does towards 0 or towards infinity, proved for all x beyond a point: its size,
 * its slope x f'(x), and its exponent x f'(x)/f(x). Exponents need no size: that of e^u is x u', of a product the sum,
 * of a sum of terms of one sign something between theirs.
 */
import { expUp, rangeOf, RANGE, type UnaryName } from './elementary.ts';
import { GradedArithmetic, type Graded } from './graded.ts';
import { distance, EVERYTHING, hull, log, minus, ONE, plus, times, type Range } from './range.ts';
import { multiplyDown } from './rounding.ts';
import { NOTHING, type Behaviour, type End, type EndBehaviour, type Huge } from './behaviour.ts';
import { BehaviourArithmetic } from './behaviour-arithmetic.ts';
import type { Instruction, Tape } from './tape.ts';

/**
 * The behaviour of one instruction of the tape for x beyond `at`, a power of two (at most 1 at zero, at least 1 at
 * infinity).
 */
export function behaviourAt(tape: Tape, root: number, end: End, at: number): EndBehaviour {
  const arithmetic = new GradedArithmetic(end === 'zero' ? at : 1 / at);
  const x = arithmetic.monomial(end === 'zero' ? 1 : -1);
  const { value, slope, exponent } = behaviourOf(tape, root, arithmetic, () => ({
    value: x,
    huge: null,
    slope: x,
    exponent: arithmetic.constant(ONE),
  }));
  return { exponent: exponent === null ? EVERYTHING : arithmetic.range(exponent), value, slope, arithmetic };
}

/**
 * The behaviour of an instruction from that of the variables. "x times the derivative" may be any derivation, the same
 * for all of them: nothing in the rules asks which.
 */
export function behaviourOf(
  tape: Tape,
  root: number,
  arithmetic: GradedArithmetic,
  variable: (index: number) => Behaviour,
): Behaviour {
  const all: Behaviour[] = [];
  const rules = new Rules(arithmetic, variable, all, nonnegativeIn(tape));
  for (const instruction of tape.instructions) all.push(rules.behaviour(instruction));
  return all[root]!;
}

/**
 * Which instructions are never negative, by what they do: exponentials, sizes, even and fractional powers, and what is
 * made of them.
 */
function nonnegativeIn({ instructions }: Tape): boolean[] {
  const known: boolean[] = [];
  for (const each of instructions) {
    switch (each.op) {
      case 'constant':
        known.push(each.value >= 0);
        break;
      case 'abs':
        known.push(true);
        break;
      case 'power':
        known.push(known[each.a]! || each.exponent % 2 === 0 || !Number.isInteger(each.exponent));
        break;
      case 'function':
        known.push(each.name === 'exp' || each.name === 'cosh');
        break;
      case 'add':
      case 'multiply':
      case 'min':
        known.push(known[each.a]! && known[each.b]!);
        break;
      case 'max':
        known.push(known[each.a]! || known[each.b]!);
        break;
      case 'variable':
      case 'negate':
      case 'sign':
        known.push(false);
    }
  }
  return known;
}

/** Ranges of bounded functions and their derivatives. */
const BOUNDED: Partial<Record<UnaryName, readonly [Range, Range]>> = {
  sin: [
    [-1, 1],
    [-1, 1],
  ],
  cos: [
    [-1, 1],
    [-1, 1],
  ],
  tanh: [
    [-1, 1],
    [0, 1],
  ],
  erf: [
    [-1, 1],
    [0, 1.1283791670955128],
  ],
  atan: [
    [-1.5707963267948968, 1.5707963267948968],
    [0, 1],
  ],
};

class Rules extends BehaviourArithmetic {
  private readonly variable: (index: number) => Behaviour;
  private readonly all: readonly Behaviour[];
  /** Instructions whose values are never negative. */
  private readonly nonnegative: readonly boolean[];

  constructor(
    graded: GradedArithmetic,
    variable: (index: number) => Behaviour,
    all: readonly Behaviour[],
    nonnegative: readonly boolean[],
  ) {
    super(graded);
    this.variable = variable;
    this.all = all;
    this.nonnegative = nonnegative;
  }

  behaviour(instruction: Instruction): Behaviour {
    switch (instruction.op) {
      case 'constant':
        return this.constant([instruction.value, instruction.value]);
      case 'variable':
        return this.variable(instruction.index);
      case 'negate':
        return this.negated(this.all[instruction.a]!);
      case 'abs':
        return this.absolute(this.all[instruction.a]!);
      case 'sign': {
        const sign = this.signOf(this.all[instruction.a]!);
        return sign === null ? NOTHING : this.constant([sign, sign]);
      }
      case 'add':
        return this.sum(
          this.all[instruction.a]!,
          this.all[instruction.b]!,
          this.nonnegative[instruction.a]! && this.nonnegative[instruction.b]!,
        );
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
        // Not yet far enough out for a power of y: at most its value at the end itself.
        return this.completed(
          small(1) ?? graded.coarse(0, [0, expUp(-multiplyDown(least, graded.powerOfY(at.grade)[0]))]),
          null,
          u.slope,
        );
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
      case 'tanh': {
        const error = this.twice(small(2));
        return error === null ? this.bounded(name, u) : this.near([sign, sign], error, u.slope, sign, 2);
      }
      case 'erf': {
        // 1 - erf u <= e^{-u^2} <= e^{-|u|} for |u| >= 1.
        const error = least * graded.powerOfY(at.grade)[0] >= 1 ? small(1) : null;
        return error === null ? this.bounded(name, u) : this.near([sign, sign], error, u.slope, sign, 2);
      }
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

  /** What stays bounded whatever its argument, and its derivative with it. */
  private bounded(name: UnaryName, u: Behaviour): Behaviour {
    const { graded } = this;
    // The exponent of e^u is x u', whatever is known of u.
    if (name === 'exp') return { ...NOTHING, exponent: u.slope };
    const ranges = BOUNDED[name];
    if (ranges === undefined) return NOTHING;
    const [value, slope] = ranges.map((range) => graded.coarse(0, range)) as [Graded, Graded];
    return this.completed(value, u.slope === null ? null : graded.multiply(u.slope, slope), null);
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
