/**
 * Growth rates of noise with independent coordinates, bounded from above: lines c p + E(Y - c)_+ for the slope
 * Y = sum v_i s_i of independent scores s_i (product-score.ts).
 *
 * - l1: a vertex is worst, Y = s_1: the slope of one coordinate, enclosed piece by piece.
 * - linf: a corner is worst and all are alike, Y = s_1 + ... + s_d: the law of |s| is put on a lattice, each mass split
 *   between its neighbours so that its mean is kept. That spreads Y, hence only raises E(Y - c)_+; then one convolution
 *   power by FFT gives every line.
 * - l2, where no direction is known to be worst: Phi(1/2) from above (product-phi-half.ts), and Fisher's bound.
 * - any other adversary B: r B lies in r reach_a(B) times the ball of l_a.
 *
 * Jumps of the marginal live on hyperplanes: they add half their height times |v|_1, whatever p.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { scoreLaw, type ScoreLaw } from './product-score.ts';
import { sumExcessBound } from './score-sum.ts';
import { productPhiHalf, roundPhiHalfUpper } from './product-phi-half.ts';
import { reach } from '../../geometry/functionals/reach.ts';
import type { ProductNoise } from '../noise.ts';
import { fisherLines, GrowthRateBound, type RateLine } from './bound.ts';
import { thresholdLadder } from './thresholds.ts';

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
  const { enclosed } = noise.law;
  return thresholdLadder(scores.variation.value, (c) => 0.5 * enclosed.slopeExcess(c));
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
  const meanCosh = coshMean(scores);
  let steepest = 0.5 * upper;
  let before = { x: 0, cumulant: 0 };
  for (let k = -32; k <= 48; k++) {
    const x = 2 ** (k / 8) / Math.sqrt(upper);
    const excess = meanCosh(x);
    const cumulant = Math.log1p(excess);
    if (!Number.isFinite(cumulant)) break;
    // (E cosh(x s) - 1)/x^2 grows with x: at the first x it bounds K(x)/x^2 from there to 0.
    steepest = Math.max(steepest, before.x === 0 ? excess / x ** 2 : largestQuotient(before, { x, cumulant }));
    before = { x, cumulant };
    const entropy = x * x * steepest;
    // The tangent at p = e^-entropy, where this t is about the best.
    if (entropy > 0.69) lines.push({ slope: (2 * entropy - 1) / x, intercept: Math.exp(-entropy) / x + jump });
  }
  return lines;
}

/** x -> E cosh(x s) - 1 from above. */
function coshMean(scores: ScoreLaw): (x: number) => number {
  const { sizes, masses } = scores.steepness();
  return (x) => {
    let sum = 0;
    // cosh y - 1 = 2 sinh(y/2)^2.
    for (let i = 0; i < sizes.length; i++) sum += masses[i]! * 2 * Math.sinh(0.5 * x * sizes[i]!) ** 2;
    return sum * (1 + 1e-12);
  };
}

/**
 * max of K(x)/x^2 on a step, K convex with K(0) = 0: below its chord a + b x, a <= 0, whose quotient peaks at -2a/b.
 */
function largestQuotient(
  from: { readonly x: number; readonly cumulant: number },
  to: { readonly x: number; readonly cumulant: number },
): number {
  const atEnd = to.cumulant / to.x ** 2;
  const b = (to.cumulant - from.cumulant) / (to.x - from.x);
  const a = from.cumulant - b * from.x;
  const peak = (-2 * a) / b;
  const inside = peak > from.x && peak < to.x ? (b * b) / (-4 * a) : 0;
  return Math.max(atEnd, from.cumulant / from.x ** 2, inside);
}

/** Thresholds, in deviations of the sum. */
const DEVIATIONS = 16;

function cornerLines(noise: ProductNoise, scores: ScoreLaw): RateLine[] {
  const { dim } = noise;
  const fisher = scores.fisher.upper;
  if (!Number.isFinite(fisher) || !Number.isFinite(scores.variation.upper)) return [];
  const deviation = Math.sqrt(dim * fisher);
  const excess = sumExcessBound(scores, dim);
  const jump = 0.5 * dim * scores.jumpsAtMost;
  const lines = fisherLines(dim * fisher, jump);
  for (let k = 0; k <= 400; k++) {
    const c = (DEVIATIONS * deviation * k) / 400;
    lines.push({ slope: c, intercept: excess(c) + jump });
  }
  return lines;
}
