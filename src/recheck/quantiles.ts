/**
 * Inverses of distribution functions. A place y is guessed by any means and then certified: F(y - e) <= p <= F(y + e)
 * encloses the quantile, since F increases.
 */
import { dyadic, exactSum, negated, order, sign, bitsOf, Reals, type Dyadic, type Enclosure } from './reals.ts';
import { betaCdf, gammaCdf, normalCdf } from './special-functions.ts';
import { OutOfReach } from './verdicts.ts';

type Increasing = (R: Reals, at: Enclosure) => Enclosure;

const point = (x: Dyadic): Enclosure => ({ lo: x, hi: x });
const ONE = dyadic(1n);
const middle = (x: Dyadic, y: Dyadic): Dyadic => {
  const { m, e } = exactSum(x, y);
  return { m, e: e - 1 };
};

/** All y with F(y) in p, where F increases and F(from) < p < F(to). */
function invert(R: Reals, F: Increasing, p: Enclosure, from: Dyadic, to: Dyadic): Enclosure {
  const low = solve(R, F, p.lo, from, to);
  return order(p.lo, p.hi) === 0 ? low : { lo: low.lo, hi: solve(R, F, p.hi, from, to).hi };
}

function solve(R: Reals, F: Increasing, p: Dyadic, from: Dyadic, to: Dyadic): Enclosure {
  const guess = search(R, F, p, from, to);
  // The slope is unknown here, so the step is widened until both sides are certain.
  for (let digits = R.bits - 24; digits > 12; digits -= 6) {
    const step: Dyadic = { m: 1n, e: bitsOf(guess.m) + guess.e - digits };
    const [below, above] = [exactSum(guess, negated(step)), exactSum(guess, step)];
    const [lo, hi] = [order(below, from) < 0 ? from : below, order(above, to) > 0 ? to : above];
    const lowCertain = order(lo, from) === 0 || order(F(R, point(lo)).hi, p) <= 0;
    if (lowCertain && (order(hi, to) === 0 || order(F(R, point(hi)).lo, p) >= 0)) return { lo, hi };
  }
  throw new OutOfReach('a quantile that could not be enclosed');
}

/** A place near which F is p: bisection, then secants. Not trusted. */
function search(R: Reals, F: Increasing, p: Dyadic, from: Dyadic, to: Dyadic): Dyadic {
  const coarse = new Reals(64);
  const excess = (y: Dyadic, S = R): Dyadic => {
    const value = F(S, point(y));
    return S.round(exactSum(middle(value.lo, value.hi), negated(p)), false);
  };
  let [a, b] = [from, to];
  for (let i = 0; i < 400; i++) {
    const m = R.round(middle(a, b), false);
    if (sign(excess(m, coarse)) <= 0) a = m;
    else b = m;
    const gap = exactSum(b, negated(a));
    // Enough for the secants: the bracket is narrow against the value itself.
    if (a.m !== 0n && b.m !== 0n && bitsOf(gap.m) + gap.e < bitsOf(a.m) + a.e - 10) break;
  }
  let [fa, fb] = [excess(a), excess(b)];
  let y = middle(a, b);
  for (let i = 0; i < 60; i++) {
    const rise = exactSum(fb, negated(fa));
    if (sign(rise) <= 0) return y;
    const run = exactSum(b, negated(a));
    const part = R.div(R.mul(point(run), point(negated(fa))), point(rise));
    const next = R.round(exactSum(a, middle(part.lo, part.hi)), false);
    const moved = exactSum(next, negated(y));
    y = next;
    if (moved.m === 0n || bitsOf(moved.m) + moved.e < bitsOf(y.m) + y.e - R.bits + 20) return y;
    const fy = excess(y);
    // Replace the worse end (plain secant: the two latest places).
    if (order(absolute(fa), absolute(fb)) > 0) [a, fa] = [y, fy];
    else [b, fb] = [y, fy];
    if (order(a, b) > 0) [a, b, fa, fb] = [b, a, fb, fa];
  }
  return y;
}

const absolute = (x: Dyadic): Dyadic => (sign(x) < 0 ? negated(x) : x);

export function normalQuantile(R: Reals, p: Enclosure): Enclosure {
  requireInside(p);
  return invert(R, normalCdf, p, dyadic(-40n), dyadic(40n));
}

export function gammaQuantile(R: Reals, p: Enclosure, s: Enclosure): Enclosure {
  const at = (one: Dyadic, shape: Dyadic): Enclosure => {
    if (sign(one) === 0) return R.whole(0);
    requireInside(point(one));
    const F: Increasing = (S, x) => gammaCdf(S, x, point(shape));
    let to = dyadic(1n, Math.max(2, bitsOf(shape.m) + shape.e));
    while (order(F(R, point(to)).lo, one) <= 0) to = { m: to.m, e: to.e + 1 };
    return invert(R, F, point(one), dyadic(0n), to);
  };
  // The quantile rises with the shape as the distribution function falls with it.
  const low = at(p.lo, s.lo);
  return order(p.lo, p.hi) === 0 && order(s.lo, s.hi) === 0 ? low : { lo: low.lo, hi: at(p.hi, s.hi).hi };
}

export function betaQuantile(R: Reals, p: Enclosure, a: Enclosure, b: Enclosure): Enclosure {
  const at = (one: Dyadic, first: Dyadic, second: Dyadic): Enclosure => {
    if (sign(one) === 0) return R.whole(0);
    if (order(one, ONE) === 0) return R.whole(1);
    requireInside(point(one));
    return invert(R, (S, x) => betaCdf(S, x, point(first), point(second)), point(one), dyadic(0n), ONE);
  };
  // Rises with a, falls with b.
  const low = at(p.lo, a.lo, b.hi);
  const points = [p, a, b].every(({ lo, hi }) => order(lo, hi) === 0);
  return points ? low : { lo: low.lo, hi: at(p.hi, a.hi, b.lo).hi };
}

function requireInside(p: Enclosure): void {
  if (sign(p.lo) <= 0 || order(p.hi, ONE) >= 0) throw new OutOfReach('a quantile of what may not lie in (0, 1)');
}
