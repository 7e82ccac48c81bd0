/**
 * Enclosures of quantiles. A floating-point candidate is polished by Newton's method in the working precision; then the
 * bracket [c - delta, c + delta] is *proved* by enclosures of the distribution function at both ends, and widened until
 * the proof succeeds. Nothing rests on the candidate.
 */
import { EnclosureError } from './enclosure-error.ts';
import { betaCdf, betaPrefactor } from './beta.ts';
import { gammaCdf, gammaPrefactor } from './gamma.ts';
import type { ElementaryIntervals } from './elementary.ts';
import type { Interval } from './interval-field.ts';
import { ROUND_DOWN, ROUND_NEAREST, ROUND_UP, signOf, type BigFloat } from './mpfr.ts';
import {
  betaQuantile as approximateBetaQuantile,
  gammaQuantile as approximateGammaQuantile,
  normalQuantile as approximateNormalQuantile,
  type Tail,
} from '../special/special.ts';

/** A strictly monotone distribution function (or upper tail) on an interval, and what Newton's method needs of it. */
interface Distribution {
  readonly tail: Tail;
  /** Ends of the support, as doubles. */
  readonly support: readonly [number, number];
  cdf(W: ElementaryIntervals, x: Interval): Interval;
  /** Only steers Newton's method. */
  density(W: ElementaryIntervals, x: BigFloat): Interval;
  /** A first guess at the quantile. */
  guess(p: number): number;
}

/** All x with cdf(x) in p: one pass where p is narrow, else the hull over its ends. */
function quantile(R: ElementaryIntervals, law: Distribution, p: Interval): Interval {
  if (signOf(p.low) < 0 || R.ends.compare(p.high, R.one.low) > 0) {
    throw new EnclosureError('a quantile of a number that may lie outside [0, 1]');
  }
  const low = R.ends.toDouble(p.low, ROUND_DOWN);
  const narrow = R.width(p) <= Math.min(low, R.ends.toDouble(R.sub(R.one, p).low, ROUND_DOWN)) * 2 ** -40;
  if (!narrow && !R.isPoint(p)) {
    return R.hull(quantile(R, law, R.make(p.low, p.low)), quantile(R, law, R.make(p.high, p.high)));
  }
  if (signOf(p.low) === 0) return R.of(law.support[law.tail === 'lower' ? 0 : 1]);
  if (R.ends.compare(p.high, R.one.low) === 0) return R.of(law.support[law.tail === 'lower' ? 1 : 0]);
  const W = R.at(R.precision + 32);
  return R.enclose(bracket(R.precision, W, law, p, polish(R.precision, W, law, W.midpoint(p))));
}

/** Newton's method from the guess; the result is only a candidate. */
function polish(bits: number, W: ElementaryIntervals, law: Distribution, p: Interval): Interval {
  const [start, end] = law.support;
  const guess = law.guess(W.ends.toDouble(p.low, ROUND_NEAREST));
  let x = W.of(guess > start && guess < end ? guess : insideOf(start, end));
  for (let step = 0; step < 40; step++) {
    const excess = W.sub(law.cdf(W, x), p);
    const density = law.density(W, x.low);
    if (signOf(density.low) <= 0) break;
    const move = W.midpoint(W.div(excess, law.tail === 'lower' ? density : W.neg(density)));
    const next = W.midpoint(W.sub(x, move));
    if (W.less(W.of(start), next) !== true || W.less(next, W.of(end)) !== true) break;
    x = next;
    // Newton squares the relative error: once it is below the square root, the next step is beyond what is wanted.
    const relative = Math.abs(W.ends.toDouble(W.div(move, x).low, ROUND_NEAREST));
    if (!(relative > 2 ** -(bits / 2 + 14))) break;
  }
  return x;
}

function insideOf(start: number, end: number): number {
  if (start === -Infinity) return 0;
  return end === Infinity ? start + 1 : 0.5 * (start + end);
}

/** [x - delta, x + delta] with delta doubled until the distribution function proves both ends. */
function bracket(bits: number, W: ElementaryIntervals, law: Distribution, p: Interval, x: Interval): Interval {
  const increasing = law.tail === 'lower';
  const start = W.of(law.support[0]);
  const end = W.of(law.support[1]);
  const magnitude = W.max(W.abs(x), W.of(2 ** -200));
  const find = (direction: 1 | -1): BigFloat => {
    const limit = direction < 0 ? start.low : end.high;
    for (let exponent = -(bits - 2); exponent < 64; exponent += 3) {
      const delta = W.mul(magnitude, W.powInteger(W.of(2), exponent));
      const y = direction < 0 ? W.sub(x, delta).low : W.add(x, delta).high;
      const outside = direction < 0 ? W.ends.compare(y, limit) <= 0 : W.ends.compare(y, limit) >= 0;
      if (outside) return limit;
      const value = law.cdf(W, W.make(y, y));
      const proved = direction < 0 === increasing ? W.lessOrEqual(value, p) : W.lessOrEqual(p, value);
      if (proved === true) return y;
    }
    throw new EnclosureError('a quantile could not be bracketed');
  };
  return W.make(find(-1), find(1));
}

