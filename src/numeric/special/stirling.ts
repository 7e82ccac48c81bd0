/**
 * Differences of log-gammas without cancellation: Stirling's correction, log(1 + u) - u, and what they give for ratios
 * of Gamma functions at arguments up to 1e9. (A difference of two log-gammas of size s loses log10(s log s) digits: at
 * d = 200,000 that is the ninth digit of a radius.)
 *
 * Sources: C. Loader, "Fast and accurate computation of binomial probabilities" (2000); DLMF 5.11.
 */
import { logGamma } from './log-gamma.ts';

/** log(2 pi)/2 */
export const HALF_LOG_TWO_PI = 0.9189385332046727418;

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

/**
 * log(x/m) - (x - m)/m for x, m > 0, sharp also where x/m is tiny; `shift` = x - m where the caller knows it better.
 */
export function logRatioMinus(x: number, m: number, shift = x - m): number {
  const u = shift / m;
  return Math.abs(u) <= 0.5 ? log1pMinus(u) : Math.log(x / m) - u;
}

/** log(Gamma(s + delta) / Gamma(s)) for s > 0, s + delta > 0; `end` = s + delta where the caller knows it better. */
export function logGammaIncrement(s: number, delta: number, end = s + delta): number {
  if (delta / s < -0.9) return logGamma(end) - logGamma(s);
  return delta * Math.log(s + delta) + withoutPower(s, delta);
}

/** Gamma(a) / Gamma(b) for a, b > 0, without overflow or cancellation when both are large. */
export function gammaRatio(a: number, b: number): number {
  if (Math.min(a, b) < 12) return Math.exp(logGamma(a) - logGamma(b));
  return a < b ? 1 / gammaRatio(b, a) : a ** (a - b) * Math.exp(withoutPower(b, a - b));
}

/** log(Gamma(s + delta) / Gamma(s)) - delta log(s + delta), which stays small. */
function withoutPower(s: number, delta: number): number {
  const u = delta / s;
  return s * log1pMinus(u) - 0.5 * Math.log1p(u) + stirlingCorrection(s + delta) - stirlingCorrection(s);
}
