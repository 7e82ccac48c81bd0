/**
 * Exact volume, facet area vectors, projections and covariogram of a rational polytope (MATH.md U2, U4).
 *
 * The body is cut into simplices with apex at the origin, over triangulations of the facets (pulling each face from its
 * first vertex: Cohen and Hickey 1979). The simplices over facet F have total volume c_F, and its area vector (outer
 * normal times area) is d c_F n_F / b_F. So the volume is sum c_F and vol(Pi_v K) = 1/2 sum |<area vector, v>|.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { integerDeterminant } from '../../numeric/algebra/rational-linear-algebra.ts';
import { ZERO, ratio, toDouble, type Rational } from '../../numeric/algebra/rational.ts';
import { isSymmetric, polytopeFromHalfspaces, type ExactPolytope } from './exact-polytope.ts';
import { absolute, clearDenominators, integerDot } from './integer-vector.ts';

const coneVolumeCache = new WeakMap<ExactPolytope, readonly Rational[]>();

/** For every facet, the volume of the cone over it with apex at the origin; the origin must be inside. */
function coneVolumes(polytope: ExactPolytope): readonly Rational[] {
  const cached = coneVolumeCache.get(polytope);
  if (cached !== undefined) return cached;
  if (polytope.coneVolumes !== undefined) {
    const volumes = polytope.coneVolumes();
    coneVolumeCache.set(polytope, volumes);
    return volumes;
  }
  if (polytope.facets.some(({ offset }) => offset <= 0n)) {
    throw new InvalidInput('The origin must be inside the polytope.', { code: 'body' });
  }
  const simplices = facetTriangulations(polytope);
  let factorial = 1n;
  for (let i = 2n; i <= BigInt(polytope.dim); i++) factorial *= i;
  const volumes = simplices.map((facet) =>
    facet.reduce((sum, simplex) => {
      const determinant = integerDeterminant(simplex.map((i) => polytope.vertices[i]!.coordinates));
      const denominator = simplex.reduce((product, i) => product * polytope.vertices[i]!.denominator, factorial);
      return sum.add(ratio(absolute(determinant), denominator));
    }, ZERO),
  );
  coneVolumeCache.set(polytope, volumes);
  return volumes;
}

/** Relative error of volumeToDouble, for any number of simplices the exact layer can list. */
export const VOLUME_ERROR = 1e-14;

/** Volumes in units of 2^exponent: a body of size 1e-200 has none in doubles. */
interface ScaledVolumes {
  readonly volumes: Float64Array;
  readonly exponent: number;
}

const doubleCache = new WeakMap<ExactPolytope, ScaledVolumes>();

/**
 * The cone volumes as doubles of relative error below VOLUME_ERROR, in units of 2^exponent (0 but for tiny and huge
 * bodies): every simplex exactly, sums of positive terms in doubles. Far faster than exact sums when the vertices have
 * many different denominators.
 */
function scaledConeVolumes(polytope: ExactPolytope): ScaledVolumes {
  const cached = doubleCache.get(polytope);
  if (cached !== undefined) return cached;
  let factorial = 1;
  for (let i = 2; i <= polytope.dim; i++) factorial *= i;
  const known = polytope.coneVolumes !== undefined || coneVolumeCache.has(polytope) ? coneVolumes(polytope) : null;
  const facets =
    known?.map((volume) => [{ n: volume.n, d: volume.d }]) ??
    facetTriangulations(polytope).map((facet) =>
      facet.map((simplex) => ({
        n: absolute(integerDeterminant(simplex.map((i) => polytope.vertices[i]!.coordinates))),
        d: simplex.reduce((product, i) => product * polytope.vertices[i]!.denominator, 1n),
      })),
    );
  const sizes = facets.flat().map(({ n, d }) => 4 * (n.toString(16).length - d.toString(16).length));
  const largest = sizes.reduce((most, size) => Math.max(most, size), -Infinity);
  const exponent = Math.abs(largest) < 900 ? 0 : largest;
  const volumes =
    known !== null && exponent === 0
      ? Float64Array.from(known, toDouble)
      : Float64Array.from(
          facets,
          (terms) =>
            compensatedSum(terms.map(({ n, d }) => quotient(n, d, exponent))) / (known === null ? factorial : 1),
        );
  const scaled = { volumes, exponent };
  doubleCache.set(polytope, scaled);
  return scaled;
}

/**
 * The cone volumes up to one common factor, which is 1 but for tiny and huge bodies; relative error below VOLUME_ERROR.
 */
export function coneVolumesToDouble(polytope: ExactPolytope): Float64Array {
  return scaledConeVolumes(polytope).volumes;
}

/** |K| as a double of relative error below VOLUME_ERROR; 0 or Infinity beyond the range of doubles. */
export function volumeToDouble(polytope: ExactPolytope): number {
  const { volumes, exponent } = scaledConeVolumes(polytope);
  return compensatedSum(volumes) * 2 ** exponent;
}

/** log |K|, of absolute error below 2 VOLUME_ERROR + 1e-15 |log |K||, for bodies of any size. */
export function logVolumeToDouble(polytope: ExactPolytope): number {
  const { volumes, exponent } = scaledConeVolumes(polytope);
  return Math.log(compensatedSum(volumes)) + exponent * Math.LN2;
}

/** log x of a positive rational beyond the range of doubles as well. */
export function logRational(x: Rational): number {
  const exponent = 4 * (x.n.toString(16).length - x.d.toString(16).length);
  return Math.abs(exponent) < 900
    ? Math.log(toDouble(x))
    : Math.log(quotient(x.n, x.d, exponent)) + exponent * Math.LN2;
}

