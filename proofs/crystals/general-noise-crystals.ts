/**
 * W4 against other adversaries than l1: noises whose level sets are linear images of the crystal, nested and of the
 * volumes of its multiples. Images under integer matrices of determinant 1 have rational projections, and the multiples
 * of the crystal are there to compare with.
 */
import type { EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import {
  axes,
  crystalGenerators,
  diagonals,
  largest,
  multiple,
  rationalVector,
  show,
  zonotopeProjection,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';

/** One level: the sheared crystal at a scale, and its share of the density. */
interface Level {
  readonly shear: readonly [from: number, to: number, by: number];
  readonly scale: number;
  readonly weight: number;
}

/** Adversaries on whose extreme points a group of symmetries is transitive; without l1. */
const ADVERSARIES: readonly { readonly name: string; readonly points: readonly RationalVector[] }[] = [
  { name: 'linf, d = 2', points: diagonals(2) },
  { name: 'linf, d = 3', points: diagonals(3) },
  { name: 'a hexagon', points: [rationalVector([1, 0]), rationalVector([0, 1]), rationalVector([1, 1])] },
];

/** x_to += by x_from. */
const sheared = ([from, to, by]: Level['shear'], v: RationalVector): RationalVector =>
  v.map((x, i) => (i === to ? x.add(v[from]!.mul(by)) : x));

/** The integral of vol(Pi_v U_t) over t, up to the total mass, which a shear does not change. */
const slope = (levels: readonly Level[], points: readonly RationalVector[]): Rational =>
  largest(
    points.map((v) =>
      levels.reduce((sum, { shear, scale, weight }) => {
        const generators = crystalGenerators(points).map((g) => multiple(ratio(scale), sheared(shear, g)));
        return sum.add(zonotopeProjection(generators, v).mul(weight));
      }, ZERO),
    ),
  );

/** Scales rise sixteenfold, so that the levels are nested whatever the shears. */
function drawnLevels(random: RandomStream, dim: number): Level[] {
  return Array.from({ length: 2 + random.integer(2) }, (_, i) => {
    const from = random.integer(dim);
    const to = (from + 1 + random.integer(dim - 1)) % dim;
    return { shear: [from, to, random.integer(5) - 2], scale: 16 ** i, weight: 1 + random.integer(5) * 16 };
  });
}

const straight = (levels: readonly Level[]): Level[] =>
  levels.map(({ shear: [from, to], ...level }) => ({ ...level, shear: [from, to, 0] }));

export function* crystalsAreLeast({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 18 : 300); i++) {
    const { name, points } = ADVERSARIES[i % ADVERSARIES.length]!;
    const levels = drawnLevels(randomStream(seed, i), points[0]!.length);
    yield {
      label: `${name}, shears ${levels.map(({ shear }) => shear.join(' ')).join(', ')}`,
      left: slope(levels, points),
      relation: '>=',
      right: slope(straight(levels), points),
    };
  }
}

/**
 * Squares against linf in the plane, beside multiples of its crystal that are larger: [-s, s]^2 has 4 s^2, the crystal
 * 3 s/2 times as large 9 s^2/2.
 */
export function* squaresAgainstLinf(): Generator<ExactInstance> {
  const points = diagonals(2);
  const crystal = crystalGenerators(points);
  const square = crystalGenerators(axes(2));
  const projection = (generators: readonly RationalVector[]): Rational =>
    largest(points.map((v) => zonotopeProjection(generators, v)));
  const sum = (of: (scale: number) => Rational): Rational => [1, 16].reduce((all, s) => all.add(of(s)), ZERO);
  yield {
    label: `levels of ${show(points[0]!)} and its like`,
    left: sum((s) => projection(square.map((g) => multiple(ratio(2 * s), g)))),
    relation: '<=',
    right: sum((s) => projection(crystal.map((g) => multiple(ratio(3 * s, 2), g)))),
  };
}
