/**
 * Product noise: independent coordinates with one even marginal, given as a formula in x or as its logarithm.
 *
 * The formula need not be normalized and may have any tail that is integrable: an infinite variance is reported as
 * sigma = Infinity.
 */
import type { Vector } from '../../geometry/body.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import type { Tail } from '../../numeric/special/special.ts';
import { compileLog } from '../../formula/log.ts';
import { isEvenFormula } from '../../formula/parity.ts';
import { profileFrom, profileOf, type Profile } from '../half-line/profile.ts';
import type { Expression } from '../../formula/tree.ts';
import { parseExpression } from '../../formula/parse.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import { continuityCheck, normalizationCheck, notNormalizable, varianceCheck } from '../checks.ts';
import type { ProductNoise, Scale } from '../noise.ts';
import { established } from '../facts.ts';
import { checkDimension, resolveScale, sigmaOf } from '../scale.ts';
import { InvalidNoise, type Check, type NoiseChecks } from '../validity.ts';
import { checkLogConcave } from './log-concave.ts';

const WHERE = 'noise.product';
/** Relative difference between q(x) and q(-x) that is put down to rounding. */
const EVEN_TOLERANCE = 1e-9;

/** The marginal density: a formula in x, or its logarithm at lambda = 1 as a function of x (any real x). */
export type Marginal = string | ((x: number) => number);

/**
 * The noise with density prod f(x_i / lambda) / Z. Throws InvalidInput for a formula that cannot be read, InvalidNoise
 * (with a witness) for a marginal that is negative, not even or not integrable.
 */
export function productNoise(marginal: Marginal, dim: number, scale: Scale): ProductNoise {
  checkDimension(dim);
  const formula = typeof marginal === 'string' ? parseExpression(marginal, ['x'], WHERE) : null;
  const logMarginal = typeof marginal === 'string' ? univariate(compileLog(formula!)) : marginal;
  const even = checkEven(logMarginal, formula);
  const profile = formula === null ? profileFrom(logMarginal) : profileOf(formula);
  const law = normalizedMarginal(profile);
  const unitVariance = law.moment(2);
  const spec = `product:${formula?.text ?? 'function'}`;
  const { lambda, sigma } = resolveScale(spec, 0.5 * Math.log(unitVariance.value), scale);
  const integral = law.logIntegral();
  const shift = Math.LN2 + Math.log(lambda);
  const concave = checkLogConcave(profile, law, dim);
  return established<Omit<ProductNoise, 'facts'>>(
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
      logConcave: dim > 1 ? concave : { status: 'unknown', how: 'on the line only unimodality is checked' },
      continuous: continuityCheck(formula),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      logPeak: null,
    },
  );
}

function univariate(log: (x: Vector) => number): (x: number) => number {
  const point = new Float64Array(1);
  return (x) => {
    point[0] = x;
    return log(point);
  };
}

function normalizedMarginal(profile: Profile): HalfLineLaw {
  const law = halfLineLaw(profile, 1);
  if ('finite' in law) throw notNormalizable(WHERE, 'f(x)', law, 1);
  return law;
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
function checkEven(logMarginal: (x: number) => number, formula: Expression | null): Check {
  if (formula !== null && isEvenFormula(formula)) return { status: 'proved', how: 'parity of the formula' };
  let points = 0;
  for (let s = -14; s <= 14; s += 0.0137) {
    const x = Math.exp(s);
    const [right, left] = [logMarginal(x), logMarginal(-x)];
    points++;
    if (right === left || Math.abs(right - left) <= EVEN_TOLERANCE * Math.max(1, Math.abs(right))) continue;
    const simple = simplest(logMarginal, x);
    const detail =
      `the marginal must be even, but f(${simple}) = ${value(logMarginal(simple))} and ` +
      `f(${-simple}) = ${value(logMarginal(-simple))}.`;
    const hint = ' Use abs(x) or even powers.';
    throw new InvalidNoise('even', { kind: 'pair', x: [simple], y: [-simple], detail }, `${WHERE}: ${detail}${hint}`);
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
  return Number.isNaN(log) ? 'undefined' : Number(Math.exp(log).toPrecision(6)).toString();
}

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
