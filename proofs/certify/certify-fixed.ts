/**
 * Certifying from a fixed number of samples (MATH.md section 6): a certificate is wrong with probability at most alpha.
 *
 * Let L_k be the bound after k votes of n. Given the class chosen, its votes are Bin(n, p), independent of the choice;
 * the bound errs iff L_K > p, that is K >= k* = min { k : L_k > p }, as L grows with k. P[Bin(n, p) >= k*] grows with
 * p, so it is at most P[Bin(n, L_k*) >= k*] <= alpha. A bound that does not err gives G(1 - L, v) >= G(1 - p, v), so a
 * valid radius (G2, G4).
 */
import { exactly, type Claim, type ExactInstance } from '../../src/checker/index.ts';
import { clopperPearsonLower } from '../../src/numeric/confidence/binomial.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { fixedSampleBound } from '../../src/certify/statistics/probability-bound.ts';
import { wrongRadii } from '../../properties/certification.ts';
import { clopperPearson, selection, tailsGrow as tailsGrowProved } from '../formal/statements/sampling.ts';
import { binomialTail, choose } from './bernoulli-paths.ts';
import { samplesApartPart } from './bookkeeping.ts';
import { drawnFixedPart } from './drawn-bounds.ts';
import { fixedLinks } from './votes-and-copies.ts';
import { fixedImagesPart } from './image-certificates.ts';
import { rowsByHandPart } from './rows-by-hand.ts';
import { votesByHandPart } from './votes-by-hand.ts';
import { logsPart } from './logs-of-runs.ts';
import { tablesPart } from './tables-and-images.ts';

const alphas = [ratio(1, 10), ratio(1, 1000)];

/** A bound as the rational it was meant to be: thousandths, or the double itself. */
const asGiven = (bound: number): Rational =>
  bound === Math.round(1000 * bound) / 1000 ? ratio(Math.round(1000 * bound), 1000) : toRational(bound);

/** P[Bin(n, L_k) >= k] <= alpha at every k: no probability at all can break the promise at these n. */
function* tailAtBounds(
  bound: (k: number, n: number, alpha: number) => number,
  sizes: readonly number[],
): Generator<ExactInstance> {
  for (const n of sizes) {
    for (const alpha of alphas) {
      for (let k = 1; k <= n; k++) {
        const p = asGiven(bound(k, n, alpha.valueOf()));
        yield {
          label: `alpha = ${alpha.toFraction()}, ${k} of ${n}: P[Bin(${n}, L) >= ${k}] at L = ${p.valueOf()}`,
          left: binomialTail(k, n, p),
          relation: '<=',
          right: alpha,
        };
      }
    }
  }
}

/** The probability that k >= k*, where the bound exceeds p. */
function errs(n: number, p: Rational, alpha: number): (k: number) => boolean {
  const wrong = Array.from({ length: n + 1 }, (_, k) => toRational(clopperPearsonLower(k, n, alpha)).compare(p) > 0);
  return (k) => wrong[k]!;
}

/** Votes of three classes and their probability. */
function* threeClasses(n: number, law: readonly Rational[]): Generator<{ counts: number[]; chance: Rational }> {
  for (let a = 0; a <= n; a++) {
    for (let b = 0; a + b <= n; b++) {
      const counts = [a, b, n - a - b];
      const ways = ratio(choose(n, a) * choose(n - a, b));
      yield { counts, chance: counts.reduce((product, k, c) => product.mul(law[c]!.pow(k)), ways) };
    }
  }
}

const laws = [
  [ratio(1, 3), ratio(1, 3), ratio(1, 3)],
  [ratio(1, 2), ratio(1, 2), ratio(0)],
  [ratio(3, 5), ratio(3, 10), ratio(1, 10)],
  [ratio(49, 100), ratio(49, 100), ratio(1, 50)],
];
const top = (counts: readonly number[]): number => counts.indexOf(Math.max(...counts));

/** P[the bound exceeds the probability of the class chosen], over all votes: fresh samples, or the same again. */
function* selected(samples: 'fresh' | 'same', alpha = ratio(1, 10)): Generator<ExactInstance> {
  const [n0, n] = [7, 13];
  for (const law of laws) {
    const wrong = law.map((p) => errs(n, p, alpha.valueOf()));
    let failure = ZERO;
    for (const { counts, chance } of threeClasses(samples === 'fresh' ? n0 : n, law)) {
      const cls = top(counts);
      if (samples === 'same') {
        if (wrong[cls]!(counts[cls]!)) failure = failure.add(chance);
        continue;
      }
      const first = Array.from({ length: n + 1 }, (_, k) => k).find((k) => wrong[cls]!(k)) ?? n + 1;
      if (chance.n !== 0n) failure = failure.add(chance.mul(binomialTail(first, n, law[cls]!)));
    }
    const shown = law.map((p) => p.toFraction()).join(', ');
    yield { label: `classes of probability ${shown}`, left: failure, relation: '<=', right: alpha };
  }
}

