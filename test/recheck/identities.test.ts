/** What the second checker takes for an identity, and what it does not. */
import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  apply,
  derivative,
  div,
  exp,
  inv,
  log,
  mul,
  neg,
  pi,
  pow,
  rational,
  sub,
  substitute,
  variable,
  type Expression,
} from './expressions.ts';
import { plain } from '../../src/recheck/calculus.ts';
import { FormalPoint } from '../../src/recheck/formal-field.ts';
import { readTerm } from '../../src/recheck/language.ts';
import { fieldsOf, powerModulo, Unlucky } from '../../src/recheck/modular.ts';
import { variableRange } from '../../src/recheck/range.ts';
import { fraction } from '../../src/recheck/rational.ts';
import { Signs } from '../../src/recheck/sign.ts';
import { recheck } from '../../src/recheck/evidence.ts';
import { decide, type Verdict } from '../../src/recheck/verdicts.ts';
import { randomNumbers } from './random-numbers.ts';

const [x, y, p, d, s] = ['x', 'y', 'p', 'd', 's'].map(variable) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
];
/** The prime of version 0.3.0, which was the same for all files. */
const WELL_KNOWN = 115792089237316195423570985008687907853269984665640564040059958954828239743199n;
const POSITIVE = { name: 'x', lower: '0', upper: 'inf' };
const REAL = { name: 'x', lower: '-inf', upper: 'inf' };
const Y = { name: 'y', lower: '0', upper: 'inf' };
const UNIT = { name: 'p', lower: '0', upper: '1' };
const S = { name: 's', lower: '0', upper: 'inf' };
const WHOLE = { name: 'd', lower: '0', upper: 'inf', integer: true };

/** One source for all tests, since its fields are drawn once. */
const random = randomNumbers(3);
const judged = (variables: readonly object[], ...chain: Expression[]): Verdict =>
  decide(() => recheck('symbolic', { variables, chain }, random));

