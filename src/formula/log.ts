/**
 * Evaluation of a parsed formula as sign and logarithm, so that e^{-r^3} at r = 50 or a product of many small factors
 * neither under- nor overflows.
 *
 * Rules: the logarithm of a product is the sum of logarithms, log e^u = u, log a^c = c log a; a sum is taken relative
 * to its largest term.
 */
import type { Vector } from '../geometry/body.ts';
import { operands, type FormulaTree, type FormulaNode } from './tree.ts';
import { compileNode, type Evaluate } from './value.ts';

/** A value v as sign(v) in {-1, 0, 1, NaN} and log|v|. */
interface Signed {
  sign: number;
  log: number;
}

type EvaluateSigned = (x: Vector, out: Signed) => void;

/** The logarithm of a nonnegative formula: -Infinity where it is 0, NaN where it is negative or undefined. */
export function compileLog(expression: FormulaTree): Evaluate {
  const evaluate = compileSigned(expression.root);
  const out: Signed = { sign: 0, log: 0 };
  return (x) => {
    evaluate(x, out);
    return out.sign >= 0 ? out.log : NaN;
  };
}

/** The value of a node whose parts may under- or overflow though the whole does not, as in e^-900 / e^-901. */
export function compileRobust(node: FormulaNode): Evaluate {
  const evaluate = compileSigned(node);
  const plain = isTame(node) ? compileNode(node) : null;
  const out: Signed = { sign: 0, log: 0 };
  return (x) => {
    const value = plain === null ? NaN : plain(x);
    if (Number.isFinite(value)) return value;
    evaluate(x, out);
    return out.sign === 0 ? 0 : out.sign * Math.exp(out.log);
  };
}

function compileSigned(node: FormulaNode): EvaluateSigned {
  switch (node.op) {
    case 'constant': {
      const sign = Math.sign(node.value);
      const log = Math.log(Math.abs(node.value));
      return (_x, out) => set(out, sign, log);
    }
    case 'negate': {
      const of = compileSigned(node.of);
      return (x, out) => {
        of(x, out);
        out.sign = -out.sign;
      };
    }
    case 'sum':
      return compileSum(node);
    case 'product': {
      const factors = node.factors.map(compileSigned);
      return (x, out) => {
        let sign = 1;
        let log = 0;
        for (const factor of factors) {
          factor(x, out);
          sign *= out.sign;
          log += out.log;
        }
        set(out, sign, sign === 0 ? -Infinity : log);
      };
    }
    case 'power': {
      const base = compileSigned(node.base);
      const { exponent } = node;
      return (x, out) => {
        base(x, out);
        powerOf(out, exponent);
      };
    }
    case 'variable':
      return fromPlain(node);
    case 'call':
      return compileCall(node);
  }
}

function set(out: Signed, sign: number, log: number): void {
  out.sign = sign;
  out.log = log;
}

/** From the plain value, for what grows too slowly to overflow. */
function fromPlain(node: FormulaNode): EvaluateSigned {
  const evaluate = compileNode(node);
  return (x, out) => {
    const value = evaluate(x);
    set(out, Math.sign(value), Math.log(Math.abs(value)));
  };
}

function powerOf(out: Signed, exponent: number): void {
  if (exponent === 0) return set(out, 1, 0);
  if (!Number.isInteger(exponent)) out.sign = out.sign < 0 ? NaN : out.sign;
  else if (exponent % 2 === 0) out.sign = Math.abs(out.sign);
  // A pole: 0^-1 counts as +Infinity.
  if (out.sign === 0 && exponent < 0) out.sign = 1;
  out.log *= exponent;
}

/** Whether a sum may be computed in plain doubles: nothing in it grows or decays exponentially. */
function isTame(node: FormulaNode): boolean {
  if (node.op === 'call' && ['exp', 'sinh', 'cosh', 'pow'].includes(node.name)) return false;
  return operands(node).every(isTame);
}

