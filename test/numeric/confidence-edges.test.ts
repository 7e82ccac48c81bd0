/**
 * Confidence bounds against sums of exact fractions, for every count of a few trials and both ends; and what they are
 * at the edge of their arguments.
 */
import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../proofs/certify/bernoulli-paths.ts';
import { ratio, toRational } from '../../src/numeric/algebra/rational.ts';
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

describe('Clopper-Pearson, exactly', () => {
  it.each([0.3, 0.001, 1e-12])('alpha = %d: the inequality holds, and 1e-9 further it would not', (alpha) => {
    const goal = toRational(alpha);
    for (const n of [1, 2, 5, 9]) {
      for (let hits = 0; hits <= n; hits++) {
        const lower = clopperPearsonLower(hits, n, alpha);
        if (hits === 0) expect(lower).toBe(0);
        else {
          expect(binomialTail(hits, n, toRational(lower)).compare(goal)).toBeLessThanOrEqual(0);
          expect(binomialTail(hits, n, toRational(lower * (1 + 1e-9))).compare(goal)).toBeGreaterThan(0);
        }
        const upper = clopperPearsonUpper(hits, n, alpha);
        if (hits === n) expect(upper).toBe(1);
        else {
          const below = (p: number) => ratio(1).sub(binomialTail(hits + 1, n, toRational(p)));
          expect(below(upper).compare(goal)).toBeLessThanOrEqual(0);
          expect(below(1 - (1 - upper) * (1 + 1e-9) - 2 ** -52).compare(goal)).toBeGreaterThan(0);
        }
      }
    }
  });

  it('is found where steps beside it are below the least double', () => {
    // P[Bin(n, p) >= 1] = alpha at about p = alpha/n.
    const found = clopperPearsonLower(1, 1e8, 1e-300);
    expect(found).toBeLessThan(1e-308);
    expect(found).toBeGreaterThan(0.999999e-308);
  });

  it('keeps to (0, 1), and to counts that there are', () => {
    expect(clopperPearsonLower(1, 1, 1e-290)).toBeGreaterThan(0.9e-290);
    expect(clopperPearsonUpper(1, 2, 1e-20)).toBeLessThanOrEqual(1);
    expect(clopperPearsonUpper(1, 2, 1e-20)).toBeGreaterThan(1 - 1e-9);
    expect(clopperPearsonLower(1, 1_000_000, 1e-300)).toBeGreaterThanOrEqual(0);
    expect(clopperPearsonLower(1, 1_000_000, 1e-300)).toBeLessThan(1e-300);
    for (const bound of [clopperPearsonLower, clopperPearsonUpper]) {
      for (const [hits, n] of [[0, 0], [1, 1.5], [-1, 2], [0.5, 2], [3, 2]] as const) expect(() => bound(hits, n, 0.1)).toThrow(/must be/); // prettier-ignore
      for (const alpha of [0, 1, NaN]) expect(() => bound(1, 2, alpha)).toThrow(/strictly between/);
    }
  });
});

