/** Laplace noise against linf: the law of a sum of fair signs. */
import { ratio, toRational, type Rational } from '../../../src/numeric/algebra/rational.ts';
import {
  add,
  apply,
  derivative,
  div,
  exactly,
  identity,
  inv,
  library,
  log,
  mul,
  neg,
  numerically,
  onBox,
  range,
  rational,
  real,
  sub,
  whole,
  type Claim,
  type EnclosedInstance,
  type EvidenceContext,
  type ExactInstance,
  type Expression,
  type ImplementationPart,
} from '../../../src/checker/index.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { certifiedRadius } from '../../../src/radius/certified-radius.ts';
import { dimension, draws, probability } from '../../vocabulary/drawn-links.ts';
import { libraryRatePart, rowRadius } from '../../vocabulary/library-link.ts';
import { CONTINUOUS_GROWTH, p, rho, variables } from '../../vocabulary/radius-parts.ts';
import { curveLink } from '../../radius/bracket-links.ts';

/** P(S = s) for the sum S of d fair signs, s = d, d - 2, ..., -d, as numbers over 2^d. */
function signSumCounts(dim: number): readonly (readonly [number, bigint])[] {
  const counts: [number, bigint][] = [];
  let binomial = 1n;
  for (let m = 0; m <= dim; m++) {
    counts.push([dim - 2 * m, binomial]);
    binomial = (binomial * BigInt(dim - m)) / BigInt(m + 1);
  }
  return counts;
}

/** Phi(p) = c p + E[(S - c)_+] with c the upper p-quantile of S, exactly. */
function signSumRate(dim: number, mass: Rational): Rational {
  const total = ratio(2n ** BigInt(dim));
  let above = ratio(0);
  let excess = ratio(0);
  for (const [s, count] of signSumCounts(dim)) {
    const weight = ratio(count).div(total);
    if (above.add(weight).compare(mass) >= 0) return excess.add(ratio(s).mul(mass.sub(above)));
    above = above.add(weight);
    excess = excess.add(ratio(s).mul(weight));
  }
  return excess;
}

/**
 * R(rho) piece by piece from the middle of the law outward. Phi is linear between the quantile's jumps p_m = P(S >= 2m
 * - d), with Phi(p_m) = m b(m) and b(m) = P(S = 2m - d): a whole piece is log(m/(d-m))/(2m-d), the last one a logarithm
 * of rationals; for even d the middle half piece, where Phi is constant, a quotient.
 */
function signSumRadius(dim: number, rhoExact: Rational): Expression {
  // All masses in units of 1/unit, so that they are whole.
  const unit = 2n ** BigInt(dim + 1) * rhoExact.d;
  const tail = unit - (rhoExact.n * unit) / rhoExact.d;
  const weight = (count: bigint): bigint => 2n * count * rhoExact.d;
  let m = Math.floor(dim / 2) + 1;
  // b(m) 2^d, from below so that every quotient is whole.
  let count = 1n;
  for (let i = 0; i < m; i++) count = (count * BigInt(dim - i)) / BigInt(i + 1);
  const terms: Expression[] = [];
  let jump = unit / 2n;
  if (dim % 2 === 0) {
    const level = weight(count) * BigInt(m);
    const first = jump - weight((count * BigInt(m)) / BigInt(dim - m + 1)) / 2n;
    terms.push(rational(jump - (tail > first ? tail : first), level));
    jump = first;
  }
  while (tail < jump) {
    const s = 2 * m - dim;
    const next = jump - weight(count);
    const level = weight(count) * BigInt(m);
    const quotient = tail <= next ? rational(m, dim - m) : rational(level, level - BigInt(s) * (jump - tail));
    terms.push(div(log(quotient), s));
    jump = next;
    count = (count * BigInt(dim - m)) / BigInt(m + 1);
    m++;
  }
  return add(...terms);
}

/** All sign patterns, the k largest sums taken: the rate from its definition. */
function* patterns(most: number): Generator<ExactInstance> {
  for (let dim = 1; dim <= most; dim++) {
    const sums = Array.from({ length: 2 ** dim }, (_, bits) => {
      let s = 0;
      for (let i = 0; i < dim; i++) s += (bits >> i) & 1 ? 1 : -1;
      return s;
    }).sort((x, y) => y - x);
    let taken = 0;
    for (let k = 1; k <= sums.length / 2; k++) {
      taken += sums[k - 1]!;
      const mass = ratio(k, sums.length);
      yield {
        label: `d = ${dim}, p = ${k}/${sums.length}`,
        left: ratio(taken, sums.length),
        relation: '=',
        right: signSumRate(dim, mass),
      };
    }
  }
}

