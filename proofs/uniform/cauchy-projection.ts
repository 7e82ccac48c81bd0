/**
 * U4. The covariogram's slope at 0 is the projection: 1 - o(rv) = r vol(Pi_v K)/|K| + O(r^2), and 1 - o(rv) is never
 * more than r vol(Pi_v K)/|K|.
 *
 * Over a line of direction v that meets K in a chord of length l, K \ (K + rv) has length min(r|v|, l). Integrating
 * over the shadow gives the bound; the chords shorter than r|v| lie over a strip of width O(r) along the shadow's edge.
 * So G(p, rv) = min(1, p + 1 - o(rv)) has the slope vol(Pi_v K)/|K| at r = 0 for every p in (0, 1).
 *
 * Cauchy: vol(Pi_v K) = 1/2 sum over facets |<n_F, v>| area(F): the shadow is covered twice. For a zonotope sum [-g_i,
 * g_i], whose shadow is the zonotope of the projected generators: 2^{d-1} sum over (d-1)-subsets |det(G_I, v)|.
 */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { exactly, numerically } from '../../src/checker/index.ts';
import type { Claim, EvidenceContext, ExactInstance, NumericInstance } from '../../src/checker/claim.ts';
import { exactOverlap, exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { rationalPoint, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { exactZonotopeProjection } from '../../src/geometry/exact/exact-zonotope.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, toDouble, type Rational } from '../../src/numeric/algebra/rational.ts';
import { solve } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { dimension, draws } from '../vocabulary/drawn-links.ts';
import { power } from '../vocabulary/level-volumes.ts';
import {
  axes,
  diagonals,
  gaugeValue,
  hullOfSignSums,
  multiple,
  randomDirection,
  randomGenerators,
  randomPolytope,
  rationalVector,
  shadowVolume,
  show,
  zonotopeProjection,
} from '../vocabulary/rational-bodies.ts';
import { dualityPart } from '../bodies/duality.ts';
import { shadowsPart } from '../bodies/shadows-and-overlaps.ts';
import { knownShadowsPart } from '../known-answers/geometry.ts';

const MOST_HALVINGS = 40;

/**
 * The coefficients of r -> o(rv) near 0, where it is a polynomial of degree d (until a vertex passes a facet): fitted
 * at d + 1 points of [0, r_0], checked at two more, r_0 halved until they agree.
 */
function covariogramNearZero(K: ExactPolytope, v: readonly Rational[]): Rational[] {
  const d = K.dim;
  let r0 = ONE.div(gaugeValue(K, v));
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++, r0 = r0.div(2)) {
    const at = (numerator: number, denominator: number): Rational => r0.mul(ratio(numerator, denominator));
    const nodes = Array.from({ length: d + 1 }, (_, i) => at(i, d));
    const overlap = (r: Rational): Rational => exactOverlap(K, multiple(r, v));
    const vandermonde = nodes.map((r) => nodes.map((_, k) => power(r, k)));
    const coefficients = solve(vandermonde, nodes.map(overlap))!;
    const checks = [at(1, 2 * d), at(2 * d - 1, 2 * d)];
    if (checks.every((r) => evaluate(coefficients, r).equals(overlap(r)))) return coefficients;
  }
  throw new Error('the covariogram did not show its first polynomial piece');
}

function evaluate(coefficients: readonly Rational[], r: Rational): Rational {
  return coefficients.reduceRight((value, c) => value.mul(r).add(c), ZERO);
}

function* slopeAtZero({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + (d < 4 ? random.integer(3) : 0));
    const v = randomDirection(random, d, 2);
    const label = `K of ${K.vertices.length} vertices in R^${d}, v = ${show(v)}`;
    const coefficients = covariogramNearZero(K, v);
    const slope = exactProjection(K, v).div(exactVolume(K));
    yield { label: `${label}: o(0)`, left: coefficients[0]!, relation: '=', right: ONE };
    yield { label: `${label}: -o'(0)`, left: coefficients[1]!.neg(), relation: '=', right: slope };
    const r = ratio(1 + random.integer(20), 10).div(gaugeValue(K, v));
    yield {
      label: `${label}: 1 - o(rv) at r = ${r.toFraction()} against r vol(Pi_v K)/|K|`,
      left: ONE.sub(exactOverlap(K, multiple(r, v))),
      relation: '<=',
      right: r.mul(slope),
    };
  }
}

