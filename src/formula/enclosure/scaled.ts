/** Ranges with a power of two of their own: [lower, upper] 2^scale, for numbers far outside the range of doubles. */
import { addDown, addUp, multiplyDown, multiplyUp, scaleDown, scaleUp } from './rounding.ts';
import { logDown, logUp } from './elementary.ts';

export interface ScaledRange {
  readonly lower: number;
  readonly upper: number;
  /** A whole number. */
  readonly scale: number;
}

export const NOTHING: ScaledRange = { lower: 0, upper: 0, scale: 0 };

/** The mantissas that the range would have with another power of two. */
export function lowerAt({ lower, scale }: ScaledRange, other: number): number {
  return scaleDown(lower, scale - other);
}

export function upperAt({ upper, scale }: ScaledRange, other: number): number {
  return scaleUp(upper, scale - other);
}

/** Floor of log2 of the larger end, -Infinity for [0, 0]; Infinity if an end is infinite. */
export function magnitude({ lower, upper, scale }: ScaledRange): number {
  const size = Math.max(-lower, upper);
  return size === 0 ? -Infinity : size === Infinity ? Infinity : scale + Math.floor(Math.log2(size));
}

/** The sum, with the power of two of the largest term; an infinite end stays infinite. */
export function sumOf(terms: readonly ScaledRange[]): ScaledRange {
  let scale = -Infinity;
  for (const term of terms) {
    const size = magnitude(term);
    if (size > scale && size < Infinity) scale = size;
  }
  if (scale === -Infinity) scale = 0;
  let [lower, upper] = [0, 0];
  for (const term of terms) {
    lower = addDown(lower, lowerAt(term, scale));
    upper = addUp(upper, upperAt(term, scale));
  }
  return { lower, upper, scale };
}

/** The product with [lower, upper]. */
export function scaledBy(a: ScaledRange, lower: number, upper: number): ScaledRange {
  return {
    lower: Math.min(
      multiplyDown(a.lower, lower),
      multiplyDown(a.lower, upper),
      multiplyDown(a.upper, lower),
      multiplyDown(a.upper, upper),
    ),
    upper: Math.max(
      multiplyUp(a.lower, lower),
      multiplyUp(a.lower, upper),
      multiplyUp(a.upper, lower),
      multiplyUp(a.upper, upper),
    ),
    scale: a.scale,
  };
}

/** What both ranges allow. */
export function intersected(a: ScaledRange, b: ScaledRange): ScaledRange {
  if (a.scale !== b.scale) {
    const scale = Math.min(a.scale, b.scale);
    // Towards the smaller power of two nothing underflows; what overflows is no bound.
    const at = (x: ScaledRange): ScaledRange => ({ lower: lowerAt(x, scale), upper: upperAt(x, scale), scale });
    return intersected(at(a), at(b));
  }
  return { lower: Math.max(a.lower, b.lower), upper: Math.min(a.upper, b.upper), scale: a.scale };
}

/** log of a range of positive numbers: [-Infinity, ...] where the lower end is not positive. */
export function logOf({ lower, upper, scale }: ScaledRange): [number, number] {
  const shift = scale * Math.LN2;
  const error = Math.abs(shift) * 2 ** -51;
  const at = (log: number, side: -1 | 1): number =>
    scale === 0 ? log : side < 0 ? addDown(log, shift - error) : addUp(log, shift + error);
  return [lower > 0 ? at(logDown(lower), -1) : -Infinity, at(logUp(upper), 1)];
}
