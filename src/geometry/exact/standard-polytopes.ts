/** The cube, the box and the cross-polytope as exact polytopes, written down rather than computed. */
import { ONE, ZERO, type Rational } from '../../numeric/algebra/rational.ts';
import { symmetricSlabs, symmetricHull, type ExactPolytope } from './exact-polytope.ts';

function unitVectors(lengths: readonly Rational[]): Rational[][] {
  return lengths.map((length, i) => lengths.map((_, j) => (i === j ? length : ZERO)));
}

/** [-1, 1]^dim. */
export function exactCube(dim: number): ExactPolytope {
  return exactBox(Array.from({ length: dim }, () => ONE));
}

/** prod [-w_i, w_i]. */
export function exactBox(halfWidths: readonly Rational[]): ExactPolytope {
  return symmetricSlabs(unitVectors(halfWidths.map(() => ONE)), halfWidths)!;
}

/** conv{+-e_i}. */
export function exactCrossPolytope(dim: number): ExactPolytope {
  return symmetricHull(unitVectors(Array.from({ length: dim }, () => ONE)));
}
