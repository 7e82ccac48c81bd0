/**
 * Level-set noise: density proportional to f(|x|_K / lambda), K any symmetric convex body, f a nonincreasing profile
 * given as a formula in r or as its logarithm.
 *
 * The gauge T = |X|_K has density proportional to t^{d-1} f(t); X/T has the cone measure of K and is independent of T,
 * so X = T * U/|U|_K with U uniform on K is exact whatever the body.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { logVolume } from '../../geometry/functionals/volume.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { isContinuous } from '../../formula/continuity.ts';
import { parseExpression } from '../../formula/expression.ts';
import { profileFrom, profileOf, type Profile } from '../half-line/profile.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import type { NoIntegral } from '../half-line/integral.ts';
import { checkNonincreasing } from './monotone.ts';
import { bodySecondMoment } from '../named/body-second-moment.ts';
import { uniformOn, type UniformPointSource } from './uniform-direction.ts';
import type { LevelSetNoise, Scale } from '../noise.ts';
import { checkDimension, resolveScale } from '../scale.ts';
import { InvalidNoise, recordChecks, type Check } from '../validity.ts';

/** The shape and the profile: a formula in r, or log f as a function of t > 0 at lambda = 1. */
export interface LevelSet {
  readonly body: ConvexBody;
  readonly radial: string | ((t: number) => number);
}

/** A level-set noise with what was computed of it. */
export interface ComputedLevelSetNoise extends LevelSetNoise {
  /** The law of the gauge at lambda = 1. */
  readonly law: HalfLineLaw;
  /** log of the normalizing constant int f(|x|_K / lambda) dx. */
  readonly logNormalizer: Estimate;
  /** E|X|_2^2 / dim at lambda = 1. */
  readonly unitVariance: Estimate;
  /** Whether the profile is shown to have no jumps; one given as a program is taken to have none. */
  readonly continuous: boolean;
  /** How directions are drawn; not exact where the body has only a random walk. */
  readonly sampler: Pick<UniformPointSource, 'exact' | 'detail'>;
}

/**
 * The noise with density f(|x|_K / lambda) / Z. Throws InvalidInput: a formula that cannot be read, a dimension that
 * does not match; InvalidNoise: f negative, increasing somewhere, or not integrable, each with a witness.
 */
export function levelSetNoise(levelSet: LevelSet, dim: number, scale: Scale): ComputedLevelSetNoise {
  checkDimension(dim);
  const { body, radial } = levelSet;
  if (body.dim !== dim) {
    throw new InvalidInput(`noise.levelSet.body has dimension ${body.dim}, but the noise has dimension ${dim}.`);
  }
  const isFormula = typeof radial === 'string';
  const profile = isFormula ? profileOf(parseExpression(radial, ['r'], 'noise.levelSet.radial')) : profileFrom(radial);
  const spec = `level-set:${body.name},radial=${isFormula ? radial : 'function'}`;
  const law = normalized(profile, dim);
  const monotone = checkNonincreasing(profile, law);
  if (monotone.status === 'failed') {
    throw new InvalidNoise('quasiConcave', monotone.witness!, `noise.levelSet.radial: ${monotone.witness!.detail}`);
  }
  const unitVariance = variance(body, law);
  const { lambda, sigma } = resolveScale(spec, 0.5 * Math.log(unitVariance.value), scale);
  const logNormalizer = normalizer(body, law, lambda);
  const { log } = profile;
  const source = uniformOn(body);
  return recordChecks<ComputedLevelSetNoise>(
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
      continuous: profile.expression === null || isContinuous(profile.expression),
      sampler: source,
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
      normalizable: normalizationCheck(law),
      even: { status: 'proved', how: 'the density depends on a norm of x' },
      quasiConcave: monotone,
      finiteVariance: varianceCheck(unitVariance, 'E T^2', `t^${dim + 1} f(t)`),
      absolutelyContinuous: { status: 'proved', how: 'it has a density' },
    },
  );
}

function normalized(profile: Profile, dim: number): HalfLineLaw {
  const law = halfLineLaw(profile, dim);
  if ('finite' in law) throw notNormalizable('noise.levelSet.radial', 'f(r)', law, dim);
  return law;
}

/** How the law's normalization was established. */
export function normalizationCheck(law: HalfLineLaw): Check {
  const { method, lower, upper } = law.logIntegral();
  const width = (0.5 * (upper - lower)).toPrecision(1);
  return method === 'interval'
    ? { status: 'proved', how: `enclosed by interval arithmetic, relative error ${width}` }
    : { status: 'tested', how: `quadrature, relative error ${width}` };
}

/** Whether a variance computed by quadrature is finite; `what` and `integrand` name it in words. */
export function varianceCheck({ value, lower }: Estimate, what: string, integrand: string): Check {
  if (Number.isFinite(value)) return { status: 'tested', how: `quadrature of ${what}` };
  if (Number.isFinite(lower)) return { status: 'unknown', how: `${what} could not be computed in double precision` };
  const detail = `the integral of ${integrand} diverges`;
  return { status: 'failed', how: `${what} diverges`, witness: { kind: 'tail', at: Infinity, detail } };
}

/**
 * The error for a profile without a finite integral; `what` names the function in the sentence. A profile whose integral
 * may well be finite but cannot be computed is not called invalid.
 */
export function notNormalizable(where: string, what: string, failure: NoIntegral, dim: number): InvalidInput {
  const { reason, at, detail } = failure;
  if (reason === 'too-slow' || reason === 'unresolved') {
    return new InvalidInput(`${where}: ${what} cannot be normalized here: ${detail}.`);
  }
  const tail = reason === 'diverges-at-infinity' || reason === 'diverges-at-zero';
  const integrand = dim === 1 ? what : dim === 2 ? `r ${what}` : `r^${dim - 1} ${what}`;
  const message = tail
    ? `${where}: ${what} is not a density: ${detail} (integrand ${integrand}).`
    : `${where}: ${what} is not a density: ${detail}.`;
  const witness = tail ? ({ kind: 'tail', at, detail } as const) : ({ kind: 'point', x: [at], detail } as const);
  return new InvalidNoise('normalizable', witness, message);
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

const laws = new WeakMap<LevelSetNoise, HalfLineLaw>();

/** The law of the gauge of any level-set noise, computed once. */
export function gaugeLaw(noise: LevelSetNoise): HalfLineLaw {
  const known = 'law' in noise ? (noise as ComputedLevelSetNoise).law : laws.get(noise);
  if (known !== undefined) return known;
  const law = normalized(
    profileFrom((t) => noise.logRadial(t)),
    noise.dim,
  );
  laws.set(noise, law);
  return law;
}

/**
 * E[1/S] of MATH.md W5, where the noise is uniform on S * K with S random: (d-1) int f t^{d-2} / (d int f t^{d-1}) at
 * lambda = 1, and f(0+)/int f in one dimension. Infinity where the density is too singular at 0. Then
 * Phi(1/2) = sup_v vol(Pi_v K)/|K| * this / lambda.
 */
export function inverseScaleMean(noise: LevelSetNoise): Estimate {
  const law = gaugeLaw(noise);
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
