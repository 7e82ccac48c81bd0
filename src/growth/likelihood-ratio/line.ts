/**
 * The likelihood-ratio test of a noise f(|x|) on the line against its shift by epsilon > 0.
 *
 * Given |x| = r, x is r or -r with probability 1/2, and s = |x - epsilon| is |r - epsilon| or r + epsilon. So
 * {log L > tau} = {s < S(r)} is a union of intervals of r on either side, and its mass a sum of differences of the
 * radial law's tails; only their ends are to be found. f must be strictly decreasing without atoms of L (not e^{-|x|}).
 */
import type { LikelihoodRatioTest, Mass } from './likelihood-ratio.ts';
import { withPoints } from '../../numeric/quadrature/panels.ts';
import { landmarks, type RadialLaw } from './radial-law.ts';
import { signChanges } from './sign-changes.ts';

const SCAN_POINTS = 1000;
/** Relative error of an interval's ends as it reaches the masses. */
const END_ERROR = 1e-13;
/** A window in u that may be open or not (sign-changes.ts). */
const DOUBTFUL_WIDTH = 1e-5;

export function lineTest(law: RadialLaw, name: string): LikelihoodRatioTest {
  if (law.dim !== 1) throw new RangeError('the line test needs dimension 1');
  const { low, high } = law;
  const even = Float64Array.from({ length: SCAN_POINTS + 1 }, (_, i) => low + ((high - low) * i) / SCAN_POINTS);
  let scanned: { readonly shift: number; readonly grid: Float64Array } = { shift: NaN, grid: even };
  const mass = (shift: number, tau: number): Mass => {
    if (shift !== scanned.shift) scanned = { shift, grid: withPoints(even, heaped(law, shift)) };
    const grid = withPoints(scanned.grid, landmarks(law, shift, tau));
    // S - r, not as a difference: far out on a heavy tail it is a small part of either.
    const longer = (u: number): number => Math.min(1e300, Math.exp(u) * Math.expm1(law.stretch(u, tau)));
    const near = sidedMass(law, grid, (u) => {
      const r = Math.exp(u);
      return r < shift ? longer(u) + 2 * r - shift : longer(u) + shift;
    });
    // r + epsilon < S needs S > r, that is tau < 0.
    const far = tau < 0 ? sidedMass(law, grid, (u) => longer(u) - shift) : { value: 0, error: 0 };
    const value = 0.5 * (near.value + far.value);
    return { value, error: near.error + far.error + (law.relativeError + END_ERROR) * value + 2 * law.outside };
  };
  return { name, atomic: false, typicalShift: law.typicalNorm, mass };
}

/** Points of the window heaped about r = epsilon, where the intervals can be arbitrarily short. */
function heaped({ low, high }: RadialLaw, shift: number): number[] {
  const points: number[] = [];
  const centre = Math.log(shift);
  if (centre > low && centre < high) {
    points.push(centre);
    for (let gap = 1e-15; gap < high - low; gap *= 1.5) {
      if (centre - gap > low) points.push(centre - gap);
      if (centre + gap < high) points.push(centre + gap);
    }
  }
  return points;
}

/** Mass of {u : margin(u) > 0}, and how much of it is in doubt. */
function sidedMass(law: RadialLaw, grid: Float64Array, margin: (u: number) => number): Mass {
  const { roots, doubtful } = signChanges(margin, grid);
  const ends = [...roots, grid[grid.length - 1]!];
  let value = 0;
  let start = grid[0]!;
  let inside = margin(start) > 0;
  for (const end of ends) {
    if (inside) value += between(law, start, end);
    start = end;
    inside = !inside;
  }
  return { value, error: doubtful.reduce((sum, u) => sum + DOUBTFUL_WIDTH * law.density(u), 0) };
}

/** P(a < log |x| <= b) from the tails in which the difference is accurate. */
function between(law: RadialLaw, a: number, b: number): number {
  const upper = law.upper(a);
  return upper < 0.5 ? upper - law.upper(b) : law.lower(b) - law.lower(a);
}
