/** Noise e^{-|x|_inf} against linf: R = log(1/(2(1-rho))). */
import {
  apply,
  derivative,
  exp,
  identity,
  mul,
  neg,
  pow,
  real,
  sub,
  substitute,
  whole,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  CONTINUOUS_GROWTH,
  boundaryPart,
  proposedPart,
  d,
  derivativePart,
  integralPart,
  lowerHalf,
  p,
  rho,
  x,
} from '../../vocabulary/radius-parts.ts';
import { radius } from '../gaussian-laplace/laplace-l1.ts';
import { hazardRate } from './exp-linf-linf.ts';
import { libraryRatePart, radiusPart, tiedTo } from '../../vocabulary/library-link.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

export const expLinfK1Linf: Claim = {
  id: 'row-exp-linf-k1-linf',
  title: 'Noise e^{-|x|_inf} against linf',
  statement:
    'For noise of density $\\propto e^{-|x|_\\infty}$ a certified $\\ell_\\infty$ radius is $R(\\rho) = \\log\\frac1{2(1-\\rho)}$, in every dimension.',
  hypotheses: ['$1/2 < \\rho < 1$', CONTINUOUS_GROWTH],
  source: 'MATH.md section 3',
  axioms: ['polar-coordinates', 'gamma-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1', 'row-exp-linf-linf'],
  inWords: ['independence of radius and sign (axiom polar-coordinates)'],
  parts: [
    integralPart(
      'normalized',
      '$|x|_\\infty$ has the Gamma(d) law: $\\Gamma(d)$ times its distribution function is $\\int_0^x r^{d-1}e^{-r}dr$.',
      'x',
      [real('x'), whole('d')],
      mul(apply('gamma', d), apply('gammaCdf', x, d)),
      mul(pow(x, sub(d, 1)), exp(neg(x))),
    ),
    {
      id: 'rate',
      statement:
        'Along $v = (1,\\dots,1)$, $\\langle v,\\nabla\\psi\\rangle$ is the sign of the largest coordinate, $\\pm1$ with probability $\\frac12$; so $\\Phi(p) = p$. It is the general rate of row-exp-linf-linf at $k = 1$.',
      evidence: [identity('the general rate at k = 1', [lowerHalf, whole('d')], substitute(hazardRate, 'k', 1), p)],
    },
    derivativePart(radius, p),
    boundaryPart(radius),
    proposedPart(radius, p),
    tiedTo(
      radiusPart(
        [
          { noise: 'exp:linf,k=1', adversary: 'linf', dim: 2 },
          { noise: 'exp:linf,k=1', adversary: 'linf', dim: 3072 },
        ],
        radius,
      ),
      'derivative',
    ),
    libraryRatePart([{ noise: 'exp:linf,k=1', adversary: 'linf', dim: 3072 }], p),
    drawnPart((random) => ({ noise: 'exp:linf,k=1', adversary: 'linf', dim: dimension(random) }), { radius, rate: p }, [
      'derivative',
      'rate',
    ]),
  ],
  mutants: [
    {
      id: 'over-d',
      statement: 'the rate grows like $d\\,p$',
      evidence: identity('', [lowerHalf, whole('d', 2)], substitute(hazardRate, 'k', 1), mul(d, p)),
    },
    {
      id: 'gaussian-shape',
      statement: 'the same radius holds for $k = 2$',
      evidence: identity('the rate at k = 2', [lowerHalf, whole('d')], substitute(hazardRate, 'k', 2), p),
    },
    {
      id: 'forgotten-2',
      statement: '$R(\\rho) = \\log\\frac1{1-\\rho}$',
      evidence: identity(
        'derivative of e^-R plus boundary',
        [real('rho', '1/2', '1')],
        derivative(exp(neg(radius)), 'rho'),
        derivative(sub(1, rho), 'rho'),
      ),
    },
  ],
};
