/**
 * A formula in d variables over boxes: ranges of its value, its gradient and its Hessian, by the rules of
 * differentiation on intervals. All rounding is that of `enclosure/rounding.ts` and `elementary.ts`.
 *
 * Where the formula kinks (abs, min, max whose branch is not decided over the box) the gradient's range holds all
 * slopes of both branches, which is all that mean-value forms of Lipschitz functions need, and the Hessian's is
 * infinite.
 */
import { compileTape, type Instruction } from '../enclosure/tape.ts';
import { addDown, addUp } from '../enclosure/rounding.ts';
import type { FormulaNode } from '../tree.ts';
import { functionRanges, powerRanges, RANGES } from './derivatives.ts';
import { addProduct, product, PRODUCT, square } from './product.ts';

/** Derivatives that a jet holds. */
export type Order = 0 | 1 | 2;

/** Numbers of a jet: the value, then the gradient, then the Hessian's upper triangle by rows. */
export function jetSize(dim: number, order: Order): number {
  return order === 0 ? 1 : order === 1 ? 1 + dim : 1 + dim + (dim * (dim + 1)) / 2;
}

/** Where the entry (i, j) of the Hessian stands in a jet. */
export function hessianIndex(dim: number, i: number, j: number): number {
  const [a, b] = i < j ? [i, j] : [j, i];
  return 1 + dim + a * dim - (a * (a - 1)) / 2 + (b - a);
}

export class Jets {
  readonly dim: number;
  readonly order: Order;
  /** Numbers of one jet. */
  readonly size: number;
  /** Boxes evaluated so far. */
  evaluations = 0;
  private readonly instructions: readonly Instruction[];
  private readonly root: number;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  /** Entries of the jet of an instruction that are not 0 for lack of a variable. */
  private readonly live: readonly (readonly number[])[];
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly box: { lower: ArrayLike<number>; upper: ArrayLike<number> } = { lower: [], upper: [] };

  constructor(node: FormulaNode, dim: number, order: Order) {
    const { instructions, roots } = compileTape([node], 'line');
    this.dim = dim;
    this.order = order;
    this.size = jetSize(dim, order);
    this.instructions = instructions;
    this.root = roots[0]!;
    this.low = new Float64Array(instructions.length * this.size);
    this.high = new Float64Array(instructions.length * this.size);
    this.pairs = Array.from({ length: dim }, (_, i) => i).flatMap((i) =>
      Array.from({ length: dim - i }, (_, k) => [i, i + k] as const),
    );
    const known: number[] = [];
    for (const each of instructions) known.push(this.variablesOf(each, known));
    this.live = known.map((variables) => this.entries(variables));
  }

  private variablesOf(instruction: Instruction, known: readonly number[]): number {
    switch (instruction.op) {
      case 'constant':
        return 0;
      case 'variable':
        return 1 << instruction.index;
      case 'add':
      case 'multiply':
      case 'min':
      case 'max':
        return known[instruction.a]! | known[instruction.b]!;
      case 'negate':
      case 'abs':
      case 'sign':
      case 'power':
      case 'function':
        return known[instruction.a]!;
    }
  }

  private entries(variables: number): number[] {
    const has = (i: number): boolean => ((variables >> i) & 1) === 1;
    const { dim, order, pairs } = this;
    const gradient = order < 1 ? [] : Array.from({ length: dim }, (_, i) => i).flatMap((i) => (has(i) ? [1 + i] : []));
    const hessian = order < 2 ? [] : pairs.flatMap(([i, j], k) => (has(i) && has(j) ? [1 + dim + k] : []));
    return [...gradient, ...hessian];
  }

  /** Lower ends of the jet over the box go to `out` from `at` on, each followed by its upper end. */
  over(lower: ArrayLike<number>, upper: ArrayLike<number>, out: Float64Array, at: number): void {
    this.evaluations++;
    this.box.lower = lower;
    this.box.upper = upper;
    for (let n = 0; n < this.instructions.length; n++) this.step(n, this.instructions[n]!);
    const from = this.root * this.size;
    for (let k = 0; k < this.size; k++) {
      out[at + 2 * k] = this.low[from + k]!;
      out[at + 2 * k + 1] = this.high[from + k]!;
    }
  }

  private set(at: number, low: number, high: number): void {
    this.low[at] = low;
    this.high[at] = high;
  }

