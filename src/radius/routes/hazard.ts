/**
 * The differential method where the slope of log q along v is s h(r): a fair sign s, and h a monotone function of an
 * independent radius r. Then Phi(p) = E[h(r); the 2p of the radii where h is largest]/2, and with
 * h(r) = -f'(r)/f(r), r of density proportional to r^{d-1} f(r), the integral of dp/Phi becomes
 *
 *   h increasing (radii above r_p, P(r > r_p) = 2p):  R = int_0^{r_p} r^{d-1} f(r) / int_r^inf t^{d-1} |f'(t)| dt dr
 *   h decreasing (radii below r_p, P(r < r_p) = 2p):  R = int_{r_p}^inf r^{d-1} f(r) / int_0^r t^{d-1} |f'(t)| dt dr
 *
 * In closed terms (no quantile inside the integral, and one sweep serves a whole curve):
 *   f = e^{-r^k}, k >= 1:  the hazard rate of Gamma((d + k - 1)/k) at r^k, integrated dr over [0, r_p]
 *   f = e^{-r^k}, k < 1:   its reverse hazard rate, integrated over [r_p, inf)
 *   f = (1 + r)^-a:        (1 + r)/a times the reverse hazard rate of beta-prime(d, a + 1 - d), over [r_p, inf)
 *
 * It covers Exp-linf and Power-linf against linf, Exp-l1 against l1, and, with d = 1, the independent coordinates
 * e^{-|x_i|^s}, s < 1, and Pareto against l1.
 */
import { betaCdf, gammaCdf, gammaQuantile, logGamma, type Tail } from '../../numeric/special/special.ts';
import { integrate } from '../../numeric/quadrature/adaptive.ts';
import { logBetaPrimeQuantile } from '../../numeric/special/beta-prime.ts';
import { betaDensityTimesVariance, gammaDensityTimesX } from '../../numeric/special/gamma-beta-density.ts';
import { roundedRadius, type RouteRadius } from './route.ts';
import type { TopProbability } from '../top-probability.ts';

/** A radius law with its hazard, everything in terms of log r. */
export interface RadialHazard {
  /** Whether h increases with r. */
  readonly increasing: boolean;
  /** dR / d log r, positive. */
  readonly rate: (logR: number) => number;
  /** log r at which the given tail of the radius law has this mass. */
  readonly logQuantile: (mass: number, tail: Tail) => number;
  /** The radius in the limit rho -> 1 beyond a small r: a point and a lower bound on the integral below it. */
  readonly limit: { readonly logR: number; readonly rest: number } | null;
}

/** Radii beyond e^690 are left out (heavy tails): the integral only gets smaller. */
const LARGEST_LOG = 690;

/** f = e^{-r^k} in dimension d. */
export function exponentialHazard(dim: number, k: number): RadialHazard {
  const shape = dim / k;
  const steep = (dim - 1 + k) / k;
  const logQuantile = (mass: number, tail: Tail): number => {
    const x = gammaQuantile(mass, shape, tail);
    // P(shape, x) -> x^shape / Gamma(shape + 1) where x underflows.
    const logMass = tail === 'lower' ? Math.log(mass) : Math.log1p(-mass);
    return x > 1e-280 ? Math.log(x) / k : (logMass + logGamma(shape + 1)) / dim;
  };
  if (k >= 1) {
    return { increasing: true, rate: (logR) => hazardRate(logR, dim, k, steep), logQuantile, limit: null };
  }
  // Below x_0 the reverse hazard is (steep/x)(1 - O(1e-14)), with x = r^k.
  const logSmall = Math.log(1e-14 * (steep + 1)) / k;
  const rest = (steep / (1 - k)) * Math.exp((1 - k) * logSmall) * (1 - 1e-13);
  return {
    increasing: false,
    rate: (logR) => Math.exp(logR * (1 - k)) * gammaReverseHazardTimesX(Math.exp(k * logR), steep),
    logQuantile,
    limit: { logR: logSmall, rest },
  };
}

