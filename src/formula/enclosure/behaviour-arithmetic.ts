/** Sums, products, powers and extremes of quantities known by their behaviour towards an end. */
import { NOTHING, type Behaviour, type Huge } from './behaviour.ts';
import type { Graded, GradedArithmetic } from './graded.ts';
import { hull, inverse, isZero, minus, ONE, plus, times, ZERO, type Range } from './range.ts';

export class BehaviourArithmetic {
  protected readonly graded: GradedArithmetic;

  constructor(graded: GradedArithmetic) {
    this.graded = graded;
  }

  protected constant(value: Range): Behaviour {
    const zero = this.graded.constant(ZERO);
    return { value: this.graded.constant(value), huge: null, slope: zero, exponent: isZero(value) ? null : zero };
  }

  /** Fills in the slope from the exponent or the exponent from the slope. */
  protected completed(value: Graded | null, slope: Graded | null, exponent: Graded | null): Behaviour {
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
  protected signOf({ value, huge }: Behaviour): 1 | -1 | 0 | null {
    if (huge !== null) return huge.sign;
    if (value === null) return null;
    if (this.graded.isZero(value)) return 0;
    const factor = this.graded.factor(value);
    return factor[0] > 0 ? 1 : factor[1] < 0 ? -1 : null;
  }

  protected negated({ value, huge, slope, exponent }: Behaviour): Behaviour {
    const { graded } = this;
    return {
      value: value === null ? null : graded.negate(value),
      huge: huge === null ? null : { ...huge, sign: huge.sign > 0 ? -1 : 1 },
      slope: slope === null ? null : graded.negate(slope),
      exponent,
    };
  }

  protected absolute(u: Behaviour): Behaviour {
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

  /**
   * `nonnegative`: both terms are known to be, whatever else is known of them; the exponent is then a mean of theirs.
   */
  protected sum(a: Behaviour, b: Behaviour, nonnegative = false): Behaviour {
    const { graded } = this;
    if (a.huge !== null || b.huge !== null) return this.sumWithHuge(a, b);
    if (a.value === null || b.value === null) {
      if (!nonnegative || a.exponent === null || b.exponent === null) return NOTHING;
      return { ...NOTHING, exponent: graded.either(a.exponent, b.exponent) };
    }
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

  protected sumWithHuge(a: Behaviour, b: Behaviour): Behaviour {
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
   * Of h + v, h huge: x h'/h times h/(h + v), and x v' over h + v; `share` holds |v/h| up to sign, and |1/(h + v)| is
   * at most `twice`.
   */
  protected exponentWithHuge(big: Behaviour, other: Behaviour, share: Range, twice: Graded): Graded | null {
    const { graded } = this;
    if (big.exponent === null || other.slope === null) return null;
    const rest = graded.coarse(0, inverse(plus(ONE, hull(share, minus(share)))));
    const added = graded.multiply(other.slope, this.atMost(twice, big.huge!.sign));
    return graded.add(graded.multiply(big.exponent, rest), added);
  }

  protected product(a: Behaviour, b: Behaviour): Behaviour {
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

  protected hugeProduct(a: Behaviour, b: Behaviour): Huge | null {
    const { graded } = this;
    const [big, other] = a.huge !== null ? [a, b] : [b, a];
    const sign = this.signOf(other);
    if (sign === null || sign === 0) return null;
    const inverse = other.huge !== null ? other.huge.small : graded.power(this.absolute(other).value!, -1);
    if (inverse === null) return null;
    return { sign: sign === big.huge!.sign ? 1 : -1, small: graded.multiply(big.huge!.small, inverse) };
  }

  protected extreme(a: Behaviour, b: Behaviour, op: 'min' | 'max'): Behaviour {
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
  protected widest(a: Graded, b: Graded): Graded {
    const { graded } = this;
    const grade = Math.min(a.grade, b.grade);
    const at = (x: Graded): Range => times(graded.powerOfY(x.grade - grade), graded.factor(x));
    return graded.coarse(grade, hull(at(a), at(b)));
  }

  protected power(u: Behaviour, c: number): Behaviour {
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
    // c - 1 is exact for c > 1.
    const known = Number.isInteger(c) || (c > 1 && graded.factor(u.value)[0] >= 0);
    const slope =
      lower === null || u.slope === null || !known
        ? null
        : graded.multiply(graded.multiply(lower, graded.constant([c, c])), u.slope);
    return this.completed(value, slope, null);
  }

  /** Something between 0 and `factor` times a > 0. */
  protected atMost(a: Graded, factor: number): Graded {
    return this.graded.coarse(a.grade, times(hull(ZERO, [factor, factor]), this.graded.factor(a)));
  }
}
