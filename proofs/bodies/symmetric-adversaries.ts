/**
 * Whether the symmetries of an adversary are transitive on its extreme points, whether its crystal is the best shape,
 * and the largest crystal: against all linear maps tried one by one in fractions, and against other weights.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { doublePoint, symmetricHull, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { crystalOptimality } from '../../src/geometry/functionals/crystal-optimality.ts';
import { extremePairs, extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { maximalCrystal } from '../../src/geometry/functionals/maximal-crystal.ts';
import { isSufficientlySymmetric } from '../../src/geometry/functionals/symmetry.ts';
import { determinant, inverse, multiply } from '../../src/numeric/algebra/linear-algebra.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';
import { subsets } from '../vocabulary/rational-bodies.ts';
import { drawnMatrix, inner, norm } from './drawn-bodies.ts';

type Points = readonly (readonly number[])[];

/** All ordered choices of so many. */
const arrangements = <T>(all: readonly T[], size: number): T[][] =>
  size === 0 ? [[]] : all.flatMap((x, i) => arrangements([...all.slice(0, i), ...all.slice(i + 1)], size - 1).map((rest) => [x, ...rest])); // prettier-ignore

/** Whether linear maps that permute the points take the first to each: every map of a basis of points is tried. */
function isTransitive(points: Points): boolean {
  const dim = points[0]!.length;
  const size = Math.max(...points.flat().map(Math.abs));
  const basis = subsets([...points.slice(1)], dim - 1)
    .map((rest) => [points[0]!, ...rest])
    .find((rows) => Math.abs(determinant(rows)) > 1e-6 * size ** dim)!;
  const back = inverse(basis.map((row) => [...row]))!;
  const same = (x: readonly number[], y: readonly number[]): boolean => x.every((c, i) => Math.abs(c - y[i]!) < 1e-9 * size); // prettier-ignore
  const reached = new Set<readonly number[]>();
  for (const images of arrangements(points, dim)) {
    if (reached.has(images[0]!) || Math.abs(determinant(images)) < 1e-6 * size ** dim) continue;
    // Rows: x basis^-1 images.
    const map = multiply(
      back,
      images.map((row) => [...row]),
    );
    const moved = points.map((x) => map[0]!.map((_, j) => x.reduce((sum, c, i) => sum + c * map[i]![j]!, 0)));
    if (moved.every((x) => points.some((y) => same(x, y)))) reached.add(images[0]!);
  }
  return reached.size === points.length;
}

/** Orbits of signed permutations or of rotations, sheared; nearly so; and polytopes of no symmetry. */
function drawnPoints(random: RandomStream): Rational[][] {
  const dim = 2 + random.integer(2);
  const entries = Array.from({ length: dim }, () => random.integer(4));
  const orbit = [entries, ...(random.sign() > 0 ? [entries.map((_, i) => entries[(i + 1) % dim]!)] : [])].flatMap((x) =>
    Array.from({ length: 2 ** dim }, (_, k) => x.map((c, i) => ((k >> i) & 1 ? -c : c))),
  );
  const few = Array.from({ length: dim + random.integer(2) }, () =>
    Array.from({ length: dim }, () => random.integer(9) - 4),
  );
  const points = [orbit, orbit, [...orbit, few[0]!], few][random.integer(4)]!;
  // In quarters, so that vertices have several denominators.
  const matrix = drawnMatrix(random, dim).map((row) => row.map((c) => 4 * c));
  const turned = random.sign() > 0 ? points : points.map((x) => matrix.map((row) => inner(row, x)));
  const unit = turned === points ? 1 : 4;
  // One pair longer by a thousandth or more, which no symmetry survives but by chance.
  const off = random.integer(3) === 0 ? random.integer(turned.length) : -1;
  const longer = [1001, 1030][random.integer(2)]!;
  return turned.map((x, i) => x.map((c) => (i === off ? ratio(longer * c, 1000 * unit) : ratio(c, unit))));
}

