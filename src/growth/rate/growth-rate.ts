/**
 * The growth rate Phi(p) = sup_{v in B} lim_{r -> 0+} (G(p, r v) - p)/r: the integrand of the differential method (R1).
 *
 * For a density q = e^{-psi} with integrable gradient, the inner limit is sup { E[<v, grad psi>; U] : P(U) = p }: the
 * mean of the slope Y = <v, grad psi(X)> over the p of the space where it is largest. As a supremum of linear
 * functionals it is convex in v, so only extreme points of B matter, and it is concave in p with Phi(p) = Phi(1 - p)
 * for even noise. Uniform noise has no slope but a boundary: there the limit is vol(Pi_v K)/|K| for every p (U4).
 */
import { fairSignSum } from '../../noise/rate/fair-sign-sum.ts';
import { exponentialRadialRate, paretoRate, powerRadialRate } from './radial.ts';
import { uniformRate } from './uniform.ts';
import type { UnitRate } from './unit-rate.ts';
import { betaDensityTimesVariance } from '../../numeric/special/gamma-beta-density.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { doubtAbout } from '../../noise/facts.ts';
import { canonicalNoise, isNamed, type CanonicalNoise } from '../../noise/named/canonical.ts';
import { reach, type Reach } from '../../geometry/functionals/reach.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { ExpNoise, Noise } from '../../noise/noise.ts';
import { betaQuantile, gammaQuantile, logGamma, normalPdf, normalQuantile } from '../../numeric/special/special.ts';

/** Phi for one noise and one adversary, at the noise's own scale. */
export interface GrowthRate {
  /** Phi(p), p in [0, 1]; at 0 and 1 the limit. Infinity where the slope is not integrable. */
  phi(p: number): number;
  /** Phi(1/2), the reciprocal of the radius curve's slope at rho = 1/2. */
  readonly phiHalf: number;
  /** False when phi is only an upper bound (no list of the adversary's extreme points). */
  readonly exact: boolean;
  /** In which terms. */
  readonly detail: string;
}

/**
 * Phi where a formula is known (MATH.md section 3 and the comments below) and the noise is known, else null.
 *
 * @example
 * growthRate(laplace(3, { lambda: 2 }), lpAdversary(1, 3)).phi(0.25) // => 0.125
 */
export function growthRate(noise: Noise, adversary: Adversary): GrowthRate | null {
  if (!isNamed(noise) || doubtAbout(noise, adversary) !== null) return null;
  const canonical = canonicalNoise(noise);
  const unit = unitRate(canonical, adversary);
  if (unit === null) return null;
  const { lambda } = canonical;
  return {
    phi: (p) => unit.phi(Math.min(p, 1 - p)) / lambda,
    phiHalf: unit.phi(0.5) / lambda,
    exact: unit.exact,
    detail: unit.detail,
  };
}

function unitRate(noise: CanonicalNoise, adversary: Adversary): UnitRate | null {
  const { dim } = noise;
  // On the line every norm is |x|.
  const p = adversary.kind === 'lp' ? (dim === 1 ? 1 : adversary.p) : null;
  switch (noise.family) {
    case 'gaussian':
      return spherical(gaussianRate, reach(adversary, 2), 'phi(Phi^-1(p)) (Gaussian)');
    case 'laplace':
      if (p === 1) return exactly((mass) => mass, 'p (Laplace, l1)');
      if (p !== Infinity) return null;
      return exactly((mass) => fairSignSum(dim).phi(mass), 'the largest p of a sum of d fair signs (Laplace, linf)');
    case 'uniform':
      return uniformRate(noise, adversary);
    case 'exp':
      return exponentialRate(noise, adversary, p);
    case 'power':
      if (noise.norm === 'l2') return null;
      if (p === Infinity) return exactly(powerRadialRate(dim, noise.a), 'slope of a radius (Power-linf, linf)');
      return p === 1 ? exactly(onFaces(powerRadialRate(dim, noise.a), dim), 'slope on a face (Power-linf, l1)') : null;
    case 'iid-exp':
      if (p !== 1) return null;
      return noise.s >= 1
        ? exactly(logConcaveMarginalRate(noise.s), 'f(F^-1(p)), the marginal (iid-exp, l1)')
        : exactly(exponentialRadialRate(1, noise.s), 'slope of one coordinate (iid-exp, l1)');
    case 'iid-pareto':
      return p === 1 ? exactly(paretoRate(noise.a), 'slope of one coordinate (iid-pareto, l1)') : null;
  }
}

