/** Noise (1+|x|_2^k)^-a against l2, level-set method: exact. */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  library,
  mul,
  numerically,
  pow,
  rational,
  real,
  sub,
  substitute,
  variable,
  type Claim,
  type EnclosedInstance,
  type Expression,
  type NumericInstance,
} from '../../../src/checker/index.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';
import { findRoot } from '../../../src/numeric/roots.ts';
import { betaCdf, logGamma } from '../../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../../src/radius/certified-radius.ts';
import { unitFisherInformation } from '../../../src/growth/rate/fisher.ts';
import { sigmaPart, type LibraryCase } from '../../vocabulary/library-link.ts';
import { a, d, half, integralPart, k, pieceOf, variables, y } from '../../vocabulary/radius-parts.ts';
import { levelSetInstances, levelSetProbability, nearOneHalf, powerLaw } from '../exp/spherical-level-set.ts';
import { between, dimension, draws, RUNS } from '../../vocabulary/drawn-links.ts';
import type { RandomStream } from '../../../src/numeric/random/random-stream.ts';

/** y = r^k/(1+r^k) is Beta(d/k, a - d/k). */
const [low, high] = [div(d, k), sub(a, div(d, k))];
/** With free shapes m = d/k and n = a - d/k, so that the domain is a box. */
const [m, n, w, x, c, eps] = variables('m', 'n', 'w', 'x', 'c', 'eps');
const law = derivative(apply('betaCdf', y, m, n), 'y');
const moment = div(
  mul(apply('gamma', add(m, w)), apply('gamma', sub(n, w))),
  mul(apply('gamma', m), apply('gamma', n)),
);

const radiusOf = (spec: string, dim: number, rhoValue: number): number =>
  certifiedRadius(parseNoise(spec, dim, { lambda: 1 }), parseAdversary('l2', dim), rhoValue).radius;

function drawnNoise(random: RandomStream, most: number) {
  const dim = dimension(random, 2, most);
  const power = between(random, 0.5, 8);
  const exponent = Number((dim / power + between(random, 0.5, 50)).toPrecision(9));
  return { dim, power, exponent, spec: `power:l2,k=${power},a=${exponent}` };
}

function drawnLevelSet(random: RandomStream): NumericInstance[] {
  const { dim, power, exponent, spec } = drawnNoise(random, 3072);
  const value = levelSetProbability(random);
  const law = powerLaw(dim, power, exponent);
  return levelSetInstances(`${spec}, d = ${dim}`, law, radiusOf(spec, dim, value), value, 1e-8);
}

/** E[1/|x|] is a quotient of Beta functions. */
function drawnNearOneHalf(random: RandomStream): NumericInstance {
  const { dim, power, exponent, spec } = drawnNoise(random, 200_000);
  const [first, second] = [dim / power, exponent - dim / power];
  const inverse = logGamma(first - 1 / power) - logGamma(first) + logGamma(second + 1 / power) - logGamma(second);
  return nearOneHalf(`${spec}, d = ${dim}`, dim, inverse, (value) => radiusOf(spec, dim, value));
}

/** P(X <= z) on the line with k = 2, for a z of known sign. */
const lineCdf = (z: Expression, sign: number): Expression =>
  add(half, mul(rational(sign, 2), apply('betaCdf', div(pow(z, 2), add(1, pow(z, 2))), half, sub(a, half))));

/** On the line, k = 2: {L > t} with (1+x^2) > c (1+(x-eps)^2), c = t^(1/a) > 1, is the interval between two roots. */
const roots = (sign: 1 | -1): Expression =>
  div(add(mul(c, eps), mul(sign, apply('sqrt', sub(mul(c, pow(eps, 2)), pow(sub(c, 1), 2))))), sub(c, 1));

