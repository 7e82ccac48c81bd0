/**
 * What no noise can beat against an adversary: the crystal behind Phi* (MATH.md W3, W6, and claim W8), and whether some
 * noise reaches it.
 *
 * For every probability measure on the unit ball B, sup over v in B of int |d_v q| is at least its average, and that is
 * bounded by the crystal of the measure: so any crystal gives a bound on Phi(1/2). It is the least possible one for the
 * crystal of the invariant measure if the symmetries of B act transitively on its extreme points, and for the largest
 * crystal of all measures always.
 */
import { lpAdversary, type Adversary } from '../geometry/adversary.ts';
import type { ConvexBody } from '../geometry/body.ts';
import { extremePairs } from '../geometry/functionals/extreme-points.ts';
import type { MonteCarloOptions } from '../geometry/monte-carlo-options.ts';
import { isSufficientlySymmetric } from '../geometry/functionals/symmetry.ts';
import { logVolume } from '../geometry/functionals/volume.ts';
import { wulffCrystal } from '../geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../geometry/bodies/zonotope.ts';
import type { Estimate } from '../numeric/estimate.ts';
import { maximalCrystal } from '../geometry/functionals/maximal-crystal.ts';

/** The bound on Phi(1/2) of all noises with given level-set volumes. */
export interface BoundingCrystal {
  /** log of the crystal's volume: Phi* = (d/2) |W|^{1/d} J. */
  readonly logVolume: Estimate;
  /** Whether some noise reaches Phi*. When false, a noise below it may still be the best there is. */
  readonly attained: boolean;
  /** The shape of the level sets that reach it; null when not attained. */
  readonly body: ConvexBody | null;
  /** One sentence: which crystal, and why. */
  readonly reason: string;
}

/** Norms whose crystals are known. */
const NORMS = [1, 2, Infinity] as const;

/** The best bound known. */
export function boundingCrystal(adversary: Adversary, options: MonteCarloOptions = {}): BoundingCrystal {
  if (adversary.kind === 'lp') return boundingCrystalOfLp(adversary.p, adversary.dim, options);
  const { body, dim } = adversary;
  if (body.structure?.kind === 'lp') return boundingCrystalOfLp(body.structure.p, dim, options);
  const symmetry = isSufficientlySymmetric(body);
  if (symmetry.transitive === 'yes') {
    const crystal = wulffCrystal(body);
    return {
      logVolume: logVolume(crystal, options),
      attained: true,
      body: crystal,
      reason: `Phi* belongs to the Wulff crystal of the ${body.name}: ${symmetry.reason} (W3).`,
    };
  }
  const pairs = extremePairs(body);
  const largest = pairs === null ? null : maximalCrystal(pairs);
  if (pairs !== null && largest !== null) {
    const generators = pairs.map((y, i) => y.map((c) => c * largest.weights[i]!));
    return {
      logVolume: largest.logVolume,
      attained: true,
      body: zonotope(generators.filter((_, i) => largest.weights[i]! > 1e-12)),
      reason:
        `The symmetries of the ${body.name} are not transitive on its extreme points, so Phi* belongs to the largest ` +
        'crystal over all weights on them (W8).',
    };
  }
  if (pairs !== null) {
    return {
      logVolume: logVolume(wulffCrystal(body), options),
      attained: false,
      body: null,
      reason:
        `The ${body.name} is not known to be symmetric enough for W3: Phi* bounds the average over its extreme points, ` +
        'hence Phi(1/2), from below, but no noise need reach it.',
    };
  }
  // Only the ball inside the adversary is known: a smaller adversary has a smaller Phi.
  const inner = boundingCrystalOfLp(2, dim, options);
  return {
    logVolume: shifted(inner.logVolume, dim * Math.log(body.inradius * (1 - 1e-9))),
    attained: false,
    body: null,
    reason:
      `The extreme points of the ${body.name} cannot be listed: Phi* is that of the ball inside it, a lower bound on ` +
      'Phi(1/2) that no noise need reach.',
  };
}

function boundingCrystalOfLp(p: number, dim: number, options: MonteCarloOptions): BoundingCrystal {
  const name = p === Infinity ? 'linf' : p === 1 || p === 2 ? `l${p}` : `lp:${p}`;
  if (dim === 1 || p === 1 || p === 2 || p === Infinity) {
    const crystal = wulffCrystal(lpAdversary(p, dim));
    return {
      logVolume: logVolume(crystal, options),
      attained: true,
      body: crystal,
      reason: `Phi* belongs to the Wulff crystal of ${name} (W3).`,
    };
  }
  // t B_a lies in B_p, t = 1 for a <= p and d^{1/a - 1/p} beyond.
  const bounds = NORMS.map((a) => {
    const size = a <= p ? 0 : dim * (1 / a - 1 / p) * Math.log(dim);
    return shifted(logVolume(wulffCrystal(lpAdversary(a, dim)), options), size);
  });
  return {
    logVolume: bounds.reduce((x, y) => (y.lower > x.lower ? y : x)),
    attained: false,
    body: null,
    reason:
      `The symmetries of the ${name} ball, the signed permutations, are not transitive on its boundary, so W3 does not ` +
      'say which noise is the best: Phi* is the largest bound from the balls of l1, l2 and linf inside it.',
  };
}

function shifted(estimate: Estimate, by: number): Estimate {
  return { ...estimate, value: estimate.value + by, lower: estimate.lower + by, upper: estimate.upper + by };
}