describe('order statistics, exactly', () => {
  it.each([
    [10, 0.5, 0.05],
    [20, 0.1, 0.01],
    [20, 0.9, 0.01],
    [7, 0.5, 0.001],
    [1, 0.5, 0.6],
    [1, 0.5, 0.4],
  ])('of %d samples at q = %d, alpha = %d', (n, q, alpha) => {
    const p = toRational(q);
    const goal = toRational(alpha);
    const ks = Array.from({ length: n }, (_, i) => i + 1);
    const lower =
      ks
        .filter(
          (k) =>
            ratio(1)
              .sub(binomialTail(k, n, p))
              .compare(goal) <= 0,
        )
        .at(-1) ?? 0;
    const upper = ks.find((k) => binomialTail(k, n, p).compare(goal) <= 0) ?? n + 1;
    expect([orderStatisticLower(n, q, alpha), orderStatisticUpper(n, q, alpha)]).toEqual([lower, upper]);
    for (const bad of [0, 1]) {
      expect(() => orderStatisticLower(n, bad, alpha)).toThrow(/strictly between/);
      expect(() => orderStatisticUpper(n, q, bad)).toThrow(/strictly between/);
    }
  });

  it('bands: from a level to a width and back, rounded outward', () => {
    for (const [n, alpha] of [
      [10, 0.05],
      [100_000, 1e-9],
    ] as const) {
      // prettier-ignore
      const epsilon = dkwEpsilon(n, alpha);
      const exact = Math.sqrt(Math.log(2 / alpha) / (2 * n));
      expect(epsilon).toBeGreaterThan(exact);
      expect(epsilon).toBeLessThan(exact * (1 + 1e-13));
      const back = 2 * Math.exp(-2 * n * epsilon * epsilon);
      expect(dkwTail(epsilon, n)).toBeGreaterThan(back);
      expect(dkwTail(epsilon, n)).toBeLessThan(back * (1 + 1e-11));
      expect(back).toBeCloseTo(alpha, 9);
    }
    expect(dkwTail(0, 10)).toBe(1);
    expect(dkwTail(0.1, 10)).toBe(1);
  });
});

describe('means', () => {
  it('of Maurer and Pontil stay in [0, 1], and beyond their formula', () => {
    expect(bernsteinUpper(9.9, 9.9, 10, 0.1)).toBe(1);
    expect(bernsteinLower(0.1, 0.1, 10, 0.1)).toBe(0);
    // All values 1/2: no variance, though the sums round.
    const rest = (7 * Math.log(2 / 0.01)) / (3 * 999);
    expect(bernsteinUpper(500, 250, 1000, 0.01)).toBeGreaterThan(0.5 + rest);
    expect(bernsteinUpper(500, 250, 1000, 0.01)).toBeLessThan((0.5 + rest) * (1 + 1e-11));
    expect(bernsteinLower(500, 250 - 1e-9, 1000, 0.01)).toBeLessThan(0.5 - rest);
    expect(bernsteinLower(500, 250 - 1e-9, 1000, 0.01)).toBeGreaterThan((0.5 - rest) * (1 - 1e-11));
    expect(bernsteinError(0.04, 1000, 2, 0.02)).toBeCloseTo(
      Math.sqrt((0.08 * Math.log(200)) / 1000) + (14 * Math.log(200)) / 2997,
      12,
    );
    expect(bernsteinMean([0.25, 0.75], 1, 0.1)).toEqual({ mean: 0.5, error: bernsteinError(0.125, 2, 1, 0.1) });
    expect(() => bernsteinMean([1], 1, 0.1)).toThrow(/At least 2/);
  });

  it('of Catoni are found however far off, from 4 log(2/alpha) values on', () => {
    const values = (n: number, at: number) => Float64Array.from({ length: n }, (_, i) => at + (i % 2 === 0 ? 1 : -1));
    for (const at of [0, 0.3, 1e6, -1e6, 1.01, -1.01, -0.01]) {
      const { mean, error } = catoniMean(values(400, at), 1, 0.01);
      // The two kinds balance.
      expect(Math.abs(mean - at)).toBeLessThan(1e-8 * Math.max(1, Math.abs(at)));
      expect(error).toBeCloseTo(Math.sqrt((2 * Math.log(200)) / (400 - 2 * Math.log(200))), 5);
    }
    // 4 log 40 = 14.76.
    expect(() => catoniMean(values(15, 0), 1, 0.05)).not.toThrow();
    expect(() => catoniMean(values(14, 0), 1, 0.05)).toThrow(/At least 16/);
  });
});

