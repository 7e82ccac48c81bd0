/** Linear forms in a formula, exactly: a form whose coefficients need rounding is not recognized. */
import { ONE, toDouble, toRational, ZERO, type Rational } from '../numeric/algebra/rational.ts';
import { operands, type FormulaNode } from './tree.ts';

/** The coefficients of the variables. */
export type LinearForm = readonly Rational[];

export const sumOfForms = (a: LinearForm, b: LinearForm): LinearForm => a.map((x, i) => x.add(b[i]!));
export const multipleOfForm = (a: LinearForm, by: Rational): LinearForm => a.map((x) => x.mul(by));
const exactly = (x: number): Rational | null => (Number.isFinite(x) ? toRational(x) : null);

/** Whether any variable stands in the node. */
export function hasVariable(node: FormulaNode): boolean {
  return node.op === 'variable' || operands(node).some(hasVariable);
}

/** The doubles that the rationals are; null where one is none. */
export function asDoubles(form: LinearForm): number[] | null {
  const found = form.map(toDouble);
  return found.every((x, i) => Number.isFinite(x) && toRational(x).equals(form[i]!)) ? found : null;
}

/** The node as a linear form in the variables; null where it is not seen to be one. */
export function linearForm(node: FormulaNode, dim: number): LinearForm | null {
  switch (node.op) {
    case 'variable':
      return Array.from({ length: dim }, (_, i) => (i === node.index ? ONE : ZERO));
    case 'negate': {
      const of = linearForm(node.of, dim);
      return of === null ? null : multipleOfForm(of, ZERO.sub(ONE));
    }
    case 'sum': {
      const terms = node.terms.map((term) => linearForm(term, dim));
      return terms.every((term) => term !== null) ? terms.reduce(sumOfForms) : null;
    }
    case 'product': {
      const { constant, others } = constantPart(node.factors);
      const of = others.length === 1 ? linearForm(others[0]!, dim) : null;
      return of === null || constant === null ? null : multipleOfForm(of, constant);
    }
    case 'constant':
    case 'power':
    case 'call':
      return null;
  }
}

/**
 * The product of the factors without variables, where each is a constant or a power of one that is a double exactly.
 */
export function constantPart(factors: readonly FormulaNode[]): {
  readonly constant: Rational | null;
  readonly others: readonly FormulaNode[];
} {
  let constant: Rational | null = ONE;
  const others: FormulaNode[] = [];
  for (const factor of factors) {
    if (hasVariable(factor)) others.push(factor);
    else {
      const value = constantOf(factor);
      constant = constant === null || value === null ? null : constant.mul(value);
    }
  }
  return { constant, others };
}

function constantOf(node: FormulaNode): Rational | null {
  if (node.op === 'constant') return exactly(node.value);
  if (node.op === 'negate') return constantOf(node.of)?.neg() ?? null;
  if (node.op !== 'power' || node.exponent !== -1) return null;
  const base = constantOf(node.base);
  return base === null || base.equals(ZERO) ? null : base.inverse();
}
