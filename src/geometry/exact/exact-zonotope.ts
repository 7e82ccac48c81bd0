/**
 * Zonotopes sum [-g_i, g_i] over the rationals: volume, projections, facets and vertices, exactly.
 *
 * Volume 2^d sum_{|I| = d} |det G_I|; vol(Pi_v Z) = 2^{d-1} sum_{|I| = d-1} |det(G_I, v)| (MATH.md U4, W2). Facet
 * normals are the vectors orthogonal to d-1 independent generators; a vertex is sum s_i g_i for every region s of the
 * arrangement of the hyperplanes orthogonal to the generators, found by recursion over the flats of the generators.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { integerDeterminant } from '../../numeric/algebra/rational-linear-algebra.ts';
import { ratio, type Rational } from '../../numeric/algebra/rational.ts';
import { TooManyFaces } from './extreme-rays.ts';
import type { ExactPolytope, IntegerFacet, IntegerPoint } from './exact-polytope.ts';
import {
  absolute,
  clearDenominators,
  clearMatrix,
  crossProduct,
  independentRows,
  integerDot,
  primitive,
  vectorKey,
} from './integer-vector.ts';
import { smallDeterminant } from './small-determinant.ts';

/** |sum [-g_i, g_i]|, exactly; 0 when the generators do not span. */
export function exactZonotopeVolume(generators: readonly (readonly Rational[])[]): Rational {
  const { integers, denominator } = clearMatrix(generators);
  const dim = integers[0]?.length ?? 0;
  return ratio(2n ** BigInt(dim) * sumOfMinors(integers, dim), denominator ** BigInt(dim));
}

/** sum over d-subsets of |det|. */
function sumOfMinors(rows: readonly bigint[][], dim: number): bigint {
  let sum = 0n;
  const small = smallDeterminant(rows);
  if (small !== null) {
    // Every determinant is an integer below 2^53; flush the running sum before it could lose a unit.
    let running = 0;
    forEachSubset(rows.length, dim, (subset) => {
      running += Math.abs(small(subset));
      if (running > 2 ** 52) {
        sum += BigInt(running);
        running = 0;
      }
    });
    return sum + BigInt(running);
  }
  forEachSubset(rows.length, dim, (subset) => {
    sum += absolute(integerDeterminant(subset.map((i) => rows[i]!)));
  });
  return sum;
}

/** vol(Pi_v Z) = 2^{d-1} sum_{|I| = d-1} |det(G_I, v)|, exactly. */
export function exactZonotopeProjection(
  generators: readonly (readonly Rational[])[],
  v: readonly Rational[],
): Rational {
  const dim = v.length;
  const { integers, denominator } = clearMatrix(generators);
  const direction = clearDenominators(v);
  let sum = 0n;
  forEachSubset(integers.length, dim - 1, (subset) => {
    sum += absolute(integerDeterminant([...subset.map((i) => integers[i]!), direction.integers]));
  });
  return ratio(2n ** BigInt(dim - 1) * sum, denominator ** BigInt(dim - 1) * direction.denominator);
}

interface ZonotopeFacet extends IntegerFacet {
  /** Signs of <normal, g_i>: 1, -1, or 0 for the generators that span the facet. */
  readonly signs: readonly number[];
  /** Area of the facet divided by the length of its normal: area vector = areaFactor * normal. */
  readonly areaFactor: Rational;
}

/** Number of subsets beyond which facets are not enumerated. */
const MAX_SUBSETS = 60_000;

/**
 * Vertices, facets and incidences of the zonotope. Throws InvalidInput when the generators do not span, TooManyFaces
 * when there are too many to list (`maxVertices`).
 */
export function exactZonotope(generators: readonly (readonly Rational[])[], maxVertices = 10_000): ExactPolytope {
  const { integers, denominator } = clearMatrix(generators);
  const dim = integers[0]?.length ?? 0;
  if (independentRows(integers, dim).length < dim) {
    throw new InvalidInput('The zonotope is flat: its generators do not span the space.', { code: 'body' });
  }
  const merged = mergeParallel(integers);
  const facets = zonotopeFacets(merged, dim);
  const regions = new Regions(facets, merged.length, maxVertices).all();
  const vertices = regions.map((signs): IntegerPoint => {
    const sum = Array.from({ length: dim }, () => 0n);
    merged.forEach((g, i) => g.forEach((x, j) => (sum[j] = sum[j]! + (signs[i]! > 0 ? x : -x))));
    const [d, ...coordinates] = primitive([denominator, ...sum]);
    return { coordinates, denominator: d! };
  });
  // A vertex lies on a facet iff its signs agree with the facet's off the facet's own generators.
  const incidence = facets.map(({ signs }) =>
    regions.flatMap((region, k) => (signs.every((sign, i) => sign === 0 || sign === region[i]) ? [k] : [])),
  );
  const scaleFacet = ({ normal, offset }: IntegerFacet): IntegerFacet => {
    const row = primitive([offset, ...normal.map((x) => x * denominator)]);
    return { normal: row.slice(1), offset: row[0]! };
  };
  return {
    dim,
    vertices,
    facets: facets.map(scaleFacet),
    incidence,
    // The cone over a facet has volume <x, area vector>/d for any x on it: offset * areaFactor / d, over denominator^d.
    coneVolumes: () =>
      facets.map(({ offset, areaFactor }) => areaFactor.mul(ratio(offset, BigInt(dim) * denominator ** BigInt(dim)))),
  };
}

