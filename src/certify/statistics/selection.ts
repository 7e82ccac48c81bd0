/** The choice of the class that is then certified, and of the buckets that its rivals are counted in. */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import type { SampledPlan } from '../certify-plan.ts';
import type { Engine, NumberedImage } from '../engine.ts';
import { bucketVotes, classBuckets, oneBucket, type ClassBuckets } from './buckets.ts';
import { fixedClassBounds, rivalOf } from './class-bounds.ts';
import { SAMPLES } from './samples.ts';
import { checkedVotes } from './votes.ts';

/**
 * Selects on n0 samples of their own range, disjoint from those of estimation: the certificate holds for whatever is
 * chosen here, because the samples that bound probabilities know nothing of the choice.
 */
export async function selectBuckets(
  engine: Engine,
  image: NumberedImage,
  plan: SampledPlan,
  signal?: AbortSignal,
): Promise<ClassBuckets> {
  const range = { first: SAMPLES.selection.first, count: plan.n0 };
  const { counts } = await checkedVotes(engine, image, range, signal);
  const buckets = classBuckets(counts);
  return plan.rivals === 'buckets' ? worthIt(buckets, counts, plan) : oneBucket(buckets);
}

/**
 * The buckets, or all rivals in one where that promises more: bounds on several cost shares of alpha, which pays only
 * where no rival has most of what the first class leaves. Judged by the gap between first and rival if n samples had
 * the shares of selection.
 */
function worthIt(buckets: ClassBuckets, counts: Float64Array, { n, n0, alpha }: SampledPlan): ClassBuckets {
  const one = oneBucket(buckets);
  if (buckets.rivals.length === 1) return one;
  const expected = { counts, nearTies: counts.map(() => 0) };
  const scaled = (votes: number): number => Math.round((n * votes) / n0);
  const gap = (of: ClassBuckets): number => {
    const { count, rivals } = bucketVotes(expected, of, 'counted');
    const votes = { count: scaled(count), rivals: rivals.map(scaled) };
    const bound = fixedClassBounds(votes, n, ErrorBudget.of(alpha));
    return 1 - bound.tail - rivalOf(bound);
  };
  return gap(buckets) > gap(one) ? buckets : one;
}
