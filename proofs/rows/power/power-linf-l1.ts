/** Noise (1+|x|_inf)^-a against l1: R = (2d/(a-d))(rho - 1/2). */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  inv,
  library,
  mul,
  pow,
  rational,
  real,
  sub,
  whole,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  CONTINUOUS_GROWTH,
  b,
  boundaryPart,
  d,
  plateauDerivativePart,
  half,
  integralPart,
  p,
  rho,
  y,
} from '../../vocabulary/radius-parts.ts';
import { beyondPlateauPart } from '../exp/beyond-plateau.ts';
import { PLATEAU, powerVariation, variationInstances } from '../exp/exp-linf-l1-variation.ts';
import { exactText, libraryRatePart, sigmaPart } from '../../vocabulary/library-link.ts';
import { RUNS, between, dimension, drawnExcess, draws, type Draw } from '../../vocabulary/drawn-links.ts';

/** b = a - d. */
const a = add(d, b);
const rate = div(b, mul(2, d));
const radius = mul(div(mul(2, d), b), sub(rho, half));
const parameters = [whole('d'), real('b')];
/** Density of y = r/(1+r). */
export const betaLaw = derivative(apply('betaCdf', y, d, b), 'y');
/** Phi against linf. */
export const powerRate = mul(div(b, 2), apply('betaCdf', apply('betaQuantile', mul(2, p), d, b), d, add(b, 1)));
const secondMoment = div(mul(d, add(d, 1)), mul(sub(b, 1), sub(b, 2)));

/** Noise (1 + |x|)^-a, a - d drawn in sixteenths, so that a is d and it exactly. */
export const drawnTail =
  (adversary: 'l1' | 'linf'): Draw =>
  (random) => {
    // The second checker has to sum series of about 60 d/b terms.
    const dim = dimension(random, 2, 3000);
    const excess = Math.max(1, Math.round(16 * Math.max(dim / 400, between(random, 0.1, 50)))) / 16;
    return { noise: `power:linf,a=${dim + excess}`, adversary, dim, parameters: { b: exactText(excess) } };
  };

/** In few dimensions. */
const drawnFlat: Draw = (random) => {
  const dim = dimension(random, 2, 12);
  const excess = Math.round(16 * between(random, 1, 20)) / 16;
  return { noise: `power:linf,a=${dim + excess}`, adversary: 'l1', dim, parameters: { b: exactText(excess) } };
};

