/**
 * Do a body's linear symmetries act transitively on its extreme points? The hypothesis under which the Wulff crystal
 * minimizes the supremum of projections and not just their average (MATH.md W3, "sufficiently symmetric").
 *
 * A linear map that permutes the vertices x_i preserves Q = sum x_i x_i^T and so the numbers x_i^T Q^-1 x_j; conversely
 * a permutation that preserves these numbers is linear. So symmetries are the automorphisms of a complete graph with
 * coloured edges (Bremner, Dutour Sikiric, Pasechnik, Rehn, Schuermann 2014), found exactly by extending partial maps
 * of a basis of vertices.
 */
import { integerDeterminant } from '../../numeric/algebra/rational-linear-algebra.ts';
import type { ConvexBody } from '../body.ts';
import { doublePoint, type ExactPolytope } from '../exact/exact-polytope.ts';
import { independentRows, integerDot, lcm } from '../exact/integer-vector.ts';

/** Whether the linear symmetries of a body carry every extreme point to every other, with the reason and a witness. */
export interface SymmetryVerdict {
  /** Whether the linear symmetries act transitively on the extreme points. */
  readonly transitive: 'yes' | 'no' | 'unknown';
  readonly reason: string;
  /** For `no`: two extreme points that no symmetry maps to each other. */
  readonly witness?: readonly [readonly number[], readonly number[]];
  /**
   * For a polytope and `yes`: permutations of `vertices` that are linear symmetries, one taking vertex 0 to each other
   * vertex (symmetries[k][0] = k).
   */
  readonly symmetries?: readonly (readonly number[])[];
  readonly vertices?: readonly (readonly number[])[];
}

/** Partial maps tried at most. */
const MAX_TRIALS = 2_000_000;
/** Vertices of a polytope looked at at most. */
const MAX_VERTICES = 600;

/**
 * The verdict, with a witness.
 *
 * @example
 * isSufficientlySymmetric(lpBall(Infinity, 3)).transitive // => 'yes'
 */
export function isSufficientlySymmetric(body: ConvexBody): SymmetryVerdict {
  const { structure, dim } = body;
  if (dim === 1) return { transitive: 'yes', reason: 'a segment has two ends, exchanged by x -> -x' };
  switch (structure?.kind) {
    case 'lp':
      return lpVerdict(structure.p, dim);
    case 'box':
      return { transitive: 'yes', reason: 'the reflections in the coordinate planes act transitively on the corners' };
    case 'ellipsoid':
      return { transitive: 'yes', reason: 'the image of the orthogonal group acts transitively on the boundary' };
    case 'image':
    case 'scale':
      // Conjugation by the map carries symmetries over, and linear maps carry extreme points to extreme points.
      return transported(isSufficientlySymmetric(structure.of), structure);
    case 'vertices':
    case 'halfspaces':
    case 'zonotope':
    case 'polar':
    case 'sum':
    case 'sign-zonoid':
    case 'oracle':
    case undefined:
      break;
  }
  if (body.exact === undefined) {
    return { transitive: 'unknown', reason: `the extreme points of the ${body.name} cannot be listed exactly` };
  }
  return polytopeVerdict(body.exact());
}

function lpVerdict(p: number, dim: number): SymmetryVerdict {
  if (p === 2) return { transitive: 'yes', reason: 'the orthogonal group acts transitively on the sphere' };
  if (p === 1 || p === Infinity) {
    const what = p === 1 ? '+-e_i' : '{+-1}^d';
    return { transitive: 'yes', reason: `the signed permutations act transitively on ${what}` };
  }
  const corner = Array.from({ length: dim }, () => Math.pow(dim, -1 / p));
  return {
    transitive: 'no',
    reason:
      `the linear symmetries of the l_${p} ball are the signed permutations (Li and So 1994), but every boundary point is ` +
      'extreme: no symmetry takes e_1 to (1, ..., 1) d^(-1/p)',
    witness: [Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0)), corner],
  };
}

function transported(
  verdict: SymmetryVerdict,
  structure:
    | { readonly kind: 'image'; readonly matrix: readonly (readonly number[])[] }
    | { readonly kind: 'scale'; readonly factor: number },
): SymmetryVerdict {
  const map = (x: readonly number[]): number[] =>
    structure.kind === 'scale'
      ? x.map((c) => structure.factor * c)
      : structure.matrix.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0));
  return {
    transitive: verdict.transitive,
    reason: `${verdict.reason} (carried over by the linear map)`,
    ...(verdict.witness && { witness: [map(verdict.witness[0]), map(verdict.witness[1])] as const }),
    ...(verdict.symmetries && { symmetries: verdict.symmetries }),
    ...(verdict.vertices && { vertices: verdict.vertices.map(map) }),
  };
}

