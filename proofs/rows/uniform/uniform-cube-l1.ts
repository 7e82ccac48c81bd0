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
  boundaryPart,
  proposedPart,
  derivativePart,
  half,
  integralPart,
  lowerHalf,
  p,
  r,
  ratePart,
  rho,
  tightPart,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';

const radius = mul(2, sub(rho, half));
/** G(p, r e_1) = p + 1 - o(r e_1) with overlap 1 - r/2 (claims G5, U2). */
const overlap = sub(1, div(r, 2));
const growth = add(p, sub(1, overlap));

export const uniformCubeL1: Claim = {
  id: 'row-uniform-cube-l1',
  title: 'Uniform noise on the cube against l1',
  statement:
    'For noise uniform on $[-1,1]^d$ the certified $\\ell_1$ radius is $R(\\rho) = 2(\\rho - \\frac12)$, and it is exact; $\\sigma = 1/\\sqrt3$.',
  hypotheses: ['$1/2 < \\rho \\le 1$', 'a vertex of the $\\ell_1$ ball is the worst point (claim U1)'],
  source: 'MATH.md section 3; Yang et al. 2020; Lee et al. 2019',
  axioms: ['brunn-minkowski', 'fundamental-theorem'],
  parts: [
    integralPart(
      'sigma',
      '$E x_1^2 = \\int_0^1 x^2 dx = 1/3$.',
      'x',
      [real('x', '0', '1')],
      div(pow(x, 3), 3),
      pow(x, 2),
      { of: pow(inv(apply('sqrt', 3)), 2), equals: rational(1, 3) },
    ),
    ratePart(growth, half),
    derivativePart(radius, half),
    boundaryPart(radius),
    proposedPart(radius, half),
    tightPart(radius, growth),
    radiusPart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], radius),
    libraryRatePart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], half),
    sigmaPart([{ noise: 'uniform:linf', adversary: 'l1', dim: 3072 }], rational(1, 3)),
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
      evidence: identity('rate', [lowerHalf], substitute(growth, 'r', 1), add(p, 1)),
    },
  ],
};
