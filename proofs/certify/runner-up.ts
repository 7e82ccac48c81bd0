/**
 * The strongest rival bounded, too (MATH.md section 6): classes go into buckets by the votes of selection; each bucket
 * gets a bound from the votes of estimation at a share of alpha; the two-class radius (G4) follows, from the one-class
 * radius where nothing better is known.
 *
 * Given the buckets, each bound errs with at most its share, whatever the buckets are, since the votes of estimation do
 * not depend on those of selection; shares sum to alpha. If none errs, a rival is at most its bucket, so at most the
 * largest upper end.
 */
import { exactly, type Claim, type EvidenceContext, type ExactInstance } from '../../src/checker/index.ts';
import { bucketVotes, classBuckets, type ClassBuckets } from '../../src/certify/statistics/buckets.ts';
import { ClassSequences, fixedClassBounds, rivalOf } from '../../src/certify/statistics/class-bounds.ts';
import type { ProbabilityBound } from '../../src/certify/statistics/probability-bound.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { ONE, ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { oneClassTail } from '../../src/radius/rival-tail.ts';
import { wrongTwoClassRadii } from '../../properties/certification.ts';
import { growth, instances } from '../vocabulary/step-densities.ts';
import { allVotes, everWrong, probabilityOf } from './multinomial-votes.ts';
import { dimension, draws } from '../vocabulary/drawn-links.ts';
import { sharesAddUpPart } from './bookkeeping.ts';
import { drawnSharesPart } from './drawn-bounds.ts';
import { nearTieLink } from './votes-and-copies.ts';

const HALF = ratio(1, 2);
const percent = (...parts: readonly number[]): Rational[] => parts.map((part) => ratio(part, 100));
const shown = (law: readonly Rational[]): string => law.map((p) => p.toFraction()).join(', ');

/** Whether bounds are wrong of these probabilities: the class is less probable than said, or some other class more. */
function isWrong({ tail, rival = tail }: ProbabilityBound, first: number, law: readonly Rational[]): boolean {
  const others = law.filter((_, c) => c !== first);
  const most = others.reduce((max, p) => (p.compare(max) > 0 ? p : max), ZERO);
  return toRational(tail).compare(ONE.sub(law[first]!)) < 0 || toRational(rival).compare(most) < 0;
}

/** Votes of up to a thousand classes, a few of them heavy. */
const drawnVotes = (context: EvidenceContext): number[][] =>
  draws(context, { quick: 4, full: 60 }, (random, index) =>
    // Once as many as there may be.
    Array.from({ length: index === 0 ? 1000 : dimension(random, 2, 1000) }, () =>
      random.uniform() < 0.02 ? random.integer(1000) : random.integer(4),
    ),
  );

const allSmallVotes = ({ effort }: EvidenceContext): Iterable<readonly number[]> =>
  effort === 'quick' ? allVotes(6, 5) : allVotes(9, 6);

/** Every class once, the first with most votes, the second alone, no bucket heavier than the second. */
function* bucketsAreSound(all: Iterable<readonly number[]>): Generator<ExactInstance> {
  for (const votes of all) {
    const { first, rivals } = classBuckets(votes);
    const label = `votes ${votes.join()}: ${first} against ${rivals.map((each) => `{${each.join()}}`).join(' ')}`;
    const all = [first, ...rivals.flat()].sort((a, b) => a - b).join();
    yield {
      label: `${label}, classes that stand in one place`,
      left: ratio(all === votes.map((_, c) => c).join() ? 1 : 0),
      relation: '=',
      right: ONE,
    };
    const others = votes.filter((_, c) => c !== first);
    const second = Math.max(...others);
    yield { label: `${label}, the first`, left: ratio(votes[first]!), relation: '>=', right: ratio(second) };
    for (const bucket of rivals) {
      const weight = bucket.reduce((sum, c) => sum + votes[c]!, 0);
      yield {
        label: `${label}, weight of {${bucket.join()}}`,
        left: ratio(weight),
        relation: '<=',
        right: ratio(second),
      };
    }
  }
}

