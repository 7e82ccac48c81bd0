/**
 * The one facade over the special-function libraries. Nothing else in the project imports them.
 *
 * Which library serves what was decided by measurement against 50-digit references (docs/numerics.md):
 * - incomplete gamma and its inverse: the port of R's nmath, below 1e-14 relative up to shape 150528
 *   (the @stdlib ones are wrong by up to 2e-2 for x > 1000);
 * - incomplete beta and its inverse: @stdlib, below 1e-13 (the nmath port is wrong by up to 1e-3).
 */
import './process-for-browsers.ts';
import { pgamma, qgamma } from 'lib-r-math.js';
import betainc from '@stdlib/math-base-special-betainc';
import betaQuantileLibrary from '@stdlib/stats-base-dists-beta-quantile';
import erfLibrary from '@stdlib/math-base-special-erf';
import erfcLibrary from '@stdlib/math-base-special-erfc';
import erfcxLibrary from '@stdlib/math-base-special-erfcx';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import gammaln from '@stdlib/math-base-special-gammaln';
import hyp2f1 from '@stdlib/math-base-special-hyp2f1';
import { betaTail } from './incomplete-beta.ts';
import { gammaRatio as stirlingGammaRatio, logGammaKernel } from './stirling.ts';
import spence from '@stdlib/math-base-special-spence';

/** Which tail of a distribution a probability refers to. */
export type Tail = 'lower' | 'upper';

/** log Gamma(x), x > 0. */
export function logGamma(x: number): number {
  return gammaln(x);
}

/** Gamma(a) / Gamma(b), a and b > 0, without overflow or cancellation when both are large. */
export function gammaRatio(a: number, b: number): number {
  return stirlingGammaRatio(a, b);
}

/** Distribution function of Gamma(shape, scale 1) at x, or its upper tail: the regularized incomplete gamma P or Q. */
export function gammaCdf(x: number, shape: number, tail: Tail = 'lower'): number {
  return pgamma(x, shape, 1, undefined, tail === 'lower', false);
}

/** The x with gammaCdf(x, shape, tail) = p, p in [0, 1]. */
export function gammaQuantile(p: number, shape: number, tail: Tail = 'lower'): number {
  const found = qgamma(p, shape, 1, undefined, tail === 'lower', false);
  return tail === 'upper' && p > 0 && p < FAR_TAIL ? refineFarQuantile(p, shape, found) : found;
}

/** Below this the library's upper quantile of small shapes stops short: 109 for 683 at shape 1/8 and 1e-300. */
const FAR_TAIL = 1e-30;

/** Newton's method for log Q(shape, x) = log p, concave and falling in x like -x: from the right it converges. */
function refineFarQuantile(p: number, shape: number, start: number): number {
  const goal = Math.log(p);
  let x = Math.max(start, shape);
  for (let step = 0; step < 60; step++) {
    const tail = gammaCdf(x, shape, 'upper');
    if (!(tail > 0)) return start;
    const hazard = Math.exp(logGammaDensity(x, shape)) / tail;
    const move = (Math.log(tail) - goal) / hazard;
    x += move;
    if (Math.abs(move) <= 4 * Number.EPSILON * x) break;
  }
  return x;
}

/** log of the Gamma(shape, scale 1) density at x > 0. */
export function logGammaDensity(x: number, shape: number): number {
  return logGammaKernel(x, shape) - Math.log(x);
}

/** Distribution function of Beta(a, b) at x in [0, 1]: the regularized incomplete beta. */
export function betaCdf(x: number, a: number, b: number, tail: Tail = 'lower'): number {
  if (x <= 0) return tail === 'lower' ? 0 : 1;
  if (x >= 1) return tail === 'lower' ? 1 : 0;
  // The library loses digits with growing parameters: 7e-12 at a = b = 75000, everything at 1e9 trials.
  return a + b > LARGEST_LIBRARY_BETA ? betaTail(x, a, b, tail) : betainc(x, a, b, true, tail === 'upper');
}

const LARGEST_LIBRARY_BETA = 20_000;

/** The x in [0, 1] with betaCdf(x, a, b, tail) = p. */
export function betaQuantile(p: number, a: number, b: number, tail: Tail = 'lower'): number {
  return tail === 'lower' ? betaQuantileLibrary(p, a, b) : 1 - betaQuantileLibrary(p, b, a);
}

/** Distribution function of the beta-prime(a, b) law (the ratio of two gammas) at x >= 0. */
export function betaPrimeCdf(x: number, a: number, b: number, tail: Tail = 'lower'): number {
  // x/(1 + x) has lost the distance to 1 of a large x.
  return x <= 1 ? betaCdf(x / (1 + x), a, b, tail) : betaCdf(1 / (1 + x), b, a, tail === 'lower' ? 'upper' : 'lower');
}

/** erf(x). */
export function erf(x: number): number {
  return erfLibrary(x);
}

/** erfc(x). */
export function erfc(x: number): number {
  return erfcLibrary(x);
}

/** exp(x^2) erfc(x). */
export function erfcx(x: number): number {
  return erfcxLibrary(x);
}

/** Standard normal density. */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Standard normal distribution function, accurate in both tails. */
export function normalCdf(x: number, tail: Tail = 'lower'): number {
  return 0.5 * erfcLibrary((tail === 'lower' ? -x : x) * Math.SQRT1_2);
}

/** Standard normal quantile, accurate in the lower tail; for the upper tail pass `tail: 'upper'` and the tail mass. */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  const x = p <= 0.5 ? -Math.SQRT2 * erfcinv(2 * p) : Math.SQRT2 * erfcinv(2 * (1 - p));
  return tail === 'lower' ? x : -x;
}

/** P[Bin(n, p) >= k]. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return betaCdf(p, k, n - k + 1);
}

/** P[Bin(n, p) <= k]. */
export function binomialLowerTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaCdf(p, k + 1, n - k, 'upper');
}

/** Dilogarithm Li_2(x), x <= 1. */
export function dilogarithm(x: number): number {
  if (Math.abs(x) > 0.25) return spence(1 - x);
  // The library is a function of 1 - x, which rounds a small x away.
  let power = x;
  let sum = x;
  for (let n = 2; Math.abs(power) > 1e-18 * Math.abs(sum); n++) {
    power *= x;
    sum += power / (n * n);
  }
  return sum;
}

/** Gauss's hypergeometric function 2F1(a, b; c; x), |x| < 1. */
export function hypergeometric2F1(a: number, b: number, c: number, x: number): number {
  return hyp2f1(a, b, c, x);
}
