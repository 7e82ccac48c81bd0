/** Independent coordinates of density e^{-|x|^s}, s < 1, against l1; s = 1/2 in closed form. */
import {
  add,
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
  log,
  mul,
  neg,
  onBox,
  pow,
  range,
  rational,
  real,
  sub,
  substitute,
  type Claim,
  type Expression,
} from '../../../src/checker/index.ts';
import {
  CONTINUOUS_GROWTH,
  c,
  derivativePart,
  half,
  integralPart,
  lowerHalf,
  pieceOf,
  p,
  rho,
  s,
  upperHalf,
  x,
} from '../../vocabulary/radius-parts.ts';
import { integralRadiusPart, libraryRatePart, radiusPart, sigmaPart, tiedTo } from '../../vocabulary/library-link.ts';
import { dimension, drawnPart, drawnProduct } from '../../vocabulary/drawn-links.ts';
import { limitLink } from '../../radius/bracket-links.ts';

const q = inv(s);
const z: Expression = { op: 'variable', name: 'z' };
const normalizer = mul(2, apply('gamma', add(1, q)));
const density = div(exp(neg(pow(x, s))), normalizer);
/** Phi for any s < 1. */
const rate = div(sub(1, exp(neg(apply('gammaQuantile', mul(2, p), q)))), normalizer);
/** R at s = 1/2 in terms of c = F_2^{-1}(2(1-rho)). */
const ofC = mul(2, sub(apply('dilogarithm', exp(neg(c))), mul(c, log(sub(1, exp(neg(c)))))));
const radiusHalf = substitute(ofC, 'c', apply('gammaQuantile', mul(2, sub(1, rho)), 2));

const halfCase = [{ noise: 'iid-exp,s=0.5', adversary: 'l1', dim: 3072, parameters: { s: '1/2' } }];