const normalLaw: Distribution = {
  tail: 'lower',
  support: [-Infinity, Infinity],
  cdf: (W, x) => W.normalCdf(x),
  density: (W, x) => W.normalPdf(W.make(x, x)),
  guess: (p) => approximateNormalQuantile(p),
};

/**
 * See IntervalArithmetic.normalQuantile. Solved in the lower half, where the distribution function keeps its digits.
 */
export function normalQuantile(R: ElementaryIntervals, p: Interval): Interval {
  const half = R.of(0.5);
  const side = R.compare(p, half);
  if (side === 0) return R.zero;
  if (side === -1) return quantile(R, normalLaw, p);
  if (side === 1) {
    const lowest = R.ends.toDouble(R.sub(R.one, p).low, ROUND_DOWN);
    // 1 - p exactly: enough bits for the smallest difference from 1 that p's precision can express.
    const W = R.at(2 * R.precision + (lowest > 0 ? 0 : 1100));
    return R.neg(quantile(R, normalLaw, W.sub(W.one, p)));
  }
  return R.hull(normalQuantile(R, R.make(p.low, p.low)), normalQuantile(R, R.make(p.high, p.high)));
}

/** See IntervalArithmetic.gammaQuantile; increasing in the shape. */
export function gammaQuantile(R: ElementaryIntervals, p: Interval, shape: Interval, tail: Tail): Interval {
  if (!R.isPoint(shape) && !isNarrow(R, shape)) {
    const [low, high] = [R.make(shape.low, shape.low), R.make(shape.high, shape.high)];
    return R.hull(gammaQuantile(R, p, low, tail), gammaQuantile(R, p, high, tail));
  }
  const s = R.ends.toDouble(shape.low, ROUND_NEAREST);
  return quantile(
    R,
    {
      tail,
      support: [0, Infinity],
      cdf: (W, x) => gammaCdf(W, x, shape, tail),
      density: (W, x) => W.div(W.mul(gammaPrefactor(W, x, shape.low), shape), W.make(x, x)),
      guess: (q) => approximateGammaQuantile(q, s, tail),
    },
    p,
  );
}

/** See IntervalArithmetic.betaQuantile; increasing in a, decreasing in b. */
export function betaQuantile(R: ElementaryIntervals, p: Interval, a: Interval, b: Interval, tail: Tail): Interval {
  if (!(R.isPoint(a) || isNarrow(R, a)) || !(R.isPoint(b) || isNarrow(R, b))) {
    const least = betaQuantile(R, p, R.make(a.low, a.low), R.make(b.high, b.high), tail);
    return R.hull(least, betaQuantile(R, p, R.make(a.high, a.high), R.make(b.low, b.low), tail));
  }
  const [ad, bd] = [a, b].map((x) => R.ends.toDouble(x.low, ROUND_NEAREST)) as [number, number];
  // Next to 1 by the complement, which is Beta(b, a): doubles know how near 0 it is.
  const opposite = tail === 'lower' ? 'upper' : 'lower';
  if (approximateBetaQuantile(R.ends.toDouble(p.low, ROUND_NEAREST), bd, ad, opposite) < 2 ** -40) {
    return R.sub(R.one, betaQuantile(R, p, b, a, opposite));
  }
  return quantile(
    R,
    {
      tail,
      support: [0, 1],
      cdf: (W, x) => betaCdf(W, x, a, b, tail),
      density: (W, x) => {
        const X = W.make(x, x);
        const Y = W.sub(W.one, X);
        return W.div(betaPrefactor(W, X, Y, a.low, b.low), W.mul(X, Y));
      },
      guess: (q) => approximateBetaQuantile(q, ad, bd, tail),
    },
    p,
  );
}

/** Whether a positive interval is so narrow that one bracket over all of it loses nothing that matters. */
function isNarrow(R: ElementaryIntervals, x: Interval): boolean {
  return R.width(x) <= R.ends.toDouble(x.low, ROUND_UP) * 2 ** -40;
}
