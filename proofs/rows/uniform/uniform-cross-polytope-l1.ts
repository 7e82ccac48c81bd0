/** Noise uniform on the cross-polytope against l1: R = 2(1 - (3/2 - rho)^(1/d)). */
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
  p,
  r,
  rho,
  t,
  tightPart,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';
import { shadowLink } from '../../radius/bracket-links.ts';

const radius = mul(2, sub(1, pow(sub(rational(3, 2), rho), inv(d))));
const growth = add(p, sub(1, pow(sub(1, div(r, 2)), d)));
const secondMoment = div(2, mul(add(d, 1), add(d, 2)));

export const uniformCrossPolytopeL1: Claim = {
  id: 'row-uniform-cross-polytope-l1',
  title: 'Uniform noise on the cross-polytope against l1',
  statement:
    'For noise uniform on $|x|_1 \\le 1$ the certified $\\ell_1$ radius is $R(\\rho) = 2(1-(\\frac32-\\rho)^{1/d})$, and it is exact; $\\sigma^2 = \\frac{2}{(d+1)(d+2)}$.',
  hypotheses: ['$1/2 < \\rho \\le 1$', 'a vertex of the $\\ell_1$ ball is the worst point (claim U1)'],
  source: 'derived here (MATH.md section 3, U2, U5)',
  axioms: ['brunn-minkowski', 'beta-integral'],
  restsOn: ['U2', 'U1.vertex'],
  inWords: ['$o(r e_1) = (1-r/2)^d$ from the equality of the absolute values: a homothet has that volume'],
  parts: [
    shadowLink,
    {
      id: 'overlap',
      statement:
        "A point $x = (t + \\frac r2, x')$ lies in $K \\cap (K + r e_1)$ iff $|x'|_1 \\le 1 - \\max(|t+\\frac r2|, |t-\\frac r2|) = (1-\\frac r2) - |t|$: the intersection is $K$ scaled by $1-\\frac r2$, so $o(r e_1) = (1-\\frac r2)^d$.",
      evidence: [
        identity(
          't > 0: the first is |t| + r/2',
          [real('t'), real('r')],
          apply('abs', add(t, div(r, 2))),
          add(apply('abs', t), div(r, 2)),
        ),
        identity(
          't < 0: the second is |t| + r/2',
          [real('t', '-inf', '0'), real('r')],
          apply('abs', sub(t, div(r, 2))),
          add(apply('abs', t), div(r, 2)),
        ),
        identity(
          'the other is smaller: (|t| + r/2)^2 - (t - r/2)^2 = 2 r t for t > 0',
          [real('t'), real('r')],
          sub(pow(add(t, div(r, 2)), 2), pow(sub(t, div(r, 2)), 2)),
          mul(2, r, t),
        ),
      ],
    },
    integralPart(
      'sigma',
      '$|x_1|$ has density $d(1-x)^{d-1}$ on $[0,1]$ and $E x_1^2 = \\frac2{(d+1)(d+2)}$.',
      'x',
      [real('x', '0', '1'), whole('d')],
      mul(secondMoment, apply('betaCdf', x, 3, d)),
      mul(pow(x, 2), d, pow(sub(1, x), sub(d, 1))),
    ),
    boundaryPart(radius, [whole('d')]),
    tightPart(radius, growth, [whole('d')]),
    {
      id: 'rate',
      statement: '$\\Phi = \\partial_r G|_{r=0} = d/2$: the differential method gives $\\frac2d(\\rho-\\frac12)$ only.',
      evidence: [identity('', [whole('d')], substitute(derivative(growth, 'r'), 'r', 0), div(d, 2))],
    },
    radiusPart(
      [
        { noise: 'uniform:l1', adversary: 'l1', dim: 2 },
        { noise: 'uniform:l1', adversary: 'l1', dim: 3072 },
      ],
      radius,
    ),
    libraryRatePart([{ noise: 'uniform:l1', adversary: 'l1', dim: 3072 }], div(d, 2)),
    sigmaPart(
      [
        { noise: 'uniform:l1', adversary: 'l1', dim: 2 },
        { noise: 'uniform:l1', adversary: 'l1', dim: 3072 },
      ],
      secondMoment,
    ),
    drawnPart(
      (random) => ({ noise: 'uniform:l1', adversary: 'l1', dim: dimension(random) }),
      { radius, rate: div(d, 2), variance: secondMoment },
      ['tight', 'rate', 'sigma'],
    ),
  ],
  mutants: [
    {
      id: 'cube-radius',
      statement: 'the radius is that of the cube, $2(\\rho-\\frac12)$',
      evidence: identity(
        'growth at that radius',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', mul(2, sub(rho, half))),
        half,
      ),
    },
    {
      id: 'sigma-1',
      statement: '$\\sigma^2 = \\frac1{(d+1)(d+2)}$',
      evidence: identity(
        'second moment density',
        [real('x', '0', '1'), whole('d')],
        derivative(mul(div(secondMoment, 2), apply('betaCdf', x, 3, d)), 'x'),
        mul(pow(x, 2), d, pow(sub(1, x), sub(d, 1))),
      ),
    },
  ],
};
