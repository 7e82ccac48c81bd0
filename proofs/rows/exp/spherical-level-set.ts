/**
 * The level-set method for spherical noise, by its own quadrature: with F(tau) = Q(log L > tau) for a shift of length
 * e, evenness gives Q_v(log L > tau) = 1 - F(-tau). So the exact radius e at rho has a tau with F(tau) = 1 - rho and
 * F(-tau) = 1/2.
 */
import { betaCdf, logGamma } from '../../../src/numeric/special/special.ts';
import { integrate } from '../../../src/numeric/quadrature/adaptive.ts';
import { findRoot } from '../../../src/numeric/roots.ts';
import type { RandomStream } from '../../../src/numeric/random/random-stream.ts';
import type { NumericInstance } from '../../../src/checker/index.ts';

/** A density f(|x|_2) in R^d. */
export interface SphericalLaw {
  readonly dim: number;
  /** log f, unnormalized. */
  logDensity(radius: number): number;
  /** The s with log f(s) = level, Infinity or 0 beyond its range: log f falls. */
  radiusAt(level: number): number;
  /** log of the density of |x|_2. */
  logRadialDensity(radius: number): number;
  /** Where the radius lives, for the quadrature: a typical value, and the spread of the logarithm about it. */
  readonly typical: readonly [number, number];
}

/** |x|^-j e^{-|x|^k}. */
export function exponentialLaw(dim: number, k: number, j = 0): SphericalLaw {
  const shape = (dim - j) / k;
  const centre = shape ** (1 / k);
  const logDensity = (r: number): number => (j === 0 ? 0 : -j * Math.log(r)) - r ** k;
  return {
    dim,
    logDensity,
    radiusAt: (level) => {
      if (j === 0) return level >= 0 ? 0 : (-level) ** (1 / k);
      // log f falls through all of the line: bisect on a logarithmic scale.
      const excess = (logRadius: number): number => logDensity(Math.exp(logRadius)) - level;
      return Math.exp(findRoot(excess, -700, 700 / k, { absoluteTolerance: 1e-15 }).root);
    },
    logRadialDensity: (r) => Math.log(k) + (dim - j - 1) * Math.log(r) - r ** k - logGamma(shape),
    typical: [centre, 2 / Math.sqrt(shape) / k],
  };
}

/** (1 + |x|^k)^-a. */
export function powerLaw(dim: number, k: number, a: number): SphericalLaw {
  const [low, high] = [dim / k, a - dim / k];
  const centre = (low / high) ** (1 / k);
  const logGrowth = (r: number): number => (r ** k < 1e300 ? Math.log1p(r ** k) : k * Math.log(r));
  return {
    dim,
    logDensity: (r) => -a * logGrowth(r),
    radiusAt: (level) => (level >= 0 ? 0 : Math.expm1(-level / a) ** (1 / k)),
    logRadialDensity: (r) =>
      Math.log(k) + (dim - 1) * Math.log(r) - a * logGrowth(r) + logGamma(a) - logGamma(low) - logGamma(high),
    typical: [centre, (2 * Math.sqrt(1 / low + 1 / high)) / k],
  };
}

/** F(tau): for |x| = r the ratio exceeds e^tau where |x - v| is below s(r) with log f(s) = log f(r) + tau. */
function ratioTail(law: SphericalLaw, shift: number, tau: number): number {
  const h = (law.dim - 1) / 2;
  const inside = (r: number): number => {
    const s = law.radiusAt(law.logDensity(r) + tau);
    // Not by squares: far out in a heavy tail they overflow where their quotient does not.
    const y = ((r + shift - s) / r) * ((r + shift + s) / (4 * shift));
    return betaCdf(Math.min(1, Math.max(0, y)), h, h, 'upper');
  };
  const [centre, spread] = law.typical;
  // In w = log(r/centre): in r a heavy tail reaches beyond what a quadrature on the half-line can weigh.
  const f = (w: number): number => {
    const r = centre * Math.exp(w);
    const weight = r > 0 && r < Infinity ? r * Math.exp(law.logRadialDensity(r)) : 0;
    return weight > 0 ? weight * inside(r) : 0;
  };
  const breakpoints = kinks(law, shift, tau).map((r) => Math.log(r / centre));
  return integrate(f, -Infinity, Infinity, {
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-14,
    breakpoints: [...breakpoints, 0],
    scale: spread,
  }).value;
}

/** Radii at which the sphere begins or ceases to meet the set: |r - s(r)| = shift or r + s(r) = shift. */
function kinks(law: SphericalLaw, shift: number, tau: number): number[] {
  const inner = (r: number): number => law.radiusAt(law.logDensity(r) + tau);
  const gaps = [
    (r: number): number => Math.abs(r - inner(r)) - shift,
    (r: number): number => r + inner(r) - shift,
  ] as const;
  const [centre, spread] = law.typical;
  const [from, to] = [-Math.max(20, 8 * spread), Math.max(5, 8 * spread)];
  const grid = Array.from({ length: 401 }, (_, i) => centre * Math.exp(from + (i / 400) * (to - from)));
  return gaps.flatMap((gap) => {
    const values = grid.map(gap);
    return grid.slice(1).flatMap((r, i) => (values[i]! * values[i + 1]! < 0 ? findRoot(gap, grid[i]!, r).root : []));
  });
}

/** rho in (0.51, 0.9999): where the masses and their slopes are large enough for a quadrature. */
export const levelSetProbability = (random: RandomStream): number => 1 - 0.49 * 10 ** (-3.7 * random.uniformOpen());

/** The library's radius put back into the level-set equations: F(-tau) = 1/2 at the tau with F(tau) = 1 - rho. */
export function levelSetInstances(
  label: string,
  law: SphericalLaw,
  radius: number,
  rho: number,
  tolerance: number,
): NumericInstance[] {
  const span = Math.abs(law.logDensity(law.typical[0] + radius) - law.logDensity(law.typical[0])) + 1;
  const tau = findRoot((t) => ratioTail(law, radius, t) - (1 - rho), -span, 4 * span, {
    absoluteTolerance: 1e-13,
  }).root;
  return [
    {
      label: `${label}, rho = ${rho}: shifted mass at radius ${radius}`,
      left: 1 - ratioTail(law, radius, -tau),
      relation: '=',
      right: 0.5,
      tolerance,
    },
  ];
}

/**
 * rho - 1/2 so small that the exact radius is (rho - 1/2)/Phi(1/2) to 1e-4 of it, and large enough for digits of the
 * radius.
 */
const NEAR = 1e-4;

/**
 * Near rho = 1/2, where no quadrature sees a mass: R = (rho - 1/2)/Phi(1/2), with Phi(1/2) = (d-1)/2 E[1/|x|] E|u_1|,
 * as the slope of the density along the radius has mean (d-1) E[1/|x|] (by parts) and u is uniform on the sphere.
 * `inverse` is log E[1/|x|]; d - 1 and j differ by at least 1.
 */
export function nearOneHalf(
  label: string,
  dim: number,
  inverse: number,
  radiusAt: (rho: number) => number,
): NumericInstance {
  const rho = 0.5 + NEAR;
  const direction = logGamma(dim / 2) - logGamma((dim + 1) / 2);
  const rate = ((dim - 1) / 2 / Math.sqrt(Math.PI)) * Math.exp(inverse + direction);
  const right = (rho - 0.5) / rate;
  return { label: `${label}, rho = 1/2 + 1e-4`, left: radiusAt(rho), relation: '=', right, tolerance: 1e-4 * right };
}
