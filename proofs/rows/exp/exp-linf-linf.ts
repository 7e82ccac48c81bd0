/** Noise e^{-|x|_inf^k} against linf: R = int dp/Phi, with one branch for k >= 1 and one for k < 1. */
import {
  add,
  apply,
  derivative,
  div,
  exp,
  identity,
  inv,
  library,
  mul,
  neg,
  onBox,
  pow,
  range,
  real,
  sub,
  substitute,
  whole,
  type Claim,
  type Expression,
  type Part,
} from '../../../src/checker/index.ts';
import { knownLawsPart } from '../../known-answers/growth.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';
import { CONTINUOUS_GROWTH, d, half, k, lowerHalf, p, t, zero } from '../../vocabulary/radius-parts.ts';
import { exactText, integralRadiusPart, libraryRatePart, tiedTo } from '../../vocabulary/library-link.ts';
import { between, dimension, drawnPart, draws, type Draw } from '../../vocabulary/drawn-links.ts';
import { exponentialHazard } from '../../../src/radius/routes/hazard.ts';

/** s = d/k and s' = (d+k-1)/k. */
const shape = div(d, k);
const tilted = div(sub(add(d, k), 1), k);
/** (k/2) Gamma(s')/Gamma(s). */
const scale = mul(div(k, 2), div(apply('gamma', tilted), apply('gamma', shape)));
const upper = (cdf: Expression): Expression => sub(1, cdf);

/** Phi(p) for k >= 1, and for k < 1. */
export const hazardRate = mul(
  scale,
  upper(apply('gammaCdf', apply('gammaQuantile', sub(1, mul(2, p)), shape), tilted)),
);
export const hazardRateBelow1 = mul(scale, apply('gammaCdf', apply('gammaQuantile', mul(2, p), shape), tilted));

/** The law of t = |x|^k is Gamma(s); on the set of positive sign the slope is k t^((k-1)/k). */
const density = derivative(apply('gammaCdf', t, shape), 't');
const slope = mul(k, pow(t, sub(1, inv(k))));
const large = [real('t'), whole('d'), real('k', '1')];
const small = [real('t'), whole('d', 2), real('k', '0', '1')];

/** Phi in both branches, from the law of t. */
const rateParts: readonly Part[] = [
  {
    id: 'rate-k-above-1',
    statement:
      "For $k \\ge 1$ the slope $k t^{(k-1)/k}$ grows with $t$, so the upper p-quantile set is $\\{+, t \\ge c\\}$: $p = \\frac12(1-F_s(c))$ and $\\Phi = \\frac k2\\frac{\\Gamma(s')}{\\Gamma(s)}(1-F_{s'}(c))$, with $d\\Phi/dc = \\mathrm{slope}(c)\\,dp/dc$ and both 0 at infinity.",
    evidence: [
      identity(
        'derivatives in c',
        large,
        derivative(mul(scale, upper(apply('gammaCdf', t, tilted))), 't'),
        mul(slope, derivative(mul(half, upper(apply('gammaCdf', t, shape))), 't')),
      ),
      identity(
        'eliminating c',
        [lowerHalf, whole('d'), real('k', '1')],
        hazardRate,
        substitute(
          mul(scale, upper(apply('gammaCdf', t, tilted))),
          't',
          apply('gammaQuantile', sub(1, mul(2, p)), shape),
        ),
      ),
    ],
  },
  {
    id: 'rate-k-below-1',
    statement:
      "For $k < 1$ the slope falls with $t$, so the set is $\\{+, t \\le c\\}$: $p = \\frac12F_s(c)$ and $\\Phi = \\frac k2\\frac{\\Gamma(s')}{\\Gamma(s)}F_{s'}(c)$.",
    evidence: [
      identity(
        'derivatives in c',
        small,
        derivative(mul(scale, apply('gammaCdf', t, tilted)), 't'),
        mul(half, slope, density),
      ),
      identity(
        'both 0 at c = 0',
        [whole('d', 2), real('k', '0', '1')],
        substitute(mul(scale, apply('gammaCdf', t, tilted)), 't', 0),
        zero,
      ),
      identity(
        'eliminating c: the formula of the statement is this at the quantile',
        [lowerHalf, whole('d', 2), real('k', '0', '1')],
        hazardRateBelow1,
        substitute(mul(scale, apply('gammaCdf', t, tilted)), 't', apply('gammaQuantile', mul(2, p), shape)),
      ),
      identity(
        'and the mass there is p',
        [lowerHalf, whole('d', 2), real('k', '0', '1')],
        substitute(mul(half, apply('gammaCdf', t, shape)), 't', apply('gammaQuantile', mul(2, p), shape)),
        p,
      ),
    ],
  },
  {
    id: 'branches-meet',
    statement: 'At $k = 1$ both branches are $\\Phi(p) = p$.',
    evidence: [
      identity('upper branch', [lowerHalf, whole('d')], substitute(hazardRate, 'k', 1), p),
      identity('lower branch', [lowerHalf, whole('d')], substitute(hazardRateBelow1, 'k', 1), p),
    ],
  },
  {
    id: 'branches-ordered',
    statement:
      'For $k < 1$ the branch of $k \\ge 1$ is smaller, so using it over-claims (here $d = 2$, $k = \\frac12$).',
    evidence: [
      onBox(
        'the set of the largest slopes against that of the smallest',
        [range('p', '1/10', '2/5')],
        substitute(substitute(hazardRate, 'k', half), 'd', 2),
        '<',
        substitute(substitute(hazardRateBelow1, 'k', half), 'd', 2),
      ),
    ],
  },
];

