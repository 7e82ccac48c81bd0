/** The arithmetic of estimates against exact rationals: the true result is always inside. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { nextDown, nextUp } from '../../src/numeric/directed.ts';
import { closedForm, enclosed, type Estimate, type Method } from '../../src/numeric/estimate.ts';
import {
  clamped,
  exact,
  intersected,
  inverted,
  product,
  ratio,
  scaled,
  shifted,
  sum,
  widened,
} from '../../src/numeric/estimate-algebra.ts';

const RUNS = { seed: 20261130, numRuns: 500 };

const doubles = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 53 - 1 }), fc.integer({ min: -90, max: -20 }), fc.constantFrom(-1, 1))
  .map(([mantissa, exponent, sign]) => sign * mantissa * 2 ** exponent);
/** An enclosure and a number in it, at an end half of the time. */
const held = fc
  .tuple(doubles, doubles, doubles, fc.constantFrom('lower', 'upper', 'inside', 'inside'))
  .map(([a, b, c, where]) => {
    const [lower, inside, upper] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
    const truth = where === 'lower' ? lower : where === 'upper' ? upper : inside;
    return { e: enclosed(inside, lower, upper, 'closed-form'), truth };
  });

function rational(x: number): Fraction {
  let denominator = 1n;
  while (!Number.isInteger(x)) {
    x *= 2;
    denominator *= 2n;
  }
  return new Fraction(BigInt(x), denominator);
}

function expectInside({ lower, upper }: Estimate, truth: Fraction): void {
  if (lower !== -Infinity) expect(rational(lower).compare(truth)).toBeLessThanOrEqual(0);
  if (upper !== Infinity) expect(rational(upper).compare(truth)).toBeGreaterThanOrEqual(0);
}

