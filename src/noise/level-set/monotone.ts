/** Whether a radial profile never increases: then the superlevel sets of f(|x|_K) are multiples of K, hence convex. */
import { monotonicity } from '../../formula/sign.ts';
import { isIsolated, type Profile } from '../half-line/profile.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { Check } from '../validity.ts';

const STEPS = 4000;

/**
 * Proves it from the monotonicity of the formula's parts, or looks for t < u with f(t) < f(u) over the bulk of the law, far beyond it on both sides, and around the knots.
 * A rise below one part in 1e11 is taken for rounding.
 */
export function checkNonincreasing(profile: Profile, law: HalfLineLaw): Check {
  const direction = profile.expression === null ? 'unknown' : monotonicity(profile.expression.root);
  if (direction === 'decreasing' || direction === 'constant') {
    return { status: 'proved', how: 'every part of the formula is monotone' };
  }
  if (law.enclosed !== null) return enclosedCheck(profile, law.enclosed);
  const { panels } = law.integral;
  const low = panels[0]!.left - 30;
  const high = panels.at(-1)!.right + 30;
  const grid = Array.from({ length: STEPS + 1 }, (_, i) => Math.exp(low + ((high - low) * i) / STEPS));
  for (const { left, right } of panels) {
    for (let i = 0; i < 8; i++) grid.push(Math.exp(left + ((right - left) * i) / 8));
  }
  for (const knot of profile.knots) grid.push(knot * (1 - 1e-9), knot * (1 + 1e-9));
  grid.sort((a, b) => a - b);
  const radii = grid.filter((t) => !isIsolated(profile, t));
  let lowest = { t: radii[0]!, log: profile.log(radii[0]!) };
  let worst: Rise | null = null;
  for (const t of radii) {
    const log = profile.log(t);
    const slack = 1e-11 * Math.max(1, Math.min(Math.abs(log), 1e6));
    const excess = log - lowest.log;
    if (excess > slack && (worst === null || excess > worst.excess)) worst = { from: lowest, to: { t, log }, excess };
    if (log < lowest.log) lowest = { t, log };
    // Between the grid points a rise shows in the slope.
    if (worst === null && (profile.slope?.(t) ?? -1) > 0) worst = nearbyRise(profile, { t, log }, slack);
  }
  if (worst !== null) return rises(worst);
  return { status: 'tested', how: `the profile does not increase at ${grid.length} radii` };
}

/** From the slope, enclosed piece by piece: no rise is too narrow to be seen. */
function enclosedCheck(profile: Profile, enclosed: EnclosedLaw): Check {
  const found = enclosed.slopes().falls();
  if ('proved' in found) return { status: 'proved', how: 'the slope of the formula, enclosed piece by piece' };
  if ('rises' in found) {
    const [from, to] = found.rises.map((t) => ({ t, log: profile.log(t) })) as [Sample, Sample];
    return rises({ from, to, excess: to.log - from.log });
  }
  const how = `the slope of the formula, enclosed: rises of at most ${found.atMost.toPrecision(1)} of its height are not ruled out`;
  return { status: 'tested', how };
}

interface Sample {
  readonly t: number;
  readonly log: number;
}
interface Rise {
  readonly from: Sample;
  readonly to: Sample;
  readonly excess: number;
}

function nearbyRise(profile: Profile, from: Sample, slack: number): Rise | null {
  for (const step of [1e-3, 1e-5, 1e-7, 1e-9]) {
    const t = from.t * (1 + step);
    const log = profile.log(t);
    if (log > from.log + slack) return { from, to: { t, log }, excess: log - from.log };
  }
  return null;
}

function rises({ from, to, excess }: Rise): Check {
  const [a, b] = [show(from.t), show(to.t)];
  const detail =
    from.log === -Infinity
      ? `the profile must not increase, but f(${a}) = 0 and f(${b}) > 0.`
      : `the profile must not increase, but f(${b}) is ${show(Math.exp(Math.min(excess, 700)))} times f(${a}).`;
  return {
    status: 'failed',
    how: 'the profile increases',
    witness: { kind: 'pair', x: [from.t], y: [to.t], detail },
  };
}

function show(x: number): string {
  return Number(x.toPrecision(6)).toString();
}
