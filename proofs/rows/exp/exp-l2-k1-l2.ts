/** Noise e^{-|x|_2} against l2, differential method: R = (d-1) artanh(1 - 2 B^-1(1-rho)). */
import {
  add,
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
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
  d,
  derivativePart,
  half,
  integralPart,
  p,
  rho,
  upperHalf,
  x,
  y,
  zero,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, sigmaPart } from '../../vocabulary/library-link.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

const h = div(sub(d, 1), 2);
const angle = apply('betaQuantile', p, h, h);
const radius = mul(sub(d, 1), apply('artanh', sub(1, mul(2, apply('betaQuantile', sub(1, rho), h, h)))));
/** E[u; u >= c] with c = 1 - 2y, u = 1 - 2y' and y' of the Beta(h, h) law. */
const mass = div(mul(apply('gamma', mul(2, h)), pow(y, h), pow(sub(1, y), h)), mul(h, pow(apply('gamma', h), 2)));
const rate = substitute(mass, 'y', angle);
const dimensions = [whole('d', 2)];

export const expL2K1L2: Claim = {
  id: 'row-exp-l2-k1-l2',
  title: 'Noise e^{-|x|_2} against l2, differential method',
  statement:
    'For noise of density $\\propto e^{-|x|_2}$ in $\\mathbb R^d$, $d \\ge 2$, a certified $\\ell_2$ radius is $R(\\rho) = (d-1)\\operatorname{artanh}(1-2B^{-1}(1-\\rho; \\frac{d-1}2,\\frac{d-1}2))$, not tight; $\\sigma^2 = \\Gamma(d+2)/(d\\,\\Gamma(d)) = d+1$.',
  hypotheses: ['$1/2 < \\rho < 1$', '$d \\ge 2$', CONTINUOUS_GROWTH],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['polar-coordinates', 'beta-integral', 'gamma-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['the marginal of the sphere is typed (axiom polar-coordinates)'],
  parts: [
    {
      id: 'rate',
      statement:
        '$\\langle e_1,\\nabla\\psi\\rangle = u_1$, a coordinate of a uniform point of the sphere, with $\\frac{1-u_1}2$ of the Beta$(h,h)$ law, $h = \\frac{d-1}2$. $\\Phi(p) = E[u_1; u_1 \\ge c] = \\frac{\\Gamma(2h)}{h\\Gamma(h)^2}(y(1-y))^h$ at $y = \\frac{1-c}2 = B^{-1}(p)$.',
      evidence: [
        identity(
          'derivative in y: (1-2y) times the Beta(h, h) density',
          [real('y', '0', '1'), ...dimensions],
          derivative(mass, 'y'),
          mul(sub(1, mul(2, y)), derivative(apply('betaCdf', y, h, h), 'y')),
        ),
        identity('0 at y = 0', dimensions, substitute(mass, 'y', 0), zero),
      ],
    },
    derivativePart(radius, rate, dimensions),
    boundaryPart(radius, dimensions),
    integralPart(
      'sigma',
      '$E|x|_2^2 = \\Gamma(d+2)/\\Gamma(d) = d(d+1)$.',
      'x',
      [real('x'), whole('d')],
      mul(div(apply('gamma', add(d, 2)), apply('gamma', d)), apply('gammaCdf', x, add(d, 2))),
      div(mul(pow(x, 2), pow(x, sub(d, 1)), exp(neg(x))), apply('gamma', d)),
      { of: div(apply('gamma', add(d, 2)), mul(d, apply('gamma', d))), equals: add(d, 1) },
    ),
    {
      id: 'slope',
      statement: "In the plane $R'(1/2) = \\pi$: $\\Phi(1/2) = E u_1^+ = 1/\\pi$.",
      evidence: [
        identity('', [], substitute(substitute(derivative(radius, 'rho'), 'rho', half), 'd', 2), { op: 'pi' }),
      ],
    },
    libraryRatePart(
      [
        { noise: 'exp:l2,k=1', adversary: 'l2', dim: 2 },
        { noise: 'exp:l2,k=1', adversary: 'l2', dim: 3072 },
      ],
      rate,
    ),
    sigmaPart(
      [
        { noise: 'exp:l2,k=1', adversary: 'l2', dim: 2 },
        { noise: 'exp:l2,k=1', adversary: 'l2', dim: 3072 },
      ],
      add(d, 1),
    ),
    drawnPart(
      (random) => ({ noise: 'exp:l2,k=1', adversary: 'l2', dim: dimension(random, 2) }),
      { radius, route: 'differential', rate, variance: add(d, 1) },
      ['derivative', 'rate', 'sigma'],
    ),
  ],
  mutants: [
    {
      id: 'factor-d',
      statement: '$R = d\\,\\operatorname{artanh}(\\dots)$ in place of $d-1$',
      evidence: identity(
        'derivative',
        [upperHalf, ...dimensions],
        mul(div(d, sub(d, 1)), derivative(radius, 'rho')),
        inv(substitute(rate, 'p', sub(1, rho))),
      ),
    },
    {
      id: 'ball-shape',
      statement: "the Beta$(\\frac{d+1}2,\\frac{d+1}2)$ law of the ball in place of the sphere's",
      evidence: identity(
        'rate at 1/2 in the plane',
        [],
        substitute(substitute(rate, 'p', half), 'd', 2),
        substitute(substitute(rate, 'p', half), 'd', 4),
      ),
    },
    {
      id: 'shape-d-over-2',
      statement: 'the cosine has the law of shape $\\frac d2$, of a sphere in one dimension more',
      evidence: identity(
        'derivative',
        [upperHalf, ...dimensions],
        derivative(
          mul(sub(d, 1), apply('artanh', sub(1, mul(2, apply('betaQuantile', sub(1, rho), div(d, 2), div(d, 2)))))),
          'rho',
        ),
        inv(substitute(rate, 'p', sub(1, rho))),
      ),
    },
  ],
};
