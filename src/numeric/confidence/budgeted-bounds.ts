/** Confidence bounds that are paid for: each spends the share of error it is given (budget.ts), whole and once. */
import {
  clopperPearsonLower,
  clopperPearsonUpper,
  dkwEpsilon,
  orderStatisticLower,
  orderStatisticUpper,
} from './binomial.ts';
import type { ErrorBudget } from './budget.ts';
import { bernsteinError, bernsteinLower, bernsteinMean, bernsteinUpper } from './empirical-bernstein.ts';
import type { MeanBound } from './mean.ts';
import { sequenceLower, sequenceUpper } from './sequence.ts';

/** Clopper-Pearson from below: above the true probability with at most the probability of the share. Rounded down. */
export const budgetedLower = (hits: number, n: number, share: ErrorBudget): number =>
  clopperPearsonLower(hits, n, share.spend());

/** Clopper-Pearson from above: below the true probability with at most the probability of the share. Rounded up. */
export const budgetedUpper = (hits: number, n: number, share: ErrorBudget): number =>
  clopperPearsonUpper(hits, n, share.spend());

/** A value below the mean of n values in [0, 1], from their sum and sum of squares (empirical Bernstein). */
export const budgetedMeanLower = (sum: number, squares: number, n: number, share: ErrorBudget): number =>
  bernsteinLower(sum, squares, n, share.spend());

/** A value above that mean. */
export const budgetedMeanUpper = (sum: number, squares: number, n: number, share: ErrorBudget): number =>
  bernsteinUpper(sum, squares, n, share.spend());

/** Mean and error of values in [0, range], both sides together. Throws InvalidInput for fewer than 2 values. */
export const budgetedMean = (values: ArrayLike<number>, range: number, share: ErrorBudget): MeanBound =>
  bernsteinMean(values, range, share.spend());

/**
 * How far the mean of n values in [0, range] of this sample variance may lie from the true one, both sides together.
 */
export const budgetedMeanError = (variance: number, n: number, range: number, share: ErrorBudget): number =>
  bernsteinError(variance, n, range, share.spend());

/** Numbers of order statistics of n samples between which the q-quantile lies, half of the share on each side. */
export function budgetedQuantile(
  n: number,
  q: number,
  share: ErrorBudget,
): { readonly low: number; readonly high: number } {
  const [below, above] = share.split(2);
  return { low: orderStatisticLower(n, q, below!.spend()), high: orderStatisticUpper(n, q, above!.spend()) };
}

/** Half the width of a band around an empirical distribution function of n samples that holds the true one (DKW). */
export const budgetedBand = (n: number, share: ErrorBudget): number => dkwEpsilon(n, share.spend());

/** Clopper-Pearson from both sides, half of the share each. */
export function budgetedProportion(
  hits: { readonly least: number; readonly most: number },
  n: number,
  share: ErrorBudget,
): { readonly lower: number; readonly upper: number } {
  const [below, above] = share.split(2);
  return { lower: budgetedLower(hits.least, n, below!), upper: budgetedUpper(hits.most, n, above!) };
}

/**
 * One end of a confidence sequence: one statement about all times at once, so one share, spent when it begins, pays for
 * every look. The end only ever moves towards the true probability.
 */
export class BudgetedSequence {
  readonly #level: number;
  readonly #side: 'lower' | 'upper';
  #end: number;

  constructor(side: 'lower' | 'upper', share: ErrorBudget) {
    this.#level = share.spend();
    this.#side = side;
    this.#end = side === 'lower' ? 0 : 1;
  }

  /** The best end so far. */
  get end(): number {
    return this.#end;
  }

  /** Looks at `hits` of `n` trials so far. */
  look(hits: number, n: number): void {
    this.#end = this.after(hits, n);
  }

  /** What the end would be after this look, which is not taken. */
  after(hits: number, n: number): number {
    return this.#side === 'lower'
      ? Math.max(this.#end, sequenceLower(hits, n, this.#level))
      : Math.min(this.#end, sequenceUpper(hits, n, this.#level));
  }
}