function hullOf(points: Rational[][]): ExactPolytope | null {
  try {
    return symmetricHull(points);
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

const shown = (points: Points): string => points.map((x) => `(${x.map((c) => c.toPrecision(4)).join(', ')})`).join(' ');

function symmetries(random: RandomStream): NumericInstance[] {
  const polytope = hullOf(drawnPoints(random));
  if (polytope === null || polytope.vertices.length > 16) return [isTrue('too flat or too many', true)];
  const points = polytope.vertices.map(doublePoint);
  const truth = isTransitive(points);
  const [plain, matrix] = [vPolytope(points), drawnMatrix(random, points[0]!.length)];
  const body = [plain, scaled(plain, 0.7), linearImage(matrix, plain)][random.integer(3)]!;
  const found = isSufficientlySymmetric(body);
  const optimal = crystalOptimality(body);
  const name = `${body.name}, of ${shown(points)}`;
  // Other weights, each pair's moved a little: better ones show that equal ones are not the best.
  const { gain, moved } = gainOfOthers(extremePairs(body)!);
  return [
    isTrue(`${name}: transitive or not`, found.transitive === (truth ? 'yes' : 'no')),
    isTrue(`${name}: two points that differ`, truth || (found.witness?.length ?? 0) === 2),
    ...(found.symmetries ?? []).map((permutation, k) =>
      isTrue(`${name}: symmetry ${k}`, permutation[0] === k && isLinear(found.vertices!, permutation)),
    ),
    isTrue(`${name}: a transitive group makes the crystal the best`, !truth || optimal === true),
    isTrue(`${name}: called the best only with one`, truth || optimal !== true),
    isTrue(`${name}: not the best only where weights are better`, optimal !== false || gain > 1e-12 || moved > 1e-9),
    isTrue(`${name}: not the best where weights are better`, gain < 2e-7 || optimal === false),
  ];
}

/** Whether a permutation of points is a linear map of them. */
function isLinear(points: Points, permutation: readonly number[]): boolean {
  const dim = points[0]!.length;
  const size = Math.max(...points.flat().map(Math.abs));
  const indices = subsets([...points.keys()], dim).find((rows) => Math.abs(determinant(rows.map((i) => points[i]!))) > 1e-6 * size ** dim)!; // prettier-ignore
  const map = multiply(
    inverse(indices.map((i) => [...points[i]!]))!,
    indices.map((i) => [...points[permutation[i]!]!]),
  );
  return points.every(
    (x, k) =>
    points[permutation[k]!]!.every((c, j) => Math.abs(c - x.reduce((sum, a, i) => sum + a * map[i]![j]!, 0)) < 1e-7 * size), // prettier-ignore
  );
}

/** |W_mu| over 2^d: sum over choices of d of |det| times the weights. */
function crystalVolume(pairs: Points, weights: readonly number[]): number {
  const dim = pairs[0]!.length;
  return subsets([...pairs.keys()], dim).reduce(
    (sum, of) => sum + of.reduce((product, i) => product * weights[i]!, Math.abs(determinant(of.map((i) => pairs[i]!)))), // prettier-ignore
    0,
  );
}

/** The relative slope of |W|^{1/d} at equal weights along the best change, and the gain of a small step. */
function gainOfOthers(pairs: Points): { gain: number; moved: number } {
  const [m, dim] = [pairs.length, pairs[0]!.length];
  const equal = new Array<number>(m).fill(1 / m);
  const volume = crystalVolume(pairs, equal);
  let gain = 0;
  for (let i = 0; i < m; i++) {
    for (const step of [0.02, -0.02]) {
      const weights = equal.map((w, k) => (k === i ? w + step / m : w - step / m / (m - 1)));
      gain = Math.max(gain, (crystalVolume(pairs, weights) / volume) ** (1 / dim) - 1);
    }
  }
  const shadows = pairs.map((_, i) => crystalVolume(pairs, equal.map((w, k) => (k === i ? w * 1.001 : w))) / volume - 1); // prettier-ignore
  return { gain, moved: Math.max(...shadows) - Math.min(...shadows) };
}

/** The volume at the weights found, no weights beyond the upper end, and the gain over equal ones. */
function largestCrystals(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(3);
  const pairs = Array.from({ length: dim + random.integer(4) }, () =>
    Array.from({ length: dim }, () => random.integer(9) - 4),
  );
  if (!(crystalVolume(pairs, pairs.map(() => 1)) > 0)) return [isTrue('flat', true)]; // prettier-ignore
  const { logVolume, weights, gain } = maximalCrystal(pairs)!;
  const m = pairs.length;
  const at = (mu: readonly number[]): number => Math.log(crystalVolume(pairs, mu)) + dim * Math.LN2;
  const name = `crystals of ${shown(pairs)}`;
  const drawn = Array.from({ length: 30 }, (_, k) => {
    const raw = weights.map((w) => (k < 15 ? random.exponential() : w * Math.exp(0.1 * random.normal())));
    const total = raw.reduce((sum, w) => sum + w, 0);
    return raw.map((w) => w / total);
  });
  const equal = at(new Array<number>(m).fill(1 / m));
  // (d/d mu_i) log |W| is d at most at the largest, by the theorem of the claim.
  const slopes = weights.map((w, i) => {
    const more = weights.map((other, k) => (k === i ? other + 1 : other));
    return (Math.exp(at(more)) - Math.exp(at(weights))) / Math.exp(at(weights)) + 0 * w;
  });
  return [
    agrees(`${name}: weights add up`, weights.reduce((sum, w) => sum + w, 0), 1, 1e-9), // prettier-ignore
    atMost(`${name}: the volume at the weights`, logVolume.lower, at(weights), 1e-9),
    atMost(`${name}: below the upper end`, at(weights), logVolume.upper, 1e-9),
    atMost(`${name}: narrow`, logVolume.upper - logVolume.lower, 1e-6),
    atMost(`${name}: slopes`, Math.max(...slopes), dim * (1 + 1e-5)),
    agrees(`${name}: gain`, 1 + gain, Math.exp((at(weights) - equal) / dim), 1e-9),
    ...drawn.map((mu) => atMost(`${name}: no weights are better`, at(mu), logVolume.upper, 1e-9)),
  ];
}

/** Points of the sphere, some inside the hull of others: by a thousandth, or in the middle of two. */
function extremes(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(6);
  const outer = Array.from({ length: dim + 1 + random.integer(2 * dim) }, () => {
    const x = Array.from({ length: dim }, () => random.normal());
    return x.map((c) => c / norm(x, 2));
  });
  if (Math.abs(determinant(outer.slice(0, dim))) < 1e-3) return [isTrue('flat', true)];
  const inside = Array.from({ length: random.integer(4) }, () => {
    const chosen = outer.slice(0, 2 + random.integer(dim - 1)).map((x) => [random.exponential(), x] as const);
    const total = chosen.reduce((sum, [w]) => sum + w, 0);
    const factor = random.sign() > 0 ? 0.999 : 0.5;
    return outer[0]!.map((_, j) => (factor * chosen.reduce((sum, [w, x]) => sum + w * x[j]!, 0)) / total);
  });
  const all = [...outer, ...inside].flatMap((x) => [x, x.map((c) => -c)]);
  const body = vPolytope(all);
  const found = extremePoints(body)!;
  const name = `${outer.length} pairs of a sphere of R^${dim} and ${inside.length} inside`;
  const near = (x: readonly number[], points: Points): boolean => points.some((y) => norm(x.map((c, i) => c - y[i]!), 2) < 1e-9); // prettier-ignore
  return [
    isTrue(`${name}: as many`, found.length === 2 * outer.length && extremePairs(body)!.length === outer.length),
    isTrue(`${name}: each`, outer.every((x) => near(x, found) && near(x.map((c) => -c), found))), // prettier-ignore
    isTrue(`${name}: of each pair one`, extremePairs(body)!.every((x) => !near(x.map((c) => -c), extremePairs(body)!))), // prettier-ignore
  ];
}

/** Of the claim about the largest crystal. */
export const symmetricPart: ImplementationPart = {
  id: 'library-symmetries',
  about: 'implementation',
  implements: ['plane', 'space'],
  statement:
    'Whether symmetries are transitive on the extreme points, and the crystal the best shape, is what all linear maps tried one by one and other weights say, for orbits, nearly symmetric and drawn polytopes; the largest crystal has the volume that its weights give, none are better; extreme points are those of a sphere.',
  evidence: [
    numerically('orbits, sheared, one pair off by a thousandth, and drawn points; yes and no', atFull((context: EvidenceContext) => draws(context, { quick: 1, full: 200 }, symmetries).flat())), // prettier-ignore
    numerically('drawn pairs of points; 1e-9, and 1e-5 of slopes', atFull((context: EvidenceContext) => draws(context, { quick: 1, full: 40 }, largestCrystals).flat())), // prettier-ignore
    numerically('points of spheres and inside; yes and no', atFull((context: EvidenceContext) => draws(context, { quick: 1, full: 40 }, extremes).flat())), // prettier-ignore
  ],
};
