/**
 * Growth rates of noise with independent coordinates, bounded from above: lines c p + E(Y - c)_+ for the slope
 * Y = sum v_i s_i of independent scores s_i (growth/rate/product-score.ts).
 *
 * - l1: a vertex is worst, Y = s_1: a quadrature over one coordinate.
 * - linf: a corner is worst and all are alike, Y = s_1 + ... + s_d: the law of |s| is put on a lattice, each mass split
 *   between its neighbours so that its mean is kept. That spreads Y, hence only raises E(Y - c)_+; then one convolution
 *   power by FFT gives every line.
 * - l2, where no direction is known to be worst: Phi(1/2) from above (growth/rate/product-slope.ts), and Fisher's bound.
 * - any other adversary B: r B lies in r reach_a(B) times the ball of l_a.
 *
 * Jumps of the marginal live on hyperplanes: they add half their height times |v|_1, whatever p.
 */
import type { Adversary } from '../../noise/adversary.ts';
import { scoreLaw } from './product-score.ts';
import type { ScoreLaw } from './product-score.ts';
import { productPhiHalf, roundPhiHalfUpper } from './product-slope.ts';
import { reach } from '../../noise/reach.ts';
import type { ProductNoise } from '../../noise/noise.ts';
import { convolutionPower } from '../../numeric/convolution-power.ts';
import { fisherLines, GrowthRateBound, thresholdLadder } from './bound.ts';
import type { RateLine } from './bound.ts';
import { profileSlope } from './level-set.ts';

/** An upper bound of Phi of a product noise against any adversary, at the noise's scale. */
export function productRateBound(noise: ProductNoise, adversary: Adversary): GrowthRateBound {
  const own = adversary.kind === 'lp' ? (noise.dim === 1 ? 1 : adversary.p) : null;
  if (own === 1 || own === 2 || own === Infinity) {
    const direct = basicBound(noise, own);
    // The ball of l2 lies in that of linf and in sqrt d times that of l1.
    if (own !== 2) return direct;
    return direct.and(basicBound(noise, Infinity)).and(basicBound(noise, 1).scaled(Math.sqrt(noise.dim)));
  }
  return [1, 2, Infinity]
    .map((a) => basicBound(noise, a).scaled(reach(adversary, a).value * (1 + 1e-15)))
    .reduce((x, y) => x.and(y));
}

const known = new WeakMap<ProductNoise, Map<number, GrowthRateBound>>();

function basicBound(noise: ProductNoise, p: number): GrowthRateBound {
  const bounds = known.get(noise) ?? new Map<number, GrowthRateBound>();
  known.set(noise, bounds);
  let bound = bounds.get(p);
  if (bound === undefined) {
    const scores = scoreLaw(noise);
    const lines = p === 1 ? axisLines(noise, scores) : p === 2 ? roundLines(noise, scores) : cornerLines(noise, scores);
    const half = p === 2 ? roundPhiHalfUpper(noise) : productPhiHalf(noise, p === 1 ? 'l1' : 'linf').upper;
    const what = p === 1 ? 'slope of one coordinate' : p === 2 ? 'Fisher information' : 'sum of the scores';
    bound = new GrowthRateBound(
      [{ slope: 0, intercept: half }, ...lines.map((line) => atScale(line, 1 / noise.lambda))],
      `differential method, ${what} (${noise.spec})`,
    );
    bounds.set(p, bound);
  }
  return bound;
}

const atScale = ({ slope, intercept }: RateLine, factor: number): RateLine => ({
  slope: slope * factor,
  intercept: intercept * factor,
});

function axisLines(noise: ProductNoise, scores: ScoreLaw): RateLine[] {
  if (!Number.isFinite(scores.variation.upper)) return [];
  const { law } = noise;
  const slope = profileSlope(law);
  // What the slopes miss of the variation is taken for jumps.
  const means = law.expectations((t) => Math.abs(slope(t)));
  const seen = means((size) => size);
  const jump = 0.5 * Math.max(0, scores.variation.upper - (seen.value - seen.error));
  const lines = thresholdLadder(seen.value, (c) => {
    const { value, error } = means((size) => 0.5 * Math.max(0, size - c));
    return value + error;
  });
  return lines.map((line) => ({ ...line, intercept: line.intercept * (1 + 1e-12) + jump }));
}

/**
 * Fisher's bound, and for small p the entropic one: with K(t) = log E e^{t s},
 * E[Y; U] <= (p/t)(log(1/p) + sum K(t v_i)), and sum K(t v_i) <= t^2 max over x <= t of K(x)/x^2 for |v|_2 = 1.
 */
