/** Proofs that a formula is defined and not negative on the whole space. */
import { compileEnclosure, type Interval } from './interval.ts';
import { signOf } from './sign.ts';
import { operands, type FormulaTree, type FormulaNode } from './tree.ts';

const EVERYWHERE: Interval = { lower: -Infinity, upper: Infinity };

/** Whether the formula has a value everywhere, and none below 0; false proves nothing. */
export function isNonnegativeEverywhere({ root, variables }: FormulaTree): boolean {
  return isDefined(root, variables.length) && isNonnegative(root, variables.length);
}

function lowerEnd(node: FormulaNode, dim: number): number {
  return compileEnclosure(node)(new Array<Interval>(dim).fill(EVERYWHERE)).lower;
}

/** Logarithms of positive numbers, fractional and varying powers of numbers >= 0, no quotient by 0. */
function isDefined(node: FormulaNode, dim: number): boolean {
  if (!operands(node).every((each) => isDefined(each, dim))) return false;
  if (node.op === 'power') {
    if (node.exponent < 0 && !isPositive(node.base, dim)) return false;
    return Number.isInteger(node.exponent) || isNonnegative(node.base, dim);
  }
  if (node.op !== 'call') return true;
  if (node.name === 'log' || node.name === 'pow') return isPositive(node.args[0]!, dim);
  return node.name !== 'tan';
}

function isPositive(node: FormulaNode, dim: number): boolean {
  if (lowerEnd(node, dim) > 0) return true;
  switch (node.op) {
    case 'product':
      return node.factors.every((each) => isPositive(each, dim));
    case 'sum':
      return node.terms.every((each) => isNonnegative(each, dim)) && node.terms.some((each) => isPositive(each, dim));
    case 'power':
      return isPositive(node.base, dim);
    case 'call':
      return node.name === 'exp' || node.name === 'cosh';
    case 'constant':
    case 'variable':
    case 'negate':
      return false;
  }
}

function isNonnegative(node: FormulaNode, dim: number): boolean {
  if (signOf(node, 'line') === 'nonnegative' || lowerEnd(node, dim) >= 0) return true;
  switch (node.op) {
    case 'product':
      return node.factors.every((each) => isNonnegative(each, dim));
    case 'sum':
      return node.terms.every((each) => isNonnegative(each, dim));
    case 'power':
      return isNonnegative(node.base, dim);
    case 'call':
      return (
        (node.name === 'max' && node.args.some((each) => isNonnegative(each, dim))) ||
        (node.name === 'min' && node.args.every((each) => isNonnegative(each, dim)))
      );
    case 'constant':
    case 'variable':
    case 'negate':
      return false;
  }
}
