/**
 * How a range of samples is cut into batches for several threads: full ones, and at the end smaller ones, so that no
 * thread waits long for the last of the others.
 */

/** Plain data, to be sent to threads. */
export interface RangeCut {
  readonly count: number;
  /** Samples in each of the first `full` batches. */
  readonly size: number;
  readonly full: number;
  /** Samples in each batch after those; the last one may have fewer. */
  readonly small: number;
}

/** By how much the batches at the end are smaller. */
const SHARE = 4;

/**
 * Cuts `count` samples into batches of at most `batch` for so many threads. `even`: batches of one size only, for
 * models that take no other or that lose by another.
 */
export function cutRange(count: number, batch: number, threads: number, even: boolean): RangeCut {
  // A short range is shared out evenly, or some threads would have nothing to do.
  const size = Math.max(1, Math.min(batch, Math.ceil(count / threads)));
  const whole = Math.floor(count / size);
  if (even || threads === 1 || size < batch || whole <= threads) return { count, size, full: whole, small: size };
  return { count, size, full: whole - threads, small: Math.ceil(size / SHARE) };
}

/** How many batches there are. */
export const batchesOf = ({ count, size, full, small }: RangeCut): number =>
  full + Math.ceil((count - full * size) / small);

/** Where a batch starts, counted from the range's first sample. */
export const startOf = ({ size, full, small }: RangeCut, batch: number): number =>
  batch < full ? batch * size : full * size + (batch - full) * small;

/** Samples in a batch. */
export const samplesIn = (cut: RangeCut, batch: number): number =>
  batch < cut.full ? cut.size : Math.min(cut.small, cut.count - startOf(cut, batch));
