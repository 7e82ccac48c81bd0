/**
 * The bounds that images are certified with, from both sides, at the sizes they are used at: the tail of the binomial
 * law at a bound (of a sequence, the inverse of its wealth) is alpha, no more and no less by a millionth, for samples
 * up to a thousand million, any count, alpha down to 1e-12, and at every share of it.
 */
import {
  add,
  apply,
  div,
  exp,
  library,
  log,
  mul,
  neg,
  pow,
  rational,
  sub,
  variable,
  type EnclosedInstance,
  type Expression,
  type ImplementationPart,
} from '../../src/checker/index.ts';
import { fixedClassBounds } from '../../src/certify/statistics/class-bounds.ts';
import { fixedSampleBound } from '../../src/certify/statistics/probability-bound.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

/** Misses or hits up to which a tail is written as a sum, term by term. */
const FEW = 20;

/** P[Bin(n, q) <= k], by its terms where they are few: (1-q)^n (1 + n q/(1-q) (1 + ...)). */
function atMost(k: number, n: number, chance: Expression): Expression {
  if (k > FEW) return apply('betaCdf', sub(1, chance), n - k, k + 1);
  const odds = div(chance, sub(1, chance));
  let sum: Expression = rational(1);
  for (let i = k; i >= 1; i--) sum = add(1, mul(div(n - i + 1, i), odds, sum));
  return mul(exp(mul(n, log(sub(1, chance)))), sum);
}

const q = variable('q');
/** P[Bin(n, q) >= k]. */
const upperTail = (k: number, n: number): Expression =>
  n - k <= FEW ? atMost(n - k, n, sub(1, q)) : apply('betaCdf', q, k, n - k + 1);
/** P[Bin(n, q) <= k]. */
const lowerTail = (k: number, n: number): Expression => atMost(k, n, q);
/** 1/W(q) after so many hits and misses: the wealth is the integral of the mixture, by the Beta law. */
const inverseWealth = (hits: number, misses: number): Expression =>
  div(
    mul(pow(q, hits), pow(sub(1, q), add(misses, 1)), apply('gamma', hits + misses + 2)),
    mul(apply('gamma', hits + 1), apply('gamma', misses + 1), sub(1, apply('betaCdf', q, hits + 1, misses + 1))),
  );

/**
 * That a tail at this end is at most the level, and at least it but for a millionth. Within 1e-8 of 1 the tail would
 * move by more than that from one double to the next, so such an end is only held to be no better than it may be.
 */
const atLevel = (
  label: string,
  tail: Expression,
  end: number,
  level: number,
  at = toRational(end),
): EnclosedInstance => {
  const where = { label, at: { q: at.toFraction() } };
  return end > 1 - 1e-8
    ? { ...where, value: level, relation: 'at-least', expression: tail, tolerance: '0' }
    : { ...where, value: -level, relation: 'lower-bound', expression: neg(tail), tolerance: '1e-6' };
};

/**
 * Few hits, few misses or, of not too many samples, some share of them (a series that the second checker can sum);
 * never none, never all.
 */
function drawnHits(random: RandomStream, n: number): number {
  const few = 1 + random.integer(Math.min(n - 1, FEW));
  switch (random.integer(n > 60_000 ? 2 : 3)) {
    case 0:
      return few;
    case 1:
      return n - few;
    default:
      return Math.floor(n * (0.05 + 0.9 * random.uniform()));
  }
}

/** One of a few samples, one of many, one of very many. */
const SIZES = [
  [20, 20_000],
  [20_000, 60_000],
  [60_000, 1e9],
] as const;

function drawnFixed(random: RandomStream, [least, most]: readonly [number, number]): EnclosedInstance[] {
  const n = dimension(random, least, most);
  const k = drawnHits(random, n);
  const alpha = between(random, 1e-12, 0.4);
  const label = `${k} of n = ${n}, alpha = ${alpha}`;
  const { tail } = fixedSampleBound(k, n, ErrorBudget.of(alpha));
  return [
    atLevel(`${label}, from below`, upperTail(k, n), clopperPearsonLower(k, n, alpha), alpha),
    atLevel(`${label}, from above`, lowerTail(k, n), clopperPearsonUpper(k, n, alpha), alpha),
    atLevel(`${label}, of an image`, lowerTail(n - k, n), tail, alpha),
  ];
}

