/** The growth function of noises whose density is a formula in two or three coordinates. */
import { expDown, expUp } from '../../formula/enclosure/elementary.ts';
import { inVariable } from '../../formula/change-of-variables.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { remembered } from '../../numeric/remembered.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise } from '../noise.ts';
import { enclosable } from './enclosure.ts';
import type { EnclosedGrowth, NotEnclosed } from './proved.ts';
import { ShiftGrowth } from './shift-growth.ts';

/** Noises that may have a formula in all coordinates. */
export type FormulaNoise = DensityNoise | LevelSetNoise | ProductNoise;

/** Enclosures of G(p, v) at lambda = 1 for any shift, made once; or why there are none. */
export const formulaGrowth: (noise: FormulaNoise) => EnclosedGrowth | NotEnclosed = remembered(made);

function made(noise: FormulaNoise): EnclosedGrowth | NotEnclosed {
  const { dim, lambda } = noise;
  if (dim < 2 || dim > 3) return { reason: `meshes are made in two and three dimensions, not in ${dim}` };
  switch (noise.family) {
    case 'density':
      return noise.enclosures.growth();
    case 'level-set': {
      if (noise.formula === null) return { reason: 'the density is not given as a formula in its coordinates' };
      const { body, law, logNormalizer } = noise;
      const reach = Math.max(...axes(dim).map((axis) => body.support(axis)));
      return onMesh(noise.formula, law, reach, atUnit(logNormalizer, dim * Math.log(lambda)));
    }
    case 'product': {
      const one = atUnit(noise.logMarginalNormalizer, Math.log(lambda));
      const mass = { ...one, value: dim * one.value, lower: dim * one.lower, upper: dim * one.upper };
      return onMesh(productFormula(noise.formula, dim), noise.law, 1, mass);
    }
  }
}

function axes(dim: number): number[][] {
  return Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_unused, j) => (i === j ? 1 : 0)));
}

/** f(x1) ... f(xd). */
function productFormula({ root, text }: FormulaTree, dim: number): FormulaTree {
  const variables = Array.from({ length: dim }, (_, i) => `x${i + 1}`);
  return { text, variables, root: { op: 'product', factors: variables.map((_, i) => inVariable(root, i)) } };
}

/** The logarithm of a normalizer at lambda = 1. */
function atUnit(log: Estimate, shift: number): Estimate {
  const rounding = 1e-14 * (1 + Math.abs(log.value) + Math.abs(shift));
  return {
    ...log,
    value: log.value - shift,
    lower: log.lower - shift - rounding,
    upper: log.upper - shift + rounding,
  };
}

/** `reach`: how far the unit ball of the norm goes along an axis; `logMass`: of the formula's integral. */
function onMesh(formula: FormulaTree, law: HalfLineLaw, reach: number, logMass: Estimate): ShiftGrowth | NotEnclosed {
  if (logMass.confidence < 1) return { reason: 'the integral of the density is sampled' };
  const dim = formula.variables.length;
  const [near, far] = [law.quantile(0.5) * reach, law.quantile(1e-12, 'upper') * reach];
  const scale = 2 ** Math.round(Math.log2(near));
  if (!(scale > 0 && scale < Infinity)) return { reason: 'the scale of the density leaves the doubles' };
  const scales = new Float64Array(dim).fill(scale);
  const guess = {
    scales,
    innerRadius: near / scale,
    radius: Math.min(1e200, far / scale),
    logMass: logMass.value - dim * Math.log(scale),
  };
  const found = enclosable(formula, guess);
  const slack = 1e-14 * dim;
  return 'reason' in found
    ? found
    : new ShiftGrowth(found, [expDown(logMass.lower) * (1 - slack), expUp(logMass.upper) * (1 + slack)]);
}
