/**
 * Level-set noise: density proportional to f(|x|_K / lambda), K any symmetric convex body, f a nonincreasing profile
 * given as a formula in r.
 *
 * The gauge T = |X|_K has density proportional to t^{d-1} f(t); X/T has the cone measure of K and is independent of T,
 * so X = T * U/|U|_K with U uniform on K is exact whatever the body.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { logVolume } from '../../geometry/functionals/volume.ts';
import { uniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import { withError, type Estimate } from '../../numeric/estimate.ts';
import { product, scaled, sum } from '../../numeric/estimate-algebra.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { parseFormula } from '../../formula/parse.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { growthSource, levelSetGrowth } from '../density/formula-growth.ts';
import { profileOf, type Profile } from '../half-line/profile.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import { levelSetFormula } from './gauge-formula.ts';
import { checkNonincreasing } from './monotone.ts';
import { levelSetRateBound } from '../rate/level-set.ts';
import { rateBounds } from '../rate/rate-bounds.ts';
import { bodySecondMoment } from '../named/body-second-moment.ts';
import type { LevelSetNoise, Scale } from '../noise.ts';
import { continuityCheck, logConcavityCheck, normalizationCheck, notNormalizable, varianceCheck } from '../checks.ts';
import { establishedOn } from '../facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveComputedScale, sigmaOf } from '../scale.ts';
import { InvalidNoise, type Check } from '../validity.ts';

/** The shape and the profile, a formula in r. */
export interface LevelSet {
  readonly body: ConvexBody;
  readonly radial: string;
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
  const spec = `level-set:${body.name},radial=${radial}`;
  const law = normalized(profileOf(parseFormula(radial, ['r'], 'noise.levelSet.radial')), dim);
  const monotone = checkNonincreasing(law.profile, law);
  if (monotone.status === 'failed') {
    throw new InvalidNoise('quasiConcave', monotone.witness!, `noise.levelSet.radial: ${monotone.witness!.detail}`);
  }
  return noiseOfLaw(body, law, monotone, scale, spec, null);
}

/**
 * The noise of a formula in all coordinates that is `profile` of the gauge of the body; null where it cannot be
 * integrated or is not proved never to increase.
 */
export function levelSetOfProfile(
  body: ConvexBody,
  profile: FormulaTree,
  scale: Scale,
  spec: string,
  formula: FormulaTree,
): LevelSetNoise | null {
  const law = halfLineLaw(profileOf(profile), body.dim);
  if ('finite' in law) return null;
  const monotone = checkNonincreasing(law.profile, law);
  return monotone.status === 'proved' ? noiseOfLaw(body, law, monotone, scale, spec, formula) : null;
}

function noiseOfLaw(
  body: ConvexBody,
  law: HalfLineLaw,
  monotone: Check,
  scale: Scale,
  spec: string,
  formula: FormulaTree | null,
): LevelSetNoise {
  const { dim } = body;
  const { profile } = law;
  const unitVariance = variance(body, law);
  const { lambda, sigma } = resolveComputedScale(spec, unitVariance, scale);
  const logNormalizer = normalizer(body, law, lambda);
  const { log } = profile;
  const source = uniformSampler(body);
  const found = formula === null ? levelSetFormula(body, profile.expression) : { formula, gaugeError: 0 };
  // What is said of the formula holds for the noise only if both are the same mixture of uniform laws.
  const written = monotone.status === 'proved' ? found : null;
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
      rateBound: rateBounds((adversary) => levelSetRateBound({ body, law }, adversary)?.scaled(1 / lambda) ?? null),
      growth: growthSource(() => levelSetGrowth(written, body, law, normalizer(body, law, 1))),
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
      logConcave: found === null ? NOT_LOOKED_AT : logConcavityCheck(found.formula),
      continuous: continuityCheck(profile.expression),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      logPeak: null,
    },
  );
}

const NOT_LOOKED_AT: Check = { status: 'unknown', how: 'not looked at for this body and a profile' };

function normalized(profile: Profile, dim: number): HalfLineLaw {
  const law = halfLineLaw(profile, dim);
  if ('finite' in law) throw notNormalizable('noise.levelSet.radial', 'f(r)', law, dim);
  return law;
}

/** E|X|^2/d at lambda = 1: E T^2 times the second moment of the cone measure, (d + 2)/d that of the body. */
function variance(body: ConvexBody, law: HalfLineLaw): Estimate {
  const { dim } = body;
  const radial = law.moment(2);
  return restingOn(radial, scaled(product(radial, bodySecondMoment(body)), dim + 2, dim * dim));
}

/** log Z = log|K| + log d + d log lambda + log int t^{d-1} f(t) dt. */
function normalizer(body: ConvexBody, law: HalfLineLaw, lambda: number): Estimate {
  const scale = body.dim * Math.log(lambda);
  const shift = withError(Math.log(body.dim) + scale, 4 * Number.EPSILON * (Math.abs(scale) + body.dim), 'closed-form');
  const radial = law.logIntegral();
  return restingOn(radial, sum(logVolume(body), radial, shift));
}

/** The method is that of the law, unless the body's part was sampled. */
function restingOn(radial: Estimate, whole: Estimate): Estimate {
  return whole.method === 'monte-carlo' ? whole : { ...whole, method: radial.method };
}
