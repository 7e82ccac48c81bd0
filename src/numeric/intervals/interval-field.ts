/**
 * Outward-rounded intervals on MPFR: field operations, sets and order. Every operation returns an interval that
 * contains every value of the function on the arguments; what is trusted is MPFR's correct rounding.
 */
import { EnclosureError } from './enclosure-error.ts';
import { Ends, type BinaryOperation, type Exact, type UnaryOperation } from './ends.ts';
import { ROUND_DOWN, ROUND_NEAREST, ROUND_UP, signOf, type BigFloat, type Mpfr, type Register } from './mpfr.ts';

/** Closed interval with MPFR ends (which may be infinite). Immutable; belongs to the arithmetic that made it. */
export class Interval {
  readonly arithmetic: IntervalField;
  readonly low: BigFloat;
  readonly high: BigFloat;

  constructor(arithmetic: IntervalField, low: BigFloat, high: BigFloat) {
    this.arithmetic = arithmetic;
    this.low = low;
    this.high = high;
  }

  /** The lower end rounded down to a double. */
  lower(): number {
    return this.arithmetic.ends.toDouble(this.low, ROUND_DOWN);
  }

  /** The upper end rounded up to a double. */
  upper(): number {
    return this.arithmetic.ends.toDouble(this.high, ROUND_UP);
  }

  /** "[lower, upper]" in decimal, the ends rounded outward to 20 digits. */
  toString(): string {
    return `[${this.arithmetic.ends.toDecimal(this.low, ROUND_DOWN)}, ${this.arithmetic.ends.toDecimal(this.high, ROUND_UP)}]`;
  }
}

/** Arithmetic of intervals at one precision; see IntervalArithmetic for the whole of it. */
export abstract class IntervalField {
  readonly mpfr: Mpfr;
  /** Bits of the ends of every result. */
  readonly precision: number;
  /** Directed-rounding operations on single ends. */
  readonly ends: Ends;
  private readonly constants = new Map<string, Interval>();

  constructor(mpfr: Mpfr, precision: number) {
    this.ends = new Ends(mpfr, precision);
    this.mpfr = mpfr;
    this.precision = precision;
  }

  /** The arithmetic of another precision. Intervals of any precision may be mixed; results take the callee's. */
  abstract at(precision: number): IntervalField;

  // Making intervals

  /** The narrowest interval that contains x. */
  of(x: Exact): Interval {
    return this.between(x, x);
  }

  /** The narrowest interval that contains [lower, upper]; infinities may be given as numbers. */
  between(lower: Exact, upper: Exact): Interval {
    const low = this.ends.round(lower, ROUND_DOWN);
    const high = this.ends.round(upper, ROUND_UP);
    if (this.ends.compare(low, high) > 0) throw new RangeError('the lower end of an interval exceeds its upper end');
    return this.make(low, high);
  }

  /** The interval with the given ends (not rounded). */
  make(low: BigFloat, high: BigFloat): Interval {
    return new Interval(this, low, high);
  }

  /** The ends in decimal, rounded outward to 20 digits. */
  toDecimals(x: Interval): readonly [string, string] {
    return [this.ends.toDecimal(x.low, ROUND_DOWN), this.ends.toDecimal(x.high, ROUND_UP)];
  }

  get zero(): Interval {
    return this.constant('0', () => this.of(0));
  }

  get one(): Interval {
    return this.constant('1', () => this.of(1));
  }

  get pi(): Interval {
    return this.constant('pi', () => {
      const { binding } = this.mpfr;
      return this.make(
        this.ends.nullary((r) => binding.mpfr_const_pi(r, ROUND_DOWN)),
        this.ends.nullary((r) => binding.mpfr_const_pi(r, ROUND_UP)),
      );
    });
  }

  get whole(): Interval {
    return this.constant('whole', () => this.between(-Infinity, Infinity));
  }

  // Field operations

  add(x: Interval, y: Interval): Interval {
    const { mpfr_add } = this.mpfr.binding;
    return this.make(
      this.ends.binary(mpfr_add, x.low, y.low, ROUND_DOWN),
      this.ends.binary(mpfr_add, x.high, y.high, ROUND_UP),
    );
  }

