/**
 * Outward-rounded interval arithmetic on MPFR: every operation returns an interval that contains every value of the
 * function on the arguments. What is trusted is MPFR's correct rounding and this file (and interval-gamma.ts,
 * interval-beta.ts, interval-quantile.ts for the distributions).
 *
 *     const R = new IntervalArithmetic(await loadMpfr(), 100);
 *     const x = R.div(R.of(1), R.of(3));
 *     R.compare(R.exp(x), R.of('7/5')); // -1: certainly less
 */
import { EnclosureError } from './enclosure-error.ts';
import { betaCdf } from './beta.ts';
import { Ends } from './ends.ts';
import type { BinaryOperation, Exact, UnaryOperation } from './ends.ts';
import { gammaCdf } from './gamma.ts';
import { betaQuantile, gammaQuantile, normalQuantile } from './quantile.ts';
import { MAX_PRECISION, ROUND_DOWN, ROUND_NEAREST, ROUND_UP, signOf } from './mpfr.ts';
import type { BigFloat, Mpfr, Register } from './mpfr.ts';
import type { Tail } from '../special/special.ts';

export { EnclosureError };
export type { Exact };

/** Closed interval with MPFR ends (which may be infinite). Immutable; belongs to the arithmetic that made it. */
export class Interval {
  readonly arithmetic: IntervalArithmetic;
  readonly low: BigFloat;
  readonly high: BigFloat;

  constructor(arithmetic: IntervalArithmetic, low: BigFloat, high: BigFloat) {
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

/** Gamma's only minimum on (0, inf) lies between these, and is at least the last number. */
const GAMMA_MINIMUM = { left: '1.46163214496836', right: '1.46163214496837', value: '0.885603194410888700278815' };

export class IntervalArithmetic {
  readonly mpfr: Mpfr;
  /** Bits of the ends of every result. */
  readonly precision: number;
  /** Directed-rounding operations on single ends. */
  readonly ends: Ends;
  private readonly constants = new Map<string, Interval>();
  private readonly siblings: Map<number, IntervalArithmetic>;

  constructor(mpfr: Mpfr, precision = 80, siblings = new Map<number, IntervalArithmetic>()) {
    this.ends = new Ends(mpfr, precision);
    this.mpfr = mpfr;
    this.precision = precision;
    this.siblings = siblings;
    siblings.set(precision, this);
  }

  /** The arithmetic of another precision (cached). Intervals of any precision may be mixed; results take the callee's. */
  at(precision: number): IntervalArithmetic {
    const bits = Math.min(precision, MAX_PRECISION);
    return this.siblings.get(bits) ?? new IntervalArithmetic(this.mpfr, bits, this.siblings);
  }

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

  sqr(x: Interval): Interval {
    return this.powInteger(x, 2);
  }

  /** x^n for an integer n; n < 0 where x contains 0 gives the whole line or a half line. */
  powInteger(x: Interval, n: number): Interval {
    if (!Number.isSafeInteger(n) || Math.abs(n) > 0x7fffffff) throw new RangeError(`not an integer exponent: ${n}`);
    if (n < 0) return this.div(this.one, this.powInteger(x, -n));
    if (n === 0) return this.one;
    const { mpfr_pow_ui } = this.mpfr.binding;
    const power: UnaryOperation = (r, a, rounding) => mpfr_pow_ui(r, a, n, rounding);
    if (n % 2 === 1 || signOf(x.low) >= 0) return this.increasing(power, x);
    if (signOf(x.high) <= 0) return this.decreasing(power, x);
    const left = this.ends.unary(power, x.low, ROUND_UP);
    const right = this.ends.unary(power, x.high, ROUND_UP);
    return this.make(this.zero.low, this.ends.compare(left, right) > 0 ? left : right);
  }

  /** x^y: an integer point exponent for any base, else a base >= 0 (0^y for y > 0 only). */
  pow(x: Interval, y: Interval): Interval {
    const exponent = this.ends.toDouble(y.low, ROUND_NEAREST);
    if (this.ends.compare(y.low, y.high) === 0 && Number.isInteger(exponent) && Math.abs(exponent) <= 0x7fffffff) {
      const back = this.of(exponent);
      if (this.ends.compare(back.low, y.low) === 0) return this.powInteger(x, exponent);
    }
    if (signOf(x.low) < 0) throw new EnclosureError('a real power of a number that may be negative');
    if (signOf(x.low) === 0 && signOf(y.low) <= 0) {
      if (signOf(y.high) <= 0 && signOf(x.high) === 0) throw new EnclosureError('a power of 0 with exponent <= 0');
      return this.make(this.zero.low, this.whole.high);
    }
    // Monotone in each argument for the other fixed: the extremes are at corners.
    return this.corners(this.mpfr.binding.mpfr_pow, x, y);
  }

  sqrt(x: Interval): Interval {
    this.require(signOf(x.low) >= 0, 'a square root of a number that may be negative');
    return this.increasing(this.mpfr.binding.mpfr_sqrt, x);
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

  // Elementary and special functions

  exp(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_exp, x);
  }

  expm1(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_expm1, x);
  }

  /** log x; -inf at 0. */
  log(x: Interval): Interval {
    this.require(signOf(x.low) >= 0 && signOf(x.high) > 0, 'a logarithm of a number that may be negative');
    return this.increasing(this.mpfr.binding.mpfr_log, x);
  }

  /** log(1 + x), x >= -1. */
  log1p(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_log1p, x);
  }

