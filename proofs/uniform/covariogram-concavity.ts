/**
 * U1. The covariogram o(v) = |K n (K + v)| / |K| of a convex body: o^{1/d} is concave on its support, o is even and
 * decreases along rays.
 *
 * (1-t)(K n (K+a)) + t(K n (K+b)) lies in K n (K + (1-t)a + t b) by convexity; Brunn-Minkowski does the rest. Even:
 * translate by -v. Decreasing: concave, even, largest at 0.
 */
import { exactly, forAll } from '../../src/checker/index.ts';
import type { Claim, ExactInstance } from '../../src/checker/claim.ts';
import { exactOverlap } from '../../src/geometry/exact/exact-measure.ts';
import { ZERO, ratio } from '../../src/numeric/algebra/rational.ts';
import type { Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { power } from '../vocabulary/level-volumes.ts';
import { overlapVolume } from '../crystals/minimal-projection-polycubes.ts';
import { gaugeValue, multiple, randomDirection, randomPolytope, show, sum } from '../vocabulary/rational-bodies.ts';
import type { RationalVector } from '../vocabulary/rational-bodies.ts';
import type { ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { covariogramRootIsConcave } from '../../properties/covariogram-concavity.ts';

/** A random vector of gauge at most 2: inside the support of the covariogram. */
function inSupport(random: RandomStream, K: ExactPolytope): Rational[] {
  const v = randomDirection(random, K.dim);
  return multiple(ratio(1 + random.integer(15), 8).div(gaugeValue(K, v)), v);
}

/** d = 2: 2 sqrt(m) >= sqrt(a) + sqrt(b), as (4m - a - b)^2 >= 4ab where 4m >= a + b. */
function* planarConcavity({ seed, effort }: { seed: number; effort: string }): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 40 : 400); i++) {
    const K = randomPolytope(random, 2, 3 + random.integer(3));
    const a = inSupport(random, K);
    const b = inSupport(random, K);
    const middle = exactOverlap(K, multiple(ratio(1, 2), sum(a, b))).mul(4);
    const [oa, ob] = [exactOverlap(K, a), exactOverlap(K, b)];
    const excess = middle.sub(oa).sub(ob);
    const label = `polygon of ${K.vertices.length} vertices, a = ${show(a)}, b = ${show(b)}`;
    yield { label: `${label}: 4 o((a+b)/2) - o(a) - o(b)`, left: excess, relation: '>=', right: ZERO };
    yield { label: `${label}: its square`, left: power(excess, 2), relation: '>=', right: oa.mul(ob).mul(4) };
  }
}

/** In any dimension concavity of o^{1/d} gives o((a+b)/2)^2 >= o(a) o(b), which is rational. */
function* logConcavity({ seed, effort }: { seed: number; effort: string }): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 3 + (i % 2);
    const K = randomPolytope(random, d, d + 1 + random.integer(2));
    const a = inSupport(random, K);
    const b = inSupport(random, K);
    yield {
      label: `polytope in R^${d}, a = ${show(a)}, b = ${show(b)}: o((a+b)/2)^2 against o(a) o(b)`,
      left: power(exactOverlap(K, multiple(ratio(1, 2), sum(a, b))), 2),
      relation: '>=',
      right: exactOverlap(K, a).mul(exactOverlap(K, b)),
    };
  }
}

function* evenAndDecreasing({ seed, effort }: { seed: number; effort: string }): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + 1 + random.integer(2));
    const v = inSupport(random, K);
    const o = exactOverlap(K, v);
    const label = `polytope in R^${d}, v = ${show(v)}`;
    yield { label: `${label}: o(-v)`, left: exactOverlap(K, multiple(ratio(-1), v)), relation: '=', right: o };
    yield { label: `${label}: o(2v/3)`, left: exactOverlap(K, multiple(ratio(2, 3), v)), relation: '>=', right: o };
    yield { label: `${label}: o(0)`, left: exactOverlap(K, multiple(ZERO, v)), relation: '=', right: ratio(1) };
  }
}

/** The cube's covariogram along the diagonal, (1 - r/2)^d. */
const cubeAlongDiagonal = (r: Rational, d: number): Rational => power(ratio(1).sub(r.div(2)), d);

/** Two cells with a gap of one between them. */
const SPLIT = [[0], [2]] as const;
const splitOverlap = (t: RationalVector[number]): Rational => overlapVolume(SPLIT, [1], t).div(2);

export const covariogramConcavity: Claim = {
  id: 'U1',
  title: 'The root of the covariogram is concave',
  statement:
    'For a convex body $K$ and $o(v) = |K \\cap (K+v)|/|K|$, $o^{1/d}$ is concave on its support; $o$ is even and decreases along rays.',
  hypotheses: ['K convex, compact, with interior'],
  source: 'derived from Brunn-Minkowski (MATH.md U1)',
  axioms: ['brunn-minkowski'],
  parts: [
    {
      id: 'concave',
      statement: '$o((a+b)/2)^{1/d} \\ge \\frac12 (o(a)^{1/d} + o(b)^{1/d})$.',
      evidence: [
        exactly('square roots of rationals, random polygons', planarConcavity),
        exactly('its consequence o(m)^2 >= o(a) o(b), random polytopes, d = 3, 4', logConcavity),
        forAll(
          'd-th roots of exact overlaps, random polytopes, d = 2, 3, 4, tolerance 1e-12',
          { quick: 40, full: 1000 },
          covariogramRootIsConcave,
        ),
      ],
    },
    {
      id: 'even-decreasing',
      statement: '$o(-v) = o(v)$, $o(0) = 1$ and $o(tv) \\ge o(v)$ for $0 \\le t \\le 1$.',
      evidence: [exactly('random polytopes, d = 2, 3, 4', evenAndDecreasing)],
    },
  ],
  mutants: [
    {
      id: 'o-itself-concave',
      statement: 'o itself is concave.',
      evidence: exactly('the square along its diagonal, r = 0, 1, 2', () => [
        {
          label: 'square: 2 o((1,1)) against o(0) + o((2,2))',
          left: cubeAlongDiagonal(ratio(1), 2).mul(2),
          relation: '>=',
          right: cubeAlongDiagonal(ZERO, 2).add(cubeAlongDiagonal(ratio(2), 2)),
        },
      ]),
    },
    {
      id: 'wrong-root',
      statement: 'o^{1/(d-1)} is concave.',
      evidence: exactly('the cube of R^3 along its diagonal: o((1,1,1)) = 1/8, o(0) = 1, o((2,2,2)) = 0', () => [
        {
          label: 'cube of R^3: 4 o((1,1,1)) against (sqrt(o(0)) + sqrt(o((2,2,2))))^2 = 1',
          left: cubeAlongDiagonal(ratio(1), 3).mul(4),
          relation: '>=',
          right: ratio(1),
        },
      ]),
    },
    {
      id: 'not-convex',
      statement: 'o decreases along rays for every measurable K.',
      evidence: exactly('K = [0,1] u [2,3]', () =>
        [ratio(1, 2), ratio(1), ratio(3, 2)].map((t) => ({
          label: `[0,1] u [2,3]: o(${t.toFraction()}) against o(2)`,
          left: splitOverlap(t),
          relation: '>=' as const,
          right: splitOverlap(ratio(2)),
        })),
      ),
    },
  ],
};
