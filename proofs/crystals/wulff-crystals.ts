/**
 * W1. The crystals of the three norms. For extreme points +-y_1, ..., +-y_m the crystal is the body with support
 * function h(x) = avg |<x, y_i>|, the zonotope sum [-y_i, y_i]/m:
 *   l1    {+-e_i}      the cube of half side 1/d
 *   l2    the sphere   the ball of radius E|Y_1| = Gamma(d/2) / (sqrt(pi) Gamma((d+1)/2))
 *   linf  {-1, 1}^d    d = 2 a rhombus, d = 3 the rhombic dodecahedron; between B_2/sqrt 2 and B_2 in every d (Khinchine)
 */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { exactly, library, identity } from '../../src/checker/index.ts';
import type { Claim, EnclosedInstance, EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { apply, div, mul, pi, pow, rational, add, variable } from '../../src/checker/expression.ts';
import { rationalPoint, type ExactPolytope } from '../../src/geometry/exact/exact-polytope.ts';
import { meanAbsoluteSignSum } from '../../src/geometry/functionals/sign-sum.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { innerProduct } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import {
  axes,
  crystalGenerators,
  diagonals,
  hullOfSignSums,
  largest,
  mean,
  randomDirection,
  rationalVector,
  show,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';
import { crossPolytopeCrystal, crossPolytopeSupport } from '../formal/statements/geometry.ts';
import { knownSignsPart } from '../known-answers/geometry.ts';

/** h(u) = avg |<u, y>| over the pairs. */
export function crystalSupport(V: readonly RationalVector[], u: RationalVector): Rational {
  return mean(V.map((y) => innerProduct(u, y).abs()));
}

/**
 * Vertices, edges and facets. An edge is a pair of vertices whose common facets have normals of rank d - 1: in a simple
 * enough polytope, at least d - 1 of them.
 */
function faceNumbers(polytope: ExactPolytope): {
  readonly vertices: number;
  readonly edges: number;
  readonly facets: number;
} {
  const facetsOf = polytope.vertices.map(
    (_, i) => new Set(polytope.incidence.flatMap((on, f) => (on.includes(i) ? [f] : []))),
  );
  let edges = 0;
  for (let i = 0; i < facetsOf.length; i++) {
    for (let j = 0; j < i; j++) {
      const common = [...facetsOf[i]!].filter((f) => facetsOf[j]!.has(f));
      // The smallest face with both vertices is an edge iff no third vertex is on it.
      const isEdge =
        common.length > 0 && facetsOf.every((facets, k) => k === i || k === j || !common.every((f) => facets.has(f)));
      if (isEdge) edges++;
    }
  }
  return { vertices: polytope.vertices.length, edges, facets: polytope.facets.length };
}

function* sameBody(label: string, polytope: ExactPolytope, V: readonly RationalVector[]): Generator<ExactInstance> {
  for (const { normal, offset } of polytope.facets) {
    const n = normal.map((x) => ratio(x));
    yield {
      label: `${label}: offset of the facet ${show(n)} against h`,
      left: ratio(offset),
      relation: '=',
      right: crystalSupport(V, n),
    };
  }
}

function* cubeOfL1(): Generator<ExactInstance> {
  for (let d = 2; d <= 5; d++) {
    const W = hullOfSignSums(crystalGenerators(axes(d)));
    yield { label: `l1, d = ${d}: vertices`, left: ratio(W.vertices.length), relation: '=', right: ratio(2 ** d) };
    yield { label: `l1, d = ${d}: facets`, left: ratio(W.facets.length), relation: '=', right: ratio(2 * d) };
    for (const [i, vertex] of W.vertices.entries()) {
      const furthest = largest(rationalPoint(vertex).map((x) => x.abs()));
      const nearest = largest(rationalPoint(vertex).map((x) => x.abs().neg())).neg();
      yield { label: `l1, d = ${d}: |x_i| at vertex ${i}`, left: furthest, relation: '=', right: ratio(1, d) };
      yield { label: `l1, d = ${d}: |x_i| at vertex ${i}`, left: nearest, relation: '=', right: ratio(1, d) };
    }
  }
}

/** Vertices, edges, facets of the crystal of the cube. */
const FACES = [
  { d: 2, vertices: 4, edges: 4, facets: 4, name: 'rhombus' },
  { d: 3, vertices: 14, edges: 24, facets: 12, name: 'rhombic dodecahedron' },
] as const;

function* crystalsOfTheCube(): Generator<ExactInstance> {
  for (const { d, name, ...expected } of FACES) {
    const W = hullOfSignSums(crystalGenerators(diagonals(d)));
    const found = faceNumbers(W);
    for (const kind of ['vertices', 'edges', 'facets'] as const) {
      yield { label: `linf, ${name}: ${kind}`, left: ratio(found[kind]), relation: '=', right: ratio(expected[kind]) };
    }
    yield* sameBody(`linf, ${name}`, W, diagonals(d));
  }
  // The rhombus is the l1 ball: its vertices are +-e_1, +-e_2.
  for (const vertex of hullOfSignSums(crystalGenerators(diagonals(2))).vertices) {
    const size = rationalPoint(vertex).reduce((s, x) => s.add(x.abs()), ratio(0));
    yield {
      label: `linf, d = 2: |x|_1 at the vertex ${show(rationalPoint(vertex))}`,
      left: size,
      relation: '=',
      right: ratio(1),
    };
  }
}

/**
 * The library's exact crystals: every facet supports, so they contain W; every vertex is supported, so W contains them.
 */
function* libraryCrystals(): Generator<ExactInstance> {
  for (const d of [2, 3, 4, 5]) {
    const W = wulffCrystal(lpAdversary(Infinity, d)).exact!();
    yield* sameBody(`library, linf, d = ${d}`, W, diagonals(d));
    // h_P <= h_W on the normals of all coordinate and diagonal directions; W3 and W2 compare the volumes.
    for (const u of [...axes(d), ...diagonals(d)]) {
      const reach = largest(W.vertices.map((vertex) => innerProduct(rationalPoint(vertex), u)));
      yield {
        label: `library, linf, d = ${d}: h(${show(u)})`,
        left: reach,
        relation: '=',
        right: crystalSupport(diagonals(d), u),
      };
    }
  }
  for (const d of [2, 4]) yield* sameBody(`library, l1, d = ${d}`, wulffCrystal(lpAdversary(1, d)).exact!(), axes(d));
}

const d_ = variable('d');
/** E|Y_1| for Y uniform on the unit sphere. */
const meanSphereCoordinate = div(
  apply('gamma', div(d_, 2)),
  mul(pow(pi, rational(1, 2)), apply('gamma', div(add(d_, 1), 2))),
);

function* libraryBall(): Generator<EnclosedInstance> {
  for (const d of [2, 3, 10, 784, 3072]) {
    const u = Array.from({ length: d }, (_, i) => (i === 1 ? 1 : 0));
    yield {
      label: 'support of the library’s crystal of l2 at a unit vector',
      value: wulffCrystal(lpAdversary(2, d)).support(u),
      relation: 'close',
      expression: meanSphereCoordinate,
      at: { d: String(d) },
      tolerance: '1e-12',
    };
  }
}

/** |u|^2/2 <= h(u)^2 <= |u|^2 with h(u) = E|<u, eps>|. */
function* khinchine({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 40 : 400); i++) {
    const d = 2 + (i % 7);
    const u = randomDirection(random, d);
    const square = crystalSupport(diagonals(d), u).pow(2);
    const length = innerProduct(u, u);
    yield { label: `u = ${show(u)}: 2 h(u)^2 against |u|^2`, left: square.mul(2), relation: '>=', right: length };
    yield { label: `u = ${show(u)}: h(u)^2 against |u|^2`, left: square, relation: '<=', right: length };
  }
  const e12 = rationalVector([1, 1, 0]);
  yield {
    label: 'u = e_1 + e_2: 2 h(u)^2',
    left: crystalSupport(diagonals(3), e12).pow(2).mul(2),
    relation: '=',
    right: ratio(2),
  };
  yield {
    label: 'u = e_1: h(u)^2',
    left: crystalSupport(diagonals(3), axes(3)[0]!).pow(2),
    relation: '=',
    right: ratio(1),
  };
}