/** Sampling by numbers fixed beforehand. */
export const drawnFixedPart: ImplementationPart = {
  id: 'library-drawn',
  about: 'implementation',
  implements: ['bound'],
  statement:
    'At drawn $n$ up to $10^9$, counts and $\\alpha$ down to $10^{-12}$ the tail of the binomial law at the bound is $\\alpha$: never above it, below by less than a millionth.',
  evidence: [
    library('n to 20000, to 60000 and to 1e9, the last with few hits or misses', (context) =>
      draws(context, { quick: 2, full: 20 }, (random) => SIZES.flatMap((size) => drawnFixed(random, size))).flat(),
    ),
  ],
};

/**
 * Bounds of many buckets together: nine twentieths of alpha for the first class and for the second each, the rest
 * shared by the others.
 */
function drawnShares(random: RandomStream): EnclosedInstance[] {
  const buckets = dimension(random, 2, 999);
  const n = dimension(random, 1000, 100_000);
  const alpha = between(random, 1e-6, 0.4);
  // The first class has more than half; the last bucket is the heaviest.
  const count = Math.floor(n * (0.55 + 0.3 * random.uniform()));
  const rest = n - count;
  const heaviest = Math.max(1, Math.floor(rest * (0.5 + 0.3 * random.uniform())));
  // In its own place half of the time, else among the others.
  const at = random.uniform() < 0.5 ? 0 : random.integer(buckets);
  const rivals = Array.from({ length: buckets }, (_, j) =>
    j === at ? heaviest : Math.floor((rest - heaviest) / (buckets - 1)),
  );
  const bound = fixedClassBounds({ count, rivals }, n, ErrorBudget.of(alpha));
  const label = `${count} of n = ${n}, ${buckets} buckets, the heaviest of ${heaviest} votes, alpha = ${alpha}`;
  return [
    atLevel(`${label}: the first`, lowerTail(n - count, n), bound.tail, 0.45 * alpha),
    atLevel(
      `${label}: the rival`,
      lowerTail(heaviest, n),
      bound.rival ?? NaN,
      at === 0 ? 0.45 * alpha : (0.1 * alpha) / (buckets - 1),
    ),
  ];
}

/** Many buckets of rivals. */
export const drawnSharesPart: ImplementationPart = {
  id: 'library-drawn',
  about: 'implementation',
  implements: ['coverage'],
  statement:
    'At drawn numbers of buckets up to 999, $n$ and $\\alpha$ the tail at either bound is its share: $\\frac9{20}\\alpha$ for the first class and the second bucket, what is left over the others: the whole of it is shared out, and no more.',
  evidence: [library('drawn votes', (context) => draws(context, { quick: 3, full: 60 }, drawnShares).flat())],
};

function drawnSequence(random: RandomStream): EnclosedInstance[] {
  const n = dimension(random, 20, 100_000);
  const k = drawnHits(random, n);
  const alpha = between(random, 1e-12, 0.4);
  const label = `${k} of n = ${n}, alpha = ${alpha}`;
  const high = sequenceUpper(k, n, alpha);
  const misses = toRational(1).sub(toRational(high));
  return [
    atLevel(`${label}, from below`, inverseWealth(k, n - k), sequenceLower(k, n, alpha), alpha),
    atLevel(`${label}, from above`, inverseWealth(n - k, k), high, alpha, misses),
  ];
}

/** Confidence sequences. */
export const drawnSequencePart: ImplementationPart = {
  id: 'library-drawn',
  about: 'implementation',
  implements: ['interval'],
  statement:
    'At drawn $n$ up to $10^5$, counts and $\\alpha$ the wealth at either end of the sequence is $1/\\alpha$: never below it, above by less than a millionth.',
  evidence: [library('drawn hits', (context) => draws(context, { quick: 3, full: 60 }, drawnSequence).flat())],
};