export const iidExpLogConvexL1: Claim = {
  id: 'row-iid-exp-log-convex-l1',
  title: 'Independent noise e^{-|x_i|^s}, s < 1, against l1',
  statement:
    'For independent coordinates of density $\\propto e^{-|x|^s}$, $s < 1$, a certified $\\ell_1$ radius is $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ with $\\Phi(p) = \\frac{1-e^{-F_{1/s}^{-1}(2p)}}{2\\Gamma(1+1/s)}$; at $s = \\frac12$ it is $2(\\mathrm{Li}_2(e^{-c}) - c\\log(1-e^{-c}))$ with $c = F_2^{-1}(2(1-\\rho))$.',
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$0 < s < 1$',
    'a vertex of the $\\ell_1$ ball is the worst point (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['gamma-integral', 'fundamental-theorem', 'elementary-limits', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['that the slope $s x^{s-1}$ falls'],
  parts: [
    limitLink,
    integralPart(
      'normalized',
      '$P(0 \\le X \\le x) = \\frac12F_{1/s}(x^s)$.',
      'x',
      [real('x'), real('s')],
      mul(half, apply('gammaCdf', pow(x, s), q)),
      density,
    ),
    {
      id: 'rate',
      statement:
        'The slope $s x^{s-1}$ falls with $x > 0$, so the upper p-quantile set is $\\{0 < X \\le x\\}$; $\\Phi = \\int_0^x s t^{s-1} q(t)\\,dt = q(0) - q(x)$.',
      evidence: [
        identity(
          'antiderivative',
          [real('x'), real('s')],
          derivative(sub(inv(normalizer), density), 'x'),
          mul(s, pow(x, sub(s, 1)), density),
        ),
        identity(
          'in terms of p = F(x^s)/2',
          [lowerHalf, real('s', '0', '1')],
          substitute(sub(inv(normalizer), density), 'x', pow(apply('gammaQuantile', mul(2, p), q), q)),
          rate,
        ),
      ],
    },
    derivativePart(radiusHalf, substitute(rate, 's', half)),
    {
      id: 'boundary',
      statement:
        '$R \\to 0$ as $\\rho \\to \\frac12$ ($c \\to \\infty$): with $y = e^{-c} = z^2$, $R/2 = \\mathrm{Li}_2(y) + \\log y\\log(1-y)$ is at most $2z^2 + 2z \\le 3\\sqrt y$ for all $0 < y \\le \\frac14$, by $\\mathrm{Li}_2(y) \\le 2y$, $-\\log(1-y) \\le 2y$ and $-\\log z \\le \\frac1{2z}$.',
      evidence: [
        onBox(
          '-log(1-y) <= 2y, both 0 at 0: the slopes, 1/(1-y) <= 2; and Li_2(y) <= 2y, whose slope is -log(1-y)/y',
          [range('y', '0', '1/4')],
          inv(sub(1, { op: 'variable', name: 'y' })),
          '<=',
          rational(2),
        ),
        identity(
          'slope of log w - w/2 in w = 1/z',
          [real('w', '2')],
          derivative(sub(log({ op: 'variable', name: 'w' }), div({ op: 'variable', name: 'w' }, 2)), 'w'),
          sub(inv({ op: 'variable', name: 'w' }), half),
        ),
        onBox('which is negative for w >= 2, that is z <= 1/2', [range('z', '0', '1/2')], z, '<=', half),
        onBox('and log w <= w/2 at w = 2', [], log(rational(2)), '<=', rational(1)),
        identity(
          '2 z^2 + 2 (1/(2z)) 2 z^2 is 2 z^2 + 2 z',
          [real('z', '0', '1/2')],
          add(mul(2, pow(z, 2)), mul(2, inv(mul(2, z)), 2, pow(z, 2))),
          add(mul(2, pow(z, 2)), mul(2, z)),
        ),
        onBox('at most 3 z: 2 z <= 1', [range('z', '0', '1/2')], mul(2, z), '<=', rational(1)),
      ],
    },
    integralPart(
      'sigma',
      '$E X^2 = \\Gamma(3/s)/\\Gamma(1/s)$; at $s = \\frac12$ it is 120.',
      'x',
      [real('x'), real('s')],
      mul(half, div(apply('gamma', mul(3, q)), apply('gamma', q)), apply('gammaCdf', pow(x, s), mul(3, q))),
      mul(pow(x, 2), density),
      { of: div(apply('gamma', 6), apply('gamma', 2)), equals: rational(120) },
    ),
    tiedTo(radiusPart(halfCase, radiusHalf), 'derivative'),
    libraryRatePart(
      [
        { noise: 'iid-exp,s=0.5', adversary: 'l1', dim: 3072, parameters: { s: '1/2' } },
        { noise: 'iid-exp,s=0.7', adversary: 'l1', dim: 3072, parameters: { s: '7/10' } },
      ],
      rate,
    ),
    {
      ...integralRadiusPart([{ noise: 'iid-exp,s=0.75', adversary: 'l1', dim: 3072, parameters: { s: '3/4' } }], rate),
      id: 'library-radius-other-s',
    },
    sigmaPart(halfCase, div(apply('gamma', mul(3, q)), apply('gamma', q))),
    drawnPart(
      drawnProduct('iid-exp', 's', 0.1, 1),
      { rate, integral: true, variance: div(apply('gamma', mul(3, q)), apply('gamma', q)) },
      ['rate', 'sigma'],
    ),
    drawnPart(
      (random) => ({ noise: 'iid-exp,s=0.5', adversary: 'l1', dim: dimension(random), parameters: { s: '1/2' } }),
      { radius: radiusHalf, route: 'differential' },
      ['derivative'],
      { id: 'library-drawn-half', runs: { quick: 12, full: 100 } },
    ),
  ],
  mutants: [
    {
      id: 'quantile-tail',
      statement: 'c is the quantile at $2\\rho-1$',
      evidence: identity(
        'derivative at s = 1/2',
        [upperHalf],
        derivative(substitute(ofC, 'c', apply('gammaQuantile', sub(mul(2, rho), 1), 2)), 'rho'),
        inv(substitute(substitute(rate, 's', half), 'p', sub(1, rho))),
      ),
    },
    {
      id: 'sigma-first-moment',
      statement: '$\\sigma^2 = \\Gamma(2/s)/\\Gamma(1/s)$: $E|x|$ for $E x^2$',
      evidence: pieceOf(sigmaPart(halfCase, div(apply('gamma', mul(2, q)), apply('gamma', q)))),
    },
    {
      id: 'log-concave-rate',
      statement: 'the rate is the density at the quantile, as for $s \\ge 1$',
      evidence: identity(
        's = 1/2',
        [lowerHalf],
        substitute(rate, 's', half),
        mul(rational(1, 4), exp(neg(apply('gammaQuantile', sub(1, mul(2, p)), 2)))),
      ),
    },
  ],
};
