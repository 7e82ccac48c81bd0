/** Quadratic forms in a formula: sums of products of two variables. */
import type { FormulaNode } from './tree.ts';

/**
 * A quadratic form that is diagonally dominant, a_ii >= sum over j of |a_ij| with a_ij the halved coefficient of x_i
 * x_j, is not negative: its terms pair up to |a_ij| (x_i +- x_j)^2. Coefficients are compared with room for their
 * rounding.
 */
export function isSemidefinite(node: FormulaNode): boolean {
  const form = quadraticForm(node);
  if (form === null) return false;
  const own = new Map<number, number>();
  const others = new Map<number, number>();
  const add = (to: Map<number, number>, i: number, value: number): unknown => to.set(i, (to.get(i) ?? 0) + value);
  for (const { i, j, value } of form) {
    if (i === j) add(own, i, value);
    else for (const k of [i, j]) add(others, k, 0.5 * Math.abs(value));
  }
  // Terms of both signs for one square may cancel: then nothing is said.
  if (form.some(({ i, j, value }) => i === j && !(value >= 0))) return false;
  return [...others].every(([i, most]) => (own.get(i) ?? 0) * (1 - 1e-12) >= most);
}

type Monomial = { readonly i: number; readonly j: number; readonly value: number };

function quadraticForm(node: FormulaNode): Monomial[] | null {
  switch (node.op) {
    case 'sum': {
      const parts = node.terms.map(quadraticForm);
      return parts.every((part) => part !== null) ? parts.flat() : null;
    }
    case 'negate': {
      const part = quadraticForm(node.of);
      return part === null ? null : part.map((each) => ({ ...each, value: -each.value }));
    }
    case 'power':
      return node.exponent === 2 && node.base.op === 'variable'
        ? [{ i: node.base.index, j: node.base.index, value: 1 }]
        : null;
    case 'product': {
      let value = 1;
      const variables: number[] = [];
      for (const factor of node.factors) {
        if (factor.op === 'constant') value *= factor.value;
        else if (factor.op === 'variable') variables.push(factor.index);
        else if (factor.op === 'power' && factor.exponent === 2 && factor.base.op === 'variable')
          variables.push(factor.base.index, factor.base.index);
        else return null;
      }
      return variables.length === 2 ? [{ i: variables[0]!, j: variables[1]!, value }] : null;
    }
    case 'constant':
    case 'variable':
    case 'call':
      return null;
  }
}
