/** Confidence bounds that are paid for: each spends the share of error it is given (budget.ts), whole and once. */
import { clopperPearsonLower, clopperPearsonUpper } from './binomial.ts';
import type { ErrorBudget } from './budget.ts';
import { sequenceLower, sequenceUpper } from './sequence.ts';

/** Clopper-Pearson from below: above the true probability with at most the probability of the share. Rounded down. */
export const budgetedLower = (hits: number, n: number, share: ErrorBudget): number =>
  clopperPearsonLower(hits, n, share.spend());

/** Clopper-Pearson from above: below the true probability with at most the probability of the share. Rounded up. */
export const budgetedUpper = (hits: number, n: number, share: ErrorBudget): number =>
  clopperPearsonUpper(hits, n, share.spend());

/**
 * One end of a confidence sequence: one statement about all times at once, so one share, spent when it begins, pays for every
 * look. The end only ever moves towards the true probability.
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