type Bounding = (votes: readonly number[], buckets: ClassBuckets, n: number, alpha: number) => ProbabilityBound;

const byBuckets: Bounding = (votes, buckets, n, alpha) => {
  const all = { counts: Float64Array.from(votes), nearTies: new Float64Array(votes.length) };
  return fixedClassBounds(bucketVotes(all, buckets, 'counted'), n, ErrorBudget.of(alpha));
};

/** Bounds repeat: computed once for votes of the same buckets. */
function* coverage(
  cases: readonly (readonly [readonly Rational[], number, number])[],
  bounding: Bounding,
): Generator<ExactInstance> {
  for (const [law, n, alpha] of cases) {
    const seen = new Set<string>();
    for (const selection of allVotes(4, law.length)) {
      const buckets = classBuckets(selection);
      const key = JSON.stringify(buckets);
      if (seen.has(key)) continue;
      seen.add(key);
      yield {
        label: `classes of probability ${shown(law)}, selection ${selection.join()}, n = ${n}, alpha = ${alpha}`,
        left: probabilityOf(n, law, (votes) => isWrong(bounding(votes, buckets, n, alpha), buckets.first, law)),
        relation: '<=',
        right: toRational(alpha),
      };
    }
  }
}

const cases = [
  [percent(45, 45, 10), 10, 0.25],
  [percent(50, 40, 10), 12, 0.25],
  [percent(34, 33, 33), 12, 0.1],
  [percent(40, 20, 20, 20), 8, 0.25],
] as const;
const moreCases = [...cases, [percent(25, 25, 25, 25), 10, 0.1], [percent(40, 30, 20, 5, 5), 7, 0.25]] as const;

/** Buckets, or classes, chosen by the votes that are then bounded. */
function* chosenByTheSame(
  law: readonly Rational[],
  n: number,
  alpha: number,
  wrong: (votes: readonly number[]) => boolean,
): Generator<ExactInstance> {
  yield {
    label: `classes of probability ${shown(law)}, n = ${n}, alpha = ${alpha}`,
    left: probabilityOf(n, law, wrong),
    relation: '<=',
    right: toRational(alpha),
  };
}

/** The two classes with most votes, compared by the votes for either: the share of the first from below, at alpha. */
function leadersCompared(law: readonly Rational[], n: number, alpha: number): Generator<ExactInstance> {
  return chosenByTheSame(law, n, alpha, (votes) => {
    const { first, rivals } = classBuckets(votes);
    const second = rivals[0]![0]!;
    const share = clopperPearsonLower(votes[first]!, votes[first]! + votes[second]!, alpha);
    const most = law.filter((_, c) => c !== first).reduce((max, p) => (p.compare(max) > 0 ? p : max), ZERO);
    return toRational(share).compare(law[first]!.div(law[first]!.add(most))) > 0;
  });
}

/** At any time: bounds of one look, whose best over all looks is handed out. */
function* anytime({ effort }: EvidenceContext): Generator<ExactInstance> {
  const n = effort === 'quick' ? 14 : 30;
  const known = new Map<string, ProbabilityBound>();
  const at = (votes: readonly number[], rivals: readonly number[], alpha: number): ProbabilityBound => {
    const key = `${alpha},${votes.join()}|${rivals.length}`;
    let bound = known.get(key);
    if (bound === undefined) {
      const sequences = new ClassSequences(rivals.length, ErrorBudget.of(alpha), ErrorBudget.of(alpha));
      const t = votes.reduce((sum, count) => sum + count, 0);
      sequences.look({ count: votes[0]!, rivals }, t);
      known.set(key, (bound = sequences.certified));
    }
    return bound;
  };
  for (const law of [percent(45, 45, 10), percent(50, 25, 25)]) {
    for (const alpha of [0.5, 0.25]) {
      yield {
        label: `classes of probability ${shown(law)}, alpha = ${alpha}, looked at after each of ${n} samples`,
        left: everWrong(n, law, (votes) => isWrong(at(votes, votes.slice(1), alpha), 0, law)),
        relation: '<=',
        right: toRational(alpha),
      };
    }
  }
}