const [m, n, level, slope, x] = variables('m', 'n', 'level', 'slope', 'x');
const factorial = (z: Expression): Expression => apply('gamma', add(z, 1));
/** binom(m + n, m). */
const binomial = (top: Expression, bottom: Expression): Expression =>
  div(factorial(add(top, bottom)), mul(factorial(top), factorial(bottom)));

const libraryRadii = (dims: readonly number[], rhos: readonly number[]): EnclosedInstance[] =>
  dims.flatMap((dim) =>
    rhos.map((value) => ({
      label: `laplace, linf, d = ${dim}, rho = ${value}`,
      value: certifiedRadius(parseNoise('laplace', dim, { lambda: 1 }), parseAdversary('linf', dim), value).radius,
      // In some dimensions another route may beat this one; the claim on conversions watches those.
      relation: dim === 1 ? 'lower-bound' : 'at-least',
      expression: signSumRadius(dim, toRational(value)),
      at: {},
    })),
  );

/** This route's own radius, from both sides, at drawn dimensions, even and odd, and rho. */
const drawnRadii = (context: EvidenceContext): EnclosedInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random, index) => {
    // Even and odd, small and large in turn.
    const most = context.effort === 'quick' ? 10_000 : 100_000;
    const dim = 2 * (index % 3 === 0 ? dimension(random, 1, 25) : dimension(random, 26, most)) - (index % 2);
    const value = probability(random);
    return {
      label: `laplace, linf, d = ${dim}, rho = ${value}, own route`,
      value: rowRadius({ noise: 'laplace', adversary: 'linf', dim }, value, dim === 1 ? 'closed-form' : 'differential'),
      relation: 'lower-bound' as const,
      expression: signSumRadius(dim, toRational(value)),
      at: {},
    };
  });

/**
 * Turned by 45 degrees, Laplace noise of the plane is e^{-sqrt 2 |y|_inf} and the unit ball of linf sqrt 2 times that
 * of l1: the exact radius is half that of `exp:linf,k=1` against l1, which total variation gives exactly up to rho =
 * 3/4.
 */
const planePart: ImplementationPart = {
  id: 'library-plane',
  about: 'implementation',
  implements: ['low-dimension'],
  statement:
    'In the plane the radius that `certifiedRadius` calls exact is half that of $e^{-|x|_\\infty}$ against $\\ell_1$, the same noise turned by 45 degrees, at drawn $\\rho < \\frac34$, within $10^{-6}$.',
  evidence: [
    numerically('two routes, by a lattice law and by total variation', (context) =>
      draws(context, { quick: 4, full: 40 }, (random) => {
        const value = 0.501 + 0.24 * random.uniform();
        const exact = (spec: string, adversary: string): number =>
          certifiedRadius(parseNoise(spec, 2, { lambda: 1 }), parseAdversary(adversary, 2), value).radius;
        const right = exact('exp:linf,k=1', 'l1') / 2;
        const tolerance = 1e-6 * right;
        return { label: `rho = ${value}`, left: exact('laplace', 'linf'), relation: '=' as const, right, tolerance };
      }),
    ),
  ],
};

