/** Evaluation of a parsed formula in plain doubles, by closures (nothing is ever compiled from text). */
import type { Vector } from '../geometry/body.ts';
import { erf } from '../numeric/special/special.ts';
import type { CallName, FormulaTree, FormulaNode } from './tree.ts';

/** The value at a point; NaN where it is undefined. */
export type Evaluate = (x: Vector) => number;

/** The formula as a function of the point. */
export function compileValue(expression: FormulaTree): Evaluate {
  return compileNode(expression.root);
}

/** One node as a function of the point. */
export function compileNode(node: FormulaNode): Evaluate {
  switch (node.op) {
    case 'constant': {
      const { value } = node;
      return () => value;
    }
    case 'variable': {
      const { index } = node;
      return (x) => x[index]!;
    }
    case 'negate': {
      const of = compileNode(node.of);
      return (x) => -of(x);
    }
    case 'sum': {
      const terms = node.terms.map(compileNode);
      return (x) => {
        let total = 0;
        for (const term of terms) total += term(x);
        return total;
      };
    }
    case 'product': {
      const factors = node.factors.map(compileNode);
      return (x) => {
        let total = 1;
        for (const factor of factors) total *= factor(x);
        return total;
      };
    }
    case 'power':
      return compilePower(compileNode(node.base), node.exponent);
    case 'call':
      return compileCall(node.name, node.args.map(compileNode));
  }
}

function compilePower(base: Evaluate, exponent: number): Evaluate {
  if (exponent === 2) {
    return (x) => {
      const value = base(x);
      return value * value;
    };
  }
  if (exponent === 0.5) return (x) => Math.sqrt(base(x));
  if (exponent === -1) return (x) => 1 / base(x);
  return (x) => Math.pow(base(x), exponent);
}

/** sign(0) = 0; pow needs a base >= 0. */
const PLAIN_FUNCTIONS: Readonly<Record<Exclude<CallName, 'min' | 'max' | 'pow'>, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  abs: Math.abs,
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  erf,
};

function compileCall(name: CallName, args: readonly Evaluate[]): Evaluate {
  const first = args[0]!;
  if (name === 'pow') {
    const exponent = args[1]!;
    return (x) => {
      const base = first(x);
      return base >= 0 ? Math.pow(base, exponent(x)) : NaN;
    };
  }
  if (name === 'min' || name === 'max') {
    const better = name === 'min' ? Math.min : Math.max;
    return (x) => {
      let best = first(x);
      for (let i = 1; i < args.length; i++) best = better(best, args[i]!(x));
      return best;
    };
  }
  const f = PLAIN_FUNCTIONS[name];
  return (x) => f(first(x));
}
