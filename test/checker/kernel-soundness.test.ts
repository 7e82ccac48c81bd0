import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  add,
  apply,
  derivative,
  exp,
  mul,
  pow,
  rational,
  sub,
  variable,
  type Expression,
} from '../../src/checker/expression.ts';
import { enclose, toExpression } from '../../src/checker/kernel/enclosure.ts';
import { expand, firstUnproved } from '../../src/checker/kernel/expand.ts';
import { negate, subtract } from '../../src/checker/kernel/form.ts';
import { isZero, normalForm } from '../../src/checker/kernel/normal-form.ts';
import { isPositive, type Assumptions } from '../../src/checker/kernel/sign.ts';
import { assumptions } from '../../src/checker/kernel/symbolic-replay.ts';
import { EnclosureError, IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';

const DOMAINS = [
  { name: 'x', lower: '0', upper: 'inf' },
  { name: 'p', lower: '0', upper: '1' },
  { name: 'y', lower: '-inf', upper: 'inf' },
  { name: 'd', lower: '0', upper: 'inf', integer: true },
  { name: 'm', lower: '-1', upper: 'inf', integer: true },
];

let R: IntervalArithmetic;
let given: Assumptions;
beforeAll(async () => {
  R = new IntervalArithmetic(await loadMpfr(), 100);
  given = assumptions(DOMAINS, R);
});

const constant = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .map(([n, d]) => rational(n, d));
const exponent = fc.constantFrom<Expression>(
  rational(2),
  rational(3),
  rational(-1),
  rational(-2),
  rational(1, 2),
  rational(-3, 2),
  variable('d'),
  sub(variable('d'), 1),
  variable('y'),
);
const unary = [
  'exp',
  'log',
  'sqrt',
  'abs',
  'erf',
  'artanh',
  'tanh',
  'gamma',
  'normalCdf',
  'normalPdf',
  'normalQuantile',
  'dilogarithm',
] as const;

const tree = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    constant,
    fc.constantFrom(...['x', 'p', 'y', 'd', 'm'].map(variable)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => add(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => mul(a, b)),
    fc.tuple(tie('node'), exponent).map(([a, e]) => pow(a, e)),
    fc.tuple(fc.constantFrom(...unary), tie('node')).map(([f, a]) => apply(f, a)),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => apply('gammaCdf', a, s)),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => apply('gammaQuantile', a, s)),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => apply('betaCdf', a, s, rational(3, 2))),
    fc.tuple(tie('node'), tie('node')).map(([a, s]) => apply('hypergeometric', a, s)),
  ),
})).node;

const POINTS = [
  { x: '1/3', p: '2/7', y: '-3/2', d: '2', m: '1' },
  { x: '5/2', p: '4/5', y: '1/3', d: '3', m: '0' },
  // The least integers belong to the domain.
  { x: '1', p: '1/2', y: '2', d: '1', m: '0' },
];

const at = (point: Record<string, string>) =>
  new Map(Object.entries(point).map(([name, value]) => [name, R.of(value)]));

/** The value at a point, or undefined where there is none (or none in reach). */
function valueAt(x: Expression, point: Record<string, string>) {
  try {
    return enclose(x, at(point), R);
  } catch (error) {
    if (error instanceof EnclosureError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Defined everywhere on the domain, as far as the kernel can prove, and not refused. */
function defined(x: Expression): boolean {
  try {
    normalForm(expand(x).expression, given);
    return firstUnproved(expand(x).conditions, given) === undefined;
  } catch {
    return false;
  }
}

describe('an integer at the least of its values', () => {
  const d = variable('d');
  const m = variable('m');
  it.each<[string, Expression]>([
    ['1 - 1/d at d = 1', sub(1, pow(d, -1))],
    ['sqrt(d) - 1 at d = 1', sub(pow(d, rational(1, 2)), 1)],
    ['d^x - 1 at d = 1', sub(pow(d, variable('x')), 1)],
    ['m e^x - m at m = 0', sub(mul(m, exp(variable('x'))), m)],
    ['m x at m = 0', mul(m, variable('x'))],
  ])('%s is 0, so not proved positive', (_, x) => {
    const form = normalForm(x, given);
    expect(isPositive(form, given)).toBe(false);
    expect(isPositive(negate(form), given)).toBe(false);
  });

  it('is proved positive past it', () => {
    for (const x of [
      sub(2, pow(d, -1)),
      pow(d, rational(-1, 2)),
      sub(mul(add(m, 1), exp(variable('x'))), m),
      sub(pow(d, rational(1, 2)), rational(1, 2)),
    ]) {
      expect(isPositive(normalForm(x, given), given)).toBe(true);
    }
  });
});

describe('the kernel on random expressions', () => {
  it('keeps the value of everything it rewrites', () => {
    let compared = 0;
    fc.assert(
      fc.property(tree, (x) => {
        if (!defined(x)) return true;
        const rewritten = toExpression(normalForm(x, given));
        return POINTS.every((point) => {
          const [before, after] = [valueAt(x, point), valueAt(rewritten, point)];
          if (before === undefined || after === undefined) return true;
          compared++;
          return R.intersect(before, after) !== null;
        });
      }),
      { seed: 7, numRuns: 1700 },
    );
    expect(compared).toBeGreaterThan(1500);
  });

  it('calls positive only what is', () => {
    let proved = 0;
    fc.assert(
      fc.property(tree, (x) => {
        if (!defined(x)) return true;
        const form = normalForm(x, given);
        for (const [sign, signed] of [
          [1, form],
          [-1, negate(form)],
        ] as const) {
          if (!isPositive(signed, given)) continue;
          proved++;
          for (const point of POINTS) {
            const value = valueAt(x, point);
            if (value === undefined) continue;
            if (R.lessOrEqual(sign > 0 ? value : R.neg(value), R.zero) === true) return false;
          }
        }
        return true;
      }),
      { seed: 11, numRuns: 1000 },
    );
    expect(proved).toBeGreaterThan(150);
  });

  it('differentiates as a difference quotient does', () => {
    let compared = 0;
    fc.assert(
      fc.property(tree, (x) => {
        let slope: Expression;
        try {
          slope = expand(derivative(x, 'x')).expression;
        } catch {
          return true;
        }
        if (!defined(derivative(x, 'x'))) return true;
        const h = toRational('1/1000000000');
        return POINTS.every((point) => {
          const near = { ...point, x: toRational(point.x).add(h).toFraction() };
          const before = { ...point, x: toRational(point.x).sub(h).toFraction() };
          const [right, left, middle] = [valueAt(x, near), valueAt(x, before), valueAt(slope, point)];
          if (right === undefined || left === undefined || middle === undefined) return true;
          const quotient = R.div(R.sub(right, left), R.of(h.mul(2)));
          const gap = R.abs(R.sub(quotient, middle));
          compared++;
          return R.lessOrEqual(gap, R.add(R.of('1e-6'), R.mul(R.of('1e-6'), R.abs(middle)))) !== false;
        });
      }),
      { seed: 13, numRuns: 700 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('never proves an expression equal to itself plus something', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(rational(1, 1000), exp(variable('y')), variable('p')), (x, extra) => {
        if (!defined(x)) return true;
        return !isZero(subtract(normalForm(add(x, extra), given), normalForm(x, given)));
      }),
      { seed: 17, numRuns: 300 },
    );
  });
});
