/** Noise uniform on the cube against l1: R = 2(rho - 1/2). */
import {
  add,
  apply,
  div,
  identity,
  inv,
  mul,
  pow,
  rational,
  real,
  sub,
  substitute,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  a,
  b,
  boundaryPart,
  proposedPart,
  derivativePart,
  half,
  integralPart,
  p,
  pieceOf,
  r,
  ratePart,
  rho,
  tightPart,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';
import { productAtLeast } from '../../formal/statements/geometry.ts';
import { variation } from '../../formal/statements/growth.ts';
import { cubeRow } from '../../formal/statements/rows.ts';
import { proved } from '../../vocabulary/proved.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

const radius = mul(2, sub(rho, half));
/** G(p, r e_1) = p + 1 - o(r e_1) with overlap 1 - r/2 (claims G5, U2). */
const overlap = sub(1, div(r, 2));
const growth = add(p, sub(1, overlap));

export const uniformCubeL1: Claim = {
  id: 'row-uniform-cube-l1',
  title: 'Uniform noise on the cube against l1',
  statement:
    'For noise uniform on $[-1,1]^d$ the certified $\\ell_1$ radius is $R(\\rho) = 2(\\rho - \\frac12)$, and it is exact; $\\sigma = 1/\\sqrt3$.',
  hypotheses: ['$1/2 < \\rho \\le 1$'],
  source: 'MATH.md section 3; Yang et al. 2020; Lee et al. 2019',
  axioms: ['fundamental-theorem'],
  restsOn: ['G5'],
  inWords: [
    'the overlap of boxes is the product of the overlaps of their sides; the step from two coordinates to $d$, by induction',
  ],
  parts: [
    proved(
      integralPart(
        'sigma',
        '$E x_1^2 = \\int_0^1 x^2 dx = 1/3$.',
        'x',
        [real('x', '0', '1')],
        div(pow(x, 3), 3),
        pow(x, 2),
        { of: pow(inv(apply('sqrt', 3)), 2), equals: rational(1, 3) },
      ),
      cubeRow.sigma,
    ),
    {
      id: 'worst',
      statement:
        'Among $|v|_1 = r$ the overlap $\\prod_i(1-|v_i|/2)$ is least at a vertex: $(1-a)(1-b) = 1-(a+b)+ab \\ge 1-(a+b)$, so $\\prod_i(1-a_i) \\ge 1-\\sum a_i$.',
      formal: [productAtLeast],
      evidence: [
        identity(
          'two coordinates: what two steps keep more than one is a b',
          [real('a', '0', '1'), real('b', '0', '1')],
          sub(mul(sub(1, a), sub(1, b)), sub(1, add(a, b))),
          mul(a, b),
        ),
      ],
    },
    proved(ratePart(growth, half), cubeRow.rate),
    proved(derivativePart(radius, half), cubeRow.derivative),
    proved(boundaryPart(radius), cubeRow.boundary),
    proved(proposedPart(radius, half), cubeRow.integral),
    proved(tightPart(radius, growth), cubeRow.tight, variation),
    radiusPart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], radius),
    libraryRatePart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], half),
    sigmaPart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], rational(1, 3)),
    drawnPart(
      (random) => ({ noise: 'uniform:linf', adversary: 'l1', dim: dimension(random) }),
      { radius, rate: half, variance: rational(1, 3) },
      ['tight', 'rate', 'sigma'],
    ),
  ],
  mutants: [
    {
      id: 'half-width',
      statement: 'the overlap is $1 - r$: the cube taken for $[-\\frac12,\\frac12]^d$',
      evidence: identity('growth at the radius', [upperHalf], add(sub(1, rho), radius), half),
    },
    {
      id: 'any-radius',
      statement: 'the radius grows without bound as $\\rho \\to 1$: $R = \\log\\frac{1}{2(1-\\rho)}$ as for Laplace',
      evidence: identity(
        'growth at that radius',
        [upperHalf],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', apply('log', inv(mul(2, sub(1, rho))))),
        half,
      ),
    },
    {
      id: 'full-rate',
      statement: '$\\Phi(p) = 1$ (the derivative of $r$, not of $r/2$)',
      evidence: pieceOf(ratePart(growth, rational(1))),
    },
  ],
};
