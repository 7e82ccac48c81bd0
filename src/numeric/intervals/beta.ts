/**
 * Enclosures of the regularized incomplete beta function, from the series
 *
 *     I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * sum_{n>=0} (a+b)_n / (a+1)_n x^n,
 *
 * whose terms are positive. The ratios r_n = x (a+b+n)/(a+1+n) tend to x monotonically, so the tail after the term of
 * index n is at most t_n r/(1-r) with r = max(r_n, x) < 1. The complement uses I_x(a, b) = 1 - I_{1-x}(b, a).
 */
import { EnclosureError } from './enclosure-error.ts';
import { clampProbability } from './gamma.ts';
import type { ElementaryIntervals } from './elementary.ts';
import type { Interval } from './interval-field.ts';
import { ROUND_DOWN, ROUND_NEAREST, ROUND_UP, signOf, type BigFloat } from './mpfr.ts';
import { betaCdf as approximateCdf, logGamma, type Tail } from '../special/special.ts';

/** Terms allowed in one series. */
const MAX_TERMS = 4_000_000;

/** See IntervalArithmetic.betaCdf. I increases in x and b and decreases in a, so the ends decide. */
export function betaCdf(R: ElementaryIntervals, x: Interval, a: Interval, b: Interval, tail: Tail): Interval {
  const { ends } = R;
  if (signOf(x.low) < 0 || ends.compare(x.high, R.one.low) > 0) {
    throw new EnclosureError('an incomplete beta function of a number that may lie outside [0, 1]');
  }
  if (signOf(a.low) <= 0 || signOf(b.low) <= 0) {
    throw new EnclosureError('an incomplete beta function with a parameter that may be <= 0');
  }
  const point = R.isPoint(x) && R.isPoint(a) && R.isPoint(b);
  const least = tailAt(R, x.low, a.high, b.low, tail);
  const most = point ? least : tailAt(R, x.high, a.low, b.high, tail);
  return tail === 'lower' ? R.make(least.low, most.high) : R.make(most.low, least.high);
}

function tailAt(R: ElementaryIntervals, x: BigFloat, a: BigFloat, b: BigFloat, tail: Tail): Interval {
  const { ends } = R;
  if (signOf(x) === 0) return tail === 'lower' ? R.zero : R.one;
  if (ends.compare(x, R.one.low) === 0) return tail === 'lower' ? R.one : R.zero;
  const [xd, ad, bd] = [x, a, b].map((end) => ends.toDouble(end, ROUND_NEAREST)) as [number, number, number];
  // Two routes: the series for I_x(a, b), or the one for its complement. Each loses bits when subtracted from 1.
  const wanted = approximateCdf(xd, ad, bd, tail);
  const lost = wanted > 0 ? -Math.log2(wanted) : 1100;
  const exponentBits = Math.log2(16 + (ad + bd) * Math.log(2 + ad + bd) + ad * Math.abs(Math.log(xd)) + bd);
  const base = R.precision + Math.ceil(exponentBits) + 64;
  const lostDirect = tail === 'lower' ? 0 : Math.ceil(lost);
  const lostFlipped = tail === 'lower' ? Math.ceil(lost) : 0;
  const complement = ends.toDouble(ends.binary(R.mpfr.binding.mpfr_sub, R.one.low, x, ROUND_NEAREST), ROUND_NEAREST);
  const direct = termsNeeded(xd, ad, bd, base + lostDirect) * (base + lostDirect);
  const flipped = termsNeeded(complement, bd, ad, base + lostFlipped) * (base + lostFlipped);
  if (direct <= flipped) {
    const W = R.at(base + lostDirect);
    const X = W.make(x, x);
    const value = series(W, X, W.sub(W.one, X), a, b);
    return R.enclose(clampProbability(W, tail === 'lower' ? value : W.sub(W.one, value)));
  }
  const W = R.at(base + lostFlipped);
  const X = W.make(x, x);
  const value = series(W, W.sub(W.one, X), X, b, a);
  return R.enclose(clampProbability(W, tail === 'upper' ? value : W.sub(W.one, value)));
}

