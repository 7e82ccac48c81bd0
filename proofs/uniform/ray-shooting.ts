/**
 * U3. Ray shooting: for X uniform on a convex K let s(X) = sup { s : X + s v in K }. Then P(s(X) >= r) = o(rv).
 *
 * s(x) >= r iff x + rv in K (K convex, x in K), so {s >= r} = K n (K - rv). One sample of rays gives the covariogram
 * along v for all r. And 1 - rho + 1 - o(rv) < 1/2 iff P(s < r) < rho - 1/2: the certified radius along v is the (rho -
 * 1/2)-quantile of s.
 */
import {
  alternatives,
  add,
  exactly,
  identity,
  rational,
  real,
  sampled,
  sub,
  variable,
  type Claim,
  type EvidenceContext,
  type ExactInstance,
} from '../../src/checker/index.ts';
import { exactOverlap, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import {
  polytopeFromPoints,
  integerPoint,
  rationalPoint,
  type ExactPolytope,
} from '../../src/geometry/exact/exact-polytope.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { innerProduct } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { chordsForRays, closedForms, polytopes, quantileCoverage } from '../../properties/ray-shooting.ts';
import {
  gaugeValue,
  largest,
  multiple,
  randomDirection,
  randomPolytope,
  show,
  sum,
} from '../vocabulary/rational-bodies.ts';
import { sharedAmongPairs, sharedBetweenEnds } from '../vocabulary/error-shares.ts';
import { walksPart } from '../bodies/walks.ts';
import { confidencePart } from '../numbers/confidence.ts';
import { bandLink } from '../radius/bracket-links.ts';

/** s(x) by the facets: the least (b - <n, x>)/<n, v> over those the ray runs into. */
function rayLength(K: ExactPolytope, x: readonly Rational[], v: readonly Rational[]): Rational {
  const lengths = K.facets.flatMap(({ normal, offset }) => {
    const n = normal.map((c) => ratio(c));
    const speed = innerProduct(n, v);
    return speed.s > 0n && speed.n !== 0n ? [ratio(offset).sub(innerProduct(n, x)).div(speed)] : [];
  });
  return largest(lengths.map((t) => t.neg())).neg();
}

/** x + rv in K iff s(x) >= r, at random rational points. */
function* raysAndMembership({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 60 : 600); i++) {
    const K = randomPolytope(random, 2 + (i % 2), 3 + (i % 3));
    const direction = randomDirection(random, K.dim);
    const x = multiple(ratio(random.integer(9), 9).div(gaugeValue(K, direction)), direction);
    const v = randomDirection(random, K.dim);
    const s = rayLength(K, x, v);
    const label = `K of ${K.vertices.length} vertices in R^${K.dim}, x = ${show(x)}, v = ${show(v)}`;
    const gaugeAt = (t: Rational): Rational => gaugeValue(K, sum(x, multiple(t, v)));
    yield { label: `${label}: gauge at x + s v`, left: gaugeAt(s), relation: '=', right: ONE };
    yield {
      label: `${label}: gauge at x + (s + 1/100) v`,
      left: gaugeAt(s.add(ratio(1, 100))),
      relation: '>',
      right: ONE,
    };
  }
}

/**
 * |{s >= r}| from the chords, in the plane: between consecutive lines of direction v through vertices the chord length
 * is linear, l_0 to l_1, and {s >= r} takes from each line max(0, l - r). Against the intersection volume.
 */
function chordIntegral(K: ExactPolytope, v: readonly Rational[], r: Rational): Rational {
  const across = [v[1]!.neg(), v[0]!];
  const heights = [
    ...new Map(K.vertices.map((x) => innerProduct(rationalPoint(x), across)).map((h) => [h.toFraction(), h])).values(),
  ].sort((a, b) => a.compare(b));
  const chord = (h: Rational): Rational => {
    // A point on the line <x, across> = h, then the two ray lengths from it; negative ones only outside K.
    const base = multiple(h.div(innerProduct(across, across)), across);
    return rayLength(K, base, v).add(rayLength(K, base, multiple(ratio(-1), v)));
  };
  let area = ZERO;
  for (let i = 1; i < heights.length; i++) {
    const width = heights[i]!.sub(heights[i - 1]!);
    const [a, b] = [chord(heights[i - 1]!).sub(r), chord(heights[i]!).sub(r)];
    if (a.s >= 0n && b.s >= 0n) area = area.add(width.mul(a.add(b)).div(2));
    else if (a.s > 0n || b.s > 0n) {
      const high = a.compare(b) > 0 ? a : b;
      area = area.add(width.mul(high).mul(high).div(a.sub(b).abs()).div(2));
    }
  }
  // In the coordinates (t along v, height): a cell of sides dt and dh has area dt dh.
  return area;
}

