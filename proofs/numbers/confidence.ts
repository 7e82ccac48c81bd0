/**
 * Confidence bounds against their definitions: counts and order statistics by exact tails, also where none is a bound;
 * means, bands and Catoni's estimator by formulas written again; shares of an error that add up to it.
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import {
  clopperPearsonLower,
  clopperPearsonUpper,
  dkwEpsilon,
  dkwTail,
  orderStatisticLower,
  orderStatisticUpper,
} from '../../src/numeric/confidence/binomial.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import {
  BudgetedSequence,
  budgetedBand,
  budgetedLower,
  budgetedMean,
  budgetedMeanError,
  budgetedMeanLower,
  budgetedMeanUpper,
  budgetedProportion,
  budgetedQuantile,
  budgetedUpper,
} from '../../src/numeric/confidence/budgeted-bounds.ts';
import {
  bernsteinError,
  bernsteinLower,
  bernsteinMean,
  bernsteinUpper,
} from '../../src/numeric/confidence/empirical-bernstein.ts';
import { catoniMean } from '../../src/numeric/confidence/mean.ts';
import { sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { binomialTail, wealth } from '../certify/bernoulli-paths.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** A little more and less than a level: tails are computed in floating point. */
const room = (level: Rational): readonly [Rational, Rational] => [
  level.mul(toRational('0.9999999')),
  level.mul(toRational('1.0000001')),
];

const below = (k: number, n: number, p: Rational): Rational => ratio(1).sub(binomialTail(k, n, p));

function* counts(random: RandomStream): Generator<ExactInstance> {
  const n = 1 + random.integer(24);
  const hits = [0, n, random.integer(n + 1)][random.integer(3)]!;
  const alpha = between(random, 1e-12, 0.4);
  const [least, most] = room(toRational(alpha));
  const label = `${hits} of n = ${n} at ${alpha}`;
  const [lower, upper] = [clopperPearsonLower(hits, n, alpha), clopperPearsonUpper(hits, n, alpha)];
  if (hits === 0) yield { label: `${label}: lower end`, left: toRational(lower), relation: '=', right: ZERO };
  else {
    const at = binomialTail(hits, n, toRational(lower));
    yield { label: `${label}: lower end`, left: at, relation: '<=', right: toRational(alpha) };
    yield { label: `${label}: and no lower`, left: at, relation: '>=', right: least };
  }
  if (hits === n) yield { label: `${label}: upper end`, left: toRational(upper), relation: '=', right: ratio(1) };
  else {
    const at = below(hits + 1, n, toRational(upper));
    // Next to 1 a double more is as far as one can tell.
    const before = below(hits + 1, n, toRational(upper - 2 ** -52));
    yield { label: `${label}: upper end`, left: at, relation: '<=', right: toRational(alpha) };
    yield { label: `${label}: and no higher`, left: before, relation: '>=', right: least };
  }
  if (hits > 0) {
    const bound = toRational(sequenceLower(hits, n, alpha));
    const goal = ratio(1).div(toRational(alpha));
    yield { label: `${label}: a sequence`, left: wealth(hits, n - hits, bound), relation: '>=', right: goal };
    yield {
      label: `${label}: and no lower`,
      left: wealth(hits, n - hits, bound.mul(toRational('1.000001'))),
      relation: '<=',
      right: goal,
    };
  }
  if (hits < n) {
    const bound = ratio(1).sub(toRational(sequenceUpper(hits, n, alpha)));
    // Of misses: the other side of the same gamble.
    if (bound.compare(toRational(1e-9)) > 0)
      yield {
        label: `${label}: a sequence from above`,
        left: wealth(n - hits, hits, bound),
        relation: '>=',
        right: ratio(1).div(most),
      };
    if (bound.compare(toRational(1e-9)) > 0)
      yield {
        label: `${label}: and no higher`,
        left: wealth(n - hits, hits, bound.mul(toRational('1.000001'))),
        relation: '<=',
        right: ratio(1).div(least),
      };
  }
}

/** Levels near 0 and 1 too, where not even the first or the last of the samples is a bound. */
function* orderStatistics(random: RandomStream): Generator<ExactInstance> {
  const n = 1 + random.integer(40);
  const near = between(random, 1e-3, 0.5);
  const q = random.sign() > 0 ? near : 1 - near;
  const alpha = between(random, 1e-6, 0.4);
  const [least, most] = room(toRational(alpha));
  const level = toRational(q);
  const [low, high] = [orderStatisticLower(n, q, alpha), orderStatisticUpper(n, q, alpha)];
  const label = `n = ${n}, the ${q}-quantile at ${alpha}`;
  const is = (name: string, k: number, from: number, to: number): ExactInstance[] => [
    { label: `${label}: ${name}`, left: ratio(k), relation: '>=', right: ratio(from) },
    { label: `${label}: ${name}`, left: ratio(k), relation: '<=', right: ratio(to) },
  ];
  yield* is('number of the lower one', low, 0, n);
  yield* is('number of the upper one', high, 1, n + 1);
  if (low > 0) yield { label: `${label}: from below`, left: below(low, n, level), relation: '<=', right: most };
  if (low < n) yield { label: `${label}: the next`, left: below(low + 1, n, level), relation: '>=', right: least };
  if (high <= n)
    yield { label: `${label}: from above`, left: binomialTail(high, n, level), relation: '<=', right: most };
  if (high > 1)
    yield { label: `${label}: the one before`, left: binomialTail(high - 1, n, level), relation: '>=', right: least };
}

