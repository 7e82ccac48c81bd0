/** Bounding the probability of the chosen class from fresh samples. */
import type { SampledPlan } from '../certify-plan.ts';
import type { Drawing } from './drawing.ts';
import { fixedSampleBound } from './probability-bound.ts';
import type { ProbabilityBound } from './probability-bound.ts';
import { tiesFor, votesFor } from './votes.ts';

/** What samples say of the class. */
export interface Estimation {
  /** Votes for the class among the n samples drawn. */
  readonly count: number;
  readonly n: number;
  /** Of those votes the near-ties; 0 where they were not counted in the first place. */
  readonly ties: number;
  /** rho <= the true probability but with probability alpha. */
  readonly bound: ProbabilityBound;
}

/** Estimation by n samples, fixed beforehand: one-sided Clopper-Pearson. */
export async function estimateFixed(drawing: Drawing, cls: number, plan: SampledPlan): Promise<Estimation> {
  await drawing.until(plan.n);
  const count = votesFor(drawing, cls, plan.nearTies);
  return { count, n: plan.n, ties: tiesFor(drawing, cls, plan.nearTies), bound: boundOf(plan, count) };
}

/** Bounds already computed: counts repeat from image to image. */
const bounds = new WeakMap<SampledPlan, Map<number, ProbabilityBound>>();

/** The bound from `count` votes for the class of n fixed ones. */
export function boundOf(plan: SampledPlan, count: number): ProbabilityBound {
  const known = bounds.get(plan) ?? new Map<number, ProbabilityBound>();
  bounds.set(plan, known);
  const bound = known.get(count) ?? fixedSampleBound(count, plan.n, plan.alpha);
  known.set(count, bound);
  return bound;
}
