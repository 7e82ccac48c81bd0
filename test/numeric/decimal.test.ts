import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { radiusDecimal, roundedDecimal } from '../../src/numeric/decimal.ts';

describe('decimals with a direction', () => {
  it('cuts instead of rounding to nearest', () => {
    expect(radiusDecimal(1.9999999, 3)).toBe('1.99');
    expect(roundedDecimal(1.9999999, 3, 'up')).toBe('2.00');
    expect(roundedDecimal(-1.9999999, 3, 'down')).toBe('-2.00');
    expect(roundedDecimal(-1.9999999, 3, 'up')).toBe('-1.99');
  });

  it('takes a double for the rational it is: 0.3 lies below three tenths', () => {
    expect(radiusDecimal(0.3, 6)).toBe('0.299999');
    expect(radiusDecimal(0.1, 6)).toBe('0.100000');
    expect(roundedDecimal(0.3, 6, 'up')).toBe('0.300000');
    expect(roundedDecimal(0.1, 6, 'up')).toBe('0.100001');
  });

  it('carries over a power of ten', () => {
    expect(roundedDecimal(9.999999, 3, 'up')).toBe('10.0');
    expect(roundedDecimal(0.00099999, 2, 'up')).toBe('0.0010');
    expect(roundedDecimal(999999999.7, 3, 'up')).toBe('1.00e+9');
  });

  it('prints whole numbers, tiny, huge and endless ones', () => {
    expect(radiusDecimal(0, 6)).toBe('0');
    expect(radiusDecimal(12, 6)).toBe('12.0000');
    expect(radiusDecimal(123456, 3)).toBe('123000');
    expect(radiusDecimal(1.25e-7, 3)).toBe('1.24e-7');
    expect(radiusDecimal(5e-324, 3)).toBe('4.94e-324');
    expect(radiusDecimal(1e300, 2)).toBe('1.0e+300');
    expect(radiusDecimal(2, 1)).toBe('2');
    expect(radiusDecimal(Infinity, 6)).toBe('inf');
    expect(radiusDecimal(NaN, 6)).toBe('nan');
  });

  it('never crosses the number, and stays within one unit of the last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x !== 0),
        fc.integer({ min: 1, max: 17 }),
        (x, digits) => {
          const exact = exactValue(x);
          const down = decimalValue(roundedDecimal(x, digits, 'down'));
          const up = decimalValue(roundedDecimal(x, digits, 'up'));
          expect(down.compare(exact)).toBeLessThanOrEqual(0);
          expect(up.compare(exact)).toBeGreaterThanOrEqual(0);
          // One unit in the last of `digits` places is at most |x| 10^(1 - digits).
          expect(up.sub(down).compare(exact.abs().mul(new Fraction(10n).pow(1 - digits)))).toBeLessThanOrEqual(0);
        },
      ),
      { seed: 20200218, numRuns: 2000 },
    );
  });
});

/** The rational a double is, by halving and doubling: no code shared with what is tested. */
function exactValue(x: number): Fraction {
  let mantissa = x;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    // Doubling a subnormal or normal double is exact.
    mantissa *= 2;
    exponent += 1;
  }
  return new Fraction(BigInt(mantissa), 2n ** BigInt(exponent));
}

function decimalValue(text: string): Fraction {
  const [significand, exponent] = text.split('e');
  const power = Number(exponent ?? 0);
  const scale = 10n ** BigInt(Math.abs(power));
  return power < 0 ? new Fraction(significand!).div(scale) : new Fraction(significand!).mul(scale);
}
