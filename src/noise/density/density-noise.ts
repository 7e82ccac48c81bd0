/**
 * Noise with a density given as a formula in x1, ..., xd, d <= 6.
 *
 * Everything rests on an envelope of cells on which interval arithmetic bounds the formula (cells.ts): samples are
 * exact (rejection under the envelope), the normalizing constant is computed by cubature over the cells (d <= 4) and
 * checked against, or replaced by, the acceptance rate with its confidence interval. Only the region beyond the
 * envelope's radius is not bounded but judged from the decay along many rays.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';
import { buildEnvelope, logSum, type Envelope } from './cells.ts';
import { searchDip } from './concavity.ts';
import { cubatureLogIntegral } from './cubature.ts';
import { EnvelopeSampler, sampledLogIntegral, squareWeight, UNIT, type Weight } from './integral.ts';
import { axisScales, checkEvenDensity, surveyRays, type RaySurvey } from './rays.ts';
import { isQuasiConcave } from '../../formula/curvature.ts';
import { countNodes, type FormulaTree } from '../../formula/tree.ts';
import { compileLog } from '../../formula/log.ts';
import { rescaled } from '../../formula/change-of-variables.ts';
import { parseFormula } from '../../formula/parse.ts';
import type { DensityNoise, Scale } from '../noise.ts';
import { densityRateBound } from '../rate/density.ts';
import { rateBounds } from '../rate/rate-bounds.ts';
import { DensityEnclosures } from './enclosures.ts';
import { growthSource } from './formula-growth.ts';
import { established } from '../facts.ts';
import { continuityCheck, logConcavityCheck } from '../checks.ts';
import { resolveScale, sigmaOf } from '../scale.ts';
import { InvalidNoise, type Check, type NoiseChecks } from '../validity.ts';

/** Largest dimension of a density given as a formula. */
export const MAX_DENSITY_DIM = 6;

/** The field that such a formula stands in, for messages. */
export const DENSITY_FIELD = 'noise.density';
const WHERE = DENSITY_FIELD;
const MAX_CELLS = 20_000;
/** Nodes of a formula above which less is spent on cells and points. */
const LONG_FORMULA = 16;
/** Times the envelope may be made four times as large. */
const MAX_GROWTH = 12;
/** A wider interval for the logarithm of an integral means that the envelope is hopeless. */
const MAX_SAMPLED_WIDTH = 0.5;

/** How the constant and the variance of a density are sampled: proposals, seed and confidence. */
export interface DensityOptions {
  /** Proposals spent on the normalizing constant and on the variance (default 100,000 each). */
  readonly samples?: number;
  readonly seed?: number;
  /** Confidence of the sampled intervals (default 1 - 1e-6). */
  readonly confidence?: number;
  /** Cells of the mesh on which slopes and volumes are enclosed (default 12,000 in the plane, 50,000 in space). */
  readonly cells?: number;
}

export const densitySpec = (formula: string): string => `density:${formula}`;

/** x1, ..., xd. */
export function densityVariables(dim: number): string[] {
  return Array.from({ length: dim }, (_, i) => `x${i + 1}`);
}

export function requireDensityDimension(dim: number): void {
  if (Number.isInteger(dim) && dim >= 1 && dim <= MAX_DENSITY_DIM) return;
  throw new InvalidInput(
    `${WHERE}: a density formula needs a dimension from 1 to ${MAX_DENSITY_DIM}, not ${dim}; ` +
      'use levelSet or product in higher dimension.',
    { code: 'dimension' },
  );
}

/**
 * The noise with density f(x / lambda) / Z. Throws InvalidInput (a formula that cannot be read, dim > 6, a density that
 * no envelope can be found for) and InvalidNoise with a witness (negative, uneven, not integrable).
 */
