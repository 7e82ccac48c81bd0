/**
 * W7. What the optimality of the crystal does not say.
 *
 * W4 compares noises whose superlevel sets have equal volumes, at p = 1/2. Away from 1/2 the order may reverse, and at
 * equal sigma it may too, at p = 1/2 already. Both are shown here with explicit noises.
 *
 * Equal level-set volumes. Laplace noise 2^-d e^{-|x|_1} has {q > t} = s times the cross-polytope, of volume (2s)^d /
 * d!. The cubical noise with the same volumes is 2^-d e^{-c |x|_inf}, c = (d!)^{1/d}. Against l1 their slopes are
 *   Laplace  Phi(p) = p,      cubical  Phi(p) = c min(p, 1/(2d)),      0 < p <= 1/2
 * (the derivative of -log q along e_1 is +-1, and +-c where |x_1| = |x|_inf, which has mass 1/d). They cross at
 * p* = c/(2d): the cubical noise is better above it, Laplace below.
 */
import { exactly, onBox } from '../../src/checker/index.ts';
import type { Claim, ExactInstance } from '../../src/checker/claim.ts';
import { add, apply, div, log, mul, rational, sub, variable, type Expression } from '../../src/checker/expression.ts';
import type { IntervalProof } from '../../src/checker/interval-proof.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { symmetricHull } from '../../src/geometry/exact/exact-polytope.ts';
import { factorial, power } from '../vocabulary/level-volumes.ts';
import { axes, hullOfSignSums, multiple } from '../vocabulary/rational-bodies.ts';
import { uniformAboveLaplace, uniformBelowLaplace } from '../formal/statements/rows.ts';

const rho = variable('rho');

/** Radius curves against l1 at sigma = 1. */
const CURVES = {
  Uniform: mul(2, apply('sqrt', 3), sub(rho, rational(1, 2))),
  Gaussian: apply('normalQuantile', rho),
  Laplace: div(log(div(rational(1, 2), sub(1, rho))), apply('sqrt', 2)),
} as const;
type Curve = keyof typeof CURVES;

/** The pairs that cross, the first better before. */
const CROSSINGS: readonly { readonly before: Curve; readonly after: Curve; readonly at: string }[] = [
  { before: 'Uniform', after: 'Gaussian', at: '0.9333391' },
  { before: 'Uniform', after: 'Laplace', at: '0.9428964' },
  { before: 'Gaussian', after: 'Laplace', at: '0.9535591' },
];

function ordered(
  left: Expression,
  relation: '>' | '<',
  right: Expression,
  lower: string,
  upper: string,
): IntervalProof {
  return { box: [{ name: 'rho', lower, upper }], left, relation, right };
}

/** The crossing lies within 1e-6 of `at`: strict orders on both sides of it. */
function crossing({ before, after, at }: (typeof CROSSINGS)[number]): Claim['parts'][number] {
  const justBefore = shifted(at, -1n);
  const justAfter = shifted(at, 1n);
  return {
    id: `equal-sigma.${before}-${after}`,
    statement: `At equal $\\sigma$ against $\\ell_1$, ${before} certifies more than ${after} for $\\rho \\in [0.55, ${justBefore}]$ and less for $\\rho \\in [${justAfter}, 0.999]$.`,
    ...(before === 'Uniform' && after === 'Laplace' ? { formal: [uniformAboveLaplace, uniformBelowLaplace] } : {}),
    evidence: [
      {
        kind: 'interval',
        detail: `${before} above ${after} before the crossing`,
        proof: ordered(CURVES[before], '>', CURVES[after], '0.55', justBefore),
      },
      {
        kind: 'interval',
        detail: `${before} below ${after} after the crossing`,
        proof: ordered(CURVES[before], '<', CURVES[after], justAfter, '0.999'),
      },
    ],
  };
}

/** The decimal `at` moved by `steps` times 1e-6. */
function shifted(at: string, steps: bigint): string {
  const scaled = BigInt(Math.round(Number(at) * 1e7)) + steps * 10n;
  return `0.${scaled.toString().padStart(7, '0')}`;
}

/** Slope of Laplace noise against l1 at p <= 1/2, to the d-th power. */
const laplaceSlopePower = (p: Rational, d: number): Rational => power(p, d);

/** Slope of the cubical noise of the same level volumes, to the d-th power: d! min(p, 1/(2d))^d. */
function cubicalSlopePower(p: Rational, d: number): Rational {
  const cap = ratio(1, 2 * d);
  return factorial(d).mul(power(p.compare(cap) < 0 ? p : cap, d));
}

function* reversal(): Generator<ExactInstance> {
  for (let d = 2; d <= 12; d++) {
    const half = ratio(1, 2);
    const low = ratio(1, 2 * d);
    yield {
      label: `d = ${d}, p = 1/2: Laplace slope^d against cubical slope^d`,
      left: laplaceSlopePower(half, d),
      relation: '>',
      right: cubicalSlopePower(half, d),
    };
    yield {
      label: `d = ${d}, p = ${low.toFraction()}: Laplace slope^d against cubical slope^d`,
      left: laplaceSlopePower(low, d),
      relation: '<',
      right: cubicalSlopePower(low, d),
    };
  }
}

/** |{q > t}| for both noises at the level where the Laplace level set is s times the cross-polytope. */
function* equalVolumes(levels = factorial): Generator<ExactInstance> {
  for (let d = 2; d <= 5; d++) {
    for (const s of [ratio(1, 3), ratio(1), ratio(7, 2)]) {
      const laplace = symmetricHull(axes(d).map((v) => multiple(s, v)));
      const cube = hullOfSignSums(axes(d));
      yield {
        label: `d = ${d}, s = ${s.toFraction()}: volume of {|x|_1 <= s} by triangulation against that of {(d!)^{1/d} |x|_inf <= s}`,
        left: exactVolume(laplace),
        relation: '=',
        right: exactVolume(cube).mul(power(s, d)).div(levels(d)),
      };
    }
  }
}

