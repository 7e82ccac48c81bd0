/**
 * The worked examples of the blog post (its formulas are pictures; the numbers here are those its sentences determine).
 *
 * Two quadrants of mass 1/4 under the plane Gaussian: moved by v = (1, 1) the top-right one gains; the best region of
 * mass 1/4 is a half-space, and G(1/4, v) = Phi(Phi^{-1}(1/4) + |v|_2) = 0.770 > 1/2: a classifier with rho = 3/4 is
 * not robust to v, but it is to every v with |v|_2 < Phi^{-1}(3/4) = 0.674. Uniform noise on S: G(p, v) = p + 1 - |S n
 * (S + v)|/|S|, and the rate of the loss is the projection. The crystal of the rhombus: |x|_* = (|x_1| + |x_2|)/2, so
 * the square of half side 1/2.
 */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import {
  add,
  apply,
  exactly,
  mul,
  numerically,
  onBox,
  pow,
  range,
  rational,
  variable,
  type Claim,
  type Expression,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { exactOverlap, exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { rationalPoint } from '../../src/geometry/exact/exact-polytope.ts';
import { exactCube } from '../../src/geometry/exact/standard-polytopes.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { axes, crystalGenerators, hullOfSignSums, largest, rationalVector } from '../vocabulary/rational-bodies.ts';
import { crystalSupport } from '../crystals/wulff-crystals.ts';
import { crossPolytopeCrystal } from '../formal/statements/geometry.ts';
import { quadrantOverAQuarter, quantileOfThreeQuarters } from '../formal/statements/rows.ts';

const cdf = (x: Expression): Expression => apply('normalCdf', x);
const quantile = (p: Expression): Expression => apply('normalQuantile', p);
const r = variable('r');
const quarter = rational(1, 4);
const sqrt2 = pow(2, rational(1, 2));

/** Mass of the quadrant {x_1 > 0, x_2 > 0} and of {x_1 < 0, x_2 < 0} when the centre moves by (1, 1). */
const topRight = pow(cdf(rational(1)), 2);
const bottomLeft = pow(cdf(rational(-1)), 2);
/** The half-space of mass 1/4, moved by a vector of length r. */
const halfSpace = (length: Expression): Expression => cdf(add(quantile(quarter), length));

function* libraryRadius(): Generator<NumericInstance> {
  const noise = parseNoise('gaussian', 2, { sigma: 1 });
  const radius = certifiedRadius(noise, { kind: 'lp', p: 2, dim: 2 }, 0.75).radius;
  yield {
    label: 'radius of the plane Gaussian at rho = 3/4',
    left: radius,
    relation: '=',
    right: 0.6744897501960817,
    tolerance: 1e-9,
  };
  yield { label: 'it is rounded down', left: radius, relation: '<=', right: 0.6744897501960817, tolerance: 0 };
  const square = wulffCrystal(lpAdversary(1, 2));
  yield {
    label: 'crystal of the rhombus: support at e_1',
    left: square.support([1, 0]),
    relation: '=',
    right: 0.5,
    tolerance: 1e-15,
  };
}

export const blogExamples: Claim = {
  id: 'blog',
  title: 'The worked examples of the blog post',
  statement:
    'Plane Gaussian, quadrants of mass 1/4, $v = (1,1)$: the top-right quadrant gains most of the two, the half-space of mass 1/4 more, $G(1/4, v) = \\Phi(\\Phi^{-1}(1/4) + \\sqrt2) > 1/2$; with $\\rho = 3/4$ the radius is $\\Phi^{-1}(3/4)$. Uniform noise on $S$: $G = p + 1 - o$, with slope $vol(\\Pi_v S)/|S|$. The crystal of the rhombus $\\{|x|_1 \\le 1\\}$ is the square $\\{|y|_\\infty \\le 1/2\\}$.',
  hypotheses: [],
  source: 'blog post',
  axioms: ['neyman-pearson'],
  restsOn: ['G5', 'W1'],
  parts: [
    {
      id: 'quadrants',
      statement:
        'Moved by $(1, 1)$: bottom-left quadrant $<$ 1/4 $<$ top-right quadrant $<$ half-space, and the last is over 1/2.',
      formal: [quadrantOverAQuarter],
      evidence: [
        onBox('bottom-left loses', [], bottomLeft, '<', quarter),
        onBox('top-right gains', [], topRight, '>', quarter),
        onBox('the half-space gains more', [], halfSpace(sqrt2), '>', topRight),
        onBox('not robust: G > 1/2', [], halfSpace(sqrt2), '>', rational(1, 2)),
        onBox('G = 0.770, three digits', [], halfSpace(sqrt2), '=', rational(770, 1000), { tolerance: '1/2000' }),
      ],
    },
    {
      id: 'half-space',
      statement: 'The half-space beats the quadrant along the diagonal at every distance $0.01 \\le r \\le 4$.',
      evidence: [
        onBox(
          'Phi(Phi^-1(1/4) + r) against Phi(r/sqrt 2)^2',
          [range('r', '0.01', '4')],
          halfSpace(r),
          '>',
          pow(cdf(mul(r, pow(2, rational(-1, 2)))), 2),
        ),
      ],
    },
    {
      id: 'radius',
      statement: 'With $\\rho = 3/4$ robust iff $|v|_2 < \\Phi^{-1}(3/4) = 0.67449$.',
      formal: [quantileOfThreeQuarters],
      evidence: [
        onBox('at the radius G = 1/2', [], halfSpace(quantile(rational(3, 4))), '=', rational(1, 2), {
          tolerance: '1/1000000000000000',
        }),
        onBox('G < 1/2 before it', [range('r', '0', '0.6744')], halfSpace(r), '<', rational(1, 2)),
        onBox('G > 1/2 after it', [range('r', '0.6746', '5')], halfSpace(r), '>', rational(1, 2)),
      ],
    },
    {
      id: 'uniform',
      statement:
        'Uniform on the square $[-1,1]^2$: moved by $(r, 0)$ it loses $r/2$, the projection 2 over the area 4.',
      evidence: [
        exactly('1 - o at r = 1/10, 1/2, 1, and the projection', () => [
          ...[ratio(1, 10), ratio(1, 2), ratio(1)].map((x) => ({
            label: `square moved by (${x.toFraction()}, 0): 1 - o`,
            left: ratio(1).sub(exactOverlap(exactCube(2), [x, ratio(0)])),
            relation: '=' as const,
            right: x.mul(exactProjection(exactCube(2), rationalVector([1, 0]))).div(exactVolume(exactCube(2))),
          })),
        ]),
      ],
    },
    {
      id: 'crystal-of-the-rhombus',
      statement: '$\\|x\\|_* = (|x_1| + |x_2|)/2$, and its dual ball is $\\{|y|_\\infty \\le 1/2\\}$.',
      formal: [crossPolytopeCrystal],
      evidence: [
        exactly('support at (3, -4), (1, 0), (1, 1); vertices of the hull', () => [
          ...[
            [3, -4],
            [1, 0],
            [1, 1],
          ].map((x) => ({
            label: `|(${x.join(', ')})|_*`,
            left: crystalSupport(axes(2), rationalVector(x)),
            relation: '=' as const,
            right: ratio(Math.abs(x[0]!) + Math.abs(x[1]!), 2),
          })),
          ...hullOfSignSums(crystalGenerators(axes(2))).vertices.map((vertex) => ({
            label: 'largest coordinate of a vertex',
            left: largest(rationalPoint(vertex).map((c) => c.abs())),
            relation: '=' as const,
            right: ratio(1, 2),
          })),
        ]),
      ],
    },
    {
      id: 'library',
      statement: 'The library gives these numbers.',
      about: 'implementation',
      implements: ['radius', 'uniform'],
      evidence: [numerically('closed forms, rounded down within 1e-9', libraryRadius)],
    },
  ],
  mutants: [
    {
      id: 'quadrant-is-best',
      statement: 'The top-right quadrant is the best region of mass 1/4 against (1, 1).',
      evidence: onBox('quadrant against half-space', [], topRight, '>=', halfSpace(sqrt2)),
    },
    {
      id: 'robust',
      statement: 'A classifier with rho = 3/4 under the plane Gaussian is robust to (1, 1).',
      evidence: onBox('G(1/4, (1, 1))', [], halfSpace(sqrt2), '<', rational(1, 2)),
    },
    {
      id: 'crystal-is-the-rhombus',
      statement: 'The crystal of the rhombus is a rhombus: h(1, 1) = h(1, 0).',
      evidence: exactly('support function', () => [
        {
          label: 'h(1, 1) against h(1, 0)',
          left: crystalSupport(axes(2), rationalVector([1, 1])),
          relation: '=',
          right: crystalSupport(axes(2), rationalVector([1, 0])),
        },
      ]),
    },
  ],
};
