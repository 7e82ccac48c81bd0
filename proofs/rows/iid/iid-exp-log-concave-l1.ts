/** Independent coordinates of density e^{-|x|^s}, s >= 1, against l1: R is a quantile of one coordinate. */
import {
  add,
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
  library,
  mul,
  neg,
  pow,
  rational,
  real,
  sub,
  substitute,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  boundaryPart,
  derivativePart,
  half,
  integralPart,
  lowerHalf,
  p,
  r,
  rho,
  s,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';
import { RUNS, drawnExcess, drawnPart, drawnProduct, draws } from '../../vocabulary/drawn-links.ts';
import { slopeLink } from '../../radius/bracket-links.ts';

const q = inv(s);
/** The positive x with P(|X| <= x) = w. */
const modulus = (w: ReturnType<typeof sub>) => pow(apply('gammaQuantile', w, q), q);
const radius = modulus(sub(mul(2, rho), 1));
/** e^{-x^s}/(2 Gamma(1 + 1/s)). */
const density = div(exp(neg(pow(x, s))), mul(2, apply('gamma', add(1, q))));
const rate = substitute(density, 'x', modulus(sub(1, mul(2, p))));
const logConcave = [real('s', '1')];

export const iidExpLogConcaveL1: Claim = {
  id: 'row-iid-exp-log-concave-l1',
  title: 'Independent log-concave noise e^{-|x_i|^s}, s >= 1, against l1',
  statement:
    'For independent coordinates of density $\\propto e^{-|x|^s}$, $s \\ge 1$, the certified $\\ell_1$ radius is $F_{1/s}^{-1}(2\\rho-1)^{1/s}$ with the Gamma$(1/s)$ quantile, i.e. the $\\rho$-quantile of a coordinate, and it is exact; $\\sigma^2 = \\Gamma(3/s)/\\Gamma(1/s)$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$s \\ge 1$: the coordinate is log-concave, so half-lines are Neyman-Pearson sets',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1)',
  ],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['neyman-pearson', 'gamma-integral', 'fundamental-theorem'],
  restsOn: ['R1'],
  inWords: ['that a vertex is worst for the exact radius (claim R5 tries it)'],
  parts: [
    slopeLink,
    integralPart(
      'normalized',
      '$P(0 \\le X \\le x) = \\frac12 F_{1/s}(x^s)$.',
      'x',
      [real('x'), real('s')],
      mul(half, apply('gammaCdf', pow(x, s), q)),
      density,
    ),
    {
      id: 'rate',
      statement: 'Half-lines: $p = \\frac12(1-F_{1/s}(c^s))$ and $\\Phi(p) = -dp/dc$ is the density at $c$.',
      evidence: [
        identity(
          '',
          [real('x'), real('s')],
          neg(derivative(mul(half, sub(1, apply('gammaCdf', pow(x, s), q))), 'x')),
          density,
        ),
      ],
    },
    derivativePart(radius, rate, logConcave),
    boundaryPart(radius, logConcave),
    {
      id: 'tight',
      statement:
        'The half-line $x \\ge R$ of mass $1-\\rho$ has mass $\\frac12$ after a shift by $R$: $\\frac12(1-F_{1/s}(R^s)) = 1-\\rho$.',
      evidence: [
        identity('', [upperHalf, ...logConcave], mul(half, sub(1, apply('gammaCdf', pow(radius, s), q))), sub(1, rho)),
      ],
    },
    integralPart(
      'sigma',
      '$E X^2 = \\Gamma(3/s)/\\Gamma(1/s)$.',
      'x',
      [real('x'), real('s')],
      mul(half, div(apply('gamma', mul(3, q)), apply('gamma', q)), apply('gammaCdf', pow(x, s), mul(3, q))),
      mul(pow(x, 2), density),
    ),
    {
      id: 'laplace-and-gaussian',
      statement: '$s = 1$ is the Laplace radius; $\\sigma^2$ is 2 at $s = 1$ and $\\frac12$ at $s = 2$.',
      evidence: [
        identity('s = 1', [upperHalf], substitute(radius, 's', 1), apply('log', inv(mul(2, sub(1, rho))))),
        identity('s = 2', [], div(apply('gamma', rational(3, 2)), apply('gamma', half)), half),
      ],
    },
    radiusPart(
      [
        { noise: 'iid-exp,s=1', adversary: 'l1', dim: 3072, parameters: { s: '1' } },
        { noise: 'iid-exp,s=8', adversary: 'l1', dim: 3072, parameters: { s: '8' } },
        { noise: 'iid-exp,s=1.5', adversary: 'l1', dim: 2, parameters: { s: '3/2' } },
      ],
      radius,
    ),
    libraryRatePart([{ noise: 'iid-exp,s=8', adversary: 'l1', dim: 3072, parameters: { s: '8' } }], rate),
    sigmaPart(
      [
        { noise: 'iid-exp,s=8', adversary: 'l1', dim: 3072, parameters: { s: '8' } },
        { noise: 'iid-exp,s=1.5', adversary: 'l1', dim: 2, parameters: { s: '3/2' } },
      ],
      div(apply('gamma', mul(3, q)), apply('gamma', q)),
    ),
    drawnPart(
      drawnProduct('iid-exp', 's', 1, 50),
      { rate, variance: div(apply('gamma', mul(3, q)), apply('gamma', q)) },
      ['rate', 'sigma'],
    ),
    {
      id: 'library-drawn-radius',
      about: 'implementation',
      implements: ['tight'],
      statement:
        'At drawn $s$ from 1 to 50 and $\\rho$ the half-line beyond the radius has mass $1-\\rho$, from both sides.',
      evidence: [
        library('mass between 0 and the radius against rho - 1/2', (context) =>
          draws(
            context,
            RUNS,
            drawnExcess(drawnProduct('iid-exp', 's', 1, 50), mul(half, apply('gammaCdf', pow(r, s), q))),
          ),
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'root-forgotten',
      statement: '$R = F_{1/s}^{-1}(2\\rho-1)$: the power $1/s$ dropped',
      evidence: identity(
        'mass of the half-line',
        [upperHalf, real('s', '1')],
        mul(half, sub(1, apply('gammaCdf', pow(apply('gammaQuantile', sub(mul(2, rho), 1), q), s), q))),
        sub(1, rho),
      ),
    },
    {
      id: 'all-s',
      statement:
        'the same radius for $s = \\frac12$ (the rate of a log-convex coordinate is that of an inner interval)',
      evidence: identity(
        'rate at s = 1/2: density at the quantile, or q(0) - q(c)',
        [lowerHalf],
        substitute(rate, 's', half),
        mul(rational(1, 4), sub(1, exp(neg(apply('gammaQuantile', mul(2, p), 2))))),
      ),
    },
  ],
};