export const laplaceLinf: Claim = {
  id: 'row-laplace-linf',
  title: 'Laplace noise against linf',
  statement:
    'For noise of density $\\propto e^{-|x|_1}$ a certified $\\ell_\\infty$ radius is $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ with $\\Phi(p) = c p + E(S-c)_+$, $S$ the sum of $d$ fair signs and $c$ its upper p-quantile. The normal approximation $N^{-1}(\\rho)/\\sqrt d$ over-certifies in small odd dimensions.',
  hypotheses: ['$1/2 < \\rho < 1$', 'a vertex of the cube is the worst point (claim R1)', CONTINUOUS_GROWTH],
  source: 'MATH.md section 3; Yang et al. 2020',
  axioms: ['fundamental-theorem', 'ode-comparison'],
  restsOn: ['R1'],
  inWords: ['every $d$: the parts enumerate sign patterns up to $d = 12$ and check the recursion for all $m, n$'],
  parts: [
    curveLink,
    {
      id: 'rate',
      statement: 'Along $(1,\\dots,1)$ the slope is $S$; the best set of mass $p$ takes its largest values.',
      evidence: [exactly('all 2^d sign patterns, d <= 12, every mass k/2^d <= 1/2', () => patterns(12))],
    },
    {
      id: 'piece',
      statement:
        'Between two jumps of the quantile $\\Phi$ is linear of slope $c = 2m-d$, and $\\int dp/\\Phi = \\frac1c\\log$ of the quotient of its ends.',
      evidence: [
        identity(
          'derivative of log(level + slope x)/slope',
          [real('x'), real('level'), real('slope')],
          derivative(div(log(add(level, mul(slope, x))), slope), 'x'),
          inv(add(level, mul(slope, x))),
        ),
      ],
    },
    {
      id: 'telescoping',
      statement:
        'At the jump $p_m = P(S \\ge 2m-d)$, $\\Phi(p_m) = m\\,b(m)$ with $b(m) = 2^{-d}\\binom dm$, and $\\frac{\\Phi(p_m)}{\\Phi(p_{m+1})} = \\frac m{d-m}$ (here $d = m+n$).',
      evidence: [
        identity(
          '(m+1) b(m+1) = (d-m) b(m)',
          [whole('m', 1), whole('n', 1)],
          mul(add(m, 1), binomial(add(m, 1), sub(n, 1))),
          mul(n, binomial(m, n)),
        ),
        exactly('Phi(p_m) = m b(m) for d <= 40', function* () {
          for (let dim = 1; dim <= 40; dim++) {
            let above = ratio(0);
            for (const [s, count] of signSumCounts(dim)) {
              const weight = ratio(count, 2n ** BigInt(dim));
              above = above.add(weight);
              if (s < 0) break;
              yield {
                label: `d = ${dim}, m = ${(s + dim) / 2}`,
                left: signSumRate(dim, above),
                relation: '=' as const,
                right: weight.mul(ratio((s + dim) / 2)),
              };
            }
          }
        }),
      ],
    },
    {
      id: 'low-dimension',
      statement:
        '$d = 1$: $\\Phi(p) = p$, the $\\ell_1$ row. $d = 2$: $\\Phi = 2p$ up to $\\frac14$ and $\\frac12$ from there to $\\frac12$.',
      evidence: [
        exactly('rational masses', () =>
          [1, 2, 3, 5, 8].flatMap((i): ExactInstance[] => {
            const mass = ratio(i, 16);
            const plane = mass.compare(ratio(1, 4)) <= 0 ? mass.mul(2) : ratio(1, 2);
            return [
              { label: `d = 1, p = ${i}/16`, left: signSumRate(1, mass), relation: '=', right: mass },
              { label: `d = 2, p = ${i}/16`, left: signSumRate(2, mass), relation: '=', right: plane },
            ];
          }),
        ),
      ],
    },
    {
      id: 'library-radius',
      about: 'implementation',
      implements: ['piece', 'telescoping'],
      statement: 'The library is within $10^{-9}$ of the sum of logarithms with exact arguments.',
      evidence: [
        library('d = 1, 2, 3, 16, 101', () => libraryRadii([1, 2, 3, 16, 101], [0.501, 0.55, 0.75, 0.9, 0.99])),
        library('this route, from both sides, at drawn dimensions up to 20000 (full: 200000) and rho', drawnRadii),
      ],
    },
    planePart,
    libraryRatePart([{ noise: 'laplace', adversary: 'linf', dim: 1 }], p, [0.01, 0.3, 0.49]),
  ],
  mutants: [
    {
      id: 'normal-approximation',
      statement:
        "the reference code's default: $N^{-1}(\\rho)/\\sqrt d$ is below the radius for all $d$ (here $d = 1$)",
      evidence: onBox(
        'against log(1/(2(1-rho)))',
        [range('rho', '51/100', '59/100')],
        apply('normalQuantile', rho),
        '<=',
        neg(log(mul(2, sub(1, rho)))),
      ),
    },
    {
      id: 'normal-approximation-d-3',
      statement: 'the same in dimension 3 at $\\rho = 0.55$, where the rate is $\\frac34$ from $\\frac12$ down',
      evidence: onBox(
        'against the exact radius',
        [],
        div(apply('normalQuantile', rational(11, 20)), apply('sqrt', 3)),
        '<=',
        signSumRadius(3, ratio(11, 20)),
      ),
    },
    {
      id: 'atom-forgotten',
      statement: '$\\Phi(p) = E[S; S > c]$ without the atom at $c$',
      evidence: exactly('d = 2, p = 1/8: no sum exceeds the quantile 2', () => [
        { label: 'd = 2, p = 1/8', left: signSumRate(2, ratio(1, 8)), relation: '=', right: ratio(0) },
      ]),
    },
  ],
};
