/** The second checker's enclosures: against 40-digit references, against the first checker, and on whole boxes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { apply, variable, type FunctionName } from '../../src/checker/expression.ts';
import { enclose as encloseFirst } from '../../src/checker/kernel/enclosure.ts';
import { EnclosureError, IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { enclose } from '../../src/recheck/enclosure.ts';
import { call, number, PI, readTerm, showTerm, type Term } from '../../src/recheck/language.ts';
import { fraction, readRational } from '../../src/recheck/rational.ts';
import { bitsOf, exactly, exactSum, negated, order, Reals, type Enclosure } from '../../src/recheck/reals.ts';
import { OutOfReach } from '../../src/recheck/verdicts.ts';

const S = new Reals(128);
const q = (text: string): Term => ({ is: 'number', value: readRational(text) });

/** Whether the enclosure meets the digits given (off by one in the last) and is that narrow. */
function agrees(x: Enclosure, digits: string): boolean {
  const value = readRational(digits);
  const last = readRational(`1e-${digits.split('.')[1]!.length}`);
  const near = S.range(
    fraction(value.n * last.d - last.n * value.d, value.d * last.d),
    fraction(value.n * last.d + last.n * value.d, value.d * last.d),
  );
  const width = exactly(exactSum(x.hi, negated(x.lo)));
  return S.common(x, near) !== undefined && width.n * last.d <= last.n * width.d;
}

describe('enclosures', () => {
  // Digits from mpmath 1.3 (50 digits, cut).
  const references: readonly (readonly [Term, string])[] = [
    [PI, '3.141592653589793238462643383279'],
    [call('exp', q('1')), '2.718281828459045235360287471352'],
    [call('exp', q('-7/3')), '0.096971967864405062809906659298'],
    [call('log', q('10')), '2.302585092994045684017991454684'],
    [call('log', q('1.0001')), '0.000099995000333308335333166680'],
    [call('sqrt', q('2')), '1.414213562373095048801688724209'],
    [call('gamma', q('1/3')), '2.678938534707747633655692940974'],
    [call('gamma', q('1/2')), '1.772453850905516027298167483341'],
    [call('normalCdf', q('1')), '0.841344746068542948585232545632'],
    [call('normalQuantile', q('0.975')), '1.959963984540054235524594430520'],
    [call('gammaCdf', q('1'), q('1')), '0.632120558828557678404476229838'],
    [call('betaCdf', q('1/4'), q('2'), q('3')), '0.261718750000000000000000000000'],
    [call('dilogarithm', q('1/2')), '0.582240526465012505902656320159'],
    [call('hypergeometric', q('1/2'), q('1')), '1.386294361119890618834464242916'],
    [call('artanh', q('1/2')), '0.549306144334054845697622618461'],
    [call('erf', q('1')), '0.842700792949714869341220635082'],
  ];
  it.each(references.map(([x, digits]) => [showTerm(x), x, digits] as const))('%s', (_, x, digits) => {
    expect(agrees(enclose(S, x, new Map()), digits)).toBe(true);
  });

  it('are exact at 0 and 1, where an inequality may be an equality', () => {
    for (const [x, value] of [
      [call('log', number(1)), 0n],
      [call('exp', number(0)), 1n],
      [call('sqrt', number(9, 4)), undefined],
      [call('betaCdf', number(1), number(2), number(5)), 1n],
      [call('gammaCdf', number(0), number(2)), 0n],
    ] as const) {
      const { lo, hi } = enclose(S, x, new Map());
      expect(order(lo, hi)).toBe(0);
      if (value !== undefined) expect(exactly(lo)).toEqual({ n: value, d: 1n });
    }
  });

  it('refuse what has no value, and what may have none', () => {
    for (const x of [
      call('log', number(0)),
      call('sqrt', number(-1)),
      call('gamma', number(0)),
      call('normalQuantile', number(1)),
      call('artanh', number(1)),
      call('betaQuantile', number(1, 2), number(0), number(1)),
      call('dilogarithm', number(1)),
    ]) {
      expect(() => enclose(S, x, new Map()), showTerm(x)).toThrow(OutOfReach);
    }
    const box = new Map([['x', S.range(fraction(-1n), fraction(1n))]]);
    const reciprocal = readTerm({
      op: 'power',
      base: variable('x'),
      exponent: { op: 'rational', numerator: '-1', denominator: '1' },
    });
    expect(() => enclose(S, reciprocal, box)).toThrow(OutOfReach);
  });

  it('are wide enough: at few bits they contain what they are at many', () => {
    const [few, many] = [new Reals(24), new Reals(140)];
    const random = randomStream(5);
    const contains = (outer: Enclosure, inner: Enclosure): boolean =>
      order(outer.lo, inner.lo) <= 0 && order(inner.hi, outer.hi) <= 0;
    for (let i = 0; i < 700; i++) {
      const [n, d] = [Math.floor(random.uniform() * 4000) + 1, Math.floor(random.uniform() * 700) + 1];
      const x = number(n, d);
      const small = number(n, 4001);
      for (const term of [
        x,
        call('exp', x),
        call('exp', number(-n, d)),
        call('log', x),
        call('log', number(4000 + n, 4000)),
        call('sqrt', x),
        ...(i % 10 === 0
          ? [
              PI,
              call('gamma', x),
              call('normalCdf', small),
              call('gammaCdf', small, x),
              call('gammaCdf', number(2 * n + 100 * d, d), x),
              call('betaCdf', small, x, small),
              call('dilogarithm', small),
            ]
          : []),
      ]) {
        const [outer, inner] = [few, many].map((S_) => enclose(S_, term, new Map()));
        expect(contains(outer!, inner!), showTerm(term)).toBe(true);
      }
    }
  });

  it('count bits from above, by at most one', () => {
    for (let k = 1; k < 3000; k += 17) {
      for (const m of [(1n << BigInt(k)) - 1n, 1n << BigInt(k), -(1n << BigInt(k)) + 1n]) {
        const exact = (m < 0n ? -m : m).toString(2).length;
        expect(bitsOf(m) - exact === 0 || bitsOf(m) - exact === 1).toBe(true);
      }
    }
  });
});

