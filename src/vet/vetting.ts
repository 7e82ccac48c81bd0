/** One vetting: what is asked, and what every later question needs of the answer, found once. */
import type { Adversary } from '../geometry/adversary.ts';
import { factsOf } from '../noise/facts.ts';
import type { Noise } from '../noise/noise.ts';
import { ErrorBudget } from '../numeric/confidence/budget.ts';
import type { Estimate } from '../numeric/estimate.ts';
import { curveSource, type CurveSource, type CurveSubject } from './curve.ts';
import { leastPhiHalf } from './information/information-content.ts';
import type { VetPlan } from './options.ts';
import { boundingCrystal, type BoundingCrystal } from './bounding-crystal.ts';
import { knownPhiHalf } from './phi-half/known-phi-half.ts';
import { sampledSlopes, type SampledSlopes } from './phi-half/sampled-slopes.ts';

export interface Vetting extends CurveSubject {
  readonly phiHalf: Estimate;
  /** The crystal behind Phi*, which depends on the adversary alone. */
  readonly crystal: BoundingCrystal;
  /** The least Phi(1/2) of all noises with these level-set volumes. */
  readonly phiStar: Estimate;
  /** The noise's radius curve; null where nothing is certified. */
  readonly curve: CurveSource | null;
}

/** Widths of an enclosure, relative, times ten: below, more cells are of no use to a verdict. */
const FINEST = 1e-4;

/** Vets as far as Phi(1/2), Phi* and the curve; the noise and the adversary share a dimension. */
export function beginVetting(noise: Noise, adversary: Adversary, plan: VetPlan): Vetting {
  // Phi* and Phi(1/2) share the error probability of the efficiency.
  if (noise.family === 'density' && plan.budget !== undefined) {
    const { budget: seconds } = plan;
    noise.enclosures.refine(adversary, seconds, (plan.tolerance ?? FINEST) / 10, (used) =>
      plan.onProgress('enclosing', used, seconds),
    );
  }
  const budget = ErrorBudget.besides(plan.confidence);
  const [forSlopes, forStar] = budget.split(2);
  const known = knownPhiHalf(noise, adversary);
  const slopesConfidence = forSlopes!.spendAsConfidence();
  const sampled = known === null ? slopesOf(noise, adversary, plan, slopesConfidence) : null;
  const [forCrystal, forLevels] = forStar!.split(2);
  const crystal = boundingCrystal(adversary, {
    samples: 20_000,
    seed: plan.seed,
    confidence: forCrystal!.spendAsConfidence(),
  });
  const phiStar = phiStarOf(noise, crystal, plan, forLevels!.spendAsConfidence());
  budget.requireSpent();
  return {
    noise,
    adversary,
    plan,
    sampled,
    phiHalf: known ?? sampled!.phiHalf,
    crystal,
    phiStar,
    curve: curveSource({ noise, adversary, plan, sampled }),
  };
}

function slopesOf(noise: Noise, adversary: Adversary, plan: VetPlan, confidence: number): SampledSlopes {
  return sampledSlopes(noise, adversary, {
    samples: plan.samples,
    seed: plan.seed,
    confidence,
    curveConfidence: plan.confidence,
    onProgress: (done, total) => plan.onProgress('slopes', done, total),
  });
}

function phiStarOf(noise: Noise, crystal: BoundingCrystal, plan: VetPlan, confidence: number): Estimate {
  if (noise.family === 'custom') plan.onProgress('level sets', 0, 1);
  const { logPeak } = factsOf(noise);
  return leastPhiHalf(noise, crystal.logVolume, {
    samples: plan.samples,
    seed: plan.seed,
    confidence,
    ...(logPeak !== null && { logPeak }),
  });
}
