import { beforeAll, describe, expect, it } from 'vitest';
import { IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import {
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
} from '../../src/checker/expression.ts';
import { identity } from '../../src/checker/evidence.ts';
import { judge } from '../../src/checker/kernel/judge.ts';
import { replaySymbolic } from '../../src/checker/kernel/symbolic-replay.ts';
import type { Domain } from '../../src/checker/symbolic-proof.ts';

let R: IntervalArithmetic;
beforeAll(async () => {
  R = new IntervalArithmetic(await loadMpfr(), 100);
});

const [x, d, k, s, rho, p] = ['x', 'd', 'k', 's', 'rho', 'p'].map(variable) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
];
const positive = (name: string): Domain => ({ name, lower: '0', upper: 'inf' });
const dimension: Domain = { name: 'd', lower: '1', upper: 'inf', integer: true };
const unit = (name: string): Domain => ({ name, lower: '0', upper: '1' });
const upperHalf: Domain = { name: 'rho', lower: '1/2', upper: '1' };
const half = rational(1, 2);
const prove = (variables: Domain[], left: Expression, right: Expression) =>
  replaySymbolic({ variables, left, right }, R);

describe('identities that say nothing', () => {
  it('are not proved: two sides written alike', () => {
    expect(prove([positive('x')], log(x), log(x)).status).toBe('inconclusive');
  });
});

describe('identities the kernel proves', () => {
  const cases: [string, Domain[], Expression, Expression][] = [
    ['(x+1)^2', [positive('x')], pow(add(x, 1), 2), add(pow(x, 2), mul(2, x), 1)],
    ['1/x + 1/(1+x)', [positive('x')], add(inv(x), inv(add(1, x))), div(add(1, mul(2, x)), mul(x, add(1, x)))],
    ['exp(k log x) = x^k', [positive('x'), positive('k')], exp(mul(k, log(x))), pow(x, k)],
    ['Gamma(d+1)/Gamma(d) = d', [dimension], div(apply('gamma', add(d, 1)), apply('gamma', d)), d],
    ['Gamma(d-1)(d-1) = Gamma(d)', [dimension], mul(apply('gamma', sub(d, 1)), sub(d, 1)), apply('gamma', d)],
    ['Gamma(5/2)', [], apply('gamma', rational(5, 2)), mul(rational(3, 4), pow(pi, half))],
    ['sqrt 2 sqrt 3 = sqrt 6', [], mul(apply('sqrt', 2), apply('sqrt', 3)), apply('sqrt', 6)],
    ['sqrt(x^2) = x', [positive('x')], apply('sqrt', pow(x, 2)), x],
    ['log((1-p)/p)', [unit('p')], log(div(sub(1, p), p)), sub(log(sub(1, p)), log(p))],
    ['tanh(artanh x) = x', [unit('x')], apply('tanh', apply('artanh', x)), x],
    ['d artanh', [unit('x')], derivative(apply('artanh', x), 'x'), inv(sub(1, pow(x, 2)))],
    ['normal quantile', [unit('p')], apply('normalCdf', apply('normalQuantile', sub(1, p))), sub(1, p)],
    ['gamma quantile', [unit('p'), positive('s')], apply('gammaCdf', apply('gammaQuantile', p, s), s), p],
    ['erf', [positive('x')], derivative(apply('erf', x), 'x'), mul(2, inv(apply('sqrt', pi)), exp(neg(pow(x, 2))))],
    ['Laplace R = log(1/(2(1-rho)))', [upperHalf], derivative(log(inv(mul(2, sub(1, rho)))), 'rho'), inv(sub(1, rho))],
    ['boundary', [], substitute(log(inv(mul(2, sub(1, rho)))), 'rho', half), rational(0)],
    [
      'Gaussian',
      [upperHalf],
      derivative(apply('normalQuantile', rho), 'rho'),
      inv(apply('normalPdf', apply('normalQuantile', sub(1, rho)))),
    ],
    ['x^(d-1) x = x^d', [positive('x'), dimension], mul(pow(x, sub(d, 1)), x), pow(x, d)],
    [
      'gamma density',
      [positive('x'), positive('k'), dimension],
      derivative(mul(apply('gammaCdf', pow(x, k), div(d, k)), apply('gamma', div(d, k)), inv(k)), 'x'),
      mul(pow(x, sub(d, 1)), exp(neg(pow(x, k)))),
    ],
    ['beta(1/2)', [positive('s')], apply('betaQuantile', half, s, s), half],
    ['logistic', [positive('x')], add(inv(add(1, exp(x))), inv(add(1, exp(neg(x))))), rational(1)],
  ];
  it.each(cases)('%s', (_, domains, left, right) => {
    expect(prove(domains, left, right)).toMatchObject({ status: 'holds' });
  });
});

/** Through the kernel's one door; the reason in the finding's detail tells a refusal from a defect. */
describe('what the kernel refuses, and why', () => {
  const both: Domain = { name: 'x', lower: '-inf', upper: 'inf' };
  const below: Domain = { name: 'x', lower: '-inf', upper: '0' };
  const aroundOne: Domain = { name: 'x', lower: '0', upper: '2' };
  const gamma = (of: Expression): Expression => apply('gamma', of);
  const cases: [string, string, RegExp, Domain[], Expression, Expression][] = [
    [
      'log(x^2) = 2 log x for x < 0',
      'inconclusive',
      /not proved positive: 1\*x/,
      [below],
      log(pow(x, 2)),
      mul(2, log(x)),
    ],
    ['sqrt(x^2) = x for all x', 'refuted', /at x = -2/, [both], apply('sqrt', pow(x, 2)), x],
    ['Gamma(x) = x^2', 'refuted', /at x = 2/, [positive('x')], gamma(x), pow(x, 2)],
    [
      'd Gamma(x) = Gamma',
      'inconclusive',
      /the derivative of Gamma/,
      [positive('x')],
      derivative(gamma(x), 'x'),
      gamma(x),
    ],
    [
      'a shape that depends on the variable',
      'inconclusive',
      /a shape parameter of gammaCdf depends on x/,
      [positive('x')],
      derivative(apply('gammaCdf', x, x), 'x'),
      rational(0),
    ],
    [
      '(x-1)/(x-1) = 1 on (0,2)',
      'inconclusive',
      /not proved nonzero/,
      [aroundOne],
      div(sub(x, 1), sub(x, 1)),
      rational(1),
    ],
    ['an undeclared variable', 'inconclusive', /x has no declared domain/, [], mul(2, x), sub(mul(3, x), x)],
    ['the same expression twice', 'inconclusive', /letter by letter/, [positive('x')], x, x],
  ];
  it.each(cases)('%s', async (_, status, why, domains, left, right) => {
    const finding = await judge(identity('case', domains, left, right), { seed: 1, effort: 'quick' });
    expect(finding.status).toBe(status);
    expect(`${finding.detail} ${finding.counterexample ?? ''}`).toMatch(why);
  });
});
