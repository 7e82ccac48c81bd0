/** Proofs that a formula is defined and not negative on the whole space. */
import { compileEnclosure, type Interval } from './interval.ts';
import { signOf } from './sign.ts';
import { operands, sameFormula, type FormulaTree, type FormulaNode } from './tree.ts';

const EVERYWHERE: Interval = { lower: -Infinity, upper: Infinity };

/** Whether the formula has a value everywhere, and none below 0; false proves nothing. */
export function isNonnegativeEverywhere({ root, variables }: FormulaTree): boolean {
  return isDefined(root, variables.length) && isNonnegative(root, variables.length);
}

/** Whether a formula that is defined everywhere is above 0 everywhere; false proves nothing. */
export function isPositiveEverywhere(node: FormulaNode, dim: number): boolean {
  return isDefined(node, dim) && isPositive(node, dim);
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
      return node.terms.every((each) => isNonnegative(each, dim)) || isDifference(node.terms, dim);
    case 'power':
      return isNonnegative(node.base, dim);
    case 'call':
      return (
        (node.name === 'log' && isAtLeastOne(node.args[0]!, dim)) ||
        (node.name === 'max' && node.args.some((each) => isNonnegative(each, dim))) ||
        (node.name === 'min' && node.args.every((each) => isNonnegative(each, dim)))
      );
    case 'constant':
    case 'variable':
    case 'negate':
      return false;
  }
}

/** Whether the formula is at least 1 everywhere. */
function isAtLeastOne(node: FormulaNode, dim: number): boolean {
  const own = (each: FormulaNode): boolean => isAtLeastOne(each, dim);
  switch (node.op) {
    case 'constant':
      return node.value >= 1;
    case 'sum':
      return node.terms.some(
        (each, i) => own(each) && node.terms.every((other, j) => i === j || isNonnegative(other, dim)),
      );
    case 'product':
      return node.factors.every(own);
    case 'power':
      return node.exponent >= 0 && own(node.base);
    case 'call':
      return (
        node.name === 'cosh' ||
        (node.name === 'exp' && isNonnegative(node.args[0]!, dim)) ||
        (node.name === 'max' && node.args.some(own)) ||
        (node.name === 'min' && node.args.every(own))
      );
    case 'variable':
    case 'negate':
      return false;
  }
}

/**
 * Two terms whose difference is not negative: f - 1 with f >= 1, u - atan u and u - tanh u with u >= 0, 1 - u/sqrt(b +
 * u^2).
 */
function isDifference(terms: readonly FormulaNode[], dim: number): boolean {
  if (terms.length !== 2) return false;
  return [terms, [...terms].reverse()].some(([more, less]) => {
    const taken = without(less!);
    if (taken === null) return false;
    if (taken.op === 'constant') return taken.value <= 1 && isAtLeastOne(more!, dim);
    if (more!.op === 'constant') return more!.value >= 1 && isQuotientBelowOne(taken, dim);
    const flat = taken.op === 'call' && (taken.name === 'atan' || taken.name === 'tanh');
    return flat && sameFormula(taken.args[0]!, more!) && isNonnegative(more!, dim);
  });
}

/** u of -u; null for what is not seen to be one. */
function without(node: FormulaNode): FormulaNode | null {
  if (node.op === 'negate') return node.of;
  return node.op === 'constant' && node.value < 0 ? { op: 'constant', value: -node.value } : null;
}

/** u/sqrt(b + u^2), b >= 0. */
function isQuotientBelowOne(node: FormulaNode, dim: number): boolean {
  if (node.op !== 'product' || node.factors.length !== 2) return false;
  const [above, below] = node.factors as [FormulaNode, FormulaNode];
  if (below.op !== 'power' || below.exponent !== -1) return false;
  const root = below.base;
  if (root.op !== 'power' || root.exponent !== 0.5 || root.base.op !== 'sum') return false;
  const { terms } = root.base;
  const square: FormulaNode = { op: 'power', base: above, exponent: 2 };
  const at = terms.findIndex((each) => sameFormula(each, square));
  return at >= 0 && terms.every((each, i) => i === at || isNonnegative(each, dim));
}
