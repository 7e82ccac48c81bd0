/**
 * Product noise: independent coordinates with one even marginal, given as a formula in x.
 *
 * The formula need not be normalized and may have any tail that is integrable: an infinite variance is reported as
 * sigma = Infinity. A program has no integral that could be enclosed: a density given as one is a module's
 * (module-noise.ts), whose numbers are sampled.
 */
import { parseFormula } from '../../formula/parse.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import type { ProductNoise, Scale } from '../noise.ts';
import { productOfFormula, WHERE } from './marginal-noise.ts';

/**
 * The noise with density prod f(x_i / lambda) / Z, f a formula in x. Throws InvalidInput for a formula that cannot be
 * read, InvalidNoise (with a witness) for a marginal that is negative, not even or not integrable.
 *
 * @example
 * productNoise('1/(1+x^2)^2', 2, { lambda: 1 }).sigma // => 1
 */
export function productNoise(marginal: string, dim: number, scale: Scale): ProductNoise {
  requireDimension(dim);
  return productOfFormula(parseFormula(marginal, ['x'], WHERE), dim, scale);
}