/** The bound on G(p, v) where G(t, v) <= 1/2 (src/radius/rival-tail.ts). */
function hull(p: Rational, t: Rational): Rational {
  const least = (a: Rational, b: Rational): Rational => (a.compare(b) < 0 ? a : b);
  if (p.compare(t) <= 0) return HALF.sub(t).add(p);
  if (p.compare(HALF) >= 0) return least(ONE, HALF.sub(t).add(p));
  return least(p.div(t.mul(2)), ONE.sub(t.mul(2).mul(ONE.sub(p))));
}

/** The bound against the growth functions of step densities, at every t where they are at most 1/2. */
function* growthBelow(
  seed: number,
  count: number,
  bound: (p: Rational, t: Rational) => Rational,
): Generator<ExactInstance> {
  const grid = Array.from({ length: 23 }, (_, i) => ratio(i + 1, 24));
  for (const { q, v, label } of instances(seed, count)) {
    const curve = grid.map((p) => growth(q, v, p));
    for (const [k, t] of grid.entries()) {
      if (t.compare(HALF) >= 0 || curve[k]!.compare(HALF) > 0) continue;
      for (const [i, p] of grid.entries()) {
        yield {
          label: `${label}, t = ${t.toFraction()}, p = ${p.toFraction()}`,
          left: curve[i]!,
          relation: '<=',
          right: bound(p, t),
        };
      }
    }
  }
}

/** The tail handed out keeps the two bounds below 1 together, and a thousandth less does not. */
function* tails(): Generator<ExactInstance> {
  for (const a of [1 / 1024, 1 / 64, 1 / 8, 0.25, 3 / 8, 0.5, 0.625, 0.75]) {
    for (const share of [0, 1 / 1024, 0.25, 0.5, 0.75, 1]) {
      const b = Math.min(a * share, 1 - a - 1 / 64);
      const t = oneClassTail(a, b);
      const sum = (at: Rational): Rational => hull(toRational(a), at).add(hull(toRational(b), at));
      const label = `1 - pA = ${a}, pB = ${b}, tail ${t}`;
      yield { label, left: sum(toRational(t)), relation: '<=', right: ONE };
      if (b < a)
        yield {
          label: `${label}, a thousandth less`,
          left: sum(toRational(t).mul(ratio(999, 1000))),
          relation: '>',
          right: ONE,
        };
    }
  }
}

const instancesOf = (effort: 'quick' | 'full'): number => (effort === 'quick' ? 6 : 40);

