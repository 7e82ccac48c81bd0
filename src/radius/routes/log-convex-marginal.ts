/**
 * Differential radii against l1 of two noises with independent log-convex coordinates, in closed form at lambda = 1.
 * They equal the integral of hazard.ts (tested) and are faster for one radius at a time.
 */
import { dilogarithm, gammaCdf, gammaQuantile } from '../../numeric/special/special.ts';
import type { TopProbability } from '../top-probability.ts';

/**
 * e^{-|x|^{1/2}}: 2(-c log(1 - e^-c) + Li_2(e^-c)) with c the Gamma(2) quantile of 2(1 - rho) (MATH.md table, s = 1/2);
 * finite at rho = 1.
 */
export function squareRootExponentL1({ tail, excess }: TopProbability): number {
  const side = excess < 0.25 ? 'upper' : 'lower';
  const mass = 2 * Math.min(excess, tail);
  let c = gammaQuantile(mass, 2, side);
  if (c > 0 && c < Infinity) {
    // The radius is up to log(1/mass) times as sensitive as the quantile: one Newton step for its last digits.
    const miss = gammaCdf(c, 2, side) - mass;
    c += ((side === 'upper' ? miss : -miss) * Math.exp(c)) / c;
  }
  if (c === 0) return Math.PI ** 2 / 3;
  if (c === Infinity) return 0;
  const small = Math.exp(-c);
  const log = c > 0.7 ? Math.log1p(-small) : Math.log(-Math.expm1(-c));
  return 2 * (dilogarithm(small) - c * log);
}

/** Largest z at which the series below is shorter than the integral. */
export const LARGEST_ARGUMENT = 0.9;

/** z = (2 rho - 1)^{1 + 1/a}. */
export function paretoArgument({ excess }: TopProbability, a: number): number {
  return (2 * excess) ** (1 + 1 / a);
}

/**
 * (1 + |x|)^{-a-1}: ((2 rho - 1)/a) 2F1(1, b; b + 1; z), b = a/(a + 1), whose series is sum b/(b + n) z^n; positive
 * terms, so that what is cut off only lowers it (by less than 1e-16 of it).
 */
export function paretoL1(probability: TopProbability, a: number): number {
  const z = paretoArgument(probability, a);
  const b = a / (a + 1);
  let power = 1;
  let sum = 1;
  for (let n = 1; power > 1e-17 * (1 - z); n++) {
    power *= z;
    sum += (b / (b + n)) * power;
  }
  return ((2 * probability.excess) / a) * sum;
}
