/** Relations on boxes, as the second checker sees them. */
import { describe, expect, it } from 'vitest';
import { recheck, recheckRefutation } from '../../src/recheck/evidence.ts';
import { Malformed, type Verdict } from '../../src/recheck/verdicts.ts';
import { add, apply, exp, inv, log, mul, pow, rational, sub, variable, type Expression } from './expressions.ts';
import { randomNumbers } from './random-numbers.ts';

const [x, y] = [variable('x'), variable('y')];
const side = (name: string, lower: string, upper: string) => ({ name, lower, upper });
const LEAF = { leaf: true };

const judged = (box: object[], left: Expression, relation: string, right: Expression, more: object = {}): Verdict =>
  recheck('interval', { box, left, relation, right, splits: LEAF, ...more }, randomNumbers(1));
const symmetric = [side('x', '-1', '1')];
const unit = [side('x', '0', '1')];

describe('relations on boxes', () => {
  it.each<[string, object[], Expression, string, Expression]>([
    ['needs no split', unit, exp(x), '<=', rational(3)],
    ['needs splits that are not given', unit, mul(x, sub(1, x)), '<', rational(26, 100)],
    ['needs the mean value theorem', unit, sub(exp(x), add(1, x)), '<=', rational(72, 100)],
    ['has two sides', [...unit, side('y', '1', '2')], mul(x, y), '<=', add(rational(1, 10), mul(2, x))],
    ['is an equality at one end', unit, exp(mul(-1, x)), '<=', rational(1)],
    ['is about a point', [side('x', '1/3', '1/3')], mul(3, x), '=', rational(1)],
    ['is about constants', [], pow(2, rational(1, 2)), '<', rational(3, 2)],
  ])('follow: one that %s', (_, box, left, relation, right) => {
    const more = relation === '=' ? { tolerance: '1e-20' } : {};
    expect(judged(box, left, relation, right, more)).toMatchObject({ verdict: 'follows' });
  });

  it.each<[string, object[], Expression, string, Expression]>([
    ['near the upper end', unit, x, '<=', rational(9, 10)],
    ['near the lower end', unit, x, '>=', rational(1, 10)],
    ['away from the middle, where the slope is 0', symmetric, pow(x, 2), '<=', rational(1, 1000)],
    ['everywhere, by nothing', symmetric, mul(0, x), '<', mul(0, x)],
    ['at one end alone', unit, x, '<', rational(1)],
    ['by a hair', unit, mul(x, sub(1, x)), '<=', rational(249999999, 1000000000)],
    ['near one corner', [...unit, side('y', '0', '1')], mul(x, y), '<=', rational(97, 100)],
    ['beyond the tolerance', unit, x, '=', mul(x, rational(1000001, 1000000))],
  ])('do not follow: one that fails %s', (_, box, left, relation, right) => {
    const more = relation === '=' ? { tolerance: '1e-7' } : {};
    expect(judged(box, left, relation, right, more).verdict).not.toBe('follows');
  });

  it('do not follow where a side has no value', () => {
    expect(judged(symmetric, mul(0, inv(x)), '<=', rational(1)).verdict).not.toBe('follows');
    expect(judged([side('x', '0', '1')], mul(0, log(x)), '<=', rational(1)).verdict).not.toBe('follows');
    expect(judged(symmetric, apply('abs', x), '<=', rational(1))).toMatchObject({ verdict: 'follows' });
  });

  it('need both halves of every split', () => {
    const splits = { split: 'x', low: LEAF, high: LEAF };
    expect(judged(unit, x, '<=', rational(1), { splits })).toMatchObject({ verdict: 'follows' });
    expect(judged(unit, x, '<=', rational(7, 10), { splits }).verdict).toBe('fails');
    expect(() => judged(unit, x, '<=', rational(1), { splits: { split: 'x', low: LEAF } })).toThrow(Malformed);
    expect(judged([side('x', '1', '1')], x, '<=', rational(1), { splits }).verdict).toBe('fails');
  });
});

describe('counterexamples on boxes', () => {
  const refuted = (left: Expression, relation: string, right: Expression, point: object): Verdict =>
    recheckRefutation('interval', { box: unit, left, relation, right, point, tolerance: '1/10' });

  it('fail the relation, certainly', () => {
    expect(refuted(x, '<', rational(1, 2), { x: '1/2' })).toMatchObject({ verdict: 'follows' });
    expect(refuted(x, '<=', rational(1, 2), { x: '1/2' })).toMatchObject({ verdict: 'fails' });
    expect(refuted(x, '>', rational(1, 2), { x: '1/2' })).toMatchObject({ verdict: 'follows' });
    expect(refuted(x, '=', rational(1, 2), { x: '7/10' })).toMatchObject({ verdict: 'follows' });
    expect(refuted(x, '=', rational(1, 2), { x: '11/20' })).toMatchObject({ verdict: 'fails' });
    expect(refuted(x, '<=', rational(1, 2), { x: '2' })).toMatchObject({ verdict: 'fails' });
    expect(() => refuted(x, '<=', rational(1, 2), {})).toThrow(Malformed);
    // e^log x - x is 0, but no enclosure can see that it is not positive.
    expect(refuted(exp(log(x)), '<=', x, { x: '1/3' })).toMatchObject({ verdict: 'undecided' });
  });
});
