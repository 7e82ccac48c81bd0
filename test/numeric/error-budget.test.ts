/** An error probability is split once, spent once, and adds up. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { BudgetedSequence, budgetedLower, budgetedUpper } from '../../src/numeric/confidence/budgeted-bounds.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { toRational, ZERO } from '../../src/numeric/algebra/rational.ts';

/** Names and texts of the TypeScript files of a folder. */
const sources = (folder: string): (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

describe('an error budget', () => {
  it('has shares that sum to at most the whole, exactly, and lose next to nothing', () => {
    for (const alpha of [0.001, 0.1, 1 / 3, 1e-9, 0.999]) {
      const equal = [1, 2, 3, 7, 10, 1000].map((parts) => Array.from({ length: parts }, () => 1));
      for (const weights of [...equal, [9, 9, 1, 1], [9, 9, ...Array.from({ length: 7 }, () => 2 / 7)], [1e-6, 3]]) {
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

  it('is spent on many statements at once, as a confidence, or waived', () => {
    const each = ErrorBudget.of(0.001).spendOnEach(257);
    expect(each * 257).toBeLessThanOrEqual(0.001);
    expect(each * 257).toBeGreaterThan(0.001 * (1 - 1e-14));
    for (const level of [0.001, 1e-9, 0.3, 1e-17]) {
      const confidence = ErrorBudget.of(level).spendAsConfidence();
      // 1 - confidence is exact here.
      expect(1 - confidence).toBeLessThanOrEqual(level);
      expect(1 - confidence).toBeGreaterThan(level - 2.3e-16);
    }
    const alpha = ErrorBudget.of(0.1);
    const [low, high] = alpha.split(2);
    low!.spend();
    high!.waive();
    expect(alpha.isSpent).toBe(true);
    expect(() => high!.spend()).toThrow(/was spent/);
  });

  it('is what every bound of the library is paid from: the formulas that take a plain level are called by nobody else', () => {
    // What is handed to a library user, and two plans that ask how many samples will do.
    const plain = ['index.ts', 'certify/certify-plan.ts', 'cli/certify/demo.ts'];
    const users = sources(join(import.meta.dirname, '../../src'))
      .filter(([name]) => !name.startsWith('numeric/confidence/'))
      .filter(([, text]) => /from '[^']*confidence\/(binomial|empirical-bernstein|sequence)\.ts'/.test(text))
      .map(([name]) => name);
    expect(users.sort()).toEqual(plain.sort());
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
