/**
 * Confidence bounds from counts: the tail inequality they promise, published values, and what rounding does to them.
 */
import { describe, expect, it } from 'vitest';
import {
  clopperPearsonLower,
  clopperPearsonUpper,
  dkwEpsilon,
  orderStatisticLower,
} from '../../src/numeric/confidence/binomial.ts';
import { bernsteinLower, bernsteinMean, bernsteinUpper } from '../../src/numeric/confidence/empirical-bernstein.ts';
import { catoniMean } from '../../src/numeric/confidence/mean.ts';
import { binomialUpperTail } from '../../src/numeric/special/special.ts';

describe('Clopper-Pearson', () => {
  // scipy.stats.beta.ppf(0.001, k, n - k + 1), 2026.
  it.each([
    [90_000, 100_000, 0.8970364962238291],
    [99_999, 100_000, 0.9999076696662654],
    [100_000, 100_000, 0.9999309248330094],
    [50_000_000, 100_000_000, 0.49984548338882234],
    [99_990_000, 100_000_000, 0.9998968712545921],
  ])('%d of %d: below the reference, and near it', (hits, n, reference) => {
    const bound = clopperPearsonLower(hits, n, 0.001);
    expect(bound).toBeLessThanOrEqual(reference * (1 + 4e-16));
    expect(bound).toBeGreaterThan(reference - 1e-10);
    expect(binomialUpperTail(hits, n, bound)).toBeLessThanOrEqual(0.001);
  });

  it('all hits: alpha^(1/n), one- and two-sided as the literature has them', () => {
    expect(clopperPearsonLower(100_000, 100_000, 0.001)).toBeCloseTo(0.99993092, 8);
    expect(clopperPearsonLower(100_000, 100_000, 0.0005)).toBeCloseTo(0.99992399, 8);
  });

  it('mirrors: upper(k) = 1 - lower(n - k), both rounded outward', () => {
    for (const k of [0, 1, 7, 50, 99]) {
      const gap = clopperPearsonUpper(k, 100, 0.01) - (1 - clopperPearsonLower(100 - k, 100, 0.01));
      expect(Math.abs(gap)).toBeLessThan(1e-9);
    }
    expect(clopperPearsonLower(0, 10, 0.01)).toBe(0);
    expect(clopperPearsonUpper(10, 10, 0.01)).toBe(1);
  });

  it('float32 would not keep it a lower bound: it rounds up about half the time', () => {
    const bounds = Array.from({ length: 400 }, (_, i) => clopperPearsonLower(60_000 + 97 * i, 100_000, 0.001));
    const up = bounds.filter((bound) => Math.fround(bound) > bound).length;
    expect(up).toBeGreaterThan(100);
  });
});

describe('order statistics and bands', () => {
  it('the index keeps its promise: P[Bin(n, q) < k] <= alpha, and one more would not', () => {
    const lessThan = (k: number): number => 1 - binomialUpperTail(k, 1000, 0.3);
    const k = orderStatisticLower(1000, 0.3, 0.001);
    expect(lessThan(k)).toBeLessThanOrEqual(0.001);
    expect(lessThan(k + 1)).toBeGreaterThan(0.001);
  });

  it('DKW with the constant of Massart', () => {
    expect(dkwEpsilon(1000, 0.01)).toBeCloseTo(Math.sqrt(Math.log(200) / 2000), 12);
  });
});

describe('empirical Bernstein', () => {
  it('one side and both sides are one formula (Maurer and Pontil 2009, Theorem 4)', () => {
    const values = Array.from({ length: 500 }, (_, i) => ((i * 37) % 101) / 100);
    const sum = values.reduce((total, x) => total + x, 0);
    const squares = values.reduce((total, x) => total + x * x, 0);
    const { mean, error } = bernsteinMean(values, 1, 0.02);
    expect(bernsteinUpper(sum, squares, 500, 0.01)).toBeCloseTo(mean + error, 10);
    expect(bernsteinLower(sum, squares, 500, 0.01)).toBeCloseTo(mean - error, 10);
    const variance = values.reduce((total, x) => total + (x - mean) ** 2, 0) / 499;
    const log = Math.log(200);
    expect(error).toBeCloseTo(Math.sqrt((2 * variance * log) / 500) + (7 * log) / (3 * 499), 12);
    expect(
      bernsteinMean(
        values.map((x) => 3 * x),
        3,
        0.02,
      ).error,
    ).toBeCloseTo(3 * error, 12);
  });
});

describe("Catoni's mean", () => {
  // m ones among n values: the influences of both kinds cancel, m psi(s (1 - theta)) = (n - m) psi(s theta), psi(t) =
  // log(1 + t + t^2/2) for t >= 0.
  it.each([
    [1000, 100, 0.09, 0.05],
    [200, 150, 0.5, 0.001],
  ])(
    'of %d values with %d ones is where the influences cancel, and errs as the proposition says',
    (n, ones, v, alpha) => {
      const { mean, error } = catoniMean(
        Float64Array.from({ length: n }, (_, i) => (i < ones ? 1 : 0)),
        v,
        alpha,
      );
      const log = Math.log(2 / alpha);
      const expected = Math.sqrt((2 * v * log) / (n - 2 * log));
      const s = Math.sqrt((2 * log) / (n * (v + expected ** 2)));
      const psi = (t: number): number => Math.log(1 + t + t ** 2 / 2);
      expect(ones * psi(s * (1 - mean))).toBeCloseTo((n - ones) * psi(s * mean), 7);
      expect(error).toBeCloseTo(expected, 9);
      expect(error).toBeGreaterThanOrEqual(expected);
      expect(Math.abs(mean - ones / n)).toBeLessThan(0.1 * error);
    },
  );

  it('moves with the values', () => {
    const values = Float64Array.from({ length: 300 }, (_, i) => (i % 7) ** 2);
    const { mean } = catoniMean(values, 200, 0.01);
    expect(catoniMean(values.map((x) => x - 1000), 200, 0.01).mean).toBeCloseTo(mean - 1000, 7); // prettier-ignore
    expect(catoniMean(values.map((x) => -x), 200, 0.01).mean).toBeCloseTo(-mean, 7); // prettier-ignore
  });

  it('asks for enough values', () => {
    expect(() => catoniMean(new Float64Array(14), 1, 0.05)).toThrow(/At least 16 samples/);
  });
});