export const runnerUp: Claim = {
  id: 'runner-up',
  title: 'The runner-up is bounded from buckets that selection made',
  statement:
    "Put the classes in buckets by the votes of $n_0$ samples, and bound the first class from below and every bucket of rivals from above by $n$ fresh samples, each at its share of $\\alpha$. With probability at least $1-\\alpha$ the first class has at least its bound and no other more than the largest of the rivals' bounds, at any time where the bounds are confidence sequences; then the two-class radius holds.",
  hypotheses: ['samples are independent', 'the buckets do not depend on the $n$ samples', 'the noise is even'],
  source: 'MATH.md section 6, G4; Clopper, Pearson (1934); derived here',
  axioms: [],
  restsOn: ['G4'],
  inWords: [
    'every number of classes and samples: the parts enumerate small ones; concavity of every noise is claim G2',
  ],
  parts: [
    nearTieLink,
    {
      id: 'buckets',
      statement:
        'Every class stands in one bucket, the second class is alone, and no bucket has more votes of selection than it.',
      evidence: [
        exactly('all votes of 6 samples on 5 classes (full: 9 on 6)', (context) =>
          bucketsAreSound(allSmallVotes(context)),
        ),
        exactly('drawn votes of up to 1000 classes', (context) => bucketsAreSound(drawnVotes(context))),
      ],
    },
    {
      id: 'coverage',
      statement:
        'For every bucketing that selection can give, the bounds from $n$ samples are wrong with probability at most $\\alpha$.',
      evidence: [
        exactly('all votes of 3 and 4 classes (full: 5), all bucketings', ({ effort }) =>
          coverage(effort === 'quick' ? cases : moreCases, byBuckets),
        ),
      ],
    },
    {
      id: 'anytime',
      statement: 'Confidence sequences at these shares are wrong at any time with probability at most $\\alpha$.',
      evidence: [exactly('all paths of 14 samples (full: 30) on 3 classes', anytime)],
    },
    {
      id: 'concavity',
      statement:
        'If $G(t, v) \\le 1/2$ then $G(p, v) \\le 1/2 - t + p$ for $p \\le t$ and for $p \\ge 1/2$, and $\\le \\min(p/2t, 1 - 2t(1-p))$ between.',
      evidence: [
        exactly('even step densities on the line and the plane', ({ seed, effort }) =>
          growthBelow(seed, instancesOf(effort), hull),
        ),
      ],
    },
    {
      id: 'tail',
      about: 'implementation',
      implements: ['concavity'],
      statement:
        'The one-class radius at the tail that the library takes keeps both classes apart; a thousandth less of the tail does not follow.',
      evidence: [exactly('the bounds at the tail, as the double it is', tails)],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['buckets', 'coverage', 'anytime'],
      statement: '`certifyImage` hands out a two-class radius above the true one at most as often as $\\alpha$.',
      evidence: [wrongTwoClassRadii('four classes under uniform noise, alpha = 0.1', {})],
    },
    drawnSharesPart,
    sharesAddUpPart,
  ],
  mutants: [
    {
      id: 'leaders-of-the-same-sample',
      statement: 'the two classes with most votes may be compared by those votes, without correction',
      evidence: exactly('p = 1/2, 1/20, 9/20, n = 10', () => leadersCompared(percent(50, 5, 45), 10, 0.1)),
    },
    {
      id: 'alpha-not-shared',
      statement: 'every bucket may have the whole of alpha',
      evidence: exactly('all votes of 3 classes', () =>
        coverage([[percent(50, 40, 10), 12, 0.25]], (votes, { first, rivals }, n, alpha) => {
          const ends = rivals.map((bucket) =>
            clopperPearsonUpper(
              bucket.reduce((sum, c) => sum + votes[c]!, 0),
              n,
              alpha,
            ),
          );
          const tail = clopperPearsonUpper(n - votes[first]!, n, alpha);
          return { rho: 1 - tail, tail, rival: Math.min(tail, Math.max(...ends)) };
        }),
      ),
    },
    {
      id: 'buckets-of-the-same-sample',
      statement: 'the votes that bound the buckets may make them',
      evidence: exactly('all votes of 6 equal classes, n = 8', () => {
        const law = Array.from({ length: 6 }, () => ratio(1, 6));
        return chosenByTheSame(law, 8, 0.1, (votes) => {
          const buckets = classBuckets(votes);
          return isWrong(byBuckets(votes, buckets, 8, 0.1), buckets.first, law);
        });
      }),
    },
    {
      id: 'largest-bucket-forgotten',
      statement: 'the second class of selection bounds all rivals',
      evidence: exactly('all votes of 3 classes', () =>
        coverage([[percent(40, 20, 40), 12, 0.25]], (votes, buckets, n, alpha) => {
          const bound = byBuckets(votes, buckets, n, alpha);
          const second = clopperPearsonUpper(votes[buckets.rivals[0]![0]!]!, n, (9 / 20) * alpha);
          return { ...bound, rival: Math.min(rivalOf(bound), second) };
        }),
      ),
    },
    {
      id: 'variation-from-one-radius',
      statement:
        'where $G(t, v) \\le 1/2$, total variation is at most $1/2 - t$: $G(p, v) \\le p + 1/2 - t$ everywhere',
      evidence: exactly('even step densities', ({ seed }) => growthBelow(seed, 400, (p, t) => HALF.sub(t).add(p))),
    },
  ],
};
