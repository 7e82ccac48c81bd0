/**
 * The marginals of named noise as formulas, built as trees: what the parser makes of their texts (a test compares),
 * without the parser.
 */
import type { FormulaTree, FormulaNode } from '../../formula/tree.ts';
import type { Noise } from '../noise.ts';

const X: FormulaNode = { op: 'variable', index: 0 };
const SIZE: FormulaNode = { op: 'call', name: 'abs', args: [X] };
const constant = (value: number): FormulaNode => ({ op: 'constant', value });
const power = (base: FormulaNode, exponent: number): FormulaNode => ({ op: 'power', base, exponent });
const negate = (of: FormulaNode): FormulaNode => ({ op: 'negate', of });
const exp = (of: FormulaNode): FormulaNode => ({ op: 'call', name: 'exp', args: [of] });
const formula = (text: string, root: FormulaNode): FormulaTree => ({ text, variables: ['x'], root });

/**
 * The unnormalized density of one coordinate at lambda = 1; null where the coordinates are not independent or have no
 * such formula.
 */
export function marginalFormula(noise: Noise): FormulaTree | null {
  switch (noise.family) {
    case 'gaussian':
      return formula('exp(-x^2/2)', exp({ op: 'product', factors: [negate(power(X, 2)), constant(0.5)] }));
    case 'laplace':
      return formula('exp(-abs(x))', exp(negate(SIZE)));
    case 'iid-exp':
      return formula(`exp(-abs(x)^${noise.s})`, exp(negate(power(SIZE, noise.s))));
    case 'iid-pareto':
      return formula(`(1+abs(x))^(-${noise.a + 1})`, power({ op: 'sum', terms: [constant(1), SIZE] }, -(noise.a + 1)));
    case 'uniform':
    case 'exp':
    case 'power':
    case 'level-set':
    case 'product':
    case 'density':
    case 'custom':
      return null;
  }
}

/** The same for the radial profile f(r) of a named noise that depends on a norm alone; null for the others. */
export function radialFormula(noise: Noise): FormulaTree | null {
  const radial = (text: string, root: FormulaNode): FormulaTree => ({ text, variables: ['r'], root });
  const decay = (k: number): FormulaNode => exp(negate(power(X, k)));
  switch (noise.family) {
    case 'gaussian':
      return radial('exp(-r^2/2)', exp({ op: 'product', factors: [negate(power(X, 2)), constant(0.5)] }));
    case 'laplace':
      return radial('exp(-r)', exp(negate(X)));
    case 'uniform': {
      const inside: FormulaNode = {
        op: 'call',
        name: 'sign',
        args: [{ op: 'sum', terms: [constant(1), negate(X)] }],
      };
      return radial('max(0, sign(1-r))', { op: 'call', name: 'max', args: [constant(0), inside] });
    }
    case 'exp': {
      const { k, j } = noise;
      if (j === 0) return radial(`exp(-r^${k})`, decay(k));
      return radial(`r^(-${j})*exp(-r^${k})`, { op: 'product', factors: [power(X, -j), decay(k)] });
    }
    case 'power': {
      const base: FormulaNode = { op: 'sum', terms: [constant(1), power(X, noise.k)] };
      return radial(`(1+r^${noise.k})^(-${noise.a})`, power(base, -noise.a));
    }
    case 'iid-exp':
    case 'iid-pareto':
    case 'level-set':
    case 'product':
    case 'density':
    case 'custom':
      return null;
  }
}
