/** Votes as they come from an engine, checked and added up. */
import { EngineFault, type Engine, type NumberedImage, type SampleRange, type Votes } from '../engine.ts';

/** Asks the engine and checks its answer: counts of whole samples that sum to the range. Throws EngineFault. */
export async function checkedVotes(
  engine: Engine,
  image: NumberedImage,
  range: SampleRange,
  signal?: AbortSignal,
): Promise<Votes> {
  signal?.throwIfAborted();
  const votes = await engine.votes(image, range, signal);
  const { counts, nearTies } = votes;
  let sum = 0;
  let sane = counts.length >= 2 && nearTies.length === counts.length;
  for (let c = 0; sane && c < counts.length; c++) {
    const count = counts[c]!;
    const ties = nearTies[c]!;
    sane = Number.isInteger(count) && count >= 0 && Number.isInteger(ties) && ties >= 0 && ties <= count;
    sum += count;
  }
  if (!sane || sum !== range.count) {
    throw new EngineFault(
      'other',
      `The engine ${engine.name} returned votes that do not add up for image ${image.index}: ${sum} for ${range.count} samples; please report this.`,
    );
  }
  return votes;
}

/** The class with most votes, the lowest index among equals. */
export function topClass(counts: ArrayLike<number>): number {
  let best = 0;
  for (let c = 1; c < counts.length; c++) if (counts[c]! > counts[best]!) best = c;
  return best;
}

/** Votes for a class; without its near-ties where they count against it. */
export function votesFor(votes: Votes, cls: number, nearTies: 'counted' | 'against'): number {
  return votes.counts[cls]! - (nearTies === 'against' ? votes.nearTies[cls]! : 0);
}

/** Near-ties among the votes counted for a class: none where they were left out. */
export function tiesFor(votes: Votes, cls: number, nearTies: 'counted' | 'against'): number {
  return nearTies === 'against' ? 0 : votes.nearTies[cls]!;
}
