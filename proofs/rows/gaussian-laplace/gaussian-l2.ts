/** Gaussian noise against l2: R is the normal quantile. */
import {
  add,
  apply,
  div,
  identity,
  mul,
  pow,
  rational,
  real,
  substitute,
  sub,
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
  ratePart,
  rho,
  tightPart,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';
import { gaussianRow } from '../../formal/statements/rows.ts';
import { proved } from '../../vocabulary/proved.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';
import { specialFunctionsPart } from '../special-functions.ts';

const radius = apply('normalQuantile', rho);
/** G(p, v) for |v|_2 = r (claim G5). */
const growth = apply('normalCdf', add(apply('normalQuantile', p), r));
const rate = apply('normalPdf', apply('normalQuantile', p));

export const gaussianL2: Claim = {
  id: 'row-gaussian-l2',
  title: 'Gaussian noise against l2',
  statement:
    'For noise of density $\\propto e^{-|x|_2^2/2}$ the certified $\\ell_2$ radius is $R(\\rho) = \\Phi_N^{-1}(\\rho)$ (the normal quantile), and it is exact; $\\sigma = 1$.',
  hypotheses: ['$1/2 < \\rho < 1$'],
  source: 'MATH.md section 3; Cohen, Rosenfeld, Kolter 2019',
  axioms: ['neyman-pearson', 'fundamental-theorem', 'gamma-integral'],
  restsOn: ['G5'],
  parts: [
    proved(
      integralPart(
        'normalized',
        'The mass of $[0, x]$ is half a Gamma(1/2) distribution function of $x^2/2$; so the whole line has mass 1.',
        'x',
        [real('x')],
        mul(half, apply('gammaCdf', div(pow(x, 2), 2), half)),
        apply('normalPdf', x),
      ),
      gaussianRow.normalized,
      gaussianRow.limit,
    ),
    proved(
      integralPart(
        'sigma',
        '$E x_1^2 = 1$: the part on $[0, x]$ is half a Gamma(3/2) distribution function of $x^2/2$.',
        'x',
        [real('x')],
        mul(half, apply('gammaCdf', div(pow(x, 2), 2), rational(3, 2))),
        mul(pow(x, 2), apply('normalPdf', x)),
      ),
      gaussianRow.secondMoment,
      gaussianRow.sigma,
    ),
    proved(ratePart(growth, rate), gaussianRow.rate),
    proved(derivativePart(radius, rate), gaussianRow.derivative),
    proved(boundaryPart(radius), gaussianRow.boundary),
    proved(tightPart(radius, growth), gaussianRow.quantile, gaussianRow.tight),
    radiusPart(
      [
        { noise: 'gaussian', adversary: 'l2', dim: 3 },
        { noise: 'gaussian', adversary: 'l2', dim: 3072 },
      ],
      radius,
    ),
    libraryRatePart([{ noise: 'gaussian', adversary: 'l2', dim: 3072 }], rate),
    sigmaPart([{ noise: 'gaussian', adversary: 'l2', dim: 3072 }], rational(1)),
    drawnPart(
      (random) => ({ noise: 'gaussian', adversary: 'l2', dim: dimension(random) }),
      { radius, rate, variance: rational(1) },
      ['tight', 'rate', 'sigma'],
    ),
    specialFunctionsPart,
  ],
  mutants: [
    {
      id: 'upper-tail',
      statement: 'the swapped tail: $R(\\rho) = \\Phi_N^{-1}(1-\\rho)$',
      evidence: identity(
        'growth at that radius',
        [upperHalf],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', apply('normalQuantile', sub(1, rho))),
        half,
      ),
    },
    {
      id: 'erf-scale',
      statement: '$\\Phi(p)$ with $\\varphi(\\sqrt2\\,\\cdot)$: the erf scale in place of the normal one',
      evidence: identity(
        'rate',
        [lowerHalf],
        rate,
        apply('normalPdf', mul(apply('sqrt', 2), apply('normalQuantile', p))),
      ),
    },
  ],
};
