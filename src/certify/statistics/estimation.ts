/** Bounding the probabilities of the chosen class and its rivals from fresh samples. */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import type { SampledPlan } from '../certify-plan.ts';
import { bucketVotes, type BucketVotes, type ClassBuckets } from './buckets.ts';
import { fixedClassBounds } from './class-bounds.ts';
import type { Drawing } from './drawing.ts';
import type { ProbabilityBound } from './probability-bound.ts';

/** What samples say of the class. */
export interface Estimation {
  /** Votes of the n samples drawn. */
  readonly votes: BucketVotes;
  readonly n: number;
  /** Holds but with probability alpha. */
  readonly bound: ProbabilityBound;
}

/** Estimation by n samples, fixed beforehand: one-sided Clopper-Pearson. */
export async function estimateFixed(drawing: Drawing, buckets: ClassBuckets, plan: SampledPlan): Promise<Estimation> {
  await drawing.until(plan.n);
  const votes = bucketVotes(drawing, buckets, plan.nearTies);
  return { votes, n: plan.n, bound: boundOf(plan, votes) };
}

/** Bounds already computed: counts repeat from image to image. */
const bounds = new WeakMap<SampledPlan, Map<string, ProbabilityBound>>();

/** The bound from these votes of n fixed samples. */
export function boundOf(plan: SampledPlan, votes: BucketVotes): ProbabilityBound {
  const known = bounds.get(plan) ?? new Map<string, ProbabilityBound>();
  bounds.set(plan, known);
  const key = `${votes.count},${votes.rivals.join()}`;
  const bound = known.get(key) ?? fixedClassBounds(votes, plan.n, ErrorBudget.of(plan.alpha));
  known.set(key, bound);
  return bound;
}
