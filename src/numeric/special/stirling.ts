/**
 * Differences that cancel when written with log Gamma: Stirling's correction, log(1 + u) - u, exact products, and what
 * they give for ratios of Gamma functions and for the gamma and beta densities at large parameters.
 *
 * Sources: C. Loader, "Fast and accurate computation of binomial probabilities" (2000); DLMF 5.11.
 */
import { productError } from '../directed.ts';
import { logGamma } from './log-gamma.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727418;

/** log(1 + u) - u, u > -1, to full relative precision. */
export function log1pMinus(u: number): number {
  if (!(Math.abs(u) <= 0.5)) return Math.log1p(u) - u;
  // With r = u/(2+u): log(1+u) = 2 artanh r, and 2r - u = -u r.
  const r = u / (2 + u);
  const square = r * r;
  let sum = 0;
  let power = 1;
  for (let k = 3; k < 45; k += 2) {
    const term = power / k;
    sum += term;
    if (term < 1e-17 * sum) break;
    power *= square;
  }
  return r * (2 * square * sum - u);
}

/** Coefficients B_2k / (2k (2k-1)) of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** log Gamma(z) - ((z - 1/2) log z - z + log(2 pi)/2), z > 0: below 1/(12 z), absolute error below 2e-15. */
export function stirlingCorrection(z: number): number {
  if (z < 12) return logGamma(z) - ((z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI);
  const inverse = 1 / z;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + STIRLING[k]!;
  return sum * inverse;
}

/** Gamma(a) / Gamma(b) for a, b > 0, without overflow or cancellation when both are large. */
export function gammaRatio(a: number, b: number): number {
  if (Math.min(a, b) < 12) return Math.exp(logGamma(a) - logGamma(b));
  if (a < b) return 1 / gammaRatio(b, a);
  const { power, rest } = ratioParts(a, b);
  return a ** power * Math.exp(rest);
}

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
    last.logBeta = logGamma(a) - logGammaRise(b, a);
    last.a = a;
    last.b = b;
  }
  return last.logBeta;
}

/** log(Gamma(b + power) / Gamma(b)) for b, power > 0; a power that b + power would round keeps its digits. */
function logGammaRise(b: number, power: number): number {
  if (b < 12) return logGamma(b + power) - logGamma(b);
  return power * Math.log(b + power) + ratioParts(b + power, b, power).rest;
}

/** For a >= b >= 12 and power = a - b: Gamma(a)/Gamma(b) = a^power exp(rest), rest without cancellation. */
function ratioParts(a: number, b: number, power = a - b): { power: number; rest: number } {
  const u = power / b;
  return {
    power,
    rest: b * log1pMinus(u) - 0.5 * Math.log1p(u) + stirlingCorrection(a) - stirlingCorrection(b),
  };
}

/** log of x^s e^-x / Gamma(s), x and s > 0: x times the Gamma(s) density. */
export function logGammaKernel(x: number, s: number): number {
  if (s < 12) return s * Math.log(x) - x - logGammaAgain(s);
  return s * log1pMinus((x - s) / s) + 0.5 * Math.log(s) - HALF_LOG_TWO_PI - stirlingCorrection(s);
}

/** log of the Gamma(s, scale 1) density at x > 0. */
export function logGammaDensity(x: number, s: number): number {
  return logGammaKernel(x, s) - Math.log(x);
}

/**
 * log of x^a (1-x)^b / B(a, b), 0 < x < 1, a and b > 0: x (1-x) times the Beta(a, b) density. `lambda` is
 * a - (a+b) x (see betaOffset).
 */
export function logBetaKernel(x: number, a: number, b: number, lambda = betaOffset(x, a, b)): number {
  const n = a + b;
  if (Math.min(a, b) < 12) {
    // One small parameter s, the other large: B(a, b) = Gamma(s) Gamma(big) / Gamma(big + s).
    const [least, most] = a < b ? [a, b] : [b, a];
    return a * Math.log(x) + b * Math.log1p(-x) - logBetaAgain(least, most);
  }
  const exponent = a * log1pMinus(-lambda / a) + b * log1pMinus(lambda / b);
  const correction = stirlingCorrection(n) - stirlingCorrection(a) - stirlingCorrection(b);
  return exponent + 0.5 * Math.log((a * b) / n) - HALF_LOG_TWO_PI + correction;
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
