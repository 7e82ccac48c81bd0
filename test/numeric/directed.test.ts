/** Directed rounding against exact rationals: never on the wrong side, and the neighbour where it is not exact. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { add, divide, multiply, nextDown, nextUp } from '../../src/numeric/directed.ts';

const SEED = 20260712;
const plain = fc.double({ min: -1e200, max: 1e200, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-100);
const near = fc
  .tuple(fc.integer({ min: 2 ** 30, max: 2 ** 53 - 1 }), fc.integer({ min: -80, max: 80 }), fc.constantFrom(-1, 1))
  .map(([mantissa, exponent, sign]) => sign * mantissa * 2 ** exponent);
const numbers = fc.oneof(plain, near);

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

function bracket(down: number, up: number, value: Fraction): void {
  expect(exact(down).compare(value)).toBeLessThanOrEqual(0);
  expect(exact(up).compare(value)).toBeGreaterThanOrEqual(0);
  expect(up === down || up === nextUp(down)).toBe(true);
  expect(up === down).toBe(exact(down).equals(value));
}

describe('directed rounding', () => {
  it.each([
    ['sums', add, (x: Fraction, y: Fraction) => x.add(y)],
    ['products', multiply, (x: Fraction, y: Fraction) => x.mul(y)],
    ['quotients', divide, (x: Fraction, y: Fraction) => x.div(y)],
  ] as const)('%s lie between neighbours, and exact ones stay', (name, rounded, truth) => {
    fc.assert(
      fc.property(numbers, numbers, (x, y) => {
        fc.pre(name !== 'quotients' || y !== 0);
        const value = truth(exact(x), exact(y));
        const size = Math.abs(rounded(x, y, 'down'));
        fc.pre((size === 0 && value.equals(0)) || (size < 1e280 && size > 1e-250));
        bracket(rounded(x, y, 'down'), rounded(x, y, 'up'), value);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('keeps the side at the ends of the range', () => {
    expect(multiply(1e-200, 1e-200, 'down')).toBe(0);
    expect(multiply(1e-200, 1e-200, 'up')).toBe(5e-324);
    expect(multiply(-1e-200, 1e-200, 'down')).toBe(-5e-324);
    expect(multiply(-1e-200, 1e-200, 'up')).toBe(0);
    expect(multiply(1e200, 1e200, 'down')).toBe(Number.MAX_VALUE);
    expect(multiply(1e200, -1e200, 'up')).toBe(-Number.MAX_VALUE);
    expect(add(Number.MAX_VALUE, Number.MAX_VALUE, 'down')).toBe(Number.MAX_VALUE);
    expect(divide(1e-300, 1e300, 'up')).toBe(5e-324);
    expect(divide(1, Infinity, 'down')).toBe(0);
    expect(multiply(Infinity, 2, 'down')).toBe(Infinity);
    expect(multiply(0, Infinity, 'down')).toBeNaN();
    expect(multiply(0, 3, 'down')).toBe(0);
  });

  it('steps through zero and the powers of two', () => {
    expect(nextUp(0)).toBe(5e-324);
    expect(nextDown(0)).toBe(-5e-324);
    expect(nextUp(-5e-324)).toBe(-0);
    expect(nextDown(1)).toBe(1 - 2 ** -53);
    expect(nextUp(1)).toBe(1 + 2 ** -52);
    expect(nextUp(Number.MAX_VALUE)).toBe(Infinity);
    expect(nextUp(-Infinity)).toBe(-Number.MAX_VALUE);
  });
});
