/**
 * Level-set noise: density proportional to f(|x|_K / lambda), K any symmetric convex body, f a nonincreasing profile
 * given as a formula in r or as its logarithm.
 *
 * The gauge T = |X|_K has density proportional to t^{d-1} f(t); X/T has the cone measure of K and is independent of T,
 * so X = T * U/|U|_K with U uniform on K is exact whatever the body.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { logVolume } from '../../geometry/functionals/volume.ts';
import { uniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { parseExpression } from '../../formula/parse.ts';
import { profileFrom, profileOf, type Profile } from '../half-line/profile.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import { checkNonincreasing } from './monotone.ts';
import { bodySecondMoment } from '../named/body-second-moment.ts';
import type { LevelSetNoise, Scale } from '../noise.ts';
import { continuityCheck, normalizationCheck, notNormalizable, varianceCheck } from '../checks.ts';
import { establishedOn } from '../facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveScale, sigmaOf } from '../scale.ts';
import { InvalidNoise } from '../validity.ts';

/** The shape and the profile: a formula in r, or log f as a function of t > 0 at lambda = 1. */
export interface LevelSet {
  readonly body: ConvexBody;
  readonly radial: string | ((t: number) => number);
}

/**
 * The noise with density f(|x|_K / lambda) / Z. Throws InvalidInput: a formula that cannot be read, a dimension that
 * does not match; InvalidNoise: f negative, increasing somewhere, or not integrable, each with a witness.
 *
 * @example
 * levelSetNoise({ body: lpBall(2, 2), radial: 'exp(-r^2/2)' }, 2, { lambda: 1 }).sigma // => 1
 */
export function levelSetNoise(levelSet: LevelSet, dim: number, scale: Scale): LevelSetNoise {
  requireDimension(dim);
  const { body, radial } = levelSet;
  if (body.dim !== dim) {
    throw new InvalidInput(`noise.levelSet.body has dimension ${body.dim}, but the noise has dimension ${dim}.`, {
      code: 'dimension',
    });
  }
  const isFormula = typeof radial === 'string';
  const given = isFormula ? profileOf(parseExpression(radial, ['r'], 'noise.levelSet.radial')) : profileFrom(radial);
  const spec = `level-set:${body.name},radial=${isFormula ? radial : 'function'}`;
  const law = normalized(given, dim);
  const { profile } = law;
  const monotone = checkNonincreasing(profile, law);
  if (monotone.status === 'failed') {
    throw new InvalidNoise('quasiConcave', monotone.witness!, `noise.levelSet.radial: ${monotone.witness!.detail}`);
  }
  const unitVariance = variance(body, law);
  const { lambda, sigma } = resolveScale(spec, 0.5 * Math.log(unitVariance.value), scale);
  const logNormalizer = normalizer(body, law, lambda);
  const { log } = profile;
  const source = uniformSampler(body);
  return establishedOn<Omit<LevelSetNoise, 'facts'>>(
    body,
    {
      family: 'level-set',
      spec,
      dim,
      lambda,
      sigma,
      body,
      law,
      logNormalizer,
      unitVariance,
      sampler: { exact: source.basis === 'exact', detail: source.detail },
      logRadial: log,
      logDensity: (x) => log(body.gauge(x) / lambda) - logNormalizer.value,
      sample: (random, out) => {
        const radius = lambda * law.draw(random);
        source.sample(random, out);
        const factor = radius / body.gauge(out);
        for (let i = 0; i < dim; i++) out[i] = out[i]! * factor;
      },
    },
    {
      checks: {
        normalizable: normalizationCheck(law),
        even: { status: 'proved', how: 'the density depends on a norm of x' },
        quasiConcave: monotone,
        finiteVariance: varianceCheck(unitVariance, 'E T^2', `t^${dim + 1} f(t)`),
        absolutelyContinuous: { status: 'proved', how: 'it has a density' },
      },
      logConcave: { status: 'unknown', how: 'not looked at for level-set noise' },
      continuous: continuityCheck(profile.expression),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      logPeak: null,
    },
  );
}

function normalized(profile: Profile, dim: number): HalfLineLaw {
  const law = halfLineLaw(profile, dim);
  if ('finite' in law) throw notNormalizable('noise.levelSet.radial', 'f(r)', law, dim);
  return law;
}

/** E|X|^2/d at lambda = 1: E T^2 times the second moment of the cone measure, (d + 2)/d that of the body. */
function variance(body: ConvexBody, law: HalfLineLaw): Estimate {
  const { dim } = body;
  const radial = law.moment(2);
  const shape = bodySecondMoment(body);
  const factor = (dim + 2) / dim / dim;
  return {
    value: radial.value * shape.value * factor,
    lower: radial.lower * shape.lower * factor * (1 - 4 * Number.EPSILON),
    upper: radial.upper * shape.upper * factor * (1 + 4 * Number.EPSILON),
    method: shape.method === 'monte-carlo' ? 'monte-carlo' : radial.method,
    confidence: shape.confidence,
  };
}

/** log Z = log|K| + log d + d log lambda + log int t^{d-1} f(t) dt. */
function normalizer(body: ConvexBody, law: HalfLineLaw, lambda: number): Estimate {
  const volume = logVolume(body);
  const radial = law.logIntegral();
  const shift = Math.log(body.dim) + body.dim * Math.log(lambda);
  const rounding = 4 * Number.EPSILON * (Math.abs(volume.value) + Math.abs(radial.value) + Math.abs(shift));
  return {
    value: volume.value + radial.value + shift,
    lower: volume.lower + radial.lower + shift - rounding,
    upper: volume.upper + radial.upper + shift + rounding,
    method: volume.method === 'monte-carlo' ? 'monte-carlo' : radial.method,
    confidence: volume.confidence,
  };
}

/**
 * E[1/S] of MATH.md W5, where the noise is uniform on S * K with S random: (d-1) int f t^{d-2} / (d int f t^{d-1}) at
 * lambda = 1, and f(0+)/int f in one dimension. Infinity where the density is too singular at 0. Then
 * Phi(1/2) = sup_v vol(Pi_v K)/|K| * this / lambda.
 */
export function inverseScaleMean(noise: LevelSetNoise): Estimate {
  const { law } = noise;
  if (noise.dim === 1) return law.densityAtZero();
  const factor = (noise.dim - 1) / noise.dim;
  const { value, lower, upper, method } = law.moment(-1);
  const rounding = 1 + 4 * Number.EPSILON;
  return {
    value: value * factor,
    lower: (lower * factor) / rounding,
    upper: upper * factor * rounding,
    method,
    confidence: 1,
  };
}
