/**
 * The growth function from a likelihood-ratio test: a set as witness from below, a threshold as certificate from above
 * (MATH.md G1), both with the errors of the quadrature.
 */
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { findRoot } from '../../numeric/roots.ts';
import { dualBound, thresholdAt, type LikelihoodRatioTest, type Threshold } from './likelihood-ratio.ts';

/** Thresholds are sought up to e^+-this. */
const LARGEST_TAU = 1e4;

/** G(p, v) for 0 < p < 1 and a shift > 0 along the test's direction, at lambda = 1. */
export function neymanPearsonGrowth(test: LikelihoodRatioTest, shift: number, p: number): Estimate {
  const excess = (tau: number): number => test.mass(shift, tau).value - p;
  const [low, high] = bracket(excess);
  let ends: readonly [number, number] = [low, high];
  if (excess(low) > 0 && excess(high) <= 0) {
    const root = findRoot(excess, low, high, { absoluteTolerance: 1e-13 });
    // A little outside the bracket, so that the masses straddle p by more than their errors.
    const margin = 1e-10 * Math.max(1, Math.abs(root.root));
    ends = [root.lower - margin, root.upper + margin];
  }
  const heavy = thresholdAt(test, shift, ends[0]);
  const light = thresholdAt(test, shift, ends[1]);
  const upper = Math.min(1, dualBound(p, heavy), dualBound(p, light));
  const lower = Math.max(p, chord(p, light, heavy));
  return enclosed(Math.max(lower, 0.5 * (lower + upper)), Math.min(lower, upper), upper, 'quadrature');
}

/** tau from positive to nonpositive excess, or the largest interval tried. */
function bracket(excess: (tau: number) => number): [number, number] {
  let low = 0;
  let high = 0;
  if (excess(0) > 0) {
    for (high = 0.5; excess(high) > 0 && high < LARGEST_TAU; high *= 2) low = high;
  } else {
    for (low = -0.5; excess(low) <= 0 && low > -LARGEST_TAU; low *= 2) high = low;
  }
  return [low, high];
}

/**
 * G is concave in p, so it lies above the chord between two of its points: two sets {log L > tau} (the heavier may have
 * an atom more than the lighter). Without a heavier set, the chord to (1, 1).
 */
function chord(p: number, light: Threshold, heavy: Threshold): number {
  const q1 = light.base.value + light.base.error;
  const g1 = light.shifted.value - light.shifted.error;
  if (q1 > p) {
    // Not even the lighter set fits: the chord from (0, 0).
    return q1 > 0 ? (p / q1) * g1 : 0;
  }
  const q2 = heavy.base.value + heavy.base.error;
  const [right, top] = q2 > p && q2 < 1 ? [q2, heavy.shifted.value - heavy.shifted.error] : [1, 1];
  return g1 + ((p - q1) / (right - q1)) * (top - g1);
}
