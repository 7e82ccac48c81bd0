/** Noise uniform on the cube against l2: R = 2 sqrt d (1 - (3/2 - rho)^(1/d)). */
import {
  add,
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
  log,
  mul,
  neg,
  onBox,
  pow,
  range,
  rational,
  real,
  sub,
  substitute,
  whole,
  variable,
  type Claim,
} from '../../../src/checker/index.ts';
import { boundaryPart, d, half, p, r, ratePart, rho, tightPart, upperHalf } from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart } from '../../vocabulary/library-link.ts';
import { cubeBetweenPart, diagonalMutant } from './cube-between.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';
import { leastNormLink } from '../../radius/bracket-links.ts';

const w = variable('w');
const u = variable('u');
const radius = mul(2, pow(d, half), sub(1, pow(sub(rational(3, 2), rho), inv(d))));
/** G(p, r(1,...,1)/sqrt d) = p + 1 - (1 - r/(2 sqrt d))^d. */
const growth = add(p, sub(1, pow(sub(1, div(r, mul(2, pow(d, half)))), d)));
/** log of one factor of the overlap, in w = v_i^2. */
const factor = log(sub(1, div(pow(w, half), 2)));

export const uniformCubeL2: Claim = {
  id: 'row-uniform-cube-l2',
  title: 'Uniform noise on the cube against l2',
  statement:
    'For noise uniform on $[-1,1]^d$ the exact $\\ell_2$ radius is $R(\\rho) = 2\\sqrt d\\,(1 - (\\frac32-\\rho)^{1/d})$: among $|v|_2 = r$ the overlap $\\prod_i (1-|v_i|/2)$ is least on the diagonal.',
  hypotheses: ['$1/2 < \\rho \\le 1$'],
  source: 'derived here: MATH.md section 3 asks to minimize the product; the minimum has this closed form',
  axioms: ['jensen'],
  restsOn: ['G5'],
  inWords: [
    'the overlap of boxes is the product of the overlaps of their sides',
    'Jensen applied to the coordinates (axiom jensen)',
  ],
  parts: [
    leastNormLink,
    {
      id: 'convex',
      statement:
        'As a function of $w = v_i^2$, $\\log(1-\\sqrt w/2)$ has second derivative $\\frac{1-\\sqrt w}{8 w^{3/2}(1-\\sqrt w/2)^2}$, positive for $0 < w < 1$; so with $\\sum w_i = r^2$ and every $w_i \\le 1$ the sum of logarithms is least at equal $w_i$ (Jensen).',
      evidence: [
        identity(
          'second derivative',
          [real('w', '0', '1')],
          derivative(derivative(factor, 'w'), 'w'),
          div(sub(1, pow(w, half)), mul(8, pow(w, rational(3, 2)), pow(sub(1, div(pow(w, half), 2)), 2))),
        ),
      ],
    },
    {
      id: 'inside',
      statement:
        'Each $w_i \\le 1$ at the radius: $R(1) = 2\\sqrt d(1-2^{-1/d}) \\le 1$. For $d = 1$ it is 1; for $d \\ge 2$, with $u = 1/d$, $1-2^{-u} \\le u\\log 2$ and $2u\\log 2 \\le \\sqrt u$.',
      evidence: [
        identity('d = 1', [], substitute(substitute(radius, 'rho', 1), 'd', 1), rational(1)),
        onBox(
          '1 - 2^-u <= u log 2: the derivative of the difference',
          [range('u', '0', '1/2')],
          exp(neg(mul(u, log(rational(2))))),
          '<=',
          rational(1),
        ),
        onBox(
          '2 sqrt u log 2 <= 1 for u <= 1/2',
          [range('u', '0', '1/2')],
          mul(2, apply('sqrt', u), log(rational(2))),
          '<=',
          rational(1),
        ),
      ],
    },
    boundaryPart(radius, [whole('d')]),
    tightPart(radius, growth, [whole('d')]),
    ratePart(growth, div(pow(d, half), 2), [whole('d')]),
    radiusPart(
      [
        { noise: 'uniform:linf', adversary: 'l2', dim: 1 },
        { noise: 'uniform:linf', adversary: 'l2', dim: 2 },
        { noise: 'uniform:linf', adversary: 'l2', dim: 3072 },
      ],
      radius,
    ),
    libraryRatePart([{ noise: 'uniform:linf', adversary: 'l2', dim: 3072 }], div(pow(d, half), 2)),
    drawnPart(
      (random) => ({ noise: 'uniform:linf', adversary: 'l2', dim: dimension(random) }),
      { radius, rate: div(pow(d, half), 2) },
      ['tight', 'rate'],
    ),
    cubeBetweenPart,
  ],
  mutants: [
    {
      id: 'vertex',
      statement: 'the worst direction is a coordinate axis: $R = 2(\\rho-\\frac12)$',
      evidence: identity(
        'growth along the diagonal at that radius',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', mul(2, sub(rho, half))),
        half,
      ),
    },
    {
      id: 'linf-radius',
      statement: 'the $\\ell_2$ radius equals the $\\ell_\\infty$ radius: the factor $\\sqrt d$ dropped',
      evidence: identity(
        'growth at that radius',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', div(radius, pow(d, half))),
        half,
      ),
    },
    diagonalMutant,
  ],
};