function roundLines(noise: ProductNoise, scores: ScoreLaw): RateLine[] {
  const { upper } = scores.fisher;
  if (!Number.isFinite(upper)) return [];
  const jump = 0.5 * Math.sqrt(noise.dim) * scores.jumpsAtMost;
  const lines = fisherLines(upper, jump);
  const { law } = noise;
  const slope = profileSlope(law);
  let steepest = 0.5 * upper;
  let before = { x: 0, cumulant: 0 };
  for (let k = -32; k <= 48; k++) {
    const x = 2 ** (k / 8) / Math.sqrt(upper);
    const mean = law.mean((t) => logCosh(x * slope(t)));
    const cumulant = Math.log(mean.upper);
    if (!Number.isFinite(cumulant)) break;
    steepest = Math.max(steepest, largestQuotient(before, { x, cumulant }));
    before = { x, cumulant };
    const entropy = x * x * steepest;
    // The tangent at p = e^-entropy, where this t is about the best.
    if (entropy > 0.69) lines.push({ slope: (2 * entropy - 1) / x, intercept: Math.exp(-entropy) / x + jump });
  }
  return lines;
}

function logCosh(x: number): number {
  const size = Math.abs(x);
  return size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
}

/** max of K(x)/x^2 on a step, K convex with K(0) = 0: below its chord a + b x, a <= 0, whose quotient peaks at -2a/b. */
function largestQuotient(
  from: { readonly x: number; readonly cumulant: number },
  to: { readonly x: number; readonly cumulant: number },
): number {
  const atEnd = to.cumulant / to.x ** 2;
  // The first step is short: there K(x)/x^2 is K''(0)/2 up to its fourth moment.
  if (from.x === 0) return atEnd * (1 + 1e-9);
  const b = (to.cumulant - from.cumulant) / (to.x - from.x);
  const a = from.cumulant - b * from.x;
  const peak = (-2 * a) / b;
  const inside = peak > from.x && peak < to.x ? (b * b) / (-4 * a) : 0;
  return Math.max(atEnd, from.cumulant / from.x ** 2, inside);
}

/** Lattice points for the sum, and its deviations seen on either side. */
const POINTS = 1 << 16;
const DEVIATIONS = 16;

function cornerLines(noise: ProductNoise, scores: ScoreLaw): RateLine[] {
  const { dim } = noise;
  const fisher = scores.fisher.upper;
  if (!Number.isFinite(fisher) || !Number.isFinite(scores.variation.upper)) return [];
  const rule = scores.rule(32);
  const deviation = Math.sqrt(dim * fisher);
  const largest = rule.sizes.at(-1)!;
  // Large scores are rare: room for four of the largest beside the bulk.
  const window = DEVIATIONS * deviation + 4 * Math.min(largest, 100 * deviation);
  const step = (2 * window) / POINTS;
  const fine = sumExcess(rule.sizes, rule.probabilities, dim, step);
  const coarse = sumExcess(rule.sizes, rule.coarse, dim, step);
  const thresholds = Array.from({ length: 401 }, (_, k) => (DEVIATIONS * deviation * k) / 400);
  // What the coarser rule says otherwise is taken for the error of the finer one.
  const ruleError = Math.max(...thresholds.map((c) => Math.abs(fine(c) - coarse(c))));
  const slack = 1e-9 * deviation + ruleError;
  const jump = 0.5 * dim * scores.jumpsAtMost;
  const lines = fisherLines(dim * fisher, jump);
  for (const c of thresholds) lines.push({ slope: c, intercept: fine(c) + slack + jump });
  return lines;
}

/** c -> E(s_1 + ... + s_d - c)_+ of the lattice law, for c >= 0. */
function sumExcess(sizes: Float64Array, probabilities: Float64Array, dim: number, step: number): (c: number) => number {
  const half = Math.min(POINTS / 2 - 2, Math.ceil(sizes.at(-1)! / step) + 1);
  const weights = new Float64Array(2 * half + 1);
  let total = 0;
  let clipped = 0;
  for (let k = 0; k < sizes.length; k++) {
    const place = Math.min(half - 1, sizes[k]! / step);
    const cell = Math.floor(place);
    const mass = 0.5 * probabilities[k]!;
    clipped += mass * (sizes[k]! - place * step);
    for (const side of [-1, 1]) {
      weights[half + side * cell]! += mass * (1 - (place - cell));
      weights[half + side * (cell + 1)]! += mass * (place - cell);
    }
    total += probabilities[k]!;
  }
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / total;
  const masses = convolutionPower([{ weights, offset: half, count: dim }], POINTS);
  // Mass and first moment above each lattice point k = 0, 1, ...
  const above = new Float64Array(POINTS / 2 + 1);
  const momentAbove = new Float64Array(POINTS / 2 + 1);
  for (let k = POINTS / 2 - 1; k >= 0; k--) {
    const mass = Math.max(0, masses[k]!);
    above[k] = above[k + 1]! + mass;
    momentAbove[k] = momentAbove[k + 1]! + mass * k;
  }
  return (c) => {
    const from = Math.min(POINTS / 2, Math.ceil(c / step));
    return momentAbove[from]! * step - c * above[from]! + dim * clipped;
  };
}