function* cauchyFormula({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 30 : 300); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + random.integer(4));
    const v = randomDirection(random, d);
    yield {
      label: `K of ${K.vertices.length} vertices in R^${d}, v = ${show(v)}: Cauchy's sum against the projected hull`,
      left: exactProjection(K, v),
      relation: '=',
      right: shadowVolume(K, v),
    };
  }
}

function* zonotopeFormula({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 2 + (i % 3);
    const generators = randomGenerators(random, d, d + random.integer(3));
    const v = randomDirection(random, d);
    yield {
      label: `zonotope of ${generators.length} generators in R^${d}, v = ${show(v)}: determinants against the projected hull`,
      left: zonotopeProjection(generators, v),
      relation: '=',
      right: shadowVolume(hullOfSignSums(generators), v),
    };
    yield {
      label: `library: zonotope of ${generators.length} generators in R^${d}, v = ${show(v)}`,
      left: exactZonotopeProjection(generators, v),
      relation: '=',
      right: zonotopeProjection(generators, v),
    };
  }
}

/** Projections and their suprema of library bodies, against exact ones of the same bodies. */
function* libraryProjections({ seed }: EvidenceContext): Generator<NumericInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < 9; i++) {
    const d = 2 + (i % 3);
    const generators = randomGenerators(random, d, d + 1);
    const hull = hullOfSignSums(generators);
    const volume = exactVolume(hull);
    const v = randomDirection(random, d);
    const exact = (along: readonly Rational[]): number => toDouble(shadowVolume(hull, along).div(volume));
    const doubles = generators.map((g) => g.map(Number));
    const mirrored = (rows: readonly (readonly number[])[]): number[][] =>
      rows.flatMap((x) => [[...x], x.map((c) => -c)]);
    const bodies = {
      zonotope: zonotope(doubles),
      'V-polytope': vPolytope(hull.vertices.map((x) => rationalPoint(x).map(Number))),
      'H-polytope': hPolytope(
        hull.facets.map(({ normal }) => normal.map(Number)),
        hull.facets.map(({ offset }) => Number(offset)),
      ),
    };
    for (const [name, body] of Object.entries(bodies)) {
      const label = `${name} of ${generators.length} generators in R^${d}`;
      const ratio_ = projectionRatio(body, v.map(Number)).value;
      yield { label: `${label}, v = ${show(v)}`, left: ratio_, relation: '=', right: exact(v), tolerance: 1e-9 };
      const suprema = [
        { p: 1, V: axes(d) },
        { p: Infinity, V: diagonals(d) },
      ];
      for (const { p, V } of suprema) {
        const sup = Math.max(...V.map(exact));
        yield {
          label: `${label}, largest against l${p === 1 ? '1' : 'inf'}`,
          left: maxProjectionRatio(body, lpAdversary(p, d)).value,
          relation: '=',
          right: sup,
          tolerance: 1e-9 * sup,
        };
      }
      const B = vPolytope(mirrored(doubles));
      const sup = Math.max(...generators.map(exact));
      yield {
        label: `${label}, largest against the hull of the generators`,
        left: maxProjectionRatio(body, B).value,
        relation: '=',
        right: sup,
        tolerance: 1e-9 * sup,
      };
    }
  }
}

/** An instance for the cube of R^d along its diagonal, where o = (1 - r/2)^d and vol(Pi_v K) = d 2^{d-1}. */
const DIAGONAL = [2, 3].map((d) => ({ d, v: rationalVector(Array<number>(d).fill(1)) }));

/** The axis of the shortest side is the worst of many. */
const boxProjections = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 40 }, (random) => {
    const dim = dimension(random, 2, 100);
    const halfWidths = Array.from({ length: dim }, () => 1 + random.uniform());
    const shortest = random.integer(dim);
    halfWidths[shortest] = 0.5;
    const left = maxProjectionRatio(box(halfWidths), lpAdversary(1, dim)).value;
    return { label: `d = ${dim}, side ${shortest}`, left, relation: '=' as const, right: 1, tolerance: 1e-9 };
  });

