/**
 * A density given as a formula in all coordinates, as the noise of the most special kind that it is seen to be: of it
 * most is known.
 */
import { normProfile } from '../../formula/norm-profile.ts';
import { parseFormula } from '../../formula/parse.ts';
import { commonMarginal, coordinateFactors } from '../../formula/split.ts';
import { formFactors } from '../../formula/split-forms.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { bodyOfNorm } from '../level-set/norm-body.ts';
import { levelSetOfProfile } from '../level-set/level-set-noise.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise, Scale } from '../noise.ts';
import { productOfFormula } from '../product/marginal-noise.ts';
import {
  densityNoise,
  densitySpec,
  densityVariables,
  DENSITY_FIELD,
  requireDensityDimension,
  type DensityOptions,
} from './density-noise.ts';
import { independentNoise } from './independent-noise.ts';
import { linearImage } from './linear-image.ts';

/**
 * The noise with density f(x / lambda) / Z. One formula has one answer: what splits into equal coordinates (any formula
 * in one variable does) is the product noise of its marginal; a decreasing function of a norm is level-set noise; what
 * splits into other coordinates, or into linear forms, has all its numbers from theirs. Throws InvalidInput and
 * InvalidNoise as `densityNoise` does.
 */
export function noiseOfDensity(
  formula: string,
  dim: number,
  scale: Scale,
  options: DensityOptions = {},
): DensityNoise | ProductNoise | LevelSetNoise {
  requireDensityDimension(dim);
  const given = parseFormula(formula, densityVariables(dim), DENSITY_FIELD);
  const marginal = commonMarginal(given);
  if (marginal !== null)
    return productOfFormula(marginal, dim, scale, { spec: densitySpec(formula), field: DENSITY_FIELD });
  return levelSetOf(given, scale) ?? independentOf(given, scale) ?? densityNoise(formula, dim, scale, options);
}

/** The product of its coordinates, or of linear forms. */
function independentOf(given: FormulaTree, scale: Scale): DensityNoise | null {
  const factors = coordinateFactors(given);
  if (factors !== null) return independentNoise(given, factors, scale);
  const split = formFactors(given);
  const image = split === null ? null : linearImage(split.forms);
  return image === null ? null : independentNoise(given, split!.factors, scale, image);
}

/** f(N(x)) as level-set noise on the ball of the norm N. */
function levelSetOf(given: FormulaTree, scale: Scale): LevelSetNoise | null {
  const found = normProfile(given);
  const body = found === null ? null : bodyOfNorm(found.norm, given.variables.length);
  return body === null ? null : levelSetOfProfile(body, found!.profile, scale, densitySpec(given.text), given);
}
