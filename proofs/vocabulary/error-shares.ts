/**
 * How an error probability is shared among the statements that must hold together, seen from outside: noises are chosen
 * for which the width of an interval is a formula in the share, so that a share forgotten, or counted for fewer
 * statements than there are, shows at once. Counting misses does not show it: the bounds are too cautious to be wrong
 * often.
 */
import {
  exactly,
  numerically,
  type Evidence,
  type EvidenceContext,
  type ExactInstance,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { covariogramByRayShooting } from '../../src/geometry/covariogram/ray-shooting.ts';
import { safeShift } from '../../src/geometry/covariogram/safe-shift.ts';
import { safeShiftAlong } from '../../src/geometry/covariogram/safe-shift-ray.ts';
import { extremePairs } from '../../src/geometry/functionals/extreme-points.ts';
import { growth } from '../../src/growth/growth.ts';
import { customNoise } from '../../src/noise/custom.ts';
import type { CustomNoise } from '../../src/noise/noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { ratio, toRational } from '../../src/numeric/algebra/rational.ts';
import { mixSeed } from '../../src/numeric/random/random-stream.ts';
import { vet } from '../../src/vet/vet.ts';
import { binomialTail } from '../certify/bernoulli-paths.ts';
import { between, dimension, draws } from './drawn-links.ts';

/** Laplace noise as a sampler and a density: its slopes along an axis are 1 or -1, so their sizes have no variance. */
function laplaceAsSampler(dim: number): CustomNoise {
  const proved = { status: 'proved', how: 'a product of even densities' } as const;
  return customNoise(
    {
      spec: `Laplace, d = ${dim}`,
      dim,
      lambda: 1,
      sigma: 1,
      logDensity: (x) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum -= Math.abs(x[i]!) + Math.LN2;
        return sum;
      },
      sample: (random, out) => {
        for (let i = 0; i < dim; i++) out[i] = random.sign() * random.exponential();
      },
    },
    { checks: { even: proved, normalizable: proved, absolutelyContinuous: proved }, continuous: proved },
  );
}

/**
 * Of d directions along which the size of the slope is 1, each at alpha/d, from values in [0, 3/2]: the empirical
 * Bernstein bound without its variance, 7/(3 (n - 1)) 3/2 log(4 d/alpha), halved for Phi(1/2). `vet` spends half of its
 * error on Phi(1/2).
 */
export const sharedAmongDirections: Evidence = numerically(
  'Laplace noise as a sampler in drawn dimensions up to 24; slopes across the kink at 0 shift it by less than 1e-4',
  (context) =>
    draws(context, { quick: 3, full: 30 }, (random): NumericInstance[] => {
      const dim = dimension(random, 1, 24);
      const [samples, confidence] = [3000, 1 - between(random, 1e-6, 0.1)];
      const report = vet(laplaceAsSampler(dim), lpAdversary(1, dim), {
        samples,
        seed: mixSeed(context.seed, `shares ${dim}`),
        confidence,
        compare: false,
        adviceAt: null,
        rhos: [0.8],
      });
      if (!('curve' in report)) throw new Error('Laplace noise was called invalid');
      const alpha = (1 - confidence) / 2;
      const right = (0.5 * 7 * 1.5 * Math.log((4 * dim) / alpha)) / (3 * (samples - 1));
      const label = `d = ${dim}, confidence ${confidence}: Phi(1/2) less its lower end`;
      return [{ label, left: 0.5 - report.phiHalf.lower, relation: '=', right, tolerance: 1e-4 }];
    }).flat(),
);

/**
 * Noise moved off itself: all ratios are 0 or infinite, every set of mass 0 may do, and with no hit of n at each of 24
 * bounds U = 1 - (alpha/24)^(1/n) the enclosure of G = 1 begins at 1 - (1-p) U/(1-U).
 */