export const cauchyProjection: Claim = {
  id: 'U4',
  title: 'The covariogram leaves 1 at the rate of the projection',
  statement:
    'For a convex body $K$, $1 - o(rv) = r\\, vol(\\Pi_v K)/|K| + O(r^2)$ and $1 - o(rv) \\le r\\, vol(\\Pi_v K)/|K|$; so uniform noise on $K$ has $\\Phi(p) = \\sup_{v \\in B} vol(\\Pi_v K)/|K|$ for every $p \\in (0,1)$. Cauchy: $vol(\\Pi_v K) = \\frac12 \\sum_F |\\langle n_F, v\\rangle|\\, area(F)$; for a zonotope, $2^{d-1}\\sum_{|I| = d-1} |\\det(G_I, v)|$.',
  hypotheses: ['K convex, compact, with interior', 'vol(Pi_v K) := |v|_2 vol_{d-1}(projection)'],
  source: 'derived here (MATH.md U4); the limit is in the blog post',
  axioms: ['neyman-pearson'],
  inWords: [
    'every convex body: the parts try rational polytopes up to $d = 4$; that $\\Phi$ is the sup of the projection follows from claim U2',
  ],
  parts: [
    {
      id: 'slope',
      statement: '$-\\frac{d}{dr} o(rv)|_{r=0} = vol(\\Pi_v K)/|K|$, and $1 - o(rv) \\le r\\,vol(\\Pi_v K)/|K|$.',
      evidence: [
        exactly('the polynomial that the covariogram of a rational polytope is near 0, d = 2, 3, 4', slopeAtZero),
      ],
    },
    {
      id: 'cauchy',
      statement: "Cauchy's formula for polytopes.",
      evidence: [exactly('facet sums against volumes of projected hulls, d = 2, 3, 4', cauchyFormula)],
    },
    {
      id: 'zonotopes',
      statement: 'The determinant formula for zonotopes.',
      evidence: [exactly('determinants against projected hulls of all sign sums, d = 2, 3, 4', zonotopeFormula)],
    },
    {
      id: 'library',
      statement:
        "The library's projections of zonotopes and polytopes, and their suprema over l1, linf and a polytope.",
      about: 'implementation',
      implements: ['cauchy', 'zonotopes'],
      evidence: [
        numerically('against exact shadows, d = 2, 3, 4, within 1e-9', libraryProjections),
        numerically('boxes of up to 100 sides against l1: half the inverse of the least half width', boxProjections),
      ],
    },
    knownShadowsPart,
    dualityPart,
    shadowsPart,
  ],
  mutants: [
    {
      id: 'unit-vectors',
      statement:
        'vol(Pi_v K) is the area of the shadow, without the factor |v|_2: the slope along 2 e_1 is that along e_1.',
      evidence: exactly('the square, v = 2 e_1', () => [
        {
          label: "square: -o'(0) along 2 e_1 against |shadow|/|K| = 1/2",
          left: covariogramNearZero(exactCube(2), rationalVector([2, 0]))[1]!.neg(),
          relation: '=',
          right: ratio(1, 2),
        },
      ]),
    },
    {
      id: 'linear-forever',
      statement: '1 - o(rv) = r vol(Pi_v K)/|K| for all small r, without a remainder.',
      evidence: exactly('the cube along its diagonal, r = 1/10', () =>
        DIAGONAL.map(({ d, v }) => ({
          label: `cube of R^${d}, v = (1, ..., 1), r = 1/10`,
          left: ONE.sub(exactOverlap(exactCube(d), multiple(ratio(1, 10), v))),
          relation: '=' as const,
          right: ratio(d, 20),
        })),
      ),
    },
    {
      id: 'cauchy-without-half',
      statement: 'vol(Pi_v K) = sum over facets |<n_F, v>| area(F), the half forgotten.',
      evidence: exactly('cubes along e_1', () =>
        DIAGONAL.map(({ d }) => ({
          label: `cube of R^${d} along e_1: twice Cauchy's sum against the projected hull`,
          left: exactProjection(exactCube(d), axes(d)[0]!).mul(2),
          relation: '=' as const,
          right: shadowVolume(exactCube(d), axes(d)[0]!),
        })),
      ),
    },
    {
      id: 'zonotope-power',
      statement: 'vol(Pi_v Z) = 2^d sum |det(G_I, v)|, one power of 2 too many.',
      evidence: exactly('the cube as a zonotope', () => [
        {
          label: 'cube of R^3 as the zonotope of e_1, e_2, e_3, v = (1, 1, 1)',
          left: zonotopeProjection(axes(3), rationalVector([1, 1, 1])).mul(2),
          relation: '=',
          right: shadowVolume(exactCube(3), rationalVector([1, 1, 1])),
        },
      ]),
    },
  ],
};