type Range = readonly [number, number];
const RANGES: Readonly<Record<FunctionName, readonly Range[]>> = {
  exp: [[-60, 60]],
  log: [[0.001, 1000]],
  sqrt: [[0, 1000]],
  abs: [[-5, 5]],
  erf: [[-5, 5]],
  artanh: [[-0.99, 0.99]],
  tanh: [[-20, 20]],
  gamma: [[0.01, 60]],
  normalCdf: [[-9, 9]],
  normalPdf: [[-9, 9]],
  normalQuantile: [[0.001, 0.999]],
  gammaCdf: [
    [0, 60],
    [0.05, 40],
  ],
  gammaQuantile: [
    [0, 0.999],
    [0.1, 30],
  ],
  betaCdf: [
    [0, 1],
    [0.1, 40],
    [0.1, 40],
  ],
  betaQuantile: [
    [0, 1],
    [0.2, 20],
    [0.2, 20],
  ],
  dilogarithm: [[0, 0.99]],
  hypergeometric: [
    [0, 0.98],
    [0.05, 9],
  ],
};

describe('the two checkers', () => {
  let R: IntervalArithmetic;
  beforeAll(async () => {
    R = new IntervalArithmetic(await loadMpfr(), 100);
  });

  it.each(Object.entries(RANGES) as [FunctionName, readonly Range[]][])('enclose the same %s', (name, ranges) => {
    const random = randomStream(11);
    const names = ['a', 'b', 'c'].slice(0, ranges.length);
    const x = apply(name, ...names.map(variable));
    let compared = 0;
    for (let i = 0; i < 12; i++) {
      // Points first, then small boxes with rational corners.
      const ends = ranges.map(([low, high]) => {
        const n = Math.ceil((low + random.uniform() * 0.97 * (high - low)) * 1000);
        const width = i % 2 === 0 ? 0 : Math.floor(random.uniform() * Math.min(20, (high - low) * 30));
        return [`${n}/1000`, `${n + width}/1000`] as const;
      });
      let first;
      try {
        first = encloseFirst(x, new Map(names.map((v, k) => [v, R.between(...ends[k]!)])), R);
      } catch (error) {
        if (!(error instanceof EnclosureError)) throw error;
        continue;
      }
      const box = new Map(names.map((v, k) => [v, S.range(readRational(ends[k]![0]), readRational(ends[k]![1]))]));
      const second = enclose(S, readTerm(x), box);
      const stated = S.range(
        ...(R.toDecimals(first).map(readRational) as [
          ReturnType<typeof readRational>,
          ReturnType<typeof readRational>,
        ]),
      );
      expect(S.common(stated, second), JSON.stringify(ends)).toBeDefined();
      // Monotone functions: both are as narrow as the ends allow, so the ends agree.
      const [a, b] = [first.lower(), first.upper()];
      const [c, d] = [second.lo, second.hi].map((end) => Number(exactly(end).n) / Number(exactly(end).d));
      const scale = Math.abs(a) + Math.abs(b) + 1e-9;
      if (Number.isFinite(c!) && Number.isFinite(d!)) {
        expect(Math.abs(a - c!) / scale, JSON.stringify(ends)).toBeLessThan(1e-6);
        expect(Math.abs(b - d!) / scale, JSON.stringify(ends)).toBeLessThan(1e-6);
      }
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });
});
