/**
 * The growth function from below, from bounds of e(t) = E_q(L - t)_+ and of its slopes at some thresholds (MATH.md G1):
 * G(p, v) = inf over s >= 0 of s p + e(s), and e is convex, so it lies above its lines of support.
 */

/** Bounds at one threshold t. */
export interface Supports {
  readonly t: number;
  readonly excessLower: number;
  readonly excessUpper: number;
  /** Upper bound of Q(L > t), lower bound of Q(L >= t). */
  readonly openUpper: number;
  readonly closedLower: number;
  /** Lower bound of Q_v(L > t). */
  readonly shiftedLower: number;
}

/**
 * The least value over s >= 0 of s p + (the largest line of support at s): at 0, at a threshold or where two lines
 * meet.
 */
export function lowestPoint(p: number, supports: readonly Supports[]): number {
  const usable = supports.filter(({ t }) => Number.isFinite(t));
  const envelope = (s: number): number =>
    Math.max(
      1 - s,
      0,
      ...usable.map(({ t, excessLower, openUpper, closedLower }) =>
        s >= t ? excessLower - openUpper * (s - t) : excessLower + closedLower * (t - s),
      ),
    ) +
    s * p;
  // Lines as intercept + slope * s.
  const lines = usable.flatMap(({ t, excessLower, openUpper, closedLower }) => [
    { intercept: excessLower + openUpper * t, slope: -openUpper },
    { intercept: excessLower + closedLower * t, slope: -closedLower },
  ]);
  // The whole space and the empty set as witnesses: e(s) >= 1 - s and e(s) >= 0.
  lines.push({ intercept: 1, slope: -1 }, { intercept: 0, slope: 0 });
  const places = [0, ...usable.map(({ t }) => t)];
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(0, i)) {
      const s = (a.intercept - b.intercept) / (b.slope - a.slope);
      if (s < Infinity) places.push(Math.max(0, s));
    }
  }
  return Math.min(...places.map(envelope));
}

/** G is concave with G(0) >= 0: a set heavier than p still proves its share. */
export function chordFromOrigin(p: number, supports: readonly Supports[]): number {
  return Math.max(...supports.map(({ openUpper, shiftedLower }) => Math.min(1, p / openUpper) * shiftedLower));
}
