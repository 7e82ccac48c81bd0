/**
 * How long a run takes on a cluster, from a probe: the pace of the model here, and the copies that images take
 * (expected-copies.ts).
 */

/** What a probe found. */
export interface Probe {
  /** Images that were looked at, noisy copies that were drawn of them, and the seconds that they took. */
  readonly images: number;
  readonly copies: number;
  readonly seconds: number;
  /** Copies that each of those images takes in the run. */
  readonly each: readonly number[];
  /** Seconds until the first image was begun: program, model, data, check. */
  readonly startSeconds: number;
}

/**
 * Copies an image: the mean, and the mean plus and minus two standard errors. All are equal where every image takes the
 * same.
 */
export interface CopiesAnImage {
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** Mean copies of an image of the run, of which those of the probe are some. */
export function copiesAnImage({ each }: Probe): CopiesAnImage {
  const expected = each.reduce((sum, one) => sum + one, 0) / each.length;
  const variance = each.reduce((sum, one) => sum + (one - expected) ** 2, 0) / Math.max(1, each.length - 1);
  const error = Math.sqrt(variance / each.length);
  return { expected, lower: Math.max(Math.min(...each), expected - 2 * error), upper: expected + 2 * error };
}

/** What a number of tasks takes. */
export interface TaskEstimate {
  readonly tasks: number;
  /** Seconds until the last one ends, and summed over tasks: what is paid for. */
  readonly wall: number;
  readonly sum: number;
  /** Wall seconds by the ends of the copies an image. */
  readonly lower: number;
  readonly upper: number;
}

/** Times of so many tasks of the same pace as the probe: the longest share, and the start of each. */
export function taskEstimate(probe: Probe, images: number, tasks: number): TaskEstimate {
  const { expected, lower, upper } = copiesAnImage(probe);
  const pace = probe.copies / probe.seconds;
  const wall = (copies: number): number => probe.startSeconds + (Math.ceil(images / tasks) * copies) / pace;
  return {
    tasks,
    wall: wall(expected),
    sum: tasks * probe.startSeconds + (images * expected) / pace,
    lower: wall(lower),
    upper: wall(upper),
  };
}
