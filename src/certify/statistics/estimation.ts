/** Bounding the probability of the chosen class from fresh samples. */
import type { SampledPlan } from '../certify-plan.ts';
import type { Engine, NumberedImage } from '../engine.ts';
import { fixedSampleBound } from './probability-bound.ts';
import type { ProbabilityBound } from './probability-bound.ts';
import { checkedVotes, tiesFor, votesFor } from './votes.ts';

export interface Estimation {
  /** Votes for the class among the n samples drawn. */
  readonly count: number;
  readonly n: number;
  /** Of those votes the near-ties; 0 where they were not counted in the first place. */
  readonly ties: number;
  /** rho <= the true probability but with probability alpha. */
  readonly bound: ProbabilityBound;
}

/** Called after every request to the engine with the samples drawn so far for this image and their greatest number. */
export type SampleProgress = (drawn: number, atMost: number) => void;

/** Estimation by n samples, fixed beforehand: one-sided Clopper-Pearson. */
export async function estimateFixed(
  engine: Engine,
  image: NumberedImage,
  cls: number,
  plan: SampledPlan,
  signal?: AbortSignal,
  progress?: SampleProgress,
): Promise<Estimation> {
  const { n } = plan;
  const { count, ties } = await drawUntil(n, NOTHING_DRAWN, engine, image, cls, plan, signal, progress);
  return { count, n, ties, bound: boundOf(plan, count) };
}

/** Votes for the class among the samples 0, ..., drawn - 1. */
export interface Drawn {
  readonly drawn: number;
  readonly count: number;
  readonly ties: number;
}

export const NOTHING_DRAWN: Drawn = { drawn: 0, count: 0, ties: 0 };

/** Goes on drawing until there are `target` samples, in requests of the size that the engine prefers. */
export async function drawUntil(
  target: number,
  { drawn, count, ties }: Drawn,
  engine: Engine,
  image: NumberedImage,
  cls: number,
  { n, nearTies }: SampledPlan,
  signal?: AbortSignal,
  progress?: SampleProgress,
): Promise<Drawn> {
  while (drawn < target) {
    const range = { first: drawn, count: Math.min(target - drawn, engine.preferredCount) };
    const votes = await checkedVotes(engine, image, range, signal);
    count += votesFor(votes, cls, nearTies);
    ties += tiesFor(votes, cls, nearTies);
    drawn += range.count;
    progress?.(drawn, n);
  }
  return { drawn, count, ties };
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
