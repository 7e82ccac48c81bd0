/** Random rational bodies for exact checks, and routes of their own to the quantities the library computes. */
import { multiple, rationalVector, show, sum, type RationalVector } from '../../properties/rational-vectors.ts';
import {
  integerPoint,
  polytopeFromPoints,
  rationalPoint,
  symmetricHull,
  type ExactPolytope,
} from '../../src/geometry/exact/exact-polytope.ts';
import { exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { determinant, innerProduct } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { cubeVolume, power } from './level-volumes.ts';

export { multiple, rationalVector, show, sum };
export type { RationalVector };

export function mean(values: readonly Rational[]): Rational {
  return values.reduce((total, x) => total.add(x), ZERO).div(values.length);
}

export function largest(values: readonly Rational[]): Rational {
  return values.reduce((best, x) => (x.compare(best) > 0 ? x : best));
}

/** One of each pair of vertices of the cross-polytope: e_1, ..., e_d. */
export function axes(d: number): Rational[][] {
  return Array.from({ length: d }, (_, i) => rationalVector(Array.from({ length: d }, (_, j) => (i === j ? 1 : 0))));
}

/** One of each pair of vertices of the cube: {-1, 1}^d with first coordinate 1. */
export function diagonals(d: number): Rational[][] {
  return Array.from({ length: 2 ** (d - 1) }, (_, bits) =>
    rationalVector(Array.from({ length: d }, (_, i) => (i > 0 && (bits >> (i - 1)) & 1 ? -1 : 1))),
  );
}

/** A nonzero integer vector with entries in [-size, size]. */
export function randomDirection(random: RandomStream, d: number, size = 3): Rational[] {
  for (;;) {
    const integers = Array.from({ length: d }, () => random.integer(2 * size + 1) - size);
    if (integers.some((x) => x !== 0)) return rationalVector(integers);
  }
}

/** A full-dimensional symmetric polytope, the hull of `pairs` pairs of random lattice points. */
export function randomPolytope(random: RandomStream, d: number, pairs: number): ExactPolytope {
  for (;;) {
    const points = Array.from({ length: pairs }, () => randomDirection(random, d, 4));
    try {
      return symmetricHull(points);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
    }
  }
}

/** Random generators that span R^d. */
export function randomGenerators(random: RandomStream, d: number, count: number): Rational[][] {
  for (;;) {
    const generators = Array.from({ length: count }, () => randomDirection(random, d, 2));
    if (zonotopeVolume(generators).n !== 0n) return generators;
  }
}

/** sum [-g_i, g_i] as the hull of all 2^n sums of +-g_i: independent of every formula for zonotopes. */
export function hullOfSignSums(generators: readonly RationalVector[]): ExactPolytope {
  const d = generators[0]!.length;
  let sums: Rational[][] = [Array.from({ length: d }, () => ZERO)];
  for (const g of generators) sums = sums.flatMap((point) => [sum(point, g), sum(point, multiple(ratio(-1), g))]);
  return polytopeFromPoints(sums.map(integerPoint));
}

/** All subsets of `size` elements. */
export function subsets<T>(elements: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return elements.flatMap((first, i) => subsets(elements.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
}

/** 2^d sum over d-subsets of |det G_I| (McMullen and Shephard). */
export function zonotopeVolume(generators: readonly RationalVector[]): Rational {
  const d = generators[0]!.length;
  const determinants = subsets(generators, d).map((chosen) => determinant(chosen).abs());
  return determinants.reduce((total, x) => total.add(x), ZERO).mul(cubeVolume(d));
}

/** vol(Pi_v Z) of a zonotope: 2^{d-1} sum over (d-1)-subsets of |det(G_I, v)|. */
export function zonotopeProjection(generators: readonly RationalVector[], v: RationalVector): Rational {
  const d = v.length;
  const determinants = subsets(generators, d - 1).map((chosen) => determinant([...chosen, v]).abs());
  return determinants.reduce((total, x) => total.add(x), ZERO).mul(cubeVolume(d - 1));
}

/**
 * vol(Pi_v K) as the volume of an actual projection: the vertices are moved along v onto a coordinate hyperplane
 * x_k = 0, and the hull there has volume vol(Pi_v K) / |v_k|. Independent of Cauchy's formula.
 */
export function shadowVolume(polytope: ExactPolytope, v: RationalVector): Rational {
  const k = v.findIndex((x) => x.n !== 0n);
  if (v.length === 1) return v[0]!.abs();
  const projected = polytope.vertices.map((vertex) => {
    const x = rationalPoint(vertex);
    const t = x[k]!.div(v[k]!);
    return integerPoint(x.map((xi, i) => xi.sub(t.mul(v[i]!))).filter((_, i) => i !== k));
  });
  return exactVolume(polytopeFromPoints(projected)).mul(v[k]!.abs());
}

/** The gauge max over facets of <n, x>/b. */
export function gaugeValue(polytope: ExactPolytope, x: RationalVector): Rational {
  return largest(
    polytope.facets.map(({ normal, offset }) =>
      innerProduct(
        normal.map((n) => ratio(n)),
        x,
      ).div(ratio(offset)),
    ),
  );
}

/** The generators of the crystal of +-y_1, ..., +-y_m: sum [-y_i, y_i]/m. */
export function crystalGenerators(V: readonly RationalVector[]): Rational[][] {
  return V.map((v) => multiple(ratio(1, V.length), v));
}

/** (d/2)^d |S|^{d-1} |W|: the d-th power of the bound. */
export function leastAverage(volume: Rational, V: readonly RationalVector[]): Rational {
  const d = V[0]!.length;
  return power(ratio(d, 2), d)
    .mul(power(volume, d - 1))
    .mul(zonotopeVolume(crystalGenerators(V)));
}
