/**
 * W6. Wulff efficiency: how far a noise is from optimal at rho = 1/2, free of scale.
 *
 *   Phi*(q) = (d/2) |W|^{1/d} int_0^inf |{q > t}|^{(d-1)/d} dt       (least slope with q's level-set volumes, by W3, W4)
 *   eta(q)  = Phi*(q) / Phi_q(1/2)  in (0, 1]
 *
 * For level-set noise f(|x|_K) both integrals are the same one (W5), and what remains is a ratio of shapes:
 *   eta = (d/2) (|W| / |K|)^{1/d} |K| / sup_v vol(Pi_v K).
 */
import { exactly, numerically, identity, onBox } from '../../src/checker/index.ts';
import type { Claim, Evidence, ExactInstance } from '../../src/checker/claim.ts';
import {
  add,
  apply,
  div,
  exp,
  mul,
  pi,
  pow,
  rational,
  variable,
  type Expression,
} from '../../src/checker/expression.ts';
import type { IntervalProof } from '../../src/checker/interval-proof.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { efficiencies, efficiencyFormulas, leastSlopes } from './level-set-slope-library.ts';
import { crossPolytopeVolume, cubeVolume, factorial, power } from '../vocabulary/level-volumes.ts';

const gamma = (x: Expression | number): Expression => apply('gamma', x);
const half = (n: number): Expression => rational(n, 2);

/** Gaussian against l1: (2/d) Gamma((d+1)/2) / Gamma(d/2) Gamma(d/2 + 1)^{1/d}. */
function gaussianAgainstL1(d: number): Expression {
  return mul(rational(2, d), gamma(half(d + 1)), pow(gamma(half(d)), -1), pow(gamma(half(d + 2)), rational(1, d)));
}

/** Laplace against l1: (d!)^{1/d} / d. */
function laplaceAgainstL1(d: number): Expression {
  return div(pow(gamma(d + 1), rational(1, d)), d);
}

/**
 * The ball against linf, given E|det| of the random sign matrix of order d:
 * (d/2) |W|^{1/d} kappa_d^{(d-1)/d} / (sqrt d kappa_{d-1}), |W| = (2^d / d!) E|det|, kappa_d = pi^{d/2}/Gamma(d/2+1).
 */
function ballAgainstLinf(d: number, meanDeterminant: Expression): Expression {
  const kappa = (n: number): Expression => mul(pow(pi, half(n)), pow(gamma(half(n + 2)), -1));
  return mul(
    apply('sqrt', d),
    pow(div(meanDeterminant, gamma(d + 1)), rational(1, d)),
    pow(kappa(d), rational(d - 1, d)),
    pow(kappa(d - 1), -1),
  );
}

/**
 * E det^4 / (d!)^2 of a random sign matrix: the coefficient of t^d in e^{-2t} / (1-t)^3 (Nyquist, Rice and Riordan
 * 1954, for entries with fourth moment 1).
 */
export function fourthMomentRatio(d: number): Rational {
  // d! times the coefficient: sum over k of (-2)^k (d!/k!) binom(d-k+2, 2), from k = d down.
  let sum = 0n;
  let falling = 1n;
  for (let k = d; k >= 0; k--) {
    sum += (-2n) ** BigInt(k) * falling * BigInt(((d - k + 2) * (d - k + 1)) / 2);
    falling *= BigInt(k);
  }
  return ratio(sum, factorial(d).n);
}

/** E|det| <= sqrt(E det^2) = sqrt(d!), and >= (E det^2)^{3/2} / (E det^4)^{1/2} = sqrt(d! / ratio) by Hoelder. */
function meanDeterminantBounds(d: number): { readonly lower: Expression; readonly upper: Expression } {
  const fourth = fourthMomentRatio(d);
  const upper = pow(gamma(d + 1), half(1));
  return { lower: mul(upper, pow(rational(fourth.n, fourth.d), rational(-1, 2))), upper };
}

