/** G3: moving by v + w grows at most as moving by v, then by w. */
import {
  add,
  apply,
  exactly,
  identity,
  real,
  variable,
  type Claim,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import type { Rational } from '../../src/numeric/algebra/rational.ts';
import { grid, growth, instances, type Cell } from '../vocabulary/step-densities.ts';
import { semigroup } from '../formal/statements/growth.ts';
import { gaussianRow } from '../formal/statements/rows.ts';

const counts = { quick: 10, full: 60 };
const gaussian = (p: Expression, r: Expression): Expression => apply('normalCdf', add(apply('normalQuantile', p), r));
const [p, r, s] = [variable('p'), variable('r'), variable('s')];

function* twoSteps(seed: number, count: number, relation: '<=' | '=' | '>='): Iterable<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) {
    const seconds: Cell[] = [v, v.map((c) => -c), v.map((c, i) => (i === 0 ? c + 1 : c))];
    for (const w of seconds) {
      const both = v.map((c, i) => c + w[i]!);
      for (const at of grid(8)) {
        const left: Rational = growth(q, both, at);
        const right = growth(q, w, growth(q, v, at));
        yield { label: `${label}, w = (${w.join(',')}), p = ${at.toFraction()}`, left, relation, right };
      }
    }
  }
}

export const shiftSemigroup: Claim = {
  id: 'G3',
  title: 'Growth along a sum of shifts',
  statement: '$G(p, v+w) \\le G(G(p,v), w)$. This is why the differential method is valid (R1).',
  hypotheses: ['$q$ is a probability density', '$0 \\le p \\le 1$'],
  source:
    "MATH.md G3. Proof: for $q(U) = p$ let $U' = U - v$; then $q(U') \\le G(p,v)$ and $q(U-v-w) = q(U'-w) \\le G(q(U'),w)$, and $G$ is nondecreasing in $p$",
  axioms: ['neyman-pearson'],
  inWords: ['every density: the best set for $v+w$, moved by $w$, has measure $G(p,v)$ at most; two lines'],
  parts: [
    {
      id: 'two-steps',
      statement: '$G(p, v+w) \\le G(G(p,v), w)$.',
      formal: [semigroup],
      evidence: [
        exactly('parallel, opposite and oblique second steps, on step densities', ({ seed, effort }) =>
          twoSteps(seed, counts[effort], '<='),
        ),
      ],
    },
    {
      id: 'gaussian',
      statement: 'For Gaussian noise and parallel shifts it is an equality, so differential and exact radius agree.',
      formal: [gaussianRow.parallelShifts],
      evidence: [
        identity(
          'the closed form composed with itself',
          [real('p', '0', '1'), real('r'), real('s')],
          gaussian(gaussian(p, r), s),
          gaussian(p, add(r, s)),
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'equality',
      statement: '$G(p, v+w) = G(G(p,v), w)$ for every noise: the differential method is exact',
      evidence: exactly('equality instead of an inequality', ({ seed }) => twoSteps(seed, 2, '=')),
    },
    {
      id: 'reversed',
      statement: '$G(p, v+w) \\ge G(G(p,v), w)$',
      evidence: exactly('the other direction', ({ seed }) => twoSteps(seed, 2, '>=')),
    },
    {
      id: 'gaussian-sum-of-squares',
      statement: 'Gaussian growth composes like $\\sqrt{r^2+s^2}$',
      evidence: identity(
        'a wrong composition',
        [real('p', '0', '1'), real('r'), real('s')],
        gaussian(gaussian(p, r), s),
        gaussian(p, apply('sqrt', add(apply('sqrt', r), s))),
      ),
    },
  ],
};
