/**
 * Zonotopes sum w_i [-g_i, g_i] on fixed directions g_i as a family of shapes with free widths w_i >= 0: volume, second
 * moment and shadows as polynomials in w.
 *
 * In the plane these are all symmetric polygons with the given edge directions; in space a rich family, and one that
 * contains the crystals of finite adversaries, which are zonotopes. Volume 2^d sum |det g_I| w_I; shadow along v
 * 2^{d-1} sum |det(g_J, v)| w_J. The second moment is summed over the parallelepipeds of a fine tiling: lift g_i to
 * heights w_i t_i in general position; the tile of I is shifted by sum_{j not in I} s_j w_j g_j, s_j the side of the
 * hyperplane through the lifted I on which g_j lies.
 */
import { determinant } from '../../numeric/algebra/linear-algebra.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';

/** What the growth of uniform noise on a member depends on. */
export interface ShapeMeasures {
  readonly volume: number;
  /** E|x|_2^2 of a uniform point. */
  readonly secondMoment: number;
  /** vol(Pi_v K) for each of the adversary's extreme points v. */
  readonly shadows: readonly number[];
}

export interface ZonotopeFamily {
  readonly dim: number;
  readonly directions: readonly (readonly number[])[];
  /** Measures at these widths. */
  measures(widths: readonly number[]): ShapeMeasures;
}

interface Tile {
  readonly members: readonly number[];
  readonly determinant: number;
  /** -1, 0, 1 by generator; 0 for its own. */
  readonly sides: readonly number[];
}

interface Shadow {
  readonly members: readonly number[];
  readonly size: number;
}

/** Determinants below this of the largest are those of dependent directions. */
const FLAT = 1e-12;

/** The family on these directions, seen along the adversary's extreme points. */
export function zonotopeFamily(
  directions: readonly (readonly number[])[],
  extreme: readonly (readonly number[])[],
): ZonotopeFamily {
  const dim = directions[0]!.length;
  const tiles = tilesOf(directions, dim);
  const shadows = extreme.map((v) => shadowOf(directions, v, dim));
  const weight = (members: readonly number[], widths: readonly number[]): number => {
    let product = 1;
    for (const i of members) product *= widths[i]!;
    return product;
  };
  return {
    dim,
    directions,
    measures(widths) {
      let volume = 0;
      let moment = 0;
      const centre = new Float64Array(dim);
      for (const { members, determinant: size, sides } of tiles) {
        const share = 2 ** dim * size * weight(members, widths);
        if (share === 0) continue;
        centre.fill(0);
        let square = 0;
        for (let j = 0; j < directions.length; j++) {
          const side = sides[j]! * widths[j]!;
          const g = directions[j]!;
          if (side !== 0) for (let i = 0; i < dim; i++) centre[i] = centre[i]! + side * g[i]!;
        }
        for (const i of members) square += (widths[i]! ** 2 * squared(directions[i]!)) / 3;
        volume += share;
        moment += share * (squared(centre) + square);
      }
      return {
        volume,
        secondMoment: moment / volume,
        shadows: shadows.map((terms) =>
          terms.reduce((sum, { members, size }) => sum + 2 ** (dim - 1) * size * weight(members, widths), 0),
        ),
      };
    },
  };
}

function squared(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}

function tilesOf(directions: readonly (readonly number[])[], dim: number): Tile[] {
  const random = randomStream(mixSeed(0, 'heights'));
  const lifted = directions.map((g) => [...g, random.uniform()]);
  return subsets(directions.length, dim).flatMap((members): Tile[] => {
    const own = determinant(members.map((i) => directions[i]!));
    if (Math.abs(own) < FLAT) return [];
    const sides = directions.map((_, j) => {
      if (members.includes(j)) return 0;
      // The side on which the lifted g_j lies of the hyperplane through the lifted members.
      return Math.sign(determinant([...members.map((i) => lifted[i]!), lifted[j]!]) * own);
    });
    return [{ members, determinant: Math.abs(own), sides }];
  });
}

function shadowOf(directions: readonly (readonly number[])[], v: readonly number[], dim: number): Shadow[] {
  return subsets(directions.length, dim - 1)
    .map((members) => ({ members, size: Math.abs(determinant([...members.map((i) => directions[i]!), [...v]])) }))
    .filter(({ size }) => size > FLAT);
}

/** All subsets of {0..n-1} of this size, in order. */
function subsets(n: number, size: number): number[][] {
  if (size === 0) return [[]];
  return subsets(n, size - 1).flatMap((members) =>
    Array.from({ length: n - 1 - (members.at(-1) ?? -1) }, (_, k) => [...members, (members.at(-1) ?? -1) + 1 + k]),
  );
}
