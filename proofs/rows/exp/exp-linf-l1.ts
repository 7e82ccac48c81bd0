/** Noise |x|_inf^-j e^{-|x|_inf^k} against l1. */
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
  rational,
  real,
  sub,
  substitute,
  variable,
  whole,
  type Claim,
  type Expression,
} from '../../../src/checker/index.ts';
import {
  CONTINUOUS_GROWTH,
  boundaryPart,
  d,
  plateauDerivativePart,
  half,
  integralPart,
  k,
  pieceOf,
  rho,
  s,
  x,
} from '../../vocabulary/radius-parts.ts';
import { exactText, libraryRatePart, radiusPart, sigmaPart, tiedTo } from '../../vocabulary/library-link.ts';
import { between, dimension, type Draw } from '../../vocabulary/drawn-links.ts';
import { beyondPlateauPart } from './beyond-plateau.ts';
import { hazardRate } from './exp-linf-linf.ts';
import { largeDimension, smallDimension, variation, variationParts } from './exp-linf-l1-variation.ts';
import { calledExactLink } from '../../radius/bracket-links.ts';

/** k >= 1, few dimensions: in many the differential method is the better one only where 1 - rho is 0 in doubles. */
const drawnSteep: Draw = (random) => {
  const [dim, power] = [dimension(random, 2, 12), between(random, 1, 4)];
  return { noise: `exp:linf,k=${power}`, adversary: 'l1', dim, parameters: { k: exactText(power) } };
};

/** s = d - j. */
const j = sub(d, s);
const gamma = (z: Expression): Expression => apply('gamma', z);
/** E r^m for r of density proportional to r^(s-1) e^(-r^k). */
export const radialMoment = (m: Expression, shape = s): Expression =>
  div(gamma(div(add(shape, m), k)), gamma(div(shape, k)));
/** Density of r. */
export const radialDensity = (shape = s): Expression =>
  div(mul(k, pow(x, sub(shape, 1)), exp(neg(pow(x, k)))), gamma(div(shape, k)));

const rate = mul(div(sub(d, 1), mul(2, d)), div(gamma(div(sub(s, 1), k)), gamma(div(s, k))));
const radius = mul(div(mul(2, d), sub(d, 1)), div(gamma(div(s, k)), gamma(div(sub(s, 1), k))), sub(rho, half));

/** In the plane, k = 2 and j = 0. */
const atTwo = (x: Expression): Expression => substitute(substitute(substitute(x, 's', 2), 'k', 2), 'd', 2);

const parameters = [whole('d', 2), real('s', '1'), real('k')];