  private step(n: number, instruction: Instruction): void {
    const { low, high, size } = this;
    const at = n * size;
    switch (instruction.op) {
      case 'constant':
        return this.set(at, instruction.value, instruction.value);
      case 'variable': {
        const { index } = instruction;
        if (this.order > 0) this.set(at + 1 + index, 1, 1);
        return this.set(at, this.box.lower[index]!, this.box.upper[index]!);
      }
      case 'negate': {
        const a = instruction.a * size;
        this.set(at, -high[a]!, -low[a]!);
        for (const k of this.live[n]!) this.set(at + k, -high[a + k]!, -low[a + k]!);
        return;
      }
      case 'add': {
        const [a, b] = [instruction.a * size, instruction.b * size];
        this.set(at, addDown(low[a]!, low[b]!), addUp(high[a]!, high[b]!));
        for (const k of this.live[n]!)
          this.set(at + k, addDown(low[a + k]!, low[b + k]!), addUp(high[a + k]!, high[b + k]!));
        return;
      }
      case 'multiply':
        return this.multiply(n, instruction.a * size, instruction.b * size);
      case 'abs':
        return this.absolute(n, instruction.a * size);
      case 'sign':
        return this.sign(n, instruction.a * size);
      case 'min':
      case 'max':
        return this.extreme(n, instruction.a * size, instruction.b * size, instruction.op);
      case 'power': {
        const a = instruction.a * size;
        powerRanges(low[a]!, high[a]!, instruction.exponent, this.order);
        return this.compose(n, a);
      }
      case 'function': {
        const a = instruction.a * size;
        functionRanges(instruction.name, low[a]!, high[a]!, this.order);
        return this.compose(n, a);
      }
    }
  }

  private multiply(n: number, a: number, b: number): void {
    const { low, high, dim } = this;
    const at = n * this.size;
    product(low[a]!, high[a]!, low[b]!, high[b]!);
    this.set(at, PRODUCT[0]!, PRODUCT[1]!);
    for (const k of this.live[n]!) {
      product(low[a + k]!, high[a + k]!, low[b]!, high[b]!);
      addProduct(PRODUCT[0]!, PRODUCT[1]!, low[a]!, high[a]!, low[b + k]!, high[b + k]!);
      if (k > dim) {
        const [i, j] = this.pairs[k - 1 - dim]!;
        const [x, y] = [1 + i, 1 + j];
        addProduct(PRODUCT[0]!, PRODUCT[1]!, low[a + x]!, high[a + x]!, low[b + y]!, high[b + y]!);
        addProduct(PRODUCT[0]!, PRODUCT[1]!, low[a + y]!, high[a + y]!, low[b + x]!, high[b + x]!);
      }
      this.set(at + k, PRODUCT[0]!, PRODUCT[1]!);
    }
  }

  /** f(u) from the ranges of f, f' and f'' in `RANGES`: gradient f' u_i, Hessian f'' u_i u_j + f' u_ij. */
  private compose(n: number, a: number): void {
    const { low, high, dim } = this;
    const at = n * this.size;
    this.set(at, RANGES[0]!, RANGES[1]!);
    const l1 = RANGES[2]!;
    const h1 = RANGES[3]!;
    const l2 = RANGES[4]!;
    const h2 = RANGES[5]!;
    for (const k of this.live[n]!) {
      if (k <= dim) product(l1, h1, low[a + k]!, high[a + k]!);
      else {
        const [i, j] = this.pairs[k - 1 - dim]!;
        const [x, y] = [a + 1 + i, a + 1 + j];
        if (i === j) square(low[x]!, high[x]!);
        else product(low[x]!, high[x]!, low[y]!, high[y]!);
        product(l2, h2, PRODUCT[0]!, PRODUCT[1]!);
        addProduct(PRODUCT[0]!, PRODUCT[1]!, l1, h1, low[a + k]!, high[a + k]!);
      }
      this.set(at + k, PRODUCT[0]!, PRODUCT[1]!);
    }
  }

  private absolute(n: number, a: number): void {
    const { low, high } = this;
    const at = n * this.size;
    const [l, h] = [low[a]!, high[a]!];
    if (l >= 0 || h <= 0) {
      const kept = l >= 0;
      this.set(at, kept ? l : -h, kept ? h : -l);
      for (const k of this.live[n]!)
        this.set(at + k, kept ? low[a + k]! : -high[a + k]!, kept ? high[a + k]! : -low[a + k]!);
      return;
    }
    this.set(at, 0, Math.max(-l, h));
    for (const k of this.live[n]!) {
      const size = k <= this.dim ? Math.max(-low[a + k]!, high[a + k]!) : Infinity;
      this.set(at + k, -size, size);
    }
  }

  private sign(n: number, a: number): void {
    const [l, h] = [this.low[a]!, this.high[a]!];
    const at = n * this.size;
    this.set(at, Math.sign(l), Math.sign(h));
    const most = l > 0 || h < 0 || (l === 0 && h === 0) ? 0 : Infinity;
    for (const k of this.live[n]!) this.set(at + k, most === 0 ? 0 : -most, most);
  }

  private extreme(n: number, a: number, b: number, op: 'min' | 'max'): void {
    const { low, high } = this;
    const at = n * this.size;
    const largest = op === 'max';
    const decided = low[a]! >= high[b]! ? (largest ? a : b) : low[b]! >= high[a]! ? (largest ? b : a) : -1;
    if (decided >= 0) {
      this.set(at, low[decided]!, high[decided]!);
      for (const k of this.live[n]!) this.set(at + k, low[decided + k]!, high[decided + k]!);
      return;
    }
    const better = largest ? Math.max : Math.min;
    this.set(at, better(low[a]!, low[b]!), better(high[a]!, high[b]!));
    for (const k of this.live[n]!) {
      if (k > this.dim) this.set(at + k, -Infinity, Infinity);
      else this.set(at + k, Math.min(low[a + k]!, low[b + k]!), Math.max(high[a + k]!, high[b + k]!));
    }
  }
}
