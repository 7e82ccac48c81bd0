/**
 * W3. The crystal has the least projections: for every measurable S of finite volume
 *   avg_{v ~ V} vol(Pi_v S) >= (d/2) |S|^{(d-1)/d} |W|^{1/d},   vol(Pi_v S) the shadow,
 * with equality for the homothets of W; with a transitive symmetry group sup = avg at S = W, so W has the least sup.
 *
 * Convex S. avg_v vol(Pi_v S) = (d/2) V(S[d-1], W), since the projection is (d/2) V(S[d-1], [-v, v]); then Minkowski's
 * first inequality.
 *
 * Any S. The anisotropic isoperimetric inequality bounds the perimeter form 1/2 int_{bd S} |<n, v>|, which counts every
 * interval of S on a line; the shadow counts the line once and is smaller, so that inequality is not enough. Transport
 * proves the stronger statement (derived here). Let psi be smooth and even with psi' an increasing bijection of (-1, 1)
 * to R, g its inverse, Lambda(y) = E G(<y, v>) with G' = g: then grad Lambda(y) = E g(<y, v>) v maps R^d onto the
 * interior of W. Let grad u, u convex, carry the uniform law of S to the law of (grad Lambda)^{-1}(uniform on W)
 * (Brenier, McCann), and
 *   T(x) = grad Lambda(grad u(x)) = E t_v(x) v,   t_v(x) = g(<grad u(x), v>) in (-1, 1).
 * T carries S to W, so det DT = |W|/|S|, and DT = D^2 Lambda D^2 u is a product of two positive semidefinite matrices:
 * its eigenvalues are >= 0 and div T >= d (|W|/|S|)^{1/d}. But div T = E d_v t_v, and since u is convex on all of R^d,
 * t_v increases along every line of direction v, across the gaps of S as well: it gains at most 2 a line, and only on
 * lines that meet S. So int_S d_v t_v <= 2 vol(Pi_v S), and E 2 vol(Pi_v S) >= d (|W|/|S|)^{1/d} |S|.
 */
import { alternatives, exactly, numerically } from '../../src/checker/index.ts';
import type { Claim, EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import type { ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { power } from '../vocabulary/level-volumes.ts';
import { boxUnions, shadowsAgree } from './minimal-projection-boxes.ts';
import { minimalProjectionMutants } from './minimal-projection-mutants.ts';
import {
  grownPolycube,
  overlapVolume,
  perimeterForm,
  scatteredPolycube,
  shadowAlongAxis,
  shadowAlongDiagonal,
  type Polycube,
} from './minimal-projection-polycubes.ts';
import { searchPolygons, searchZonotopes } from './minimal-projection-search.ts';
import {
  axes,
  crystalGenerators,
  diagonals,
  hullOfSignSums,
  leastAverage,
  mean,
  multiple,
  randomDirection,
  randomGenerators,
  randomPolytope,
  rationalVector,
  subsets,
  zonotopeProjection,
  zonotopeVolume,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';

/** The adversaries of a dimension: l1, linf and two random ones, which need no symmetry. */
function adversaries(
  seed: number,
  d: number,
): readonly { readonly name: string; readonly V: readonly RationalVector[] }[] {
  const random = randomStream(seed, d);
  return [
    { name: 'l1', V: axes(d) },
    { name: 'linf', V: diagonals(d) },
    { name: 'random 1', V: randomGenerators(random, d, d + 1) },
    { name: 'random 2', V: randomGenerators(random, d, d + 2) },
  ];
}

function* polytopes({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 30 : 400); i++) {
    const d = 2 + (i % 3);
    const S = randomPolytope(random, d, d + random.integer(5));
    for (const { name, V } of adversaries(seed, d)) {
      const average = mean(V.map((v) => exactProjection(S, v)));
      const label = `polytope of ${S.vertices.length} vertices in R^${d}, adversary ${name}`;
      yield { label, left: power(average, d), relation: '>=', right: leastAverage(exactVolume(S), V) };
    }
  }
}

function* zonotopes({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 30 : 400); i++) {
    const d = 2 + (i % 3);
    const generators = randomGenerators(random, d, d + random.integer(3));
    for (const { name, V } of adversaries(seed, d)) {
      const average = mean(V.map((v) => zonotopeProjection(generators, v)));
      const label = `zonotope of ${generators.length} generators in R^${d}, adversary ${name}`;
      yield { label, left: power(average, d), relation: '>=', right: leastAverage(zonotopeVolume(generators), V) };
    }
  }
}

/** Homothets of W reach the bound; W with one generator lengthened by a tenth does not. */
function* equality({ seed }: EvidenceContext): Generator<ExactInstance> {
  for (const d of [2, 3, 4]) {
    for (const { name, V } of adversaries(seed, d)) {
      const W = crystalGenerators(V).map((g) => multiple(ratio(5, 3), g));
      const W_ = W.map((g, i) => (i === 0 ? multiple(ratio(11, 10), g) : g));
      const power_ = (Z: readonly RationalVector[]): Rational => power(mean(V.map((v) => zonotopeProjection(Z, v))), d);
      yield {
        label: `5/3 W in R^${d}, adversary ${name}`,
        left: power_(W),
        relation: '=',
        right: leastAverage(zonotopeVolume(W), V),
      };
      yield {
        label: `5/3 W in R^${d} with a generator lengthened by 1/10, adversary ${name}`,
        left: power_(W_),
        relation: '>',
        right: leastAverage(zonotopeVolume(W_), V),
      };
    }
  }
}

const ALONG = {
  l1: (S: Polycube, d: number) => mean(Array.from({ length: d }, (_, i) => shadowAlongAxis(S, i))),
  linf: (S: Polycube, d: number) => mean(diagonals(d).map((v) => shadowAlongDiagonal(S, v.map(Number)))),
} as const;

function randomPolycube(seed: number, i: number): { readonly S: Polycube; readonly d: number } {
  const random = randomStream(seed, i);
  const d = 2 + (i % 3);
  const count = 1 + random.integer(12);
  const S = i % 2 === 0 ? scatteredPolycube(random, d, d === 2 ? 5 : 3, count) : grownPolycube(random, d, count);
  return { S, d };
}

function* polycubes({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 60 : 900); i++) {
    const { S, d } = randomPolycube(seed, i);
    for (const name of ['l1', 'linf'] as const) {
      yield {
        label: `cells ${JSON.stringify(S)}, adversary ${name}`,
        left: power(ALONG[name](S, d), d),
        relation: '>=',
        right: leastAverage(ratio(S.length), name === 'l1' ? axes(d) : diagonals(d)),
      };
    }
  }
}

