/** R1: the differential method, and the bound on the rate that Fisher information gives. */
import * as fc from 'fast-check';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import {
  alternatives,
  add,
  apply,
  derivative,
  div,
  exactly,
  forAll,
  identity,
  inv,
  log,
  mul,
  onBox,
  pow,
  range,
  rational,
  real,
  sub,
  substitute,
  variable,
  type Claim,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import { gaussianGrowth, laplaceGrowth } from '../growth/growth-formulas.ts';
import { CONTINUOUS_GROWTH } from '../vocabulary/radius-parts.ts';
import { fisherInformationParts, fisherRadius } from './fisher-information.ts';
import { computedRatesPart } from './computed-rates.ts';
import { rateBoundsPart } from './jumping-rates.ts';
import { rateArithmeticPart } from './rate-lines.ts';
import { slopeLinesPart } from './slope-lines.ts';
import { comparisonMutants, continuousPart } from './differential-comparison.ts';
import { vertexOfRate } from '../formal/statements/geometry.ts';
import { comparison, differentialMethod as differentialTheorem, flowComparison } from '../formal/statements/radius.ts';
import { knownRadiiPart } from '../known-answers/radii.ts';
import { noiseFactsPart } from '../noise/noise-facts.ts';
import { radiusDoorsPart } from './radius-doors.ts';

const [p, r, rho] = [variable('p'), variable('r'), variable('rho')] as [Expression, Expression, Expression];
const half = rational(1, 2);
const atZero = (growth: Expression): Expression => substitute(derivative(growth, 'r'), 'r', 0);

/** A finite law of slopes: cells of equal mass 1/n with an integer slope vector each. */
type Slopes = readonly (readonly [number, number])[];

/** The largest mean of <v, slope> over sets of k cells, k/n = p: the sum of the k largest, over n. */
function rateOf(slopes: Slopes, v: readonly [Rational, Rational], k: number): Rational {
  const values = slopes.map(([x, y]) => v[0].mul(ratio(x)).add(v[1].mul(ratio(y))));
  values.sort((a, b) => b.compare(a));
  return values
    .slice(0, k)
    .reduce((sum, value) => sum.add(value), ratio(0))
    .div(ratio(slopes.length));
}

const slope = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }));
const direction = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }));

/** On which side of convexity the midpoint of two directions falls. */
const midpointProperty = (holds: (middle: Rational, mean: Rational) => boolean) => () =>
  fc.property(
    fc.array(slope, { minLength: 2, maxLength: 8 }),
    direction,
    direction,
    fc.nat({ max: 7 }),
    (slopes, u, v, seed) => {
      const k = 1 + (seed % slopes.length);
      const exact = (w: readonly [number, number]): [Rational, Rational] => [ratio(w[0]), ratio(w[1])];
      const middle: [Rational, Rational] = [ratio(u[0] + v[0], 2), ratio(u[1] + v[1], 2)];
      const mean = rateOf(slopes, exact(u), k)
        .add(rateOf(slopes, exact(v), k))
        .div(ratio(2));
      return holds(rateOf(slopes, middle, k), mean);
    },
  );

/** All pairs of slopes and of directions with coordinates -1, 0, 1. */
function* smallLaws(): Generator<ExactInstance> {
  const unit = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const));
  for (const first of unit) {
    for (const second of unit) {
      for (const u of unit) {
        for (const v of unit) {
          const slopes: Slopes = [first, second];
          const at = (w: readonly [number, number]): Rational => rateOf(slopes, [ratio(w[0]), ratio(w[1])], 1);
          yield {
            label: `slopes (${first.join(', ')}), (${second.join(', ')}); directions (${u.join(', ')}), (${v.join(', ')}); p = 1/2`,
            left: rateOf(slopes, [ratio(u[0] + v[0], 2), ratio(u[1] + v[1], 2)], 1),
            relation: '<=',
            right: at(u).add(at(v)).div(ratio(2)),
          };
        }
      }
    }
  }
}

/**
 * A chain of masses that moves by at most `rate(g) step` never gets ahead of the integral of dp/rate: Euler's polygon.
 */
