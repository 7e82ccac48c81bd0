/** The logarithm of a positive formula as a formula: log e^u = u, that of a product a sum, log a^c = c log a. */
import { isPositiveEverywhere } from '../defined.ts';
import type { FormulaNode } from '../tree.ts';

/** log of the formula; null where it is not shown to be positive everywhere. */
export function logFormula(node: FormulaNode, dim: number): FormulaNode | null {
  if (!isPositiveEverywhere(node, dim)) return null;
  switch (node.op) {
    case 'product': {
      const terms = node.factors.map((each) => logFormula(each, dim));
      return terms.every((each) => each !== null) ? { op: 'sum', terms } : logOf(node);
    }
    case 'power': {
      const of = logFormula(node.base, dim);
      return of === null ? logOf(node) : { op: 'product', factors: [{ op: 'constant', value: node.exponent }, of] };
    }
    case 'call':
      return node.name === 'exp' ? node.args[0]! : logOf(node);
    case 'constant':
    case 'variable':
    case 'negate':
    case 'sum':
      return logOf(node);
  }
}

const logOf = (node: FormulaNode): FormulaNode => ({ op: 'call', name: 'log', args: [node] });
