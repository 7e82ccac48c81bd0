/**
 * U2. Growth of uniform noise, and covariograms in closed form.
 *
 * With o(v) = |K n (K + v)|/|K| the best region of measure p takes the part of K + v outside K for nothing and then p
 * of the intersection: G(p, v) = min(1, p + 1 - o(v)). Closed forms of o on the unit balls:
 *   cube              prod (1 - |v_i|/2)_+
 *   ball              I_{1 - (|v|_2/2)^2}((d+1)/2, 1/2): twice the cap beyond the bisecting hyperplane
 *   cross-polytope    (1 - r/2)_+^d along e_1
 *   linear images     o_{AK}(v) = o_K(A^{-1} v)
 */
import {
  add,
  apply,
  derivative,
  div,
  exactly,
  identity,
  library,
  mul,
  onBox,
  pi,
  pow,
  range,
  rational,
  real,
  sub,
  substitute,
  variable,
  type Claim,
  type EnclosedInstance,
  type EvidenceContext,
  type ExactInstance,
} from '../../src/checker/index.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { exactOverlap } from '../../src/geometry/exact/exact-measure.ts';
import { exactImage } from '../../src/geometry/exact/exact-polytope.ts';
import { exactBox, exactCrossPolytope, exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { innerProduct, solve } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { power } from '../vocabulary/level-volumes.ts';
import { grownPolycube, overlapVolume, scatteredPolycube } from '../crystals/minimal-projection-polycubes.ts';
import {
  axes,
  gaugeValue,
  multiple,
  randomDirection,
  randomGenerators,
  randomPolytope,
  rationalVector,
  show,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';
import { grid, growth, stepDensity } from '../vocabulary/step-densities.ts';

/** prod (1 - |v_i|/(2 w_i))_+ for the box with half widths w. */
function boxOverlap(halfWidths: RationalVector, v: RationalVector): Rational {
  return v.reduce((product, x, i) => {
    const side = ONE.sub(x.abs().div(halfWidths[i]!.mul(2)));
    return side.s > 0n ? product.mul(side) : ZERO;
  }, ONE);
}

/** Neyman-Pearson over all regions, for uniform noise on a random polycube moved by whole cells. */
function* growthFunction({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 20 : 200); i++) {
    const random = randomStream(seed, i);
    const d = 1 + (i % 3);
    const cells = i % 2 === 0 ? grownPolycube(random, d, 6) : scatteredPolycube(random, d, 6 - d, 4);
    const v = Array.from({ length: d }, () => random.integer(3) - 1);
    const q = stepDensity(
      cells.map((cell) => [cell, 1]),
      false,
    );
    const loss = ONE.sub(overlapVolume(cells, v, ONE).div(cells.length));
    for (const p of grid(5)) {
      const capped = p.add(loss);
      yield {
        label: `uniform on the cells ${JSON.stringify(cells)}, v = (${v.join()}), p = ${p.toFraction()}`,
        left: growth(q, v, p),
        relation: '=',
        right: capped.compare(ONE) > 0 ? ONE : capped,
      };
    }
  }
}

function* boxes({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 24 : 240); i++) {
    const d = 1 + (i % 4);
    const halfWidths = rationalVector(
      Array.from({ length: d }, () => 1 + random.integer(5)),
      3,
    );
    const v = rationalVector(
      Array.from({ length: d }, () => random.integer(9) - 4),
      4,
    );
    yield {
      label: `box of half widths ${show(halfWidths)}, v = ${show(v)}`,
      left: exactOverlap(exactBox(halfWidths), v),
      relation: '=',
      right: boxOverlap(halfWidths, v),
    };
  }
}

function* crossPolytopes(): Generator<ExactInstance> {
  for (let d = 1; d <= 4; d++) {
    for (const r of [ratio(1, 5), ratio(1), ratio(9, 5), ratio(2), ratio(5, 2)]) {
      const side = ONE.sub(r.div(2));
      yield {
        label: `cross-polytope of R^${d}, v = ${r.toFraction()} e_1`,
        left: exactOverlap(exactCrossPolytope(d), multiple(r, axes(d)[0]!)),
        relation: '=',
        right: side.s > 0n ? power(side, d) : ZERO,
      };
    }
  }
}