function exponentialRate(noise: ExpNoise, adversary: Adversary, p: number | null): UnitRate | null {
  const { dim, norm, k, j } = noise;
  switch (norm) {
    case 'l1':
      return p === 1 ? exactly(exponentialRadialRate(dim, k), 'slope of a radius (Exp-l1, l1)') : null;
    case 'l2':
      if (k !== 1 || j !== 0) return null;
      return spherical(cosineRate(dim), reach(adversary, 2), 'E[cos; cos > c] (Exp-l2, k = 1)');
    case 'linf':
      if (p === Infinity && j === 0)
        return exactly(exponentialRadialRate(dim, k), 'slope of a radius (Exp-linf, linf)');
      if (p !== 1) return null;
      if (j === 0) return exactly(onFaces(exponentialRadialRate(dim, k), dim), 'slope on a face (Exp-linf, l1)');
      return singularFaceRate(dim, k, j);
  }
}

function exactly(phi: (p: number) => number, detail: string): UnitRate {
  return { phi, exact: true, detail };
}

/** Noise that depends on |x|_2 alone: Phi is that of l2 times the adversary's reach in l2. */
function spherical(phi: (p: number) => number, { value, exact }: Reach, detail: string): UnitRate {
  return { phi: (p) => phi(p) * value, exact, detail };
}

/** Y = <x, v> is standard normal. */
function gaussianRate(p: number): number {
  return p === 0 ? 0 : normalPdf(normalQuantile(p));
}

/**
 * e^{-|x|_2}: Y is the cosine of a uniform direction, (1 + cos)/2 ~ Beta(a, a), a = (d-1)/2. With y = (1 - c)/2 the
 * p-quantile, E[cos; cos > c] = 2 (y (1 - y))^a / (2 a B(a, a)) = y (1 - y) f(y)/a, f the beta density.
 */
function cosineRate(dim: number): (p: number) => number {
  const a = 0.5 * (dim - 1);
  return (p) => {
    if (p === 0) return 0;
    const y = betaQuantile(p, a, a);
    return betaDensityTimesVariance(y, 1 - y, a, a) / a;
  };
}

/**
 * Cubical noise along e_1: the slope is that of the radius on the face |x_1| = |x|_inf, of mass 1/d, and 0 elsewhere.
 * Above p = 1/(2d) the slope set has no more to take, and Phi is constant.
 */
function onFaces(radial: (p: number) => number, dim: number): (p: number) => number {
  return (p) => radial(Math.min(0.5, dim * p)) / dim;
}

/** |x|_inf^-j e^{-|x|^k} along e_1: the plateau ((d-1)/(2d)) Gam((d-j-1)/k)/Gam((d-j)/k), as a bound below 1/(2d). */
function singularFaceRate(dim: number, k: number, j: number): UnitRate {
  // Not (d - j)/k - 1/k, whose digits are gone for j near d - 1.
  const shape = (dim - 1 - j) / k;
  const plateau = shape > 0 ? 0.5 * (1 - 1 / dim) * Math.exp(-logGammaIncrement(shape, 1 / k)) : Infinity;
  return {
    phi: () => plateau,
    exact: false,
    detail: 'mean slope on a face (Exp-linf, l1), an upper bound below 1/(2d)',
  };
}

/**
 * Marginal density proportional to e^{-|x|^s}, s >= 1: f at the p-quantile x, |x|^s = t the 2p upper gamma quantile.
 */
function logConcaveMarginalRate(s: number): (p: number) => number {
  const shape = 1 / s;
  const logHeight = -Math.LN2 - logGamma(1 + shape);
  return (p) => (p === 0 ? 0 : Math.exp(logHeight - gammaQuantile(2 * p, shape, 'upper')));
}
