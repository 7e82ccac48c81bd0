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

/** f(N(x)) for a formula f in one variable and one that is nowhere below 0; powers of a root are powers. */
export function ofNorm(profile: FormulaNode, norm: FormulaNode): FormulaNode {
  return substituted(
    profile,
    () => norm,
    (base, exponent) =>
      base === norm && norm.op === 'power'
        ? { op: 'power', base: norm.base, exponent: norm.exponent * exponent }
        : { op: 'power', base, exponent },
  );
}

type Variable = FormulaNode & { readonly op: 'variable' };

const plainPower = (base: FormulaNode, exponent: number): FormulaNode => ({ op: 'power', base, exponent });

function substituted(
  node: FormulaNode,
  instead: (variable: Variable) => FormulaNode,
  power: (base: FormulaNode, exponent: number) => FormulaNode = plainPower,
): FormulaNode {
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
        return power(visit(each.base), each.exponent);
      case 'call':
        return { op: 'call', name: each.name, args: each.args.map(visit) };
    }
  };
  return visit(node);
}
