/**
 * The score s = psi'(X_1) of the marginal of a product noise, psi = -log f, at lambda = 1: what its differential bounds
 * are made of. For a density of bounded variation, int |d_v q| = E|sum v_i s(X_i)| + J sum |v_i|, where J is the total
 * height of the marginal's jumps (they live on different hyperplanes, so they add up).
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { isIsolated } from '../half-line/profile.ts';
import { isContinuous } from '../../formula/continuity.ts';
import { logDerivative } from '../../formula/derivative.ts';
import { homogeneity } from '../../formula/parity.ts';
import type { ExpressionNode } from '../../formula/tree.ts';
import type { SteepnessLaw } from '../../formula/enclosure/slopes.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { Split } from '../half-line/rule.ts';
import type { ProductNoise } from '../noise.ts';

/** A discrete stand-in for the law of |s|: it takes `sizes[k]` with probability `probabilities[k]`. */
export interface ScoreRule {
  readonly sizes: Float64Array;
  readonly probabilities: Float64Array;
  /** Probabilities of a coarser rule, for error estimates. */
  readonly coarse: Float64Array;
}

/** What is known of the score s = psi'(X_1). */
export interface ScoreLaw {
  /** A rule that resolves E cos(t s) for t up to about the given multiple of 1/E|s|. */
  readonly rule: (reach: number) => ScoreRule;
  /** E|s|. */
  readonly meanSize: Estimate;
  /** E s^2: the Fisher information of the absolutely continuous part; Infinity when it diverges. */
  readonly fisher: Estimate;
  /** Total height of the jumps of the normalized marginal, and an upper bound of it. */
  readonly jumps: number;
  readonly jumpsAtMost: number;
  /** int |q'|, jumps included: twice the marginal's height when it is unimodal. */
  readonly variation: Estimate;
  /** Whether s is known to be normal: the marginal is e^{-c x^2}. */
  readonly normal: boolean;
  /** A law of |s| that is larger in the convex order, proved; null where the marginal is a program. */
  readonly dominating: (() => SteepnessLaw) | null;
}

/** How finely the steepness is resolved for `dominating`. */
const RESOLUTION = 1e-3;

const scores = new WeakMap<ProductNoise, ScoreLaw>();

/** The score law of a product noise, computed once. */
export function scoreLaw(noise: ProductNoise): ScoreLaw {
  const known = scores.get(noise);
  if (known !== undefined) return known;
  const law = computeScoreLaw(noise.law);
  scores.set(noise, law);
  return law;
}

function computeScoreLaw(law: HalfLineLaw): ScoreLaw {
  if (law.enclosed !== null) return enclosedScoreLaw(law, law.enclosed);
  const slope = slopeOf(law);
  const variation = totalVariation(law);
  const meanSize = meanScore(law, slope, variation);
  const rules = new Map<number, ScoreRule>();
  const excess = variation.lower - meanSize.upper;
  // Differences at the level of rounding are not jumps.
  const jumps = excess > 1e-9 * variation.value ? variation.value - meanSize.value : 0;
  const missed = meanSize.upper < variation.upper ? 0 : variation.upper - meanSize.lower;
  return {
    rule: (reach) => {
      const known = rules.get(reach);
      if (known !== undefined) return known;
      const rule = foldScores(law, slope, reach / meanSize.value);
      rules.set(reach, rule);
      return rule;
    },
    meanSize,
    fisher: law.mean((t) => 2 * Math.log(Math.abs(slope(t)))),
    jumps,
    jumpsAtMost: Math.max(jumps, missed),
    variation,
    dominating: null,
    normal: false,
  };
}

/** The same from enclosures; only the rule, which no bound rests on, is one of quadrature. */
function enclosedScoreLaw(law: HalfLineLaw, enclosed: EnclosedLaw): ScoreLaw {
  const slope = slopeOf(law);
  const variation = enclosed.variation();
  let dominating: SteepnessLaw | null = null;
  const dominated = (): SteepnessLaw => (dominating ??= enclosed.steepness(RESOLUTION));
  const rules = new Map<number, ScoreRule>();
  const score = logDerivative(enclosed.root, 0);
  // What the pieces with unbounded steepness vary by: jumps, and cusps of no consequence.
  const unbounded = Number.isFinite(variation.upper) ? dominated().unbounded : Infinity;
  const jumps = unbounded > 1e-7 * variation.value && !isSmooth(law) ? unbounded : 0;
  const meanSize = { ...variation, value: variation.value - jumps, lower: Math.max(0, variation.lower - unbounded) };
  return {
    rule: (reach) => {
      let rule = rules.get(reach);
      if (rule === undefined) rules.set(reach, (rule = foldScores(law, slope, reach / meanSize.value)));
      return rule;
    },
    meanSize,
    fisher: enclosed.meanOf({ op: 'power', base: score, exponent: 2 }),
    jumps,
    jumpsAtMost: unbounded,
    variation,
    dominating: dominated,
    normal: isGaussian(enclosed.root),
  };
}