export function densityNoise(formula: string, dim: number, scale: Scale, options: DensityOptions = {}): DensityNoise {
  requireDensityDimension(dim);
  const { samples = 100_000, seed = 0, confidence = 1 - 1e-6 } = options;
  const given = parseFormula(formula, densityVariables(dim), WHERE);
  const logGiven = compileLog(given);
  const even = checkEvenDensity(given, logGiven, WHERE);
  // From here on in coordinates y = x / scales, in which the density is about as wide along every axis.
  const scales = axisScales(logGiven, dim);
  const survey = surveyRays(logGiven, scales, even.status !== 'proved', WHERE);
  const expression = rescaled(given, scales);
  const logF = compileLog(expression);
  const effort = Math.min(1, LONG_FORMULA / countNodes(expression.root));
  const envelope = envelopeOf(expression, logF, survey, effort);
  const alpha = (1 - confidence) / 2;
  const logIntegral = (weight: Weight, label: string): Estimate => {
    const random = randomStream(mixSeed(seed, label));
    const sampled = sampledLogIntegral(envelope, logF, weight, Math.ceil(samples * effort), alpha, random);
    if (!(sampled.upper - sampled.lower < MAX_SAMPLED_WIDTH)) throw tooConcentrated();
    const cubature = dim <= 4 ? cubatureLogIntegral(expression, envelope, logF, weight, effort) : null;
    const agrees = cubature !== null && cubature.lower <= sampled.upper && cubature.upper >= sampled.lower;
    return agrees && cubature.upper - cubature.lower < sampled.upper - sampled.lower ? cubature : sampled;
  };
  const total = logIntegral(UNIT, 'density-total');
  const square = survey.secondMoment === 'finite' ? logIntegral(squareWeight(scales), 'density-square') : null;
  const noVariance = survey.secondMoment === 'infinite' ? INFINITE : { ...INFINITE, lower: 0 };
  const unitVariance = square === null ? noVariance : ratio(square, total, dim);
  const spec = densitySpec(formula);
  const { lambda, sigma } = resolveScale(spec, 0.5 * Math.log(unitVariance.value), scale);
  const shift = dim * Math.log(lambda) + scales.reduce((sum, each) => sum + Math.log(each), 0);
  const logNormalizer = {
    ...total,
    value: total.value + shift,
    lower: total.lower + shift,
    upper: total.upper + shift,
  };
  const sampler = new EnvelopeSampler(envelope, UNIT);
  const unit = new Float64Array(dim);
  const sampleScaled = (random: RandomStream, out: Float64Array): void => {
    for (;;) {
      const { logBound } = sampler.propose(random, out);
      if (-random.exponential() < logF(out) - logBound) return;
    }
  };
  const sampleUnit = (random: RandomStream, out: Float64Array): void => {
    sampleScaled(random, out);
    for (let i = 0; i < dim; i++) out[i] = out[i]! * scales[i]!;
  };
  const quasiConcave: Check = isQuasiConcave(given)
    ? { status: 'proved', how: 'a decreasing function of a convex one, by the rules for its parts' }
    : searchDip(logGiven, dim, sampleUnit);
  const enclosures = new DensityEnclosures(
    given,
    { scales, innerRadius: survey.innerRadius, radius: survey.radius, logMass: total.value },
    options.cells,
  );
  return established<Omit<DensityNoise, 'facts'>>(
    {
      family: 'density',
      spec,
      dim,
      lambda,
      sigma,
      logNormalizer,
      unitVariance,
      acceptance: Math.exp(total.value - sampler.logMass),
      enclosures,
      growth: growthSource(() => enclosures.growth()),
      marginals: null,
      rateBound: rateBounds((adversary) => densityRateBound(enclosures, lambda, adversary)),
      logDensity: (x) => {
        for (let i = 0; i < dim; i++) unit[i] = x[i]! / lambda;
        return logGiven(unit) - logNormalizer.value;
      },
      sample: (random, out) => {
        sampleUnit(random, out);
        for (let i = 0; i < dim; i++) out[i] = out[i]! * lambda;
      },
    },
    {
      checks: checks(even, quasiConcave, total, survey),
      logConcave: logConcavityCheck(given),
      continuous: continuityCheck(given),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      // Up to the normalizer's own error.
      logPeak: envelope.logPeak - logNormalizer.value,
    },
  );
}