  tanh(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_tanh, x);
  }

  /** artanh x, |x| <= 1. */
  artanh(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_atanh, x);
  }

  erf(x: Interval): Interval {
    return this.increasing(this.mpfr.binding.mpfr_erf, x);
  }

  erfc(x: Interval): Interval {
    return this.decreasing(this.mpfr.binding.mpfr_erfc, x);
  }

  /** Gamma(x), x > 0. */
  gamma(x: Interval): Interval {
    return this.gammaLike(this.mpfr.binding.mpfr_gamma, x, () => this.of(GAMMA_MINIMUM.value).low);
  }

  /** log Gamma(x), x > 0. */
  logGamma(x: Interval): Interval {
    return this.gammaLike(this.mpfr.binding.mpfr_lngamma, x, () => this.log(this.of(GAMMA_MINIMUM.value)).low);
  }

  /** Li_2(x), x <= 1. */
  dilogarithm(x: Interval): Interval {
    this.require(this.ends.compare(x.high, this.one.low) <= 0, 'a dilogarithm of a number that may exceed 1');
    return this.increasing(this.mpfr.binding.mpfr_li2, x);
  }

  // Distributions

  /** Standard normal density. */
  normalPdf(x: Interval): Interval {
    const work = this.at(this.precision + 32);
    const scale = work.sqrt(work.mul(work.of(2), work.pi));
    return this.enclose(work.div(work.exp(work.div(work.sqr(x), work.of(-2))), scale));
  }

  /** Standard normal distribution function or upper tail. */
  normalCdf(x: Interval, tail: Tail = 'lower'): Interval {
    const work = this.at(this.precision + 64);
    const argument = work.div(tail === 'lower' ? work.neg(x) : x, work.sqrt(work.of(2)));
    return this.enclose(work.div(work.erfc(argument), work.of(2)));
  }

  /** Standard normal quantile, p in [0, 1]. */
  normalQuantile(p: Interval): Interval {
    return normalQuantile(this, p);
  }

  /** Regularized incomplete gamma P(shape, x) ('lower') or Q ('upper'), x >= 0, shape > 0. */
  gammaCdf(x: Interval, shape: Interval, tail: Tail = 'lower'): Interval {
    return gammaCdf(this, x, shape, tail);
  }

  /** The x with gammaCdf(x, shape, tail) = p, p in [0, 1]. */
  gammaQuantile(p: Interval, shape: Interval, tail: Tail = 'lower'): Interval {
    return gammaQuantile(this, p, shape, tail);
  }

  /** Regularized incomplete beta I_x(a, b) ('lower') or its complement, x in [0, 1], a and b > 0. */
  betaCdf(x: Interval, a: Interval, b: Interval, tail: Tail = 'lower'): Interval {
    return betaCdf(this, x, a, b, tail);
  }

  /** The x with betaCdf(x, a, b, tail) = p, p in [0, 1]. */
  betaQuantile(p: Interval, a: Interval, b: Interval, tail: Tail = 'lower'): Interval {
    return betaQuantile(this, p, a, b, tail);
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

  private increasing(operation: UnaryOperation, x: Interval): Interval {
    return this.make(this.ends.unary(operation, x.low, ROUND_DOWN), this.ends.unary(operation, x.high, ROUND_UP));
  }

  private decreasing(operation: UnaryOperation, x: Interval): Interval {
    return this.make(this.ends.unary(operation, x.high, ROUND_DOWN), this.ends.unary(operation, x.low, ROUND_UP));
  }

  /** The hull of the operation at the four corners, 0 * inf = 0. */
  private corners(operation: BinaryOperation, x: Interval, y: Interval): Interval {
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

  private gammaLike(operation: UnaryOperation, x: Interval, minimum: () => BigFloat): Interval {
    this.require(signOf(x.low) >= 0 && signOf(x.high) > 0, 'Gamma of a number that may be negative');
    if (this.ends.compare(x.high, this.of(GAMMA_MINIMUM.left).low) <= 0) return this.decreasing(operation, x);
    if (this.ends.compare(x.low, this.of(GAMMA_MINIMUM.right).high) >= 0) return this.increasing(operation, x);
    const left = this.ends.unary(operation, x.low, ROUND_UP);
    const right = this.ends.unary(operation, x.high, ROUND_UP);
    return this.make(minimum(), this.ends.max(left, right));
  }

  private constant(name: string, make: () => Interval): Interval {
    let value = this.constants.get(name);
    if (value === undefined) {
      value = make();
      this.constants.set(name, value);
    }
    return value;
  }

  private require(condition: boolean, message: string): void {
    if (!condition) throw new EnclosureError(`${message} has no enclosure`);
  }
}