function polytopeVerdict(polytope: ExactPolytope): SymmetryVerdict {
  const count = polytope.vertices.length;
  if (count > MAX_VERTICES) return { transitive: 'unknown', reason: `${count} vertices are too many for the search` };
  const { colours, rows } = vertexColours(polytope);
  const points = polytope.vertices.map(doublePoint);
  const budget = { left: MAX_TRIALS };
  const symmetries: number[][] = [];
  // Starts with vertex 0: the earliest independent rows.
  const basis = independentRows(rows, polytope.dim);
  for (let target = 0; target < count; target++) {
    const found = target === 0 ? rows.map((_, i) => i) : extend(colours, count, basis, target, budget);
    if (found === 'budget') return { transitive: 'unknown', reason: 'the search for symmetries was cut short' };
    if (found === null) {
      return {
        transitive: 'no',
        reason: `no linear symmetry takes vertex (${points[0]!.join(', ')}) to vertex (${points[target]!.join(', ')})`,
        witness: [points[0]!, points[target]!],
      };
    }
    symmetries.push(found);
  }
  return {
    transitive: 'yes',
    reason: `linear symmetries take one vertex to each of the ${count}`,
    symmetries,
    vertices: points,
  };
}

/** The numbers x_i^T Q^-1 x_j, as small integers that are equal iff the numbers are. */
function vertexColours(polytope: ExactPolytope): { colours: Int32Array; rows: bigint[][] } {
  const { dim, vertices } = polytope;
  const common = vertices.reduce((d, v) => lcm(d, v.denominator), 1n);
  const rows = vertices.map((v) => v.coordinates.map((x) => x * (common / v.denominator)));
  const moment = Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => rows.reduce((sum, x) => sum + x[i]! * x[j]!, 0n)),
  );
  // The adjugate is det(Q) Q^-1: integer, and good enough to compare.
  const adjugate = Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => {
      const minor = moment.filter((_, r) => r !== j).map((row) => row.filter((_, c) => c !== i));
      return integerDeterminant(minor) * ((i + j) % 2 === 0 ? 1n : -1n);
    }),
  );
  const names = new Map<bigint, number>();
  const colours = new Int32Array(rows.length ** 2);
  const images = rows.map((x) => adjugate.map((row) => integerDot(row, x)));
  rows.forEach((x, i) => {
    for (let j = 0; j < rows.length; j++) {
      const value = integerDot(x, images[j]!);
      let name = names.get(value);
      if (name === undefined) {
        name = names.size;
        names.set(value, name);
      }
      colours[i * rows.length + j] = name;
    }
  });
  return { colours, rows };
}

/** A colour-preserving permutation with basis[0] -> target, or null; by backtracking over the images of the basis. */
function extend(
  colours: Int32Array,
  count: number,
  basis: readonly number[],
  target: number,
  budget: { left: number },
): number[] | null | 'budget' {
  const images: number[] = [];
  const matches = (index: number, image: number): boolean => {
    const source = basis[index]!;
    if (colours[source * count + source] !== colours[image * count + image]) return false;
    for (let k = 0; k < index; k++) {
      if (colours[source * count + basis[k]!] !== colours[image * count + images[k]!]) return false;
    }
    return true;
  };
  const search = (index: number): number[] | null | 'budget' => {
    if (index === basis.length) return completed(colours, count, basis, images);
    for (let image = 0; image < count; image++) {
      if (index === 0 && image !== target) continue;
      if (--budget.left < 0) return 'budget';
      if (!matches(index, image)) continue;
      images[index] = image;
      const found = search(index + 1);
      if (found !== null) return found;
    }
    return null;
  };
  return search(0);
}

/** The permutation a map of the basis determines, if it is one: a vertex goes to the one with the same colours. */
function completed(
  colours: Int32Array,
  count: number,
  basis: readonly number[],
  images: readonly number[],
): number[] | null {
  const signature = (vertex: number, against: readonly number[]): string =>
    against.map((other) => colours[vertex * count + other]!).join(',');
  const byImage = new Map<string, number>();
  for (let i = 0; i < count; i++) byImage.set(signature(i, images), i);
  const permutation: number[] = [];
  for (let i = 0; i < count; i++) {
    const image = byImage.get(signature(i, basis));
    if (image === undefined) return null;
    permutation.push(image);
  }
  return new Set(permutation).size === count ? permutation : null;
}
