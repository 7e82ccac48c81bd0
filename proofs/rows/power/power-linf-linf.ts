/** Noise (1+|x|_inf)^-a against linf: R = int dp/Phi. */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  library,
  mul,
  onBox,
  pow,
  range,
  real,
  sub,
  substitute,
  whole,
  type Claim,
  type Part,
} from '../../../src/checker/index.ts';
import { betaLaw, drawnTail, powerRate } from './power-linf-l1.ts';

import { CONTINUOUS_GROWTH, b, d, half, lowerHalf, p, x, y, zero } from '../../vocabulary/radius-parts.ts';
import { exactText, integralRadiusPart, libraryRatePart } from '../../vocabulary/library-link.ts';
import { between, dimension, drawnPart, draws } from '../../vocabulary/drawn-links.ts';
import { powerHazard } from '../../../src/radius/routes/hazard.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';

const a = add(d, b);
const parameters = [whole('d'), real('b')];

/**
 * r dR/dr = (1 + r)/a times y (1 - y) times the reverse hazard rate of Beta(d, b + 1) at y = r/(1 + r); here x = 1 + r.
 */
const outer = div(1, x);
const hazard = div(
  mul(x, pow(sub(1, outer), d), pow(outer, add(b, 1)), apply('gamma', add(a, 1))),
  mul(a, apply('gamma', d), apply('gamma', add(b, 1)), apply('betaCdf', sub(1, outer), d, add(b, 1))),
);

/** The integrand that radii add up, which near its ends hardly moves them. */
const hazardPart: Part = {
  id: 'library-hazard',
  about: 'implementation',
  implements: ['rate'],
  statement:
    'The integrand $dR/d\\log r$ of the library is $\\frac{1+r}a\\,y(1-y)f(y)/F(y)$ of Beta$(d, a+1-d)$ at $y = r/(1+r)$, at drawn $d$, $a$ and $r$ on either side of the mean.',
  evidence: [
    library('to a relative 1e-9', (context) =>
      draws(context, { quick: 8, full: 200 }, (random, index) => {
        const dim = dimension(random, 2, 2000);
        const excess = Math.max(1, Math.round(16 * Math.max(dim / 400, between(random, 0.1, 50)))) / 16;
        // y from far below its mean to near 1.
        const [share, mean] = [random.uniform(), dim / (dim + excess + 1)];
        const place = index % 2 === 0 ? mean * (0.2 + 0.8 * share) : 1 - (1 - mean) * (0.2 + 0.8 * share);
        const logR = Math.log(place / (1 - place));
        return {
          label: `power:linf, a = ${dim + excess}, d = ${dim}, log r = ${logR}`,
          value: powerHazard(dim, dim + excess).rate(logR),
          relation: 'close' as const,
          expression: hazard,
          at: { d: String(dim), b: exactText(excess), x: toRational(1 + Math.exp(logR)).toFraction() },
        };
      }),
    ),
  ],
};

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
    hazardPart,
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
