/**
 * W4. Any even quasi-concave noise at p = 1/2.
 *
 * The excess G(1/2, v) - 1/2 is at most the total variation 1/2 int |q(x - v) - q(x)|, and for even q it is equal to it
 * while the shift is small: {L > 1} has mass at most 1/2 (the reflection in v/2 exchanges it with {L < 1}), and the
 * rest of the 1/2 is filled where L = 1. So Phi_v(1/2) = 1/2 int |d_v q|, and by the coarea formula, for convex
 * superlevel sets U_t,
 *   Phi(1/2) = sup_v int_0^inf vol(Pi_v U_t) dt.
 * The average over the vertices, level by level (W3), is at least Phi* = int (d/2) |U_t|^{(d-1)/d} |W|^{1/d} dt, and it
 * is Phi* when every U_t is a multiple of W: among even densities with the same level volumes, those have the least
 * slope.
 */
import {
  alternatives,
  exactly,
  sampled,
  type Claim,
  type EvidenceContext,
  type ExactInstance,
} from '../../src/checker/index.ts';
import { crystalsAreLeast, squaresAgainstLinf } from './general-noise-crystals.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { centralMasses } from '../../properties/general-noise.ts';
import { power } from '../vocabulary/level-volumes.ts';
import { largest } from '../vocabulary/rational-bodies.ts';
import { growth, stepDensity, type Cell, type StepDensity } from '../vocabulary/step-densities.ts';

/** A staircase: the density proportional to the sum of weight_i times the indicator of prod [-h_ij, h_ij], nested. */
interface Step {
  readonly halfWidths: readonly number[];
  readonly weight: number;
}
type Staircase = readonly Step[];

function cellsOf(halfWidths: readonly number[]): Cell[] {
  return halfWidths.reduce<Cell[]>(
    (cells, h) => cells.flatMap((cell) => Array.from({ length: 2 * h }, (_, k) => [...cell, k - h])),
    [[]],
  );
}

function density(staircase: Staircase): StepDensity {
  return stepDensity(
    staircase.flatMap(({ halfWidths, weight }) => cellsOf(halfWidths).map((cell) => [cell, weight] as const)),
    false,
  );
}

const volume = ({ halfWidths }: Step): Rational => halfWidths.reduce((product, h) => product.mul(2 * h), ratio(1));
const total = (staircase: Staircase): Rational =>
  staircase.reduce((sum, step) => sum.add(volume(step).mul(step.weight)), ZERO);

const axis = (d: number, i: number): number[] => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0));

/** int vol(Pi_{e_i} U_t) dt. */
function levelIntegral(staircase: Staircase, i: number): Rational {
  const sum = staircase.reduce(
    (integral, step) =>
      integral.add(
        volume(step)
          .mul(step.weight)
          .div(2 * step.halfWidths[i]!),
      ),
    ZERO,
  );
  return sum.div(total(staircase));
}

/** G(1/2, e_i) - 1/2 by Neyman-Pearson: one cell is a small shift, all boxes being at least 6 cells wide. */
const excess = (staircase: Staircase, i: number, p = ratio(1, 2)): Rational =>
  growth(density(staircase), axis(staircase[0]!.halfWidths.length, i), p).sub(p);

/** Nested boxes of R^d with half widths c a_j^d: their volumes are d-th powers, (2 c a_1...a_d)^d. */
function randomStaircase(random: RandomStream, d: number): Staircase {
  const shape = Array.from({ length: d }, () => 1 + random.integer(d === 2 ? 2 : 1));
  let c = 3;
  return Array.from({ length: d === 2 ? 3 : 2 }, () => {
    const step = { halfWidths: shape.map((a) => c * a ** d), weight: 1 + random.integer(5) };
    c += 1 + random.integer(2);
    // The next box may be rounder in the plane, as long as it contains this one.
    if (d === 2 && random.integer(2) === 0) shape.fill(Math.max(...shape));
    return step;
  });
}

