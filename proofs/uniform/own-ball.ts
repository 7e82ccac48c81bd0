/**
 * U5. Noise uniform on K = lambda B against the adversary B itself.
 *
 * For |v|_B = r, K n (K + v) contains v/2 + (1 - r/(2 lambda)) K, so o(v) >= (1 - r/2 lambda)^d and
 *   R(rho) >= 2 lambda (1 - (3/2 - rho)^{1/d}),
 * with equality along v when K is a double cone with apex v (the cross-polytope at e_1) or a parallelepiped with corner
 * v (the cube): there the intersection is that homothet.
 */
import { exactly, identity } from '../../src/checker/index.ts';
import type { Claim, EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { add, div, mul, pow, rational, sub, variable } from '../../src/checker/expression.ts';
import { exactOverlap } from '../../src/geometry/exact/exact-measure.ts';
import { rationalPoint, symmetricHull, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { exactCrossPolytope, exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { power } from '../vocabulary/level-volumes.ts';
import {
  axes,
  gaugeValue,
  multiple,
  randomDirection,
  randomPolytope,
  rationalVector,
  show,
} from '../vocabulary/rational-bodies.ts';

/** (1 - r/2)_+^d. */
function homothet(r: Rational, d: number): Rational {
  const side = ONE.sub(r.div(2));
  return side.s > 0n ? power(side, d) : ZERO;
}

const RADII = [ratio(1, 7), ratio(1, 2), ratio(1), ratio(5, 3)] as const;

function* equalityCases(): Generator<ExactInstance> {
  for (let d = 1; d <= 4; d++) {
    for (const r of RADII) {
      const corner = rationalVector(Array<number>(d).fill(1));
      yield {
        label: `cube of R^${d} along its diagonal, r = ${r.toFraction()}`,
        left: exactOverlap(exactCube(d), multiple(r, corner)),
        relation: '=',
        right: homothet(r, d),
      };
      yield {
        label: `cross-polytope of R^${d} along e_1, r = ${r.toFraction()}`,
        left: exactOverlap(exactCrossPolytope(d), multiple(r, axes(d)[0]!)),
        relation: '=',
        right: homothet(r, d),
      };
    }
  }
}

/** hull of +-apex and a random polygon or polyhedron in the hyperplane x_d = 0. */
function doubleCone(base: ExactPolytope): { readonly cone: ExactPolytope; readonly apex: Rational[] } {
  const d = base.dim + 1;
  const apex = rationalVector([...Array<number>(d - 1).fill(1), 2]);
  return { cone: symmetricHull([apex, ...base.vertices.map((vertex) => [...rationalPoint(vertex), ZERO])]), apex };
}

function* doubleCones({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 6 : 60); i++) {
    const d = 3 + (i % 2);
    const { cone, apex } = doubleCone(randomPolytope(random, d - 1, d));
    for (const r of RADII) {
      yield {
        label: `double cone with ${cone.vertices.length} vertices in R^${d}, r = ${r.toFraction()} times its apex`,
        left: exactOverlap(cone, multiple(r, apex)),
        relation: '=',
        right: homothet(r, d),
      };
    }
  }
}

function* randomBodies({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 30 : 400); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + 1 + random.integer(3));
    const direction = randomDirection(random, d);
    const r = ratio(1 + random.integer(23), 12);
    const v = multiple(r.div(gaugeValue(K, direction)), direction);
    yield {
      label: `K of ${K.vertices.length} vertices in R^${d}, v = ${show(v)} of gauge ${r.toFraction()}`,
      left: exactOverlap(K, v),
      relation: '>=',
      right: homothet(r, d),
    };
  }
}

const d = variable('d');
const rho = variable('rho');
/** 2 (1 - (3/2 - rho)^{1/d}). */
const ownBallRadius = mul(2, sub(1, pow(sub(rational(3, 2), rho), pow(d, -1))));

export const ownBall: Claim = {
  id: 'U5',
  title: 'Uniform noise on the adversary’s own ball',
  statement:
    'For noise uniform on $\\lambda B$ against $B$, $o(v) \\ge (1 - \\|v\\|_B/2\\lambda)_+^d$ and $R(\\rho) \\ge 2\\lambda(1 - (3/2 - \\rho)^{1/d})$, with equality for the cube ($\\ell_\\infty$, along the diagonal) and the cross-polytope ($\\ell_1$, along $e_1$), and for every double cone along its apex.',
  hypotheses: ['B a symmetric convex body'],
  source: 'derived here (MATH.md U5); the double cones are added here',
  axioms: [],
  restsOn: ['U2'],
  inWords: ['every body: $K \\cap (K+v)$ holds a homothet with factor $1 - \\|v\\|/2$'],
  parts: [
    {
      id: 'bound',
      statement: '$o(v) \\ge (1 - \\|v\\|_K/2)_+^d$.',
      evidence: [exactly('random polytopes, d = 2, 3, 4', randomBodies)],
    },
    {
      id: 'equality',
      statement:
        'Equality for the cube along its diagonal, the cross-polytope along $e_1$, and double cones along the apex.',
      evidence: [
        exactly('cube and cross-polytope, d = 1..4', equalityCases),
        exactly('random double cones, d = 3, 4', doubleCones),
      ],
    },
    {
      id: 'radius',
      statement: 'At $R = 2(1 - (3/2 - \\rho)^{1/d})$, $1 - \\rho + 1 - (1 - R/2)^d = 1/2$.',
      evidence: [
        identity(
          'substituted',
          [
            { name: 'd', lower: '0', upper: 'inf' },
            { name: 'rho', lower: '1/2', upper: '1' },
          ],
          add(sub(1, rho), 1, mul(-1, pow(sub(1, div(ownBallRadius, 2)), d))),
          rational(1, 2),
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'equality-everywhere',
      statement: 'Equality holds along every direction: the cube along e_1.',
      evidence: exactly('r = 1, d = 2', () => [
        {
          label: 'square, v = e_1',
          left: exactOverlap(exactCube(2), rationalVector([1, 0])),
          relation: '=',
          right: homothet(ONE, 2),
        },
      ]),
    },
    {
      id: 'without-the-half',
      statement: 'o(v) >= (1 - |v|/4)^d: the homothet 1 - r/4 fits.',
      evidence: exactly('the cross-polytope along e_1', () =>
        [2, 3].map((dim) => ({
          label: `cross-polytope of R^${dim}, v = e_1`,
          left: exactOverlap(exactCrossPolytope(dim), axes(dim)[0]!),
          relation: '>=' as const,
          right: homothet(ratio(1, 2), dim),
        })),
      ),
    },
    {
      id: 'wrong-exponent',
      statement: 'o = (1 - r/2)^{d-1} for the cross-polytope along e_1.',
      evidence: exactly('d = 2, 3', () =>
        [2, 3].map((dim) => ({
          label: `cross-polytope of R^${dim}, v = e_1`,
          left: exactOverlap(exactCrossPolytope(dim), axes(dim)[0]!),
          relation: '=' as const,
          right: homothet(ONE, dim - 1),
        })),
      ),
    },
  ],
};
