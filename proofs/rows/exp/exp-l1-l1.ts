/** Noise e^{-|x|_1^k} against l1: the same rate as the cube against linf. */
import {
  add,
  apply,
  div,
  exp,
  identity,
  mul,
  neg,
  pow,
  real,
  sub,
  whole,
  derivative,
  type Claim,
  type Expression,
  type Part,
} from '../../../src/checker/index.ts';
import { branchMutant, drawnExponent, hazardRate, hazardRateBelow1 } from './exp-linf-linf.ts';
import { CONTINUOUS_GROWTH, d, integralPart, k, pieceOf, x, y } from '../../vocabulary/radius-parts.ts';
import { integralRadiusPart, libraryRatePart, sigmaPart, tiedTo } from '../../vocabulary/library-link.ts';
import { drawnPart } from '../../vocabulary/drawn-links.ts';

const cornerMoment = div(2, mul(d, add(d, 1)));

const directionPart = (secondMoment: Expression): Part =>
  integralPart(
    'direction-second-moment',
    'On $|u|_1 = 1$ (cone measure) $|u_1|$ is Beta$(1, d-1)$ and $E u_1^2 = \\frac{2}{d(d+1)}$.',
    'y',
    [real('y', '0', '1'), whole('d', 2)],
    mul(secondMoment, apply('betaCdf', y, 3, sub(d, 1))),
    mul(pow(y, 2), derivative(apply('betaCdf', y, 1, sub(d, 1)), 'y')),
  );

export const expL1L1: Claim = {
  id: 'row-exp-l1-l1',
  title: 'Exponential noise of the cross-polytope against l1',
  statement:
    'For noise of density $\\propto e^{-|x|_1^k}$, $\\partial_1\\psi = k r^{k-1}\\operatorname{sign}x_1$ with $r = |x|_1$ independent of the sign: the certified $\\ell_1$ radius is $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ with the rate of row-exp-linf-linf; $\\sigma^2 = \\frac{2}{d(d+1)}\\frac{\\Gamma((d+2)/k)}{\\Gamma(d/k)}$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$d \\ge 2$ for $k < 1$',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['polar-coordinates', 'gamma-integral', 'beta-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1', 'row-exp-linf-linf'],
  inWords: [
    'that the slope $k t^{(k-1)/k}$ is monotone in $t$; that the sign of a coordinate is independent of the radius',
  ],
  parts: [
    {
      id: 'rate',
      statement:
        'The radius $r = |x|_1$ has density $\\propto r^{d-1}e^{-r^k}$, so $t = r^k$ has the Gamma$(d/k)$ law, and the slope $k t^{(k-1)/k}$ takes the sign of $x_1$: all as in row-exp-linf-linf, whose parts rate-k-above-1 and rate-k-below-1 give $\\Phi$.',
      evidence: [
        identity(
          'the law of t',
          [real('x'), whole('d'), real('k')],
          derivative(apply('gammaCdf', pow(x, k), div(d, k)), 'x'),
          div(mul(k, pow(x, sub(d, 1)), exp(neg(pow(x, k)))), apply('gamma', div(d, k))),
        ),
      ],
    },
    integralPart(
      'radial-second-moment',
      '$E r^2 = \\Gamma((d+2)/k)/\\Gamma(d/k)$.',
      'x',
      [real('x'), whole('d'), real('k')],
      mul(
        div(apply('gamma', div(add(d, 2), k)), apply('gamma', div(d, k))),
        apply('gammaCdf', pow(x, k), div(add(d, 2), k)),
      ),
      mul(pow(x, 2), div(mul(k, pow(x, sub(d, 1)), exp(neg(pow(x, k)))), apply('gamma', div(d, k)))),
    ),
    directionPart(cornerMoment),
    tiedTo(
      libraryRatePart(
        [
          { noise: 'exp:l1,k=2', adversary: 'l1', dim: 3, parameters: { k: '2' } },
          { noise: 'exp:l1,k=2', adversary: 'l1', dim: 3072, parameters: { k: '2' } },
        ],
        hazardRate,
      ),
      'rate',
    ),
    {
      ...tiedTo(
        libraryRatePart(
          [{ noise: 'exp:l1,k=0.5', adversary: 'l1', dim: 784, parameters: { k: '1/2' } }],
          hazardRateBelow1,
        ),
        'rate',
      ),
      id: 'library-rate-k-below-1',
    },
    tiedTo(
      integralRadiusPart(
        [
          { noise: 'exp:l1,k=2', adversary: 'l1', dim: 3, parameters: { k: '2' } },
          { noise: 'exp:l1,k=4', adversary: 'l1', dim: 784, parameters: { k: '4' } },
        ],
        hazardRate,
      ),
      'rate',
    ),
    tiedTo(
      sigmaPart(
        [
          { noise: 'exp:l1,k=2', adversary: 'l1', dim: 3, parameters: { k: '2' } },
          { noise: 'exp:l1,k=0.5', adversary: 'l1', dim: 784, parameters: { k: '1/2' } },
        ],
        mul(cornerMoment, div(apply('gamma', div(add(d, 2), k)), apply('gamma', div(d, k)))),
      ),
      'radial-second-moment',
      'direction-second-moment',
    ),
    drawnPart(drawnExponent('l1', 1, 50), { rate: hazardRate, integral: true }, ['rate']),
    drawnPart(drawnExponent('l1', 0.1, 1), { rate: hazardRateBelow1, integral: true }, ['rate'], {
      id: 'library-drawn-k-below-1',
    }),
  ],
  mutants: [
    branchMutant,
    {
      id: 'sigma-uniform',
      statement: '$E u_1^2 = \\frac{2}{(d+1)(d+2)}$ on the surface: the value of the solid cross-polytope',
      evidence: pieceOf(directionPart(div(2, mul(add(d, 1), add(d, 2))))),
    },
  ],
};
