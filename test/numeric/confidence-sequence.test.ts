/**
 * Confidence sequences: the wealth against exact and enclosed values, the bound against its defining inequality, and
 * the promise itself, P[the bound is ever wrong] <= alpha, computed exactly over all paths.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../src/numeric/confidence/binomial.ts';
import { logWealth, sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';

let R: IntervalArithmetic;
beforeAll(async () => {
  R = new IntervalArithmetic(await loadMpfr(), 100);
});

/** The wealth by the integral's binomial expansion, exactly: P[Beta(h+1, m+1) > p] = P[Bin(n+1, p) <= h]. */
function exactWealth(hits: number, misses: number, p: Rational): Rational {
  const n = hits + misses;
  const q = ratio(1).sub(p);
  let binomial = ratio(1);
  let tail = ZERO;
  for (let i = 0; i <= hits; i++) {
    tail = tail.add(binomial.mul(p.pow(i)).mul(q.pow(n + 1 - i)));
    binomial = binomial.mul(ratio(n + 1 - i, i + 1));
  }
  // 1 / B(h+1, m+1) = (n+1) C(n, h).
  let choose = ratio(1);
  for (let i = 0; i < hits; i++) choose = choose.mul(ratio(n - i, i + 1));
  return tail
    .div(choose.mul(n + 1))
    .div(p.pow(hits))
    .div(q.pow(misses + 1));
}

/** log W enclosed, for any n. */
function enclosedLogWealth(hits: number, misses: number, p: number): { lower: number; upper: number } {
  const [h, m, x] = [R.of(hits + 1), R.of(misses + 1), R.of(p)];
  const logBeta = R.sub(R.add(R.logGamma(h), R.logGamma(m)), R.logGamma(R.add(h, m)));
  const powers = R.add(R.mul(R.of(hits), R.log(x)), R.mul(m, R.log(R.sub(R.one, x))));
  const value = R.add(R.sub(logBeta, powers), R.log(R.betaCdf(x, h, m, 'upper')));
  return { lower: value.lower(), upper: value.upper() };
}

describe('the wealth of the gambler', () => {
  it('starts at 1 and is fair: over the next trial it averages to itself', () => {
    for (const p of [0.1, 0.5, 0.99]) {
      expect(logWealth(0, 0, p)).toBeCloseTo(0, 12);
      for (const [h, m] of [
        [0, 0],
        [7, 2],
        [400, 30],
      ] as const) {
        const now = logWealth(h, m, p);
        const hit = Math.exp(logWealth(h + 1, m, p) - now);
        const miss = Math.exp(logWealth(h, m + 1, p) - now);
        expect(p * hit + (1 - p) * miss).toBeCloseTo(1, 10);
      }
    }
  });

  it('agrees with exact rational arithmetic for small counts', () => {
    for (const [h, m] of [
      [0, 3],
      [5, 0],
      [9, 4],
      [30, 2],
    ] as const) {
      for (const p of [1 / 8, 1 / 2, 15 / 16]) {
        const exact = exactWealth(h, m, toRational(p)).valueOf();
        expect(Math.abs(logWealth(h, m, p) - Math.log(exact))).toBeLessThan(1e-12);
      }
    }
  });

  it('lies within a hundredth of its allowed error of MPFR enclosures, up to ten million trials', () => {
    for (const [h, m, p] of [
      [90, 10, 0.7],
      [900, 100, 0.88],
      [99_000, 1000, 0.989],
      [50_000, 50_000, 0.49],
      [100_000, 0, 0.9999],
      [9_990_000, 10_000, 0.99895],
      [3, 99_997, 5e-8],
    ] as const) {
      const { lower, upper } = enclosedLogWealth(h, m, p);
      expect(logWealth(h, m, p)).toBeGreaterThan(lower - 1e-11);
      expect(logWealth(h, m, p)).toBeLessThan(upper + 1e-11);
    }
  });
});

