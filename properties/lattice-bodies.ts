/** Arbitraries: symmetric lattice polytopes and rational vectors, shrinking towards small coordinates. */
import * as fc from 'fast-check';
import { symmetricHull, type ExactPolytope } from '../src/geometry/exact/exact-polytope.ts';
import { rank } from '../src/numeric/algebra/rational-linear-algebra.ts';
import type { Rational } from '../src/numeric/algebra/rational.ts';
import { rationalVector } from './rational-vectors.ts';

export interface LatticePolytope {
  /** One of each pair of the points whose hull it is. */
  readonly points: readonly (readonly Rational[])[];
  readonly body: ExactPolytope;
}

/** A vector with integer coordinates up to `size`, divided by `denominator`. */
export function latticeVector(d: number, size: number, denominator = 1): fc.Arbitrary<Rational[]> {
  return fc
    .array(fc.integer({ min: -size, max: size }), { minLength: d, maxLength: d })
    .map((integers) => rationalVector(integers, denominator));
}

/** Vectors that span R^d. */
function spanningVectors(d: number, extra: number, size = 4): fc.Arbitrary<Rational[][]> {
  return fc
    .array(latticeVector(d, size), { minLength: d, maxLength: d + extra })
    .filter((vectors) => rank(vectors) === d);
}

/** The hull of random pairs of lattice points, full-dimensional. */
export function latticePolytope(d: number, extra = 3): fc.Arbitrary<LatticePolytope> {
  return spanningVectors(d, extra).map((points) => ({ points, body: symmetricHull(points) }));
}