/** Dual bound t (p - Q) + Q_v at the library's radius, at a threshold found in floating point. */
function* onTheLine(): Generator<EnclosedInstance> {
  for (const exponent of [1, 2] as const) {
    for (const rhoValue of [0.6, 0.75, 0.9]) {
      const radius = radiusOf(`power:l2,k=2,a=${exponent}`, 1, rhoValue);
      const ends = (ratioRoot: number): [number, number] => {
        const spread = Math.sqrt(ratioRoot * radius ** 2 - (ratioRoot - 1) ** 2);
        return [(ratioRoot * radius - spread) / (ratioRoot - 1), (ratioRoot * radius + spread) / (ratioRoot - 1)];
      };
      const cdf = (z: number): number => 0.5 + 0.5 * Math.sign(z) * betaCdf((z * z) / (1 + z * z), 0.5, exponent - 0.5);
      const mass = (ratioRoot: number): number => cdf(ends(ratioRoot)[1]) - cdf(ends(ratioRoot)[0]);
      // The largest ratio is where the two roots meet.
      const most = 1 + (radius ** 2 + radius * Math.sqrt(radius ** 2 + 4)) / 2;
      const root = findRoot((z) => mass(z) - (1 - rhoValue), 1 + 1e-9, most * (1 - 1e-12)).root;
      const [left, right] = ends(root);
      const within = (shift: Expression): Expression =>
        sub(
          lineCdf(sub(roots(1), shift), Math.sign(right - (shift === eps ? radius : 0))),
          lineCdf(sub(roots(-1), shift), Math.sign(left - (shift === eps ? radius : 0))),
        );
      const none = rational(0);
      yield {
        label: `a = ${exponent}, rho = ${rhoValue}: 1/2 against the dual bound on the growth at the radius ${radius}`,
        value: 0.5,
        relation: 'at-least',
        expression: add(mul(pow(c, a), sub(sub(1, variable('rho')), within(none))), within(eps)),
        at: {
          a: String(exponent),
          c: toRational(root).toFraction(),
          eps: toRational(radius).toFraction(),
          rho: toRational(rhoValue).toFraction(),
        },
        tolerance: '0',
      };
    }
  }
}

const sigmaCases: readonly LibraryCase[] = [
  { noise: 'power:l2,k=2,a=1546', adversary: 'l2', dim: 3072, parameters: { k: '2', a: '1546' } },
  { noise: 'power:l2,k=1,a=7', adversary: 'l2', dim: 3, parameters: { k: '1', a: '7' } },
];
const variance = div(
  mul(apply('gamma', add(low, div(2, k))), apply('gamma', sub(high, div(2, k)))),
  mul(d, apply('gamma', low), apply('gamma', high)),
);