/** The staircase of cubes with the same level volumes. */
function cubical(staircase: Staircase): Staircase {
  return staircase.map(({ halfWidths, weight }) => {
    const d = halfWidths.length;
    const side = Math.round(halfWidths.reduce((product, h) => product * h, 1) ** (1 / d));
    return { halfWidths: Array<number>(d).fill(side), weight };
  });
}

function staircases({ seed, effort }: EvidenceContext, quick: number): readonly Staircase[] {
  return Array.from({ length: effort === 'quick' ? quick : 10 * quick }, (_, i) =>
    randomStaircase(randomStream(seed, i), 1 + (i % 2)),
  );
}

const show = (staircase: Staircase): string =>
  staircase.map(({ halfWidths, weight }) => `${weight} on (${halfWidths.join(', ')})`).join(' + ');

function* slopeFormula(context: EvidenceContext): Generator<ExactInstance> {
  for (const staircase of staircases(context, 8)) {
    for (let i = 0; i < staircase[0]!.halfWidths.length; i++) {
      yield {
        label: `${show(staircase)}: G(1/2, e_${i + 1}) - 1/2 against the integral of vol(Pi_v U_t)`,
        left: excess(staircase, i),
        relation: '=',
        right: levelIntegral(staircase, i),
      };
    }
  }
}

/** sup_i against Phi* for l1: (d/2) |W|^{1/d} = 1, so Phi* = sum weight |K|^{(d-1)/d} / total. */
function leastSlope(staircase: Staircase): Rational {
  const sum = staircase.reduce((integral, { halfWidths, weight }) => {
    const d = halfWidths.length;
    const side = Math.round(halfWidths.reduce((product, h) => product * h, 1) ** (1 / d));
    return integral.add(power(ratio(2 * side), d - 1).mul(weight));
  }, ZERO);
  return sum.div(total(staircase));
}

const supSlope = (staircase: Staircase): Rational =>
  largest(staircase[0]!.halfWidths.map((_, i) => levelIntegral(staircase, i)));
const supExcess = (staircase: Staircase): Rational =>
  largest(staircase[0]!.halfWidths.map((_, i) => excess(staircase, i)));

function* optimality({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 60 : 600); i++) {
    const staircase = randomStaircase(randomStream(seed, i), 2 + (i % 2));
    const label = show(staircase);
    yield { label: `volumes of ${label}`, left: total(cubical(staircase)), relation: '=', right: total(staircase) };
    yield {
      label: `slope of ${label} against Phi*`,
      left: supSlope(staircase),
      relation: '>=',
      right: leastSlope(staircase),
    };
    yield {
      label: `slope of the cubical staircase with the volumes of ${label}`,
      left: supSlope(cubical(staircase)),
      relation: '=',
      right: leastSlope(staircase),
    };
  }
}

/** The same through the growth function itself, by Neyman-Pearson. */
function* optimalGrowth({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 4 : 40); i++) {
    const staircase = randomStaircase(randomStream(seed, i), 2);
    yield {
      label: `sup G(1/2, v) - 1/2 for ${show(staircase)} against its cubical rearrangement`,
      left: supExcess(staircase),
      relation: '>=',
      right: supExcess(cubical(staircase)),
    };
  }
}

const FLAT: Staircase = [
  { halfWidths: [12, 3], weight: 1 },
  { halfWidths: [16, 4], weight: 1 },
];