function isSmooth({ profile }: HalfLineLaw): boolean {
  return profile.expression !== null && isContinuous(profile.expression);
}

/** E|s|; where the integral is too singular for the quadrature (a cusp), between what its panels see and int |q'|. */
function meanScore(law: HalfLineLaw, slope: (t: number) => number, variation: Estimate): Estimate {
  const mean = law.mean((t) => Math.log(Math.abs(slope(t))));
  if (Number.isFinite(mean.upper) || !Number.isFinite(variation.upper)) return mean;
  const seen = law.expectation((t) => {
    const size = Math.abs(slope(t));
    return Number.isFinite(size) ? size : 0;
  });
  const value = Math.min(seen.value, variation.value);
  return { ...mean, value, lower: Math.max(0, value - seen.error), upper: variation.upper };
}

function slopeOf(law: HalfLineLaw): (t: number) => number {
  const { slope, log } = law.profile;
  if (slope !== null) return slope;
  // Richardson's extrapolation of central differences; one relative step serves every scale of t.
  return (t) => {
    const h = 1e-3 * t;
    const coarse = (log(t + h) - log(t - h)) / (2 * h);
    const fine = (log(t + 0.5 * h) - log(t - 0.5 * h)) / h;
    return (4 * fine - coarse) / 3;
  };
}

/** Equal sizes are merged: a Laplace marginal has one. */
function foldScores(law: HalfLineLaw, slope: (t: number) => number, largest: number): ScoreRule {
  const split: Split = (left, right, mass) => {
    const [a, b] = [Math.abs(slope(left)), Math.abs(slope(right))];
    const change = Math.abs(a - b);
    // Where the mass is small only the size of the score is followed, not its phase.
    return (
      mass > 1e-11 && (change > Math.max(a, b) * 0.6 ? change * largest > 1e-3 : mass > 1e-5 && change * largest > 8)
    );
  };
  const { points, probabilities, coarse } = law.rule(split);
  const order = [...points.keys()].map((i) => ({
    size: Math.abs(slope(points[i]!)),
    p: probabilities[i]!,
    rough: coarse[i]!,
  }));
  order.sort((a, b) => a.size - b.size);
  const merged: { size: number; p: number; rough: number }[] = [];
  for (const { size, p, rough } of order) {
    if (p === 0 || !Number.isFinite(size)) continue;
    const last = merged.at(-1);
    if (last !== undefined && size - last.size <= 1e-12 * size) {
      last.p += p;
      last.rough += rough;
    } else {
      merged.push({ size, p, rough });
    }
  }
  return {
    sizes: Float64Array.from(merged, (atom) => atom.size),
    probabilities: Float64Array.from(merged, (atom) => atom.p),
    coarse: Float64Array.from(merged, (atom) => atom.rough),
  };
}

/** int |q'| over the line: the differences of q between its consecutive local extremes on t > 0, twice. */
function totalVariation(law: HalfLineLaw): Estimate {
  const { log } = law.profile;
  const normalizer = law.integral.logValue + Math.LN2;
  let points: number[] = [];
  for (const { left, right } of law.integral.panels) {
    // Just inside the ends, for jumps sit at them.
    const inset = Math.min(1e-12 * Math.max(1, Math.abs(left)), 0.01 * (right - left));
    points.push(left + inset);
    for (let i = 1; i < 16; i++) points.push(left + ((right - left) * i) / 16);
    points.push(right - inset);
  }
  points = points.filter((s) => !isIsolated(law.profile, Math.exp(s)));
  const logs = points.map((s) => log(Math.exp(s)));
  const heights = [0.5 * law.densityAtZero().value];
  for (const [i, here] of logs.entries()) {
    const [before, after] = [logs[i - 1] ?? here, logs[i + 1] ?? here];
    const extreme = (here - before) * (after - here) < 0;
    const refined = extreme ? extremeValue(log, points[i - 1]!, points[i + 1]!, here > before ? 1 : -1) : here;
    heights.push(Math.exp(refined - normalizer));
  }
  heights.push(0);
  let variation = 0;
  for (let i = 1; i < heights.length; i++) variation += Math.abs(heights[i]! - heights[i - 1]!);
  const value = 2 * variation;
  const error = value === Infinity ? 0 : value * (law.integral.error + 1e-11);
  return { value, lower: value - error, upper: value + error, method: 'quadrature', confidence: 1 };
}

/** The largest (side 1) or least (side -1) log f between two values of log t. */
function extremeValue(log: (t: number) => number, from: number, to: number, side: 1 | -1): number {
  let [a, b] = [from, to];
  for (let i = 0; i < 80; i++) {
    const [left, right] = [a + (b - a) / 3, b - (b - a) / 3];
    if (side * (log(Math.exp(left)) - log(Math.exp(right))) >= 0) b = right;
    else a = left;
  }
  return log(Math.exp(0.5 * (a + b)));
}

/** e^u with u(t x) = t^2 u(x): on a half-line, u = c x^2. */
function isGaussian(root: ExpressionNode): boolean {
  return root.op === 'call' && root.name === 'exp' && homogeneity(root.args[0]!) === 2;
}