export const powerL2LevelSet: Claim = {
  id: 'row-power-l2-level-set',
  title: 'Power-law noise of the ball against l2, level-set method',
  statement:
    'For noise of density $\\propto (1+|x|_2^k)^{-a}$ the exact $\\ell_2$ radius at $\\rho$ is the $\\epsilon$ for which some threshold has $Q(L > t) = 1-\\rho$ and $Q_v(L > t) = \\frac12$ (the masses as in row-exp-l2-level-set). $\\sigma^2 = \\frac{\\Gamma(\\frac{d+2}k)\\Gamma(a-\\frac{d+2}k)}{d\\,\\Gamma(\\frac dk)\\Gamma(a-\\frac dk)}$ for $a > \\frac{d+2}k$.',
  hypotheses: ['$1/2 < \\rho < 1$', '$a > d/k$, $k > 0$'],
  source: 'MATH.md R2 and section 3; Yang et al. 2020',
  axioms: ['neyman-pearson', 'polar-coordinates', 'beta-integral', 'fundamental-theorem'],
  restsOn: ['R2'],
  inWords: [
    'every direction is worst alike: the noise is rotation invariant',
    'general $d, k, a$: the masses are quadratures, checked at listed parameters',
  ],
  parts: [
    {
      id: 'radial-law',
      statement:
        'With $m = d/k$, $n = a-d/k$, $y = \\frac{r^k}{1+r^k}$ is Beta$(m,n)$: its density times $dy/dr = k r^{k-1}(1-y)^2$ is proportional to $r^{d-1}(1+r^k)^{-a}$; here with $z = r^k$.',
      evidence: [
        identity(
          'in z = r^k: r^(d-1) dr is z^(m-1) dz/k',
          [real('x'), real('m'), real('n')],
          derivative(apply('betaCdf', div(x, add(1, x)), m, n), 'x'),
          mul(
            div(apply('gamma', add(m, n)), mul(apply('gamma', m), apply('gamma', n))),
            pow(x, sub(m, 1)),
            pow(add(1, x), sub(0, add(m, n))),
          ),
        ),
      ],
    },
    integralPart(
      'sigma',
      '$E r^2 = E(\\frac y{1-y})^w$ with $w = 2/k$ is $\\frac{\\Gamma(m+w)\\Gamma(n-w)}{\\Gamma(m)\\Gamma(n)}$ (here $n = w + \\nu$).',
      'y',
      [real('y', '0', '1'), real('m'), real('w'), real('nu')],
      substitute(mul(moment, apply('betaCdf', y, add(m, w), sub(n, w))), 'n', add(w, variable('nu'))),
      substitute(mul(pow(y, w), pow(sub(1, y), sub(0, w)), law), 'n', add(w, variable('nu'))),
    ),
    {
      id: 'line',
      statement:
        'On the line with $k = 2$ the set $L > c^a$ is $1+x^2 > c(1+(x-\\epsilon)^2)$, the interval between two roots of a quadratic.',
      evidence: [
        identity(
          'the quadratic',
          [real('x', '-inf', 'inf'), real('c', '1'), real('eps')],
          sub(add(1, pow(x, 2)), mul(c, add(1, pow(sub(x, eps), 2)))),
          sub(
            sub(c, 1),
            add(
              mul(sub(c, 1), pow(sub(x, div(mul(c, eps), sub(c, 1))), 2)),
              sub(mul(2, sub(c, 1)), div(mul(c, pow(eps, 2)), sub(c, 1))),
            ),
          ),
        ),
      ],
    },
    {
      id: 'library-line',
      about: 'implementation',
      implements: ['line'],
      statement: "On the line with $k = 2$ the library's radius is certified by an enclosed dual bound.",
      evidence: [library('a = 1 (Cauchy), 2; rho = 0.6, 0.75, 0.9', () => onTheLine())],
    },
    {
      id: 'radius',
      statement:
        'The radius that the library hands out solves the level-set equations: $Q_v(L > t) = \\frac12$ at the threshold with $Q(L > t) = 1-\\rho$, by another quadrature.',
      evidence: [
        numerically(
          '(d, k, a) = (2,2,3), (3,1,5), (784,2,400), (3072,2,1546); shifted mass 1/2 within 1e-9 (quadrature 1e-11)',
          () =>
            (
              [
                [2, 2, 3],
                [3, 1, 5],
                [784, 2, 400],
                [3072, 2, 1546],
              ] as const
            ).flatMap(([dim, power, exponent]) =>
              [0.6, 0.9, 0.99].flatMap((value) =>
                levelSetInstances(
                  `power:l2,k=${power},a=${exponent}, d = ${dim}`,
                  powerLaw(dim, power, exponent),
                  radiusOf(`power:l2,k=${power},a=${exponent}`, dim, value),
                  value,
                  1e-9,
                ),
              ),
            ),
        ),
        numerically(
          'at drawn d up to 3072, k from 1/2 to 8, a - d/k from 1/2 to 50 and rho; shifted mass 1/2 within 1e-8 (quadrature 1e-10)',
          (context) => draws(context, { quick: 4, full: 40 }, drawnLevelSet).flat(),
        ),
        numerically(
          'at drawn d up to 200000, near one half: $(\\rho-\\frac12)/\\Phi(\\frac12)$, the limit, within 1e-4 of it',
          (context) => draws(context, RUNS, drawnNearOneHalf),
        ),
      ],
    },
    sigmaPart(sigmaCases, variance),
  ],
  mutants: [
    {
      id: 'a-without-k',
      statement: 'the second shape is $a - d$ for every $k$',
      evidence: identity(
        'density in z for k = 2, d = 2: shapes (1, a - 1) against (1, a - 2)',
        [real('x'), real('a', '2')],
        derivative(apply('betaCdf', div(x, add(1, x)), 1, sub(a, 1)), 'x'),
        derivative(apply('betaCdf', div(x, add(1, x)), 1, sub(a, 2)), 'x'),
      ),
    },
    {
      id: 'sigma-not-over-d',
      statement: '$\\sigma^2 = E r^2$, the division by $d$ forgotten',
      evidence: pieceOf(sigmaPart(sigmaCases, mul(d, variance))),
    },
    {
      id: 'fisher-is-exact',
      statement:
        'the radius by Fisher information, $\\arcsin(2\\rho-1)/\\sqrt I$, solves the level-set equations as well',
      evidence: numerically('the shifted mass at that radius, d = 3, k = 1, a = 5, rho = 0.9', () => {
        const information = unitFisherInformation(parseNoise('power:l2,k=1,a=5', 3, { lambda: 1 })) ?? NaN;
        return levelSetInstances(
          'power:l2,k=1,a=5, d = 3',
          powerLaw(3, 1, 5),
          Math.asin(0.8) / Math.sqrt(information),
          0.9,
          1e-9,
        );
      }),
    },
  ],
};
