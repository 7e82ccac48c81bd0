/**
 * Statistical tests with exactly bounded false-alarm probability. Each rejects its hypothesis only when an outcome at
 * least as extreme has probability below its share of the false alarm, by the exact binomial tail, the
 * Dvoretzky-Kiefer-Wolfowitz-Massart inequality or the Chernoff-Hoeffding bound (none asymptotic).
 */
import { binomialLowerTail, binomialUpperTail } from '../../../numeric/special/special.ts';
import type { StatisticalTest } from '../../claim.ts';
import type { Outcome } from '../findings.ts';

/** Allowance for the floating-point error of the tail functions (below 1e-13 relative by their tests). */
const SAFETY = 1 + 1e-9;

export function decideStatistical(tests: readonly StatisticalTest[], falseAlarm: number): Outcome {
  if (!(falseAlarm > 0 && falseAlarm < 1)) return fault(tests, 'the false-alarm probability must lie in (0, 1)');
  if (tests.length === 0) return fault(tests, 'no test was made');
  const share = falseAlarm / tests.length;
  for (const test of tests) {
    const problem =
      malformed(test) ?? (smallestTail(test) * SAFETY >= share ? 'no outcome could refute it' : undefined);
    if (problem !== undefined) return fault(tests, `${test.label}: ${problem}`);
  }
  const rejected = tests.find((test) => tail(test) * SAFETY < share);
  if (rejected === undefined) return { status: 'holds', runs: tests.length, falseAlarm };
  const counterexample = `${describe(rejected)}: probability at most ${tail(rejected).toExponential(2)} if the statement were true, threshold ${share.toExponential(2)}`;
  return { status: 'refuted', runs: tests.length, falseAlarm, counterexample };
}

const fault = (tests: readonly unknown[], note: string): Outcome => ({
  status: 'inconclusive',
  runs: tests.length,
  note,
});

/** A bound on the probability, under the hypothesis, of an outcome at least as extreme as the one seen. */
function tail(test: StatisticalTest): number {
  switch (test.test) {
    case 'binomial': {
      const { hits, trials, lower, upper } = test;
      // Two one-sided tests, each with half of the share.
      return Math.min(1, 2 * Math.min(binomialUpperTail(hits, trials, upper), binomialLowerTail(hits, trials, lower)));
    }
    case 'dkw':
      return Math.min(1, 2 * Math.exp(-2 * test.samples * test.distance ** 2));
    case 'bounded-mean': {
      const { samples, range } = test;
      const [mean, lower, upper] = [test.mean / range, test.lower / range, test.upper / range];
      const above = mean > upper ? Math.exp(-samples * divergence(mean, upper)) : 1;
      const below = mean < lower ? Math.exp(-samples * divergence(mean, lower)) : 1;
      return Math.min(1, 2 * Math.min(above, below));
    }
  }
}

/** The smallest tail any outcome could have: a test that could never reject proves nothing. */
function smallestTail(test: StatisticalTest): number {
  switch (test.test) {
    case 'binomial':
      return Math.min(tail({ ...test, hits: 0 }), tail({ ...test, hits: test.trials }));
    case 'dkw':
      return tail({ ...test, distance: 1 });
    case 'bounded-mean':
      return Math.min(tail({ ...test, mean: 0 }), tail({ ...test, mean: test.range }));
  }
}

/** Kullback-Leibler divergence of Bernoulli(a) from Bernoulli(b). */
function divergence(a: number, b: number): number {
  const part = (x: number, y: number): number => (x <= 0 ? 0 : y <= 0 ? Infinity : x * Math.log(x / y));
  return Math.max(0, part(a, b) + part(1 - a, 1 - b));
}

function malformed(test: StatisticalTest): string | undefined {
  switch (test.test) {
    case 'binomial': {
      const { hits, trials, lower, upper } = test;
      const counts = Number.isSafeInteger(hits) && Number.isSafeInteger(trials) && hits >= 0 && hits <= trials;
      return counts && trials > 0 && lower <= upper && lower >= 0 && upper <= 1
        ? undefined
        : `malformed: ${describe(test)}`;
    }
    case 'dkw':
      return test.distance >= 0 && test.distance <= 1 && isCount(test.samples)
        ? undefined
        : `malformed: ${describe(test)}`;
    case 'bounded-mean': {
      const { mean, lower, upper, range, samples } = test;
      const ordered = isCount(samples) && range > 0 && range < Infinity && mean >= 0 && mean <= range && lower <= upper;
      return ordered && lower >= 0 && upper <= range ? undefined : `malformed: ${describe(test)}`;
    }
  }
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n > 0;

function describe(test: StatisticalTest): string {
  switch (test.test) {
    case 'binomial':
      return `${test.label}: ${test.hits} hits of ${test.trials}, claimed probability in [${test.lower}, ${test.upper}]`;
    case 'dkw':
      return `${test.label}: distribution functions differ by ${test.distance} on ${test.samples} samples`;
    case 'bounded-mean':
      return `${test.label}: mean ${test.mean} of ${test.samples} values in [0, ${test.range}], claimed in [${test.lower}, ${test.upper}]`;
  }
}
