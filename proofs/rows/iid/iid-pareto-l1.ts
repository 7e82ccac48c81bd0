/** Independent coordinates of density (1+|x|)^(-a-1) against l1. */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  inv,
  mul,
  neg,
  pow,
  real,
  sub,
  substitute,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  CONTINUOUS_GROWTH,
  a,
  boundaryPart,
  derivativePart,
  half,
  integralPart,
  lowerHalf,
  p,
  rho,
  upperHalf,
  x,
  y,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart, tiedTo } from '../../vocabulary/library-link.ts';
import { drawnPart, drawnProduct } from '../../vocabulary/drawn-links.ts';

const excess = sub(mul(2, rho), 1);
const shape = div(a, add(a, 1));
const radius = mul(div(excess, a), apply('hypergeometric', pow(excess, add(1, inv(a))), shape));
const density = mul(div(a, 2), pow(add(1, x), neg(add(a, 1))));
const rate = mul(div(a, 2), sub(1, pow(sub(1, mul(2, p)), add(1, inv(a)))));
const secondMoment = div(2, mul(sub(a, 1), sub(a, 2)));
/** Density of y = |x|/(1+|x|). */
const betaLaw = derivative(apply('betaCdf', y, 1, a), 'y');

export const iidParetoL1: Claim = {
  id: 'row-iid-pareto-l1',
  title: 'Independent Pareto noise against l1',
  statement:
    'For independent coordinates of density $\\propto (1+|x|)^{-a-1}$ a certified $\\ell_1$ radius is $R(\\rho) = \\frac{2\\rho-1}a\\,{}_2F_1(1,\\frac a{a+1};\\frac a{a+1}+1;(2\\rho-1)^{1+1/a})$; $\\sigma^2 = \\frac2{(a-1)(a-2)}$ for $a > 2$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$a > 0$',
    'a vertex of the $\\ell_1$ ball is the worst point for the rate (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['fundamental-theorem', 'beta-integral', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['that the slope $(a+1)/(1+x)$ falls'],
  parts: [
    {
      id: 'normalized',
      statement: '$P(0 \\le X \\le x) = \\frac12(1-(1+x)^{-a})$.',
      evidence: [
        identity('', [real('x'), real('a')], derivative(mul(half, sub(1, pow(add(1, x), neg(a)))), 'x'), density),
      ],
    },
    {
      id: 'rate',
      statement:
        'The slope $\\frac{a+1}{1+x}$ falls with $x > 0$, so the upper p-quantile set is $\\{0 < X \\le x\\}$ with $(1+x)^{-a} = 1-2p$; $\\Phi = q(0) - q(x) = \\frac a2(1-(1-2p)^{1+1/a})$.',
      evidence: [
        identity(
          'antiderivative of slope times density',
          [real('x'), real('a')],
          derivative(neg(density), 'x'),
          mul(div(add(a, 1), add(1, x)), density),
        ),
        identity(
          'in terms of p',
          [lowerHalf, real('a')],
          substitute(sub(div(a, 2), density), 'x', sub(pow(sub(1, mul(2, p)), neg(inv(a))), 1)),
          rate,
        ),
      ],
    },
    derivativePart(radius, rate, [real('a')]),
    boundaryPart(radius, [real('a')]),
    integralPart(
      'sigma',
      'With $y = \\frac{|x|}{1+|x|}$ of the Beta$(1,a)$ law, $E X^2 = E\\frac{y^2}{(1-y)^2} = \\frac2{(a-1)(a-2)}$.',
      'y',
      [real('y', '0', '1'), real('a', '2')],
      mul(secondMoment, apply('betaCdf', y, 3, sub(a, 2))),
      mul(pow(div(y, sub(1, y)), 2), betaLaw),
    ),
    tiedTo(
      radiusPart(
        [
          { noise: 'iid-pareto,a=3', adversary: 'l1', dim: 3072, parameters: { a: '3' } },
          { noise: 'iid-pareto,a=0.5', adversary: 'l1', dim: 2, parameters: { a: '1/2' } },
        ],
        radius,
        { route: 'differential', rhos: [0.501, 0.6, 0.75, 0.9, 0.99] },
      ),
      'derivative',
    ),
    libraryRatePart([{ noise: 'iid-pareto,a=3', adversary: 'l1', dim: 3072, parameters: { a: '3' } }], rate),
    sigmaPart([{ noise: 'iid-pareto,a=3', adversary: 'l1', dim: 3072, parameters: { a: '3' } }], secondMoment),
    // The formula changes with a at both ends.
    drawnPart(
      drawnProduct('iid-pareto', 'a', 0.1, 50),
      { rate, integral: true, variance: secondMoment },
      ['derivative', 'rate', 'sigma'],
      { runs: { quick: 10, full: 100 } },
    ),
  ],
  mutants: [
    {
      id: 'exponent',
      statement: 'the argument of the hypergeometric function is $(2\\rho-1)^{1/a}$',
      evidence: identity(
        'derivative',
        [upperHalf, real('a')],
        derivative(mul(div(excess, a), apply('hypergeometric', pow(excess, inv(a)), shape)), 'rho'),
        inv(substitute(rate, 'p', sub(1, rho))),
      ),
    },
    {
      id: 'density-rate',
      statement: '$\\Phi(p)$ is the density at the quantile, $\\frac a2(2p)^{1+1/a}$, as if log-concave',
      evidence: identity('', [lowerHalf, real('a')], rate, mul(div(a, 2), pow(mul(2, p), add(1, inv(a))))),
    },
    {
      id: 'sigma',
      statement: '$\\sigma^2 = \\frac1{(a-1)(a-2)}$',
      evidence: identity(
        'second moment',
        [real('y', '0', '1'), real('a', '2')],
        derivative(mul(half, secondMoment, apply('betaCdf', y, 3, sub(a, 2))), 'y'),
        mul(pow(div(y, sub(1, y)), 2), betaLaw),
      ),
    },
  ],
};
