/**
 * Outward-rounded interval arithmetic on MPFR: every operation returns an interval that contains every value of the
 * function on the arguments. What is trusted is MPFR's correct rounding and the files of this folder: field operations
 * in interval-field.ts, elementary functions in elementary.ts, distributions in gamma.ts, beta.ts, quantile.ts.
 *
 *     const R = new IntervalArithmetic(await loadMpfr(), 100);
 *     const x = R.div(R.of(1), R.of(3));
 *     R.compare(R.exp(x), R.of('7/5')); // -1: certainly less
 */
import { betaCdf } from './beta.ts';
import { ElementaryIntervals } from './elementary.ts';
import type { Interval } from './interval-field.ts';
import { gammaCdf } from './gamma.ts';
import { betaQuantile, gammaQuantile, normalQuantile } from './quantile.ts';
import { MAX_PRECISION, type Mpfr } from './mpfr.ts';
import type { Tail } from '../special/special.ts';

export { EnclosureError } from './enclosure-error.ts';
export { Interval } from './interval-field.ts';

/** Every operation on intervals: those of a field, elementary functions, and distributions. */
export class IntervalArithmetic extends ElementaryIntervals {
  private readonly siblings: Map<number, IntervalArithmetic>;

  constructor(mpfr: Mpfr, precision = 80, siblings = new Map<number, IntervalArithmetic>()) {
    super(mpfr, precision);
    this.siblings = siblings;
    siblings.set(precision, this);
  }

  /**
   * The arithmetic of another precision (cached). Intervals of any precision may be mixed; results take the callee's.
   */
  override at(precision: number): IntervalArithmetic {
    const bits = Math.min(precision, MAX_PRECISION);
    return this.siblings.get(bits) ?? new IntervalArithmetic(this.mpfr, bits, this.siblings);
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
}
