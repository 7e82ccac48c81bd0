/** The bounds of the growth rate that a noise brings along: computed from its law when they are asked for, and once. */
import { isMade } from '../../geometry/made-body.ts';
import { remembered } from '../../numeric/remembered.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { GrowthRateBound } from './bound.ts';

/** An upper bound of Phi against an adversary, at the noise's scale; null where none is known. */
export type RateBounds = (adversary: Adversary) => GrowthRateBound | null;

/**
 * The bounds that `compute` gives, each kept as long as its adversary; none where the bound is trivial, or where nobody
 * vouches for the adversary's body.
 */
export function rateBounds(compute: RateBounds): RateBounds {
  return remembered((adversary: Adversary) => {
    if (adversary.kind === 'body' && !isMade(adversary.body)) return null;
    const bound = compute(adversary);
    return bound?.isFinite === true ? bound : null;
  });
}
