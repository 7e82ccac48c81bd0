/** Proofs by rules of two symmetries of a formula: under a change of all signs, and under scaling. */
import type { FormulaTree, FormulaNode } from './tree.ts';

type Parity = 'even' | 'odd' | 'neither';

/** Whether f(-x) = f(x) follows from the parity of the parts; false proves nothing. */
export function isEvenFormula(expression: FormulaTree): boolean {
  return parity(expression.root) === 'even';
}

function parity(node: FormulaNode): Parity {
  switch (node.op) {
    case 'constant':
      return 'even';
    case 'variable':
      return 'odd';
    case 'negate':
      return parity(node.of);
    case 'sum':
      return common(node.terms.map(parity));
    case 'product': {
      const parts = node.factors.map(parity);
      if (parts.includes('neither')) return 'neither';
      return parts.filter((part) => part === 'odd').length % 2 === 0 ? 'even' : 'odd';
    }
    case 'power': {
      const base = parity(node.base);
      if (base !== 'odd') return base;
      // A fractional power of an odd function is undefined on one side.
      return Number.isInteger(node.exponent) ? (node.exponent % 2 === 0 ? 'even' : 'odd') : 'neither';
    }
    case 'call': {
      const parts = node.args.map(parity);
      if (parts.every((part) => part === 'even')) return 'even';
      if (parts[0] !== 'odd' || parts.length > 1) return 'neither';
      if (EVEN_FUNCTIONS.includes(node.name)) return 'even';
      return ODD_FUNCTIONS.includes(node.name) ? 'odd' : 'neither';
    }
  }
}

const EVEN_FUNCTIONS: readonly string[] = ['abs', 'cos', 'cosh'];
const ODD_FUNCTIONS: readonly string[] = ['sign', 'sin', 'tan', 'atan', 'sinh', 'tanh', 'erf'];

function common(parts: readonly Parity[]): Parity {
  const first = parts[0]!;
  return parts.every((part) => part === first) ? first : 'neither';
}

/** The degree k with f(t x) = t^k f(x) for t > 0, where it follows from the degrees of the parts; null otherwise. */
export function homogeneity(node: FormulaNode): number | null {
  switch (node.op) {
    case 'constant':
      return 0;
    case 'variable':
      return 1;
    case 'negate':
      return homogeneity(node.of);
    case 'sum':
      return sameDegree(node.terms);
    case 'product':
      return node.factors.map(homogeneity).reduce((sum, k) => (sum === null || k === null ? null : sum + k), 0);
    case 'power': {
      const base = homogeneity(node.base);
      return base === null ? null : base * node.exponent;
    }
    case 'call': {
      if (node.name === 'abs') return homogeneity(node.args[0]!);
      if (node.name === 'min' || node.name === 'max') return sameDegree(node.args);
      const degrees = node.args.map(homogeneity);
      return degrees.every((k) => k === 0) || (node.name === 'sign' && degrees[0] !== null) ? 0 : null;
    }
  }
}

function sameDegree(nodes: readonly FormulaNode[]): number | null {
  const degrees = nodes.map(homogeneity);
  return degrees.every((k) => k === degrees[0]) ? degrees[0]! : null;
}
