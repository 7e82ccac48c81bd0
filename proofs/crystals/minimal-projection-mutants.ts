/** W3 with a hypothesis dropped, a constant changed or the crystal replaced. Each has an explicit witness. */
import { exactly, numerically } from '../../src/checker/index.ts';
import type { Evidence, ExactInstance, Mutant } from '../../src/checker/claim.ts';
import { exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { symmetricSlabs, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { exactCrossPolytope, exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { perimeterForm, shadowAlongAxis } from './minimal-projection-polycubes.ts';
import {
  crystalGenerators,
  axes,
  diagonals,
  largest,
  mean,
  multiple,
  rationalVector,
  zonotopeProjection,
  zonotopeVolume,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';

function exact(detail: string, ...instances: ExactInstance[]): Evidence {
  return exactly(detail, () => instances);
}

/** (sup_v vol(Pi_v S))^2 / |S| in the plane: free of scale. */
function planarSup(S: ExactPolytope, V: readonly RationalVector[]): Rational {
  const sup = largest(V.map((v) => exactProjection(S, v)));
  return sup.mul(sup).div(exactVolume(S));
}

/** hull{+-e_1, +-e_2, +-(3/5, 3/5)}: no symmetry carries the third pair of vertices to the others. */
const LOPSIDED = [...axes(2), rationalVector([3, 3], 5)];
/** {|x| <= 1, |y| <= 1, |x - y| <= 5/3}, of volume 35/9, whose three projections are all 2. */
const competitor = (): ExactPolytope =>
  symmetricSlabs([...axes(2), rationalVector([1, -1])], [ratio(1), ratio(1), ratio(5, 3)])!;

/** E|<u, Y>| for Y = point of the unit circle of l_p at a uniform angle. */
function meanSupport(p: number, u: readonly [number, number]): number {
  const integrand = (angle: number): number => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return Math.abs(u[0] * x + u[1] * y) / (Math.abs(x) ** p + Math.abs(y) ** p) ** (1 / p);
  };
  const breakpoints = [0.25, 0.5, 0.75].map((t) => t * Math.PI);
  return integrate(integrand, 0, Math.PI, { breakpoints, relativeTolerance: 1e-12 }).value / Math.PI;
}

const DUMBBELL = [
  [0, 0],
  [2, 0],
] as const;

export const minimalProjectionMutants: readonly Mutant[] = [
  {
    id: 'rotated-crystal',
    statement: 'The crystal of l1 turned by 45 degrees (the rhombus) has the least projections against l1 too.',
    evidence: exact('the plane', {
      label: 'rhombus against the square, l1: (sup vol(Pi_v S))^2/|S|',
      left: planarSup(exactCrossPolytope(2), axes(2)),
      relation: '<=',
      right: planarSup(exactCube(2), axes(2)),
    }),
  },
  {
    id: 'cube-against-linf',
    statement: 'The square minimizes the slope against linf in the plane.',
    evidence: exact('the rhombus does better: 2 < 4', {
      label: 'square against the rhombus, linf: (sup vol(Pi_v S))^2/|S|',
      left: planarSup(exactCube(2), diagonals(2)),
      relation: '<=',
      right: planarSup(exactCrossPolytope(2), diagonals(2)),
    }),
  },
  {
    id: 'volume-dropped',
    statement: 'W minimizes sup vol(Pi_v S) among all S, whatever their volume.',
    evidence: exact('half of the crystal', {
      label: 'l1 in R^2: vol(Pi_v W) against vol(Pi_v W/2)',
      left: zonotopeProjection(crystalGenerators(axes(2)), axes(2)[0]!),
      relation: '<=',
      right: zonotopeProjection(
        crystalGenerators(axes(2)).map((g) => multiple(ratio(1, 2), g)),
        axes(2)[0]!,
      ),
    }),
  },
  {
    id: 'transitivity-dropped',
    statement: 'For every symmetric B the crystal W of its vertices minimizes the sup at its volume.',
    evidence: exact(
      'B = hull{+-e_1, +-e_2, +-(3/5, 3/5)}: the hexagon {|x|, |y| <= 1, |x - y| <= 5/3} does better, 36/35 < 64/55',
      {
        label: 'W against the hexagon: (sup vol(Pi_v S))^2/|S|',
        left: largest(LOPSIDED.map((v) => zonotopeProjection(crystalGenerators(LOPSIDED), v)))
          .pow(2)
          .div(zonotopeVolume(crystalGenerators(LOPSIDED))),
        relation: '<=',
        right: planarSup(competitor(), LOPSIDED),
      },
    ),
  },
  {
    id: 'sup-is-average-always',
    statement: 'sup = average at S = W for every symmetric B.',
    evidence: exact('the same B', {
      label: 'sup of vol(Pi_v W) against its average',
      left: largest(LOPSIDED.map((v) => zonotopeProjection(crystalGenerators(LOPSIDED), v))),
      relation: '=',
      right: mean(LOPSIDED.map((v) => zonotopeProjection(crystalGenerators(LOPSIDED), v))),
    }),
  },
  {
    id: 'l_1.5-symmetric',
    statement:
      'The l_1.5 ball of the plane is sufficiently symmetric: vol(Pi_v W) is the same at its extreme points e_1 and (1, 1)/|(1, 1)|_1.5.',
    evidence: numerically('extreme points at uniform angles; quadrature to 1e-12', () => [
      {
        label: 'p = 1.5: vol(Pi_v W) = 2 E|<v rotated, Y>| at e_1 and at the diagonal',
        left: 2 * meanSupport(1.5, [0, 1]),
        relation: '=',
        right: 2 * meanSupport(1.5, [-(2 ** (-1 / 1.5)), 2 ** (-1 / 1.5)]),
        tolerance: 1e-9,
      },
    ]),
  },
  {
    id: 'growth-sees-the-shadow',
    statement: 'The growth of uniform noise on a non-convex S leaves p at the rate of the shadow.',
    evidence: exact('[0,1]^2 u ([2,3] x [0,1]) along e_1', {
      label: 'perimeter form against shadow',
      left: perimeterForm(DUMBBELL, [1, 0]),
      relation: '=',
      right: shadowAlongAxis(DUMBBELL, 0),
    }),
  },
  {
    id: 'constant-d',
    statement: 'The constant is d rather than d/2.',
    evidence: exact('the cube against l1 in R^2', {
      label: 'square: (average projection)^2 against (2)^2 |S| |W|',
      left: mean(axes(2).map((v) => exactProjection(exactCube(2), v))).pow(2),
      relation: '>=',
      right: ratio(4)
        .mul(exactVolume(exactCube(2)))
        .mul(zonotopeVolume(crystalGenerators(axes(2)))),
    }),
  },
  {
    id: 'wrong-exponent',
    statement: 'The bound is (d/2) |S| |W|^{1/d}: the exponent (d-1)/d forgotten.',
    evidence: exact(
      'the square of side 2 and its double',
      ...[1, 2].map((t): ExactInstance => {
        const side = ratio(2 * t);
        return {
          label: `square of side ${2 * t} against l1: (average projection)^2 against |S|^2 |W|`,
          left: side.pow(2),
          relation: '>=',
          right: side.pow(4).mul(zonotopeVolume(crystalGenerators(axes(2)))),
        };
      }),
    ),
  },
];