export const sharedAmongBounds: Evidence = numerically(
  'uniform noise moved by more than its width; the tolerance is rounding',
  (context) =>
    draws(context, { quick: 5, full: 50 }, (random): NumericInstance => {
      const dim = dimension(random, 1, 8);
      const [samples, alpha, p] = [
        100 + random.integer(1000),
        between(random, 1e-6, 0.1),
        0.1 + 0.8 * random.uniform(),
      ];
      const noise = parseNoise('uniform:linf', dim, { lambda: 1 });
      const shift = Array.from({ length: dim }, (_, i) => (i === 0 ? 2.5 : 0));
      const found = growth(noise, shift, p, {
        method: 'monte-carlo',
        samples,
        confidence: 1 - alpha,
        seed: mixSeed(context.seed, `${samples}`),
      });
      const none = -Math.expm1(Math.log(alpha / 24) / samples);
      return {
        label: `d = ${dim}, ${samples} samples, alpha = ${alpha}, p = ${p}: the lower end of G`,
        left: found.lower,
        relation: '=',
        right: 1 - ((1 - p) * none) / (1 - none),
        tolerance: 1e-8,
      };
    }),
);

/**
 * P[Bin(n, q) < k] <= alpha/2 at the order statistic that is the lower end of a quantile, and not at the next; the
 * upper end likewise.
 */
function* ends(context: EvidenceContext): Generator<ExactInstance> {
  for (const [seed, q, n] of draws(
    context,
    { quick: 3, full: 20 },
    (random) => [random.integer(1e9), 1 + random.integer(49), 150 + random.integer(100)] as const,
  )) {
    const alpha = ratio(1, 20);
    const shot = covariogramByRayShooting(lpBall(1, 3), [1, 0, 0], { samples: n, seed, confidence: 0.95 });
    const { lower, upper } = shot.quantile(q / 100);
    const level = ratio(q, 100);
    const half = alpha.div(ratio(2));
    // Slightly above and below the share, as 1 - 0.95 and tails are rounded.
    const [least, most] = [half.mul(toRational(1 - 1e-8)), half.mul(toRational(1 + 1e-8))];
    const [low, high] = [1 + shot.lengths.indexOf(lower), 1 + shot.lengths.indexOf(upper)];
    const label = `q = ${q}/100, n = ${n}, the order statistics ${low} and ${high}`;
    const below = (k: number) => ratio(1).sub(binomialTail(k, n, level));
    if (low > 0) yield { label: `${label}: lower end`, left: below(low), relation: '<=', right: most };
    yield { label: `${label}: the next`, left: below(low + 1), relation: '>', right: least };
    if (high > 0) {
      yield { label: `${label}: upper end`, left: binomialTail(high, n, level), relation: '<=', right: most };
      yield { label: `${label}: the one before`, left: binomialTail(high - 1, n, level), relation: '>', right: least };
    }
  }
}

/** Both ends of a quantile's interval. */
export const sharedBetweenEnds: Evidence = exactly('order statistics of ray lengths, by exact binomial tails', ends);

/** A linear map of R^n that takes every axis to the difference or sum of two. */
const mixing = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => (i === j ? 1 : i === j + 1 - 2 * (j % 2) ? (j % 2 === 0 ? 1 : -1) : 0)),
  );

/**
 * Of k pairs of extreme points, each at alpha/k, past the 64th too: the least of the shifts along them, asked for one
 * by one at that share. The noise is uniform on a cross-polytope, the adversary a cross-polytope that stands askew to
 * it.
 */
export const sharedAmongPairs: Evidence = numerically('an adversary of 72 to 78 pairs of vertices', (context) =>
  draws(context, { quick: 1, full: 4 }, (random): NumericInstance[] => {
    const dim = 2 * (36 + random.integer(4));
    const ball = linearImage(mixing(dim), lpBall(1, dim));
    const body = lpBall(1, dim);
    const [samples, seed, alpha, excess] = [200, context.seed, 0.01, 0.3];
    const question = safeShift(body, { kind: 'body', body: ball, dim });
    const found = question.at(excess, { samples, seed, confidence: 1 - alpha });
    const each = (extremePairs(ball) ?? []).map((v, i) =>
      safeShiftAlong(body, v, excess, { samples, seed: mixSeed(seed, `ray ${i}`), alpha: alpha / dim }),
    );
    if (each.length !== dim || !each.every(({ sampled }) => sampled))
      throw new Error('rays are not shot along every pair');
    return (['lower', 'upper'] as const).map((end) => ({
      label: `${dim} pairs: the ${end} end of the largest safe shift, the least of as many`,
      left: found[end],
      relation: '=' as const,
      right: Math.min(...each.map((along) => along[end])),
      tolerance: 1e-12,
    }));
  }).flat(),
);