function compileSum(node: FormulaNode & { op: 'sum' }): EvaluateSigned {
  const terms = node.terms.map(compileSigned);
  const plain = isTame(node) ? compileNode(node) : null;
  const signs = new Float64Array(terms.length);
  const logs = new Float64Array(terms.length);
  return (x, out) => {
    const value = plain === null ? NaN : plain(x);
    if (Number.isFinite(value) && value !== 0) return set(out, Math.sign(value), Math.log(Math.abs(value)));
    let largest = -Infinity;
    for (let i = 0; i < terms.length; i++) {
      terms[i]!(x, out);
      signs[i] = out.sign;
      logs[i] = out.sign === 0 ? -Infinity : out.log;
      // Written so that a NaN wins.
      if (!(logs[i]! <= largest)) largest = logs[i]!;
    }
    if (largest === -Infinity) return set(out, 0, -Infinity);
    if (largest === Infinity) return set(out, signOfPoles(signs, logs), Infinity);
    let sum = 0;
    for (let i = 0; i < terms.length; i++) if (signs[i] !== 0) sum += signs[i]! * Math.exp(logs[i]! - largest);
    set(out, Math.sign(sum), Math.log(Math.abs(sum)) + largest);
  };
}

/** Infinity + Infinity has a sign, Infinity - Infinity has none. */
function signOfPoles(signs: Float64Array, logs: Float64Array): number {
  let sign = 0;
  for (let i = 0; i < signs.length; i++) {
    if (Number.isNaN(signs[i]) || Number.isNaN(logs[i])) return NaN;
    if (logs[i] !== Infinity) continue;
    if (sign !== 0 && sign !== signs[i]) return NaN;
    sign = signs[i]!;
  }
  return sign;
}

function compileCall(node: FormulaNode & { op: 'call' }): EvaluateSigned {
  const first = node.args[0]!;
  switch (node.name) {
    case 'exp': {
      const exponent = compileRobust(first);
      return (x, out) => {
        const value = exponent(x);
        set(out, value === -Infinity ? 0 : Number.isNaN(value) ? NaN : 1, value);
      };
    }
    case 'abs': {
      const of = compileSigned(first);
      return (x, out) => {
        of(x, out);
        out.sign = Math.abs(out.sign);
      };
    }
    case 'cosh': {
      const at = compileRobust(first);
      return (x, out) => {
        const size = Math.abs(at(x));
        set(out, Number.isNaN(size) ? NaN : 1, size + Math.log1p(Math.exp(-2 * size)) - Math.LN2);
      };
    }
    case 'sinh': {
      const at = compileRobust(first);
      return (x, out) => {
        const value = at(x);
        const size = Math.abs(value);
        set(out, Math.sign(value), size + Math.log(-Math.expm1(-2 * size)) - Math.LN2);
      };
    }
    case 'pow': {
      const base = compileSigned(first);
      const exponent = compileRobust(node.args[1]!);
      return (x, out) => {
        base(x, out);
        const power = exponent(x);
        if (out.sign < 0 || Number.isNaN(power)) set(out, NaN, NaN);
        else if (power === 0) set(out, 1, 0);
        else set(out, out.sign === 0 && power < 0 ? 1 : out.sign, power * out.log);
      };
    }
    case 'min':
    case 'max': {
      const options = node.args.map(compileSigned);
      const wanted = node.name === 'max' ? 1 : -1;
      return (x, out) => {
        let sign = NaN;
        let log = NaN;
        for (let i = 0; i < options.length; i++) {
          options[i]!(x, out);
          if (Number.isNaN(out.sign)) return;
          if (i === 0 || compareSigned(out.sign, out.log, sign, log) * wanted > 0) ({ sign, log } = out);
        }
        set(out, sign, log);
      };
    }
    case 'log': {
      const of = compileSigned(first);
      return (x, out) => {
        of(x, out);
        const value = out.sign >= 0 ? out.log : NaN;
        set(out, Math.sign(value), Math.log(Math.abs(value)));
      };
    }
    case 'sign': {
      const of = compileSigned(first);
      return (x, out) => {
        of(x, out);
        set(out, out.sign, out.sign === 0 ? -Infinity : 0);
      };
    }
    case 'sin':
    case 'cos':
    case 'tan':
    case 'atan':
    case 'tanh':
    case 'erf':
      return fromPlain({ ...node });
  }
}

function compareSigned(signA: number, logA: number, signB: number, logB: number): number {
  if (signA !== signB) return signA - signB;
  return signA === 0 ? 0 : signA * (logA - logB);
}
