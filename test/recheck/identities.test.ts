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
import { P, powerModulo, Q } from '../../src/recheck/modular.ts';
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
const POSITIVE = { name: 'x', lower: '0', upper: 'inf' };
const REAL = { name: 'x', lower: '-inf', upper: 'inf' };
const Y = { name: 'y', lower: '0', upper: 'inf' };
const UNIT = { name: 'p', lower: '0', upper: '1' };
const S = { name: 's', lower: '0', upper: 'inf' };
const WHOLE = { name: 'd', lower: '0', upper: 'inf', integer: true };

const judged = (variables: readonly object[], ...chain: Expression[]): Verdict =>
  decide(() => recheck('symbolic', { variables, chain }, randomNumbers(3)));

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
    ['a prime that is no square', [], pow(rational(53 * 53), rational(1, 2)), rational(-53)],
    ['a multiple of the prime', [POSITIVE], mul(P, x), mul(0, x, 2)],
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
    // A derivative needs more than a value.
    expect(judged([REAL], derivative(abs(x), 'x'), div(x, abs(x)))).toMatchObject({ verdict: 'undecided' });
  });

  it('check every member of a chain, not its ends alone', () => {
    expect(judged([POSITIVE], mul(x, x), pow(x, 2), add(pow(x, 2), 0))).toMatchObject({ verdict: 'follows' });
    expect(judged([POSITIVE], mul(x, x), pow(x, 3), add(pow(x, 2), 0)).verdict).toBe('fails');
  });
});

describe('the prime', () => {
  it('is one, and so is half of it', () => {
    expect(Q * 2n + 1n).toBe(P);
    // Miller and Rabin to 40 bases: Q is odd and (P - 1)/2, so P needs one power only.
    for (let base = 2n; base < 42n; base++) {
      expect(powerModulo(base, Q - 1n, Q)).toBe(1n);
      expect([1n, P - 1n]).toContain(powerModulo(base, Q, P));
    }
    // Pocklington: 2^(P-1) = 1 and gcd(2^2 - 1, P) = 1 with the prime Q > sqrt(P) dividing P - 1.
    expect(P % 3n).not.toBe(0n);
  });

  it('has the small primes among its squares', () => {
    for (const small of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n]) {
      expect(powerModulo(small, Q, P)).toBe(1n);
    }
    expect(P % (8n * 3n * 5n * 7n * 11n * 13n * 17n * 19n * 23n * 29n * 31n * 37n * 41n * 43n * 47n)).toBe(
      8n * 3n * 5n * 7n * 11n * 13n * 17n * 19n * 23n * 29n * 31n * 37n * 41n * 43n * 47n - 1n,
    );
  });
});
