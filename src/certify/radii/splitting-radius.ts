/**
 * The exact certificate of deterministic splitting noise for l1 (Levine and Feizi, "Improved, Deterministic Smoothing
 * for L1 Certified Robustness", ICML 2021; derived here, claim `splitting-l1`).
 *
 * Images live on the grid { 0, 1/q, ..., 1 }^d. Thresholds lie halfway between grid values: at position t = 0, ..., K -
 * 1, K = 2 lambda q, coordinate i is cut at (s + 1/2)/q + 2 lambda Z with s = (t + v_i) mod K, the shifts v_i fixed
 * once and for all. The base classifier sees, for every coordinate, only which cell it lies in. Between two grid values
 * m/q apart there is a threshold for exactly min(m, K) of the K positions, so by the union bound at most q |x - y|_1
 * positions give x and y different inputs: from x to y at most m = q |x - y|_1 votes change, each taking one from the
 * top class and giving one to a rival. With counts n_c, and ties going to the lower index, class c therefore stays on
 * top as long as
 *
 *     n_c - m >= n_j + m + [j < c]   for every j != c,   that is   m <= floor((n_c - n_j - [j < c]) / 2).
 *
 * No sampling, no alpha. It speaks of images on the grid: between grid values a step of 1/(2q) can already cross a
 * threshold.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { certifyAdversaryName, requireAdversaries, type CertifyAdversary } from './certify-adversary.ts';
import type { Votes } from '../engine.ts';
import type { RadiusSource } from './image-radii.ts';
import { quotientDown } from '../statistics/probability-bound.ts';
import type { SplittingSmoothing } from '../splitting.ts';
import { votesFor } from '../statistics/votes.ts';

/** Radii of splitting noise against one adversary, from the number of votes that may change. */
export interface SplittingRadii {
  readonly adversary: string;
  /** Largest certified radius for this many changes of votes, rounded down. */
  radius(changes: number): number;
  sources(): readonly RadiusSource[];
}

/**
 * How many votes may change, whichever they are, with class `cls` still on top; -1 when it need not even be on top now,
 * which only happens with near-ties counted against it (each may belong to any rival).
 */
export function splittingChanges(votes: Votes, cls: number, nearTies: 'counted' | 'against'): number {
  const { counts } = votes;
  const own = votesFor(votes, cls, nearTies);
  const allTies = nearTies === 'against' ? votes.nearTies.reduce((sum, ties) => sum + ties, 0) : 0;
  let changes = Infinity;
  for (let j = 0; j < counts.length; j++) {
    if (j === cls) continue;
    // A rival's own near-ties are among its votes already.
    const rival = counts[j]! + (allTies === 0 ? 0 : allTies - votes.nearTies[j]!);
    changes = Math.min(changes, Math.floor((own - rival - (j < cls ? 1 : 0)) / 2));
  }
  return Math.max(changes, -1);
}

/**
 * Radii against balls of l_p: m/q for l1. For p > 1, with k = q(x - y) integral: |k|_1 <= d^(1-1/p) |k|_p and
 * |k|_1 <= |k|_p^p, so m d^(1/p-1)/q and m^(1/p)/q both hold; for linf, floor(m/d)/q. Throws InvalidInput for bodies.
 */
export function splittingRadii(
  { dim, levels }: SplittingSmoothing,
  adversaries: readonly CertifyAdversary[],
): SplittingRadii[] {
  requireAdversaries(adversaries, dim);
  return adversaries.map((adversary) => {
    if (adversary.kind === 'body') {
      throw new InvalidInput('Splitting noise certifies balls of l_p (best l1), not bodies.', { code: 'not-known' });
    }
    const p = adversary.kind === 'l1-box' ? 1 : adversary.p;
    const source: RadiusSource = {
      method: p === 1 ? 'closed-form' : 'conversion',
      detail: `votes counted at every position (splitting, l1 between images on the grid)${p === 1 ? '' : ', converted from l1'}`,
      confidence: 1,
    };
    return {
      adversary: certifyAdversaryName(adversary),
      radius: (changes) => gridRadius(changes, p, dim, levels),
      sources: () => [source],
    };
  });
}

function gridRadius(changes: number, p: number, dim: number, levels: number): number {
  if (changes <= 0) return 0;
  if (p === 1) return quotientDown(changes, levels);
  if (p === Infinity) return quotientDown(Math.floor(changes / dim), levels);
  const steps = Math.max(changes ** (1 / p), changes * dim ** (1 / p - 1));
  return (steps / levels) * (1 - 1e-14);
}
