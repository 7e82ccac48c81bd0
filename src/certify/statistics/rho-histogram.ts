/**
 * How sure a smoothed classifier is: how many of the images that it has right have their rho (the lower bound of the
 * probability of the class) in each of a few bins, and how much of the average certified radius comes from there.
 *
 * The average misleads: a radius grows without bound as rho goes to 1 (or as far as n lets it), so that few images that
 * were easy before make most of it, and a model gains by being surer of those instead of having more images right.
 */

/** A bin of the histogram: rho > `from` and rho <= `to`; the first one begins at 0. */
export interface RhoBin {
  readonly from: number;
  readonly to: number;
  /** Images right with such a rho. */
  readonly images: number;
  /** Of the sum of their radii over that of all images right; null where that sum is 0 or infinite. */
  readonly radiusShare: number | null;
}

/** Upper ends: finer towards 1, where radii grow fast. */
const ENDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999, 1];

/** The histogram of these images, of which each has its rho and radius. */
export function rhoHistogram(images: Iterable<{ readonly rho: number; readonly radius: number }>): RhoBin[] {
  const counts = ENDS.map(() => 0);
  const sums = ENDS.map(() => 0);
  for (const { rho, radius } of images) {
    const bin = ENDS.findIndex((end) => rho <= end);
    counts[bin]! += 1;
    sums[bin]! += radius;
  }
  const all = sums.reduce((total, sum) => total + sum, 0);
  return ENDS.map((to, bin) => ({
    from: ENDS[bin - 1] ?? 0,
    to,
    images: counts[bin]!,
    radiusShare: all > 0 && all < Infinity ? sums[bin]! / all : null,
  }));
}
