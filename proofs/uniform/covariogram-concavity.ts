/**
 * U1. The covariogram o(v) = |K n (K + v)| / |K| of a convex body: o^{1/d} is concave on its support, o is even and
 * decreases along rays.
 *
 * (1-t)(K n (K+a)) + t(K n (K+b)) lies in K n (K + (1-t)a + t b) by convexity; Brunn-Minkowski does the rest. Even:
 * translate by -v. Decreasing: concave, even, largest at 0.
 */
import { alternatives, exactly, forAll } from '../../src/checker/index.ts';
import type { Claim, ExactInstance } from '../../src/checker/claim.ts';
import { exactOverlap } from '../../src/geometry/exact/exact-measure.ts';
import { ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { power } from '../vocabulary/level-volumes.ts';
import { overlapVolume } from '../crystals/minimal-projection-polycubes.ts';
import {
  axes,
  gaugeValue,
  hullOfSignSums,
  multiple,
  randomDirection,
  randomPolytope,
  show,
  sum,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';
import type { ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { covariogramRootIsConcave } from '../../properties/covariogram-concavity.ts';
import { overlapLink } from '../radius/bracket-links.ts';

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

/** Binary digits of the roots below. */
const DIGITS = 200n;

/** The d-th root of x, rounded down to a multiple of 2^-200. */
function rootBelow(x: Rational, d: number): Rational {
  // The largest n with (n 2^-200)^d <= x, by bisection in integers.
  let [low, high] = [0n, 2n ** (DIGITS + 1n)];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(d) * x.d <= x.n * 2n ** (DIGITS * BigInt(d))) low = middle;
    else high = middle;
  }
  return ratio(low, 2n ** DIGITS);
}
const UNIT = ratio(1, 2n ** DIGITS);

/**
 * 2 o((a+b)/2)^{1/n} >= o(a)^{1/n} + o(b)^{1/n} in R^d, the left root rounded up and the right ones down, by 2^-200.
 */
function* rootConcavity({ seed, effort }: { seed: number; effort: string }, drop = 0): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 3 + (i % 2);
    const K = randomPolytope(random, d, d + 1 + random.integer(2));
    const a = inSupport(random, K);
    const b = inSupport(random, K);
    const root = (v: RationalVector): Rational => rootBelow(exactOverlap(K, v), d - drop);
    yield {
      label: `polytope in R^${d}, d = ${d}, a = ${show(a)}, b = ${show(b)}: roots of 2 o((a+b)/2), of o(a) + o(b)`,
      left: root(multiple(ratio(1, 2), sum(a, b)))
        .add(UNIT)
        .mul(2),
      relation: '>=',
      right: root(a).add(root(b)),
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
  inWords: ['every convex body: the axiom brunn-minkowski'],
  parts: [
    overlapLink,
    {
      id: 'concave',
      statement: '$o((a+b)/2)^{1/d} \\ge \\frac12 (o(a)^{1/d} + o(b)^{1/d})$.',
      evidence: [
        exactly('square roots of rationals, random polygons', planarConcavity),
        alternatives(
          [
            exactly('roots of rationals to 2^-200, random polytopes, d = 3, 4', (context) => rootConcavity(context)),
            forAll(
              'd-th roots of exact overlaps, random polytopes, d = 2, 3, 4, tolerance 1e-12',
              { quick: 40, full: 1000 },
              covariogramRootIsConcave,
            ),
          ],
          'both try the same inequality on random polytopes, with roots in rationals and in floating point',
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
      evidence: exactly('intersection volumes of the square along its diagonal, r = 0, 1, 2', () => {
        const square = hullOfSignSums(axes(2));
        const overlap = (r: number): Rational => exactOverlap(square, [ratio(r), ratio(r)]);
        return [
          {
            label: 'square, d = 2: 2 o((1,1)) against o(0) + o((2,2))',
            left: overlap(1).mul(2),
            relation: '>=',
            right: overlap(0).add(overlap(2)),
          },
        ];
      }),
    },
    {
      id: 'wrong-root',
      statement: 'o^{1/(d-1)} is concave.',
      evidence: exactly('the same random polytopes and a cube, with the roots one degree lower', ({ seed }) => {
        // o(r (1, 1, 1)) = (1 - r/2)^3, whose root of degree 2 is convex. Random polytopes need not hold a witness.
        const cube = hullOfSignSums(axes(3));
        const overlap = (r: number): Rational => exactOverlap(cube, [ratio(r), ratio(r), ratio(r)]);
        const onCube = {
          label: 'cube, d = 3: 4 o((1,1,1)) against o(0), where o((2,2,2)) = 0',
          left: overlap(1).mul(4),
          relation: '>=' as const,
          right: overlap(0),
        };
        return [...rootConcavity({ seed, effort: 'full' }, 1), onCube];
      }),
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