export const powerLinfL1: Claim = {
  id: 'row-power-linf-l1',
  title: 'Power-law noise of the cube against l1',
  statement:
    'For noise of density $\\propto (1+|x|_\\infty)^{-a}$ a certified $\\ell_1$ radius is $R(\\rho) = \\frac{2d}{a-d}(\\rho-\\frac12)$; $\\sigma^2 = \\frac{(d+2)(d+1)}{3(a-d-1)(a-d-2)}$ for $a > d+2$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$a > d$',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020. Here $b = a - d$.',
  axioms: ['polar-coordinates', 'beta-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['the marginal law of coordinate and sign on the surface of the cube (axiom polar-coordinates)'],
  parts: [
    {
      id: 'radial-law',
      statement:
        '$y = r/(1+r)$ is Beta$(d, a-d)$: the density at $y$ times $dy/dr = (1+r)^{-2}$ is proportional to $r^{d-1}(1+r)^{-a}$.',
      evidence: [
        identity(
          'with r = y/(1-y)',
          [real('y', '0', '1'), ...parameters],
          mul(betaLaw, pow(sub(1, y), 2)),
          mul(
            div(apply('gamma', a), mul(apply('gamma', d), apply('gamma', b))),
            pow(div(y, sub(1, y)), sub(d, 1)),
            pow(inv(sub(1, y)), sub(0, a)),
          ),
        ),
      ],
    },
    integralPart(
      'rate',
      'With probability $\\frac1{2d}$ each $\\partial_1\\psi = \\pm\\frac a{1+r} = \\pm a(1-y)$, else 0: for $\\frac1{2d} \\le p \\le \\frac12$, $\\Phi(p) = \\frac1{2d}E\\frac a{1+r} = \\frac{a-d}{2d}$.',
      'y',
      [real('y', '0', '1'), ...parameters],
      mul(div(b, a), apply('betaCdf', y, d, add(b, 1))),
      mul(sub(1, y), betaLaw),
      { of: mul(inv(mul(2, d)), a, div(b, a)), equals: rate },
    ),
    plateauDerivativePart(radius, rate, parameters),
    boundaryPart(radius, parameters),
    integralPart(
      'sigma',
      '$E r^2 = \\frac{d(d+1)}{(a-d-1)(a-d-2)}$, times $\\frac{d+2}{3d}$ for the surface of the cube.',
      'y',
      [real('y', '0', '1'), whole('d'), real('b', '2')],
      mul(secondMoment, apply('betaCdf', y, add(d, 2), sub(b, 2))),
      mul(pow(div(y, sub(1, y)), 2), betaLaw),
      {
        of: mul(div(add(d, 2), mul(3, d)), secondMoment),
        equals: div(mul(add(d, 2), add(d, 1)), mul(3, sub(b, 1), sub(b, 2))),
      },
    ),
    {
      id: 'library-radius',
      about: 'implementation',
      implements: ['derivative'],
      statement:
        'The library improves on this row by total variation (row-exp-linf-l1): its $R$ is at least the formula, and $D(R) \\le \\rho - \\frac12$.',
      evidence: [
        library('a = 3082 in dimension 3072, a = 6 in dimension 2', () => [
          ...variationInstances('power:linf,a=3082', 3072, { b: '10' }, powerVariation),
          ...variationInstances('power:linf,a=6', 2, { b: '4' }, powerVariation),
        ]),
        library('D(R) = rho - 1/2 from both sides, at drawn d, a and rho', (context) =>
          draws(context, RUNS, drawnExcess(drawnTail('l1'), powerVariation, PLATEAU)),
        ),
      ],
    },
    libraryRatePart(
      [
        { noise: 'power:linf,a=6', adversary: 'l1', dim: 2, parameters: { b: '4' } },
        { noise: 'power:linf,a=3082', adversary: 'l1', dim: 3072, parameters: { b: '10' } },
      ],
      rate,
      [0.26, 0.49],
    ),
    beyondPlateauPart(drawnFlat, powerRate, powerVariation),
    sigmaPart(
      [
        { noise: 'power:linf,a=6', adversary: 'l1', dim: 2, parameters: { b: '4' } },
        { noise: 'power:linf,a=3082', adversary: 'l1', dim: 3072, parameters: { b: '10' } },
      ],
      mul(div(add(d, 2), mul(3, d)), secondMoment),
    ),
  ],
  mutants: [
    {
      id: 'plateau-everywhere',
      statement: "$R' = 1/\\Phi(1-\\rho)$ for every $\\rho < 1$: the plateau of $\\Phi$ below $\\frac1{2d}$, too",
      // For p < 1/(2d) the best set is the smallest y, of probability 2dp.
      evidence: identity(
        'd = 2, a = 6, beyond rho = 3/4',
        [real('rho', '3/4', '1')],
        rational(1),
        inv(apply('betaCdf', apply('betaQuantile', mul(4, sub(1, rho)), 2, 4), 2, 5)),
      ),
    },
    {
      id: 'a-for-a-minus-d',
      statement: '$R = \\frac{2d}{a}(\\rho-\\frac12)$: the expectation of $1/(1+r)$ taken for 1',
      evidence: identity('rate', parameters, div(a, mul(2, d)), rate),
    },
    {
      id: 'sigma-off-by-one',
      statement: '$\\sigma^2 = \\frac{(d+2)(d+1)}{3(a-d)(a-d-1)}$',
      evidence: identity(
        'second moment',
        [whole('d'), real('b', '2')],
        secondMoment,
        div(mul(d, add(d, 1)), mul(b, sub(b, 1))),
      ),
    },
  ],
};