describe('arithmetic of estimates', () => {
  it.each([
    ['sum', sum, (x: Fraction, y: Fraction) => x.add(y)],
    ['product', product, (x: Fraction, y: Fraction) => x.mul(y)],
    ['ratio', ratio, (x: Fraction, y: Fraction) => x.div(y)],
  ] as const)('contains the %s of what its arguments contain', (name, operation, truth) => {
    fc.assert(
      fc.property(held, held, (x, y) => {
        fc.pre(name !== 'ratio' || y.truth !== 0);
        expectInside(operation(x.e, y.e), truth(rational(x.truth), rational(y.truth)));
      }),
      RUNS,
    );
  });

  it('contains multiples, shifts, widenings and restrictions', () => {
    fc.assert(
      fc.property(held, doubles, doubles, (x, by, over) => {
        fc.pre(over !== 0);
        const truth = rational(x.truth);
        expectInside(scaled(x.e, by, over), truth.mul(rational(by)).div(rational(over)));
        expectInside(shifted(x.e, by), truth.add(rational(by)));
        const room = truth.mul(new Fraction(1, 2 ** 30));
        for (const moved of [truth.add(room), truth.sub(room)]) expectInside(widened(x.e, 2 ** -30), moved);
        expectInside(clamped(x.e, x.truth, x.truth), truth);
        expectInside(intersected(x.e, enclosed(0, x.truth, Infinity, 'exact'))!, truth);
      }),
      RUNS,
    );
  });

  it('is as narrow as doubles allow on single numbers', () => {
    fc.assert(
      fc.property(doubles, doubles, (x, y) => {
        for (const e of [sum(exact(x), exact(y)), product(exact(x), exact(y)), scaled(exact(x), y)]) {
          expect(e.upper === e.lower || e.upper === nextUp(e.lower)).toBe(true);
          expect(e.lower <= e.value && e.value <= e.upper).toBe(true);
        }
      }),
      RUNS,
    );
    expect(scaled(exact(6), 3, 2)).toEqual(exact(9));
    expect(scaled(exact(1), 1, 3)).toMatchObject({ lower: nextDown(nextUp(1 / 3)), upper: nextUp(1 / 3) });
  });

  it('inverts: 1/(1/e) contains e, and e/e contains 1', () => {
    fc.assert(
      fc.property(held, ({ e, truth }) => {
        expectInside(inverted(inverted(e)), rational(truth));
        if (truth !== 0) expectInside(product(e, inverted(e)), new Fraction(1));
      }),
      RUNS,
    );
  });

  const between = (lower: number, upper: number): Estimate => enclosed(lower, lower, upper, 'quadrature');

  it('knows infinite ends', () => {
    expect(inverted(between(0, 2))).toMatchObject({ lower: 0.5, upper: Infinity });
    expect(inverted(between(-2, 0))).toMatchObject({ lower: -Infinity, upper: -0.5 });
    expect(inverted(between(-1, 2))).toMatchObject({ lower: -Infinity, upper: Infinity });
    expect(inverted(between(4, Infinity))).toMatchObject({ lower: 0, upper: 0.25 });
    expect(inverted(closedForm(Infinity))).toMatchObject({ value: 0, lower: 0, upper: 0 });
    expect(product(between(0, 0), between(1, Infinity))).toMatchObject({ lower: 0, upper: Infinity });
    expect(product(between(0, 1), between(2, Infinity))).toMatchObject({ lower: 0, upper: Infinity });
    expect(product(between(-1, 0), between(2, Infinity))).toMatchObject({ lower: -Infinity, upper: 0 });
    expect(product(between(-1, 1), exact(Infinity))).toMatchObject({ lower: -Infinity, upper: Infinity });
    expect(ratio(exact(Infinity), exact(Infinity))).toMatchObject({ value: NaN, lower: 0, upper: Infinity });
    expect(sum(exact(Infinity), exact(-Infinity))).toMatchObject({ lower: -Infinity, upper: Infinity });
    expect(shifted(between(1, Infinity), -3)).toMatchObject({ lower: -2, upper: Infinity });
    expect(widened(between(1, Infinity), 0.5)).toMatchObject({ lower: 0.5, upper: Infinity });
    expect(closedForm(Infinity)).toMatchObject({ value: Infinity, lower: Infinity, upper: Infinity });
    expect(closedForm(-Infinity)).toMatchObject({ lower: -Infinity, upper: -Infinity });
  });

  it('refuses NaN, and division by an exact 0', () => {
    const unknown = enclosed(0, NaN, 1, 'exact');
    const refused = [
      () => exact(NaN),
      () => scaled(exact(1), NaN),
      () => scaled(exact(1), 1, NaN),
      () => scaled(exact(1), 1, 0),
      () => shifted(exact(1), NaN),
      () => inverted(unknown),
      () => sum(exact(1), unknown),
      () => product(unknown, exact(1)),
      () => ratio(unknown, between(-1, 1)),
      () => clamped(unknown, 0, 1),
      () => clamped(exact(1), NaN, 1),
      () => intersected(exact(1), unknown),
      () => widened(exact(1), NaN),
    ];
    for (const attempt of refused) expect(attempt).toThrow(RangeError);
  });

  it('finds nothing common to disjoint enclosures', () => {
    expect(intersected(between(0, 1), between(2, 3))).toBeNull();
    expect(intersected(between(0, 2), between(1, 3))).toMatchObject({ value: 1, lower: 1, upper: 2 });
  });

  it('adds up failures and names the weakest method', () => {
    const of = (method: Method, confidence: number): Estimate => ({ ...exact(2), method, confidence });
    const total = sum(of('exact', 0.999), of('monte-carlo', 0.99), of('quadrature', 1));
    expect(total.method).toBe('monte-carlo');
    expect(total.confidence).toBeCloseTo(0.989, 12);
    expect(product(of('closed-form', 1), of('interval', 0.9))).toMatchObject({
      method: 'closed-form',
      confidence: 0.9,
    });
    expect(ratio(of('exact', 0.5), of('exact', 0.5)).confidence).toBe(0);
    expect(scaled(of('quadrature', 0.7), 3, 7)).toMatchObject({ method: 'quadrature', confidence: 0.7 });
  });
});
