/** A density given as a formula in all coordinates: as a product where the formula splits into equal coordinates. */
import { parseExpression } from '../../formula/parse.ts';
import { commonMarginal } from '../../formula/split.ts';
import type { DensityNoise, ProductNoise, Scale } from '../noise.ts';
import { productOfFormula } from '../product/marginal-noise.ts';
import {
  densityNoise,
  densitySpec,
  densityVariables,
  DENSITY_FIELD,
  requireDensityDimension,
} from './density-noise.ts';
import type { DensityOptions } from './density-noise.ts';

/**
 * The noise with density f(x / lambda) / Z. One formula has one answer: what splits into equal coordinates (any formula in one
 * variable does) is the product noise of its marginal. Throws InvalidInput and InvalidNoise as `densityNoise` does.
 */
export function noiseOfDensity(
  formula: string,
  dim: number,
  scale: Scale,
  options: DensityOptions = {},
): DensityNoise | ProductNoise {
  requireDensityDimension(dim);
  const marginal = commonMarginal(parseExpression(formula, densityVariables(dim), DENSITY_FIELD));
  if (marginal === null) return densityNoise(formula, dim, scale, options);
  return productOfFormula(marginal, dim, scale, { spec: densitySpec(formula), field: DENSITY_FIELD });
}
