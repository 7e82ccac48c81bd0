/** The growth function of noises whose density is a formula in two or three coordinates. */
import type { ConvexBody } from '../../geometry/body.ts';
import { expDown, expUp } from '../../formula/enclosure/elementary.ts';
import { inVariable } from '../../formula/change-of-variables.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { LevelSetFormula } from '../level-set/gauge-formula.ts';
import { enclosable } from './enclosure.ts';
import type { EnclosedGrowth, NotEnclosed } from './proved.ts';
import { ShiftGrowth } from './shift-growth.ts';

/** Enclosures of G(p, v) at lambda = 1 for any shift, made when they are first asked for; or why there are none. */
export type GrowthSource = () => EnclosedGrowth | NotEnclosed;

/** Asked once. */
export function growthSource(make: GrowthSource): GrowthSource {
  let made: EnclosedGrowth | NotEnclosed | null = null;
  return () => (made ??= make());
}

/**
 * Of a profile of the gauge of a body, given in all coordinates.
 *
 * Where the gauge in the formula is that of the body K only up to a share e of itself, it is that of a K' with
 * K/(1 + e) in K' in K/(1 - e). Both noises are the same mixture of uniform laws on multiples of their bodies, so that
 * their distance in total variation is at most 1 - ((1 - e)/(1 + e))^d <= 2 d e, and their integrals are as near.
 */
export function levelSetGrowth(
  written: LevelSetFormula | null,
  body: ConvexBody,
  law: HalfLineLaw,
  logMass: Estimate,
): EnclosedGrowth | NotEnclosed {
  if (written === null) return { reason: 'the density is not given as a formula in its coordinates' };
  const { formula, gaugeError } = written;
  const reach = Math.max(...axes(body.dim).map((axis) => body.support(axis)));
  const distance = 2.1 * body.dim * gaugeError;
  const widened = { ...logMass, lower: logMass.lower - distance, upper: logMass.upper + distance };
  return ofLaw(formula, law, reach, widened, distance);
}

/** Of coordinates with one marginal; `logMass`: of the marginal. */
export function productGrowth(
  marginal: FormulaTree,
  dim: number,
  law: HalfLineLaw,
  logMass: Estimate,
): EnclosedGrowth | NotEnclosed {
  if (dim > 3) return { reason: `meshes are made in two and three dimensions, not in ${dim}` };
  const { value, lower, upper } = logMass;
  const all = { ...logMass, value: dim * value, lower: dim * lower, upper: dim * upper };
  return ofLaw(productFormula(marginal, dim), law, 1, all);
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
export function atUnit(log: Estimate, shift: number): Estimate {
  const rounding = 1e-14 * (1 + Math.abs(log.value) + Math.abs(shift));
  return {
    ...log,
    value: log.value - shift,
    lower: log.lower - shift - rounding,
    upper: log.upper - shift + rounding,
  };
}

/** `reach`: how far the unit ball of the norm goes along an axis; `logMass`: of the formula's integral. */
function ofLaw(
  formula: FormulaTree,
  law: HalfLineLaw,
  reach: number,
  logMass: Estimate,
  distance = 0,
): EnclosedGrowth | NotEnclosed {
  const along = { near: law.quantile(0.5) * reach, far: law.quantile(1e-12, 'upper') * reach };
  return growthOnMesh(
    formula,
    formula.variables.map(() => along),
    logMass,
    distance,
  );
}

/** About half of the mass lies nearer to 0 along an axis than `near`, nearly all of it nearer than `far`. */
export interface Extent {
  readonly near: number;
  readonly far: number;
}

/**
 * The growth of a law within a distance in total variation of that of a formula with a known integral, on a mesh about
 * as large as it is wide.
 */
export function growthOnMesh(
  formula: FormulaTree,
  extents: readonly Extent[],
  logMass: Estimate,
  distance = 0,
): EnclosedGrowth | NotEnclosed {
  if (logMass.confidence < 1) return { reason: 'the integral of the density is sampled' };
  const dim = extents.length;
  if (dim < 2 || dim > 3) return { reason: `meshes are made in two and three dimensions, not in ${dim}` };
  const powers = extents.map(({ near }) => Math.round(Math.log2(near)));
  const most = Math.max(...powers);
  // One scale for all axes where that will do: exchanges of coordinates stay what they are.
  const alike = most - Math.min(...powers) <= 2;
  const scales = Float64Array.from(powers, (k) => 2 ** (alike ? most : k));
  if (!scales.every((scale) => scale > 0 && scale < Infinity))
    return { reason: 'the scale of the density leaves the doubles' };
  const guess = {
    scales,
    innerRadius: Math.min(...extents.map(({ near }, i) => near / scales[i]!)),
    radius: Math.min(1e200, Math.max(...extents.map(({ far }, i) => far / scales[i]!))),
    logMass: logMass.value - scales.reduce((sum, scale) => sum + Math.log(scale), 0),
  };
  const found = enclosable(formula, guess);
  const slack = 1e-14 * dim;
  return 'reason' in found
    ? found
    : new ShiftGrowth(found, [expDown(logMass.lower) * (1 - slack), expUp(logMass.upper) * (1 + slack)], distance);
}
