import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLogConcave, isQuasiConcave } from '../../src/formula/curvature.ts';
import { compileLog } from '../../src/formula/log.ts';
import { isEvenFormula } from '../../src/formula/parity.ts';
import { monotonicity, signOf } from '../../src/formula/sign.ts';
import { compileNode } from '../../src/formula/value.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { nodes } from './expression-nodes.ts';

const parse = (text: string, variables: readonly string[] = ['x']): FormulaTree =>
  parseFormula(text, variables, 'test');
const plane = (text: string): FormulaTree => parse(text, ['x1', 'x2']);
const finite = fc.double({ min: -5, max: 5, noNaN: true });

describe('rules', () => {
  it.each([
    'exp(-x^2)',
    'exp(-abs(x))',
    'cosh(x)^-2',
    'max(0, 1 - abs(x))',
    'exp(-x)/(1 + exp(-x))^2',
    'exp(-x^4 - abs(x)^1.5)',
    '3*exp(-2*max(abs(x), 1))',
  ])('prove %s log-concave', (text) => expect(isLogConcave(parse(text))).toBe(true));
  it.each(['1/(1+x^2)', 'exp(-sqrt(abs(x)))', 'exp(-(x-3)^2)+exp(-(x+3)^2)', 'exp(x^2)', 'abs(x)*exp(-abs(x))'])(
    'do not prove %s log-concave',
    (text) => expect(isLogConcave(parse(text))).toBe(false),
  );
  it('do not prove two peaks along the diagonal log-concave, whose quadratic form rises there', () => {
    expect(isLogConcave(parse('exp(-(x1^2+x2^2+3*x1*x2)-x1^4-x2^4)', ['x1', 'x2']))).toBe(false);
    expect(isLogConcave(parse('exp(-(x1^2+x2^2+1.9*x1*x2)-x1^4-x2^4)', ['x1', 'x2']))).toBe(true);
  });
  it.each([
    '1/(1 + x1^2 + x2^2)^3',
    'exp(-sqrt(abs(x1) + x2^2))',
    'exp(-max(abs(x1), x2^2)^0.5)',
    'exp(-abs(x1) - 2*x2^2)',
  ])('prove %s quasi-concave', (text) => expect(isQuasiConcave(plane(text))).toBe(true));
  it.each(['1/((1 + x1^2)*(1 + x2^2))', 'exp(-sqrt(abs(x1)) - sqrt(abs(x2)))', 'x1^2*exp(-x1^2 - x2^2)'])(
    'do not prove %s quasi-concave',
    (text) => expect(isQuasiConcave(plane(text))).toBe(false),
  );
  it('find parity and monotone profiles', () => {
    expect(isEvenFormula(parse('x^2 + cos(x)*abs(x^3) + sin(x)*tanh(x)'))).toBe(true);
    expect(isEvenFormula(plane('exp(-x1*x2 - x1^4)'))).toBe(true);
    expect(isEvenFormula(parse('exp(-x)'))).toBe(false);
    expect(isEvenFormula(parse('x^0.5'))).toBe(false);
    expect(monotonicity(parse('r^-0.5*exp(-r^3)/(1 + r)', ['r']).root)).toBe('decreasing');
    expect(monotonicity(parse('r*exp(-r)', ['r']).root)).toBe('unknown');
    // u - atan u rises with u, which falls here.
    expect(monotonicity(parse('(1/(1 + r^2) - atan(1/(1 + r^2)))^3', ['r']).root)).toBe('decreasing');
    expect(monotonicity(parse('1/(1 + r^2) - tanh(1/(1 + r^3))', ['r']).root)).toBe('unknown');
    expect(monotonicity(parse('1/(1 + r^2) + atan(r)', ['r']).root)).toBe('unknown');
    expect(monotonicity(parse('exp(-abs(r - 1))', ['r']).root)).toBe('unknown');
  });
});

describe('soundness (properties)', () => {
  it('signs and monotone directions hold at random points', () => {
    let claims = 0;
    fc.assert(
      fc.property(nodes, finite, finite, (root, a, b) => {
        const f = compileNode(root);
        const [low, high] = [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
        const [left, right] = [f([low]), f([high])];
        const size = 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
        const direction = monotonicity(root);
        if (Number.isFinite(left) && Number.isFinite(right)) {
          if (direction === 'increasing' || direction === 'constant') expect(right).toBeGreaterThanOrEqual(left - size);
          if (direction === 'decreasing' || direction === 'constant') expect(right).toBeLessThanOrEqual(left + size);
          if (direction !== 'unknown') claims++;
        }
        const sign = signOf(root, 'line');
        const value = f([a]);
        if (!Number.isFinite(value)) return;
        if (sign === 'nonnegative') expect(value).toBeGreaterThanOrEqual(-1e-12);
        if (sign === 'nonpositive') expect(value).toBeLessThanOrEqual(1e-12);
      }),
      { numRuns: 4000, seed: 6 },
    );
    expect(claims).toBeGreaterThan(500);
  });

  it('log-concave and quasi-concave formulas pass the midpoint test; even ones are even', () => {
    let claims = 0;
    fc.assert(
      fc.property(nodes, finite, finite, (root, a, b) => {
        // Densities are of interest: e^{-u} and 1/u of random u, beside u itself.
        for (const node of [
          root,
          { op: 'call', name: 'exp', args: [{ op: 'negate', of: root }] } as const,
          { op: 'power', base: root, exponent: -1 } as const,
        ]) {
          const expression: FormulaTree = { text: '', variables: ['x'], root: node };
          const log = compileLog(expression);
          const [left, right, middle] = [log([a]), log([b]), log([(a + b) / 2])];
          if (isEvenFormula(expression) && Number.isFinite(left)) expect(log([-a])).toBeCloseTo(left, 6);
          if (![left, right].every(Number.isFinite) || Number.isNaN(middle)) continue;
          const size = 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
          if (isQuasiConcave(expression)) {
            expect(middle).toBeGreaterThanOrEqual(Math.min(left, right) - size);
            claims++;
          }
          if (isLogConcave(expression)) expect(middle).toBeGreaterThanOrEqual((left + right) / 2 - size);
        }
      }),
      { numRuns: 4000, seed: 7 },
    );
    expect(claims).toBeGreaterThan(500);
  });
});
