/**
 * Gamma, the normal, gamma and beta laws, the dilogarithm and 2F1(1, b; b+1; z), by convergent series with a bound on
 * what is left out. Every series but the dilogarithm's for negative arguments has positive terms only, so nothing
 * cancels. Functions of several arguments are monotone in each, so the corners of a box are enough.
 */
import { exp, isPoint, log, pi, sqrt } from './elementary.ts';
import { dyadic, exactSum, negated, order, sign, type Dyadic, type Enclosure, Reals } from './reals.ts';
import { fraction, minus, ONE, plus, times, ZERO, type Rational } from './rational.ts';
import { OutOfReach } from './verdicts.ts';

const MOST_TERMS = 30_000;
const point = (x: Dyadic): Enclosure => ({ lo: x, hi: x });

/**
 * sum_n t_n for positive terms t_(n+1) = t_n ratio(n) with t_0 = 1: stopped at a term that, with every later ratio at
 * most `ratio(n)` (ratios decrease from there on), leaves less than the last bit.
 */
function positiveSeries(R: Reals, ratio: (n: number) => Enclosure): Enclosure {
  let term = R.whole(1);
  let total = term;
  const one = R.whole(1);
  for (let n = 0; n < MOST_TERMS; n++) {
    const r = ratio(n);
    term = R.mul(term, r);
    total = R.add(total, term);
    if (sign(term.hi) === 0) return total;
    const small = term.hi.m === 0n || order({ m: term.hi.m, e: term.hi.e + R.bits }, total.lo) < 0;
    if (small && order(r.hi, dyadic(1n)) < 0) {
      // The rest is at most term (r + r^2 + ...).
      const rest = R.div(R.mul(term, point(r.hi)), R.sub(one, point(r.hi)));
      return { lo: total.lo, hi: R.add(total, rest).hi };
    }
  }
  throw new OutOfReach(`a series that needs more than ${MOST_TERMS} terms`);
}

/** B_0, B_2, B_4, ... from sum_k C(n+1, k) B_k = 0. */
function bernoulli(n: number): Rational {
  for (let m = bernoullis.length; m <= n; m++) {
    let total = ZERO;
    let choose = 1n;
    for (let k = 0; k < m; k++) {
      total = plus(total, times(fraction(choose), bernoullis[k]!));
      choose = (choose * BigInt(m + 1 - k)) / BigInt(k + 1);
    }
    bernoullis.push(times(minus(ZERO, total), fraction(1n, BigInt(m + 1))));
  }
  return bernoullis[n]!;
}
const bernoullis: Rational[] = [ONE];

/**
 * log Gamma(z) at a point z > 0: Stirling's series at z + n >= 40, whose remainder is below the first term left out.
 */
function logGammaAt(R: Reals, z: Dyadic): Enclosure {
  if (sign(z) <= 0) throw new OutOfReach('Gamma of what may not be positive');
  let shifted = z;
  let product = R.whole(1);
  while (order(shifted, dyadic(40n)) < 0) {
    product = R.mul(product, R.between(shifted, shifted));
    shifted = exactSum(shifted, dyadic(1n));
  }
  const w = R.between(shifted, shifted);
  const half = R.of(fraction(1n, 2n));
  const inverse = R.div(R.whole(1), w);
  const square = R.mul(inverse, inverse);
  let total = R.add(R.sub(R.mul(R.sub(w, half), log(R, w)), w), R.mul(half, log(R, R.mul(R.whole(2), pi(R)))));
  let power = inverse;
  const last = 24;
  for (let k = 1; k <= last; k++) {
    const c = times(bernoulli(2 * k), fraction(1n, BigInt(2 * k * (2 * k - 1))));
    const term = R.mul(R.of(c), power);
    total = R.add(total, k < last ? term : R.hull(R.whole(0), term));
    power = R.mul(power, square);
  }
  return R.sub(total, log(R, product));
}

/** Gamma at a point z > 0. */
const gammaAt = (R: Reals, z: Dyadic): Enclosure => exp(R, logGammaAt(R, z));

/** Gamma has its one minimum on (0, inf) between these, and is at least 0.8856031944 there. */
const LOW = fraction(146163n, 100000n);
const HIGH = fraction(146164n, 100000n);
const LEAST = fraction(8856031944n, 10000000000n);

export function gamma(R: Reals, z: Enclosure): Enclosure {
  const [a, b] = [gammaAt(R, z.lo), isPoint(z) ? undefined : gammaAt(R, z.hi)];
  if (b === undefined) return a;
  if (order(z.lo, R.of(HIGH).hi) >= 0 || order(z.hi, R.of(LOW).lo) <= 0) return R.hull(a, b);
  return R.hull(R.hull(a, b), R.of(LEAST));
}

