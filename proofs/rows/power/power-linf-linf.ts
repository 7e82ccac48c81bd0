/** Noise (1+|x|_inf)^-a against linf: R = int dp/Phi. */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  mul,
  onBox,
  range,
  real,
  sub,
  substitute,
  whole,
  type Claim,
} from '../../../src/checker/index.ts';
import { betaLaw, drawnTail, powerRate } from './power-linf-l1.ts';

const a = add(d, b);
import { CONTINUOUS_GROWTH, b, d, half, lowerHalf, p, y, zero } from '../../vocabulary/radius-parts.ts';
import { integralRadiusPart, libraryRatePart } from '../../vocabulary/library-link.ts';
import { drawnPart } from '../../vocabulary/drawn-links.ts';

const parameters = [whole('d'), real('b')];

export const powerLinfLinf: Claim = {
  id: 'row-power-linf-linf',
  title: 'Power-law noise of the cube against linf',
  statement:
    "For noise of density $\\propto (1+|x|_\\infty)^{-a}$ a certified $\\ell_\\infty$ radius is $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ with $\\Phi(p) = \\frac{a-d}2 F_{\\beta'(d,a+1-d)}(F^{-1}_{\\beta'(d,a-d)}(2p))$.",
  hypotheses: ['$1/2 < \\rho < 1$', '$a > d$', 'a vertex of the cube is the worst point (claim R1)', CONTINUOUS_GROWTH],
  source: 'MATH.md section 3; Yang et al. 2020. Here $b = a - d$.',
  axioms: ['polar-coordinates', 'beta-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['that the slope $a(1-y)$ falls'],
  parts: [
    {
      id: 'rate',
      statement:
        'The slope $a/(1+r) = a(1-y)$ falls with $y = r/(1+r)$, so the upper p-quantile set is $\\{+, y \\le c\\}$: $p = \\frac12 B(c; d, b)$, $\\Phi = \\frac b2 B(c; d, b+1)$, with equal derivatives and both 0 at 0.',
      evidence: [
        identity(
          'derivatives in c',
          [real('y', '0', '1'), ...parameters],
          derivative(mul(div(b, 2), apply('betaCdf', y, d, add(b, 1))), 'y'),
          mul(half, a, sub(1, y), betaLaw),
        ),
        identity('at c = 0', parameters, substitute(apply('betaCdf', y, d, add(b, 1)), 'y', 0), zero),
        identity(
          'eliminating c',
          [lowerHalf, ...parameters],
          powerRate,
          substitute(mul(div(b, 2), apply('betaCdf', y, d, add(b, 1))), 'y', apply('betaQuantile', mul(2, p), d, b)),
        ),
      ],
    },
    {
      id: 'bounded',
      statement:
        'The slope is at most $a$, so $\\Phi(p) \\le a p$: the radius exceeds $\\frac1a\\log\\frac1{2(1-\\rho)}$ (here $d = 2$, $a = 5$).',
      evidence: [
        onBox('', [range('p', '1/10', '2/5')], substitute(substitute(powerRate, 'd', 2), 'b', 3), '<=', mul(5, p)),
      ],
    },
    libraryRatePart(
      [
        { noise: 'power:linf,a=6', adversary: 'linf', dim: 2, parameters: { b: '4' } },
        { noise: 'power:linf,a=3082', adversary: 'linf', dim: 3072, parameters: { b: '10' } },
      ],
      powerRate,
    ),
    integralRadiusPart(
      [
        { noise: 'power:linf,a=6', adversary: 'linf', dim: 2, parameters: { b: '4' } },
        { noise: 'power:linf,a=3082', adversary: 'linf', dim: 3072, parameters: { b: '10' } },
      ],
      powerRate,
    ),
    drawnPart(drawnTail('linf'), { rate: powerRate, integral: true }, ['rate']),
  ],
  mutants: [
    {
      id: 'same-shape',
      statement:
        "$\\Phi(p) = \\frac{a-d}2 F_{\\beta'(d,a-d)}(F^{-1}_{\\beta'(d,a-d)}(2p))$: the shift of the shape by 1 forgotten",
      evidence: identity('', [lowerHalf, ...parameters], powerRate, mul(b, p)),
    },
    {
      id: 'upper-tail',
      statement: 'the quantile at $1-2p$',
      evidence: identity(
        'd = 1, b = 1',
        [lowerHalf],
        substitute(substitute(powerRate, 'd', 1), 'b', 1),
        mul(half, apply('betaCdf', sub(1, mul(2, p)), 1, 2)),
      ),
    },
  ],
};
