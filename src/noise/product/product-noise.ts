/**
 * Product noise: independent coordinates with one even marginal, given as a formula in x or as its logarithm.
 *
 * The formula need not be normalized and may have any tail that is integrable: an infinite variance is reported as
 * sigma = Infinity.
 */
import { parseExpression } from '../../formula/parse.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import type { ProductNoise, Scale } from '../noise.ts';
import { marginalNoise, productOfFormula, WHERE } from './marginal-noise.ts';

/** The marginal density: a formula in x, or its logarithm at lambda = 1 as a function of x (any real x). */
export type Marginal = string | ((x: number) => number);

/**
 * The noise with density prod f(x_i / lambda) / Z. Throws InvalidInput for a formula that cannot be read, InvalidNoise
 * (with a witness) for a marginal that is negative, not even or not integrable.
 *
 * @example
 * productNoise('1/(1+x^2)^2', 2, { lambda: 1 }).sigma // => 1
 */
export function productNoise(marginal: Marginal, dim: number, scale: Scale): ProductNoise {
  requireDimension(dim);
  if (typeof marginal !== 'string') return marginalNoise(marginal, null, dim, scale);
  return productOfFormula(parseExpression(marginal, ['x'], WHERE), dim, scale);
}