/** Standard normal density. */
export function normalPdf(R: Reals, x: Enclosure): Enclosure {
  const square = R.power(x, 2n);
  return R.div(exp(R, R.neg(R.mul(square, R.of(fraction(1n, 2n))))), sqrt(R, R.mul(R.whole(2), pi(R))));
}

/** N(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...) for x >= 0, and N(-x) = 1 - N(x). */
export const normalCdf = (R: Reals, x: Enclosure): Enclosure => R.increasing(x, (at) => normalCdfAt(R, at));

function normalCdfAt(R: Reals, x: Dyadic): Enclosure {
  const size = sign(x) < 0 ? negated(x) : x;
  if (order(size, dyadic(60n)) > 0) throw new OutOfReach('the normal distribution beyond 60');
  // phi(-x) loses x^2/2 log_2 e bits against 1/2.
  const whole = Number(size.e >= 0 ? size.m << BigInt(size.e) : size.m >> BigInt(-size.e)) + 1;
  const S = new Reals(R.bits + 10 + (sign(x) < 0 ? Math.ceil(0.73 * whole * whole) : 0));
  const y = S.between(size, size);
  const square = S.mul(y, y);
  const series = positiveSeries(S, (n) => S.div(square, S.whole(2 * n + 3)));
  const beyond = S.mul(normalPdf(S, y), S.mul(y, series));
  const half = S.of(fraction(1n, 2n));
  const value = sign(x) < 0 ? S.sub(half, beyond) : S.add(half, beyond);
  return R.between(value.lo, value.hi);
}

/**
 * P(s, x) = x^s e^-x / Gamma(s+1) (1 + x/(s+1) + x^2/((s+1)(s+2)) + ...): up in x, down in s. From x > 2 s on
 * t^(s-1) e^-t falls by e^(-1/2) a unit and more, so 1 - P <= 2 x^(s-1) e^-x / Gamma(s): taken where that is below the
 * last bit.
 */
export function gammaCdf(R: Reals, x: Enclosure, s: Enclosure): Enclosure {
  requirePositive(s);
  const low = gammaCdfAt(R, x.lo, s.hi);
  return isPoint(x) && isPoint(s) ? low : { lo: low.lo, hi: gammaCdfAt(R, x.hi, s.lo).hi };
}

function gammaCdfAt(R: Reals, x: Dyadic, s: Dyadic): Enclosure {
  if (sign(x) < 0) throw new OutOfReach('gammaCdf of what may be negative');
  if (sign(x) === 0) return R.whole(0);
  const [X, S] = [R.between(x, x), R.between(s, s)];
  if (order(x, exactSum(exactSum(s, s), dyadic(BigInt(4 * R.bits)))) > 0) {
    const logRest = R.sub(R.sub(R.mul(R.sub(S, R.whole(1)), log(R, X)), X), logGammaAt(R, s));
    // 2 e^-bits is below 2^-bits.
    if (order(logRest.hi, dyadic(BigInt(-R.bits))) < 0) {
      return { lo: exactSum(dyadic(1n), dyadic(-1n, -R.bits)), hi: dyadic(1n) };
    }
  }
  const series = positiveSeries(R, (n) => R.div(X, R.add(S, R.whole(n + 1))));
  const top = exactSum(s, dyadic(1n));
  const front = exp(R, R.sub(R.sub(R.mul(S, log(R, X)), X), logGammaAt(R, top)));
  return within(R, R.mul(front, series));
}

/**
 * I_x(a, b) = x^a (1-x)^b / (a B(a, b)) (1 + (a+b)/(a+1) x + (a+b)(a+b+1)/((a+1)(a+2)) x^2 + ...) for x below the mean,
 * I_x(a, b) = 1 - I_(1-x)(b, a) above it: up in x, down in a, up in b.
 */
export function betaCdf(R: Reals, x: Enclosure, a: Enclosure, b: Enclosure): Enclosure {
  requirePositive(a);
  requirePositive(b);
  const low = betaCdfAt(R, x.lo, a.hi, b.lo);
  return isPoint(x) && isPoint(a) && isPoint(b) ? low : { lo: low.lo, hi: betaCdfAt(R, x.hi, a.lo, b.hi).hi };
}

