/** Samples shared out over devices, and their votes added up. */
import type { SampleRange, Votes } from '../engine.ts';

/**
 * A range in `parts` consecutive ranges of equal size (the first ones one larger), empty ones left out. Equal, and not by
 * speed, so that the same sample is always on the same device and a run repeats itself near-ties included.
 */
export function shares({ first, count }: SampleRange, parts: number): SampleRange[] {
  const result: SampleRange[] = [];
  let start = first;
  for (let k = 0; k < parts; k++) {
    const size = Math.floor(count / parts) + (k < count % parts ? 1 : 0);
    if (size > 0) result.push({ first: start, count: size });
    start += size;
  }
  return result;
}

/** The sum of votes over disjoint ranges. */
export function addVotes(parts: readonly Votes[]): Votes {
  const classes = parts[0]?.counts.length ?? 0;
  const counts = new Float64Array(classes);
  const nearTies = new Float64Array(classes);
  for (const part of parts) {
    for (let c = 0; c < classes; c++) {
      counts[c]! += part.counts[c]!;
      nearTies[c]! += part.nearTies[c]!;
    }
  }
  return { counts, nearTies };
}