export const expLinfL1: Claim = {
  id: 'row-exp-linf-l1',
  title: 'Exponential noise of the cube against l1',
  statement:
    'For noise of density $\\propto |x|_\\infty^{-j} e^{-|x|_\\infty^k}$ a certified $\\ell_1$ radius is $R(\\rho) = \\frac{2d}{d-1}\\frac{\\Gamma((d-j)/k)}{\\Gamma((d-j-1)/k)}(\\rho-\\frac12)$ (tight to first order up to $\\rho = 1-\\frac1{2d}$); $\\sigma^2 = \\frac{d+2}{3d}\\frac{\\Gamma((d+2-j)/k)}{\\Gamma((d-j)/k)}$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$j < d - 1$, $k > 0$',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020. Here $s = d - j$.',
  axioms: ['polar-coordinates', 'gamma-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: [
    '"tight to first order"; the marginal law of coordinate and sign on the surface of the cube (axiom polar-coordinates)',
  ],
  parts: [
    calledExactLink,
    integralPart(
      'radial-moments',
      'With $r = |x|_\\infty$ of density $\\propto r^{s-1}e^{-r^k}$, $E r^m = \\Gamma((s+m)/k)/\\Gamma(s/k)$: the part on $[0,x]$ is that constant times a Gamma$((s+m)/k)$ distribution function of $x^k$.',
      'x',
      [real('x'), real('s', '1'), real('k'), real('m', '-1')],
      mul(radialMoment(variable('m')), apply('gammaCdf', pow(x, k), div(add(s, variable('m')), k))),
      mul(pow(x, variable('m')), radialDensity()),
    ),
    {
      id: 'rate',
      statement:
        'The coordinate of largest modulus is the first with probability $1/d$, its sign is fair, and then $\\partial_1\\psi = \\pm(k r^{k-1} + j/r)$, else 0. For $\\frac1{2d} \\le p \\le \\frac12$ the upper p-quantile set holds all positive values: $\\Phi(p) = \\frac1{2d}(k E r^{k-1} + j E r^{-1}) = \\frac{d-1}{2d}\\frac{\\Gamma((s-1)/k)}{\\Gamma(s/k)}$; below $\\frac1{2d}$ it is less.',
      evidence: [
        identity(
          '',
          parameters,
          div(add(mul(k, radialMoment(sub(k, 1))), mul(j, radialMoment(rational(-1)))), mul(2, d)),
          rate,
        ),
      ],
    },
    plateauDerivativePart(radius, rate, parameters),
    boundaryPart(radius, parameters),
    {
      id: 'sigma',
      statement:
        'On the surface of the cube the squared length has mean $1 + \\frac{d-1}3 = \\frac{d+2}3$, so $\\sigma^2 = \\frac{d+2}{3d} E r^2$.',
      evidence: [
        identity(
          'mean square of a free coordinate',
          [real('x', '0', '1')],
          derivative(div(pow(x, 3), 3), 'x'),
          pow(x, 2),
        ),
        identity(
          'one coordinate of modulus 1 and d - 1 free ones',
          parameters,
          add(1, div(sub(d, 1), 3)),
          div(add(d, 2), 3),
        ),
      ],
    },
    tiedTo(
      radiusPart(largeDimension, radius, { route: 'closed-form', rhos: [0.501, 0.6, 0.75, 0.9, 0.99] }),
      'derivative',
    ),
    libraryRatePart([...smallDimension, ...largeDimension], rate, [0.26, 0.49]),
    sigmaPart([...smallDimension, ...largeDimension], mul(div(add(d, 2), mul(3, d)), radialMoment(rational(2)))),
    ...variationParts,
    beyondPlateauPart(drawnSteep, hazardRate, variation),
  ],
  mutants: [
    {
      id: 'plateau-everywhere',
      statement: "$R' = 1/\\Phi(1-\\rho)$ for every $\\rho < 1$: the plateau of $\\Phi$ below $\\frac1{2d}$, too",
      // d = 2, k = 2, j = 0: for p < 1/4 the best set is r^2 > c with P(r^2 > c) = 4p, r^2 of the law Gamma(1).
      evidence: identity(
        'd = 2, k = 2, beyond rho = 3/4',
        [real('rho', '3/4', '1')],
        inv(atTwo(rate)),
        inv(
          mul(
            atTwo(rate),
            sub(1, apply('gammaCdf', apply('gammaQuantile', sub(1, mul(4, sub(1, rho))), 1), rational(3, 2))),
          ),
        ),
      ),
    },
    {
      id: 'dropped-d-over-d-1',
      statement: 'the factor $d/(d-1)$ dropped from the radius',
      evidence: identity(
        'derivative of the radius',
        [real('rho', '1/2', '1'), ...parameters],
        derivative(mul(div(sub(d, 1), d), radius), 'rho'),
        inv(rate),
      ),
    },
    {
      id: 'sigma-cube',
      statement: 'the mean squared length on the surface of the cube is $d/3$, that of its interior',
      evidence: pieceOf(sigmaPart(smallDimension, mul(rational(1, 3), radialMoment(rational(2))))),
    },
    {
      id: 'j-forgotten',
      statement: '$\\Phi$ without the part of the pole: $\\frac1{2d} k E r^{k-1}$',
      evidence: identity('', parameters, div(mul(k, radialMoment(sub(k, 1))), mul(2, d)), rate),
    },
  ],
};
