/** A change of variables in a formula: of units, of origin, of name. */
import type { FormulaTree, FormulaNode } from './tree.ts';

/** The formula in the variables y_i with x_i = s_i y_i. */
export function rescaled(expression: FormulaTree, scales: ArrayLike<number>): FormulaTree {
  const root = substituted(expression.root, (variable) => {
    const scale = scales[variable.index]!;
    return scale === 1 ? variable : { op: 'product', factors: [{ op: 'constant', value: scale }, variable] };
  });
  return { ...expression, root };
}

/** The formula of f(x - v) from that of f(x). */
export function translated(node: FormulaNode, v: ArrayLike<number>): FormulaNode {
  return substituted(node, (variable) => {
    const by = v[variable.index]!;
    return by === 0 ? variable : { op: 'sum', terms: [variable, { op: 'constant', value: -by }] };
  });
}

/** A formula in one variable as one in the variable of this index. */
export function inVariable(node: FormulaNode, index: number): FormulaNode {
  return substituted(node, () => ({ op: 'variable', index }));
}

type Variable = FormulaNode & { readonly op: 'variable' };

function substituted(node: FormulaNode, instead: (variable: Variable) => FormulaNode): FormulaNode {
  const visit = (each: FormulaNode): FormulaNode => {
    switch (each.op) {
      case 'constant':
        return each;
      case 'variable':
        return instead(each);
      case 'negate':
        return { op: 'negate', of: visit(each.of) };
      case 'sum':
        return { op: 'sum', terms: each.terms.map(visit) };
      case 'product':
        return { op: 'product', factors: each.factors.map(visit) };
      case 'power':
        return { op: 'power', base: visit(each.base), exponent: each.exponent };
      case 'call':
        return { op: 'call', name: each.name, args: each.args.map(visit) };
    }
  };
  return visit(node);
}