/** E|x_1 +- x_2 ... +- x_n| of the library for whole x_i with repetitions, n to 10, against all 2^n signs. */
function* signMeans({ seed, effort }: EvidenceContext): Generator<EnclosedInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 8 : 60); i++) {
    const x = Array.from({ length: 3 + random.integer(8) }, () => 1 + random.integer(3));
    let sum = 0;
    for (let signs = 0; signs < 2 ** x.length; signs++)
      sum += Math.abs(x.reduce((total, size, k) => total + ((signs >> k) & 1 ? size : -size), 0));
    yield {
      label: `x = (${x.join(', ')})`,
      value: meanAbsoluteSignSum(x).value,
      relation: 'close',
      expression: rational(sum, 2 ** x.length),
      at: {},
    };
  }
}

export const wulffCrystals: Claim = {
  id: 'W1',
  title: 'The crystals of l1, l2 and linf',
  statement:
    'The Wulff crystal of the cross-polytope is the cube of half side $1/d$; of the ball, the ball of radius $\\Gamma(d/2)/(\\sqrt\\pi\\,\\Gamma((d+1)/2))$; of the cube, the zonotope of $\\{\\pm1\\}^d$: a rhombus for $d = 2$, the rhombic dodecahedron (14 vertices, 24 edges, 12 faces) for $d = 3$, and between $B_2/\\sqrt2$ and $B_2$ in every dimension.',
  hypotheses: ['extreme points with the measure that the symmetries of the adversary leave invariant'],
  source: 'blog post, "Wulff Crystals"; MATH.md W1',
  axioms: ['khinchine-szarek', 'polar-coordinates'],
  inWords: ['$E|Y_1|$ on the sphere for every $d$: the parts check $d = 2, 3$'],
  parts: [
    {
      id: 'l1',
      statement: 'Cross-polytope to cube.',
      formal: [crossPolytopeCrystal, crossPolytopeSupport],
      evidence: [exactly('d = 2..5, hull of the sign sums', cubeOfL1)],
    },
    {
      id: 'linf',
      statement: 'Cube to rhombus and rhombic dodecahedron.',
      evidence: [exactly('d = 2, 3: face numbers and supporting facets', crystalsOfTheCube)],
    },
    {
      id: 'l2',
      statement:
        'Ball to ball: $E|\\langle x, Y\\rangle| = |x|_2 E|Y_1|$ by rotation; in the plane $E|Y_1| = 2/\\pi$, in space $1/2$.',
      evidence: [
        identity(
          'd = 2',
          [],
          div(apply('gamma', 1), mul(pow(pi, rational(1, 2)), apply('gamma', rational(3, 2)))),
          div(2, pi),
        ),
        identity(
          'd = 3',
          [],
          div(apply('gamma', rational(3, 2)), mul(pow(pi, rational(1, 2)), apply('gamma', 2))),
          rational(1, 2),
        ),
      ],
    },
    {
      id: 'khinchine',
      statement:
        '$B_2/\\sqrt2 \\subseteq W \\subseteq B_2$ for the crystal of the cube, with contact at $e_1 + e_2$ and $e_1$.',
      evidence: [exactly('squares, random integer vectors, d = 2..8', khinchine)],
    },
    {
      id: 'library',
      statement: 'The crystals that the library hands out are these.',
      about: 'implementation',
      implements: ['l1', 'linf', 'l2'],
      evidence: [
        exactly('linf d = 2..5, l1 d = 2, 4: every facet supports', libraryCrystals),
        library('l2, d up to 3072', libraryBall),
        library('linf, the support at drawn points: the mean over all signs', signMeans),
      ],
    },
    knownSignsPart,
  ],
  mutants: [
    {
      id: 'cross-polytope-always',
      statement: 'The crystal of the cube is the cross-polytope in every dimension: h(u) = |u|_inf.',
      evidence: exactly('d = 2, 3 at e_1 and (1, ..., 1)', () =>
        [2, 3].flatMap((d) =>
          [axes(d)[0]!, rationalVector(Array<number>(d).fill(1))].map((u) => ({
            label: `d = ${d}: h(${show(u)}) against |u|_inf`,
            left: crystalSupport(diagonals(d), u),
            relation: '=' as const,
            right: largest(u.map((x) => x.abs())),
          })),
        ),
      ),
    },
    {
      id: 'cuboctahedron-for-l1',
      statement: 'The crystal of the cross-polytope of R^3 is a cuboctahedron (14 facets).',
      evidence: exactly('counting facets', () => [
        {
          label: 'facets of the crystal of l1, d = 3',
          left: ratio(hullOfSignSums(crystalGenerators(axes(3))).facets.length),
          relation: '=',
          right: ratio(14),
        },
      ]),
    },
    {
      id: 'rotated',
      statement: 'The crystal of l1 in the plane is the square turned by 45 degrees: h(e_1) = h((1,1))/1.',
      evidence: exactly('support function', () => [
        {
          label: 'h(1,1) against h(e_1)',
          left: crystalSupport(axes(2), rationalVector([1, 1])),
          relation: '=',
          right: crystalSupport(axes(2), axes(2)[0]!),
        },
      ]),
    },
    {
      id: 'khinchine-constant',
      statement: 'W contains 4/5 B_2, better than B_2/sqrt 2.',
      evidence: exactly('at e_1 and e_1 + e_2', () =>
        [axes(3)[0]!, rationalVector([1, 1, 0])].map((u) => ({
          label: `u = ${show(u)}: h(u)^2 against (4/5)^2 |u|^2`,
          left: crystalSupport(diagonals(3), u).pow(2),
          relation: '>=' as const,
          right: innerProduct(u, u).mul(ratio(16, 25)),
        })),
      ),
    },
  ],
};