/**
 * Cubical noise (1 + |x|_inf)^-a, d = 3, a = 11/2, against Gaussian noise, both at sigma = 1 and against l1: squares of
 * the slopes of the radius curves at rho = 1/2.
 */
const cubicalPowerSlopeSquared = ((): Rational => {
  const d = ratio(3);
  const a = ratio(11, 2);
  const slope = ratio(2).mul(d).div(a.sub(d));
  const sigmaSquared = d
    .add(2)
    .mul(d.add(1))
    .div(ratio(3).mul(a.sub(d).sub(1)).mul(a.sub(d).sub(2)));
  return slope.mul(slope).div(sigmaSquared);
})();
/** 2 pi > 44/7 - 1/100 > 6. */
const BELOW_TWO_PI = ratio(6);

export const curveCrossings: Claim = {
  id: 'W7',
  title: 'Where the order of two noises reverses',
  statement:
    'Equal level-set volumes order the slopes $\\Phi$ at $p = 1/2$ only: below $p^* = (d!)^{1/d}/(2d)$ Laplace noise has a smaller slope against $\\ell_1$ than the cubical noise of the same level-set volumes. At equal $\\sigma$ the radius curves of Uniform, Gaussian and Laplace noise cross at $\\rho = 0.9333391$, $0.9428964$ and $0.9535591$, and a cubical noise may lose to the Gaussian at $p = 1/2$ already.',
  hypotheses: ['adversary l1', 'slopes as given by the differential method'],
  source: 'derived here (MATH.md W7); crossings from FIELD-NOTES.md 1.9',
  axioms: ['neyman-pearson'],
  restsOn: ['W6', 'row-uniform-cube-l1', 'row-gaussian-l1-linf', 'row-laplace-l1'],
  inWords: ['that the typed curves are the radii is in the rows named'],
  parts: [
    {
      id: 'equal-volumes',
      statement:
        'Laplace noise and the cubical noise $2^{-d} e^{-(d!)^{1/d} |x|_\\infty}$ have superlevel sets of equal volumes: $|\\{|x|_1 \\le s\\}| = |\\{(d!)^{1/d}|x|_\\infty \\le s\\}|$, the first by triangulation.',
      evidence: [exactly('d = 2..5 by triangulation, three levels each', () => equalVolumes())],
    },
    {
      id: 'reversal',
      statement:
        'The cubical noise has the smaller slope at $p = 1/2$ and the larger one at $p = 1/(2d)$, for $2 \\le d \\le 12$.',
      evidence: [exactly('d-th powers, which are rational', reversal)],
    },
    ...CROSSINGS.map(crossing),
    {
      id: 'equal-sigma-at-one-half',
      statement:
        'At equal $\\sigma$ the Gaussian is steeper at $\\rho = 1/2$ against $\\ell_1$ than the cubical noise $(1 + |x|_\\infty)^{-11/2}$ in $R^3$.',
      evidence: [
        exactly('squared slopes; the Gaussian one is 2 pi > 6', () => [
          {
            label: 'squared slope of the cubical power law, d = 3, a = 11/2, sigma = 1',
            left: cubicalPowerSlopeSquared,
            relation: '<',
            right: BELOW_TWO_PI,
          },
        ]),
        onBox('6 < 2 pi', [], rational(6), '<', mul(2, { op: 'pi' })),
      ],
    },
  ],
  mutants: [
    {
      id: 'volumes-by-mean-width',
      statement:
        'The cubical noise with the level-set volumes of Laplace noise has the rate $d!/2^{d-1}$ to the power $1/d$.',
      evidence: exactly('the same levels', () => equalVolumes((d) => factorial(d).div(ratio(2 ** (d - 1))))),
    },
    {
      id: 'every-p',
      statement: 'Among noises of equal level-set volumes the cubical one has the least slope against l1 at every p.',
      evidence: exactly('d = 2, at p = 3/10', () =>
        [ratio(1, 2), ratio(2, 5), ratio(3, 10)].map((p) => ({
          label: `d = 2, p = ${p.toFraction()}: squared slopes, cubical against Laplace`,
          left: cubicalSlopePower(p, 2),
          relation: '<=',
          right: laplaceSlopePower(p, 2),
        })),
      ),
    },
    {
      id: 'equal-sigma',
      statement: 'At equal sigma the cubical noise has the steepest slope against l1 at rho = 1/2.',
      evidence: exactly('d = 3: the cubical power law against the Gaussian', () => [
        {
          label: 'squared slope of (1+|x|_inf)^{-11/2} in R^3 against a lower bound 6 of the Gaussian 2 pi, sigma = 1',
          left: cubicalPowerSlopeSquared,
          relation: '>=',
          right: BELOW_TWO_PI,
        },
      ]),
    },
    {
      id: 'uniform-beats-laplace',
      statement: 'At equal sigma Uniform noise beats Laplace noise against l1 at every rho.',
      evidence: {
        kind: 'interval',
        detail: 'rho = 19/20',
        proof: ordered(CURVES.Uniform, '>', CURVES.Laplace, '0.95', '0.95'),
      },
    },
    {
      id: 'uniform-any-radius',
      statement: 'Uniform noise certifies any radius as rho tends to 1: 2 at some rho <= 1, sigma = 1, against l1.',
      evidence: onBox(
        'the curve is increasing and ends at sqrt 3 = 1.732 at rho = 1',
        [{ name: 'rho', lower: '1', upper: '1' }],
        CURVES.Uniform,
        '>',
        add(2),
      ),
    },
  ],
};
