/** The choice of the class that is then certified. */
import type { Engine, NumberedImage } from '../engine.ts';
import { SAMPLES } from './samples.ts';
import { checkedVotes, topClass } from './votes.ts';

/**
 * The class most voted for on n0 samples of their own range, disjoint from those of estimation: the certificate holds for
 * whatever class is chosen here, because the samples that bound its probability know nothing of the choice.
 */
export async function selectClass(
  engine: Engine,
  image: NumberedImage,
  n0: number,
  signal?: AbortSignal,
): Promise<number> {
  const votes = await checkedVotes(engine, image, { first: SAMPLES.selection.first, count: n0 }, signal);
  return topClass(votes.counts);
}