/** Neumaier's sum of nonnegative terms. */
function compensatedSum(terms: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    const next = sum + term;
    lost += sum >= term ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** For every facet, outer normal times area over |K|, in doubles of relative error below 4 VOLUME_ERROR. */
export function normalizedAreaVectors(polytope: ExactPolytope): number[][] {
  const { volumes } = scaledConeVolumes(polytope);
  const total = compensatedSum(volumes);
  return polytope.facets.map(({ normal, offset }, i) => {
    const scale = (polytope.dim * volumes[i]!) / total;
    return normal.map((x) => scale * (x < 0n ? -quotient(-x, offset) : quotient(x, offset)));
  });
}

/** n/d in units of 2^exponent for n >= 0, d > 0, relative error below 2^-60 + 2^-51, without reducing the fraction. */
function quotient(n: bigint, d: bigint, exponent = 0): number {
  if (n === 0n) return 0;
  const shift = n.toString(16).length - d.toString(16).length;
  // About 80 bits of quotient.
  const bits = 4 * (shift - 20);
  const scaled = bits < 0 ? (n << BigInt(-bits)) / d : n / (d << BigInt(bits));
  return Number(scaled) * 2 ** (bits - exponent);
}

/** o(v) as a double of relative error below 3 VOLUME_ERROR; 0 exactly when K and K + v do not overlap. */
export function overlapToDouble(polytope: ExactPolytope, v: readonly Rational[]): number {
  const intersection = exactIntersection(polytope, v);
  return intersection === null ? 0 : volumeToDouble(intersection) / volumeToDouble(polytope);
}

/** |K|, exactly. */
export function exactVolume(polytope: ExactPolytope): Rational {
  return coneVolumes(polytope).reduce((sum, volume) => sum.add(volume), ZERO);
}

/** For every facet, its outer normal times its area. */
export function facetAreaVectors(polytope: ExactPolytope): Rational[][] {
  const volumes = coneVolumes(polytope);
  return polytope.facets.map(({ normal, offset }, i) => {
    const scale = volumes[i]!.mul(BigInt(polytope.dim)).div(offset);
    return normal.map((x) => scale.mul(x));
  });
}

/** vol(Pi_v K) = |v|_2 vol_{d-1}(projection along v), exactly (Cauchy's formula). */
export function exactProjection(polytope: ExactPolytope, v: readonly Rational[]): Rational {
  const volumes = coneVolumes(polytope);
  const { integers, denominator } = clearDenominators(v);
  const sum = polytope.facets.reduce(
    (total, { normal, offset }, i) => total.add(volumes[i]!.mul(ratio(absolute(integerDot(normal, integers)), offset))),
    ZERO,
  );
  return sum.mul(ratio(BigInt(polytope.dim), 2n * denominator));
}

/**
 * K n (K + v) moved by -v/2, for symmetric K: {|<n, y>| <= b - |<n, v>|/2 for every facet}. Null when it is empty or
 * flat.
 */
function exactIntersection(polytope: ExactPolytope, v: readonly Rational[]): ExactPolytope | null {
  requireSymmetric(polytope);
  const { integers, denominator } = clearDenominators(v);
  const halfspaces = polytope.facets.map(({ normal, offset }) => ({
    normal: normal.map((x) => x * 2n * denominator),
    offset: 2n * denominator * offset - absolute(integerDot(normal, integers)),
  }));
  return halfspaces.some(({ offset }) => offset <= 0n) ? null : polytopeFromHalfspaces(halfspaces, polytope.dim);
}

/** o(v) = |K n (K + v)| / |K| for symmetric K, exactly. */
export function exactOverlap(polytope: ExactPolytope, v: readonly Rational[]): Rational {
  const intersection = exactIntersection(polytope, v);
  return intersection === null ? ZERO : exactVolume(intersection).div(exactVolume(polytope));
}

const symmetric = new WeakSet<ExactPolytope>();

function requireSymmetric(polytope: ExactPolytope): void {
  if (symmetric.has(polytope)) return;
  if (!isSymmetric(polytope))
    throw new InvalidInput('The polytope must be symmetric about the origin.', { code: 'body' });
  symmetric.add(polytope);
}

/** For every facet, simplices (lists of d vertex indices) that tile it. */
export function facetTriangulations(polytope: ExactPolytope): number[][][] {
  const facets = polytope.incidence.map((vertices) => new Set(vertices));
  const cache = new Map<string, number[][]>();
  const triangulate = (face: readonly number[], dim: number): number[][] => {
    if (face.length === dim + 1) return [[...face]];
    const key = face.join(',');
    const known = cache.get(key);
    if (known !== undefined) return known;
    const apex = face[0]!;
    const simplices = subfaces(face, facets)
      .filter((sub) => !sub.includes(apex))
      .flatMap((sub) => triangulate(sub, dim - 1).map((simplex) => [apex, ...simplex]));
    cache.set(key, simplices);
    return simplices;
  };
  return polytope.incidence.map((vertices) => triangulate(vertices, polytope.dim - 1));
}

/** The facets of a face: the maximal proper intersections with the polytope's facets. */
function subfaces(face: readonly number[], facets: readonly ReadonlySet<number>[]): number[][] {
  const candidates = new Map<string, number[]>();
  for (const facet of facets) {
    const common = face.filter((vertex) => facet.has(vertex));
    if (common.length > 0 && common.length < face.length) candidates.set(common.join(','), common);
  }
  const sorted = [...candidates.values()].sort((a, b) => b.length - a.length);
  const maximal: { list: number[]; set: Set<number> }[] = [];
  for (const list of sorted) {
    if (!maximal.some(({ set }) => list.every((vertex) => set.has(vertex)))) maximal.push({ list, set: new Set(list) });
  }
  return maximal.map(({ list }) => list);
}
