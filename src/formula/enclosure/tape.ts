/**
 * A formula as a list of instructions, each on the results of earlier ones; equal parts occur once. Interpreted, never
 * compiled to code: pages that forbid `eval` run it, and long formulas cost no more a node than short ones.
 *
 * Differences that cancel near a known point are rewritten: e^u - 1, log(1 + u), cosh u - 1 = 2 sinh(u/2)^2.
 */
import { signOf, type Domain } from '../sign.ts';
import type { FormulaNode } from '../tree.ts';
import type { UnaryName } from './elementary.ts';

export type Instruction =
  | { readonly op: 'constant'; readonly value: number }
  /** The variable with this index. */
  | { readonly op: 'variable'; readonly index: number }
  | { readonly op: 'negate' | 'abs' | 'sign'; readonly a: number }
  | { readonly op: 'add' | 'multiply' | 'min' | 'max'; readonly a: number; readonly b: number }
  | { readonly op: 'power'; readonly a: number; readonly exponent: number }
  | { readonly op: 'function'; readonly name: UnaryName; readonly a: number };

export interface Tape {
  readonly instructions: readonly Instruction[];
}

/**
 * Compiles one or several formulas; `roots[i]` is the instruction that holds the i-th. Variables are positive, or (on
 * the `line`) any.
 */
export function compileTape(
  nodes: readonly FormulaNode[],
  domain: Domain = 'half-line',
): Tape & { readonly roots: readonly number[] } {
  const builder = new Builder(domain);
  const roots = nodes.map((node) => builder.node(node));
  return { instructions: builder.instructions, roots };
}

class Builder {
  readonly instructions: Instruction[] = [];
  private readonly known = new Map<string, number>();
  private readonly domain: Domain;

  constructor(domain: Domain) {
    this.domain = domain;
  }

  node(node: FormulaNode): number {
    switch (node.op) {
      case 'constant':
        return this.emit({ op: 'constant', value: node.value });
      case 'variable':
        return this.emit({ op: 'variable', index: node.index });
      case 'negate':
        return this.negate(this.node(node.of));
      case 'sum':
        return this.sum(node.terms);
      case 'product':
        return this.product(flattened(node.factors));
      case 'power':
        return this.power(this.node(node.base), node.exponent);
      case 'call':
        return this.call(node);
    }
  }

  /**
   * Factors with large exponents go into one exponential: r^3071 (1 + r)^-3075 changes little where either factor
   * changes much, and the coefficients of c log u fall much faster than those of u^c.
   */
  private product(factors: readonly FormulaNode[]): number {
    // Where variables may vanish, the logarithm would lose the derivatives that the power has.
    const steep = this.domain === 'line' ? [] : factors.filter(isSteep);
    if (steep.length === 0 || factors.length === 1) {
      return factors.map((factor) => this.node(factor)).reduce((a, b) => this.multiply(a, b));
    }
    const logs: number[] = [];
    const others: number[] = [];
    for (const factor of factors) {
      if (isSteep(factor)) {
        const exponent = this.emit({ op: 'constant', value: factor.exponent });
        logs.push(this.multiply(exponent, this.logarithm(factor.base)));
      } else if (factor.op === 'call' && factor.name === 'exp') logs.push(this.node(factor.args[0]!));
      else others.push(this.node(factor));
    }
    const exponential = this.apply(
      'exp',
      logs.reduce((a, b) => this.add(a, b)),
    );
    return others.reduce((a, b) => this.multiply(a, b), exponential);
  }

  private logarithm(of: FormulaNode): number {
    const shifted = plusOne(of);
    return shifted === null ? this.apply('log', this.node(of)) : this.apply('log1p', this.sum(shifted));
  }

  private call(node: FormulaNode & { op: 'call' }): number {
    const { name } = node;
    if (name === 'log') return this.logarithm(node.args[0]!);
    const args = node.args.map((argument) => this.node(argument));
    const a = args[0]!;
    switch (name) {
      case 'min':
      case 'max':
        return args.reduce((x, y) => (x === y ? x : this.emit({ op: name, a: x, b: y })));
      case 'pow':
        return this.apply('exp', this.multiply(args[1]!, this.apply('log', a)));
      case 'abs':
      case 'sign':
        return this.emit({ op: name, a });
      case 'exp':
      case 'sin':
      case 'cos':
      case 'tan':
      case 'atan':
      case 'sinh':
      case 'cosh':
      case 'tanh':
      case 'erf':
        return this.apply(name, a);
    }
  }

