/**
 * The shape K of f(|x|_K) that is searched: the adversary's Wulff crystal where its faces can be listed, else the
 * Euclidean ball.
 */
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import { lpBall } from '../geometry/bodies/lp-ball.ts';
import type { ConvexBody } from '../geometry/body.ts';
import { bodyDescription, type BodyDescription } from '../geometry/body-description.ts';
import { boundingCrystal } from '../vet/bounding-crystal.ts';

/** A shape as a noise file says it. */
export interface CrystalForm {
  readonly description: BodyDescription;
  /** The crystal itself; null where none is known or it is too large to compute with, and the ball stands for it. */
  readonly crystal: ConvexBody | null;
  /** Said in the report; null where the shape is the crystal. */
  readonly remark: string | null;
}

/** Dimensions in which the crystal of the cube is a polytope whose facets and volume are soon listed. */
const MOST_LISTED = 4;

/**
 * The crystal: the cube for l1, the ball for l2, in the plane the cross-polytope for linf, to R^4 the zonotope of
 * signs, for a body that of the measure on its extreme points that makes it largest (W8).
 */
export function crystalForm(adversary: Adversary): CrystalForm {
  const { dim } = adversary;
  const name = adversaryName(adversary);
  if (adversary.kind === 'lp' && (adversary.p !== Infinity || dim <= 2)) {
    const crystal = lpBall(dim === 1 || adversary.p === 1 ? Infinity : adversary.p === 2 ? 2 : 1, dim);
    return { description: bodyDescription(crystal)!, crystal, remark: null };
  }
  const listed =
    adversary.kind === 'body' || dim <= MOST_LISTED ? boundingCrystal(adversary, { samples: 0 }).body : null;
  // Of a norm's crystal its name says more than its generators.
  const description =
    listed === null ? null : adversary.kind === 'lp' ? { wulff: { lp: 'inf', dim } } : bodyDescription(listed);
  const usable = listed !== null && (listed.exact !== undefined || listed.structure?.kind === 'ellipsoid');
  if (description !== null && usable) return { description, crystal: listed, remark: null };
  return {
    description: { lp: 2, dim },
    crystal: null,
    remark:
      `The Wulff crystal of ${name} in R^${dim} is not known or too large to compute with; the Euclidean ball stands for it` +
      `${adversary.kind === 'lp' ? ', which it approaches as the dimension grows' : ''}.`,
  };
}