function* polygons(): Generator<ExactInstance> {
  for (const [start, steps] of [
    [ratio(1, 10), 10],
    [ratio(1, 4), 20],
    [ratio(1, 100), 40],
  ] as const) {
    const step = ratio(1, 20);
    let mass: Rational = start;
    let crossed: Rational = ratio(0);
    for (let i = 0; i < steps; i++) {
      const next = mass.add(mass.mul(step));
      // int dp/p over the step, from below: (next - mass)/next.
      crossed = crossed.add(next.sub(mass).div(next));
      mass = next;
    }
    yield {
      label: `Phi(p) = p from p = ${start.toFraction()}, ${steps} steps of 1/20: lower sum of the integral of dp/Phi`,
      left: crossed,
      relation: '<=',
      right: step.mul(ratio(steps)),
    };
  }
}

const fisherRate = pow(mul(p, sub(1, p)), half);

export const differentialMethod: Claim = {
  id: 'R1',
  title: 'The differential method',
  statement:
    "With $\\Phi(p) = \\sup_{v \\in B}\\lim_{r \\to 0+}(G(p, rv)-p)/r$ positive and continuous on $(0,1)$, $R(\\rho) = \\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ is a certified radius: for $|v|_B < R$, $G(1-\\rho, v) < \\frac12$. $R'(1/2) = 1/\\Phi(1/2)$, and only extreme points of $B$ matter.",
  hypotheses: ['$\\Phi$ finite, positive and continuous on $[1-\\rho, 1/2]$', CONTINUOUS_GROWTH],
  source:
    'MATH.md R1; Yang et al. 2020; argument: $g(r) = G(1-\\rho, rv)$ has $g(r+s) \\le G(g(r), sv)$ (claim G3), so its upper derivative to the right is at most $\\Phi(g(r))$, and it is continuous (part `continuous`)',
  axioms: ['ode-comparison', 'fundamental-theorem', 'cauchy-schwarz', 'beta-integral'],
  restsOn: ['G3'],
  inWords: [
    'every noise: the theorem is the axiom ode-comparison applied to claim G3; the parts try its ingredients on step densities and finite laws',
  ],
  parts: [
    {
      id: 'flow',
      statement:
        'Where $G$ is known the inequality of the flow is an equality: $\\partial_r G = \\Phi(G)$ for Gaussian noise, Laplace noise while $G \\le \\frac12$, and uniform noise on the cube.',
      evidence: [
        identity(
          'Gaussian',
          [real('p', '0', '1'), real('r')],
          derivative(gaussianGrowth, 'r'),
          substitute(atZero(gaussianGrowth), 'p', gaussianGrowth),
        ),
        identity(
          'Laplace',
          [real('p', '0', '1/2'), real('r')],
          derivative(laplaceGrowth.low, 'r'),
          substitute(atZero(laplaceGrowth.low), 'p', laplaceGrowth.low),
        ),
        identity('cube, l1', [real('p', '0', '1'), real('r')], derivative(add(p, div(r, 2)), 'r'), half),
      ],
    },
    continuousPart,
    {
      id: 'polygon',
      statement:
        'A discrete chain $g_{i+1} \\le g_i + s\\,\\Phi(g_i)$ covers no more of $\\int dp/\\Phi$ than the length $\\sum s$.',
      formal: [comparison, flowComparison, differentialTheorem],
      evidence: [exactly('Phi(p) = p, whose lower sums are rational', polygons)],
    },
    {
      id: 'convex-rate',
      statement:
        'The inner limit $\\Phi_v(p) = \\sup\\{E[\\langle v,\\nabla\\psi\\rangle; U] : q(U) = p\\}$ is convex in $v$, a supremum of linear functionals: its maximum over $B$ is at an extreme point.',
      formal: [vertexOfRate],
      evidence: [
        alternatives(
          [
            exactly('every law of two cells with slopes in {-1, 0, 1}^2, every pair of such directions', smallLaws),
            forAll(
              'finite laws of slopes in the plane with rational directions, exactly: the midpoint is below the mean',
              { quick: 300, full: 5000 },
              midpointProperty((middle, mean) => middle.compare(mean) <= 0),
            ),
          ],
          'both try the same inequality, on all small laws and on random larger ones',
        ),
      ],
    },
    {
      id: 'slope',
      statement:
        "$R'(1/2) = 1/\\Phi(1/2)$, for the Fisher bound below: $R' = 1/\\sqrt{I\\rho(1-\\rho)}$, so $2/\\sqrt I$ at one half.",
      evidence: [
        identity(
          'derivative',
          [real('rho', '1/2', '1')],
          derivative(fisherRadius, 'rho'),
          inv(substitute(fisherRate, 'p', sub(1, rho))),
        ),
        identity('at one half', [], substitute(derivative(fisherRadius, 'rho'), 'rho', half), rational(2)),
        identity('boundary value', [], substitute(fisherRadius, 'rho', half), rational(0)),
      ],
    },
    {
      id: 'fisher',
      statement:
        'With $I = E(\\partial_1\\psi)^2 < \\infty$ for noise with exchangeable sign-symmetric coordinates, $E[Y;U] = E[Y(1_U - p)] \\le \\sqrt{I p(1-p)}\\,|v|_2$: a rate for every such noise, $R = \\arcsin(2\\rho-1)/\\sqrt I$ against $\\ell_2$. It is never better than the Gaussian rate where that is exact: $\\varphi(N^{-1}(p)) \\le \\sqrt{p(1-p)}$.',
      evidence: [
        onBox(
          'the Gaussian rate against the bound with I = 1',
          [range('p', '1/1000', '1/2')],
          apply('normalPdf', apply('normalQuantile', p)),
          '<=',
          fisherRate,
        ),
        identity(
          'variance of the indicator: p (1-p)^2 + (1-p) p^2 = p (1-p)',
          [real('p', '0', '1')],
          add(mul(p, pow(sub(1, p), 2)), mul(sub(1, p), pow(p, 2))),
          mul(p, sub(1, p)),
        ),
      ],
    },
    ...fisherInformationParts,
    slopeLinesPart,
    rateArithmeticPart,
    rateBoundsPart,
    computedRatesPart,
    knownRadiiPart,
    radiusDoorsPart,
    noiseFactsPart,
  ],
  mutants: [
    ...comparisonMutants,
    {
      id: 'integral-past-one-half',
      statement:
        'the integral may run on from $\\frac12$ to $\\rho$, the mass of the region that is left: $\\int_{1-\\rho}^{\\rho}dp/\\Phi$ is certified',
      evidence: onBox(
        'Laplace noise, twice the radius: the growth there is at most one half',
        [range('rho', '3/5', '9/10')],
        substitute(substitute(laplaceGrowth.middle, 'p', sub(1, rho)), 'r', mul(-2, log(mul(2, sub(1, rho))))),
        '<=',
        half,
      ),
    },
    {
      id: 'concave-rate',
      statement: 'the rate is concave in $v$, so the centre of a face is worst',
      evidence: forAll(
        'the midpoint is above the mean',
        { quick: 300, full: 300 },
        midpointProperty((middle, mean) => middle.compare(mean) >= 0),
      ),
    },
    {
      id: 'fisher-without-root',
      statement: 'the rate is at most $I p(1-p)$ (the root forgotten)',
      evidence: onBox(
        'against the exact Gaussian rate',
        [range('p', '1/1000', '1/2')],
        apply('normalPdf', apply('normalQuantile', p)),
        '<=',
        mul(p, sub(1, p)),
      ),
    },
    {
      id: 'flow-at-start',
      statement: '$\\partial_r G = \\Phi(p)$: the rate frozen at the start, so $G(p, rv) \\le p + r\\Phi(p)$',
      evidence: identity(
        'Laplace',
        [real('p', '0', '1/2'), real('r')],
        derivative(laplaceGrowth.low, 'r'),
        atZero(laplaceGrowth.low),
      ),
    },
  ],
};