  private sum(terms: readonly FormulaNode[]): number {
    const one = terms.findIndex((term) => term.op === 'constant' && Math.abs(term.value) === 1);
    if (one >= 0) {
      const sign = -(terms[one] as FormulaNode & { op: 'constant' }).value;
      const at = terms.findIndex((term) => isCall(sign > 0 ? term : opposite(term), ['exp', 'cosh']));
      if (at >= 0) {
        const call = (sign > 0 ? terms[at]! : opposite(terms[at]!)!) as FormulaNode & { op: 'call' };
        const rest = terms.filter((_, i) => i !== one && i !== at);
        const difference = this.minusOne(call.name, this.node(call.args[0]!));
        const signed = sign > 0 ? difference : this.negate(difference);
        return rest.length === 0 ? signed : this.add(signed, this.sum(rest));
      }
    }
    return terms.map((term) => this.node(term)).reduce((a, b) => this.add(a, b));
  }

  private minusOne(name: string, u: number): number {
    if (name === 'exp') return this.apply('expm1', u);
    const half = this.multiply(this.emit({ op: 'constant', value: 0.5 }), u);
    return this.multiply(this.emit({ op: 'constant', value: 2 }), this.power(this.apply('sinh', half), 2));
  }

  private apply(name: UnaryName, a: number): number {
    return this.emit({ op: 'function', name, a });
  }

  private negate(a: number): number {
    const of = this.instructions[a]!;
    if (of.op === 'constant') return this.emit({ op: 'constant', value: -of.value });
    return of.op === 'negate' ? of.a : this.emit({ op: 'negate', a });
  }

  private add(a: number, b: number): number {
    return this.emit({ op: 'add', a: Math.min(a, b), b: Math.max(a, b) });
  }

  /** x x is a square, which intervals know to be nonnegative. */
  private multiply(a: number, b: number): number {
    return a === b ? this.power(a, 2) : this.emit({ op: 'multiply', a: Math.min(a, b), b: Math.max(a, b) });
  }

  private power(a: number, exponent: number): number {
    if (exponent === 1) return a;
    const of = this.instructions[a]!;
    // |u|^2 = u^2, without the kink.
    if (of.op === 'abs' && exponent % 2 === 0) return this.power(of.a, exponent);
    // sqrt(u^2) = |u|, whose jumps and kinks are where they are, without rounding.
    if (of.op === 'power' && of.exponent === 2 && exponent === 0.5) return this.emit({ op: 'abs', a: of.a });
    return this.emit({ op: 'power', a, exponent });
  }

  private emit(instruction: Instruction): number {
    const key = Object.values(instruction).join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.instructions.push(instruction) - 1);
    return this.instructions.length - 1;
  }
}

/** Exponents from here on are large. */
const STEEP = 32;

/** u^c with a large c, u >= 0 on the half-line. */
function isSteep(node: FormulaNode): node is FormulaNode & { op: 'power' } {
  return node.op === 'power' && Math.abs(node.exponent) >= STEEP && signOf(node.base, 'half-line') === 'nonnegative';
}

function flattened(factors: readonly FormulaNode[]): FormulaNode[] {
  return factors.flatMap((factor) => (factor.op === 'product' ? flattened(factor.factors) : [factor]));
}

function isCall(node: FormulaNode | null | undefined, names: readonly string[]): boolean {
  return node?.op === 'call' && names.includes(node.name);
}

/** u with node = -u, where it is seen. */
function opposite(node: FormulaNode): FormulaNode | null {
  return node.op === 'negate' ? node.of : null;
}

/** The other terms of a sum 1 + u. */
function plusOne(node: FormulaNode): FormulaNode[] | null {
  if (node.op !== 'sum' || node.terms.length < 2) return null;
  const one = node.terms.findIndex((term) => term.op === 'constant' && term.value === 1);
  return one < 0 ? null : node.terms.filter((_, i) => i !== one);
}
