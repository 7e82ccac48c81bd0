/** Folding of constant parts of a formula: `1/2`, `-3`, `2*pi`. */
import { operands, type FormulaNode } from './tree.ts';
import { compileNode } from './value.ts';

/**
 * A node whose operands are all constant becomes the constant it is worth, unless that is out of a double's range
 * (e^-900 stays as it is: its logarithm is wanted). `fail` is called on what has no value, as 1/0 and log(-1).
 */
export function foldConstants(node: FormulaNode, fail: (reason: string) => never): FormulaNode {
  const parts = operands(node);
  if (parts.length === 0 || !parts.every((part) => part.op === 'constant')) return node;
  const value = compileNode(node)([]);
  const hasZero = parts.some((part) => part.value === 0);
  const pole = hasZero && !Number.isFinite(value);
  if (Number.isNaN(value) || pole) {
    return fail('a constant part of the formula is not a finite number (1/0 or log(-1)?).');
  }
  const underflown = value === 0 && !hasZero && node.op !== 'sum';
  return Number.isFinite(value) && !underflown ? { op: 'constant', value } : node;
}
