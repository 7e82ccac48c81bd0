/**
 * U1, its use: against uniform noise on a convex body, the worst perturbation in r B is an extreme point of r B.
 *
 * {o >= c} is convex (U1), so o is quasi-concave, and a quasi-concave function on r B is least at an extreme point. For
 * a polytope it is enough to look at its vertices.
 */
import { exactly } from '../../src/checker/index.ts';
import type { Claim, EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { exactOverlap } from '../../src/geometry/exact/exact-measure.ts';
import { rationalPoint, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { exactCrossPolytope, exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { overlapVolume } from '../crystals/minimal-projection-polycubes.ts';
import { gaugeValue, multiple, randomPolytope, rationalVector, show, sum } from '../vocabulary/rational-bodies.ts';
import { vertexOfOverlap } from '../formal/statements/geometry.ts';

/** A random point of the body: a rational convex combination of its vertices. */
function randomPoint(random: RandomStream, body: ExactPolytope): Rational[] {
  const weights = body.vertices.map(() => random.integer(5));
  const total = weights.reduce((a, b) => a + b, 0);
  return body.vertices.reduce(
    (point, vertex, i) => sum(point, multiple(ratio(weights[i]!, Math.max(1, total)), rationalPoint(vertex))),
    rationalVector(Array<number>(body.dim).fill(0)),
  );
}

function leastAtVertices(K: ExactPolytope, B: ExactPolytope, r: Rational): Rational {
  return B.vertices
    .map((vertex) => exactOverlap(K, multiple(r, rationalPoint(vertex))))
    .reduce((least, x) => (x.compare(least) < 0 ? x : least));
}

function* randomBodies({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 150); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + 1);
    const B = i % 4 === 0 ? exactCube(d) : i % 4 === 1 ? exactCrossPolytope(d) : randomPolytope(random, d, d);
    // A radius at which the vertices of r B reach into the support of the covariogram.
    const reach = gaugeValue(K, rationalPoint(B.vertices[0]!));
    const r = ratio(2 + random.integer(10), 12).div(reach);
    const least = leastAtVertices(K, B, r);
    for (let j = 0; j < 3; j++) {
      const v = multiple(r, randomPoint(random, B));
      yield {
        label: `K of ${K.vertices.length} vertices in R^${d}, B of ${B.vertices.length}, v = ${show(v)}: o(v) against the least at the vertices of r B`,
        left: exactOverlap(K, v),
        relation: '>=',
        right: least,
      };
    }
  }
}

/** [0,1]^2 u ([2,3] x [0,1]). */
const SPLIT = [
  [0, 0],
  [2, 0],
] as const;
const splitOverlap = (x: number, y: number, denominator = 1): Rational =>
  overlapVolume(SPLIT, [x, y], ratio(1, denominator)).div(2);

export const worstVertex: Claim = {
  id: 'U1.vertex',
  title: 'The worst perturbation of a uniform noise is a vertex',
  statement:
    'For $K$ convex, $\\min_{v \\in rB} o(v)$ is attained at an extreme point of $rB$; for a polytope $B$, at a vertex.',
  hypotheses: ['noise uniform on a convex body K', 'B convex and compact'],
  source: 'derived here (MATH.md U1)',
  axioms: ['brunn-minkowski'],
  restsOn: ['U1'],
  inWords: ['every body: a quasi-concave function on a convex set has its least value at an extreme point'],
  parts: [
    {
      id: 'vertices-suffice',
      statement: '$o(v) \\ge \\min$ over the vertices of $rB$, for $v \\in rB$.',
      formal: [vertexOfOverlap],
      evidence: [
        exactly(
          'random polytopes K, adversaries the cube, the cross-polytope and random polytopes, d = 2, 3, 4',
          randomBodies,
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'facet-centres',
      statement: 'The worst perturbation of the uniform cube in the cube r B is the centre of a facet, r e_1.',
      evidence: exactly('d = 2, 3, r = 1, against the corner', () =>
        [2, 3].map((d) => ({
          label: `cube of R^${d}: o(1, ..., 1) against o(e_1)`,
          left: exactOverlap(exactCube(d), rationalVector(Array<number>(d).fill(1))),
          relation: '>=' as const,
          right: exactOverlap(exactCube(d), rationalVector([1, ...Array<number>(d - 1).fill(0)])),
        })),
      ),
    },
    {
      id: 'not-convex',
      statement:
        'Vertices suffice for uniform noise on any set: [0,1]^2 u ([2,3] x [0,1]) against hull{+-2 e_1, +-e_2/4}.',
      evidence: exactly('v = e_1 lies between 0 and the vertex 2 e_1', () => {
        const vertices = [splitOverlap(2, 0), splitOverlap(0, 1, 4)];
        const least = vertices.reduce((a, b) => (a.compare(b) < 0 ? a : b));
        return [
          {
            label: 'o(e_1) against the least of o(2 e_1) and o(e_2/4)',
            left: splitOverlap(1, 0),
            relation: '>=' as const,
            right: least,
          },
        ];
      }),
    },
  ],
};