/** o_{AK}(v) against o_K(A^{-1} v). */
function* linearImages({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 15 : 150); i++) {
    const d = 2 + (i % 3);
    const A = randomGenerators(random, d, d);
    const K = i % 2 === 0 ? exactCube(d) : randomPolytope(random, d, d + 1);
    const w = randomDirection(random, d);
    const pulled = multiple(ratio(1 + random.integer(7), 4).div(gaugeValue(K, w)), w);
    const v = A.map((row) => innerProduct(row, pulled));
    yield {
      label: `K of ${K.vertices.length} vertices, A = [${A.map(show).join(', ')}], v = ${show(v)}`,
      left: exactOverlap(exactImage(A, K), v),
      relation: '=',
      right: exactOverlap(K, solve(A, v)!),
    };
  }
}

const d = variable('d');
const r = variable('r');
const half = rational(1, 2);
const gamma = (x: Parameters<typeof div>[0]) => apply('gamma', x);

/** The ball's covariogram at distance r. */
const ballOverlap = apply('betaCdf', sub(1, pow(div(r, 2), 2)), div(add(d, 1), 2), half);

/** kappa_{d-1}/kappa_d = Gamma(d/2 + 1) / (sqrt(pi) Gamma((d+1)/2)). */
const sectionRatio = div(gamma(add(div(d, 2), 1)), mul(pow(pi, half), gamma(div(add(d, 1), 2))));

function* libraryBalls(): Generator<EnclosedInstance> {
  for (const dim of [1, 2, 3, 50, 784, 3072]) {
    for (const distance of ['0.001', '0.02', '0.5', '1.5']) {
      const v = Array.from({ length: dim }, (_, i) => (i === 0 ? Number(distance) : 0));
      const value = lpBall(2, dim).overlap!(v).value;
      // Below 1e-250 nothing is compared: the overlap of high-dimensional balls underflows.
      if (value > 1e-250)
        yield {
          label: 'overlap of balls',
          value,
          relation: 'close',
          expression: ballOverlap,
          at: { d: String(dim), r: distance },
        };
    }
  }
  // The ellipsoid with half axes 1, 2, 3 moved by (0, 1, 0) and by (0.6, 0, 2.4): |A^-1 v| = 1/2 and 1.
  const axesOf = ellipsoid([
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 3],
  ]);
  yield {
    label: 'ellipsoid, v = (0, 1, 0)',
    value: axesOf.overlap!([0, 1, 0]).value,
    relation: 'close',
    expression: ballOverlap,
    at: { d: '3', r: '0.5' },
  };
  yield {
    label: 'ellipsoid, v = (0.6, 0, 2.4)',
    value: axesOf.overlap!([0.6, 0, 2.4]).value,
    relation: 'close',
    expression: ballOverlap,
    at: { d: '3', r: '1' },
  };
  yield {
    label: 'box, v = (1, 1)',
    value: box([1, 2]).overlap!([1, 1]).value,
    relation: 'close',
    expression: rational(3, 8),
    at: {},
  };
  const crossPolytope = pow(sub(1, div(r, 2)), d);
  for (const dim of [2, 5, 100]) {
    const v = Array.from({ length: dim }, (_, i) => (i === 0 ? 0.25 : 0));
    yield {
      label: 'cross-polytope along e_1',
      value: lpBall(1, dim).overlap!(v).value,
      relation: 'close',
      expression: crossPolytope,
      at: { d: String(dim), r: '0.25' },
    };
  }
}

