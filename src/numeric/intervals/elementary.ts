/**
 * Enclosures of powers, elementary functions, Gamma and the dilogarithm, and of the normal law: monotone pieces of
 * MPFR's own.
 */
import { EnclosureError } from './enclosure-error.ts';
import type { UnaryOperation } from './ends.ts';
import { type Interval, IntervalField } from './interval-field.ts';
import { ROUND_NEAREST, ROUND_UP, signOf, type BigFloat } from './mpfr.ts';
import type { Tail } from '../special/special.ts';

/** Gamma's only minimum on (0, inf) lies between these, and is at least the last number. */
const GAMMA_MINIMUM = { left: '1.46163214496836', right: '1.46163214496837', value: '0.885603194410888700278815' };

/** What the enclosures of distributions are made of. */
export abstract class ElementaryIntervals extends IntervalField {
  abstract override at(precision: number): ElementaryIntervals;

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

  private gammaLike(operation: UnaryOperation, x: Interval, minimum: () => BigFloat): Interval {
    this.require(signOf(x.low) >= 0 && signOf(x.high) > 0, 'Gamma of a number that may be negative');
    if (this.ends.compare(x.high, this.of(GAMMA_MINIMUM.left).low) <= 0) return this.decreasing(operation, x);
    if (this.ends.compare(x.low, this.of(GAMMA_MINIMUM.right).high) >= 0) return this.increasing(operation, x);
    const left = this.ends.unary(operation, x.low, ROUND_UP);
    const right = this.ends.unary(operation, x.high, ROUND_UP);
    return this.make(minimum(), this.ends.max(left, right));
  }
}
