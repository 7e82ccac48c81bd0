/**
 * A probability of error and how it is spent. By the union bound several statements hold together with probability 1 -
 * alpha if the errors of each sum to alpha at most; what goes wrong in practice is the bookkeeping: a share forgotten,
 * one used twice, or the whole used for every part. Here a level is an object, not a number: it is either split, once,
 * into shares that sum to no more, or spent, once, on one statement. The procedures of budgeted-bounds.ts take such an
 * object and spend it, so a plain number does not type-check, and a second use throws. `requireSpent` says at the end
 * whether it adds up.
 *
 *     const alpha = ErrorBudget.of(0.001);
 *     const [low, high] = alpha.split(2);
 *     budgetedLower(40, 100, low!);
 *     budgetedUpper(40, 100, high!);
 *     alpha.requireSpent();
 */
import { nextUp } from '../directed.ts';
import { InvalidInput } from '../invalid-input.ts';

/**
 * Fraction by which shares are lowered, times their number, so that their sum stays below the whole in whatever order
 * doubles are added.
 */
const ROUNDING = 2 ** -50;

/** A probability of error to be split or spent, once. Only `ErrorBudget.of` and `split` make one. */
export class ErrorBudget {
  readonly #level: number;
  #use: 'none' | 'spent' | readonly ErrorBudget[] = 'none';

  private constructor(level: number) {
    this.#level = level;
  }

  /** A whole budget, 0 < alpha < 1. Throws InvalidInput. */
  static of(alpha: number): ErrorBudget {
    if (!(alpha > 0 && alpha < 1)) {
      throw new InvalidInput(`A probability of error must lie strictly between 0 and 1, not be ${alpha}.`, {
        code: 'probability',
      });
    }
    return new ErrorBudget(alpha);
  }

  /** What a confidence leaves: 0 < confidence < 1. Throws InvalidInput. */
  static besides(confidence: number): ErrorBudget {
    return ErrorBudget.of(1 - confidence);
  }

  /**
   * Equal shares, of which there is at least one; their levels sum to at most this one's. Throws an Error (a defect)
   * where it was used.
   */
  split(parts: number): readonly ErrorBudget[] {
    if (!Number.isSafeInteger(parts) || parts < 1) throw new Error(`an error is split into ${parts} parts`);
    return this.splitBy(Array.from({ length: parts }, () => 1));
  }

  /**
   * Shares in proportion to weights, all of them above 0; their levels sum to at most this one's. Throws an Error (a
   * defect) where it was used.
   */
  splitBy(weights: readonly number[]): readonly ErrorBudget[] {
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(whole < Infinity && weights.every((weight) => weight > 0) && whole > 0))
      throw new Error(`an error is split by the weights ${weights.join()}`);
    this.#requireUnused('split');
    const lowered = weights.length === 1 ? this.#level : this.#level * (1 - weights.length * ROUNDING);
    const shares = weights.map((weight) => new ErrorBudget((weight / whole) * lowered));
    this.#use = shares;
    return shares;
  }

  /** The level, for one statement: there will be no other. Throws an Error (a defect) where it was used. */
  spend(): number {
    this.#requireUnused('spent');
    this.#use = 'spent';
    return this.#level;
  }

  /**
   * The level of each of so many statements that are made together: `split` and `spend` in one, where shares would be
   * many.
   */
  spendOnEach(statements: number): number {
    if (!Number.isSafeInteger(statements) || statements < 1)
      throw new Error(`an error is spent on ${statements} statements`);
    const level = this.spend();
    return statements === 1 ? level : (level / statements) * (1 - ROUNDING);
  }

  /** The level as a confidence, for a procedure that takes one: 1 - confidence is no more. */
  spendAsConfidence(): number {
    const level = this.spend();
    const confidence = 1 - level;
    // Exact where the level is at most 1/2.
    return 1 - confidence > level ? nextUp(confidence) : confidence;
  }

  /** Gives it up: what it was set aside for is known without an error. Throws an Error (a defect) where it was used. */
  waive(): void {
    this.spend();
  }

  /** Whether nothing of it is left: it, or every share of it, was spent. */
  get isSpent(): boolean {
    return this.#use === 'spent' || (typeof this.#use !== 'string' && this.#use.every((share) => share.isSpent));
  }

  /** Throws an Error (a defect) where a share was forgotten. */
  requireSpent(): void {
    if (!this.isSpent) throw new Error('a share of an error probability was set aside and never spent');
  }

  #requireUnused(wish: 'split' | 'spent'): void {
    if (this.#use === 'none') return;
    throw new Error(`an error probability that was ${this.#use === 'spent' ? 'spent' : 'split'} is ${wish} again`);
  }
}
