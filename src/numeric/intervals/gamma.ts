/**
 * Enclosures of the regularized incomplete gamma function, from the series
 *
 *     P(s, x) = x^s e^-x / Gamma(s+1) * sum_{n>=0} x^n / ((s+1)...(s+n)),
 *
 * whose terms are positive with decreasing ratios x/(s+n+1): the tail after a term t is at most t r/(1-r), r the next
 * ratio (when r < 1). It takes about x terms; far out, where 1 - P is below the last bit, a bound of that is enough.
 */
import { EnclosureError } from './enclosure-error.ts';
import type { ElementaryIntervals } from './elementary.ts';
import type { Interval } from './interval-field.ts';
import { ROUND_DOWN, ROUND_UP, signOf, type BigFloat } from './mpfr.ts';
import { gammaCdf as approximateCdf, type Tail } from '../special/special.ts';

/** Terms allowed in one series. */
const MAX_TERMS = 4_000_000;

/** See IntervalArithmetic.gammaCdf. P decreases in the shape and increases in x, so the ends decide. */
export function gammaCdf(R: ElementaryIntervals, x: Interval, shape: Interval, tail: Tail): Interval {
  if (signOf(x.low) < 0 || signOf(shape.low) <= 0) {
    throw new EnclosureError('an incomplete gamma function of a negative number or of a shape that may be <= 0');
  }
  const least = tailAt(R, x.low, shape.high, tail);
  const most = R.isPoint(x) && R.isPoint(shape) ? least : tailAt(R, x.high, shape.low, tail);
  return tail === 'lower' ? R.make(least.low, most.high) : R.make(most.low, least.high);
}

/** P or Q at a point. */
function tailAt(R: ElementaryIntervals, x: BigFloat, shape: BigFloat, tail: Tail): Interval {
  if (signOf(x) === 0) return tail === 'lower' ? R.zero : R.one;
  const xd = R.ends.toDouble(x, ROUND_UP);
  const sd = R.ends.toDouble(shape, ROUND_DOWN);
  if (xd === Infinity) return tail === 'lower' ? R.make(R.zero.low, R.one.low) : R.make(R.zero.low, R.one.low);
  // Bits lost by subtracting from 1, and to the size of the exponent s log x.
  const complement = tail === 'lower' ? 1 : approximateCdf(xd, sd, 'upper');
  const lost = complement > 0 ? -Math.log2(complement) : 1100;
  const exponentBits = Math.log2(2 + xd + sd * Math.abs(Math.log(xd)));
  const W = R.at(R.precision + Math.ceil(lost + exponentBits) + 48);
  // There the bound is below 2^-(2 precision).
  if (xd > 2 * (sd + W.precision)) {
    const beyond = upperTailBound(W, x, shape);
    const most = W.make(W.zero.low, beyond.high);
    return R.enclose(clampProbability(W, tail === 'lower' ? W.sub(W.one, most) : most));
  }
  const lower = lowerTail(W, x, shape);
  return R.enclose(clampProbability(W, tail === 'lower' ? lower : W.sub(W.one, lower)));
}

/** x^s e^-x / Gamma(s + 1) for points x, s > 0: the last factor of the series, and x/s times the density. */
export function gammaPrefactor(R: ElementaryIntervals, x: BigFloat, shape: BigFloat): Interval {
  const s = R.make(shape, shape);
  const X = R.make(x, x);
  return R.exp(R.sub(R.sub(R.mul(s, R.log(X)), X), R.logGamma(R.add(s, R.one))));
}

/**
 * Q = 1 - P from above for x > s - 1: from x on, u^(s-1) e^-u falls at the rate 1 - (s-1)/u >= 1 - c/x with c = max(0,
 * s-1), so that its integral is at most its value at x over that.
 */
function upperTailBound(W: ElementaryIntervals, x: BigFloat, shape: BigFloat): Interval {
  const S = W.make(shape, shape);
  const c = W.max(W.zero, W.sub(S, W.one));
  return W.mul(gammaPrefactor(W, x, shape), W.div(S, W.sub(W.make(x, x), c)));
}

/** P at a point, by the series in the working precision. */
function lowerTail(W: ElementaryIntervals, x: BigFloat, shape: BigFloat): Interval {
  return W.mul(gammaPrefactor(W, x, shape), W.make(seriesSum(W, x, shape, 'down'), seriesSum(W, x, shape, 'up')));
}

function seriesSum(W: ElementaryIntervals, x: BigFloat, shape: BigFloat, direction: 'down' | 'up'): BigFloat {
  const { mpfr, precision } = W;
  const { mpfr_add, mpfr_add_ui, mpfr_mul, mpfr_div, mpfr_set_ui, mpfr_get_exp, mpfr_get_d, mpfr_ui_sub } =
    mpfr.binding;
  const [sum, term, ratio, X, S] = mpfr.registers.slice(3) as [number, number, number, number, number];
  const forward = direction === 'down' ? ROUND_DOWN : ROUND_UP;
  const backward = direction === 'down' ? ROUND_UP : ROUND_DOWN;
  for (const register of [sum, term, ratio]) mpfr.setPrecision(register, precision);
  mpfr.load(X, x);
  mpfr.load(S, shape);
  mpfr_set_ui(sum, 1, forward);
  mpfr_set_ui(term, 1, forward);
  for (let n = 1; n <= MAX_TERMS; n++) {
    mpfr_add_ui(ratio, S, n, backward);
    mpfr_div(ratio, X, ratio, forward);
    mpfr_mul(term, term, ratio, forward);
    mpfr_add(sum, sum, term, forward);
    // Stop when the term no longer matters and the ratio is clear of 1.
    if ((n & 15) === 0 && mpfr_get_exp(term) < mpfr_get_exp(sum) - precision && mpfr_get_d(ratio, ROUND_UP) < 0.999) {
      if (direction === 'up') {
        // ratio >= every later ratio: the tail is at most term ratio / (1 - ratio).
        mpfr_mul(term, term, ratio, ROUND_UP);
        mpfr_ui_sub(ratio, 1, ratio, ROUND_DOWN);
        mpfr_div(term, term, ratio, ROUND_UP);
        mpfr_add(sum, sum, term, ROUND_UP);
      }
      return mpfr.store(sum);
    }
  }
  throw new EnclosureError('an incomplete gamma function needs too many terms');
}

/** x within [0, 1], where it is known to be. */
export function clampProbability(R: ElementaryIntervals, x: Interval): Interval {
  const low = signOf(x.low) < 0 ? R.zero.low : x.low;
  const high = R.ends.compare(x.high, R.one.low) > 0 ? R.one.low : x.high;
  return R.make(low, high);
}