const exactBounds = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 1, full: 400 }, (random) => [...counts(random), ...orderStatistics(random)]).flat();

/** Sums over values, as a book would write them. */
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function means(random: RandomStream): NumericInstance[] {
  const n = 2 + random.integer(60);
  const [range, alpha] = [between(random, 0.1, 50), between(random, 1e-9, 0.5)];
  const constant = random.integer(4) === 0;
  const values = Array.from({ length: n }, () => (constant ? 0.5 : random.uniform() ** 3));
  const [center, label] = [mean(values), `${n} values at ${alpha}`];
  const variance = (mean(values.map((x) => (x - center) ** 2)) * n) / (n - 1);
  const off = (level: number, size: number): number =>
    Math.sqrt((2 * variance * Math.log(2 / level)) / n) * size + (7 * size * Math.log(2 / level)) / (3 * (n - 1));
  const [sum, squares] = [center * n, mean(values.map((x) => x * x)) * n];
  const scaled = bernsteinMean(
    values.map((x) => range * x),
    range,
    alpha,
  );
  const [upper, lower] = [bernsteinUpper(sum, squares, n, alpha), bernsteinLower(sum, squares, n, alpha)];
  const [formulaUpper, formulaLower] = [Math.min(1, center + off(alpha, 1)), Math.max(0, center - off(alpha, 1))];
  return [
    agrees(`${label}: mean`, scaled.mean, range * center, 1e-12),
    agrees(`${label}: both sides in [0, ${range}]`, scaled.error, off(alpha / 2, range), 1e-9),
    agrees(
      `${label}: from the variance`,
      bernsteinError(variance * range ** 2, n, range, alpha),
      off(alpha / 2, range),
      1e-9,
    ),
    agrees(`${label}: from above`, upper, formulaUpper, 1e-7),
    atMost(`${label}: rounded up`, formulaUpper, upper, constant ? 1e-7 : 1e-13),
    agrees(`${label}: from below`, 1 + lower, 1 + formulaLower, 1e-7),
    atMost(`${label}: rounded down`, lower, formulaLower, constant ? 1e-7 : 1e-13),
  ];
}

/** sum psi(s (x - mean)) changes sign at Catoni's mean; psi(t) = log(1 + t + t^2/2), odd. */
function catoni(random: RandomStream): NumericInstance[] {
  const alpha = between(random, 1e-9, 0.3);
  const log = Math.log(2 / alpha);
  const n = Math.ceil(4 * log) + 2 + random.integer(300);
  const variance = between(random, 1e-3, 1e3);
  const center = random.sign() * between(random, 1e-2, 1e3);
  const values = Float64Array.from({ length: n }, () => center + Math.sqrt(variance) * (random.exponential() - 1));
  const found = catoniMean(values, variance, alpha);
  const error = Math.sqrt((2 * variance * log) / (n - 2 * log));
  const scale = Math.sqrt((2 * log) / (n * (variance + error ** 2)));
  const influence = (at: number): number =>
    values.reduce((sum, x) => {
      const t = scale * (x - at);
      return sum + (t >= 0 ? 1 : -1) * Math.log(1 + Math.abs(t) + t ** 2 / 2);
    }, 0);
  const near = 1e-7 * (Math.abs(center) + error);
  const label = `Catoni's mean of ${n} values of variance ${variance} at ${alpha}`;
  return [
    atMost(`${label}: not too high`, 0, influence(found.mean - near)),
    atMost(`${label}: not too low`, influence(found.mean + near), 0),
    atMost(`${label}: error`, error, found.error, 1e-12 * error),
    atMost(`${label}: error, no more`, found.error, error + near),
  ];
}

function bands(random: RandomStream): NumericInstance[] {
  const [n, alpha] = [1 + random.integer(1e6), between(random, 1e-12, 0.9)];
  const epsilon = dkwEpsilon(n, alpha);
  const truth = Math.sqrt(-0.5 * (Math.log(alpha) - Math.LN2)) / Math.sqrt(n);
  const label = `band of ${n} samples at ${alpha}`;
  return [
    agrees(label, epsilon, truth, 1e-12),
    agrees(`${label}: back`, dkwTail(truth, n), alpha, 1e-9),
    agrees('no distance', dkwTail(0, n), 1, 0),
  ];
}