/** 1 - o(rv) = r (perimeter form)/|S| for small r along e_1, and the perimeter form is at least the shadow. */
function* perimeters({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 30 : 300); i++) {
    const { S, d } = randomPolycube(seed, i);
    const e1 = axes(d)[0]!.map(Number);
    const r = ratio(1, 5);
    const label = `cells ${JSON.stringify(S)}`;
    yield {
      label: `${label}: |S \\ (S + e_1/5)|`,
      left: ratio(S.length).sub(overlapVolume(S, e1, r)),
      relation: '=',
      right: r.mul(perimeterForm(S, e1)),
    };
    for (const v of [e1, Array<number>(d).fill(1)]) {
      const shadow = v === e1 ? shadowAlongAxis(S, 0) : shadowAlongDiagonal(S, v);
      yield {
        label: `${label}: perimeter form along (${v.join()})`,
        left: perimeterForm(S, v),
        relation: '>=',
        right: shadow,
      };
    }
  }
}

/** Adversaries whose symmetries are transitive on the vertices: l1, linf, the cuboctahedron and the 24-cell. */
function* transitive(): Generator<ExactInstance> {
  const pairs = (d: number): Rational[][] =>
    subsets(
      Array.from({ length: d }, (_, i) => i),
      2,
    ).flatMap(([i, j]) =>
      [1, -1].map((sign) => rationalVector(Array.from({ length: d }, (_, k) => (k === i ? 1 : k === j ? sign : 0)))),
    );
  const cases = [2, 3, 4].flatMap((d) => [
    { name: `l1 in R^${d}`, V: axes(d) },
    { name: `linf in R^${d}`, V: diagonals(d) },
  ]);
  for (const { name, V } of [...cases, { name: 'cuboctahedron', V: pairs(3) }, { name: '24-cell', V: pairs(4) }]) {
    const W = crystalGenerators(V);
    const average = ratio(V[0]!.length, 2).mul(zonotopeVolume(W));
    for (const v of V) {
      const label = `${name}, v = (${v.map((x) => x.toFraction()).join(', ')}): vol(Pi_v W) against (d/2) |W|`;
      yield { label, left: zonotopeProjection(W, v), relation: '=', right: average };
    }
  }
}

