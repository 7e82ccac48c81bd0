/** The law of one coordinate of product noise. */
import type { Tail } from '../../numeric/special/special.ts';
import type { ProductNoise } from '../noise.ts';

/** P(X_1 <= x) or P(X_1 > x), at the noise's scale. */
export function marginalCdf(noise: ProductNoise, x: number, tail: Tail = 'lower'): number {
  const { law } = noise;
  const beyond = 0.5 * law.cdf(Math.abs(x) / noise.lambda, 'upper');
  const inUpperHalf = x > 0 === (tail === 'upper');
  return inUpperHalf ? beyond : 1 - beyond;
}

/** The x with marginalCdf(noise, x, tail) = p, 0 < p < 1, at the noise's scale. */
export function marginalQuantile(noise: ProductNoise, p: number, tail: Tail = 'lower'): number {
  const { law } = noise;
  const small = Math.min(p, 1 - p);
  const size = noise.lambda * law.quantile(2 * small, 'upper');
  const negative = p < 0.5 === (tail === 'lower');
  return negative ? -size : size;
}
