/**
 * Product noise of a marginal that has been read: its law, its checks, its density and its sampler. Apart from
 * product-noise.ts, so that named noise taken as a product brings no parser of formulas.
 */
import type { Vector } from '../../geometry/body.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { compileLog } from '../../formula/log.ts';
import { isEvenFormula } from '../../formula/parity.ts';
import { profileOf } from '../half-line/profile.ts';
import { atUnit, growthSource, productGrowth } from '../density/formula-growth.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import { continuityCheck, logConcavityCheck, normalizationCheck, notNormalizable, varianceCheck } from '../checks.ts';
import type { ProductNoise, Scale } from '../noise.ts';
import { productRateBound } from '../rate/product.ts';
import { rateBounds } from '../rate/rate-bounds.ts';
import { established } from '../facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveComputedScale, scaleFits, sigmaOf } from '../scale.ts';
import { InvalidNoise, type Check, type NoiseChecks } from '../validity.ts';
import { checkLogConcave } from './log-concave.ts';

/** The field that a formula stands in, for messages. */
export const WHERE = 'noise.product';
/** Relative difference between q(x) and q(-x) that is put down to rounding. */
const EVEN_TOLERANCE = 1e-9;

/** What the noise is called, and the field its formula stands in, where that is not `noise.product`. */
export interface ProductNames {
  readonly spec?: string;
  readonly field?: string;
}

/** The noise of a marginal that has been parsed. Throws InvalidNoise as productNoise does. */
export function productOfFormula(
  formula: FormulaTree,
  dim: number,
  scale: Scale,
  { spec = `product:${formula.text}`, field = WHERE }: ProductNames = {},
): ProductNoise {
  requireDimension(dim);
  const even = checkEven(formula, field);
  const law = halfLineLaw(profileOf(formula), 1);
  if ('finite' in law) throw notNormalizable(field, 'f(x)', law, 1);
  return noiseOfLaw(law, even, formula, dim, scale, spec);
}

/** The same at lambda; null where the marginal cannot be integrated or its sigma leaves the doubles. */
export function integrableProduct(formula: FormulaTree, dim: number, lambda: number): ProductNoise | null {
  const law = halfLineLaw(profileOf(formula), 1);
  if ('finite' in law || !scaleFits(0.5 * Math.log(law.moment(2).value), lambda)) return null;
  return noiseOfLaw(law, checkEven(formula, WHERE), formula, dim, { lambda }, `product:${formula.text}`);
}

function noiseOfLaw(
  law: HalfLineLaw,
  even: Check,
  formula: FormulaTree,
  dim: number,
  scale: Scale,
  spec: string,
): ProductNoise {
  const { profile } = law;
  const unitVariance = law.moment(2);
  const { lambda, sigma } = resolveComputedScale(spec, unitVariance, scale);
  const integral = law.logIntegral();
  const shift = Math.LN2 + Math.log(lambda);
  const concave = checkLogConcave(profile, law, dim);
  const noise: ProductNoise = established<Omit<ProductNoise, 'facts'>>(
    {
      family: 'product',
      spec,
      dim,
      lambda,
      sigma,
      law,
      unitVariance,
      logMarginalNormalizer: {
        ...integral,
        value: integral.value + shift,
        lower: integral.lower + shift,
        upper: integral.upper + shift,
      },
      rateBound: rateBounds((adversary) => productRateBound(noise, adversary)),
      growth: growthSource(() => productGrowth(formula, dim, law, atUnit(integral, -Math.LN2))),
      logMarginal: profile.log,
      logDensity: (x: Vector) => {
        let sum = 0;
        for (let i = 0; i < x.length; i++) sum += profile.log(Math.abs(x[i]!) / lambda);
        return sum - x.length * (integral.value + shift);
      },
      sample: (random, out) => {
        for (let i = 0; i < out.length; i++) out[i] = lambda * random.sign() * law.draw(random);
      },
    },
    {
      checks: productChecks(even, concave, law, unitVariance),
      // On the line quasi-concavity says less: whether it is log-concave is told by rules alone.
      logConcave: dim > 1 ? concave : logConcavityCheck(formula),
      continuous: continuityCheck(formula),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      logPeak: null,
    },
  );
  return noise;
}

function logMarginalOf(formula: FormulaTree): (x: number) => number {
  const log = compileLog(formula);
  const point = new Float64Array(1);
  return (x) => {
    point[0] = x;
    return log(point);
  };
}

function productChecks(even: Check, quasiConcave: Check, law: HalfLineLaw, variance: Estimate): NoiseChecks {
  return {
    normalizable: normalizationCheck(law),
    even,
    quasiConcave,
    finiteVariance: varianceCheck(variance, 'E x^2', 'x^2 f(x)'),
    absolutelyContinuous: { status: 'proved', how: 'it has a density' },
  };
}

/** Proves the marginal even by parity of the formula, or compares f(x) with f(-x) at many points. */
function checkEven(formula: FormulaTree, field: string): Check {
  if (isEvenFormula(formula)) return { status: 'proved', how: 'parity of the formula' };
  const logMarginal = logMarginalOf(formula);
  let points = 0;
  for (let s = -14; s <= 14; s += 0.0137) {
    const x = Math.exp(s);
    const [right, left] = [logMarginal(x), logMarginal(-x)];
    points++;
    if (right === left || Math.abs(right - left) <= EVEN_TOLERANCE * Math.max(1, Math.abs(right))) continue;
    const simple = simplest(logMarginal, x);
    const without = [simple, -simple].find((at) => Number.isNaN(logMarginal(at)));
    const detail =
      without === undefined
        ? `the marginal must be even, but f(${simple}) = ${value(logMarginal(simple))} and ` +
          `f(${-simple}) = ${value(logMarginal(-simple))}.`
        : `the marginal must be even, but at ${without} it is negative or undefined.`;
    const hint = ' Use abs(x) or even powers.';
    throw new InvalidNoise('even', { kind: 'pair', x: [simple], y: [-simple], detail }, `${field}: ${detail}${hint}`);
  }
  return { status: 'tested', how: `f(x) = f(-x) at ${points} points` };
}

/** A witness that is easier to read than the first one found, if there is one. */
function simplest(logMarginal: (x: number) => number, found: number): number {
  const differs = (x: number): boolean => {
    const [right, left] = [logMarginal(x), logMarginal(-x)];
    return right !== left && !(Math.abs(right - left) <= 0.01);
  };
  return [1, 2, 0.5, 0.1, 3, 10].find(differs) ?? Number(found.toPrecision(6));
}

function value(log: number): string {
  return Number(Math.exp(log).toPrecision(6)).toString();
}
