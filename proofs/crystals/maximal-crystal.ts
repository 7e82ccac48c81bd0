/**
 * W8. The best shape against any adversary, symmetric or not (derived here; it removes the hypothesis of W3).
 *
 * For a probability mu on the extreme points V of B let W_mu have the support function E_{v ~ mu} |<x, v>|. The
 * transport proof of W3 uses nothing about mu: E_mu vol(Pi_v S) >= (d/2) |S|^{(d-1)/d} |W_mu|^{1/d}. Since W_mu is
 * linear in mu for Minkowski addition, |W_mu|^{1/d} is concave (Brunn-Minkowski); let mu* make it largest. Moving mu*
 * towards a vertex v changes |W| at the rate 2 vol(Pi_v W) - d |W|, which cannot be positive: so vol(Pi_v W*) <= (d/2)
 * |W*| for every v, and W* reaches the bound
 *   sup_{v in B} vol(Pi_v S) >= (d/2) |S|^{(d-1)/d} |W*|^{1/d}      for every measurable S.
 * The crystal of the uniform measure is W* when the symmetries of B are transitive on V (average mu* over the group).
 */
import {
  exactly,
  numerically,
  type Claim,
  type EvidenceContext,
  type ExactInstance,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { determinant as floatDeterminant } from '../../src/numeric/algebra/linear-algebra.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { determinant, solve } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { symmetricPart } from '../bodies/symmetric-adversaries.ts';
import { power } from '../vocabulary/level-volumes.ts';
import {
  axes,
  diagonals,
  largest,
  multiple,
  randomGenerators,
  randomPolytope,
  rationalVector,
  show,
  subsets,
  zonotopeProjection,
  zonotopeVolume,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';

/** The generators mu_i y_i of W_mu. */
function weighted(V: readonly RationalVector[], mu: readonly Rational[]): Rational[][] {
  return V.map((v, i) => multiple(mu[i]!, v));
}

/**
 * The measure that makes |W_mu| = 4 sum_{i<j} mu_i mu_j |det(y_i, y_j)| largest in the plane, exactly: on its support
 * the gradient is constant, a linear system; off it, no larger. All supports are tried.
 */
function maximalMeasure(V: readonly RationalVector[]): Rational[] {
  const Q = V.map((a) => V.map((b) => determinant([a, b]).abs()));
  const indices = V.map((_, i) => i);
  for (let size = 2; size <= V.length; size++) {
    for (const support of subsets(indices, size)) {
      const raw = solve(
        support.map((i) => support.map((j) => Q[i]![j]!)),
        support.map(() => ONE),
      );
      if (raw === null || raw.some((x) => x.s < 0n)) continue;
      const total = raw.reduce((sum, x) => sum.add(x), ZERO);
      const mu = indices.map((i) => (support.includes(i) ? raw[support.indexOf(i)]!.div(total) : ZERO));
      const gradient = Q.map((row) => row.reduce((sum, q, j) => sum.add(q.mul(mu[j]!)), ZERO));
      const level = gradient[support[0]!]!;
      if (gradient.every((g) => g.compare(level) <= 0)) return mu;
    }
  }
  throw new RangeError('no maximal measure: the vectors do not span the plane');
}

/** hull{+-e_1, +-e_2, +-(3/5, 3/5)}: the witness that the uniform measure fails without transitivity. */
const LOPSIDED = [...axes(2), rationalVector([3, 3], 5)];

const supProjection = (V: readonly RationalVector[], generators: readonly RationalVector[]): Rational =>
  largest(V.map((v) => zonotopeProjection(generators, v)));

function* maximalCrystals({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  const adversaries = [
    LOPSIDED,
    axes(2),
    diagonals(2),
    ...Array.from({ length: effort === 'quick' ? 12 : 100 }, () => randomGenerators(random, 2, 3 + random.integer(3))),
  ];
  for (const V of adversaries) {
    const mu = maximalMeasure(V);
    const crystal = weighted(V, mu);
    const volume = zonotopeVolume(crystal);
    const label = `V = +-{${V.map(show).join(', ')}}, mu* = ${show(mu)}`;
    yield {
      label: `${label}: sup vol(Pi_v W*) against (d/2) |W*|`,
      left: supProjection(V, crystal),
      relation: '=',
      right: volume,
    };
    // No other shape does better: (sup vol(Pi_v S))^2 >= |S| |W*|.
    for (let i = 0; i < 5; i++) {
      const S = randomPolytope(random, 2, 2 + random.integer(5));
      const sup = largest(V.map((v) => exactProjection(S, v)));
      yield {
        label: `${label}: a polygon of ${S.vertices.length} vertices`,
        left: sup.mul(sup),
        relation: '>=',
        right: exactVolume(S).mul(volume),
      };
    }
    const uniform = weighted(
      V,
      V.map(() => ratio(1, V.length)),
    );
    const ofUniform = supProjection(V, uniform);
    yield {
      label: `${label}: the crystal of the uniform measure`,
      left: ofUniform.mul(ofUniform),
      relation: '>=',
      right: zonotopeVolume(uniform).mul(volume),
    };
  }
}

/** |W_mu|^{1/d} is concave in mu: at the middle of two measures, in the plane exactly (squares as in U1). */
function* concavity({ seed }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < 20; i++) {
    const V = randomGenerators(random, 2, 4);
    const measure = (): Rational[] => {
      const weights = V.map(() => 1 + random.integer(9));
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.map((w) => ratio(w, total));
    };
    const [a, b] = [measure(), measure()];
    const middle = a.map((x, j) => x.add(b[j]!).div(2));
    const [va, vb, vm] = [a, b, middle].map((mu) => zonotopeVolume(weighted(V, mu)));
    const excess = vm!.mul(4).sub(va!).sub(vb!);
    const label = `V = +-{${V.map(show).join(', ')}}, mu = ${show(a)}, nu = ${show(b)}`;
    yield { label: `${label}: 4|W_m| - |W_mu| - |W_nu|`, left: excess, relation: '>=', right: ZERO };
    yield { label: `${label}: its square`, left: power(excess, 2), relation: '>=', right: va!.mul(vb!).mul(4) };
  }
}

/**
 * In space, by the multiplicative ascent mu_i <- mu_i vol(Pi_{y_i} W_mu) / ((d/2) |W_mu|) (the weights keep summing to
 * 1, the average of the projections being (d/2)|W|): at the fixed point the largest projection is (d/2) |W|.
 */
function* ascentInSpace({ seed, effort }: EvidenceContext): Generator<NumericInstance> {
  const d = 3;
  for (let k = 0; k < (effort === 'quick' ? 4 : 40); k++) {
    const random = randomStream(seed, k);
    const V = randomGenerators(random, d, 5).map((v) => v.map(Number));
    const triples = subsets(
      V.map((_, i) => i),
      d,
    ).map((of) => ({ of, weight: 8 * Math.abs(floatDeterminant(of.map((i) => V[i]!))) }));
    let mu = V.map(() => 1 / V.length);
    let volume = 0;
    let projections = mu;
    let last = 0;
    for (let round = 0; round < 20_000; round++) {
      volume = triples.reduce((sum, { of, weight }) => sum + of.reduce((product, i) => product * mu[i]!, weight), 0);
      // d|W|/d mu_i = 2 vol(Pi_{y_i} W).
      projections = V.map(
        (_, i) =>
          triples.reduce(
            (sum, { of, weight }) =>
              of.includes(i) ? sum + of.reduce((product, j) => (j === i ? product : product * mu[j]!), weight) : sum,
            0,
          ) / 2,
      );
      mu = mu.map((m, i) => (m * projections[i]!) / ((d / 2) * volume));
      if (round % 1000 === 999) {
        if (volume - last <= 1e-15) break;
        last = volume;
      }
    }
    yield {
      label: `V = +-{${V.map((v) => `(${v.join(', ')})`).join(', ')}}: sup vol(Pi_v W*) / ((d/2) |W*|)`,
      left: Math.max(...projections) / ((d / 2) * volume),
      relation: '=',
      right: 1,
      tolerance: 1e-3,
    };
  }
}

export const maximalCrystal: Claim = {
  id: 'W8',
  title: 'The maximal crystal: the best shape without symmetry',
  statement:
    'For any adversary $B$ let $\\mu^*$ be the probability on its extreme points that makes $|W_\\mu|$ largest. Then for every measurable $S$, $\\sup_{v \\in B} vol(\\Pi_v S) \\ge \\frac d2 |S|^{(d-1)/d} |W_{\\mu^*}|^{1/d}$, with equality for $S = W_{\\mu^*}$.',
  hypotheses: ['B any symmetric convex body; no symmetry group is needed'],
  source: 'derived here (not in the paper); extends MATH.md W3',
  axioms: ['brunn-minkowski', 'minkowski-first', 'brenier-mccann'],
  restsOn: ['W3'],
  inWords: ['every dimension and measurable $S$: the parts try polygons, and space by an ascent'],
  parts: [
    {
      id: 'plane',
      statement: 'The maximal measure equalizes the projections of its crystal, and no polygon does better.',
      evidence: [exactly('exact maximal measures of random adversaries in the plane', maximalCrystals)],
    },
    {
      id: 'space',
      statement: 'In space the ascent to the maximal measure ends with all projections at most $\\frac d2|W|$.',
      evidence: [numerically('random adversaries, within 1e-3', ascentInSpace)],
    },
    {
      id: 'concave',
      statement: '$|W_\\mu|^{1/d}$ is concave in $\\mu$.',
      evidence: [exactly('random measures in the plane', concavity)],
    },
    symmetricPart,
  ],
  mutants: [
    {
      id: 'uniform-is-maximal',
      statement: 'The uniform measure on the vertices is always maximal.',
      evidence: exactly('hull{+-e_1, +-e_2, +-(3/5, 3/5)}, where mu* = (3/7, 3/7, 1/7)', () => {
        const uniform = weighted(
          LOPSIDED,
          LOPSIDED.map(() => ratio(1, 3)),
        );
        const maximal = weighted(LOPSIDED, maximalMeasure(LOPSIDED));
        return [
          {
            label: '|W| of the uniform measure against |W*|',
            left: zonotopeVolume(uniform),
            relation: '>=',
            right: zonotopeVolume(maximal),
          },
        ];
      }),
    },
    {
      id: 'wrong-rate',
      statement: 'At the maximal measure vol(Pi_v W*) = d |W*|.',
      evidence: exactly('l1 in the plane', () => [
        {
          label: 'vol(Pi_v W*) against d |W*|',
          left: supProjection(axes(2), weighted(axes(2), maximalMeasure(axes(2)))),
          relation: '=',
          right: zonotopeVolume(weighted(axes(2), maximalMeasure(axes(2)))).mul(2),
        },
      ]),
    },
  ],
};