/** Noise e^{-|x|^k} of a norm against that norm, k drawn between two values; d >= 2, as on the line it is a product. */
export const drawnExponent =
  (norm: 'l1' | 'linf', low: number, high: number): Draw =>
  (random) => {
    const exponent = between(random, low, high);
    return {
      noise: `exp:${norm},k=${exponent}`,
      adversary: norm,
      // Shapes d/k beyond are series too long for the second checker.
      dim: dimension(random, 2, Math.floor(200_000 * Math.min(1, exponent))),
      parameters: { k: exactText(exponent) },
    };
  };

/** r dR/dr: r g/(1 - G) or, for k < 1, r g/G, with g the density of Gamma(s') at t = r^k and G its mass below. */
const hazard = (share: Expression): Expression =>
  div(mul(pow(t, add(tilted, sub(inv(k), 1))), exp(neg(t))), mul(apply('gamma', tilted), share));
const below = apply('gammaCdf', t, tilted);

/** The integrand that radii add up, which near its ends hardly moves them. */
const hazardPart: Part = {
  id: 'library-hazard',
  about: 'implementation',
  implements: ['rate-k-above-1', 'rate-k-below-1'],
  statement:
    "The integrand $dR/d\\log r$ of the library is $r\\,g(t)/(1-F_{s'}(t))$ for $k \\ge 1$ and $r\\,g(t)/F_{s'}(t)$ for $k < 1$, $g = F_{s'}'$, $t = r^k$, at drawn $d$, $k$ and $r$ far below and above the mean.",
  evidence: [
    library('to a relative 1e-9', (context) =>
      draws(context, { quick: 8, full: 200 }, (random, index) => {
        const dim = dimension(random, 2, 2000);
        const exponent = index % 2 === 0 ? between(random, 1, 50) : between(random, 0.3, 1);
        const mean = (dim - 1 + exponent) / exponent;
        const logR = Math.log(between(random, 0.2, 1.5) * mean) / exponent;
        const tMoved = toRational(Math.exp(exponent * logR));
        return {
          label: `exp:linf, k = ${exponent}, d = ${dim}, log r = ${logR}`,
          value: exponentialHazard(dim, exponent).rate(logR),
          relation: 'close' as const,
          expression: hazard(index % 2 === 0 ? upper(below) : below),
          at: { d: String(dim), k: exactText(exponent), t: tMoved.toFraction() },
        };
      }),
    ),
  ],
};

/** The reference code's slip. */
export const branchMutant = {
  id: 'k-below-1-branch-missing',
  statement:
    'the formula of $k \\ge 1$ also holds for $k = \\frac12$ (the reference code; it over-claims by up to 49%)',
  evidence: identity(
    'the two branches at k = 1/2',
    [lowerHalf, whole('d', 2)],
    substitute(hazardRate, 'k', half),
    substitute(hazardRateBelow1, 'k', half),
  ),
} as const;

