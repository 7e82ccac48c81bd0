import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaDensityTimesVariance, gammaDensityTimesX } from '../../src/numeric/special/gamma-beta-density.ts';
import { gammaCdf } from '../../src/numeric/special/special.ts';
import { log1pMinus, logGammaIncrement, stirlingCorrection } from '../../src/numeric/special/stirling.ts';

const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/gamma-law.json', import.meta.url), 'utf8'),
) as Record<'logGammaIncrement' | 'gammaDensityTimesX' | 'betaDensityTimesVariance', string[][]>;
const relative = (value: number, exact: number): number => Math.abs(value / exact - 1);

describe('gamma and beta laws at large shapes', () => {
  it('increments of log-gamma keep their digits up to shape 2e7', () => {
    for (const [s, delta, exact] of reference.logGammaIncrement) {
      const scale = Math.max(1, Math.abs(Number(exact)));
      const error = Math.abs(logGammaIncrement(Number(s), Number(delta)) - Number(exact)) / scale;
      expect(error, `s = ${s}, delta = ${delta}`).toBeLessThan(2e-14);
    }
  });

  it('the increment is additive and inverts', () => {
    for (const s of [0.7, 33, 1536, 2e5]) {
      expect(logGammaIncrement(s, 1)).toBeCloseTo(Math.log(s), 12);
      expect(logGammaIncrement(s, 0.3) + logGammaIncrement(s + 0.3, -0.3)).toBeCloseTo(0, 12);
    }
  });

  it('densities agree with 60-digit values', () => {
    for (const [s, x, exact] of reference.gammaDensityTimesX) {
      expect(relative(gammaDensityTimesX(Number(x), Number(s)), Number(exact)), `s = ${s}, x = ${x}`).toBeLessThan(
        1e-11,
      );
    }
    for (const [a, b, y, complement, exact] of reference.betaDensityTimesVariance) {
      const value = betaDensityTimesVariance(Number(y), Number(complement), Number(a), Number(b));
      expect(relative(value, Number(exact)), `a = ${a}, b = ${b}, y = ${y}`).toBeLessThan(1e-11);
    }
  });

  it("Stirling's correction joins smoothly and log(1 + u) - u meets its expansion", () => {
    expect(relative(stirlingCorrection(12 - 1e-9), stirlingCorrection(12 + 1e-9))).toBeLessThan(1e-9);
    for (const e of [1e-9, -1e-5, 0.19, -0.19]) {
      const series = e ** 2 / 2 - e ** 3 / 3 + e ** 4 / 4 - e ** 5 / 5 + e ** 6 / 6 - e ** 7 / 7;
      expect(relative(-log1pMinus(e), series)).toBeLessThan(1e-4);
    }
    expect(Math.abs(log1pMinus(0))).toBe(0);
  });

  it('tails as small as doubles have keep their size: P(Gamma(s) < x) is x^s/Gamma(s + 1) for tiny x', () => {
    for (const s of [11, 12, 14]) {
      expect(relative(gammaCdf(1e-20, s), 10 ** (-20 * s) / factorial(s)), `s = ${s}`).toBeLessThan(1e-12);
    }
  });
});

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