/** About how many terms the series needs for the given bits (Infinity when the ratio is 1 in double precision). */
function termsNeeded(x: number, a: number, b: number, bits: number): number {
  if (x >= 1) return Infinity;
  const logTerm = (n: number): number =>
    logGamma(a + b + n) - logGamma(a + b) - logGamma(a + 1 + n) + logGamma(a + 1) + n * Math.log(x);
  let n = 16;
  while (n < MAX_TERMS && (logTerm(n) > -bits * Math.LN2 || (x * (a + b + n)) / (a + 1 + n) > 0.9999)) n *= 2;
  return n;
}

/** x^a y^b / B(a, b), y = 1 - x: the density times x y. */
export function betaPrefactor(R: ElementaryIntervals, x: Interval, y: Interval, a: BigFloat, b: BigFloat): Interval {
  const A = R.make(a, a);
  const B = R.make(b, b);
  const powers = R.add(R.mul(A, R.log(x)), R.mul(B, R.log(y)));
  const logBeta = R.sub(R.add(R.logGamma(A), R.logGamma(B)), R.logGamma(R.add(A, B)));
  return R.exp(R.sub(powers, logBeta));
}

function series(W: ElementaryIntervals, x: Interval, y: Interval, a: BigFloat, b: BigFloat): Interval {
  const factor = W.div(betaPrefactor(W, x, y, a, b), W.make(a, a));
  return W.mul(factor, W.make(seriesSum(W, x.low, a, b, 'down'), seriesSum(W, x.high, a, b, 'up')));
}

function seriesSum(W: ElementaryIntervals, x: BigFloat, a: BigFloat, b: BigFloat, direction: 'down' | 'up'): BigFloat {
  const { mpfr, precision } = W;
  const { mpfr_add, mpfr_add_ui, mpfr_mul, mpfr_div, mpfr_set_ui, mpfr_set, mpfr_get_exp, mpfr_cmp } = mpfr.binding;
  const { mpfr_get_d, mpfr_ui_sub } = mpfr.binding;
  const [sum, term, ratio, scratch, X, A, S] = mpfr.registers.slice(3) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const forward = direction === 'down' ? ROUND_DOWN : ROUND_UP;
  const backward = direction === 'down' ? ROUND_UP : ROUND_DOWN;
  mpfr.load(X, x);
  mpfr.load(A, a);
  mpfr.load(S, b);
  for (const register of [sum, term, ratio, scratch]) mpfr.setPrecision(register, precision);
  mpfr_add(scratch, A, S, forward);
  mpfr.load(S, mpfr.store(scratch));
  mpfr_set_ui(sum, 1, forward);
  mpfr_set_ui(term, 1, forward);
  for (let n = 0; n < MAX_TERMS; n++) {
    // ratio r_n = x (a + b + n) / (a + 1 + n)
    mpfr_add_ui(ratio, S, n, forward);
    mpfr_mul(ratio, ratio, X, forward);
    mpfr_add_ui(scratch, A, n + 1, backward);
    mpfr_div(ratio, ratio, scratch, forward);
    mpfr_mul(term, term, ratio, forward);
    mpfr_add(sum, sum, term, forward);
    if (
      (n & 15) === 15 &&
      mpfr_get_exp(term) < mpfr_get_exp(sum) - precision &&
      mpfr_get_d(ratio, ROUND_UP) < 0.99999
    ) {
      if (direction === 'up') {
        if (mpfr_cmp(ratio, X) < 0) mpfr_set(ratio, X, ROUND_UP);
        // Later ratios lie between r_n and x: the tail is at most term r / (1 - r).
        mpfr_mul(term, term, ratio, ROUND_UP);
        mpfr_ui_sub(ratio, 1, ratio, ROUND_DOWN);
        mpfr_div(term, term, ratio, ROUND_UP);
        mpfr_add(sum, sum, term, ROUND_UP);
      }
      return mpfr.store(sum);
    }
  }
  throw new EnclosureError('an incomplete beta function needs too many terms');
}