export const generalNoise: Claim = {
  id: 'W4',
  title: 'Any even noise at p = 1/2: crystal-shaped level sets are best',
  statement:
    'For even quasi-concave $q$ with superlevel sets $U_t$, $\\Phi(1/2) = \\frac12 \\sup_{v \\in B} \\int |\\partial_v q| = \\sup_v \\int_0^\\infty vol(\\Pi_v U_t)\\,dt$. Among even densities with the same superlevel volumes it is least when every $U_t$ is a multiple of $W$: the radius curve is then steepest at $\\rho = 1/2$.',
  hypotheses: [
    'q even, quasi-concave (convex superlevel sets), of bounded variation',
    'a symmetry group of B acts transitively on its extreme points',
    'equal superlevel volumes; p = 1/2 only (W7)',
  ],
  source: 'blog post and paper (general noise); MATH.md W4',
  axioms: ['neyman-pearson', 'coarea', 'cauchy-projection', 'minkowski-first', 'wulff-inequality'],
  restsOn: ['W3', 'U4'],
  inWords: [
    'every noise and adversary: the axioms; the parts try staircases of boxes against $\\ell_1$, and sheared crystals against others',
  ],
  parts: [
    {
      id: 'slope',
      statement: '$G(1/2, rv) - 1/2 = r\\int vol(\\Pi_v U_t)\\,dt$ for small $r$, on staircases of boxes.',
      evidence: [
        alternatives(
          [
            exactly('Neyman-Pearson on the line and in the plane', slopeFormula),
            sampled(
              'masses next to the central hyperplane for noises of the table, against their slopes',
              1e-10,
              centralMasses,
            ),
          ],
          'both compare the slope with the projections: exactly for staircases, by sampling for noises of the table',
        ),
      ],
    },
    {
      id: 'least',
      statement: 'Against l1, $\\Phi(1/2) \\ge \\Phi^*$ with equality for the cubical rearrangement.',
      evidence: [
        exactly('staircases of boxes, d = 2, 3', optimality),
        exactly('the growth functions themselves, d = 2', optimalGrowth),
      ],
    },
    {
      id: 'least-beyond-l1',
      statement:
        'Against linf and a hexagon, noises whose levels are sheared crystals have no smaller $\\Phi(1/2)$ than crystals of the same volumes.',
      evidence: [exactly('two or three nested levels, linf in d = 2, 3 and a hexagon', crystalsAreLeast)],
    },
  ],
  mutants: [
    {
      id: 'squares-against-linf',
      statement: 'Cubical levels are best against linf too: squares are no worse than crystals of larger volume.',
      evidence: exactly('two levels in the plane', squaresAgainstLinf),
    },
    {
      id: 'whole-variation',
      statement: 'Phi(1/2) = sup int |d_v q|, the half forgotten.',
      evidence: exactly('uniform on [-3, 3)', () => {
        const uniform: Staircase = [{ halfWidths: [3], weight: 1 }];
        return [
          {
            label: 'uniform on [-3, 3): G(1/2, 1) - 1/2',
            left: excess(uniform, 0),
            relation: '=',
            right: levelIntegral(uniform, 0).mul(2),
          },
        ];
      }),
    },
    {
      id: 'not-even',
      statement: 'Evenness is not needed: G(1/2, v) - 1/2 is the total variation of the shift for every q.',
      evidence: exactly('masses 5/7, 1/7, 1/7 on three cells of the line; the variation is 5/7', () => [
        {
          label: 'masses 5/7, 1/7, 1/7 moved by one cell: G(1/2, 1) - 1/2',
          left: growth(
            stepDensity(
              [
                [[0], 5],
                [[1], 1],
                [[2], 1],
              ],
              false,
            ),
            [1],
            ratio(1, 2),
          ).sub(ratio(1, 2)),
          relation: '=',
          right: ratio(5, 7),
        },
      ]),
    },
    {
      id: 'volumes-dropped',
      statement:
        'Cubical level sets are best whatever their volumes: cubes of half width 3 beat the flat boxes (12, 3) + (16, 4).',
      evidence: exactly('the l1 slopes', () => [
        {
          label: 'uniform on the cube of half width 3 against the staircase (12, 3) + (16, 4) scaled by 4',
          left: supSlope([{ halfWidths: [3, 3], weight: 1 }]),
          relation: '<=',
          right: supSlope(FLAT.map(({ halfWidths, weight }) => ({ halfWidths: halfWidths.map((h) => 4 * h), weight }))),
        },
      ]),
    },
    {
      id: 'flat-boxes',
      statement: 'Stretched boxes of the same volumes are as good as cubes against l1.',
      evidence: exactly('(12, 3) + (16, 4) against cubes of half widths 6 and 8', () => [
        { label: 'l1 slopes at p = 1/2', left: supSlope(FLAT), relation: '<=', right: supSlope(cubical(FLAT)) },
      ]),
    },
  ],
};
