/** Special functions, confidence bounds, rounding and random streams, beside the places where they switch. */
import { describe, it } from 'vitest';
import { toDouble, toRational } from '../../src/numeric/algebra/rational.ts';
import * as binomial from '../../src/numeric/confidence/binomial.ts';
import {
  bernsteinError,
  bernsteinLower,
  bernsteinMean,
  bernsteinUpper,
} from '../../src/numeric/confidence/empirical-bernstein.ts';
import { catoniMean } from '../../src/numeric/confidence/mean.ts';
import { sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { complementFromDecimal, doubleFromDecimal } from '../../src/numeric/decimal-reading.ts';
import { roundedDecimal } from '../../src/numeric/decimal.ts';
import { add, divide, multiply } from '../../src/numeric/directed.ts';
import * as estimates from '../../src/numeric/estimate-algebra.ts';
import { enclosed, type Estimate } from '../../src/numeric/estimate.ts';
import { IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { gaussLegendre } from '../../src/numeric/quadrature/gauss-kronrod.ts';
import { mixSeed, PhiloxStream } from '../../src/numeric/random/random-stream.ts';
import { betaPrimeTail, logBetaPrimeQuantile } from '../../src/numeric/special/beta-prime.ts';
import { betaDensityTimesVariance, gammaDensityTimesX } from '../../src/numeric/special/gamma-beta-density.ts';
import { centralBinomial, halfGammaRatio, meanSphereCoordinate } from '../../src/numeric/special/half-gamma-ratio.ts';
import { logBetaTail } from '../../src/numeric/special/incomplete-beta.ts';
import * as special from '../../src/numeric/special/special.ts';
import { log1pMinus, logGammaIncrement, stirlingCorrection } from '../../src/numeric/special/stirling.ts';
import { Ledger, PATIENCE } from './ledger.ts';

const TAILS = ['lower', 'upper'] as const;

describe('the ledger of numeric', () => {
  it('special functions', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('numeric', 'special-functions');
    const { draw } = ledger;
    for (const x of [
      -40, -6.5, -3, -1.3, -1.2, -0.9, -0.5, -0.1, 0, 1e-9, 0.2, 0.3, 0.8, 0.85, 1, 1.24, 1.26, 2, 2.9, 5, 9, 27, 29,
    ])
      ledger.ask(`error functions at ${x}`, () => [
        special.erf(x),
        special.erfc(x),
        special.erfcx(x),
        ...TAILS.map((tail) => special.normalCdf(x, tail)),
        log1pMinus(x / 60),
        x <= 1 && special.dilogarithm(x),
      ]);
    for (const p of [1e-300, 1e-20, 1e-5, 0.02, 0.3, 0.5, 0.6, 0.97, 1 - 1e-10])
      ledger.ask(`quantiles of ${p}`, () => TAILS.map((tail) => special.normalQuantile(p, tail)));
    const shapes = [1e-18, 0.01, 0.3, 1, 1.7, 2, 3.5, 7.9, 8.1, 11.9, 12.1, 30, 99, 101, 1536, 1e5, 1e17];
    for (const s of shapes)
      ledger.ask(`gamma, shape ${s}`, () => [
        special.logGamma(s),
        stirlingCorrection(s),
        special.gammaRatio(s + 0.5, s),
        logGammaIncrement(s, 0.3),
        logGammaIncrement(s, -0.95 * s),
      ]);
    for (let i = 0; i < 60; i++) {
      const s = draw.size(0.01, 1e5);
      const x = Number((s * draw.size(0.3, 3)).toPrecision(5));
      const p = draw.pick([draw.between(0.01, 0.99), draw.size(1e-30, 0.01)]);
      ledger.ask(`gamma law, shape ${s}, x = ${x}, p = ${p}`, () => [
        gammaDensityTimesX(x, s),
        ...TAILS.flatMap((tail) => [special.gammaCdf(x, s, tail), special.gammaQuantile(p, s, tail)]),
      ]);
    }
    for (let i = 0; i < 60; i++) {
      const [a, b] = [draw.size(0.05, 1e4), draw.size(0.05, 1e4)];
      const x = draw.pick([draw.between(0.001, 0.999), Number(((a / (a + b)) * draw.between(0.8, 1)).toPrecision(5))]);
      const p = draw.pick([draw.between(0.01, 0.99), draw.size(1e-30, 0.01)]);
      const u = draw.between(-3, 3);
      ledger.ask(`beta law ${a}, ${b}, x = ${x}, p = ${p}, u = ${u}`, () => [
        betaDensityTimesVariance(x, 1 - x, a, b),
        ...TAILS.flatMap((tail) => [
          special.betaCdf(x, a, b, tail),
          special.betaQuantile(p, a, b, tail),
          special.betaPrimeCdf(x, a, b, tail),
          logBetaTail(x, a, b, tail),
          betaPrimeTail(u, a, b, tail),
          logBetaPrimeQuantile(p, a, b, tail),
        ]),
      ]);
    }
    for (const d of [1, 2, 3, 64, 99, 100, 101, 102, 3072, 200_000])
      ledger.ask(`dimension ${d}`, () => [halfGammaRatio(d), meanSphereCoordinate(d), centralBinomial(d)]);
    await ledger.compare();
  });

  it('confidence bounds', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('numeric', 'confidence');
    const { draw } = ledger;
    for (let i = 0; i < 60; i++) {
      const n = draw.pick([draw.whole(1, 100), draw.whole(100, 1e5), draw.whole(1e5, 1e9)]);
      const hits = draw.pick([0, n, Math.floor(n * draw.between(0, 1)), Math.max(0, n - draw.whole(1, 20))]);
      const alpha = draw.pick([draw.size(1e-12, 1e-6), draw.size(1e-6, 0.3)]);
      const q = draw.between(0.01, 0.99);
      ledger.ask(`${hits} of ${n}, alpha ${alpha}, q = ${q}`, () => [
        binomial.clopperPearsonLower(hits, n, alpha),
        binomial.clopperPearsonUpper(hits, n, alpha),
        sequenceLower(hits, n, alpha),
        sequenceUpper(hits, n, alpha),
        binomial.orderStatisticLower(n, q, alpha),
        binomial.orderStatisticUpper(n, q, alpha),
        binomial.dkwEpsilon(n, alpha),
        binomial.dkwTail(0.01, n),
      ]);
    }
    for (let i = 0; i < 20; i++) {
      const values = Float64Array.from(draw.vector(draw.whole(60, 200), 1), (x) => x * x);
      const sum = values.reduce((total, x) => total + x, 0);
      const squares = values.reduce((total, x) => total + x * x, 0);
      const alpha = draw.size(1e-4, 0.2);
      ledger.ask(`${values.length} values, alpha ${alpha}`, () => [
        bernsteinLower(sum, squares, values.length, alpha),
        bernsteinUpper(sum, squares, values.length, alpha),
        bernsteinMean(values, 1, alpha),
        bernsteinError(0.1, values.length, 1, alpha),
        catoniMean(values, 0.1, alpha),
      ]);
    }
    await ledger.compare();
  });

  it('rounding, estimates, streams, integrals', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('numeric', 'arithmetic');
    const { draw } = ledger;
    const bits = new BigUint64Array(1);
    const told = (x: number): string => {
      bits.set(new BigUint64Array(new Float64Array([x]).buffer));
      return bits[0]!.toString(16);
    };
    const drawn = (): number => draw.size(1e-3, 1e3) * Math.PI * draw.pick([1, -1]);
    for (let i = 0; i < 30; i++) {
      const [x, y] = [drawn(), drawn()];
      for (const direction of ['down', 'up'] as const)
        ledger.ask(`${x}, ${y}, ${direction}`, () => [
          ...[add, multiply, divide].map((operation) => told(operation(x, y, direction))),
          roundedDecimal(x, draw.pick([1, 5, 9, 17]), direction),
          told(doubleFromDecimal(x.toPrecision(30), direction)),
          told(complementFromDecimal('0.123456789012345678901', direction)),
        ]);
      const interval = (z: number): Estimate =>
        enclosed(z, z - draw.size(1e-3, 1), z + draw.size(1e-3, 1), 'interval', draw.pick([1, 0.99]));
      const [a, b] = [interval(x), interval(y)];
      ledger.ask(`estimates about ${x}, ${y}`, () => [
        estimates.sum(a, b),
        estimates.product(a, b),
        estimates.ratio(a, b),
        estimates.scaled(a, -2, 3),
        estimates.clamped(a, -1, 1),
        estimates.intersected(a, b),
        estimates.widened(a, 0.01),
        estimates.inverted(b),
      ]);
    }
    for (const seed of [0, 1, 2 ** 33, mixSeed(5, 'a label')])
      ledger.ask(`stream ${seed}`, () => {
        const random = new PhiloxStream(seed, 3);
        return [
          random.uniform(),
          random.normal(),
          random.normal(),
          random.exponential(),
          random.gamma(0.4),
          random.gamma(7),
          random.sign(),
          random.integer(1000),
          random.integer(2 ** 40),
          random.uniformOpen(),
        ];
      });
    for (const points of [7, 15, 21] as const)
      ledger.ask(`integrals, ${points} points`, () => [
        integrate((x) => Math.exp(-x * x), 0, 3, { points }),
        integrate((x) => 1 / (1 + x * x), -Infinity, Infinity, { points }),
        integrate((x) => Math.abs(x - 0.3), 0, 1, { points, breakpoints: [0.3] }),
      ]);
    await ledger.compare();
  });

  it('the ends of ranges', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('numeric', 'ends');
    const { draw } = ledger;
    const bits = (x: number): string => new BigUint64Array(new Float64Array([x]).buffer)[0]!.toString(16);
    const ends = [0, -0, 5e-324, 2 ** -1022, 1e-200, 1 / 3, 1, 9.9999999, 1e200, Number.MAX_VALUE, Infinity];
    for (const direction of ['down', 'up'] as const) {
      for (const x of ends)
        ledger.ask(`${x} and others, ${direction}`, () => [
          ends.map((y) =>
            [add, multiply, divide].flatMap((of) => [bits(of(x, y, direction)), bits(of(-x, y, direction))]),
          ),
          [1, 3, 17].flatMap((digits) => [roundedDecimal(x, digits, direction), roundedDecimal(-x, digits, direction)]),
        ]);
      for (const text of [
        '0',
        '1',
        '-0.1',
        '1e400',
        '-1e400',
        '1e-400',
        '1e-320',
        '4.9e-324',
        '0.3',
        '1e23',
        '.5',
        '2.',
        '12345678901234567890e-5',
        'x',
        '',
      ])
        // prettier-ignore
        ledger.ask(`"${text}", ${direction}`, () => [
          bits(doubleFromDecimal(text, direction)),
          bits(complementFromDecimal(text, direction)),
        ]);
    }
    for (const text of ['3', '-1.25', '1e-6', '3/4', '-3/-4', '1/0', '1e3/7', 'a', '1/2/3', '0.1e400'])
      ledger.ask(`rational "${text}"`, () => [String(toRational(text)), toDouble(toRational(text))]);
    for (const x of [0.1, -5e-324, 2 ** 60, 1e300, 2 ** -1060, NaN])
      ledger.ask(`rational ${x}`, () => [String(toRational(x)), toDouble(toRational(x))]);
    for (const n of [1, 2, 5, 20, 101, 0, 1.5]) ledger.ask(`Gauss and Legendre, ${n}`, () => gaussLegendre(n));
    for (const n of [1, 2, 30, 1000, 1e8])
      for (const alpha of [1e-300, 1e-9, 0.05, 0.5])
        ledger.ask(`n = ${n}, alpha ${alpha}`, () => [
          [0, 1, Math.floor(n / 2), n].flatMap((hits) => [
            binomial.clopperPearsonLower(hits, n, alpha),
            binomial.clopperPearsonUpper(hits, n, alpha),
            sequenceLower(hits, n, alpha),
            sequenceUpper(hits, n, alpha),
          ]),
          [0, 1e-6, 0.5, 1 - 1e-6, 1].flatMap((q) => [
            binomial.orderStatisticLower(n, q, alpha),
            binomial.orderStatisticUpper(n, q, alpha),
          ]),
          binomial.dkwEpsilon(n, alpha),
        ]);
    for (const [far, variance] of [
      [100, 0.1],
      [-1e6, 1e-3],
      [1e-9, 10],
      [0, 1e-12],
    ] as const)
      // prettier-ignore
      for (const count of [1, 5, 400]) {
        const values = Float64Array.from(draw.vector(count, 1), (x) => far + x);
        ledger.ask(`Catoni's mean of ${count} about ${far}, variance ${variance}`, () => catoniMean(values, variance, 0.01));
      }
    for (const p of [5e-324, 1e-300, 1e-200, 1e-17, 0.5 - 2 ** -54, 1 - 2 ** -53])
      for (const a of [0.01, 0.5, 1, 30, 1e4, 1e8])
        ledger.ask(`laws, p = ${p}, shape ${a}`, () =>
          TAILS.flatMap((tail) => [
            special.gammaQuantile(p, a, tail),
            special.betaQuantile(p, a, 0.5, tail),
            special.betaQuantile(p, 7, a, tail),
            logBetaPrimeQuantile(p, a, 2.5, tail),
            special.gammaCdf(a + 40 * Math.sqrt(a), a, tail),
            special.gammaCdf(p, a, tail),
            logBetaTail(0.999, a, 3, tail),
            special.normalQuantile(p, tail),
          ]),
        );
    const R = new IntervalArithmetic(await loadMpfr());
    for (const [low, high] of [
      [0.3, 0.3],
      [0.3, 0.31],
      [-0.4, 0.2],
      [1.2, 1.6],
      [0, 0],
      [-2.5, -2.4],
      [0, 1],
    ] as const) {
      // prettier-ignore
      const x = R.between(low, high);
      for (const [name, of] of Object.entries({
        sqr: () => R.sqr(x),
        even: () => R.powInteger(x, 4),
        odd: () => R.powInteger(x, -3),
        pow: () => R.pow(x, R.between(0.5, 1.5)),
        expm1: () => R.expm1(x),
        log1p: () => R.log1p(x),
        tanh: () => R.tanh(x),
        artanh: () => R.artanh(x),
        gamma: () => R.gamma(x),
        logGamma: () => R.logGamma(x),
        dilogarithm: () => R.dilogarithm(x),
        inv: () => R.inv(x),
        quotient: () => R.div(R.between(-1, 2), x),
        abs: () => R.abs(x),
        min: () => R.min(x, R.between(0.1, 0.5)),
        hull: () => R.hull(x, R.between(0.1, 0.5)),
        intersect: () => R.intersect(x, R.between(0.1, 0.5)) ?? R.zero,
        normalPdf: () => R.normalPdf(x),
        normalQuantile: () => R.normalQuantile(x),
        gammaCdf: () => R.gammaCdf(x, R.between(2, 2.5), 'upper'),
        gammaQuantile: () => R.gammaQuantile(x, R.between(2, 2.5), 'lower'),
        betaQuantile: () => R.betaQuantile(x, R.between(2, 2.5), R.between(0.5, 0.6), 'upper'),
        orders: () =>
          R.of(
            ['compare', 'less', 'lessOrEqual'].reduce(
              (sum, _, i) =>
                sum + 3 ** i * Number([R.compare(x, R.one), R.less(x, R.one), R.lessOrEqual(x, R.one)][i] ?? 5),
              0,
            ),
          ),
      }))
        // prettier-ignore
        ledger.ask(`${name} of [${low}, ${high}]`, () => of().toString());
    }
    await ledger.compare();
  });

  it('enclosures', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('numeric', 'enclosures');
    const { draw } = ledger;
    const R = new IntervalArithmetic(await loadMpfr());
    const width = [0, 1e-3, 0.1];
    for (let i = 0; i < 40; i++) {
      const [x, wide] = [draw.size(0.05, 20), draw.pick(width)];
      const X = R.between(x, x * (1 + wide));
      const one = (of: (y: typeof X) => typeof X): string => of(X).toString();
      ledger.ask(`functions at ${x} (${wide})`, () => [
        one((y) => R.exp(R.neg(y))),
        one((y) => R.log(y)),
        one((y) => R.sqrt(y)),
        one((y) => R.erf(y)),
        one((y) => R.erfc(y)),
        one((y) => R.normalPdf(y)),
        one((y) => R.normalCdf(R.neg(y))),
        one((y) => R.logGamma(y)),
        one((y) => R.powInteger(y, -3)),
        one((y) => R.div(y, R.add(y, R.one))),
      ]);
      const [a, b, p] = [draw.size(0.2, 40), draw.size(0.2, 40), draw.between(0.02, 0.98)];
      const [A, B, P] = [R.between(a, a * (1 + wide)), R.between(b, b), R.between(p, p)];
      for (const tail of TAILS)
        ledger.ask(`laws, ${a} (${wide}), ${b}, x = ${x}, p = ${p}, ${tail}`, () => [
          R.gammaCdf(X, A, tail).toString(),
          R.betaCdf(R.div(X, R.add(X, R.one)), A, B, tail).toString(),
          wide === 0 && R.gammaQuantile(P, A, tail).toString(),
          wide === 0 && R.betaQuantile(P, A, B, tail).toString(),
          R.normalQuantile(P).toString(),
        ]);
    }
    await ledger.compare();
  });
});
