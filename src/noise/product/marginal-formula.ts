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
    case 'custom':
      return null;
  }
}
