/** Random polytopes: the d-th root of the covariogram is concave (U1). */
import * as fc from 'fast-check';
import { Counterexample } from '../src/checker/claim.ts';
import { exactOverlap } from '../src/geometry/exact/exact-measure.ts';
import { ratio, toDouble } from '../src/numeric/algebra/rational.ts';
import { multiple, show, sum } from './rational-vectors.ts';
import { latticePolytope, latticeVector } from './lattice-bodies.ts';

/** Rounding of three roots and a sum, all below 1. */
const TOLERANCE = 1e-12;

/** o((a+b)/2)^{1/d} >= (o(a)^{1/d} + o(b)^{1/d})/2 where both are positive. */
export function covariogramRootIsConcave(): fc.IProperty<unknown> {
  const instance = fc
    .integer({ min: 2, max: 4 })
    .chain((d) => fc.record({ K: latticePolytope(d), a: latticeVector(d, 3, 2), b: latticeVector(d, 3, 2) }));
  return fc.property(instance, ({ K, a, b }) => {
    const root = (v: typeof a): number => toDouble(exactOverlap(K.body, v)) ** (1 / K.body.dim);
    const [left, right] = [root(a), root(b)];
    fc.pre(left > 0 && right > 0);
    const middle = root(multiple(ratio(1, 2), sum(a, b)));
    if (middle < (left + right) / 2 - TOLERANCE) {
      throw new Counterexample(`K = hull of +-{${K.points.map(show).join(', ')}}, a = ${show(a)}, b = ${show(b)}`);
    }
    return true;
  });
}