describe('the bounds', () => {
  it('satisfy the defining inequality exactly, for every count up to 12 trials', () => {
    for (const alpha of [0.1, 0.001]) {
      const goal = ratio(1).div(toRational(alpha));
      for (let n = 1; n <= 12; n++) {
        for (let h = 1; h <= n; h++) {
          const bound = sequenceLower(h, n, alpha);
          expect(exactWealth(h, n - h, toRational(bound)).compare(goal)).toBeGreaterThanOrEqual(0);
          expect(exactWealth(h, n - h, toRational(bound * (1 + 1e-7))).compare(goal)).toBeLessThan(0);
        }
      }
    }
  });

  it('mirror each other, lie outside Clopper-Pearson, and rise with the hits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const h = Math.floor(share * n);
        const lower = sequenceLower(h, n, 0.001);
        const upper = sequenceUpper(h, n, 0.001);
        expect(lower).toBeLessThanOrEqual(h / n);
        expect(upper).toBeGreaterThanOrEqual(h / n);
        expect(Math.abs(lower - (1 - sequenceUpper(n - h, n, 0.001)))).toBeLessThan(1e-11);
        expect(lower).toBeLessThanOrEqual(clopperPearsonLower(h, n, 0.001));
        if (h < n) expect(sequenceLower(h + 1, n, 0.001)).toBeGreaterThan(lower);
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it('are 0 and 1 where nothing is known, and refuse nonsense', () => {
    expect(sequenceLower(0, 50, 0.01)).toBe(0);
    expect(sequenceUpper(50, 50, 0.01)).toBe(1);
    expect(sequenceUpper(0, 0, 0.01)).toBe(1);
    expect(sequenceUpper(0, 10_000_000, 0.001)).toBeLessThan(3e-6);
    expect(() => sequenceLower(3, 2, 0.01)).toThrow(/hits/);
    expect(() => sequenceLower(1, 2, 0)).toThrow(/between 0 and 1/);
  });
});

/**
 * P[at any time up to n, `wrong(hits, time)`], over all paths of Bernoulli trials with probability chance(time), by
 * dynamic programming. Any stopping rule, however adversarial, is wrong at most this often.
 */
function everWrong(n: number, chance: (t: number) => number, wrong: (hits: number, t: number) => boolean): number {
  let alive = Float64Array.of(1);
  let crossed = 0;
  for (let t = 1; t <= n; t++) {
    const p = chance(t);
    const next = new Float64Array(t + 1);
    for (let h = 0; h < t; h++) {
      next[h]! += alive[h]! * (1 - p);
      next[h + 1]! += alive[h]! * p;
    }
    // Wrong for many hits only: from the top down.
    for (let h = t; h >= 0 && (next[h] === 0 || wrong(h, t)); h--) {
      crossed += next[h]!;
      next[h] = 0;
    }
    alive = next;
  }
  return crossed;
}

describe('coverage under optional stopping, exactly', () => {
  it('for 60 trials, every probability on a grid, lower and upper', () => {
    for (const alpha of [0.1, 0.01]) {
      const lower = Array.from({ length: 61 }, (_, t) =>
        Array.from({ length: t + 1 }, (_, h) => sequenceLower(h, t, alpha)),
      );
      const upper = Array.from({ length: 61 }, (_, t) =>
        Array.from({ length: t + 1 }, (_, h) => sequenceUpper(h, t, alpha)),
      );
      for (let i = 1; i < 50; i++) {
        const p = i / 50;
        expect(
          everWrong(
            60,
            () => p,
            (h, t) => lower[t]![h]! > p,
          ),
        ).toBeLessThanOrEqual(alpha);
        // Misses are the hits of the mirrored walk.
        expect(
          everWrong(
            60,
            () => 1 - p,
            (m, t) => upper[t]![t - m]! < p,
          ),
        ).toBeLessThanOrEqual(alpha);
      }
    }
  });

  it('for 4000 trials; and not by a wide margin', () => {
    const alpha = 0.1;
    const goal = Math.log(1 / alpha);
    for (const p of [0.5, 0.8, 0.99]) {
      const crossed = everWrong(
        4000,
        () => p,
        (h, t) => h > p * t && logWealth(h, t - h, p) >= goal,
      );
      expect(crossed).toBeLessThanOrEqual(alpha);
      expect(crossed).toBeGreaterThan(0.5 * alpha);
    }
  });

  it('for probabilities that change but never exceed p', () => {
    const goal = Math.log(10);
    const chance = (t: number): number => (t % 7 < 4 ? 0.8 : 0.3 + 0.5 * Math.sin(t) ** 2);
    expect(everWrong(400, chance, (h, t) => h > 0.8 * t && logWealth(h, t - h, 0.8) >= goal)).toBeLessThanOrEqual(0.1);
  });

  it('and Clopper-Pearson, looked at after every trial, would break its promise', () => {
    const bounds = Array.from({ length: 61 }, (_, t) =>
      Array.from({ length: t + 1 }, (_, h) => (t === 0 ? 0 : clopperPearsonLower(h, t, 0.1))),
    );
    expect(
      everWrong(
        60,
        () => 0.5,
        (h, t) => bounds[t]![h]! > 0.5,
      ),
    ).toBeGreaterThan(0.2);
  });
});
