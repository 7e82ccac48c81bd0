/** Laplace noise e^{-|x|_1} against l1: R = log(1/(2(1-rho))). */
import {
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
  log,
  mul,
  neg,
  pow,
  rational,
  real,
  sub,
  substitute,
  variable,
  type Claim,
} from '../../src/checker/index.ts';

const [x, p, r, rho] = [variable('x'), variable('p'), variable('r'), variable('rho')];
const half = rational(1, 2);
const upperHalf = real('rho', '1/2', '1');

const radius = log(inv(mul(2, sub(1, rho))));
/** G(p, r e_1) for p <= e^-r / 2 (claim g5-laplace). */
const growth = mul(exp(r), p);
const phi = p;

export const laplaceL1: Claim = {
  id: 'row-laplace-l1',
  title: 'Laplace noise against l1',
  statement:
    'For noise of density $\\propto e^{-|x|_1}$ in $\\mathbb R^d$ the certified $\\ell_1$ radius is $R(\\rho) = \\log\\frac1{2(1-\\rho)}$, and it is exact; $\\sigma = \\sqrt2$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    'the worst point of the $\\ell_1$ ball is a vertex (claim R1: the rate is convex in v)',
  ],
  source: 'MATH.md section 3; Teng et al. 2019; Yang et al. 2020',
  axioms: ['fundamental-theorem', 'gamma-integral'],
  parts: [
    {
      id: 'normalized',
      statement:
        'Each coordinate has density $e^{-|x|}/2$: $\\int_0^x e^{-t} dt$ is the Gamma(1) distribution function.',
      evidence: [
        identity(
          'derivative of the mass on [0, x]',
          [real('x')],
          derivative(apply('gammaCdf', x, 1), 'x'),
          exp(neg(x)),
        ),
      ],
    },
    {
      id: 'sigma',
      statement: '$E x_1^2 = \\Gamma(3)/\\Gamma(1) = 2$.',
      evidence: [
        identity(
          'the antiderivative of x^2 e^-x is Gamma(3) times the Gamma(3) distribution function',
          [real('x')],
          derivative(mul(apply('gamma', 3), apply('gammaCdf', x, 3)), 'x'),
          mul(pow(x, 2), exp(neg(x))),
        ),
        identity('its limit at infinity', [], div(apply('gamma', 3), apply('gamma', 1)), pow(apply('sqrt', 2), 2)),
      ],
    },
    {
      id: 'rate',
      statement: '$\\Phi(p) = \\partial_r G(p, r e_1)|_{r=0} = p$ for $p < 1/2$.',
      evidence: [identity('', [real('p', '0', '1/2')], substitute(derivative(growth, 'r'), 'r', 0), phi)],
    },
    {
      id: 'derivative',
      statement: "$R'(\\rho) = 1/\\Phi(1-\\rho)$.",
      evidence: [identity('', [upperHalf], derivative(radius, 'rho'), inv(substitute(phi, 'p', sub(1, rho))))],
    },
    {
      id: 'boundary',
      statement: '$R(1/2) = 0$.',
      evidence: [identity('', [], substitute(radius, 'rho', half), rational(0))],
    },
    {
      id: 'exact',
      statement: '$G(1-\\rho, R(\\rho) e_1) = 1/2$: the radius is tight.',
      evidence: [identity('', [upperHalf], substitute(substitute(growth, 'p', sub(1, rho)), 'r', radius), half)],
    },
  ],
  mutants: [
    {
      id: 'sigma-2',
      statement: '$\\sigma = 2$ ("2 for sqrt 2")',
      evidence: identity('', [], div(apply('gamma', 3), apply('gamma', 1)), pow(rational(2), 2)),
    },
    {
      id: 'forgotten-2',
      statement: '$R(\\rho) = \\log\\frac1{1-\\rho}$',
      evidence: identity('boundary value', [], substitute(log(inv(sub(1, rho))), 'rho', half), rational(0)),
    },
  ],
};