/** Adds up parallel generators (with the sign that makes their sum longest). */
function mergeParallel(generators: readonly bigint[][]): bigint[][] {
  const merged = new Map<string, bigint[]>();
  for (const g of generators) {
    if (g.every((x) => x === 0n)) continue;
    const direction = primitive(g);
    const first = direction.find((x) => x !== 0n)!;
    const key = vectorKey(first < 0n ? direction.map((x) => -x) : direction);
    const positive = first < 0n ? g.map((x) => -x) : g;
    const known = merged.get(key);
    merged.set(key, known === undefined ? [...positive] : known.map((x, j) => x + positive[j]!));
  }
  return [...merged.values()];
}

function zonotopeFacets(generators: readonly bigint[][], dim: number): ZonotopeFacet[] {
  const found = new Map<string, { normal: bigint[]; minors: bigint }>();
  if (countSubsets(generators.length, dim - 1) > MAX_SUBSETS) {
    throw new TooManyFaces(`A zonotope of ${generators.length} generators in R^${dim} has too many facets to list.`, {
      code: 'too-large',
    });
  }
  forEachSubset(generators.length, dim - 1, (subset) => {
    const cross = crossProduct(
      subset.map((i) => generators[i]!),
      dim,
    );
    const first = cross.find((x) => x !== 0n);
    if (first === undefined) return;
    const upward = first < 0n ? cross.map((x) => -x) : cross;
    const normal = primitive(upward);
    const pivot = normal.findIndex((x) => x !== 0n);
    const multiple = upward[pivot]! / normal[pivot]!;
    const key = vectorKey(normal);
    const known = found.get(key);
    if (known === undefined) found.set(key, { normal, minors: multiple });
    else known.minors += multiple;
  });
  return [...found.values()].flatMap(({ normal, minors }) => {
    const products = generators.map((g) => integerDot(normal, g));
    const signs = products.map((x) => (x > 0n ? 1 : x < 0n ? -1 : 0));
    const offset = products.reduce((sum, x) => sum + absolute(x), 0n);
    const areaFactor = ratio(2n ** BigInt(dim - 1) * minors);
    return [
      { normal, offset, signs, areaFactor },
      { normal: normal.map((x) => -x), offset, signs: signs.map((s) => (s === 0 ? 0 : -s)), areaFactor },
    ];
  });
}

/** Sign vectors of the regions of the arrangement {x : <x, g_i> = 0}. */
class Regions {
  private readonly facets: readonly { readonly signs: readonly number[] }[];
  private readonly count: number;
  private readonly limit: number;
  private readonly cache = new Map<string, number[][]>();

  constructor(facets: readonly { readonly signs: readonly number[] }[], count: number, limit: number) {
    this.facets = facets;
    this.count = count;
    this.limit = limit;
  }

  all(): number[][] {
    const everything = Array.from({ length: this.count }, (_, i) => i);
    return this.ofFlat(everything);
  }

  /** Regions of the sub-arrangement of a flat's generators, as full-length vectors that are 0 off the flat. */
  private ofFlat(flat: readonly number[]): number[][] {
    const key = flat.join(',');
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const regions = new Map<string, number[]>();
    if (flat.length === 0) regions.set('', new Array<number>(this.count).fill(0));
    else {
      for (const { flat: sub, signs } of this.hyperplanes(flat)) {
        for (const region of this.ofFlat(sub)) {
          for (const side of [1, -1]) {
            const whole = [...region];
            for (const i of flat) if (whole[i] === 0) whole[i] = side * signs[i]!;
            regions.set(whole.join(''), whole);
          }
        }
        if (regions.size > this.limit) {
          throw new TooManyFaces(`The zonotope has more than ${this.limit} vertices; they are not listed.`, {
            code: 'too-large',
          });
        }
      }
    }
    const result = [...regions.values()];
    this.cache.set(key, result);
    return result;
  }

  /**
   * The maximal proper sub-flats of a flat, each with the signs of a normal on the rest of the flat. The normal is
   * unique up to its sign, so any facet that meets the flat in the sub-flat supplies it.
   */
  private hyperplanes(flat: readonly number[]): { flat: number[]; signs: readonly number[] }[] {
    const candidates = new Map<string, { flat: number[]; signs: readonly number[] }>();
    // Facets come in opposite pairs, one after the other.
    for (let f = 0; f < this.facets.length; f += 2) {
      const { signs } = this.facets[f]!;
      const sub = flat.filter((i) => signs[i] === 0);
      if (sub.length === flat.length || (sub.length === 0 && candidates.size > 0)) continue;
      const key = sub.join(',');
      if (!candidates.has(key)) candidates.set(key, { flat: sub, signs });
    }
    const sorted = [...candidates.values()].sort((a, b) => b.flat.length - a.flat.length);
    const maximal: Set<number>[] = [];
    return sorted.filter((candidate) => {
      const dominated = maximal.some(
        (set) => set.size > candidate.flat.length && candidate.flat.every((i) => set.has(i)),
      );
      if (!dominated) maximal.push(new Set(candidate.flat));
      return !dominated;
    });
  }
}

/** C(n, k) as a double. */
export function countSubsets(n: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product = (product * (n - i)) / (i + 1);
  return Math.max(0, Math.round(product));
}

/** Calls visit with every k-subset of {0..n-1}, ascending; the array is reused. */
export function forEachSubset(n: number, k: number, visit: (subset: number[]) => void): void {
  if (k > n) return;
  const subset = Array.from({ length: k }, (_, i) => i);
  for (;;) {
    visit(subset);
    let i = k - 1;
    while (i >= 0 && subset[i] === n - k + i) i--;
    if (i < 0) return;
    subset[i] = subset[i]! + 1;
    for (let j = i + 1; j < k; j++) subset[j] = subset[j - 1]! + 1;
  }
}
