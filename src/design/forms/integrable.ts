/**
 * Whether the law of a formula can be enclosed: some formulas that a search likes are beyond what can be proved of
 * them.
 */
import { parseFormula } from '../../formula/parse.ts';
import { halfLineLaw } from '../../noise/half-line/law.ts';
import { profileOf } from '../../noise/half-line/profile.ts';
import type { NoiseDescription } from './proposal.ts';

/**
 * Whether a noise can be made of the description; spaces of named noises and of uniform ones are the business of
 * others.
 */
export function isIntegrable(noise: NoiseDescription, dim: number): boolean {
  if ('product' in noise) return lawExists(noise.product, 'x', 1);
  return 'levelSet' in noise ? lawExists(noise.levelSet.radial, 'r', dim) : true;
}

function lawExists(formula: string, variable: string, dim: number): boolean {
  return !('finite' in halfLineLaw(profileOf(parseFormula(formula, [variable], 'noise')), dim));
}
