/**
 * From votes by bucket to bounds on the first class and its strongest rival, at one error alpha for all of them
 * together.
 *
 * With one bucket of rivals there is one statement, "all others together have at most this probability", and it has the
 * whole of alpha. With k >= 2 buckets there are k + 1: the first class from below and each bucket from above. Radii
 * hang on the first class and the second, so these have nine twentieths of alpha each; the other buckets, whose ends
 * are lower, share what is left. They hold together with probability 1 - alpha (union bound), and then no other class
 * is above the largest of the rivals' ends, nor above what the first class leaves, nor is the first below what the
 * rivals leave.
 */
import { BudgetedSequence, budgetedUpper } from '../../numeric/confidence/budgeted-bounds.ts';
import type { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { add } from '../../numeric/directed.ts';
import type { BucketVotes } from './buckets.ts';
import { boundFromTail, type ProbabilityBound } from './probability-bound.ts';

/** Weights of the first class and of the second, and of all other buckets together. */
const FIRST_TWO = 9;
const OTHERS = 2;

/**
 * The shares of the first class and of each bucket of rivals, of which there are several: the second class, then the
 * others. What Coq is asked of a log says the same shares (`share_of_alpha` of proofs/formal/LogDefinitions.v).
 */
export function classShares(alpha: ErrorBudget, rivals: number): readonly ErrorBudget[] {
  const others = Array.from({ length: rivals - 1 }, () => OTHERS / (rivals - 1));
  return alpha.splitBy([FIRST_TWO, FIRST_TWO, ...others]);
}

/** Bounds from the votes of a number of samples fixed beforehand. Spends the budget. */
export function fixedClassBounds({ count, rivals }: BucketVotes, n: number, alpha: ErrorBudget): ProbabilityBound {
  if (rivals.length === 1) return classBounds(budgetedUpper(n - count, n, alpha), []);
  const [top, ...others] = classShares(alpha, rivals.length);
  const tail = budgetedUpper(n - count, n, top!);
  const ends = rivals.map((votes, j) => budgetedUpper(votes, n, others[j]!));
  alpha.requireSpent();
  return classBounds(tail, ends);
}

/** What an upper end of 1 - p and one of each bucket of rivals say; no ends: one bucket, whose probability is 1 - p. */
function classBounds(tail: number, rivals: readonly number[]): ProbabilityBound {
  if (rivals.length === 0) return boundFromTail(tail);
  const together = rivals.reduce((sum, end) => add(sum, end, 'up'), 0);
  const least = Math.min(tail, together);
  return { ...boundFromTail(least), rival: Math.min(least, Math.max(...rivals)) };
}

/** Whether these bounds make the class certain: the runner-up is less probable than it. */
export const isCertain = (bound: ProbabilityBound): boolean => bound.tail + rivalOf(bound) < 1;

/** The bound on every other class: its own, or what the first class leaves. */
export const rivalOf = ({ tail, rival = tail }: ProbabilityBound): number => rival;

/**
 * One event's probability, bounded at all times at once: from above for the certificate, from below for the decision to
 * stop.
 */
class EventSequence {
  readonly #upper: BudgetedSequence;
  readonly #lower: BudgetedSequence;

  constructor(upper: ErrorBudget, lower: ErrorBudget) {
    this.#upper = new BudgetedSequence('upper', upper);
    this.#lower = new BudgetedSequence('lower', lower);
  }

  get interval(): { readonly low: number; readonly high: number } {
    return { low: this.#lower.end, high: this.#upper.end };
  }

  look(hits: number, n: number): void {
    this.#upper.look(hits, n);
    this.#lower.look(hits, n);
  }

  highAfter(hits: number, n: number): number {
    return this.#upper.after(hits, n);
  }
}

/** Bounds that hold at all times at once: a confidence sequence for each statement, each at its share. */
export class ClassSequences {
  readonly #tail: EventSequence;
  /** None where the rivals are one bucket. */
  readonly #rivals: readonly EventSequence[];

  /**
   * For so many buckets of rivals. `certificate` pays for the bounds that are handed out, `patience` for those that
   * only say that more samples would not help: both are spent.
   */
  constructor(buckets: number, certificate: ErrorBudget, patience: ErrorBudget) {
    const shared = (budget: ErrorBudget): readonly ErrorBudget[] =>
      buckets === 1 ? budget.split(1) : classShares(budget, buckets);
    const highs = shared(certificate);
    const lows = shared(patience);
    const [tail, ...rivals] = highs.map((high, j) => new EventSequence(high, lows[j]!));
    certificate.requireSpent();
    patience.requireSpent();
    this.#tail = tail!;
    this.#rivals = rivals;
  }

  /** Looks at the votes of n samples so far. */
  look({ count, rivals }: BucketVotes, n: number): void {
    this.#tail.look(n - count, n);
    this.#rivals.forEach((each, j) => each.look(rivals[j]!, n));
  }

  /** What is certified by now. */
  get certified(): ProbabilityBound {
    return classBounds(
      this.#tail.interval.high,
      this.#rivals.map(({ interval }) => interval.high),
    );
  }

  /** The most favourable probabilities that are not excluded by now. */
  get possible(): ProbabilityBound {
    const { low } = this.#tail.interval;
    if (this.#rivals.length === 0) return boundFromTail(low);
    return {
      ...boundFromTail(low),
      rival: Math.min(low, Math.max(...this.#rivals.map(({ interval }) => interval.low))),
    };
  }

  /** The best that can still be certified: no vote for a rival from the `drawn` samples of these votes up to n. */
  hope({ count, rivals }: BucketVotes, drawn: number, n: number): ProbabilityBound {
    return classBounds(
      this.#tail.highAfter(drawn - count, n),
      this.#rivals.map((each, j) => each.highAfter(rivals[j]!, n)),
    );
  }
}
