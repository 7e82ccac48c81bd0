/** An error probability is split once, spent once, and adds up. */
import { describe, expect, it } from 'vitest';
import { clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { BudgetedSequence, budgetedLower, budgetedUpper } from '../../src/numeric/confidence/budgeted-bounds.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { toRational, ZERO } from '../../src/numeric/algebra/rational.ts';

describe('an error budget', () => {
  it('has shares that sum to at most the whole, exactly, and lose next to nothing', () => {
    for (const alpha of [0.001, 0.1, 1 / 3, 1e-9, 0.999]) {
      const equal = [1, 2, 3, 7, 10, 1000].map((parts) => Array.from({ length: parts }, () => 1));
      for (const weights of [...equal, [9, 9, 1, 1], [9, 9, ...Array.from({ length: 7 }, () => 2 / 7)], [1e-300, 3]]) {
        const parts = weights.length;
        const shares = ErrorBudget.of(alpha)
          .splitBy(weights)
          .map((share) => share.spend());
        expect(shares[0]! / shares.at(-1)!).toBeCloseTo(weights[0]! / weights.at(-1)!, 10);
        const sum = shares.reduce((total, level) => total.add(toRational(level)), ZERO);
        expect(sum.compare(toRational(alpha)), `${alpha} in ${parts}`).toBeLessThanOrEqual(0);
        expect(sum.valueOf()).toBeGreaterThan(alpha * (1 - 1e-12));
      }
    }
  });

  it('refuses to be spent twice, split twice, or both', () => {
    const spent = ErrorBudget.of(0.1);
    spent.spend();
    expect(() => spent.spend()).toThrow(/was spent is spent again/);
    expect(() => spent.split(2)).toThrow(/was spent is split again/);
    const split = ErrorBudget.of(0.1);
    const [first] = split.split(2);
    expect(() => split.spend()).toThrow(/was split is spent again/);
    expect(() => split.split(3)).toThrow(/was split is split again/);
    budgetedUpper(3, 10, first!);
    expect(() => budgetedLower(3, 10, first!)).toThrow(/was spent/);
  });

  it('notices a share that was forgotten', () => {
    const alpha = ErrorBudget.of(0.1);
    const [low, high] = alpha.split(2);
    const [left, right] = high!.split(2);
    low!.spend();
    left!.spend();
    expect(() => alpha.requireSpent()).toThrow(/never spent/);
    right!.spend();
    expect(() => alpha.requireSpent()).not.toThrow();
  });

  it('is no number, and a number is no budget', () => {
    // @ts-expect-error a level of one's own is not a share of anything
    expect(() => budgetedUpper(3, 10, 0.1)).toThrow(TypeError);
    expect(() => ErrorBudget.of(0)).toThrow(/between 0 and 1/);
    expect(() => ErrorBudget.of(1)).toThrow(/between 0 and 1/);
    expect(() => ErrorBudget.of(0.1).split(0)).toThrow(/0 parts/);
    for (const weights of [[], [1, 0], [1, -1, 3], [NaN], [Infinity]])
      expect(() => ErrorBudget.of(0.1).splitBy(weights)).toThrow(/by the weights/);
  });

  it('pays for one bound, or for one sequence and all its looks', () => {
    expect(budgetedUpper(3, 10, ErrorBudget.of(0.1))).toBe(clopperPearsonUpper(3, 10, 0.1));
    const sequence = new BudgetedSequence('upper', ErrorBudget.of(0.1));
    const ends: number[] = [];
    for (const [hits, n] of [
      [1, 10],
      [9, 20],
      [9, 60],
    ] as const) {
      expect(sequence.after(hits, n)).toBe(Math.min(sequence.end, sequenceUpper(hits, n, 0.1)));
      sequence.look(hits, n);
      ends.push(sequence.end);
    }
    expect(ends[1]).toBe(ends[0]);
    expect(ends[2]).toBeLessThan(ends[1]!);
  });
});
