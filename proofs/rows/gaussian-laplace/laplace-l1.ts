/** Laplace noise e^{-|x|_1} against l1: R = log(1/(2(1-rho))). */
import {
  apply,
  div,
  exp,
  inv,
  log,
  mul,
  neg,
  pow,
  rational,
  real,
  sub,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  boundaryPart,
  proposedPart,
  derivativePart,
  integralPart,
  p,
  pieceOf,
  r,
  ratePart,
  rho,
  tightPart,
  x,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, sigmaPart } from '../../vocabulary/library-link.ts';
import { laplaceRow } from '../../formal/statements/rows.ts';
import { proved } from '../../vocabulary/proved.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

export const radius = log(inv(mul(2, sub(1, rho))));
/** G(p, r e_1) for p <= e^-r / 2 (claim G5). */
const growth = mul(exp(r), p);

export const laplaceL1: Claim = {
  id: 'row-laplace-l1',
  title: 'Laplace noise against l1',
  statement:
    'For noise of density $\\propto e^{-|x|_1}$ in $\\mathbb R^d$ the certified $\\ell_1$ radius is $R(\\rho) = \\log\\frac1{2(1-\\rho)}$, and it is exact; $\\sigma = \\sqrt2$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1: the rate is convex in v)',
  ],
  source: 'MATH.md section 3; Teng et al. 2019; Yang et al. 2020',
  axioms: ['fundamental-theorem', 'gamma-integral'],
  restsOn: ['G5', 'R1'],
  inWords: ['normalization: a distribution function tends to 1'],
  parts: [
    proved(
      integralPart(
        'normalized',
        'Each coordinate has density $e^{-|x|}/2$: $\\int_0^x e^{-t} dt$ is the Gamma(1) distribution function.',
        'x',
        [real('x')],
        apply('gammaCdf', x, 1),
        exp(neg(x)),
      ),
      laplaceRow.mass,
      laplaceRow.normalized,
    ),
    proved(
      integralPart(
        'sigma',
        '$E x_1^2 = \\Gamma(3)/\\Gamma(1) = 2$.',
        'x',
        [real('x')],
        mul(apply('gamma', 3), apply('gammaCdf', x, 3)),
        mul(pow(x, 2), exp(neg(x))),
        { of: div(apply('gamma', 3), apply('gamma', 1)), equals: pow(apply('sqrt', 2), 2) },
      ),
      laplaceRow.secondMoment,
      laplaceRow.normalized,
    ),
    proved(ratePart(growth, p), laplaceRow.rate),
    proved(derivativePart(radius, p), laplaceRow.derivative),
    proved(boundaryPart(radius), laplaceRow.boundary),
    proved(proposedPart(radius, p), laplaceRow.integral),
    proved(tightPart(radius, growth), laplaceRow.tight, laplaceRow.sound),
    radiusPart([{ noise: 'laplace', adversary: 'l1', dim: 3072 }], radius),
    libraryRatePart([{ noise: 'laplace', adversary: 'l1', dim: 3072 }], p),
    sigmaPart([{ noise: 'laplace', adversary: 'l1', dim: 3072 }], rational(2)),
    drawnPart(
      (random) => ({ noise: 'laplace', adversary: 'l1', dim: dimension(random) }),
      { radius, rate: p, variance: rational(2) },
      ['tight', 'rate', 'sigma'],
    ),
  ],
  mutants: [
    {
      id: 'sigma-2',
      statement: '$\\sigma = 2$ ("2 for sqrt 2")',
      evidence: pieceOf(sigmaPart([{ noise: 'laplace', adversary: 'l1', dim: 3072 }], rational(4))),
    },
    {
      id: 'forgotten-2',
      statement:
        '$R(\\rho) = \\log\\frac1{1-\\rho}$, as if the half-space had mass $e^{-r}$: the sign of $x_1$ forgotten',
      evidence: pieceOf(tightPart(log(inv(sub(1, rho))), growth)),
    },
  ],
};