/** f = (1 + r)^-a in dimension d < a. */
export function powerHazard(dim: number, a: number): RadialHazard {
  const tailShape = a + 1 - dim;
  return {
    increasing: false,
    rate: (logR) => {
      const r = Math.exp(logR);
      return ((1 + r) / a) * betaReverseHazard(r / (1 + r), 1 / (1 + r), dim, tailShape);
    },
    logQuantile: (mass, tail) =>
      Math.min(LARGEST_LOG, Math.max(-LARGEST_LOG, logBetaPrimeQuantile(mass, dim, a - dim, tail))),
    limit: null,
  };
}

/**
 * Radii at lambda = 1 for probabilities rho > 1/2 (any order). One pass: the integral is accumulated from one
 * probability to the next, and the quadrature error so far is subtracted.
 */
export function hazardRadii(law: RadialHazard, at: readonly TopProbability[]): RouteRadius[] {
  const order = at.map((_, i) => i).sort((i, j) => at[i]!.excess - at[j]!.excess || at[j]!.tail - at[i]!.tail);
  const radii = new Array<RouteRadius>(at.length);
  let value = 0;
  let error = 0;
  let position: number | null = null;
  for (const i of order) {
    const { tail, excess } = at[i]!;
    if (tail === 0 && law.limit === null) {
      radii[i] = roundedRadius(Infinity, false);
      continue;
    }
    const next = tail === 0 ? law.limit!.logR : logRadiusAt(law, tail, excess);
    // What lies beyond the start is dropped: 1e-16 of the first radius, on the safe side.
    position ??= law.logQuantile(Math.max(1e-304, 2e-16 * excess), law.increasing ? 'lower' : 'upper');
    if (law.increasing ? next > position : next < position) {
      const piece = integrate(law.rate, position, next, { relativeTolerance: 1e-12, points: 15 });
      value += Math.abs(piece.value);
      error += piece.error;
      position = next;
    }
    radii[i] = roundedRadius(value + (tail === 0 ? law.limit!.rest : 0), false, error);
  }
  return radii;
}

/** log r_p, from whichever of 2 excess and 2 tail is the sharper. */
function logRadiusAt(law: RadialHazard, tail: number, excess: number): number {
  const side = law.increasing === excess < 0.25 ? 'lower' : 'upper';
  return law.logQuantile(2 * (excess < 0.25 ? excess : tail), side);
}

/** r times the hazard rate of Gamma((d + k - 1)/k) at r^k: (x g(x)/Q(x)) r^{1-k}, or r^d e^-x/Gamma(steep, x). */
function hazardRate(logR: number, dim: number, k: number, steep: number): number {
  const x = Math.exp(k * logR);
  const survival = gammaCdf(x, steep, 'upper');
  if (steep < 15) return Math.exp(dim * logR - x - logGamma(steep)) / survival;
  return (Math.exp((1 - k) * logR) * gammaDensityTimesX(x, steep)) / survival;
}

/**
 * x g(x)/P(x) for Gamma(s): by the series s / sum_n x^n/(s+1)_n below the mean, where P may underflow: for large s
 * already thirty deviations below it.
 */
function gammaReverseHazardTimesX(x: number, s: number): number {
  if (x < Math.max(0.85 * (s + 1), s + 1 - 30 * Math.sqrt(s + 1))) {
    let term = 1;
    let sum = 1;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= x / (s + n);
      sum += term;
    }
    return s / sum;
  }
  return gammaDensityTimesX(x, s) / gammaCdf(x, s);
}

/** y (1 - y) f(y)/I_y(a, b) for Beta(a, b): by I = y^a (1-y)^b 2F1(a + b, 1; a + 1; y)/(a B) below the mean. */
function betaReverseHazard(y: number, complement: number, a: number, b: number): number {
  if (y * (a + b) < 0.85 * (a + 1)) {
    let term = 1;
    let sum = 1;
    for (let n = 0; term > 1e-17 * sum; n++) {
      term *= (y * (a + b + n)) / (a + 1 + n);
      sum += term;
    }
    return a / sum;
  }
  return betaDensityTimesVariance(y, complement, a, b) / betaCdf(y, a, b);
}
