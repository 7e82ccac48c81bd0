/**
 * The growth function against an adversary: the sup of G(p, v) over v in r B, and a shift where it is (nearly)
 * attained.
 *
 * Where worst-shift.ts proves a shift to be the worst, or proves that only extreme points count and they can be listed,
 * the sup is that of finitely many values. Otherwise the values at a few shifts bound it from below, and from above the
 * differential bound does: by G3, r -> sup G(p, r B) grows no faster than Phi (R1), so it stays below the y with
 * int_p^y ds/Phi(s) = r.
 */
import { extremePairs } from '../geometry/functionals/extreme-points.ts';
import { canonicalNoise, isNamed } from '../noise/named/canonical.ts';
import { requireMade } from '../noise/facts.ts';
import { reach } from '../geometry/functionals/reach.ts';
import { requireSameDimension } from '../noise/same-dimension.ts';
import type { Adversary } from '../geometry/adversary.ts';
import type { Noise } from '../noise/noise.ts';
import { ErrorBudget } from '../numeric/confidence/budget.ts';
import { enclosed, type Estimate, type Method } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { integrate } from '../numeric/quadrature/adaptive.ts';
import { findRoot } from '../numeric/roots.ts';
import { growthRate } from './rate/growth-rate.ts';
import { growth, type GrowthOptions } from './growth.ts';
import { isLogConcave, worstShift } from './likelihood-ratio/worst-shift.ts';

/** The largest growth over the shifts of a ball of radius r, and a shift that has it. */
export interface WorstGrowth {
  /** A shift in r B with the largest growth found. */
  readonly shift: number[];
  /** sup of G(p, v) over v in r B. */
  readonly growth: Estimate;
  /** Whether the sup is known to be attained at one of the shifts tried. */
  readonly attained: boolean;
}

/** Extreme points tried at most. */
const MAX_VERTICES = 512;
/** More extreme points than this are left to sampling where each takes a mesh. */
const MAX_ENCLOSED = 16;

/**
 * sup of G(p, v) over v in r B, 0 <= p <= 1, r >= 0 in the noise's units. Throws InvalidInput.
 *
 * @example
 * growthAgainst(laplace(3, { lambda: 1 }), lpAdversary(1, 3), Math.log(2), 0.25).growth.value // => 0.5
 */
export function growthAgainst(
  noise: Noise,
  adversary: Adversary,
  r: number,
  p: number,
  options: GrowthOptions = {},
): WorstGrowth {
  requireSameDimension(noise, adversary);
  requireMade(noise, adversary);
  if (!(r >= 0 && r < Infinity))
    throw new InvalidInput(`The radius r must be a number >= 0, not ${r}.`, { code: 'argument' });
  const { shifts, decides, ceiling } = candidates(noise, canonicalAdversary(adversary), r);
  // Sampled values share the error probability.
  const budget = ErrorBudget.besides(options.confidence ?? 0.999);
  const shares = budget.split(shifts.length);
  let best = { shift: shifts[0]!, value: -1 };
  let lower = 0;
  let upper = 0;
  let method: Method = 'exact';
  let sampled = false;
  for (const [k, shift] of shifts.entries()) {
    const how = !isNamed(noise) && shifts.length > MAX_ENCLOSED ? 'monte-carlo' : (options.method ?? 'auto');
    const found = growth(noise, shift, p, { ...options, method: how, confidence: shares[k]!.spendAsConfidence() });
    if (found.value > best.value) {
      best = { shift, value: found.value };
      method = found.method;
    }
    lower = Math.max(lower, found.lower);
    upper = Math.max(upper, found.upper);
    sampled ||= found.confidence < 1;
  }
  budget.requireSpent();
  const held = sampled ? (options.confidence ?? 0.999) : 1;
  if (!decides) {
    const bound =
      ceiling === null ? differentialBound(noise, adversary, r, p) : growth(noise, ceiling, p, options).upper;
    upper = Math.max(lower, bound);
    if (upper - best.value > 1e-9) method = method === 'monte-carlo' ? method : 'differential';
  }
  const value = Math.min(upper, Math.max(lower, best.value));
  return { shift: Array.from(best.shift), growth: enclosed(value, lower, upper, method, held), attained: decides };
}

interface Candidates {
  /** Shifts in r B. */
  readonly shifts: number[][];
  /** Whether the sup is known to be at one of them. */
  readonly decides: boolean;
  /** A shift, perhaps outside r B, with at least the sup's growth. */
  readonly ceiling: number[] | null;
}

/** A body that is an l_p ball is treated as one. */
function canonicalAdversary(adversary: Adversary): Adversary {
  if (adversary.kind === 'lp' || adversary.body.structure?.kind !== 'lp') return adversary;
  return { kind: 'lp', p: adversary.body.structure.p, dim: adversary.dim };
}

