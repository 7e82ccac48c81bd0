/**
 * Gamma(d/2)/Gamma((d+1)/2) for integers d: as a product while that is short, which keeps every digit, else by
 * Stirling.
 */
import { gammaRatio } from './stirling.ts';

/** Gamma(d/2) / Gamma((d+1)/2), integer d >= 1; relative error below 1e-14. */
export function halfGammaRatio(dim: number): number {
  if (dim <= 100) {
    // Steps of 2 from d = 1 (sqrt pi) or d = 2 (2/sqrt pi).
    const first = dim % 2 === 1 ? 1 : 2;
    let value = first === 1 ? Math.sqrt(Math.PI) : 2 / Math.sqrt(Math.PI);
    for (let d = first; d < dim; d += 2) value *= d / (d + 1);
    return value;
  }
  return gammaRatio(dim / 2, (dim + 1) / 2);
}

/** The mean of |y_1| over the unit sphere of R^dim: the radius of the Wulff crystal of the Euclidean ball. */
export function meanSphereCoordinate(dim: number): number {
  return halfGammaRatio(dim) / Math.sqrt(Math.PI);
}

/** C(2m, m) / 4^m; relative error below 1e-14. */
export function centralBinomial(m: number): number {
  if (m < 64) {
    let product = 1;
    for (let i = 1; i <= m; i++) product *= (2 * i - 1) / (2 * i);
    return product;
  }
  return gammaRatio(m + 0.5, m + 1) / Math.sqrt(Math.PI);
}
