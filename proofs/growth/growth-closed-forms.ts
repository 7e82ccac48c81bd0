/** G5: the growth function in closed form for Gaussian, Laplace and uniform noise. */
import { ratio } from '../../src/numeric/algebra/rational.ts';
import {
  alternatives,
  add,
  apply,
  div,
  exactly,
  exp,
  identity,
  mul,
  neg,
  pow,
  rational,
  real,
  sub,
  substitute,
  variable,
  type Claim,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import { variables } from '../vocabulary/radius-parts.ts';
import { gaussianGrowth, laplaceGrowth } from './growth-formulas.ts';
import { libraryGrowthPart } from './growth-library.ts';

const [p, r, c, o, x] = variables('p', 'r', 'c', 'o', 'x');
const half = rational(1, 2);
const cdf = (z: Expression): Expression => apply('normalCdf', z);
const quantile = (z: Expression): Expression => apply('normalQuantile', z);

/** Masses of {x > c} under e^{-|x|}/2 and under its shift by r, for c > r, 0 < c < r and c < 0. */
const laplaceTail = mul(half, exp(neg(c)));
const laplaceCut = { low: mul(half, exp(sub(r, c))), middle: sub(1, mul(half, exp(sub(c, r)))) } as const;

const minimum = (a: Expression, b: Expression): Expression => div(sub(add(a, b), apply('abs', sub(a, b))), 2);

/**
 * The growth function of a law on cells of equal mass 1/n by brute force: shifting by m of the n cells leaves n - m of
 * them in place; the best set of k cells takes those the shift creates first.
 */
function* uniformCells(most: number): Generator<ExactInstance> {
  for (let n = 1; n <= most; n++) {
    for (let m = 0; m <= n; m++) {
      for (let k = 0; k <= n; k++) {
        // Over all subsets of k cells (as bit masks), the largest number of cells of [m, n + m) they cover, the new
        // cells [n, n + m) costing nothing.
        let best = 0;
        for (let set = 0; set < 2 ** n; set++) {
          let size = 0;
          let kept = 0;
          for (let i = 0; i < n; i++) {
            if (((set >> i) & 1) === 0) continue;
            size++;
            if (i >= m) kept++;
          }
          if (size === k) best = Math.max(best, kept + Math.min(m, n));
        }
        yield {
          label: `n = ${n} cells, shift by ${m}, mass ${k}/${n}`,
          left: ratio(best, n),
          relation: '=',
          right: ratio(Math.min(n, k + m), n),
        };
      }
    }
  }
}

function* cellsAgainstOverlap(most: number): Generator<ExactInstance> {
  for (const instance of uniformCells(most)) {
    const [n, m, k] = instance.label.match(/\d+/g)!.map(Number) as [number, number, number];
    yield { ...instance, right: ratio(Math.min(n, k + n - m), n) };
  }
}

export const growthClosedForms: Claim = {
  id: 'G5',
  title: 'Growth functions in closed form',
  statement:
    'Gaussian: $G(p,v) = N(N^{-1}(p) + |v|_2/\\sigma)$. Laplace, $v = a e_1$: $e^a p$ for $p \\le e^{-a}/2$, $1 - e^{-a}/(4p)$ for $e^{-a}/2 \\le p \\le 1/2$, $1 - e^{-a}(1-p)$ above. Uniform on $K$ with overlap $o(v)$: $G = 1 - o + \\min(p, o) = \\min(1, p + 1 - o)$.',
  hypotheses: ['Neyman-Pearson sets are superlevel sets of the likelihood ratio (claim G1)'],
  source: 'MATH.md G5',
  axioms: ['neyman-pearson'],
  inWords: ['the Laplace ratio $e^{|x|-|x-a|}$ is nondecreasing in $x$, so that its superlevel sets are half-lines'],
  parts: [
    {
      id: 'gaussian',
      statement:
        'The likelihood ratio $e^{rx - r^2/2}$ is increasing, so the sets are $x > c$: $p = N(-c)$ and the shifted mass is $N(r-c)$.',
      evidence: [
        identity(
          'the log likelihood ratio',
          [real('x', '-inf', 'inf'), real('r')],
          div(apply('normalPdf', sub(x, r)), apply('normalPdf', x)),
          exp(sub(mul(r, x), div(pow(r, 2), 2))),
        ),
        identity(
          'eliminating c = -N^-1(p)',
          [real('p', '0', '1'), real('r')],
          substitute(cdf(sub(r, c)), 'c', neg(quantile(p))),
          gaussianGrowth,
        ),
      ],
    },
    {
      id: 'laplace',
      statement:
        'The likelihood ratio $e^{|x|-|x-a|}$ is nondecreasing, so the sets are $x > c$; with $c = -\\log 2p$ on the right half and $c = \\log 2(1-p)$ on the left.',
      evidence: [
        identity(
          'c > a (p < e^-a/2)',
          [real('p', '0', '1/2'), real('r')],
          substitute(laplaceCut.low, 'c', neg(apply('log', mul(2, p)))),
          laplaceGrowth.low,
        ),
        identity(
          '0 < c < a',
          [real('p', '0', '1/2'), real('r')],
          substitute(laplaceCut.middle, 'c', neg(apply('log', mul(2, p)))),
          laplaceGrowth.middle,
        ),
        identity(
          'c < 0 (p > 1/2)',
          [real('p', '1/2', '1'), real('r')],
          substitute(laplaceCut.middle, 'c', apply('log', mul(2, sub(1, p)))),
          laplaceGrowth.high,
        ),
        identity(
          'mass of x > c',
          [real('p', '0', '1/2')],
          substitute(laplaceTail, 'c', neg(apply('log', mul(2, p)))),
          p,
        ),
      ],
    },
    {
      id: 'laplace-branches-meet',
      statement: 'The branches agree at $p = e^{-a}/2$ and at $p = 1/2$.',
      evidence: [
        identity(
          'at e^-a/2',
          [real('r')],
          substitute(laplaceGrowth.low, 'p', mul(half, exp(neg(r)))),
          substitute(laplaceGrowth.middle, 'p', mul(half, exp(neg(r)))),
        ),
        identity(
          'at 1/2',
          [real('r')],
          substitute(laplaceGrowth.middle, 'p', half),
          substitute(laplaceGrowth.high, 'p', half),
        ),
      ],
    },
    {
      id: 'uniform',
      statement:
        'The likelihood ratio takes the values $\\infty, 1, 0$ on masses (of the shifted law) $1-o$, $o$ and none: the best set takes the first for nothing and then $\\min(p,o)$; $1 - o + \\min(p,o) = \\min(1, p+1-o)$.',
      evidence: [
        identity(
          'from above: the dual bound t p + Q_v(L > t) - t Q(L > t) at t = 1, where Q_v(L > 1) = 1 - o and Q(L > 1) = 0',
          [real('p', '0', '1'), real('o', '0', '1'), real('t')],
          substitute(sub(add(mul(variable('t'), p), sub(1, o)), mul(variable('t'), rational(0))), 't', 1),
          add(p, sub(1, o)),
        ),
        alternatives(
          [
            identity(
              'from below: what is new and min(p, o) of what is common, with min(a, b) = (a + b - |a - b|)/2',
              [real('p', '0', '1'), real('o', '0', '1')],
              add(sub(1, o), minimum(p, o)),
              minimum(rational(1), add(p, sub(1, o))),
            ),
            exactly('all subsets of n <= 9 cells, every shift and mass, by brute force', () => uniformCells(9)),
          ],
          'the identity evaluates the set named in the statement, for every p and o; the enumeration looks for a better one',
        ),
      ],
    },
    libraryGrowthPart,
  ],
  mutants: [
    {
      id: 'gaussian-squared-length',
      statement: '$G = N(N^{-1}(p) + |v|^2)$',
      evidence: identity(
        '',
        [real('p', '0', '1'), real('r')],
        substitute(cdf(sub(r, c)), 'c', neg(quantile(p))),
        cdf(add(quantile(p), pow(r, 2))),
      ),
    },
    {
      id: 'laplace-one-branch',
      statement: '$G = e^a p$ for every $p \\le 1/2$: the middle branch forgotten',
      evidence: identity(
        'against the mass of x > c for 0 < c < a',
        [real('p', '0', '1/2'), real('r')],
        substitute(laplaceCut.middle, 'c', neg(apply('log', mul(2, p)))),
        laplaceGrowth.low,
      ),
    },
    {
      id: 'uniform-overlap',
      statement: '$G = \\min(1, p + o)$: the overlap taken for its complement',
      evidence: exactly('against the subsets of cells: with n cells and shift m, o = (n-m)/n', () =>
        cellsAgainstOverlap(4),
      ),
    },
  ],
};
