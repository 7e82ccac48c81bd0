/**
 * Gamma and beta laws at shapes up to 1e9 without cancellation.
 *
 * A difference of two log-gammas of size s loses log10(s log s) digits: at d = 200,000 that is the ninth digit of a
 * radius. Here every formula is written through Stirling's correction and the deviance function
 * phi(e) = e - log(1 + e), both of which stay small (Loader, "Fast and accurate computation of binomial
 * probabilities", 2000, does the same for the binomial law).
 */
import { logGamma } from './log-gamma.ts';

/** phi(e) = e - log(1 + e) >= 0 for e > -1, to full relative accuracy near 0. */
export function deviance(e: number): number {
  if (Math.abs(e) > 0.2) return e - Math.log1p(e);
  // log(1 + e) = 2 artanh v with v = e/(2 + e), and e - 2 v = e v.
  const v = e / (2 + e);
  const square = v * v;
  let term = 2 * v * square;
  let sum = e * v;
  for (let n = 3; n < 40; n += 2) {
    const next = sum - term / n;
    if (next === sum) break;
    sum = next;
    term *= square;
  }
  return sum;
}

/** phi(x/m - 1), sharp also where x/m is tiny; `shift` = x - m where the caller knows it better. */
function devianceFrom(x: number, m: number, shift = x - m): number {
  const e = shift / m;
  return Math.abs(e) <= 0.2 ? deviance(e) : e - Math.log(x / m);
}

/** log Gamma(s) - [(s - 1/2) log s - s + log(2 pi)/2], s > 0: Stirling's correction, about 1/(12 s). */
export function stirlingCorrection(s: number): number {
  if (s < 15) return logGamma(s) - ((s - 0.5) * Math.log(s) - s + HALF_LOG_TWO_PI);
  const u = 1 / (s * s);
  return (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - (u * 691) / 360360))))) / s;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** log(Gamma(s + delta) / Gamma(s)) for s > 0, s + delta > 0; `end` = s + delta where the caller knows it better. */
export function logGammaIncrement(s: number, delta: number, end = s + delta): number {
  const relative = delta / s;
  if (relative < -0.9) return logGamma(end) - logGamma(s);
  return (
    -s * deviance(relative) -
    0.5 * Math.log1p(relative) +
    delta * Math.log(s + delta) +
    stirlingCorrection(s + delta) -
    stirlingCorrection(s)
  );
}

/** x times the density of Gamma(s, scale 1) at x > 0: x^s e^-x / Gamma(s). */
export function gammaDensityTimesX(x: number, s: number): number {
  return Math.sqrt(s / (2 * Math.PI)) * Math.exp(-stirlingCorrection(s) - s * devianceFrom(x, s));
}

/**
 * y (1 - y) times the density of Beta(a, b) at y, given both y and 1 - y:
 * y^a (1 - y)^b / B(a, b).
 */
export function betaDensityTimesVariance(y: number, complement: number, a: number, b: number): number {
  const n = a + b;
  // The smaller of y and 1 - y carries the digits.
  const shift = y <= complement ? y - a / n : b / n - complement;
  const exponent = a * devianceFrom(n * y, a, n * shift) + b * devianceFrom(n * complement, b, -n * shift);
  return (
    Math.sqrt((a / n) * (b / (2 * Math.PI))) *
    Math.exp(stirlingCorrection(n) - stirlingCorrection(a) - stirlingCorrection(b) - exponent)
  );
}