describe('identities', () => {
  it.each<[string, object[], Expression, Expression]>([
    ['powers', [POSITIVE, Y], pow(mul(x, y), rational(3, 2)), mul(pow(x, rational(3, 2)), y, pow(y, rational(1, 2)))],
    ['symbolic exponents', [POSITIVE, S], pow(x, sub(s, 1)), div(pow(x, s), x)],
    ['exponentials', [POSITIVE, Y], exp(sub(mul(x, log(y)), x)), mul(pow(y, x), exp(neg(x)))],
    ['logarithms', [POSITIVE, UNIT], log(div(mul(6, x), sub(1, p))), add(log(2), log(3), log(x), neg(log(sub(1, p))))],
    [
      'roots of sums',
      [UNIT],
      pow(sub(1, pow(p, 2)), rational(1, 2)),
      mul(pow(sub(1, p), rational(1, 2)), pow(add(1, p), rational(1, 2))),
    ],
    ['Gamma', [S], apply('gamma', add(s, 3)), mul(add(s, 2), add(s, 1), s, apply('gamma', s))],
    ['Gamma(1/2)', [], apply('gamma', rational(5, 2)), mul(rational(3, 4), pow(pi, rational(1, 2)))],
    ['reflection', [UNIT], apply('normalCdf', neg(apply('normalQuantile', p))), sub(1, p)],
    [
      'the beta law mirrored',
      [UNIT, S],
      apply('betaCdf', sub(1, p), s, rational(2)),
      sub(1, apply('betaCdf', p, rational(2), s)),
    ],
    ['inverses', [UNIT, S], apply('gammaCdf', apply('gammaQuantile', p, s), s), p],
    [
      'the gamma law',
      [POSITIVE, S],
      derivative(apply('gammaCdf', x, add(s, 1)), 'x'),
      div(mul(x, derivative(apply('gammaCdf', x, s), 'x')), s),
    ],
    ['absolute values', [{ ...REAL, upper: '0' }], abs(x), neg(x)],
    ['substitution', [UNIT], substitute(derivative(mul(x, x), 'x'), 'x', p), mul(2, p)],
  ])('%s', (_, variables, left, right) => {
    expect(judged(variables, left, right)).toMatchObject({ verdict: 'follows' });
  });

  it.each<[string, object[], Expression, Expression]>([
    ['log of a sum', [POSITIVE, Y], log(add(x, y)), add(log(x), log(y))],
    ['a constant off by 1e-20', [POSITIVE], mul(x, rational(10n ** 20n + 1n, 10n ** 20n)), add(x, mul(0, x))],
    ['a derivative forgotten', [POSITIVE], derivative(exp(mul(2, x)), 'x'), exp(mul(2, x))],
    ['the root of a square', [REAL], pow(pow(x, 2), rational(1, 2)), x],
    ['the root of a square written out', [REAL], pow(add(pow(x, 2), mul(-2, x), 1), rational(1, 2)), sub(x, 1)],
    ['the wrong root of a square', [UNIT], pow(pow(sub(1, p), 2), rational(1, 2)), sub(p, 1)],
    [
      'the wrong root of a number',
      [],
      pow(pow(sub(1, pow(2, rational(1, 2))), 2), rational(1, 2)),
      sub(1, pow(2, rational(1, 2))),
    ],
    [
      'the root of a square, negative on a small part',
      [{ ...REAL, lower: '-1/1000', upper: '1' }],
      pow(pow(x, 2), rational(1, 2)),
      x,
    ],
    ['a prime that is no square', [], pow(rational(53 * 53), rational(1, 2)), rational(-53)],
    ['a multiple of a prime of the fields', [POSITIVE], mul(fieldsOf(random)[0]!.P, x), mul(0, x, 2)],
    [
      'a multiple of all primes of the fields, times next to nothing at the places in reach',
      [POSITIVE],
      x,
      add(
        x,
        mul(
          fieldsOf(random).reduce((n, { P }) => n * P, 1n),
          exp(sub(exp(mul(20, x)), 700_000)),
        ),
      ),
    ],
    [
      'a multiple of a well-known prime, times next to nothing at the places in reach',
      [POSITIVE],
      x,
      add(x, mul(WELL_KNOWN, exp(sub(exp(mul(20, x)), 700_000)))),
    ],
    [
      'close for small x only',
      [{ ...POSITIVE, upper: '1/1000000000000000' }],
      exp(x),
      add(1, x, mul(x, x, rational(1, 2))),
    ],
    [
      'shapes exchanged',
      [UNIT],
      apply('betaCdf', p, rational(2), rational(3)),
      apply('betaCdf', p, rational(3), rational(2)),
    ],
    ['Gamma without its factor', [S], apply('gamma', add(s, 1)), apply('gamma', s)],
    ['both sides the same', [POSITIVE], x, x],
  ])('not: %s', (_, variables, left, right) => {
    expect(judged(variables, left, right).verdict).not.toBe('follows');
  });

  it('need every operation to have a value on the whole domain', () => {
    const one = (z: Expression): [Expression, Expression] => [mul(z, inv(z)), rational(1)];
    for (const [variables, z] of [
      [[WHOLE], sub(1, inv(d))],
      [[WHOLE], sub(pow(d, rational(1, 2)), 1)],
      [[{ ...WHOLE, lower: '-1' }, POSITIVE], sub(mul(d, exp(x)), d)],
      [[REAL], x],
      [[UNIT], sub(p, rational(1, 2))],
      [[UNIT], log(mul(2, p))],
    ] as const) {
      expect(judged(variables, ...one(z))).toMatchObject({ verdict: 'undecided' });
    }
    // The same with the bad point outside the domain.
    expect(judged([{ ...WHOLE, lower: '1' }], ...one(sub(1, inv(d))))).toMatchObject({ verdict: 'follows' });
    expect(judged([{ ...UNIT, lower: '1/2' }], ...one(sub(p, rational(1, 2))))).toMatchObject({ verdict: 'follows' });
    // The condition of a body counts at the place substituted.
    const quotient = substitute(mul(y, inv(y)), 'y', sub(p, rational(1, 2)));
    expect(judged([UNIT], quotient, rational(1))).toMatchObject({ verdict: 'undecided' });
    // A derivative needs more than a value.
    expect(judged([REAL], derivative(abs(x), 'x'), div(x, abs(x)))).toMatchObject({ verdict: 'undecided' });
  });

  it('need an open neighbourhood for every derivative', () => {
    // gammaCdf is defined from 0 on only, so nothing is said of its slope at x = 0.
    const law = apply('gammaCdf', pow(x, 2), rational(3));
    const slope = mul(x, pow(x, 4), exp(neg(pow(x, 2))));
    expect(judged([REAL], derivative(law, 'x'), slope)).toMatchObject({ verdict: 'undecided' });
    expect(judged([POSITIVE], derivative(law, 'x'), slope)).toMatchObject({ verdict: 'follows' });
  });

  it('check every member of a chain, not its ends alone', () => {
    expect(judged([POSITIVE], mul(x, x), pow(x, 2), add(pow(x, 2), 0))).toMatchObject({ verdict: 'follows' });
    expect(judged([POSITIVE], mul(x, x), pow(x, 3), add(pow(x, 2), 0)).verdict).toBe('fails');
  });
});

