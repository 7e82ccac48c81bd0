/** Outward-rounded intervals contain 30-digit references, are narrow, and survive long use. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { IntervalArithmetic, type Interval } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';

interface Reference {
  readonly args: readonly number[];
  readonly value: string;
}
const references = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/special-functions.json', import.meta.url), 'utf8'),
) as Record<string, readonly Reference[]>;

let R: IntervalArithmetic;
beforeAll(async () => {
  R = new IntervalArithmetic(await loadMpfr(), 120);
});

type Enclose = (R: IntervalArithmetic, ...args: readonly Interval[]) => Interval;
const functions: Record<string, Enclose> = {
  'gammaCdf lower': (A, x, s) => A.gammaCdf(x, s),
  'betaCdf lower': (A, x, a, b) => A.betaCdf(x, a, b),
  'gammaQuantile lower': (A, p, s) => A.gammaQuantile(p, s),
  erf: (A, x) => A.erf(x),
  normalCdf: (A, x) => A.normalCdf(x),
  normalPdf: (A, x) => A.normalPdf(x),
  normalQuantile: (A, p) => A.normalQuantile(p),
  dilogarithm: (A, x) => A.dilogarithm(x),
};

describe('enclosures of special functions', () => {
  it.each(Object.keys(functions))('%s', (name) => {
    let compared = 0;
    for (const { args, value } of references[name]!) {
      if (args.some((x) => Math.abs(x) > 4000 || (x !== 0 && Math.abs(x) < 1e-30))) continue;
      const found = functions[name]!(R, ...args.map((x) => R.of(x)));
      // The reference has 30 digits: its last one may be off by one.
      const truth = toRational(value);
      const slack = truth.abs().mul(toRational('1e-29'));
      const reference = R.between(truth.sub(slack), truth.add(slack));
      expect(R.intersect(found, reference), `${name}(${args.join(', ')}) in ${found.toString()}`).not.toBeNull();
      expect(R.width(found)).toBeLessThanOrEqual(1e-14 * Math.abs(Number(value)) + 1e-90);
      if (++compared >= 25) break;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it.each(['lower', 'upper'] as const)('of several intervals reach from corner to corner, %s tails', (tail) => {
    const ends = { x: ['0.25', '0.5'], a: ['2', '3'], b: ['1.5', '4'] } as const;
    const wide = (name: keyof typeof ends): Interval => R.between(toRational(ends[name][0]), toRational(ends[name][1]));
    const point = (text: string): Interval => R.between(toRational(text), toRational(text));
    const gamma = ends.x.flatMap((x) => ends.a.map((a) => R.gammaCdf(point(x), point(a), tail)));
    const beta = ends.x.flatMap((x) =>
      ends.a.flatMap((a) => ends.b.map((b) => R.betaCdf(point(x), point(a), point(b), tail))),
    );
    for (const [whole, corners] of [
      [R.gammaCdf(wide('x'), wide('a'), tail), gamma],
      [R.betaCdf(wide('x'), wide('a'), wide('b'), tail), beta],
    ] as const) {
      // Both functions are monotone in every argument: the hull of the corners is the range.
      for (const corner of corners) expect(R.width(R.hull(whole, corner))).toBeLessThanOrEqual(R.width(whole) + 1e-30);
      expect(R.width(whole)).toBeLessThanOrEqual(R.width(corners.reduce((p, q) => R.hull(p, q))) + 1e-30);
    }
  });

  it('far out, the incomplete gamma function by a bound contains what its series gives with more bits', () => {
    const fine = new IntervalArithmetic(R.mpfr, 1500);
    for (const s of ['0.02', '1', '3.5', '300']) {
      const [x, shape] = [R.of(2 * (Number(s) + 250)), R.of(s)];
      for (const tail of ['lower', 'upper'] as const) {
        const coarse = R.gammaCdf(x, shape, tail);
        expect(R.contains(coarse, fine.gammaCdf(x, shape, tail))).toBe(true);
        expect(R.width(coarse)).toBeLessThan(1e-35);
      }
    }
    const edge = R.gammaCdf(R.of('7e23'), R.of('0.02'));
    expect([edge.lower() < 1, 1 - edge.lower() < 2e-16, edge.upper()]).toEqual([true, true, 1]);
  });
});

describe('interval arithmetic', () => {
  it('rounds outward: a third lies strictly between its ends, in doubles too', () => {
    const third = R.div(R.of(1), R.of(3));
    expect(third.lower()).toBeLessThan(third.upper());
    expect(R.contains(R.between('0.333333333333', '0.333333333334'), third)).toBe(true);
    const narrow = new IntervalArithmetic(R.mpfr, 53);
    const tenth = narrow.of('1/10');
    expect(toRational(tenth.lower()).compare(toRational('1/10'))).toBeLessThan(0);
    expect(toRational(tenth.upper()).compare(toRational('1/10'))).toBeGreaterThan(0);
  });

  it('knows that Gamma has a minimum near 1.46', () => {
    const over = R.gamma(R.between('1', '2'));
    expect(over.lower()).toBeLessThan(0.8856031944108888);
    expect(over.lower()).toBeGreaterThan(0.88);
    expect(over.upper()).toBeGreaterThanOrEqual(1);
  });

  it('compares in three values', () => {
    expect(R.less(R.of(1), R.of(2))).toBe(true);
    expect(R.less(R.of(2), R.of(1))).toBe(false);
    expect(R.less(R.between('0', '2'), R.between('1', '3'))).toBeNull();
  });

  it('gives the whole line when it divides by an interval around zero', () => {
    const quotient = R.div(R.of(1), R.between('-1', '1'));
    expect([quotient.lower(), quotient.upper()]).toEqual([-Infinity, Infinity]);
  });

  it.each([
    [-1, 1, 0, 2, -Infinity, Infinity],
    [-1, 1, -2, 0, -Infinity, Infinity],
    [1, 3, 0, 2, 0.5, Infinity],
    [-3, -1, 0, 2, -Infinity, -0.5],
    [1, 3, -2, 0, -Infinity, -0.5],
    [-3, -1, -2, 0, 0.5, Infinity],
    [0, 3, 0, 2, 0, Infinity],
  ])('divides [%d, %d] by [%d, %d], which ends at zero', (xl, xh, yl, yh, low, high) => {
    const quotient = R.div(R.between(xl, xh), R.between(yl, yh));
    expect([quotient.lower() + 0, quotient.upper() + 0]).toEqual([low, high]);
  });

  it('encloses atanh where one unit in the last place around Math.atanh does not', () => {
    const x = 0.3;
    const enclosed = R.artanh(R.of(x));
    expect(enclosed.lower()).toBeLessThanOrEqual(enclosed.upper());
    expect(R.contains(enclosed, R.artanh(R.of(x)))).toBe(true);
    expect(Math.abs(enclosed.lower() - Math.atanh(x))).toBeLessThan(1e-15);
  });

  it('does not grow over 200,000 operations', () => {
    let x = R.of('1/3');
    for (let i = 0; i < 1000; i++) x = R.div(R.add(x, R.of(1)), R.of(2));
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 200_000; i++) x = R.div(R.add(x, R.of(1)), R.of(2));
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });
});
