/**
 * The tree of a formula: constants, variables, sums, products, powers and calls of a short list of functions. What has
 * no place in it cannot be represented, hence cannot be run.
 */

/** The functions a formula may call, with the number of arguments each takes. */
export const FUNCTIONS = {
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  abs: [1, 1],
  sign: [1, 1],
  min: [2, 16],
  max: [2, 16],
  pow: [2, 2],
  sin: [1, 1],
  cos: [1, 1],
  tan: [1, 1],
  atan: [1, 1],
  sinh: [1, 1],
  cosh: [1, 1],
  tanh: [1, 1],
  erf: [1, 1],
} as const satisfies Record<string, readonly [number, number]>;

/** Functions that stay calls in the tree; `sqrt` becomes a power. */
export type CallName = Exclude<keyof typeof FUNCTIONS, 'sqrt'>;

/** A part of a formula. */
export type FormulaNode =
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'variable'; readonly index: number }
  | { readonly op: 'negate'; readonly of: FormulaNode }
  | { readonly op: 'sum'; readonly terms: readonly FormulaNode[] }
  | { readonly op: 'product'; readonly factors: readonly FormulaNode[] }
  /** base^exponent with a constant exponent; a/b is a * b^-1. For a fractional exponent the base must be >= 0. */
  | { readonly op: 'power'; readonly base: FormulaNode; readonly exponent: number }
  /** `pow` with a varying exponent needs a base >= 0. */
  | { readonly op: 'call'; readonly name: CallName; readonly args: readonly FormulaNode[] };

/** A parsed formula. */
export interface FormulaTree {
  /** As typed. */
  readonly text: string;
  /** The variables it may use; a point holds their values in this order. */
  readonly variables: readonly string[];
  readonly root: FormulaNode;
}

/** base^exponent: a power where the exponent is constant, a call otherwise. */
export function power(base: FormulaNode, exponent: FormulaNode): FormulaNode {
  return exponent.op === 'constant'
    ? { op: 'power', base, exponent: exponent.value }
    : { op: 'call', name: 'pow', args: [base, exponent] };
}

/** The direct operands of a node. */
export function operands(node: FormulaNode): readonly FormulaNode[] {
  switch (node.op) {
    case 'constant':
    case 'variable':
      return [];
    case 'negate':
      return [node.of];
    case 'sum':
      return node.terms;
    case 'product':
      return node.factors;
    case 'power':
      return [node.base];
    case 'call':
      return node.args;
  }
}

/** Nodes of a tree, counted no further than `limit`: what an evaluation costs. */
export function countNodes(node: FormulaNode, limit = Infinity): number {
  let count = 0;
  const stack = [node];
  for (let top = stack.pop(); top !== undefined && count < limit; top = stack.pop()) {
    count++;
    stack.push(...operands(top));
  }
  return count;
}

/** Whether two formulas are the same, part by part. */
export const sameFormula = (a: FormulaNode, b: FormulaNode): boolean => JSON.stringify(a) === JSON.stringify(b);