export const uniformGrowth: Claim = {
  id: 'U2',
  title: 'Growth of uniform noise and closed covariograms',
  statement:
    'For uniform noise on $K$, $G(p, v) = \\min(1, p + 1 - o(v))$. On unit balls $o(v) = \\prod (1 - |v_i|/2)_+$ (cube), $I_{1 - (|v|_2/2)^2}(\\frac{d+1}2, \\frac12)$ (ball), $(1 - r/2)_+^d$ (cross-polytope along $e_1$), and $o_{AK}(v) = o_K(A^{-1}v)$.',
  hypotheses: ['K measurable of finite volume (growth); convex bodies (closed forms)'],
  source: 'blog post (growth of uniform noise); MATH.md U2',
  axioms: ['neyman-pearson', 'fundamental-theorem', 'beta-integral'],
  inWords: ['the covariograms of box and cross-polytope for every $d$: the parts try $d \\le 4$'],
  parts: [
    {
      id: 'growth',
      statement: '$G(p, v) = \\min(1, p + 1 - o(v))$, convex or not.',
      evidence: [exactly('Neyman-Pearson on random polycubes, d = 1, 2, 3, moved by whole cells', growthFunction)],
    },
    {
      id: 'cube',
      statement: 'Boxes: $o(v) = \\prod (1 - |v_i|/2w_i)_+$.',
      evidence: [exactly('against intersection volumes, d = 1..4', boxes)],
    },
    {
      id: 'cross-polytope',
      statement: 'The cross-polytope along $e_1$: $(1 - r/2)_+^d$.',
      evidence: [exactly('against intersection volumes, d = 1..4', crossPolytopes)],
    },
    {
      id: 'linear-image',
      statement: '$o_{AK}(v) = o_K(A^{-1} v)$.',
      evidence: [exactly('against intersection volumes of images, d = 2, 3, 4', linearImages)],
    },
    {
      id: 'ball',
      statement:
        'The ball: $o$ is 1 at $r = 0$, 0 at $r = 2$, and decreases at the rate of the section between, $\\kappa_{d-1}(1 - r^2/4)^{(d-1)/2}/\\kappa_d$.',
      evidence: [
        identity(
          'the derivative in r, for every d >= 1',
          [real('d', '1'), real('r', '0', '2')],
          derivative(ballOverlap, 'r'),
          mul(-1, sectionRatio, pow(sub(1, pow(div(r, 2), 2)), div(sub(d, 1), 2))),
        ),
        identity('at r = 0', [real('d', '0')], substitute(ballOverlap, 'r', 0), rational(1)),
        identity('at r = 2', [real('d', '0')], substitute(ballOverlap, 'r', 2), rational(0)),
      ],
    },
    {
      id: 'library',
      statement: "The library's overlaps.",
      about: 'implementation',
      implements: ['cube', 'cross-polytope', 'linear-image', 'ball'],
      evidence: [library('balls to d = 3072, an ellipsoid, a box, cross-polytopes', libraryBalls)],
    },
  ],
  mutants: [
    {
      id: 'radius-for-diameter',
      statement: 'The cube has o = prod (1 - |v_i|)_+: lambda in place of 2 lambda.',
      evidence: exactly('the square, v = (1/2, 0)', () => [
        {
          label: 'square, v = (1/2, 0)',
          left: exactOverlap(exactCube(2), rationalVector([1, 0], 2)),
          relation: '=',
          right: ratio(1, 2),
        },
      ]),
    },
    {
      id: 'ball-exponent',
      statement: 'The ball of R^3 has o = I_x(d/2, 1/2), one half less in the first parameter.',
      evidence: onBox(
        'r = 1, where o = 1 - 3/4 + 1/16 = 5/16',
        [range('r', '1', '1')],
        apply('betaCdf', sub(1, pow(div(r, 2), 2)), rational(3, 2), half),
        '=',
        rational(5, 16),
        { tolerance: '1/1000' },
      ),
    },
    {
      id: 'image-the-other-way',
      statement: 'o_{AK}(v) = o_K(A v).',
      evidence: exactly('A = diag(2, 1), the square, v = (1, 0)', () => [
        {
          label: '[-2, 2] x [-1, 1], v = (1, 0)',
          left: exactOverlap(exactBox(rationalVector([2, 1])), rationalVector([1, 0])),
          relation: '=',
          right: boxOverlap(rationalVector([1, 1]), rationalVector([2, 0])),
        },
      ]),
    },
    {
      id: 'cross-polytope-everywhere',
      statement: 'The cross-polytope has o = (1 - |v|_1/2)^d in every direction.',
      evidence: exactly('d = 2, v = (1/2, 1/2), the middle of an edge', () => [
        {
          label: 'rhombus, v = (1/2, 1/2)',
          left: exactOverlap(exactCrossPolytope(2), rationalVector([1, 1], 2)),
          relation: '=',
          right: ratio(1, 4),
        },
      ]),
    },
    {
      id: 'growth-inside-only',
      statement: 'Regions outside K do not count: G(p, v) = min(p, o).',
      evidence: exactly('two cells of the line moved by one', () => [
        {
          label: '[0, 2) moved by 1, p = 1/4',
          left: growth(
            stepDensity(
              [
                [[0], 1],
                [[1], 1],
              ],
              false,
            ),
            [1],
            ratio(1, 4),
          ),
          relation: '=',
          right: ratio(1, 4),
        },
      ]),
    },
  ],
};
