/** Decimals read with a direction, against exact rationals. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { complementFromDecimal, doubleFromDecimal } from '../../src/numeric/decimal-reading.ts';
import { nextDown, nextUp } from '../../src/numeric/directed.ts';

const SEED = 20260711;

/** The rational a double is, by doubling. */
function exact(x: number): Fraction {
  expect(Number.isFinite(x)).toBe(true);
  let mantissa = x;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  return new Fraction(BigInt(mantissa), 2n ** BigInt(exponent));
}

/** A decimal from its digits and its exponent, and the rational it is. */
const decimals = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: -330, max: 265 }), fc.boolean())
  .map(([digits, exponent, negative]) => ({
    text: `${negative ? '-' : ''}${digits}e${exponent}`,
    value: new Fraction(digits * 10n ** BigInt(Math.max(0, exponent)), 10n ** BigInt(Math.max(0, -exponent))).mul(
      negative ? -1 : 1,
    ),
  }));

describe('doubles from decimals', () => {
  it('are the two neighbours of the decimal, or the decimal itself', () => {
    fc.assert(
      fc.property(decimals, ({ text, value }) => {
        const [down, up] = [doubleFromDecimal(text, 'down'), doubleFromDecimal(text, 'up')];
        expect(exact(down).compare(value)).toBeLessThanOrEqual(0);
        expect(exact(up).compare(value)).toBeGreaterThanOrEqual(0);
        expect(up === down || up === nextUp(down)).toBe(true);
        expect(up === down).toBe(exact(down).equals(value));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('and 1 minus them', () => {
    const probabilities = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 30, max: 40 }))
      .map(([digits, places]) => ({ digits: 10n ** BigInt(places) - digits, places }));
    fc.assert(
      fc.property(probabilities, ({ digits, places }) => {
        const tail = new Fraction(1).sub(new Fraction(digits, 10n ** BigInt(places)));
        const text = `${digits}e-${places}`;
        const [down, up] = [complementFromDecimal(text, 'down'), complementFromDecimal(text, 'up')];
        expect(exact(down).compare(tail)).toBeLessThanOrEqual(0);
        expect(exact(up).compare(tail)).toBeGreaterThanOrEqual(0);
        expect(up === down || up === nextUp(down)).toBe(true);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('0.9 and the many nines that Number takes for 1', () => {
    expect(doubleFromDecimal('0.9', 'up')).toBe(0.9);
    expect(doubleFromDecimal('0.9', 'down')).toBe(nextDown(0.9));
    expect(doubleFromDecimal('.5', 'down')).toBe(0.5);
    const nines = `0.${'9'.repeat(17)}`;
    expect(Number(nines)).toBe(1);
    expect(doubleFromDecimal(nines, 'down')).toBe(1 - 2 ** -53);
    expect(complementFromDecimal(nines, 'up')).toBe(1e-17);
    expect(complementFromDecimal(`0.${'9'.repeat(300)}`, 'up')).toBeCloseTo(1e-300, 310);
    expect(complementFromDecimal(`0.${'9'.repeat(900)}`, 'up')).toBe(5e-324);
    expect(complementFromDecimal(`0.${'9'.repeat(900)}`, 'down')).toBe(0);
    for (const one of ['1', '1.000', '10e-1', ' 1 ']) expect(complementFromDecimal(one, 'up')).toBe(0);
    expect(doubleFromDecimal('1', 'down')).toBe(1);
  });

  it('numbers out of range, at once however large their exponents', () => {
    expect(doubleFromDecimal('1e400', 'down')).toBe(Number.MAX_VALUE);
    expect(doubleFromDecimal('1e400', 'up')).toBe(Infinity);
    expect(doubleFromDecimal('1e-999999999', 'down')).toBe(0);
    expect(doubleFromDecimal('1e-999999999', 'up')).toBe(5e-324);
    expect(doubleFromDecimal('-1e-999999999', 'down')).toBe(-5e-324);
    expect(complementFromDecimal('1e-999999999', 'up')).toBe(1);
    expect(complementFromDecimal('1e-999999999', 'down')).toBe(1 - 2 ** -53);
    expect(complementFromDecimal('-1e-999999999', 'up')).toBe(1 + 2 ** -52);
    expect(complementFromDecimal('-1e-999999999', 'down')).toBe(1);
    expect(complementFromDecimal('1e999999999', 'up')).toBe(-Number.MAX_VALUE);
    expect(complementFromDecimal('0', 'up')).toBe(1);
  });

  it('refuses what is no decimal', () => {
    for (const text of ['', '.', 'e5', '0x1', 'nan', 'Infinity', '1,5', '--1', '1e', '1_0']) {
      expect(doubleFromDecimal(text, 'down')).toBeNaN();
      expect(complementFromDecimal(text, 'up')).toBeNaN();
    }
  });
});