function candidates(noise: Noise, adversary: Adversary, r: number): Candidates {
  const { dim } = adversary;
  if (isNamed(noise)) {
    const worst = worstShift(canonicalNoise(noise), adversary);
    if (worst?.direction === 'axis') return decided([axis(dim, r)]);
    if (worst?.direction === 'diagonal') return decided([diagonal(dim, r)]);
    if (worst?.direction === 'any') return farthest(adversary, r);
    if (noise.family === 'uniform' && noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 2) {
      // For |v|_p = r, the product of 1 - |v_i|/2 lambda is least where all |v_i| are equal
      // (radius/routes/closed-form.ts).
      return decided([diagonal(dim, r * dim ** (-1 / adversary.p))]);
    }
  }
  const listed = listedPoints(adversary);
  if (listed !== null) {
    const shifts = listed.map((x) => x.map((c) => c * r));
    return { shifts, decides: isLogConcave(noise), ceiling: null };
  }
  return { shifts: boundaryPoints(adversary, r), decides: false, ceiling: null };
}

function decided(shifts: number[][]): Candidates {
  return { shifts, decides: true, ceiling: null };
}

/** The points of the boundary of r B on e_1 and on the diagonal. */
function boundaryPoints(adversary: Adversary, r: number): number[][] {
  const { dim } = adversary;
  return [axis(dim, 1), diagonal(dim, 1)].map((x) => {
    const gauge = adversary.kind === 'body' ? adversary.body.gauge(x) : x[1] === 0 ? 1 : dim ** (1 / adversary.p);
    return x.map((c) => (c * r) / gauge);
  });
}

/** The farthest point of r B from 0: the worst shift for spherical noise, whose growth depends on |v|_2 alone. */
function farthest(adversary: Adversary, r: number): Candidates {
  const { dim } = adversary;
  if (adversary.kind === 'lp') {
    return decided([adversary.p <= 2 ? axis(dim, r) : diagonal(dim, r * dim ** (-1 / adversary.p))]);
  }
  const listed = listedPoints(adversary);
  if (listed !== null) {
    const longest = listed.reduce((a, b) => (Math.hypot(...b) > Math.hypot(...a) ? b : a));
    return decided([longest.map((c) => c * r)]);
  }
  return { shifts: boundaryPoints(adversary, r), decides: false, ceiling: axis(dim, r * reach(adversary, 2).value) };
}

/** One of each pair of the adversary's extreme points, or null when they are infinitely or too many. */
function listedPoints(adversary: Adversary): readonly (readonly number[])[] | null {
  if (adversary.kind !== 'body') {
    if (adversary.p === 1 && adversary.dim <= MAX_VERTICES) {
      return Array.from({ length: adversary.dim }, (_, i) => axis(adversary.dim, 1, i));
    }
    if (adversary.p !== Infinity || adversary.dim > 10) return null;
    return signPatterns(adversary.dim);
  }
  const pairs = extremePairs(adversary.body);
  return pairs !== null && pairs.length <= MAX_VERTICES ? pairs : null;
}

function signPatterns(dim: number): number[][] {
  return Array.from({ length: 2 ** (dim - 1) }, (_, code) =>
    Array.from({ length: dim }, (_, i) => (i > 0 && ((code >> (i - 1)) & 1) === 1 ? -1 : 1)),
  );
}

function axis(dim: number, size: number, index = 0): number[] {
  return Array.from({ length: dim }, (_, i) => (i === index ? size : 0));
}

function diagonal(dim: number, size: number): number[] {
  return new Array<number>(dim).fill(size);
}

/** An upper bound on sup G(p, r B) by the differential method, 1 where no growth rate is known. */
function differentialBound(noise: Noise, adversary: Adversary, r: number, p: number): number {
  const rates = [growthRate(noise, adversary)];
  let speeds = [1];
  if (rates[0] === null) {
    // r B lies in r reach_a(B) times the ball of l_a.
    const norms = [1, 2, Infinity];
    rates.splice(0, 1, ...norms.map((a) => growthRate(noise, { kind: 'lp', p: a, dim: noise.dim })));
    speeds = norms.map((a) => reach(adversary, a).value);
  }
  let best = 1;
  rates.forEach((rate, i) => {
    if (rate !== null)
      best = Math.min(
        best,
        flow((s) => rate.phi(s), p, r * speeds[i]!),
      );
  });
  return best;
}

/** The y with int_p^y ds/phi(s) = r, rounded up; 1 when the integral up to 1 is less. */
function flow(phi: (p: number) => number, p: number, r: number): number {
  if (p === 0 && phi(0) === 0) return 0;
  const time = (y: number): number => {
    const { value, error } = integrate((s) => 1 / phi(s), p, y, { breakpoints: [0.5], relativeTolerance: 1e-9 });
    return value - error;
  };
  const last = 1 - 1e-12;
  if (p >= last || !(time(last) > r)) return 1;
  return Math.min(1, findRoot((y) => time(y) - r, p, last, { relativeTolerance: 1e-10 }).upper * (1 + 1e-12));
}
