/** A change of units in a formula. */
import type { FormulaTree, FormulaNode } from './tree.ts';

/** The formula in the variables y_i with x_i = s_i y_i. */
export function rescaled(expression: FormulaTree, scales: ArrayLike<number>): FormulaTree {
  const visit = (node: FormulaNode): FormulaNode => {
    switch (node.op) {
      case 'constant':
        return node;
      case 'variable': {
        const scale = scales[node.index]!;
        return scale === 1 ? node : { op: 'product', factors: [{ op: 'constant', value: scale }, node] };
      }
      case 'negate':
        return { op: 'negate', of: visit(node.of) };
      case 'sum':
        return { op: 'sum', terms: node.terms.map(visit) };
      case 'product':
        return { op: 'product', factors: node.factors.map(visit) };
      case 'power':
        return { op: 'power', base: visit(node.base), exponent: node.exponent };
      case 'call':
        return { op: 'call', name: node.name, args: node.args.map(visit) };
    }
  };
  return { ...expression, root: visit(expression.root) };
}
