/** Which formulas are shown to be defined and at least 0 everywhere; what is not, is not. */
import { describe, expect, it } from 'vitest';
import { isNonnegativeEverywhere } from '../../src/formula/defined.ts';
import { parseFormula } from '../../src/formula/parse.ts';

const shown = (text: string): boolean => isNonnegativeEverywhere(parseFormula(text, ['x'], 'f'));

describe('a formula at least 0', () => {
  it.each([
    'exp(1/(1+x^2))-1',
    'cosh(x)-1',
    'sqrt(1+x^2)-1',
    'log(1+3/(1+x^2))',
    'exp(-x^2)-atan(exp(-x^2))',
    'exp(-x^2)-tanh(exp(-x^2))',
    '1-abs(x)/sqrt(0.7+abs(x)^2)',
    'max(2,x)*exp(x^2)-1',
  ])('%s', (text) => {
    expect(shown(text)).toBe(true);
  });

  it.each([
    'exp(-1/(1+x^2))-1',
    'sqrt(1+x^2)-1.5',
    'log(0.5+3/(1+x^2))',
    'x-atan(x)',
    'exp(-x^2)-atan(2*exp(-x^2))',
    'atan(exp(-x^2))-exp(-x^2)',
    '0.9-abs(x)/sqrt(0.7+abs(x)^2)',
    '1-abs(x)/sqrt(abs(x)^2-0.7)',
    '1-2*abs(x)/sqrt(0.7+abs(x)^2)',
    '(1+x^2)^(-2)-1',
  ])('not shown: %s', (text) => {
    expect(shown(text)).toBe(false);
  });
});
