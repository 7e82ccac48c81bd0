/**
 * Phi(1/2) = 1/2 sup_v int |d_v q| of a product noise against l1, l2 and linf, at the noise's scale.
 *
 * - l1: the integral is convex in v, so a vertex e_i is worst: half the marginal's total variation (its height at 0
 *   when it is unimodal).
 * - linf: a corner is worst, and all corners are alike: 1/2 E|s_1 + ... + s_d| for independent scores, from the
 *   characteristic function: E|S| = (2/pi) int_0^inf (1 - phi(t)^d)/t^2 dt.
 * - l2: no direction is known to be worst. Lower bound: e_1 and the diagonals of 2, 4, ..., d coordinates. Upper bound,
 *   with |u|_2 = 1: sum log phi(u_i t) >= -t^2 kappa(t), kappa(t) = max over 0 < y <= t of -log phi(y)/y^2, before
 *   phi's first zero; the product of the phi(u_i t) is never below the least value of phi after it. Exact for Gaussian
 *   scores.
 */
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { meanAbsoluteWalk } from '../../geometry/functionals/sign-sum.ts';
import { scaled } from '../../numeric/estimate-algebra.ts';
import { integrate } from '../../numeric/quadrature/adaptive.ts';
import { erf } from '../../numeric/special/special.ts';
import type { ProductNoise, ShapeNorm } from '../noise.ts';
import { scoreLaw, type ScoreLaw, type ScoreRule } from './product-score.ts';
import { sumExcessBound } from './score-sum.ts';
import { absoluteSumAtLeast, withRare } from './score-sum-below.ts';

/** Evaluations of one term of the characteristic function that one integral may cost, and a cheaper search. */
const BUDGET = 1e7;
const SEARCH_BUDGET = 5e5;
/** Evaluations at most: few steepnesses make each cheap, but the quadrature's queue is not. */
const MOST_EVALUATIONS = 200_000;
/** How far the characteristic function is resolved, in units of 1/E|s|. */
const NEAR = 32;
const FAR = 256;

const known = new WeakMap<ProductNoise, Map<ShapeNorm, Estimate>>();

/**
 * Phi(1/2) of the product noise against the unit ball of the norm, computed once; Infinity when the slope is infinite.
 */
export function productPhiHalf(noise: ProductNoise, norm: ShapeNorm): Estimate {
  const ofNoise = known.get(noise) ?? new Map<ShapeNorm, Estimate>();
  known.set(noise, ofNoise);
  const phi = ofNoise.get(norm) ?? computePhiHalf(noise, norm);
  ofNoise.set(norm, phi);
  return phi;
}

function computePhiHalf(noise: ProductNoise, norm: ShapeNorm): Estimate {
  const scores = scoreLaw(noise);
  const { dim, lambda } = noise;
  const half = 0.5 / lambda;
  if (norm === 'l1' || dim === 1 || scores.variation.value === Infinity) return scaled(scores.variation, half);
  const [value, n] = norm === 'linf' ? [aboutSum(scores, dim), dim] : bestDiagonal(scores, dim);
  const upper = norm === 'linf' ? cornerUpper(scores, dim) : roundUpper(scores, dim);
  const corner = lowerSum(scores, n) / (norm === 'linf' ? 1 : Math.sqrt(n));
  // A vertex of l1 lies in both balls.
  const lower = Math.min(upper, Math.max(corner, scores.variation.lower));
  return scaled(enclosed(Math.min(upper, Math.max(lower, value)), lower, upper, 'interval'), half);
}

/** E|s_1 + ... + s_n| and the jumps of n coordinates from above: E|S| = 2 E(S)_+, on a lattice. */
function cornerUpper(scores: ScoreLaw, n: number): number {
  return 2 * sumExcessBound(scores, n)(0) + n * scores.jumpsAtMost;
}

/** The same from below; the variation on pieces whose steepness is not bounded is that of jumps, or of rare scores. */
function lowerSum(scores: ScoreLaw, n: number): number {
  const { below, rare } = scores.steepness();
  return withRare(absoluteSumAtLeast(below, n), n, rare.atLeast, rare.mass);
}

/** E|s_1 + ... + s_n| and the jumps of n coordinates, about. */
function aboutSum(scores: ScoreLaw, n: number, budget = BUDGET): number {
  return aboutScoreSum(scores, n, budget) + n * scores.jumps;
}

/** The upper end for l2 alone, without the search for a lower one. */
export function roundPhiHalfUpper(noise: ProductNoise): number {
  return (0.5 / noise.lambda) * roundUpper(scoreLaw(noise), noise.dim);
}

function roundUpper(scores: ScoreLaw, dim: number): number {
  return Math.min(Math.sqrt(scores.fisher.upper), unitDirectionBound(scores)) + Math.sqrt(dim) * scores.jumpsAtMost;
}

/** 1 - phi(t), phi(t) = E cos(t s), without cancellation at small t. */
function deficit(sizes: Float64Array, probabilities: Float64Array, t: number): number {
  let sum = 0;
  for (let k = 0; k < sizes.length; k++) {
    const sine = Math.sin(0.5 * t * sizes[k]!);
    sum += probabilities[k]! * sine * sine;
  }
  return 2 * sum;
}

/** phi(t), and whether the rule resolves it: whether the coarser rule agrees. */
function characteristic(rule: ScoreRule, t: number): { phi: number; resolved: boolean } {
  const phi = 1 - deficit(rule.sizes, rule.probabilities, t);
  return { phi, resolved: Math.abs(1 - deficit(rule.sizes, rule.coarse, t) - phi) < 1e-3 };
}

