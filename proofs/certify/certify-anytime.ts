/**
 * Stopping whenever one likes (MATH.md section 6): the bound of numeric/confidence/sequence.ts is above the true
 * probability at *any* time with probability at most alpha.
 *
 * A gambler stakes the share u on a hit at the odds 1/p: his wealth is multiplied by 1 - u + u/p or 1 - u, on average
 * by 1 when the probability is p, by less when it is smaller. So is a mixture over u. Ville: it ever reaches 1/alpha
 * with probability at most alpha. And the wealth falls with p, so the p with wealth >= 1/alpha form an interval [0, L].
 */
import {
  add,
  derivative,
  div,
  exactly,
  identity,
  mul,
  neg,
  numerically,
  pow,
  rational,
  real,
  sub,
  variable,
  type Claim,
  type EvidenceContext,
  type ExactInstance,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { clopperPearsonLower } from '../../src/numeric/confidence/binomial.ts';
import { logWealth, sequenceLower } from '../../src/numeric/confidence/sequence.ts';
import { ratio, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import { wrongRadii } from '../../properties/certification.ts';
import { bestWealth, everCrossed, wealth } from './bernoulli-paths.ts';
import { fairBet, mixture, mixtureFalls, ville, wealthFalls } from '../formal/statements/sampling.ts';
import { drawnSequencePart } from './drawn-bounds.ts';
import { sequentialImagesPart } from './image-certificates.ts';

const [p, u, m] = [variable('p'), variable('u'), variable('m')];
const onHit = add(sub(1, u), div(u, p));
const onMiss = sub(1, u);

const levels = [ratio(1, 10), ratio(1, 100)];
const probabilities = (effort: 'quick' | 'full'): Rational[] =>
  (effort === 'quick' ? [1, 5, 8, 9] : [1, 2, 3, 4, 5, 6, 7, 8, 9]).map((k) => ratio(k, 10));

/** P[wealth ever reaches 1/alpha] <= alpha, over all paths. */
function* neverOften(
  { effort }: Pick<EvidenceContext, 'effort'>,
  money: (h: number, misses: number, at: Rational) => Rational,
): Generator<ExactInstance> {
  const n = effort === 'quick' ? 24 : 60;
  for (const at of probabilities(effort)) {
    // The same wealth at every alpha.
    const table = new Map<number, Rational>();
    const worth = (h: number, t: number): Rational => {
      const key = h * 1000 + t;
      const known = table.get(key) ?? money(h, t - h, at);
      table.set(key, known);
      return known;
    };
    for (const alpha of levels) {
      const goal = ratio(1).div(alpha);
      yield {
        label: `p = ${at.toFraction()}, alpha = ${alpha.toFraction()}, ${n} trials`,
        left: everCrossed(n, at, (h, t) => worth(h, t).compare(goal) >= 0),
        relation: '<=',
        right: alpha,
      };
    }
  }
}

/** The wealth of a gambler who stakes half of what he has each time. */
const halfStaked = (h: number, misses: number, at: Rational): Rational =>
  ratio(1, 2)
    .add(ratio(1, 2).div(at))
    .pow(h)
    .mul(ratio(1, 2 ** misses));

/** P[the bound ever exceeds p] <= alpha, for bounds as the library computes them. */
function* boundsNeverOften(
  { effort }: Pick<EvidenceContext, 'effort'>,
  bound: (h: number, t: number, alpha: number) => number,
): Generator<ExactInstance> {
  const n = effort === 'quick' ? 30 : 60;
  for (const alpha of levels) {
    const table = Array.from({ length: n + 1 }, (_, t) =>
      Array.from({ length: t + 1 }, (__, h) => (t === 0 ? 0 : bound(h, t, alpha.valueOf()))),
    );
    for (const at of probabilities(effort)) {
      yield {
        label: `p = ${at.toFraction()}, alpha = ${alpha.toFraction()}, looked at after each of ${n} trials`,
        left: everCrossed(n, at, (h, t) => toRational(table[t]![h]!).compare(at) > 0),
        relation: '<=',
        right: alpha,
      };
    }
  }
}

function* closedForm(): Generator<NumericInstance> {
  for (const [h, misses] of [
    [0, 4],
    [5, 0],
    [9, 3],
    [40, 20],
  ] as const) {
    for (const k of [1, 5, 9]) {
      yield {
        label: `${h} hits, ${misses} misses, p = ${k}/10`,
        left: logWealth(h, misses, k / 10),
        relation: '=',
        right: Math.log(wealth(h, misses, ratio(k, 10)).valueOf()),
        tolerance: 1e-11,
      };
    }
  }
}

export const certifyAnytime: Claim = {
  id: 'certify-anytime',
  title: 'Sampling may stop at any time',
  statement:
    'Let $W_t(p) = \\int_0^1 (1-u+u/p)^h (1-u)^{t-h} du$ after $h$ hits in $t$ trials and $L_t$ the largest $p$ with $W_t(p) \\ge 1/\\alpha$. Then $P[\\exists t \\le n: L_t > \\text{the true probability}] \\le \\alpha$ for every $n$: a certificate from $L_t$ is right with probability $1-\\alpha$ whatever made the sampling stop.',
  hypotheses: ['trials are independent, of probability at most $p$ given the past', '$0 < \\alpha < 1$'],
  source:
    'Ville (1939); Robbins, Ann. Math. Statist. 41 (1970); Waudby-Smith, Ramdas, JRSS B 86 (2024); derived here for the uniform mixture of stakes',
  axioms: ['ville'],
  restsOn: ['G4'],
  inWords: ['every $n$: the axiom ville for the mixture over stakes; the instances are all paths of listed lengths'],
  parts: [
    {
      id: 'fair',
      statement:
        'At the true probability the wealth stays the same on average, below it falls: the factor is $1 - u(1 - m/p)$ on average when hits have probability $m$.',
      formal: [fairBet],
      evidence: [
        identity(
          'p(1-u+u/p) + (1-p)(1-u) = 1',
          [real('p', '0', '1'), real('u', '0', '1')],
          add(mul(p, onHit), mul(sub(1, p), onMiss)),
          rational(1),
        ),
        identity(
          'm(1-u+u/p) + (1-m)(1-u) = 1 - u(1 - m/p)',
          [real('p', '0', '1'), real('u', '0', '1'), real('m', '0', '1')],
          add(mul(m, onHit), mul(sub(1, m), onMiss)),
          sub(1, mul(u, sub(1, div(m, p)))),
        ),
      ],
    },
    {
      id: 'interval',
      statement:
        'The factor of a hit falls with $p$ (derivative $-u/p^2$) and that of a miss does not depend on it: $W_t$ falls with $p$.',
      formal: [wealthFalls, mixtureFalls],
      evidence: [
        identity(
          'derivative',
          [real('p', '0', '1'), real('u', '0', '1')],
          derivative(onHit, 'p'),
          neg(mul(u, pow(p, -2))),
        ),
      ],
    },
    {
      id: 'ville',
      statement:
        'A nonnegative wealth that starts with 1 and does not grow on average reaches $1/\\alpha$ within $n$ trials with probability at most $\\alpha$.',
      formal: [ville],
      evidence: [
        exactly('one stake, one half, kept: all paths of 24 trials (full: 60)', (context) =>
          neverOften(context, halfStaked),
        ),
      ],
    },
    {
      id: 'ever',
      statement:
        'Over all paths, the wealth of the mixture reaches $1/\\alpha$ within $n$ trials with probability at most $\\alpha$.',
      formal: [mixture],
      evidence: [exactly('all paths of 24 trials (full: 60)', (context) => neverOften(context, wealth))],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['interval', 'ever'],
      statement:
        'The bound as computed and rounded keeps the promise; so does `certifyImage` under its stopping rules.',
      evidence: [
        numerically('closed form of the wealth against exact sums; both are accurate to 1e-12', closedForm),
        exactly('all paths of 30 trials (full: 60), looked at after every one', (context) =>
          boundsNeverOften(context, sequenceLower),
        ),
        wrongRadii('half-spaces under uniform noise, stopped as soon as radius 0.4 or 0.55 is settled', {
          stopping: { kind: 'radii', radii: [0.4, 0.55], looks: { first: 20, growth: 1.2 } },
        }),
      ],
    },
    drawnSequencePart,
    sequentialImagesPart,
  ],
  mutants: [
    {
      id: 'fixed-bound-at-every-look',
      statement: 'the bound for a fixed number of samples may be looked at after each of them',
      evidence: exactly('Clopper-Pearson at every trial', () =>
        boundsNeverOften({ effort: 'quick' }, clopperPearsonLower),
      ),
    },
    {
      id: 'best-stake',
      statement: 'the stake that would have won most, in hindsight, may be used in place of the mixture',
      evidence: exactly('all paths of 24 trials', () => neverOften({ effort: 'quick' }, bestWealth)),
    },
    {
      id: 'odds',
      statement: 'the odds may be $1/p$ on hits and the stake kept on misses',
      evidence: identity(
        'a free stake',
        [real('p', '0', '1'), real('u', '0', '1')],
        add(mul(p, onHit), sub(1, p)),
        rational(1),
      ),
    },
  ],
};