  sub(x: Interval, y: Interval): Interval {
    const { mpfr_sub } = this.mpfr.binding;
    return this.make(
      this.ends.binary(mpfr_sub, x.low, y.high, ROUND_DOWN),
      this.ends.binary(mpfr_sub, x.high, y.low, ROUND_UP),
    );
  }

  neg(x: Interval): Interval {
    const { mpfr_neg } = this.mpfr.binding;
    return this.make(this.ends.unary(mpfr_neg, x.high, ROUND_DOWN), this.ends.unary(mpfr_neg, x.low, ROUND_UP));
  }

  mul(x: Interval, y: Interval): Interval {
    const { mpfr_mul } = this.mpfr.binding;
    if (signOf(x.low) <= 0 || signOf(y.low) <= 0) return this.corners(mpfr_mul, x, y);
    return this.make(
      this.ends.binary(mpfr_mul, x.low, y.low, ROUND_DOWN),
      this.ends.binary(mpfr_mul, x.high, y.high, ROUND_UP),
    );
  }

  /** x / y. Where y contains 0: the whole line, or the half line when 0 is an end of y and x has one sign. */
  div(x: Interval, y: Interval): Interval {
    const low = signOf(y.low);
    const high = signOf(y.high);
    const { mpfr_div } = this.mpfr.binding;
    if (low > 0 && signOf(x.low) > 0) {
      return this.make(
        this.ends.binary(mpfr_div, x.low, y.high, ROUND_DOWN),
        this.ends.binary(mpfr_div, x.high, y.low, ROUND_UP),
      );
    }
    if (low > 0 || high < 0) return this.corners(mpfr_div, x, y);
    if (low === 0 && high === 0) throw new EnclosureError('division by exactly zero');
    if ((low < 0 && high > 0) || (signOf(x.low) < 0 && signOf(x.high) > 0)) return this.whole;
    const far = low === 0 ? y.high : y.low;
    const positive = signOf(x.low) >= 0 === (low === 0);
    if (positive) {
      const near = signOf(x.low) >= 0 ? x.low : x.high;
      return this.make(this.ends.binary(mpfr_div, near, far, ROUND_DOWN), this.whole.high);
    }
    const near = signOf(x.low) >= 0 ? x.low : x.high;
    return this.make(this.whole.low, this.ends.binary(mpfr_div, near, far, ROUND_UP));
  }

  inv(x: Interval): Interval {
    return this.div(this.one, x);
  }

  abs(x: Interval): Interval {
    if (signOf(x.low) >= 0) return x;
    const mirrored = this.neg(x);
    if (signOf(x.high) <= 0) return mirrored;
    return this.make(this.zero.low, this.ends.compare(mirrored.high, x.high) > 0 ? mirrored.high : x.high);
  }

  min(x: Interval, y: Interval): Interval {
    return this.make(this.ends.min(x.low, y.low), this.ends.min(x.high, y.high));
  }

  max(x: Interval, y: Interval): Interval {
    return this.make(this.ends.max(x.low, y.low), this.ends.max(x.high, y.high));
  }

  // Sets and order

  /** The smallest interval that contains both. */
  hull(x: Interval, y: Interval): Interval {
    return this.make(this.ends.min(x.low, y.low), this.ends.max(x.high, y.high));
  }

  /** The common part, or null when there is none. */
  intersect(x: Interval, y: Interval): Interval | null {
    const low = this.ends.max(x.low, y.low);
    const high = this.ends.min(x.high, y.high);
    return this.ends.compare(low, high) > 0 ? null : this.make(low, high);
  }