/** 1 - phi^n from 1 - phi. */
function powerDeficit(missing: number, n: number): number {
  if (missing < 1) return -Math.expm1(n * Math.log1p(-missing));
  const size = Math.abs(1 - missing) ** n;
  return n % 2 === 0 ? 1 - size : 1 + size;
}

/**
 * E|s_1 + ... + s_n| of n independent scores (without the jumps) by quadrature: the value of an enclosure, no bound.
 */
function aboutScoreSum(scores: ScoreLaw, n: number, budget: number): number {
  const { fisher, meanSize } = scores;
  if (n === 1 || meanSize.value === 0) return meanSize.value;
  const signs = scores.rule(NEAR);
  if (signs.sizes.length === 1) return signs.sizes[0]! * meanAbsoluteWalk(n);
  const scale = Number.isFinite(fisher.value) ? 1 / Math.sqrt(n * fisher.value) : 1 / (n * meanSize.value);
  const rule = scores.rule(n >= 16 ? NEAR : FAR);
  const evaluations = Math.min(MOST_EVALUATIONS, Math.max(1000, Math.floor(budget / rule.sizes.length)));
  const cut = chooseCut(rule, n, scale, 0.1 * evaluations * scale);
  const missing = (t: number, weights: Float64Array): number => powerDeficit(deficit(rule.sizes, weights, t), n);
  const breakpoints: number[] = [];
  for (let t = scale / 8; t < cut; t *= 2) breakpoints.push(t);
  const inner = integrate((t) => missing(t, rule.probabilities) / (t * t), 0, cut, {
    relativeTolerance: 1e-10,
    breakpoints,
    maxEvaluations: evaluations,
  });
  return (2 / Math.PI) * (inner.value + 1 / cut);
}

/** Where to stop: beyond the cut phi^n is neglected. */
function chooseCut(rule: ScoreRule, n: number, scale: number, limit: number): number {
  for (let cut = 16 * scale; ; cut *= 2) {
    let largest = 0;
    let resolved = true;
    for (let i = 0; i <= 60 && resolved; i++) {
      const here = characteristic(rule, cut * 2 ** (i / 60));
      resolved = here.resolved;
      largest = Math.max(largest, Math.abs(here.phi) ** n);
    }
    if (!resolved || largest < 1e-13 || cut >= limit) return cut;
  }
}

/**
 * The largest E|<u, s>| + jumps over e_1 and the diagonals of 2^k and of all coordinates, about, and the number of
 * coordinates.
 */
function bestDiagonal(scores: ScoreLaw, dim: number): [number, number] {
  let best: [number, number] = [0, 1];
  for (let n = 1; ; n = Math.min(2 * n, dim)) {
    const value = aboutSum(scores, n, n === dim ? BUDGET : SEARCH_BUDGET) / Math.sqrt(n);
    if (value > best[0]) best = [value, n];
    if (n === dim) return best;
  }
}

/** Upper bound of E|<u, s>| over all unit vectors u in every dimension; see the head of the file. */
function unitDirectionBound(scores: ScoreLaw): number {
  const fisher = scores.fisher.upper;
  if (!Number.isFinite(fisher) || fisher === 0) return fisher;
  // Normal scores: so is every combination of them.
  if (scores.normal) return Math.sqrt((2 * fisher) / Math.PI) * (1 + 1e-15);
  // int (1 - e^{-kappa t^2})/t^2 dt = sqrt(pi kappa) erf(sqrt(kappa) t) - (1 - e^{-kappa t^2})/t.
  const primitive = (t: number, kappa: number): number =>
    Math.sqrt(Math.PI * kappa) * erf(Math.sqrt(kappa) * t) + Math.expm1(-kappa * t * t) / t;
  const deficitUp = deficitFromAbove(scores);
  let kappa = 0.5 * fisher;
  let t = 1 / (256 * Math.sqrt(fisher));
  let integral = primitive(t, kappa);
  while (kappa * t * t < 40) {
    const next = t * 2 ** (1 / 128);
    const missing = deficitUp(next);
    if (missing >= 1) break;
    // kappa grows with t: its value at the right end bounds the whole step. A change below 1e-9 is rounding.
    const here = -Math.log1p(-missing) / (next * next);
    if (here > kappa * (1 + 1e-9)) kappa = here;
    integral += primitive(next, kappa) - primitive(t, kappa);
    t = next;
  }
  if (kappa * t * t >= 40) return (2 / Math.PI) * (integral + 1 / t) * (1 + 1e-8);
  // Beyond t every factor is at least -least up to SEEN / E|s|, and at least -1 for ever.
  const end = SEEN / scores.meanSize.value;
  const step = 0.01 / scores.meanSize.value;
  let least = 0;
  for (let at = t; at < end; at += step) least = Math.max(least, deficitUp(at) - 1 + 0.01 * (1 + 1e-9));
  least = Math.min(1, least);
  return (2 / Math.PI) * (integral + (1 + least) / t + (1 - least) / Math.max(t, end)) * (1 + 1e-8);
}

/** How far the characteristic function is followed beyond its first zero, in units of 1/E|s|. */
const SEEN = 32;

/** An upper bound of 1 - phi(t): chords of 1 - cos(t s) over the pieces of the steepness, and what they miss. */
function deficitFromAbove(scores: ScoreLaw): (t: number) => number {
  const { sizes, masses, spread, lost } = scores.steepness();
  return (t) => deficit(sizes, masses, t) + spread * t * t + 2 * lost + 1e-12;
}