/** A body that is not a zonotope: the projections of its hull and of sign sums agree with the determinant route. */
function* hullRoute({ seed }: EvidenceContext): Generator<ExactInstance> {
  for (const d of [2, 3, 4]) {
    const W: ExactPolytope = hullOfSignSums(crystalGenerators(d === 4 ? axes(4) : diagonals(d)));
    const random = randomStream(seed, d);
    const v = randomDirection(random, d);
    yield {
      label: `crystal in R^${d} by its hull: vol(Pi_v W)`,
      left: exactProjection(W, v),
      relation: '=',
      right: zonotopeProjection(crystalGenerators(d === 4 ? axes(4) : diagonals(d)), v),
    };
  }
}

export const minimalProjection: Claim = {
  id: 'W3',
  title: 'The Wulff crystal has the least projections',
  statement:
    'For measurable $S$, $avg_{v \\sim V} vol(\\Pi_v S) \\ge \\frac d2 |S|^{(d-1)/d} |W|^{1/d}$, with equality for homothets of $W$. If the symmetries of $B$ act transitively on its extreme points, $W$ minimizes $\\sup_{v \\in B} vol(\\Pi_v S)$ among the $S$ of its volume.',
  hypotheses: [
    'S measurable of finite volume; vol(Pi_v S) the volume of the shadow (hence also for the larger perimeter form)',
    'for the sup: a group of volume-preserving linear maps keeps B and is transitive on its extreme points (true for l1, l2, linf; not for other l_p)',
  ],
  source: 'blog post and paper (uniform noise); for non-convex S proved here with shadows (MATH.md W3)',
  axioms: ['minkowski-first', 'wulff-inequality', 'brenier-mccann', 'zonotope-volume'],
  restsOn: ['W2'],
  inWords: [
    'every measurable $S$: the axioms minkowski-first, wulff-inequality and brenier-mccann; the parts try convex and non-convex sets up to $d = 4$',
  ],
  parts: [
    {
      id: 'polytopes',
      statement: 'The inequality on random rational polytopes, for l1, linf and random adversaries.',
      evidence: [
        alternatives(
          [
            exactly('d-th powers, d = 2, 3, 4', polytopes),
            numerically(
              'an adversary: descent over facet offsets of polygons from random starts never passes the bound and ends at the crystal, value within 1e-6, shape within 1e-3',
              searchPolygons,
            ),
          ],
          'both try the same inequality: random bodies exactly, and by a descent that looks for a violation',
        ),
      ],
    },
    {
      id: 'zonotopes',
      statement: 'The inequality on random rational zonotopes.',
      evidence: [
        alternatives(
          [
            exactly('d-th powers, d = 2, 3, 4', zonotopes),
            numerically(
              'an adversary: descent over generator lengths, d = 2, 3, from random starts never passes the bound and ends at the crystal, value within 1e-6, shape within 1e-3',
              searchZonotopes,
            ),
          ],
          'both try the same inequality: random bodies exactly, and by a descent that looks for a violation',
        ),
      ],
    },
    {
      id: 'equality',
      statement: 'Equality at homothets of $W$ and strictness next to them.',
      evidence: [exactly('d = 2, 3, 4', equality), exactly('projections of the crystal by its hull', hullRoute)],
    },
    {
      id: 'non-convex',
      statement: 'The inequality, with shadows, on random unions of boxes, connected and scattered.',
      evidence: [
        exactly('polycubes in d = 2, 3, 4 against l1 and linf', polycubes),
        exactly('overlapping rational boxes, d = 2, 3, against l1, linf and random adversaries', boxUnions),
        exactly('two routes to a shadow agree', shadowsAgree),
      ],
    },
    {
      id: 'perimeter-form',
      statement: 'The growth of uniform noise on $S$ sees the perimeter form, which is at least the shadow.',
      evidence: [exactly('polycubes in d = 2, 3, 4', perimeters)],
    },
    {
      id: 'sup-is-average',
      statement: 'With transitive symmetries $vol(\\Pi_v W) = \\frac d2 |W|$ at every vertex $v$.',
      evidence: [exactly('l1, linf, cuboctahedron, 24-cell', transitive)],
    },
  ],
  mutants: minimalProjectionMutants,
};
