/**
 * The Wulff crystal of an adversary B (MATH.md section 4): the body whose support function is h(x) = E|<x, y>|, y drawn
 * from the extreme points of B with the measure that B's symmetries leave invariant.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Adversary } from '../adversary.ts';
import type { ConvexBody } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { ellipsoid } from './ellipsoid.ts';
import { extremePairs } from '../functionals/extreme-points.ts';
import { meanSphereCoordinate } from '../../numeric/special/half-gamma-ratio.ts';
import { linearImage, scaled } from './linear-image.ts';
import { lpBall } from './lp-ball.ts';
import { requireDimension, requireExponent } from './lp-norm.ts';
import { signZonoid } from './sign-zonoid.ts';
import { zonotope } from './zonotope.ts';

/** Dimensions of a box whose crystal is computed: its matrix is dense. */
const MAX_BOX_DIM = 500;

/**
 * The Wulff crystal. l_1: the cube of half side 1/d. l_2: the ball of radius E|y_1|. l_inf: the zonotope of {+-1}^d,
 * exact with vertices and facets to d = 5 (volume to d = 6), enclosed beyond. An ellipsoid or a linear image: the image
 * of the crystal. A body with finitely many extreme points +-y_1..+-y_m: the zonotope sum [-y_i, y_i]/m. Throws
 * InvalidInput for any other body, in particular for l_p with p other than 1, 2 and Infinity in d >= 2: its linear
 * symmetries (signed permutations) single out no measure on the extreme points, so "the" crystal is not defined.
 *
 * @example
 * wulffCrystal(lpAdversary(1, 3)).gauge([1, 0, 0]) // => 3
 */
export function wulffCrystal(adversary: Adversary | ConvexBody): ConvexBody {
  const body = asBody(adversary);
  const crystal = crystalOf(body);
  return madeBody({ ...crystal.body, name: crystal.name }, [body]);
}

function asBody(adversary: Adversary | ConvexBody): ConvexBody {
  if (!('kind' in adversary)) return adversary;
  if (adversary.kind === 'body') return adversary.body;
  return lpBall(requireExponent(adversary.p), requireDimension(adversary.dim));
}

interface Crystal {
  readonly body: ConvexBody;
  readonly name: string;
}

function crystalOf(adversary: ConvexBody): Crystal {
  const { dim, structure } = adversary;
  const name = `Wulff crystal of the ${adversary.name}`;
  if (structure?.kind === 'lp') return { body: crystalOfLp(structure.p, dim), name };
  if (structure?.kind === 'box') {
    const { halfWidths } = structure;
    if (dim > MAX_BOX_DIM) {
      throw new InvalidInput(
        `The Wulff crystal of a box is an image under a matrix, here of ${dim} x ${dim} numbers; boxes of at most ${MAX_BOX_DIM} ` +
          'dimensions have theirs computed (that of the cube has no such limit).',
        { code: 'too-large' },
      );
    }
    const diagonal = halfWidths.map((w, i) => halfWidths.map((_, j) => (i === j ? w : 0)));
    return { body: linearImage(diagonal, crystalOfLp(Infinity, dim)), name };
  }
  if (structure?.kind === 'ellipsoid') {
    const radius = meanSphereCoordinate(dim);
    return { body: ellipsoid(structure.matrix.map((row) => row.map((x) => radius * x))), name };
  }
  // h of A B is h of B at A^T x, so the crystal of A B is A times the crystal of B.
  if (structure?.kind === 'image') return { body: linearImage(structure.matrix, crystalOf(structure.of).body), name };
  if (structure?.kind === 'scale') return { body: scaled(crystalOf(structure.of).body, structure.factor), name };
  const pairs = extremePairs(adversary);
  if (pairs === null) {
    throw new InvalidInput(
      `The Wulff crystal of the ${adversary.name} is not defined here: it has infinitely many (or too many) extreme ` +
        'points and no transitive group of symmetries is known that would say how to average over them.',
      { code: 'not-known' },
    );
  }
  // The common factor stays outside, so that generators keep the exact linear relations they were given with.
  return { body: scaled(zonotope(pairs), 1 / pairs.length), name };
}

function crystalOfLp(p: number, dim: number): ConvexBody {
  if (dim === 1) return lpBall(Infinity, 1);
  if (p === 1) return scaled(lpBall(Infinity, dim), 1 / dim);
  if (p === 2) return scaled(lpBall(2, dim), meanSphereCoordinate(dim));
  if (p === Infinity) return signZonoid(dim);
  throw new InvalidInput(
    `The Wulff crystal of the l_${p} ball is not defined: its extreme points fill the sphere and its linear symmetries, ` +
      'the signed permutations, single out no measure on them; l1, l2, linf and bodies with finitely many extreme points ' +
      'have one.',
    { code: 'not-known' },
  );
}
