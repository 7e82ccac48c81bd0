/**
 * Classes in buckets, from the votes of selection alone: first the class that is certified, then its rivals. Each
 * bucket's probability is bounded from the votes of estimation, and no class is more probable than its bucket, so the
 * runner-up is at most the largest of the rivals' bounds. Few buckets cost little of alpha; a bucket that outweighs the
 * second class would cost radius.
 *
 * As the votes of selection and of estimation are independent, the buckets are fixed as far as the bounds are
 * concerned: two classes picked from the votes that judge them would not be (claim `runner-up`).
 */
import type { Votes } from '../engine.ts';

/** All classes, each once: the first, and its rivals in at least one bucket. */
export interface ClassBuckets {
  readonly first: number;
  readonly rivals: readonly (readonly number[])[];
}

/**
 * The first class is the one with most votes, the second has a bucket of its own, the others follow in falling order
 * (the lower index first), together in a bucket as long as they have no more votes than the second.
 *
 * Of 50, 3, 30, 10 and 7 votes: first 0, rivals [2] and [3, 4, 1].
 */
export function classBuckets(votes: ArrayLike<number>): ClassBuckets {
  const order = Array.from(votes, (_, c) => c).sort((a, b) => votes[b]! - votes[a]! || a - b);
  const [first, second, ...others] = order as [number, number, ...number[]];
  const most = votes[second]!;
  // Nobody but the first was voted for: no class stands out among the rivals.
  if (most === 0) return { first, rivals: [[second, ...others]] };
  const rivals: number[][] = [[second]];
  let weight = Infinity;
  for (const cls of others) {
    weight += votes[cls]!;
    if (weight <= most) rivals.at(-1)!.push(cls);
    else {
      rivals.push([cls]);
      weight = votes[cls]!;
    }
  }
  return { first, rivals };
}

/** The same first class against all others in one bucket. */
export const oneBucket = ({ first, rivals }: ClassBuckets): ClassBuckets => ({ first, rivals: [rivals.flat()] });

/** Votes of n samples by bucket. Under near-ties that are counted against the class they may sum to more than n. */
export interface BucketVotes {
  /** For the first class. */
  readonly count: number;
  /** For each bucket of rivals, at most n. */
  readonly rivals: readonly number[];
}

/**
 * Votes by bucket. `against`: near-ties of the first class are no votes for it, and each bucket of rivals gets all
 * near-ties of other classes, so that the bounds also hold where every near-tie went another way.
 */
export function bucketVotes(
  { counts, nearTies }: Votes,
  { first, rivals }: ClassBuckets,
  ties: 'counted' | 'against',
): BucketVotes {
  const sum = (of: Float64Array, classes: readonly number[]): number =>
    classes.reduce((total, cls) => total + of[cls]!, 0);
  if (ties === 'counted') return { count: counts[first]!, rivals: rivals.map((classes) => sum(counts, classes)) };
  const allTies = nearTies.reduce((total, some) => total + some, 0);
  return {
    count: counts[first]! - nearTies[first]!,
    rivals: rivals.map((classes) => sum(counts, classes) + allTies - sum(nearTies, classes)),
  };
}
