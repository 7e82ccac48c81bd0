/**
 * Enclosures of quantiles. A floating-point candidate is polished by Newton's method in the working precision; then the
 * bracket [c - delta, c + delta] is *proved* by enclosures of the distribution function at both ends, and widened until
 * the proof succeeds. Nothing rests on the candidate.
 */
import { EnclosureError } from './enclosure-error.ts';
import { betaPrefactor } from './interval-beta.ts';
import { gammaPrefactor } from './interval-gamma.ts';
import type { Interval, IntervalArithmetic } from './interval.ts';
import { ROUND_NEAREST } from './mpfr.ts';
import type { BigFloat } from './mpfr.ts';
import {
  betaQuantile as approximateBetaQuantile,
  gammaQuantile as approximateGammaQuantile,
  normalQuantile as approximateNormalQuantile,
} from './special.ts';
import type { Tail } from './special.ts';

/** A strictly monotone distribution function (or upper tail) and what Newton's method needs of it. */
interface Distribution {
  readonly tail: Tail;
  cdf(W: IntervalArithmetic, x: Interval): Interval;
  density(W: IntervalArithmetic, x: BigFloat): Interval;
  /** Quantile at the probability 0 or 1, for the tail. */
  end(W: IntervalArithmetic, probability: 0 | 1): Interval;
}

/** The quantile of a point probability, to about the arithmetic's precision. */
function quantileAt(R: IntervalArithmetic, distribution: Distribution, p: BigFloat, candidate: number): Interval {
  const P = R.make(p, p);
  if (R.ends.sign(p) < 0 || R.ends.compare(p, R.one.low) > 0) {
    throw new EnclosureError('a quantile of a number that may lie outside [0, 1]');
  }
  if (R.ends.sign(p) === 0) return distribution.end(R, 0);
  if (R.ends.compare(p, R.one.low) === 0) return distribution.end(R, 1);
  const W = R.at(R.precision + 32);
  const slope = distribution.tail === 'lower' ? W.one : W.of(-1);
  let x = W.of(candidate);
  const support = (y: Interval): boolean => W.ends.compare(y.low, distributionStart(W, distribution)) > 0;
  for (let step = 0; step < 60; step++) {
    const error = W.sub(distribution.cdf(W, x), P);
    const move = W.div(error, W.mul(slope, distribution.density(W, x.low)));
    const next = W.midpoint(W.sub(x, move));
    if (!support(next)) break;
    const shift = Math.abs(W.ends.toDouble(W.sub(next, x).low, ROUND_NEAREST));
    const size = Math.abs(W.ends.toDouble(next.low, ROUND_NEAREST));
    x = next;
    if (shift <= size * 2 ** -(R.precision + 4)) break;
  }
  return bracket(R, W, distribution, P, x);
}

function distributionStart(W: IntervalArithmetic, distribution: Distribution): BigFloat {
  return distribution.end(W, distribution.tail === 'lower' ? 0 : 1).low;
}

/** [x - delta, x + delta] with delta doubled until the distribution function proves both ends. */
function bracket(
  R: IntervalArithmetic,
  W: IntervalArithmetic,
  distribution: Distribution,
  p: Interval,
  x: Interval,
): Interval {
  const magnitude = W.max(W.abs(x), W.of(2 ** -R.precision));
  const start = distribution.end(W, distribution.tail === 'lower' ? 0 : 1);
  const stop = distribution.end(W, distribution.tail === 'lower' ? 1 : 0);
  const increasing = distribution.tail === 'lower';
  const below = (y: Interval): boolean => {
    if (W.lessOrEqual(y, start) === true) return true;
    const value = distribution.cdf(W, y);
    return increasing ? W.lessOrEqual(value, p) === true : W.lessOrEqual(p, value) === true;
  };
  const above = (y: Interval): boolean => {
    if (W.lessOrEqual(stop, y) === true) return true;
    const value = distribution.cdf(W, y);
    return increasing ? W.lessOrEqual(p, value) === true : W.lessOrEqual(value, p) === true;
  };
  const find = (direction: 1 | -1, proves: (y: Interval) => boolean): BigFloat => {
    for (let bits = R.precision + 2; bits > -64; bits -= 2) {
      const delta = W.mul(magnitude, W.powInteger(W.of(2), -bits));
      const moved = direction < 0 ? W.sub(x, delta) : W.add(x, delta);
      const end = direction < 0 ? moved.low : moved.high;
      const point = W.make(end, end);
      if (proves(point)) {
        return direction < 0 ? W.ends.max(end, start.low) : W.ends.min(end, stop.high);
      }
    }
    throw new EnclosureError('a quantile could not be bracketed');
  };
  return R.enclose(R.make(find(-1, below), find(1, above)));
}

