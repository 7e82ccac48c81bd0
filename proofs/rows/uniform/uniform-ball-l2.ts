/** Noise uniform on the ball against l2: R = 2 - 4 B^-1(3/4 - rho/2; (d+1)/2, (d+1)/2). */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  inv,
  mul,
  pow,
  rational,
  real,
  sub,
  substitute,
  whole,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  boundaryPart,
  d,
  half,
  integralPart,
  lowerHalf,
  p,
  r,
  rho,
  tightPart,
  upperHalf,
  x,
  y,
  zero,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart, tiedTo } from '../../vocabulary/library-link.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

const h = div(add(d, 1), 2);
const radius = sub(2, mul(4, apply('betaQuantile', sub(rational(3, 4), div(rho, 2)), h, h)));
/** Twice the cap beyond the plane at distance r/2. */
const overlap = mul(2, apply('betaCdf', sub(half, div(r, 4)), h, h));
const growth = add(p, sub(1, overlap));
/** The form in MATH.md U2. */
const overlapU2 = apply('betaCdf', sub(1, pow(div(r, 2), 2)), h, half);
/** vol of the unit ball of R^(d-1) over that of R^d. */
const rate = div(apply('gamma', add(div(d, 2), 1)), mul(apply('sqrt', { op: 'pi' }), apply('gamma', h)));

