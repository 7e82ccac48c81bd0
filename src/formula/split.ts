/**
 * Formulas that split into coordinates: f(x_1, ..., x_d) = f_1(x_1) ... f_d(x_d); into linear forms: split-forms.ts.
 */
import { isNonnegativeEverywhere } from './defined.ts';
import { isEvenFormula } from './parity.ts';
import { inVariable } from './change-of-variables.ts';
import { isUnchangedBy } from './mirror.ts';
import { operands, type FormulaTree, type FormulaNode } from './tree.ts';

/** The factors of each coordinate; index `dim` for what depends on none. */
type Factors = readonly (readonly FormulaNode[])[];

/**
 * The formula of one coordinate, in x, of a density whose coordinates are independent and all alike: it is a product of
 * factors in one variable each, and does not change when two variables are exchanged (so that its factors are equal up
 * to constants). Null where that is not seen, or where the factor is not shown to be at least 0.
 */
export function commonMarginal({ root, variables, text }: FormulaTree): FormulaTree | null {
  const dim = variables.length;
  const marginal = (node: FormulaNode): FormulaTree => ({ text, variables: ['x'], root: inVariable(node, 0) });
  if (dim === 1) return marginal(root);
  const factors = factorsOf(root, dim);
  if (factors === null || factors.slice(0, dim).some((own) => own.length === 0)) return null;
  const axes = variables.map((_, i) => i);
  const alike = axes.slice(1).every((i) =>
    isUnchangedBy(root, {
      signs: axes.map(() => 1 as const),
      order: axes.map((k) => (k === i ? i - 1 : k === i - 1 ? i : k)),
    }),
  );
  if (!alike) return null;
  const [own] = factors as [readonly FormulaNode[]];
  const found = marginal(own.length === 1 ? own[0]! : { op: 'product', factors: own });
  return isNonnegativeEverywhere(found) ? found : null;
}

/**
 * The formulas of all coordinates, in x, of a density whose coordinates are independent and of any laws, each even by
 * its parity. Null where that is not seen. That each is at least 0 is not asked here.
 */
export function coordinateFactors({ root, variables, text }: FormulaTree): FormulaTree[] | null {
  const dim = variables.length;
  const factors = factorsOf(root, dim);
  if (factors === null || factors.slice(0, dim).some((own) => own.length === 0)) return null;
  const [first, ...others] = factors.slice(0, dim);
  // What depends on no variable goes with the first.
  const found = [[...factors[dim]!, ...first!], ...others].map((own): FormulaTree => {
    const node: FormulaNode = own.length === 1 ? own[0]! : { op: 'product', factors: own };
    return { text, variables: ['x'], root: inVariable(node, 0) };
  });
  return found.every(isEvenFormula) ? found : null;
}

function variablesOf(node: FormulaNode): Set<number> {
  return node.op === 'variable'
    ? new Set([node.index])
    : new Set(operands(node).flatMap((each) => [...variablesOf(each)]));
}

function factorsOf(node: FormulaNode, dim: number): Factors | null {
  const variables = [...variablesOf(node)];
  if (variables.length <= 1) return single(node, variables[0] ?? dim, dim);
  switch (node.op) {
    case 'product':
      return joined(
        node.factors.map((each) => factorsOf(each, dim)),
        dim,
      );
    case 'power': {
      const base = factorsOf(node.base, dim);
      // (a b)^c = a^c b^c: of fractional powers, where a and b have one sign.
      if (base === null || !Number.isInteger(node.exponent)) return null;
      return base.map((own) => own.map((each): FormulaNode => ({ op: 'power', base: each, exponent: node.exponent })));
    }
    case 'call': {
      if (node.name === 'abs')
        return (
          factorsOf(node.args[0]!, dim)?.map((own) => own.map((each): FormulaNode => ({ ...node, args: [each] }))) ??
          null
        );
      if (node.name !== 'exp') return null;
      const terms = termsOf(node.args[0]!);
      const parts = terms.map((term) => {
        const own = [...variablesOf(term)];
        return own.length > 1 ? null : single({ op: 'call', name: 'exp', args: [term] }, own[0] ?? dim, dim);
      });
      return joined(parts, dim);
    }
    case 'sum':
    case 'negate':
    case 'constant':
    case 'variable':
      return null;
  }
}

function single(node: FormulaNode, index: number, dim: number): Factors {
  return Array.from({ length: dim + 1 }, (_, i) => (i === index ? [node] : []));
}

function joined(parts: readonly (Factors | null)[], dim: number): Factors | null {
  if (parts.some((part) => part === null)) return null;
  return Array.from({ length: dim + 1 }, (_, i) => parts.flatMap((part) => [...part![i]!]));
}

/** A sum of terms, signs and constant factors carried inside. */
export function termsOf(node: FormulaNode): FormulaNode[] {
  switch (node.op) {
    case 'sum':
      return node.terms.flatMap(termsOf);
    case 'negate':
      return termsOf(node.of).map((of) => ({ op: 'negate', of }));
    case 'product': {
      const inner = node.factors.filter((each) => each.op !== 'constant');
      const constants = node.factors.filter((each) => each.op === 'constant');
      if (inner.length !== 1) return [node];
      return termsOf(inner[0]!).map((term) =>
        constants.length === 0 ? term : { op: 'product', factors: [...constants, term] },
      );
    }
    case 'constant':
    case 'variable':
    case 'power':
    case 'call':
      return [node];
  }
}