/** The hull over p's ends, for a quantile monotone in p. */
function overProbabilities(p: Interval, R: IntervalArithmetic, at: (p: BigFloat) => Interval): Interval {
  const first = at(p.low);
  return R.isPoint(p) ? first : R.hull(first, at(p.high));
}

const normalLaw: Distribution = {
  tail: 'lower',
  cdf: (W, x) => W.normalCdf(x),
  density: (W, x) => W.normalPdf(W.make(x, x)),
  end: (W, probability) => W.of(probability === 0 ? -Infinity : Infinity),
};

/** See IntervalArithmetic.normalQuantile. Solved in the lower half, where the distribution function keeps its digits. */
export function normalQuantile(R: IntervalArithmetic, p: Interval): Interval {
  return overProbabilities(p, R, (end) => {
    const half = R.of(0.5);
    if (R.ends.compare(end, half.low) === 0) return R.zero;
    const upperHalf = R.ends.compare(end, half.low) > 0;
    if (!upperHalf) {
      return quantileAt(R, normalLaw, end, approximateNormalQuantile(R.ends.toDouble(end, ROUND_NEAREST)));
    }
    const W = R.at(R.precision + 1100);
    const complement = W.sub(W.one, W.make(end, end));
    const double = W.ends.toDouble(complement.low, ROUND_NEAREST);
    if (double === 0) return normalLaw.end(R, 1);
    const mirrored = R.hull(
      quantileAt(R, normalLaw, complement.low, approximateNormalQuantile(double)),
      quantileAt(R, normalLaw, complement.high, approximateNormalQuantile(double)),
    );
    return R.neg(mirrored);
  });
}

/** See IntervalArithmetic.gammaQuantile; increasing in the shape. */
export function gammaQuantile(R: IntervalArithmetic, p: Interval, shape: Interval, tail: Tail): Interval {
  const at = (s: BigFloat): Interval => {
    const law: Distribution = {
      tail,
      cdf: (W, x) => W.gammaCdf(x, W.make(s, s), tail),
      density: (W, x) => W.div(W.mul(gammaPrefactor(W, x, s), W.make(s, s)), W.make(x, x)),
      end: (W, probability) => ((probability === 0) === (tail === 'lower') ? W.zero : W.of(Infinity)),
    };
    const sd = R.ends.toDouble(s, ROUND_NEAREST);
    return overProbabilities(p, R, (end) =>
      quantileAt(R, law, end, approximateGammaQuantile(R.ends.toDouble(end, ROUND_NEAREST), sd, tail)),
    );
  };
  return R.isPoint(shape) ? at(shape.low) : R.hull(at(shape.low), at(shape.high));
}

/** See IntervalArithmetic.betaQuantile; increasing in a, decreasing in b. */
export function betaQuantile(R: IntervalArithmetic, p: Interval, a: Interval, b: Interval, tail: Tail): Interval {
  const at = (A: BigFloat, B: BigFloat): Interval => {
    const law: Distribution = {
      tail,
      cdf: (W, x) => W.betaCdf(x, W.make(A, A), W.make(B, B), tail),
      density: (W, x) => {
        const X = W.make(x, x);
        const Y = W.sub(W.one, X);
        return W.div(betaPrefactor(W, X, Y, A, B), W.mul(X, Y));
      },
      end: (W, probability) => ((probability === 0) === (tail === 'lower') ? W.zero : W.one),
    };
    const [ad, bd] = [A, B].map((end) => R.ends.toDouble(end, ROUND_NEAREST)) as [number, number];
    return overProbabilities(p, R, (end) =>
      quantileAt(R, law, end, approximateBetaQuantile(R.ends.toDouble(end, ROUND_NEAREST), ad, bd, tail)),
    );
  };
  if (R.isPoint(a) && R.isPoint(b)) return at(a.low, b.low);
  return R.hull(at(a.low, b.high), at(a.high, b.low));
}