export const uniformBallL2: Claim = {
  id: 'row-uniform-ball-l2',
  title: 'Uniform noise on the ball against l2',
  statement:
    'For noise uniform on the Euclidean unit ball the certified $\\ell_2$ radius is $R(\\rho) = 2 - 4\\,B^{-1}(\\frac34-\\frac\\rho2; \\frac{d+1}2, \\frac{d+1}2)$, and it is exact; $\\sigma = 1/\\sqrt{d+2}$.',
  hypotheses: ['$1/2 < \\rho < 1$'],
  source: 'MATH.md section 3 and U2; Yang et al. 2020',
  axioms: ['beta-integral', 'fundamental-theorem'],
  restsOn: ['G5'],
  inWords: ['the marginal of the ball: sections of the ball are balls'],
  parts: [
    {
      id: 'marginal',
      statement:
        'The first coordinate $x$ of the noise has density proportional to $(1-x^2)^{(d-1)/2}$, so $(1+x)/2$ is Beta$(\\frac{d+1}2,\\frac{d+1}2)$: the density of the latter at $(1+x)/2$ over $(1-x^2)^{(d-1)/2}$ does not depend on $x$.',
      evidence: [
        identity(
          'derivative of the quotient',
          [real('x', '-1', '1'), whole('d')],
          derivative(
            div(
              derivative(apply('betaCdf', div(add(1, x), 2), h, h), 'x'),
              mul(pow(sub(1, x), sub(h, 1)), pow(add(1, x), sub(h, 1))),
            ),
            'x',
          ),
          zero,
        ),
      ],
    },
    {
      id: 'two-forms',
      statement:
        'The two forms of the overlap agree: $2 B(\\frac12-\\frac r4; h, h)$ and $B(1-\\frac{r^2}4; h, \\frac12)$ with $h = \\frac{d+1}2$ are both 1 at $r = 0$ and 0 at $r = 2$, and their derivatives have a constant quotient.',
      evidence: [
        identity(
          'derivative of the quotient of derivatives',
          [real('r', '0', '2'), whole('d')],
          derivative(div(derivative(overlap, 'r'), derivative(overlapU2, 'r')), 'r'),
          zero,
        ),
        identity('at 0', [whole('d')], substitute(overlap, 'r', 0), substitute(overlapU2, 'r', 0)),
        identity('at 2', [whole('d')], substitute(overlap, 'r', 2), substitute(overlapU2, 'r', 2)),
      ],
    },
    integralPart(
      'sigma',
      '$E x_1^2 = 1/(d+2)$: with $y = (1+x)/2$, $E y^2 = \\frac{h+1}{2(2h+1)}$, $E y = \\frac12$, $E x^2 = 4Ey^2 - 4Ey + 1$.',
      'y',
      [real('y', '0', '1'), whole('d')],
      mul(div(add(h, 1), mul(2, add(mul(2, h), 1))), apply('betaCdf', y, add(h, 2), h)),
      mul(pow(y, 2), derivative(apply('betaCdf', y, h, h), 'y')),
      {
        of: add(mul(4, div(add(h, 1), mul(2, add(mul(2, h), 1)))), -2, 1),
        equals: inv(add(d, 2)),
      },
    ),
    {
      id: 'slope',
      statement:
        '$\\partial_r G = \\Phi\\,(1-\\frac{r^2}4)^{(d-1)/2}$ with $\\Phi = \\Gamma(\\frac d2+1)/(\\sqrt\\pi\\,\\Gamma(\\frac{d+1}2))$: the growth slows down as the balls part, so for $d \\ge 2$ the exact radius is steeper than $1/\\Phi$, the slope of the differential method, from $\\rho = \\frac12$ on.',
      evidence: [
        identity(
          'the derivative of the overlap in its second form',
          [real('r', '0', '2'), whole('d')],
          derivative(overlapU2, 'r'),
          mul(-1, rate, pow(sub(1, pow(div(r, 2), 2)), sub(h, 1))),
        ),
      ],
    },
    boundaryPart(radius, [whole('d')]),
    tightPart(radius, growth, [whole('d')]),
    radiusPart(
      [
        { noise: 'uniform:l2', adversary: 'l2', dim: 1 },
        { noise: 'uniform:l2', adversary: 'l2', dim: 3 },
        { noise: 'uniform:l2', adversary: 'l2', dim: 3072 },
      ],
      radius,
    ),
    tiedTo(
      libraryRatePart(
        [
          { noise: 'uniform:l2', adversary: 'l2', dim: 2 },
          { noise: 'uniform:l2', adversary: 'l2', dim: 3072 },
        ],
        rate,
      ),
      'slope',
    ),
    sigmaPart(
      [
        { noise: 'uniform:l2', adversary: 'l2', dim: 3 },
        { noise: 'uniform:l2', adversary: 'l2', dim: 3072 },
      ],
      inv(add(d, 2)),
    ),
    drawnPart(
      (random) => ({ noise: 'uniform:l2', adversary: 'l2', dim: dimension(random) }),
      { radius, rate, variance: inv(add(d, 2)) },
      ['tight', 'slope', 'sigma'],
    ),
  ],
  mutants: [
    {
      id: 'differential-slope',
      statement: "$R'(\\rho) = 1/\\Phi(1-\\rho)$, as if the differential method were exact here",
      evidence: identity(
        'in space, where Phi = 3/4',
        [upperHalf],
        substitute(derivative(radius, 'rho'), 'd', 3),
        substitute(inv(rate), 'd', 3),
      ),
    },
    {
      id: 'exponent',
      statement:
        'the marginal is Beta$(\\frac d2, \\frac d2)$: the law on the sphere of $\\mathbb R^{d+1}$, one dimension off',
      evidence: identity(
        'growth at the radius so computed',
        [upperHalf, whole('d')],
        substitute(
          substitute(growth, 'p', sub(1, rho)),
          'r',
          sub(2, mul(4, apply('betaQuantile', sub(rational(3, 4), div(rho, 2)), div(d, 2), div(d, 2)))),
        ),
        half,
      ),
    },
    {
      id: 'swapped-tail',
      statement: '$R = 2 - 4 B^{-1}(\\frac14+\\frac\\rho2)$: the upper quantile for the lower',
      evidence: identity(
        'growth at the radius so computed',
        [upperHalf, whole('d')],
        substitute(
          substitute(growth, 'p', sub(1, rho)),
          'r',
          sub(2, mul(4, apply('betaQuantile', add(rational(1, 4), div(rho, 2)), h, h))),
        ),
        half,
      ),
    },
    {
      id: 'rate-without-pi',
      statement: '$\\Phi = \\Gamma(\\frac d2+1)/\\Gamma(\\frac{d+1}2)$: the factor $1/\\sqrt\\pi$ dropped',
      evidence: identity(
        'rate in the plane',
        [lowerHalf],
        substitute(substitute(derivative(growth, 'r'), 'r', 0), 'd', 2),
        substitute(mul(rate, apply('sqrt', { op: 'pi' })), 'd', 2),
      ),
    },
  ],
};
