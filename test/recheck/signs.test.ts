/** Signs, ranges and the collecting of like terms on random expressions, at points that include the ends of domains. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differentiate, plain } from '../../src/recheck/calculus.ts';
import { enclose } from '../../src/recheck/enclosure.ts';
import { call, difference, minusOf, number, power, product, sum, type Term } from '../../src/recheck/language.ts';
import { callRange, variableRange, type Range } from '../../src/recheck/range.ts';
import { fraction, plus, readRational, type Rational } from '../../src/recheck/rational.ts';
import { certainSign, exactly, Reals, type Enclosure } from '../../src/recheck/reals.ts';
import { Signs } from '../../src/recheck/sign.ts';
import { simplify } from '../../src/recheck/simplify.ts';
import { OutOfReach } from '../../src/recheck/verdicts.ts';

const R = new Reals(100);
const DOMAIN: ReadonlyMap<string, Range> = new Map([
  ['x', variableRange(fraction(0n), undefined, false)],
  ['p', variableRange(fraction(0n), fraction(1n), false)],
  ['y', variableRange(undefined, undefined, false)],
  ['d', variableRange(fraction(0n), undefined, true)],
  ['m', variableRange(fraction(-1n), undefined, true)],
]);
const POINTS = [
  { x: '1/3', p: '2/7', y: '-3/2', d: '1', m: '0' },
  { x: '5/2', p: '9/10', y: '1/3', d: '3', m: '1' },
  { x: '1/50', p: '1/2', y: '2', d: '1', m: '2' },
];

const variable = (name: string): Term => ({ is: 'variable', name });
const tree = fc.letrec<{ node: Term }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 3 })).map(([n, d]) => number(n, d)),
    fc.constantFrom(...[...DOMAIN.keys()].map(variable)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => sum(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => difference(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => product(a, b)),
    fc
      .tuple(
        tie('node'),
        fc.constantFrom(
          number(2),
          number(3),
          number(-1),
          number(1, 2),
          number(-3, 2),
          ...['d', 'y', 'x'].map(variable),
        ),
      )
      .map(([a, e]) => power(a, e)),
    fc
      .tuple(
        fc.constantFrom('exp', 'log', 'sqrt', 'abs', 'tanh', 'gamma', 'normalCdf', 'normalQuantile', 'normalPdf'),
        tie('node'),
      )
      .map(([f, a]) => call(f, a)),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => call('gammaCdf', a, s)),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => call('betaCdf', a, s, number(3, 2))),
  ),
})).node;

function valueAt(x: Term, point: Readonly<Record<string, string>>): Enclosure | undefined {
  return within(() =>
    enclose(R, x, new Map(Object.entries(point).map(([name, text]) => [name, R.of(readRational(text))]))),
  );
}
function within<T>(argument: () => T): T | undefined {
  try {
    return argument();
  } catch (error) {
    if (error instanceof OutOfReach || error instanceof RangeError) return undefined;
    throw error;
  }
}
const asRational = (end: Enclosure['lo']): Rational => exactly(end);

describe('on random expressions', () => {
  it('collecting like terms keeps the value', () => {
    let compared = 0;
    fc.assert(
      fc.property(tree, (x) => {
        const simple = within(() => simplify(x));
        return POINTS.every((point) => {
          const [before, after] = [valueAt(x, point), simple && valueAt(simple, point)];
          if (before === undefined || after === undefined) return true;
          compared++;
          return R.common(before, after) !== undefined;
        });
      }),
      { seed: 3, numRuns: 800 },
    );
    expect(compared).toBeGreaterThan(800);
  });

  it('ranges contain the values, and what is called positive is', () => {
    let proved = 0;
    fc.assert(
      fc.property(tree, (x) => {
        const signs = new Signs(DOMAIN);
        const conditions = plain(x).conditions;
        if (within(() => conditions.every((condition) => signs.holds(condition))) !== true) return true;
        const range = within(() => signs.range(x));
        const signOf = within(() =>
          signs.positive(x) ? 1 : signs.positive(minusOf(x)) ? -1 : signs.notNegative(x) ? 0 : undefined,
        );
        if (signOf !== undefined) proved++;
        return POINTS.every((point) => {
          const value = valueAt(x, point);
          if (value === undefined) return true;
          const sign = certainSign(value);
          if ((signOf === 1 && (sign === 0 || sign === -1)) || (signOf === -1 && (sign === 0 || sign === 1)))
            return false;
          if (signOf === 0 && sign === -1) return false;
          if (range?.lo.at !== undefined && less(asRational(value.hi), range.lo.at)) return false;
          return range?.hi.at === undefined || !less(range.hi.at, asRational(value.lo));
        });
      }),
      { seed: 5, numRuns: 1200 },
    );
    expect(proved).toBeGreaterThan(250);
  });

  it('slopes are those of secants', () => {
    let compared = 0;
    const h = fraction(1n, 10n ** 12n);
    fc.assert(
      fc.property(tree, (x) => {
        const signs = new Signs(DOMAIN);
        const derivative = within(() => plain({ is: 'derivative', of: x, variable: 'x' }));
        if (derivative === undefined) return true;
        if (within(() => derivative.conditions.every((condition) => signs.holds(condition))) !== true) return true;
        return POINTS.every((point) => {
          const moved = plus(readRational(point.x), h);
          const [a, b] = [valueAt(x, point), valueAt(x, { ...point, x: `${moved.n}/${moved.d}` })];
          const slope = valueAt(derivative.term, point);
          if (a === undefined || b === undefined || slope === undefined) return true;
          compared++;
          const gap = R.abs(R.sub(R.div(R.sub(b, a), R.of(h)), slope));
          const allowed = R.mul(R.of(fraction(1n, 10n ** 5n)), R.add(R.whole(1), R.abs(slope)));
          return certainSign(R.sub(gap, allowed)) !== 1;
        });
      }),
      { seed: 7, numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('has no rule for a derivative in a shape', () => {
    expect(() => differentiate(call('gammaCdf', variable('x'), variable('p')), 'p')).toThrow(OutOfReach);
    expect(() => differentiate(call('gamma', variable('x')), 'x')).toThrow(OutOfReach);
    expect(callRange(call('abs', variable('y')) as never, [variableRange(undefined, undefined, false)]).lo).toEqual({
      at: fraction(0n),
      attained: true,
    });
  });
});

const less = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d;