  /** x rounded outward to this arithmetic's precision. */
  enclose(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_set, x);
  }

  /** -1 when certainly x < y, 1 when certainly x > y, 0 when both are the same point, null when undecided. */
  compare(x: Interval, y: Interval): -1 | 0 | 1 | null {
    if (this.ends.compare(x.high, y.low) < 0) return -1;
    if (this.ends.compare(x.low, y.high) > 0) return 1;
    return this.ends.compare(x.low, y.high) === 0 && this.ends.compare(x.high, y.low) === 0 ? 0 : null;
  }

  /** Whether x <= y: true on all of both, false on none, or null (undecided). */
  lessOrEqual(x: Interval, y: Interval): boolean | null {
    if (this.ends.compare(x.high, y.low) <= 0) return true;
    return this.ends.compare(x.low, y.high) > 0 ? false : null;
  }

  /** Whether x < y: true on all of both, false on none, or null (undecided). */
  less(x: Interval, y: Interval): boolean | null {
    if (this.ends.compare(x.high, y.low) < 0) return true;
    return this.ends.compare(x.low, y.high) >= 0 ? false : null;
  }

  /** Whether x contains all of y. */
  contains(x: Interval, y: Interval): boolean {
    return this.ends.compare(x.low, y.low) <= 0 && this.ends.compare(y.high, x.high) <= 0;
  }

  /** Whether both ends are the same number. */
  isPoint(x: Interval): boolean {
    return this.ends.compare(x.low, x.high) === 0;
  }

  /** A point near the middle of x (x finite). */
  midpoint(x: Interval): Interval {
    const { mpfr_add } = this.mpfr.binding;
    const { mpfr_div_2ui } = this.mpfr.binding;
    const sum = this.at(this.precision + 8).ends.binary(mpfr_add, x.low, x.high, ROUND_NEAREST);
    const middle = this.ends.unary((r, a, rounding) => mpfr_div_2ui(r, a, 1, rounding), sum, ROUND_NEAREST);
    return this.make(middle, middle);
  }

  /** Upper bound of the width of x, as a double. */
  width(x: Interval): number {
    return this.ends.toDouble(this.ends.binary(this.mpfr.binding.mpfr_sub, x.high, x.low, ROUND_UP), ROUND_UP);
  }

  /** The two halves of x (they share the midpoint). */
  split(x: Interval): [Interval, Interval] {
    const { low } = this.midpoint(x);
    return [this.make(x.low, low), this.make(low, x.high)];
  }

  protected increasing(operation: UnaryOperation, x: Interval): Interval {
    return this.make(this.ends.unary(operation, x.low, ROUND_DOWN), this.ends.unary(operation, x.high, ROUND_UP));
  }

  protected decreasing(operation: UnaryOperation, x: Interval): Interval {
    return this.make(this.ends.unary(operation, x.high, ROUND_DOWN), this.ends.unary(operation, x.low, ROUND_UP));
  }

  /** The hull of the operation at the four corners, 0 * inf = 0. */
  protected corners(operation: BinaryOperation, x: Interval, y: Interval): Interval {
    const { binding, registers } = this.mpfr;
    const [r, a, b] = registers as [Register, Register, Register];
    const lows: BigFloat[] = [];
    const highs: BigFloat[] = [];
    const xs = x.low === x.high ? [x.low] : [x.low, x.high];
    const ys = y.low === y.high ? [y.low] : [y.low, y.high];
    for (const p of xs) {
      for (const q of ys) {
        for (const [rounding, ends] of [
          [ROUND_DOWN, lows],
          [ROUND_UP, highs],
        ] as const) {
          this.mpfr.load(a, p);
          this.mpfr.load(b, q);
          this.mpfr.setPrecision(r, this.precision);
          operation(r, a, b, rounding);
          ends.push(binding.mpfr_nan_p(r) !== 0 ? this.zero.low : this.mpfr.store(r));
        }
      }
    }
    return this.make(
      lows.reduce((best, end) => this.ends.min(best, end)),
      highs.reduce((best, end) => this.ends.max(best, end)),
    );
  }

  private constant(name: string, make: () => Interval): Interval {
    let value = this.constants.get(name);
    if (value === undefined) {
      value = make();
      this.constants.set(name, value);
    }
    return value;
  }

  protected require(condition: boolean, message: string): void {
    if (!condition) throw new EnclosureError(`${message} has no enclosure`);
  }
}