function betaCdfAt(R: Reals, x: Dyadic, a: Dyadic, b: Dyadic): Enclosure {
  const rest = exactSum(dyadic(1n), negated(x));
  if (sign(x) < 0 || sign(rest) < 0) throw new OutOfReach('betaCdf outside [0, 1]');
  if (sign(x) === 0) return R.whole(0);
  if (sign(rest) === 0) return R.whole(1);
  const [X, Y, A, B] = [x, rest, a, b].map((end) => R.between(end, end)) as [
    Enclosure,
    Enclosure,
    Enclosure,
    Enclosure,
  ];
  // Above the mean: x b > (1 - x) a.
  if (order(R.mul(X, B).lo, R.mul(Y, A).hi) > 0) return within(R, R.sub(R.whole(1), betaCdfAt(R, rest, b, a)));
  const both = exactSum(a, b);
  const AB = R.between(both, both);
  // For b >= 1 the ratios (a+b+n)/(a+1+n) x decrease in n; for b < 1 they stay below x.
  const ratio = (n: number): Enclosure => R.mul(X, R.div(R.add(AB, R.whole(n)), R.add(A, R.whole(n + 1))));
  const series = order(b, dyadic(1n)) >= 0 ? positiveSeries(R, ratio) : boundedSeries(R, ratio, X.hi);
  const logFront = R.add(R.mul(A, log(R, X)), R.mul(B, log(R, Y)));
  const next = exactSum(a, dyadic(1n));
  const logBeta = R.sub(R.add(logGammaAt(R, next), logGammaAt(R, b)), logGammaAt(R, both));
  return within(R, R.mul(exp(R, R.sub(logFront, logBeta)), series));
}

/** A probability is at least 0 and at most 1. */
const within = (R: Reals, x: Enclosure): Enclosure => R.common(x, { lo: dyadic(0n), hi: dyadic(1n) }) ?? x;

/** Li_2(z) = z + z^2/4 + z^3/9 + ... for 0 <= z <= 1/2, and pi^2/6 - log z log(1-z) - Li_2(1-z) above. */
export function dilogarithm(R: Reals, z: Enclosure): Enclosure {
  return R.increasing(z, (at) => {
    if (sign(at) < 0 || order(at, dyadic(1n)) >= 0) throw new OutOfReach('dilogarithm outside [0, 1)');
    if (sign(at) === 0) return R.whole(0);
    const Z = R.between(at, at);
    if (order(at, dyadic(1n, -1)) <= 0) {
      // Ratios z (n/(n+1))^2 are below z.
      const ratio = (n: number): Enclosure => R.mul(Z, R.of(fraction(BigInt((n + 1) ** 2), BigInt((n + 2) ** 2))));
      return R.mul(Z, boundedSeries(R, ratio, Z.hi));
    }
    const rest = exactSum(dyadic(1n), negated(at));
    const Y = R.between(rest, rest);
    const zeta = R.div(R.mul(pi(R), pi(R)), R.whole(6));
    return R.sub(R.sub(zeta, R.mul(log(R, Z), log(R, Y))), dilogarithm(R, Y));
  });
}

/** positiveSeries for ratios that rise towards `bound` < 1. */
function boundedSeries(R: Reals, ratio: (n: number) => Enclosure, bound: Dyadic): Enclosure {
  let term = R.whole(1);
  let total = term;
  for (let n = 0; n < MOST_TERMS; n++) {
    term = R.mul(term, ratio(n));
    total = R.add(total, term);
    if (order({ m: term.hi.m, e: term.hi.e + R.bits }, total.lo) < 0) {
      const rest = R.div(R.mul(term, point(bound)), R.sub(R.whole(1), point(bound)));
      return { lo: total.lo, hi: R.add(total, rest).hi };
    }
  }
  throw new OutOfReach(`a series that needs more than ${MOST_TERMS} terms`);
}

/** 2F1(1, b; b+1; z) = 1 + b/(b+1) z + b/(b+2) z^2 + ...: up in z and in b; ratios stay below z. */
export function hypergeometric(R: Reals, z: Enclosure, b: Enclosure): Enclosure {
  requirePositive(b);
  if (sign(z.lo) < 0 || order(z.hi, dyadic(1n)) >= 0) throw new OutOfReach('2F1 outside 0 <= z < 1');
  const at = (x: Dyadic, shape: Dyadic): Enclosure => {
    if (sign(x) === 0) return R.whole(1);
    const [X, B] = [R.between(x, x), R.between(shape, shape)];
    const ratio = (n: number): Enclosure => R.mul(X, R.div(R.add(B, R.whole(n)), R.add(B, R.whole(n + 1))));
    return boundedSeries(R, ratio, X.hi);
  };
  return R.hull(at(z.lo, b.lo), at(z.hi, b.hi));
}

function requirePositive(x: Enclosure): void {
  if (sign(x.lo) <= 0) throw new OutOfReach('a shape parameter that may not be positive');
}
