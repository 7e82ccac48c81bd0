/**
 * Whether the Wulff crystal of an adversary, with equal weights on its extreme points, is the best shape against it.
 */
import type { ConvexBody } from '../body.ts';
import { extremePairs } from './extreme-points.ts';
import { isSufficientlySymmetric } from './symmetry.ts';
import { maximalCrystal } from './maximal-crystal.ts';

/**
 * Relative gain in |W_mu|^{1/d} above which other weights are better: far above the rounding of a sum of determinants.
 */
const GAIN = 1e-8;

/**
 * `true`: the symmetries of the adversary are transitive on its extreme points, so that of all sets of its volume the
 * crystal has the least widest shadow (W3). `false`: other weights have a larger crystal, and that is the only best
 * shape (W8; zonotopes of different weights are never homothetic, as the measure of a zonoid is unique). `null`:
 * neither is shown.
 */
export function crystalOptimality(adversary: ConvexBody): boolean | null {
  if (isSufficientlySymmetric(adversary).transitive === 'yes') return true;
  const pairs = extremePairs(adversary);
  const largest = pairs === null ? null : maximalCrystal(pairs);
  if (largest === null) return null;
  return largest.gain > GAIN ? false : null;
}
