/**
 * How long a run takes on a cluster, from a probe: some of its images certified here under its own stopping rule. The probe may end within an image: the copies of that
 * are counted, too. Where every image has the same number of copies nothing is estimated but the pace.
 */

/** What a probe measured. */
export interface Probe {
  /** Images that were done, noisy copies of those and of one that was not, and the seconds that they took. */
  readonly images: number;
  readonly copies: number;
  readonly seconds: number;
  /** Copies of each image that was done. */
  readonly each: readonly number[];
  /** Copies that an image takes at most; those of the choice of the class are among them. */
  readonly atMost: number;
  /** Whether every image takes that many. */
  readonly fixed: boolean;
  /** Seconds until the first image was begun: start, model, data, check. */
  readonly startSeconds: number;
}

/** Copies an image, on average: what is expected, and what it may be. */
export interface CopiesAnImage {
  readonly expected: number;
  /** Plus and minus two standard errors, within what is possible; the same as expected where nothing is estimated. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Mean copies of an image. Under a stopping rule copies are waited for like a life: all that were drawn over all images that ended (the estimate of most likelihood for
 * lives that are cut off). With no image done only the most is known.
 */
export function copiesAnImage({ images, copies, each, atMost, fixed }: Probe): CopiesAnImage {
  if (fixed || images === 0) return { expected: atMost, lower: fixed ? atMost : 0, upper: atMost };
  const expected = Math.min(atMost, copies / images);
  const mean = each.reduce((sum, one) => sum + one, 0) / images;
  const variance = each.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, images - 1);
  // One image says nothing of how they vary: as for a life without memory, by as much as they last.
  const error = images < 2 ? expected : Math.sqrt(variance / images);
  return { expected, lower: Math.max(0, expected - 2 * error), upper: Math.min(atMost, expected + 2 * error) };
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