/** What is paid for is the bound at the level of the share; shares add up to the whole, and nearly reach it. */
function shares(random: RandomStream): NumericInstance[] {
  const level = between(random, 1e-9, 0.9);
  const parts = 1 + random.integer(200);
  const weights = Array.from({ length: parts }, () => between(random, 0.01, 100));
  const whole = weights.reduce((sum, w) => sum + w, 0);
  const equal = ErrorBudget.of(level)
    .split(parts)
    .map((share) => share.spend());
  const weighed = ErrorBudget.of(level)
    .splitBy(weights)
    .map((share) => share.spend());
  const each = ErrorBudget.of(level).spendOnEach(parts);
  const total = (all: readonly number[]): Rational => all.reduce((sum, x) => sum.add(toRational(x)), ZERO);
  const least = toRational(level * (1 - 1e-12));
  const sums = [total(equal), total(weighed), toRational(each).mul(parts)];
  const confidence = ErrorBudget.of(level).spendAsConfidence();
  const label = `${level} in ${parts} parts`;
  const n = 5 + random.integer(40);
  const [hits, q] = [random.integer(n), 0.02 + 0.96 * random.uniform()];
  const of = (): ErrorBudget => ErrorBudget.of(level);
  const [quantile, proportion] = [
    budgetedQuantile(n, q, of()),
    budgetedProportion({ least: hits, most: hits + 1 }, n, of()),
  ];
  const values = Array.from({ length: n }, () => random.uniform());
  const [sum, squares] = [mean(values) * n, mean(values.map((x) => x * x)) * n];
  const [rising, falling] = [new BudgetedSequence('lower', of()), new BudgetedSequence('upper', of())];
  for (const sequence of [rising, falling]) {
    sequence.look(hits, n);
    sequence.look(hits, 2 * n);
    sequence.look(hits + n, 2 * n);
  }
  const looks = [
    [hits, n],
    [hits, 2 * n],
    [hits + n, 2 * n],
  ] as const;
  const same = (name: string, a: number, b: number): NumericInstance => agrees(`${label}: ${name}`, a, b, 1e-9);
  return [
    ...sums.flatMap((all, i) => [
      isTrue(`${label}, ${i}: no more than the whole`, all.compare(toRational(level)) <= 0),
      isTrue(`${label}, ${i}: no less`, all.compare(least) >= 0),
    ]),
    ...weighed.map((share, i) => agrees(`${label}: share ${i}`, share / level, weights[i]! / whole, 1e-10)),
    isTrue(`${label}: as a confidence`, ratio(1).sub(toRational(confidence)).compare(toRational(level)) <= 0),
    agrees(`${label}: as a confidence`, confidence, 1 - level, 1e-15),
    same('besides', ErrorBudget.besides(1 - level).spend() + 1, level + 1),
    same('proportion from below', 1 + proportion.lower, 1 + clopperPearsonLower(hits, n, level / 2)),
    same('proportion from above', proportion.upper, clopperPearsonUpper(hits + 1, n, level / 2)),
    same('quantile from below', quantile.low, orderStatisticLower(n, q, (level / 2) * (1 - 1e-12))),
    same('quantile from above', quantile.high, orderStatisticUpper(n, q, (level / 2) * (1 - 1e-12))),
    same('lower', 1 + budgetedLower(hits, n, of()), 1 + clopperPearsonLower(hits, n, level)),
    same('upper', budgetedUpper(hits, n, of()), clopperPearsonUpper(hits, n, level)),
    same('band', budgetedBand(n, of()), dkwEpsilon(n, level)),
    same('mean', budgetedMean(values, 1, of()).error, bernsteinMean(values, 1, level).error),
    same('mean error', budgetedMeanError(0.3, n, 2, of()), bernsteinError(0.3, n, 2, level)),
    same('mean from below', 1 + budgetedMeanLower(sum, squares, n, of()), 1 + bernsteinLower(sum, squares, n, level)),
    same('mean from above', budgetedMeanUpper(sum, squares, n, of()), bernsteinUpper(sum, squares, n, level)),
    same('looks from below', 1 + rising.end, 1 + Math.max(...looks.map(([h, m]) => sequenceLower(h, m, level)))),
    same('looks from above', falling.end, Math.min(...looks.map(([h, m]) => sequenceUpper(h, m, level)))),
  ];
}

const formulas = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 150 }, (random) => [
    ...means(random),
    ...catoni(random),
    ...bands(random),
    ...shares(random),
  ]).flat();

/** Of the claim about rays, whose quantiles are order statistics. */
export const confidencePart: ImplementationPart = {
  id: 'library-bounds',
  about: 'implementation',
  implements: ['radius'],
  statement:
    'Clopper-Pearson bounds, confidence sequences and order statistics meet the inequalities that define them and would not a step nearer, also where no order statistic is a bound; empirical Bernstein bounds, bands and Catoni means are those of their formulas; shares of an error add up to it.',
  evidence: [
    exactly('drawn counts, levels and probabilities by exact tails; a tail may be off by 1e-7 of itself', exactBounds),
    numerically(
      'formulas written again; 1e-9, of bounds from sums 1e-7, where a root is sought 1e-7 of its size',
      formulas,
    ),
  ],
};
