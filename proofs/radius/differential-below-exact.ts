/** R3: the differential radius never exceeds the exact one; where it falls short. */
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
  variable,
  whole,
  type Claim,
  type Expression,
} from '../../src/checker/index.ts';
import { CONTINUOUS_GROWTH, variables } from '../vocabulary/radius-parts.ts';
import { gaussianRow, laplaceRow } from '../formal/statements/rows.ts';

const [rho, c, z, u, d, p, r] = variables('rho', 'c', 'z', 'u', 'd', 'p', 'r');
const half = rational(1, 2);
const upperHalf = real('rho', '1/2', '1');

/** Pareto a = 3 on the line, density (3/2)(1+|x|)^-4: mass of an interval [left, right] with 0 < left. */
const paretoMass = (left: Expression, right: Expression): Expression =>
  mul(half, sub(pow(add(1, left), -3), pow(add(1, right), -3)));
/** {L > c^4} for a shift by r > 0 and 1 < c < 1 + r: from (c(1+r)-1)/(1+c) to cr/(c-1) - 1, around r. */
const left = div(sub(mul(c, add(1, r)), 1), add(1, c));
const right = sub(div(mul(c, r), sub(c, 1)), 1);
const shiftedMass = sub(1, add(mul(half, pow(add(1, sub(r, left)), -3)), mul(half, pow(add(1, sub(right, r)), -3))));
/** Dual bound on G(1 - rho, r). */
const paretoDual = add(mul(pow(c, 4), sub(sub(1, rho), paretoMass(left, right))), shiftedMass);
/** The differential radius of the Pareto row at a = 3. */
const excess = sub(mul(2, rho), 1);
const paretoRadius = mul(div(excess, 3), apply('hypergeometric', pow(excess, rational(4, 3)), rational(3, 4)));
const atRadius = (rhoValue: Expression, cut: Expression): Expression =>
  substitute(substitute(substitute(paretoDual, 'r', paretoRadius), 'rho', rhoValue), 'c', cut);

/** Uniform cube against linf: overlap method and differential method. */
const cubeExact = mul(2, sub(1, pow(sub(rational(3, 2), rho), inv(d))));
const cubeDifferential = div(mul(2, sub(rho, half)), d);

export const differentialBelowExact: Claim = {
  id: 'R3',
  title: 'The differential radius is at most the exact one',
  statement:
    'For every noise with a density and every adversary $R_{\\mathrm{differential}} \\le R_{\\mathrm{exact}}$, since both certify and the exact one is the largest that does (claims R1, G4). They are equal for Gaussian against $\\ell_2$, Laplace, the cube and independent log-concave coordinates against $\\ell_1$; in general the gap is strict.',
  hypotheses: ['$1/2 < \\rho < 1$', CONTINUOUS_GROWTH],
  source: 'MATH.md R3; gaps measured in FIELD-NOTES 1.9',
  axioms: ['neyman-pearson', 'ode-comparison', 'fundamental-theorem'],
  restsOn: ['R1', 'G4'],
  inWords: [
    '"for every noise" is claims R1 and G4 put together; equality for the cube and for independent log-concave coordinates against $\\ell_1$ is in the rows',
  ],
  parts: [
    {
      id: 'equal',
      statement: 'Where $G(p, rv) = F(F^{-1}(p) + r)$ both methods solve the same equation: Gaussian and Laplace.',
      formal: [gaussianRow.tight, laplaceRow.tight],
      evidence: [
        identity(
          'Gaussian: the flow of Phi is the growth function itself',
          [real('p', '0', '1'), real('r')],
          derivative(apply('normalCdf', add(apply('normalQuantile', p), r)), 'r'),
          apply('normalPdf', add(apply('normalQuantile', p), r)),
        ),
        identity(
          'Laplace: G(1-rho, R) = 1/2 at the differential radius',
          [upperHalf],
          mul(exp(neg(log(mul(2, sub(1, rho))))), sub(1, rho)),
          half,
        ),
      ],
    },
    {
      id: 'cube-linf',
      statement:
        'For the cube against $\\ell_\\infty$ the exact radius minus the differential one, $2(1-(1-x)^{1/d}) - \\frac{2x}d$ with $x = \\rho-\\frac12$, is 0 at $x = 0$ and its derivative $\\frac2d((1-x)^{1/d-1}-1)$ is never negative.',
      evidence: [
        identity(
          'derivative',
          [upperHalf, whole('d')],
          derivative(sub(cubeExact, cubeDifferential), 'rho'),
          mul(div(2, d), sub(pow(sub(rational(3, 2), rho), sub(inv(d), 1)), 1)),
        ),
        onBox(
          '(1-x)^(u-1) >= 1 for 0 <= x <= 1/2 and u = 1/d in [0, 1]',
          [range('z', '0', '1/2'), range('u', '0', '1')],
          pow(sub(1, z), sub(u, 1)),
          '>=',
          rational(1),
        ),
      ],
    },
    {
      id: 'pareto-gap',
      statement:
        'For Pareto noise ($a = 3$) even on the line the gap is strict: at the differential radius a dual bound on the growth is below $\\frac12$, e.g. at $\\rho = \\frac34$ and $\\frac9{10}$.',
      evidence: [
        identity(
          'the left end: (1+x) = c (1+r-x)',
          [real('c', '1'), real('r')],
          add(1, left),
          mul(c, sub(add(1, r), left)),
        ),
        identity(
          'the right end: (1+x) = c (1+x-r)',
          [real('c', '1'), real('r')],
          add(1, right),
          mul(c, sub(add(1, right), r)),
        ),
        onBox('rho = 3/4', [], atRadius(rational(3, 4), rational(109, 100)), '<', half),
        onBox('rho = 9/10', [], atRadius(rational(9, 10), rational(13, 10)), '<', half),
      ],
    },
  ],
  mutants: [
    {
      id: 'differential-exact',
      statement:
        'the differential method is exact: no dual bound is below $\\frac12$ at its radius (Pareto, $\\rho = \\frac9{10}$)',
      evidence: onBox(
        'thresholds c in [1.2, 1.4]',
        [range('cut', '6/5', '7/5')],
        atRadius(rational(9, 10), variable('cut')),
        '>=',
        half,
      ),
    },
    {
      id: 'differential-above',
      statement: 'for the cube against $\\ell_\\infty$ the differential radius is the larger',
      evidence: onBox(
        'd = 2',
        [range('rho', '3/5', '1')],
        substitute(cubeDifferential, 'd', 2),
        '>=',
        substitute(cubeExact, 'd', 2),
      ),
    },
  ],
};