const POWERS_OF_TEN = [10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

/** low <= value <= high, each end with its own proof. */
function between(detail: string, low: Expression, value: Expression, high: Expression): readonly Evidence[] {
  const proof = (left: Expression, right: Expression): IntervalProof => ({ box: [], left, relation: '<', right });
  return [
    { kind: 'interval', detail: `${detail}, from below`, proof: proof(low, value) },
    { kind: 'interval', detail: `${detail}, from above`, proof: proof(value, high) },
  ];
}

/** d^{1/d}: the factor within which every limit below is reached. */
const dthRoot = (d: number): Expression => pow(d, rational(1, d));

/** limit < eta(d) < d^{1/d} limit, at d = 10, ..., 10^6. */
function decreasesTo(limit: Expression, eta: (d: number) => Expression): readonly Evidence[] {
  return POWERS_OF_TEN.flatMap((d) => between(`d = ${d}`, limit, eta(d), mul(limit, dthRoot(d))));
}

/** eta^d for the uniform noise on a body against l1, whose crystal [-1/d, 1/d]^d has (d/2)^d |W| = 1. */
function uniformAgainstL1(volume: Rational, projection: Rational, d: number): Rational {
  return power(volume, d - 1).div(power(projection, d));
}

function* optimalAndNot(): Generator<ExactInstance> {
  for (let d = 1; d <= 12; d++) {
    yield {
      label: `eta^d of the cube against l1, d = ${d}`,
      left: uniformAgainstL1(cubeVolume(d), cubeVolume(d - 1), d),
      relation: '=',
      right: ratio(1),
    };
    // Along e_1 the cross-polytope's shadow is the cross-polytope of R^{d-1}.
    yield {
      label: `eta^d of the cross-polytope (Laplace) against l1, d = ${d}`,
      left: uniformAgainstL1(crossPolytopeVolume(d), crossPolytopeVolume(d - 1), d),
      relation: '=',
      right: factorial(d).div(power(ratio(d), d)),
    };
  }
}

/** (d/2) E|Y_1| kappa_d / kappa_{d-1}, Y uniform on the sphere: the ball against l2, as a function of d. */
const ballAgainstL2 = ((): Expression => {
  const d = variable('d');
  const n = div(d, 2);
  const meanCoordinate = div(gamma(n), mul(pow(pi, half(1)), gamma(add(n, half(1)))));
  const volumeRatio = div(mul(pow(pi, half(1)), gamma(add(n, half(1)))), gamma(add(n, 1)));
  return mul(n, meanCoordinate, volumeRatio);
})();

export const wulffEfficiency: Claim = {
  id: 'W6',
  title: 'Wulff efficiency and its limits',
  statement:
    'With $\\Phi^*(q) = \\frac d2 |W|^{1/d} \\int_0^\\infty |\\{q > t\\}|^{(d-1)/d} dt$ the efficiency $\\eta = \\Phi^*(q)/\\Phi_q(1/2)$ lies in $(0, 1]$. It is 1 for the cube against $\\ell_1$ and the Gaussian against $\\ell_2$, $(d!)^{1/d}/d \\to 1/e$ for Laplace and tends to $e^{-1/2}$ for the Gaussian against $\\ell_1$, and tends to 1 for the ball against $\\ell_\\infty$.',
  hypotheses: ['q even and quasi-concave', 'a symmetry group of B acts transitively on its extreme points'],
  source: 'derived here (MATH.md W6)',
  axioms: [
    'wulff-inequality',
    'coarea',
    'cauchy-projection',
    'polar-coordinates',
    'sign-determinant-moments',
    'elementary-limits',
  ],
  restsOn: ['W3', 'W4', 'W5'],
  inWords: [
    'the limits $d \\to \\infty$: the axiom elementary-limits; that $\\eta \\le 1$ in general is claim W3 integrated over the levels',
  ],
  parts: [
    {
      id: 'cube-and-laplace-l1',
      statement: '$\\eta = 1$ for the cube and $\\eta = (d!)^{1/d}/d$ for Laplace noise, against $\\ell_1$.',
      evidence: [exactly('d-th powers, d = 1..12', optimalAndNot)],
    },
    {
      id: 'gaussian-l2',
      statement:
        '$\\eta = 1$ for the ball, hence for every noise with spherical level sets, against $\\ell_2$, in every dimension.',
      evidence: [
        identity(
          '(d/2) E|Y_1| kappa_d / kappa_{d-1} = 1',
          [{ name: 'd', lower: '0', upper: 'inf' }],
          ballAgainstL2,
          rational(1),
        ),
      ],
    },
    {
      id: 'laplace-limit',
      statement: '$1/e < \\eta < d^{1/d}/e$ for Laplace noise against $\\ell_1$, $d = 10, 10^2, \\dots, 10^6$.',
      evidence: decreasesTo(exp(-1), laplaceAgainstL1),
    },
    {
      id: 'gaussian-limit',
      statement:
        '$e^{-1/2} < \\eta < d^{1/d} e^{-1/2}$ for Gaussian noise against $\\ell_1$, $d = 10, 10^2, \\dots, 10^6$.',
      evidence: decreasesTo(exp(rational(-1, 2)), gaussianAgainstL1),
    },
    {
      id: 'ball-linf',
      statement:
        '$d^{-1/d} < \\eta < d^{1/d}$ for the ball against $\\ell_\\infty$, $d = 10, 100, 1000$, whatever $E|\\det|$ is between its moment bounds.',
      evidence: [10, 100, 1000].flatMap((d) => {
        const { lower, upper } = meanDeterminantBounds(d);
        const floor: IntervalProof = {
          box: [],
          left: pow(dthRoot(d), -1),
          relation: '<',
          right: ballAgainstLinf(d, lower),
        };
        const roof: IntervalProof = { box: [], left: ballAgainstLinf(d, upper), relation: '<', right: dthRoot(d) };
        return [
          { kind: 'interval', detail: `d = ${d}, from below`, proof: floor },
          { kind: 'interval', detail: `d = ${d}, from above`, proof: roof },
        ];
      }),
    },
    {
      id: 'library',
      statement: "From the library's volumes and projections: efficiencies at most 1, exactly 1 for the crystals.",
      about: 'implementation',
      implements: ['cube-and-laplace-l1', 'gaussian-l2'],
      evidence: [
        numerically('l1, l2, linf balls and crystals, d = 2, 3, 4 (full: 5), within 1e-9', efficiencies),
        numerically('Laplace and Gaussian against l1, within 1e-9', efficiencyFormulas),
        numerically(
          'Phi* of drawn cubical noise against l1: its own slope lies between both ends, at most 2e-7 of it apart',
          leastSlopes,
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'gaussian-limit-1/e',
      statement: 'The efficiency of the Gaussian against l1 tends to 1/e as well: below d^{1/d}/e at d = 1000.',
      evidence: onBox('d = 1000', [], gaussianAgainstL1(1000), '<', mul(exp(-1), dthRoot(1000))),
    },
    {
      id: 'laplace-optimal',
      statement: 'Laplace noise is optimal against l1.',
      evidence: exactly('eta^d, d = 1..4', () =>
        [1, 2, 3, 4].map((d) => ({
          label: `eta^d of Laplace noise against l1, d = ${d}`,
          left: factorial(d).div(power(ratio(d), d)),
          relation: '=',
          right: ratio(1),
        })),
      ),
    },
    {
      id: 'gaussian-optimal-l1',
      statement: 'The Gaussian is optimal against l1 in R^3.',
      evidence: onBox('d = 3', [], gaussianAgainstL1(3), '=', rational(1), { tolerance: '1/1000' }),
    },
    {
      id: 'sphere-is-the-crystal',
      statement: 'The ball is exactly optimal against linf in R^3 (E|det| = 3/2).',
      evidence: onBox('d = 3', [], ballAgainstLinf(3, rational(3, 2)), '=', rational(1), { tolerance: '1/1000' }),
    },
  ],
};
