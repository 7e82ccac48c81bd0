/**
 * The marginals of named noise as formulas, built as trees: what the parser makes of their texts (a test compares), without
 * the parser.
 */
import type { Expression, ExpressionNode } from '../../formula/tree.ts';
import type { Noise } from '../noise.ts';

const X: ExpressionNode = { op: 'variable', index: 0 };
const SIZE: ExpressionNode = { op: 'call', name: 'abs', args: [X] };
const constant = (value: number): ExpressionNode => ({ op: 'constant', value });
const power = (base: ExpressionNode, exponent: number): ExpressionNode => ({ op: 'power', base, exponent });
const negate = (of: ExpressionNode): ExpressionNode => ({ op: 'negate', of });
const exp = (of: ExpressionNode): ExpressionNode => ({ op: 'call', name: 'exp', args: [of] });
const formula = (text: string, root: ExpressionNode): Expression => ({ text, variables: ['x'], root });

/** The unnormalized density of one coordinate at lambda = 1; null where the coordinates are not independent or have no such formula. */
export function marginalFormula(noise: Noise): Expression | null {
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
export function radialFormula(noise: Noise): Expression | null {
  const radial = (text: string, root: ExpressionNode): Expression => ({ text, variables: ['r'], root });
  const decay = (k: number): ExpressionNode => exp(negate(power(X, k)));
  switch (noise.family) {
    case 'gaussian':
      return radial('exp(-r^2/2)', exp({ op: 'product', factors: [negate(power(X, 2)), constant(0.5)] }));
    case 'laplace':
      return radial('exp(-r)', exp(negate(X)));
    case 'uniform': {
      const inside: ExpressionNode = {
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
      const base: ExpressionNode = { op: 'sum', terms: [constant(1), power(X, noise.k)] };
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