export const expLinfLinf: Claim = {
  id: 'row-exp-linf-linf',
  title: 'Exponential noise of the cube against linf',
  statement:
    "For noise of density $\\propto e^{-|x|_\\infty^k}$ a certified $\\ell_\\infty$ radius is $\\int_{1-\\rho}^{1/2} dp/\\Phi(p)$ with $\\Phi(p) = \\frac k2\\frac{\\Gamma(s')}{\\Gamma(s)}(1-F_{s'}(F_s^{-1}(1-2p)))$ for $k \\ge 1$ and $\\frac k2\\frac{\\Gamma(s')}{\\Gamma(s)}F_{s'}(F_s^{-1}(2p))$ for $k < 1$; $s = d/k$, $s' = (d+k-1)/k$.",
  hypotheses: [
    '$1/2 < \\rho < 1$',
    '$d \\ge 2$ for $k < 1$',
    'a vertex of the cube is the worst point (claim R1)',
    CONTINUOUS_GROWTH,
  ],
  source: 'MATH.md section 3; Yang et al. 2020, corrected for k < 1',
  axioms: ['polar-coordinates', 'gamma-integral', 'fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['that the slope $k t^{(k-1)/k}$ is monotone in $t$'],
  parts: [
    {
      id: 'radial-law',
      statement: '$t = |x|_\\infty^k$ has the Gamma$(d/k)$ law: $r^{d-1}e^{-r^k}dr$ in terms of $t = r^k$.',
      evidence: [
        identity(
          '',
          [real('x'), whole('d'), real('k')],
          derivative(apply('gammaCdf', pow({ op: 'variable', name: 'x' }, k), shape), 'x'),
          div(
            mul(k, pow({ op: 'variable', name: 'x' }, sub(d, 1)), exp(neg(pow({ op: 'variable', name: 'x' }, k)))),
            apply('gamma', shape),
          ),
        ),
      ],
    },
    knownLawsPart,
    ...rateParts,
    tiedTo(
      libraryRatePart(
        [
          { noise: 'exp:linf,k=2', adversary: 'linf', dim: 3, parameters: { k: '2' } },
          { noise: 'exp:linf,k=2', adversary: 'linf', dim: 3072, parameters: { k: '2' } },
          { noise: 'exp:linf,k=8', adversary: 'linf', dim: 784, parameters: { k: '8' } },
        ],
        hazardRate,
      ),
      'rate-k-above-1',
    ),
    {
      ...tiedTo(
        libraryRatePart(
          [
            { noise: 'exp:linf,k=0.5', adversary: 'linf', dim: 2, parameters: { k: '1/2' } },
            { noise: 'exp:linf,k=0.5', adversary: 'linf', dim: 784, parameters: { k: '1/2' } },
          ],
          hazardRateBelow1,
        ),
        'rate-k-below-1',
      ),
      id: 'library-rate-k-below-1',
    },
    tiedTo(
      integralRadiusPart(
        [
          { noise: 'exp:linf,k=2', adversary: 'linf', dim: 3, parameters: { k: '2' } },
          { noise: 'exp:linf,k=2', adversary: 'linf', dim: 3072, parameters: { k: '2' } },
        ],
        hazardRate,
      ),
      'rate-k-above-1',
    ),
    {
      ...tiedTo(
        integralRadiusPart(
          [
            { noise: 'exp:linf,k=0.5', adversary: 'linf', dim: 2, parameters: { k: '1/2' } },
            { noise: 'exp:linf,k=0.5', adversary: 'linf', dim: 784, parameters: { k: '1/2' } },
          ],
          hazardRateBelow1,
        ),
        'rate-k-below-1',
      ),
      id: 'library-radius-k-below-1',
    },
    drawnPart(drawnExponent('linf', 1, 50), { rate: hazardRate, integral: true }, ['rate-k-above-1']),
    drawnPart(drawnExponent('linf', 0.1, 1), { rate: hazardRateBelow1, integral: true }, ['rate-k-below-1'], {
      id: 'library-drawn-k-below-1',
    }),
    hazardPart,
  ],
  mutants: [
    branchMutant,
    {
      id: '2p-for-1-2p',
      statement: 'the quantile at $2p$ in place of $1-2p$ for $k \\ge 1$',
      evidence: identity(
        'at k = 1 the rate would be p',
        [lowerHalf],
        substitute(
          substitute(mul(scale, upper(apply('gammaCdf', apply('gammaQuantile', mul(2, p), shape), tilted))), 'k', 1),
          'd',
          1,
        ),
        p,
      ),
    },
    {
      id: 'shape-not-moved',
      statement: 'the tail of the law of the radius itself, $2p$: the slope $k r^{k-1}$ that weighs it forgotten',
      evidence: identity(
        'k = 2 on the line',
        [lowerHalf],
        substitute(substitute(hazardRate, 'k', 2), 'd', 1),
        substitute(substitute(mul(scale, 2, p), 'k', 2), 'd', 1),
      ),
    },
  ],
};
