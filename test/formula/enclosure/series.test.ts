/** Products of series of intervals hold every product of members, in exact arithmetic, and are exact where it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesStore } from '../../../src/formula/enclosure/series.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';

const ORDER = 6;

/** Ends of all signs and sizes, exact zeros and short numbers among them. */
const end = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e-160, -1e-160, 1e-290, 1e150, -1e150) },
);
const range = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(end, end).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]) },
  { weight: 1, arbitrary: end.map((a): [number, number] => [a, a]) },
);
const series = fc.array(range, { minLength: ORDER + 1, maxLength: ORDER + 1 });

function multiplied(a: readonly [number, number][], b: readonly [number, number][]): SeriesStore {
  const store = new SeriesStore(3, ORDER);
  for (const [slot, coefficients] of [a, b].entries()) {
    for (const [k, [lower, upper]] of coefficients.entries()) store.set(slot, k, lower, upper);
  }
  store.multiply(2, 0, 1);
  return store;
}

describe('products of series', () => {
  it('hold the products of their members', () => {
    fc.assert(
      fc.property(series, series, fc.infiniteStream(fc.boolean()), (a, b, choices) => {
        const store = multiplied(a, b);
        const member = (of: readonly [number, number][]): number[] =>
          of.map((ends) => ends[choices.next().value === true ? 1 : 0]);
        const [x, y] = [member(a).map(toRational), member(b).map(toRational)];
        for (let k = 0; k <= ORDER; k++) {
          let sum = toRational(0);
          for (let j = 0; j <= k; j++) sum = sum.add(x[j]!.mul(y[k - j]!));
          const unit = toRational(2 ** store.scale[2]!);
          const [lower, upper] = [store.low(2, k), store.high(2, k)];
          if (lower > -Infinity) expect(toRational(lower).mul(unit).compare(sum)).toBeLessThanOrEqual(0);
          if (upper < Infinity) expect(toRational(upper).mul(unit).compare(sum)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it('of short numbers are exact, and a sum that vanishes does so', () => {
    const short = (values: readonly number[]): [number, number][] => values.map((v) => [v, v]);
    const store = multiplied(short([1, -2, 3, 0, 0, 0, 0]), short([1, 2, 1, 0, 0, 0, 0]));
    expect(Array.from({ length: 5 }, (_, k) => [store.low(2, k), store.high(2, k)])).toEqual(
      [1, 0, 0, 4, 3].map((v) => [v, v]),
    );
    // An end that cancels stays an exact zero though the other does not: [1, 2] - 1.
    const wide = multiplied([[1, 2], [-1, -1], ...short([0, 0, 0, 0, 0])], short([1, 1, 0, 0, 0, 0, 0]));
    expect([wide.low(2, 1), wide.high(2, 1)]).toEqual([0, 1]);
  });

  it('are as narrow as their factors', () => {
    const store = multiplied(
      Array.from({ length: ORDER + 1 }, (_, k) => [1 / (k + 3), (1 / (k + 3)) * (1 + 2e-16)]),
      Array.from({ length: ORDER + 1 }, (_, k) => [Math.exp(-k), Math.exp(-k)]),
    );
    for (let k = 0; k <= ORDER; k++) expect(store.high(2, k) / store.low(2, k) - 1).toBeLessThan(1e-14);
  });
});