function tooConcentrated(): InvalidInput {
  return new InvalidInput(
    `${WHERE}: the density is concentrated on too small a part of space to be bounded there; turn or scale the ` +
      'coordinates so that it is about as wide in all directions, or give it as levelSet with an image body.',
    { code: 'invalid-noise' },
  );
}

const INFINITE: Estimate = { value: Infinity, lower: Infinity, upper: Infinity, method: 'quadrature', confidence: 1 };

/** Beyond the envelope interval arithmetic must not see more than this share of the mass. */
const OUTSIDE = 1e-9;

/**
 * The envelope out to a radius beyond which, as far as four times that radius, the formula is bounded to nothing: a
 * thin ridge between the rays of the survey makes the radius grow.
 */
function envelopeOf(
  expression: FormulaTree,
  logF: (x: Float64Array) => number,
  survey: RaySurvey,
  effort: number,
): Envelope {
  const { innerRadius } = survey;
  let { radius } = survey;
  for (let round = 0; ; round++) {
    const rough = buildEnvelope(expression, logF, { radius, innerRadius, slack: 4, maxCells: MAX_CELLS / 8 });
    const seen = logSum(rough.cells.map((cell) => cell.logSeen));
    const enough = seen + Math.log(OUTSIDE);
    const shell = { radius: 4 * radius, innerRadius, hole: radius, slack: 0, enough, maxCells: MAX_CELLS / 4 };
    if (buildEnvelope(expression, logF, shell).logMass < enough) break;
    if (round === MAX_GROWTH) throw tooConcentrated();
    radius *= 4;
  }
  const envelope = buildEnvelope(expression, logF, {
    radius,
    innerRadius,
    slack: 2,
    maxCells: MAX_CELLS * Math.sqrt(effort),
  });
  if (envelope.logMass === Infinity) {
    throw new InvalidInput(
      `${WHERE}: the formula could not be bounded near some point (a pole?); a density must be bounded. ` +
        'A radial or marginal pole can be given as levelSet or product noise.',
      { code: 'invalid-noise' },
    );
  }
  if (envelope.cells.length === 0 || envelope.logMass === -Infinity) {
    const detail = 'the formula is 0 everywhere';
    throw new InvalidNoise('normalizable', { kind: 'point', x: [0], detail }, `${WHERE}: ${detail}.`);
  }
  return envelope;
}

function ratio(square: Estimate, total: Estimate, dim: number): Estimate {
  return {
    value: Math.exp(square.value - total.value) / dim,
    lower: Math.exp(square.lower - total.upper) / dim,
    upper: Math.exp(square.upper - total.lower) / dim,
    method: square.method === 'monte-carlo' ? square.method : total.method,
    confidence: square.confidence + total.confidence - 1,
  };
}

function checks(even: Check, quasiConcave: Check, total: Estimate, survey: RaySurvey): NoiseChecks {
  const how = total.method === 'monte-carlo' ? 'sampling under an envelope' : 'cubature over an envelope';
  return {
    normalizable: { status: 'tested', how: `${how}; decay along ${survey.rays} rays` },
    even,
    quasiConcave,
    finiteVariance: varianceAlong(survey),
    absolutelyContinuous: { status: 'proved', how: 'it has a density' },
  };
}

function varianceAlong({ secondMoment, rays }: RaySurvey): Check {
  switch (secondMoment) {
    case 'finite':
      return { status: 'tested', how: `decay along ${rays} rays` };
    case 'unknown':
      return { status: 'unknown', how: 'E|X|^2 along a ray could not be computed in double precision' };
    case 'infinite': {
      const detail = 'the integral of |x|^2 f(x) diverges';
      return { status: 'failed', how: 'E|X|^2 diverges along a ray', witness: { kind: 'tail', at: Infinity, detail } };
    }
  }
}