/** p |-> P[Bin(n, p) >= k] grows: its derivative is n C(n-1, k-1) p^(k-1) (1-p)^(n-k); here by differences. */
function* tailsGrow(): Generator<ExactInstance> {
  for (const [n, k] of [
    [1, 1],
    [6, 2],
    [9, 9],
    [11, 7],
  ] as const) {
    for (let i = 0; i < 10; i++) {
      const [low, high] = [ratio(i, 10), ratio(i + 1, 10)];
      yield {
        label: `n = ${n}, k = ${k}, p = ${i}/10`,
        left: binomialTail(k, n, low),
        relation: '<',
        right: binomialTail(k, n, high),
      };
    }
  }
}

/** The normal approximation, rounded down to thousandths. */
const share = (k: number, n: number, alpha: number): number => {
  const z = alpha === 0.1 ? 1.2815 : 3.09;
  return Math.floor(1000 * Math.max(0, k / n - z * Math.sqrt((k * (n - k)) / n ** 3))) / 1000;
};

export const certifyFixed: Claim = {
  id: 'certify-fixed',
  title: 'A certificate from n samples is wrong with probability at most alpha',
  statement:
    'Choose a class on $n_0$ samples, count its votes on $n$ fresh ones, and let $\\rho$ be the one-sided Clopper-Pearson bound at level $\\alpha$. With probability at least $1-\\alpha$, $\\rho$ is at most the probability of the class chosen, so every radius certified at $\\rho$ holds.',
  hypotheses: ['samples are independent', 'the $n$ samples are not those that chose the class'],
  source: 'MATH.md section 6; Cohen, Rosenfeld, Kolter (2019), Proposition 2; Clopper, Pearson (1934)',
  axioms: [],
  restsOn: ['G4'],
  inWords: ['every $n$ and $\\alpha$: the parts check listed ones, up to $n = 20$ exactly'],
  parts: [
    {
      id: 'bound',
      statement:
        '$P[\\mathrm{Bin}(n, L_k) \\ge k] \\le \\alpha$ for the bound $L_k$ as the library rounds it: with the next part, coverage at every $p$.',
      formal: [clopperPearson],
      evidence: [
        exactly('every count', ({ effort }) =>
          tailAtBounds(clopperPearsonLower, effort === 'quick' ? [1, 2, 5, 20] : [1, 2, 5, 20, 60, 100]),
        ),
        exactly('the bound that images are certified with, through 1 - rho', () =>
          tailAtBounds((k, n, alpha) => fixedSampleBound(k, n, ErrorBudget.of(alpha)).rho, [3, 18]),
        ),
      ],
    },
    {
      id: 'growth',
      statement: '$P[\\mathrm{Bin}(n, p) \\ge k]$ grows with $p$.',
      formal: [tailsGrowProved],
      evidence: [exactly('differences on a grid', tailsGrow)],
    },
    {
      id: 'selection',
      statement:
        'Whatever class the $n_0$ samples choose, the bound from fresh samples exceeds its probability at most as often as $\\alpha$.',
      formal: [selection],
      evidence: [exactly('all votes of 3 classes, n0 = 7, n = 13', () => selected('fresh'))],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['bound', 'selection'],
      statement: '`certifyImage` hands out a radius above the true one at most as often as $\\alpha$.',
      evidence: [wrongRadii('half-spaces under uniform noise, alpha = 0.1', {})],
    },
    samplesApartPart,
    drawnFixedPart,
    ...fixedLinks,
    fixedImagesPart,
    votesByHandPart,
    rowsByHandPart,
    logsPart,
    tablesPart,
  ],
  mutants: [
    {
      id: 'same-samples',
      statement: 'the samples that chose the class may also bound its probability',
      evidence: exactly('all votes of 3 classes, n = 13', () => selected('same')),
    },
    {
      id: 'same-samples-in-code',
      statement: 'selection may draw from the range of estimation',
      evidence: wrongRadii('n0 = n, the same samples', { n0: 200 }, (s) => s % SAMPLES.selection.first, 1500),
    },
    {
      id: 'share-of-votes',
      statement: 'the normal approximation $k/n - z_\\alpha \\sqrt{k(n-k)/n^3}$ is a bound',
      evidence: exactly('every count of 5, the approximation cut to three digits', () => tailAtBounds(share, [5])),
    },
  ],
};
