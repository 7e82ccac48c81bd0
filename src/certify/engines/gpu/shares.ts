/** Samples shared out over devices, and their votes added up. */
import type { SampleRange, Votes } from '../../engine.ts';

/**
 * A range in `parts` consecutive ranges of equal size (the first ones one larger), empty ones left out. Equal, and not
 * by speed, so that the same sample is always on the same device and a run repeats itself near-ties included.
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

/**
 * A set of devices whose throughput falls short of the best set's by no more than this share is as good: timings
 * wobble.
 */
const AS_GOOD = 0.8;

/**
 * Which of several devices to use, by number, given how many samples a second each does alone. Shares are equal, so m
 * devices work at m times the pace of the slowest: a slow one next to a fast one would only be waited for. The largest
 * set that is as good as the best is kept, so that equal devices stay together.
 */
export function fastestTogether(rates: readonly number[]): number[] {
  const order = rates.map((_, k) => k).sort((a, b) => rates[b]! - rates[a]! || a - b);
  const together = order.map((k, place) => (place + 1) * rates[k]!);
  const best = Math.max(...together);
  const size = together.findLastIndex((rate) => rate >= AS_GOOD * best) + 1;
  return order.slice(0, size).sort((a, b) => a - b);
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
