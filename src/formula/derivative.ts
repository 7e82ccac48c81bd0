/** Differentiation of a parsed formula, as a new tree. */
import { compileRobust } from './log.ts';
import type { Evaluate } from './value.ts';
import type { FormulaTree, FormulaNode } from './tree.ts';

const ZERO: FormulaNode = { op: 'constant', value: 0 };
const ONE: FormulaNode = { op: 'constant', value: 1 };

const constant = (value: number): FormulaNode => ({ op: 'constant', value });
const isZero = (node: FormulaNode): boolean => node.op === 'constant' && node.value === 0;
const call = (name: 'exp' | 'log' | 'sign' | 'sin' | 'cos' | 'cosh' | 'sinh' | 'tanh', of: FormulaNode) =>
  ({ op: 'call', name, args: [of] }) satisfies FormulaNode;

function sum(...terms: FormulaNode[]): FormulaNode {
  const kept = terms.filter((term) => !isZero(term));
  return kept.length === 0 ? ZERO : kept.length === 1 ? kept[0]! : { op: 'sum', terms: kept };
}

function product(...factors: FormulaNode[]): FormulaNode {
  if (factors.some(isZero)) return ZERO;
  const kept = factors.filter((factor) => factor.op !== 'constant' || factor.value !== 1);
  return kept.length === 0 ? ONE : kept.length === 1 ? kept[0]! : { op: 'product', factors: kept };
}

const power = (base: FormulaNode, exponent: number): FormulaNode =>
  exponent === 0 ? ONE : exponent === 1 ? base : { op: 'power', base, exponent };
const negate = (of: FormulaNode): FormulaNode => (isZero(of) ? ZERO : { op: 'negate', of });

/**
 * The partial derivative by variable `index`. At a kink (abs, min, max, sign) it is the mean of the one-sided
 * derivatives; the jump of sign counts as slope 0.
 */
export function differentiate(node: FormulaNode, index: number): FormulaNode {
  switch (node.op) {
    case 'constant':
      return ZERO;
    case 'variable':
      return node.index === index ? ONE : ZERO;
    case 'negate':
      return negate(differentiate(node.of, index));
    case 'sum':
      return sum(...node.terms.map((term) => differentiate(term, index)));
    case 'product':
      return sum(
        ...node.factors.map((factor, i) =>
          product(...node.factors.map((other, j) => (i === j ? differentiate(factor, index) : other))),
        ),
      );
    case 'power':
      return product(constant(node.exponent), power(node.base, node.exponent - 1), differentiate(node.base, index));
    case 'call':
      return differentiateCall(node, index);
  }
}

function differentiateCall(node: FormulaNode & { op: 'call' }, index: number): FormulaNode {
  const u = node.args[0]!;
  const du = differentiate(u, index);
  switch (node.name) {
    case 'exp':
      return product(node, du);
    case 'log':
      return product(power(u, -1), du);
    case 'abs':
      return product(call('sign', u), du);
    case 'sign':
      return ZERO;
    case 'sin':
      return product(call('cos', u), du);
    case 'cos':
      return negate(product(call('sin', u), du));
    case 'tan':
      return product(power(call('cos', u), -2), du);
    case 'atan':
      return product(power(sum(ONE, power(u, 2)), -1), du);
    case 'sinh':
      return product(call('cosh', u), du);
    case 'cosh':
      return product(call('sinh', u), du);
    case 'tanh':
      return product(squaredSecant(u), du);
    case 'erf':
      return product(constant(2 / Math.sqrt(Math.PI)), call('exp', negate(power(u, 2))), du);
    case 'pow':
      return product(node, logDerivative(node, index));
    case 'min':
    case 'max': {
      // max(a, b)' = (1 + s)/2 a' + (1 - s)/2 b' with s = sign(a - b); each slope once, or nesting would double the
      // size.
      const wanted = node.name === 'max' ? 0.5 : -0.5;
      let best = u;
      let slope = du;
      for (const other of node.args.slice(1)) {
        const order = product(constant(wanted), call('sign', sum(best, negate(other))));
        slope = sum(
          product(sum(constant(0.5), order), slope),
          product(sum(constant(0.5), negate(order)), differentiate(other, index)),
        );
        best = { op: 'call', name: node.name, args: [best, other] };
      }
      return slope;
    }
  }
}

/**
 * sech^2 u = 4 t/(1 + t)^2, t = e^{-2|u|}: where u is large and varies by hundreds, the least value of cosh is lost
 * beside its largest, and with it any upper bound of cosh^-2.
 */
function squaredSecant(u: FormulaNode): FormulaNode {
  const t = call('exp', product(constant(-2), { op: 'call', name: 'abs', args: [u] }));
  return product(constant(4), t, power(sum(ONE, t), -2));
}

/** The derivative of log|f|, written so that no part needs f itself where f is a product, a power or e^u. */
export function logDerivative(node: FormulaNode, index: number): FormulaNode {
  switch (node.op) {
    case 'negate':
      return logDerivative(node.of, index);
    case 'product':
      return sum(...node.factors.map((factor) => logDerivative(factor, index)));
    case 'power':
      return product(constant(node.exponent), logDerivative(node.base, index));
    case 'call':
      if (node.name === 'exp') return differentiate(node.args[0]!, index);
      if (node.name === 'abs') return logDerivative(node.args[0]!, index);
      if (node.name === 'cosh') return product(call('tanh', node.args[0]!), differentiate(node.args[0]!, index));
      if (node.name === 'pow') {
        const [base, exponent] = [node.args[0]!, node.args[1]!];
        return sum(
          product(exponent, logDerivative(base, index)),
          product(differentiate(exponent, index), call('log', base)),
        );
      }
      break;
    case 'constant':
    case 'variable':
    case 'sum':
      break;
  }
  return product(differentiate(node, index), power(node, -1));
}

/** d/dx_index log f as a function of the point; it does not underflow where f does. */
export function compileLogDerivative(expression: FormulaTree, index: number): Evaluate {
  return compileRobust(logDerivative(expression.root, index));
}