describe('points of the finite field', () => {
  const domain = new Map([
    ['x', variableRange(fraction(0n), undefined, false)],
    ['p', variableRange(fraction(0n), fraction(1n), false)],
    ['s', variableRange(fraction(0n), undefined, false)],
  ]);
  /** Whether the two have the same value at 12 points; no enclosure helps here. */
  const same = (left: Expression, right: Expression): boolean => {
    const [field] = fieldsOf(random);
    const [a, b] = [left, right].map((side) => plain(readTerm(side)).term);
    let equal = 0;
    for (let draw = 0, done = 0; done < 12 && draw < 500; draw++) {
      const point = new FormalPoint(field!, new Signs(domain), random);
      try {
        if (point.value(a!) === point.value(b!)) equal++;
        done++;
      } catch (error) {
        if (!(error instanceof Unlucky)) throw error;
      }
    }
    return equal === 12;
  };
  const [F, G] = [
    (z: Expression, a: Expression) => apply('gammaCdf', z, a),
    (z: Expression, a: Expression) => apply('gammaQuantile', z, a),
  ];
  const beta = (z: Expression, a: number, b: number): Expression => apply('betaCdf', z, rational(a), rational(b));

  it.each<[string, Expression, Expression, boolean]>([
    ['an inverse', F(G(p, s), s), p, true],
    ['an inverse of another shape', F(G(p, s), add(s, 1)), p, false],
    ['a mirror image', beta(sub(1, p), 2, 3), sub(1, beta(p, 3, 2)), true],
    ['a mirror image with the shapes left', beta(sub(1, p), 2, 3), sub(1, beta(p, 2, 3)), false],
    ['the same function of another argument', F(x, s), F(mul(2, x), s), false],
    ['another function', apply('dilogarithm', p), apply('hypergeometric', p, rational(2)), false],
    ['an exponent', exp(mul(2, x)), mul(exp(x), exp(x)), true],
    ['an exponent off by one', pow(x, add(s, 1)), pow(x, s), false],
    ['a logarithm of twice the number', log(mul(2, x)), log(x), false],
    ['a logarithm of twice the sum', log(add(2, mul(2, x))), add(log(add(1, x)), log(2)), true],
    ['a logarithm of the reciprocal', log(inv(add(1, x))), neg(log(add(1, x))), true],
    ['Gamma a step on', apply('gamma', add(s, 2)), mul(add(s, 1), s, apply('gamma', s)), true],
    ['Gamma half a step on', apply('gamma', add(s, rational(1, 2))), mul(s, apply('gamma', s)), false],
    ['pi for the square of its root', pow(apply('gamma', rational(1, 2)), 2), pi, true],
  ])('%s', (_, left, right, expected) => {
    expect(same(left, right)).toBe(expected);
  });
});

describe('the fields', () => {
  const SMALL = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n];

  it('are of primes, and so is half of each', () => {
    for (const { P, Q } of fieldsOf(random)) {
      expect(Q * 2n + 1n).toBe(P);
      expect(P > 1n << 150n).toBe(true);
      // Fermat's test to 40 bases that the drawing did not use; Q is odd and (P - 1)/2, so P needs one power only.
      for (let base = 2n; base < 42n; base++) {
        expect(powerModulo(base, Q - 1n, Q)).toBe(1n);
        expect([1n, P - 1n]).toContain(powerModulo(base, Q, P));
      }
      // Pocklington: 2^(P-1) = 1 and gcd(2^2 - 1, P) = 1 with the prime Q > sqrt(P) dividing P - 1.
      expect(P % 3n).not.toBe(0n);
    }
  });

  it('have the small primes among their squares', () => {
    for (const { P, Q } of fieldsOf(random)) for (const n of SMALL) expect(powerModulo(n, Q, P)).toBe(1n);
  });

  it('come from the random numbers: the same for the same ones, others for others', () => {
    const primes = (seed: number): bigint[] => fieldsOf(randomNumbers(seed)).map(({ P }) => P);
    expect(primes(1)).toEqual(primes(1));
    expect(new Set([...primes(1), ...primes(2)]).size).toBe(6);
  });
});
