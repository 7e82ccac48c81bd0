import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differentiate, compileLogDerivative } from '../../src/formula/derivative.ts';
import { compileLog, compileRobust } from '../../src/formula/log.ts';
import { compileNode, compileValue } from '../../src/formula/value.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import { MAX_LENGTH, parseFormula } from '../../src/formula/parse.ts';
import { conditionNumber, nodes } from './expression-nodes.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';

const parse = (text: string, variables: readonly string[] = ['x']): FormulaTree =>
  parseFormula(text, variables, 'noise.product');
const value = (text: string, x: number): number => compileValue(parse(text))([x]);
const logAt = (text: string, x: number): number => compileLog(parse(text))([x]);
const refusal = (text: string, variables?: readonly string[]): string => {
  try {
    parse(text, variables);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('parsing', () => {
  it('reads arithmetic with the usual precedence', () => {
    expect(value('-x^2', 3)).toBe(-9);
    expect(value('2^3^2', 0)).toBe(512);
    expect(value('2^-x', 1)).toBe(0.5);
    expect(value('8/2/2', 0)).toBe(2);
    expect(value('10-4-3', 0)).toBe(3);
    expect(value('1 - (2 - x)', 5)).toBe(4);
    expect(value('+x - -x', 2)).toBe(4);
    expect(value('1.5e1 + .5', 0)).toBe(15.5);
    expect(value('sqrt(x)*pow(x, 2)', 4)).toBe(32);
    expect(value('min(3, x, 2) + max(x, 1, 0)', -1)).toBe(0);
    expect(value('2*pi + e', 0)).toBeCloseTo(2 * Math.PI + Math.E, 15);
  });

  it('takes long sums: a chain is one level, not many', () => {
    expect(value(Array.from({ length: 200 }, () => 'x').join('+'), 1)).toBe(200);
    expect(value(Array.from({ length: 200 }, () => 'x').join('*'), 1)).toBe(1);
  });

  it.each([
    ['__proto__', /unknown name "__proto__"/],
    ['constructor', /unknown name "constructor"/],
    ['toString', /unknown name "toString"/],
    ['constructor(x)', /unknown function "constructor"/],
    ['hasOwnProperty(x)', /unknown function "hasOwnProperty"/],
    ['import(x)', /unknown function "import"/],
    ['import("fs")', /character "\\"" is not allowed/],
    ['eval(x)', /unknown function "eval"/],
    ['x.constructor', /reads a property/],
    ['x.exp(2)', /is not a function/],
    ['x["a"]', /character "\[" is not allowed/],
    ['x = 3', /character "=" is not allowed/],
    ['f(x) = x', /character "=" is not allowed/],
    ['x < 1 ? 1 : 0', /character "<" is not allowed/],
    ['x; x', /character ";" is not allowed/],
    ['[1, 2]', /character "\["/],
    ['x!', /character "!"/],
    ['x # comment', /character "#"/],
    ['x .* x', /operator "\.\*" is not allowed/],
    ['x mod 2', /operator "mod" is not allowed/],
    ['not x', /operator "not" is not allowed/],
    ['x to x', /operator "to" is not allowed/],
    ['true', /not a finite number/],
    ['null', /not a finite number/],
    ['NaN', /not a finite number/],
    ['Infinity', /not a finite number/],
    ['undefined', /not a finite number/],
    ['1e400', /not a finite number/],
    ['1/0', /not a finite number/],
    ['log(-1) + x', /not a finite number/],
    ['2x', /write the multiplication sign/],
    ['x (x)', /unknown function|variable, not a function/],
    ['(x)(x)', /multiplication sign/],
    ['', /empty/],
    ['   ', /empty/],
    ['exp(-x', /not a formula/],
    ['exp', /lacks its argument/],
    ['exp()', /exp takes 1 argument, not 0/],
    ['min(x)', /min takes 2 to 16 arguments/],
    ['log(x, 10)', /log takes 1 argument, not 2/],
    ['exp(-x**2)', /write \^ for powers, not \*\*/],
    ['np.exp(-x^2)', /write exp, not np\.exp/],
    ['math.exp(-x^2)', /write exp, not math\.exp/],
    ['Math . PI', /write pi, not Math\.PI/],
    ['np.arctan(x)', /write atan, not np\.arctan/],
    ['np.constructor(x)', /functions have no prefix here, and constructor is none of/],
    ['exq(-x)', /unknown function "exq".*Did you mean "exp"/],
    ['ln(x)', /natural logarithm is log/],
    ['exp(-y^2)', /unknown name "y"; the formula may use x, pi and e/],
    ['í', /character "í"/],
  ])('refuses %s with a sentence', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it('names a near miss among many variables', () => {
    expect(refusal('exp(-abs(x1)-x7)', ['x1', 'x2', 'x3'])).toMatch(/unknown name "x7"/);
  });

  it('refuses what is too large at once', () => {
    const started = performance.now();
    expect(refusal('x+'.repeat(500_000) + 'x')).toMatch(/1000001 characters/);
    expect(refusal('('.repeat(900) + 'x' + ')'.repeat(900))).toMatch(/nested more than 64 deep/);
    expect(refusal('-'.repeat(MAX_LENGTH - 1) + 'x')).toMatch(/nested more than 64 deep/);
    expect(refusal('2^'.repeat(500) + 'x')).toMatch(/nested more than 64 deep/);
    expect(refusal('exp('.repeat(65) + 'x' + ')'.repeat(65))).toMatch(/nested more than 64 deep/);
    expect(refusal('x+'.repeat(600) + 'x')).toMatch(/more than 500 parts/);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('ends with a formula or InvalidInput on any text (fuzz)', () => {
    const token = fc.constantFrom(
      'x', '(', ')', '+', '-', '*', '/', '^', '2', '1e3', '.', ',', ' ', 'exp', 'exp(', 'max(', 'pow(', 'constructor',
      '__proto__', 'in', 'mod', 'e', 'pi', 'log(', '0', 'x1', 'true', '\n', 'i',
    ); // prettier-ignore
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 40 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          refusal(text);
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe('logarithms', () => {
  it('do not underflow', () => {
    expect(logAt('exp(-x^3)', 50)).toBe(-125000);
    expect(logAt('exp(-x^2/2) * exp(-x^2/2)', 1000)).toBe(-1e6);
    expect(logAt('exp(-900)/exp(-901)*exp(x)', 1)).toBeCloseTo(2, 12);
    expect(logAt('(1 + x^2)^-1600', 1e200)).toBeCloseTo(-3200 * 200 * Math.LN10, 6);
    expect(logAt('exp(-x)/(1 + exp(-x))^2', 2000)).toBe(-2000);
    expect(logAt('cosh(x)^-2', 5000)).toBeCloseTo(-2 * (5000 - Math.LN2), 9);
    expect(logAt('0.5*exp(-(x-3)^2/2) + 0.5*exp(-(x+3)^2/2)', 100)).toBeCloseTo(Math.log(0.5) - 97 ** 2 / 2, 9);
    expect(logAt('max(exp(-x), exp(-2*x))', 5000)).toBe(-5000);
    expect(logAt('exp(-sqrt(abs(x)))', -1e8)).toBeCloseTo(-1e4, 8);
    expect(logAt('sinh(x)', 5000)).toBeCloseTo(5000 - Math.LN2, 9);
    expect(logAt('exp(-5000) + exp(-5001) - exp(-5000)', 0)).toBeCloseTo(-5001, 9);
  });

  it('say 0 as -Infinity, a pole as Infinity and a negative value as NaN', () => {
    expect(logAt('max(0, 1 - abs(x))', 2)).toBe(-Infinity);
    expect(logAt('x^-0.5', 0)).toBe(Infinity);
    expect(logAt('1/x + 1', 0)).toBe(Infinity);
    expect(logAt('1/x - 1/x', 0)).toBeNaN();
    expect(logAt('1 - x', 2)).toBeNaN();
    expect(logAt('x^0.5', -1)).toBeNaN();
    expect(logAt('(x)^(x)', -2)).toBeNaN();
    expect(logAt('(-x)^3', -2)).toBeCloseTo(Math.log(8), 15);
    expect(logAt('exp(-1/x^2)', 0)).toBe(-Infinity);
    expect(logAt('pow(x, x)', 0)).toBe(0);
  });

  it('agree with plain evaluation where that is in range (property)', () => {
    fc.assert(
      fc.property(nodes, fc.double({ min: -3, max: 3, noNaN: true }), (root, x) => {
        const plain = compileNode(root)([x]);
        const robust = compileRobust(root)([x]);
        // Out of range, or a difference of nearly equal large numbers: no common ground.
        fc.pre(Number.isFinite(plain) && Math.abs(plain) < 1e6 && conditionNumber(root, x) < 1e4);
        expect(Math.abs(robust - plain)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(plain)));
      }),
      { numRuns: 2000, seed: 2 },
    );
  });
});

describe('derivatives', () => {
  it.each([
    ['exp(-x^3)', 50, -7500],
    ['1/(1+x^2)^2', 1e9, -4e-9],
    ['exp(-x)/(1 + exp(-x))^2', 3, -Math.tanh(1.5)],
    ['cosh(x)^-2', 800, -2],
    ['pow(x, x)', 2, 1 + Math.log(2)],
    ['max(0, 1 - x)', 0.5, -2],
    ['exp(-abs(x))', -4, 1],
    ['0.5*exp(-(x-3)^2/2) + 0.5*exp(-(x+3)^2/2)', 100, -97],
    ['exp(-tan(x))', 0.3, -1 / Math.cos(0.3) ** 2],
    ['exp(-erf(x))', 0.3, (-2 / Math.sqrt(Math.PI)) * Math.exp(-0.09)],
    ['exp(-atan(x) - sinh(x) - tanh(x))', 0.3, -1 / 1.09 - Math.cosh(0.3) - 1 / Math.cosh(0.3) ** 2],
  ])('d log(%s) at %d', (text, x, expected) => {
    expect(compileLogDerivative(parse(text), 0)([x])).toBeCloseTo(
      expected,
      9 - Math.log10(Math.max(1, Math.abs(expected))),
    );
  });

  it('agree with central differences (property)', () => {
    fc.assert(
      fc.property(nodes, fc.double({ min: -3, max: 3, noNaN: true }), (root, x) => {
        const f = compileRobust(root);
        const slope = compileRobust(differentiate(root, 0))([x]);
        const differences = [1e-3, 5e-4].map((h) => (f([x + h]) - f([x - h])) / (2 * h));
        const [wide, narrow] = [differences[0]!, differences[1]!];
        // Near a kink or a pole the two differences disagree.
        fc.pre(Number.isFinite(wide) && Math.abs(wide - narrow) < 1e-3 * Math.max(1, Math.abs(narrow)));
        fc.pre(Math.abs(f([x])) < 1e6 && conditionNumber(root, x) < 1e4);
        const smooth = [-1e-3, 0, 1e-3].map((h) => compileRobust(differentiate(root, 0))([x + h]));
        fc.pre(smooth.every((s) => Math.abs(s - slope) < 0.01 * Math.max(1, Math.abs(slope))));
        expect(Math.abs(slope - narrow)).toBeLessThan(0.02 * Math.max(1, Math.abs(slope)));
      }),
      { numRuns: 2000, seed: 3 },
    );
  });
});