function* chords({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 40 : 400); i++) {
    const K = randomPolytope(random, 2, 3 + random.integer(3));
    const v = randomDirection(random, 2);
    const r = ratio(random.integer(16), 8).div(gaugeValue(K, v));
    yield {
      label: `polygon of ${K.vertices.length} vertices, v = ${show(v)}, r = ${r.toFraction()}: |{s >= r}| by chords`,
      left: chordIntegral(K, v, r),
      relation: '=',
      right: exactOverlap(K, multiple(r, v)).mul(exactVolume(K)),
    };
  }
}

/**
 * In space: {s >= r} is the hull of its own vertices; its volume against the covariogram's, for double cones and
 * prisms.
 */
function* prisms({ seed }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < 6; i++) {
    const base = randomPolytope(random, 2, 3);
    const height = ratio(1 + random.integer(4), 2);
    const prism = polytopeFromPoints(
      base.vertices.flatMap((x) => [height, height.neg()].map((z) => integerPoint([...rationalPoint(x), z]))),
    );
    const v = randomDirection(random, 2);
    const r = ratio(1 + random.integer(12), 8).div(gaugeValue(base, v));
    yield {
      label: `prism over a polygon of ${base.vertices.length} vertices, v = (${show(v)}, 0), r = ${r.toFraction()}`,
      left: exactOverlap(prism, [...multiple(r, v), ZERO]).mul(exactVolume(prism)),
      relation: '=',
      right: chordIntegral(base, v, r).mul(height).mul(2),
    };
  }
}

const rho = variable('rho');
const overlapAtRadius = variable('o');

export const rayShooting: Claim = {
  id: 'U3',
  title: 'Ray shooting',
  statement:
    'For $X$ uniform on a convex $K$ and $s(X) = \\sup\\{s : X + sv \\in K\\}$, $P(s(X) \\ge r) = o(rv)$; the certified radius along $v$ at $\\rho$ is the $(\\rho - 1/2)$-quantile of $s(X)$.',
  hypotheses: ['K convex, compact, with interior'],
  source: 'derived here (MATH.md U3)',
  axioms: [],
  restsOn: ['U2'],
  inWords: ['every convex body: the points with $s(x) \\ge r$ are $K \\cap (K - rv)$, by convexity'],
  parts: [
    bandLink,
    {
      id: 'rays',
      statement: '$s(x) \\ge r$ iff $x + rv \\in K$.',
      evidence: [exactly('random polytopes and rational points, d = 2, 3', raysAndMembership)],
    },
    {
      id: 'law',
      statement: '$P(s(X) \\ge r) = o(rv)$.',
      evidence: [
        alternatives(
          [
            exactly('chord integrals of polygons against intersection volumes', chords),
            exactly('prisms in R^3', prisms),
            sampled('rays in every body with a closed covariogram, uniformly in r', 1e-10, closedForms),
            sampled('rays in polytopes, zonotopes and crystals against exact volumes', 1e-10, polytopes),
          ],
          'each compares the law of the ray with the covariogram: exactly for polygons and prisms, by sampling for other bodies',
        ),
      ],
    },
    {
      id: 'radius',
      statement: '$1 - \\rho + 1 - o = 1/2$ iff $1 - o = \\rho - 1/2$.',
      evidence: [
        identity(
          'the two sides differ by the same',
          [real('rho', '1/2', '1'), real('o', '0', '1')],
          sub(add(sub(1, rho), sub(1, overlapAtRadius)), rational(1, 2)),
          sub(sub(1, overlapAtRadius), sub(rho, rational(1, 2))),
        ),
      ],
    },
    {
      id: 'quantile-bounds',
      statement: 'The order-statistic bounds cover the quantile as often as they say.',
      about: 'implementation',
      implements: ['law', 'radius'],
      evidence: [sampled('the square along e_1, confidence 0.9', 1e-10, quantileCoverage)],
    },
    {
      id: 'shares',
      statement:
        'Each end of a quantile spends half of its error, no more and no less; each of $k$ directions of an adversary $1/k$ of it, also of more than 64.',
      about: 'implementation',
      implements: ['law', 'radius'],
      evidence: [sharedBetweenEnds, sharedAmongPairs],
    },
    confidencePart,
    walksPart,
  ],
  mutants: [
    {
      id: 'chords',
      statement: 'The chord through X, both ways, has the law of o.',
      evidence: sampled('the disc', 1e-9, chordsForRays),
    },
    {
      id: 'quantile-of-rho',
      statement: 'The certified radius is the rho-quantile of s: for the square along e_1 at rho = 3/4, o = 1/4.',
      evidence: exactly('the growth there is 1 - rho + 1 - o', () => [
        {
          label: 'square, rho = 3/4, r = 3/2: 1 - rho + 1 - o(r e_1)',
          left: ratio(1, 4).add(1).sub(ratio(1, 4)),
          relation: '<=',
          right: ratio(1, 2),
        },
      ]),
    },
  ],
};
