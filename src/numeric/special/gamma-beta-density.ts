/**
 * The gamma and beta densities, times what makes them free of scale, at shapes up to 1e9 without cancellation: Loader's
 * formulas (stirling.ts) where the shapes are large, log-gammas where one is small.
 */
import { productError } from '../directed.ts';
import { logGamma } from './log-gamma.ts';
import { HALF_LOG_TWO_PI, logGammaIncrement, logRatioMinus, stirlingCorrection } from './stirling.ts';

/** Shapes below this go through log-gammas. */
const SMALL = 12;

/** log Gamma(s) and log B(a, b), a <= b, kept for the next call: a law is asked at many points in turn. */
const last = { s: NaN, logGamma: NaN, a: NaN, b: NaN, logBeta: NaN };

function logGammaAgain(s: number): number {
  if (s !== last.s) {
    last.logGamma = logGamma(s);
    last.s = s;
  }
  return last.logGamma;
}

function logBetaAgain(a: number, b: number): number {
  if (a !== last.a || b !== last.b) {
    last.logBeta = logGamma(a) - logGammaIncrement(b, a);
    last.a = a;
    last.b = b;
  }
  return last.logBeta;
}

/** log of x^s e^-x / Gamma(s), x and s > 0: x times the Gamma(s) density. */
export function logGammaKernel(x: number, s: number): number {
  if (s < SMALL) return s * Math.log(x) - x - logGammaAgain(s);
  return s * logRatioMinus(x, s) + 0.5 * Math.log(s) - HALF_LOG_TWO_PI - stirlingCorrection(s);
}

/** x times the density of Gamma(s, scale 1) at x > 0: x^s e^-x / Gamma(s). */
export function gammaDensityTimesX(x: number, s: number): number {
  return Math.exp(logGammaKernel(x, s));
}

/** log of the Gamma(s, scale 1) density at x > 0. */
export function logGammaDensity(x: number, s: number): number {
  return logGammaKernel(x, s) - Math.log(x);
}

/**
 * log of x^a (1-x)^b / B(a, b), 0 < x < 1, a and b > 0: x (1-x) times the Beta(a, b) density. `lambda` is
 * a - (a+b) x (see betaOffset); `complement` is 1 - x, where the caller knows it better.
 */
export function logBetaKernel(
  x: number,
  a: number,
  b: number,
  lambda = betaOffset(x, a, b),
  complement = 1 - x,
): number {
  const n = a + b;
  if (Math.min(a, b) < SMALL) {
    // The smaller of x and 1 - x carries the digits.
    const [logX, logRest] =
      x <= complement ? [Math.log(x), Math.log1p(-x)] : [Math.log1p(-complement), Math.log(complement)];
    return a * logX + b * logRest - (a < b ? logBetaAgain(a, b) : logBetaAgain(b, a));
  }
  const exponent = a * logRatioMinus(n * x, a, -lambda) + b * logRatioMinus(n * complement, b, lambda);
  const correction = stirlingCorrection(n) - stirlingCorrection(a) - stirlingCorrection(b);
  return exponent + 0.5 * Math.log((a * b) / n) - HALF_LOG_TWO_PI + correction;
}

/** y (1 - y) times the density of Beta(a, b) at y, given both y and 1 - y: y^a (1 - y)^b / B(a, b). */
export function betaDensityTimesVariance(y: number, complement: number, a: number, b: number): number {
  const lambda = y <= complement ? betaOffset(y, a, b) : -betaOffset(complement, b, a);
  return Math.exp(logBetaKernel(y, a, b, lambda, complement));
}

/** a - (a+b) x with one rounding of the result, whatever cancels. */
export function betaOffset(x: number, a: number, b: number): number {
  const n = a + b;
  // Two-sum: a + b = n + rest exactly.
  const virtual = n - a;
  const rest = a - (n - virtual) + (b - virtual);
  const product = n * x;
  return a - product - productError(n, x, product) - rest * x;
}
