/**
 * The verdict on a noise against an adversary: is it one, what does it certify, how far is it from optimal.
 *
 * Level-set noise on any body and products are computed at any dimension; what is only known by a sampler and a density
 * is sampled, with a confidence. Everything is a function of the noise, the adversary, the options and the seed.
 */
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import { checksOf, requireKnown } from '../noise/facts.ts';
import { isNamed } from '../noise/named/canonical.ts';
import type { Noise } from '../noise/noise.ts';
import { requireSameDimension } from '../noise/same-dimension.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';
import { adviceFor } from './advice/reasons.ts';
import { differentialEntropy, efficiency } from './information/information-content.ts';
import {
  densityEnclosure,
  enclosedEntropy,
  reportedChecks,
  reportedSigma,
  whyNotEnclosed,
} from './enclosed-density.ts';
import { sampledEntropy } from './information/sampled-entropy.ts';
import { foundationOf } from './foundation.ts';
import { failedConditions } from './invalid-report.ts';
import { COMPUTED_TOLERANCE, judge, SAMPLED_TOLERANCE } from './verdict.ts';
import { compareWithLibrary, compareWithRearrangement, reciprocal } from './comparison.ts';
import { unknownPoint } from './curve.ts';
import { growthPoints } from './growth.ts';
import { vetPlan, type VetOptions, type VetPlan } from './options.ts';
import { beginVetting } from './vetting.ts';
import type { InvalidReport, VetReport } from './report.ts';

export type { VetOptions } from './options.ts';

/** W7, said wherever curves are compared. */
const CAVEAT =
  'The efficiency compares noises with level sets of equal volumes, near rho = 1/2 only; at equal sigma, or at larger rho, ' +
  'the order may be another (W7).';

/**
 * Vets the noise against the adversary. The report of an invalid noise says which condition fails, with a witness.
 * Throws InvalidInput for options out of range, a noise and an adversary of different dimensions, or a noise of which
 * too little is known (made by hand, or a copy that differs).
 *
 * @example
 * vet(uniform('linf', 2, { lambda: 1 }), lpAdversary(1, 2), { compare: false, adviceAt: null }).verdict // => 'optimal'
 */
export function vet(noise: Noise, adversary: Adversary, options: VetOptions = {}): VetReport | InvalidReport {
  const plan = vetPlan(options);
  requireSameDimension(noise, adversary);
  const name = options.name ?? noise.spec;
  const invalid = failedConditions(noise, adversary, name);
  if (invalid !== null) return invalid;
  requireKnown(noise, adversary);
  const vetting = beginVetting(noise, adversary, plan);
  const { phiHalf, phiStar, crystal, sampled, curve } = vetting;
  const eta = boundedEfficiency(phiStar, phiHalf, plan.confidence);
  // Enclosed on cells: narrow, but not to the last digits.
  const onCells = densityEnclosure(noise) !== null || (noise.family === 'product' && noise.dim === 3);
  const coarse = eta.confidence < 1 || onCells;
  const tolerance = plan.tolerance ?? (coarse ? SAMPLED_TOLERANCE : COMPUTED_TOLERANCE);
  const { verdict, reason, samplesToSettle } = judge(eta, tolerance, crystal.attained, plan.samples);
  const points = curve === null ? plan.rhos.map(unknownPoint) : curve(plan.rhos);
  return {
    name,
    noise: noise.spec,
    adversary: adversaryName(adversary),
    dim: noise.dim,
    lambda: noise.lambda,
    checks: reportedChecks(noise),
    sigma: reportedSigma(noise),
    entropy: entropyOf(noise, plan),
    phiHalf,
    slope: reciprocal(phiHalf),
    wulff: { phiStar, efficiency: eta, attained: crystal.attained },
    curve: points,
    growth: growthPoints(vetting),
    comparison: [...(plan.compare ? compareWithLibrary(vetting) : []), compareWithRearrangement(vetting)],
    advice: plan.adviceAt === null ? [] : adviceFor(vetting, plan.adviceAt),
    verdict,
    foundation: foundationOf({
      noise,
      undecided: verdict === 'inconclusive' ? reason : null,
      numbers: [phiHalf, phiStar, ...points.map(({ radius }) => radius)],
      remarks: sampled?.remarks ?? [],
      because: whyNotEnclosed(noise),
    }),
    reasons: [
      reason,
      crystal.reason,
      ...shapeReasons(noise),
      ...(curve === null ? ['No radius could be certified: no bound on the growth of this noise is known.'] : []),
      ...(sampled?.remarks ?? []),
      CAVEAT,
    ],
    samplesToSettle,
    tolerance,
    samples: plan.samples,
    seed: plan.seed,
  };
}

/**
 * Enclosed; sampled where nothing else is enclosed either. Else unknown: to draw from a law, its distribution function
 * would be inverted piece by piece, which takes minutes where a narrow bump lies far out.
 */
function entropyOf(noise: Noise, plan: VetPlan): Estimate {
  const known = differentialEntropy(noise) ?? enclosedEntropy(noise);
  if (known !== null) return known;
  const sampled = isNamed(noise) || noise.family === 'custom' || whyNotEnclosed(noise) !== null;
  return sampled ? sampledEntropy(noise, plan) : enclosed(NaN, -Infinity, Infinity, 'interval');
}

/** Where both are infinite, or one of them unknown, nothing is known of the quotient. */
function boundedEfficiency(phiStar: Estimate, phiHalf: Estimate, confidence: number): Estimate {
  const eta = efficiency(phiStar, phiHalf);
  const { lower, upper } = eta;
  const value = Number.isNaN(eta.value) ? 0.5 * (lower + upper) : Math.min(upper, Math.max(lower, eta.value));
  // The shares add up to at most the error probability asked for.
  return { ...eta, value, confidence: eta.confidence < 1 ? confidence : 1 };
}

/** What the shape of the noise means for the verdict. */
function shapeReasons(noise: Noise): string[] {
  const { quasiConcave, finiteVariance } = checksOf(noise);
  const reasons: string[] = [];
  if (quasiConcave.status === 'failed') {
    const detail = quasiConcave.witness?.detail ?? quasiConcave.how;
    reasons.push(
      `The noise is not quasi-concave (${detail.replace(/\.$/, '')}): its efficiency is bounded by 1 all the same, but its ` +
        'growth need not rise along rays.',
    );
  }
  if (finiteVariance.status === 'failed') {
    reasons.push('The variance is infinite: there is no sigma to compare at, and radii are in units of lambda.');
  }
  if (finiteVariance.status === 'unknown' && !Number.isFinite(noise.sigma)) {
    reasons.push(
      'The variance could not be computed: there is no sigma to compare at, and radii are in units of lambda.',
    );
  }
  return reasons;
}