describe('what is paid for', () => {
  const share = (level: number) => ErrorBudget.of(level);

  it('is the bound at the level of the share, or two at half of it', () => {
    expect(budgetedLower(3, 10, share(0.1))).toBe(clopperPearsonLower(3, 10, 0.1));
    expect(budgetedUpper(3, 10, share(0.1))).toBe(clopperPearsonUpper(3, 10, 0.1));
    const both = budgetedProportion({ least: 3, most: 4 }, 10, share(0.1));
    expect(both.lower).toBeCloseTo(clopperPearsonLower(3, 10, 0.05), 12);
    expect(both.upper).toBeCloseTo(clopperPearsonUpper(4, 10, 0.05), 12);
    expect(budgetedQuantile(20, 0.5, share(0.1))).toEqual({
      low: orderStatisticLower(20, 0.5, 0.05),
      high: orderStatisticUpper(20, 0.5, 0.05),
    });
    expect(budgetedBand(50, share(0.1))).toBe(dkwEpsilon(50, 0.1));
    expect(budgetedMeanLower(5, 4, 10, share(0.5))).toBe(bernsteinLower(5, 4, 10, 0.5));
    expect(budgetedMeanUpper(5, 4, 100, share(0.5))).toBe(bernsteinUpper(5, 4, 100, 0.5));
    expect(budgetedMean([0, 1, 1], 1, share(0.1))).toEqual(bernsteinMean([0, 1, 1], 1, 0.1));
    expect(budgetedMeanError(0.1, 10, 2, share(0.1))).toBe(bernsteinError(0.1, 10, 2, 0.1));
  });

  it('a sequence begins with nothing known, and keeps its best end on either side', () => {
    const [lower, upper] = [new BudgetedSequence('lower', share(0.1)), new BudgetedSequence('upper', share(0.1))];
    expect([lower.end, upper.end]).toEqual([0, 1]);
    expect(lower.after(90, 100)).toBe(sequenceLower(90, 100, 0.1));
    lower.look(90, 100);
    upper.look(10, 100);
    expect([lower.end, upper.end]).toEqual([sequenceLower(90, 100, 0.1), sequenceUpper(10, 100, 0.1)]);
    lower.look(1, 2);
    upper.look(1, 2);
    expect([lower.end, upper.end]).toEqual([sequenceLower(90, 100, 0.1), sequenceUpper(10, 100, 0.1)]);
  });

  it('is a level or a confidence strictly between 0 and 1, in at least one part', () => {
    for (const level of [0, 1, -0.1, NaN]) expect(() => ErrorBudget.of(level)).toThrow(/strictly between/);
    expect(ErrorBudget.besides(0.75).spend()).toBe(0.25);
    expect(share(0.25).spendAsConfidence()).toBe(0.75);
    for (const parts of [0, 1.5, -1]) {
      expect(() => share(0.1).split(parts)).toThrow(/parts/);
      expect(() => share(0.1).spendOnEach(parts)).toThrow(/statements/);
    }
    expect(() => share(0.1).splitBy([1, 0])).toThrow(/weights/);
    expect(() => share(0.1).splitBy([])).toThrow(/weights/);
    expect(share(0.1).splitBy([3])[0]!.spend()).toBe(0.1);
    expect(share(0.1).spendOnEach(1)).toBe(0.1);
    const left = share(0.1);
    expect(left.isSpent).toBe(false);
    left.split(2)[0]!.spend();
    expect(left.isSpent).toBe(false);
    expect(() => left.requireSpent()).toThrow(/never spent/);
  });

  it('of a confidence sequence needs whole trials', () => {
    for (const [hits, n] of [
      [1, 0],
      [-1, 2],
      [0.5, 2],
      [1, 1.5],
      [3, 2],
    ] as const) {
      // prettier-ignore
      expect(() => sequenceLower(hits, n, 0.1)).toThrow(/hits/);
      expect(() => sequenceUpper(hits, n, 0.1)).toThrow(/hits/);
    }
    for (const alpha of [0, 1, NaN]) expect(() => sequenceUpper(0, 2, alpha)).toThrow(/strictly between/);
    expect(sequenceLower(0, 0, 0.1)).toBe(0);
  });
});
