/** Formulas at random, each with a second way to compute it that shares nothing with the library. */
import { parseFormula } from '../../src/formula/parse.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { erf } from '../../src/numeric/special/special.ts';

/** A text and the same function, written again. */
export interface Twin {
  readonly text: string;
  readonly value: (x: readonly number[]) => number;
}

export const UNARY: readonly ((u: Twin) => Twin)[] = [
  ({ text, value }) => ({ text: `abs(${text})`, value: (x) => Math.abs(value(x)) }),
  ({ text, value }) => ({ text: `(${text})^2`, value: (x) => value(x) ** 2 }),
  ({ text, value }) => ({ text: `exp(-abs(${text}))`, value: (x) => Math.exp(-Math.abs(value(x))) }),
  ({ text, value }) => ({ text: `exp(-(${text})^2)`, value: (x) => Math.exp(-(value(x) ** 2)) }),
  ({ text, value }) => ({ text: `sqrt(1+(${text})^2)`, value: (x) => Math.hypot(1, value(x)) }),
  ({ text, value }) => ({ text: `log(1+(${text})^2)`, value: (x) => Math.log1p(value(x) ** 2) }),
  ({ text, value }) => ({ text: `tanh(${text})`, value: (x) => Math.tanh(value(x)) }),
  ({ text, value }) => ({ text: `atan(${text})`, value: (x) => Math.atan(value(x)) }),
  ({ text, value }) => ({ text: `sin(${text})`, value: (x) => Math.sin(value(x)) }),
  ({ text, value }) => ({ text: `cos(${text})`, value: (x) => Math.cos(value(x)) }),
  ({ text, value }) => ({ text: `erf(${text})`, value: (x) => erf(value(x)) }),
  ({ text, value }) => ({ text: `cosh(tanh(${text}))`, value: (x) => Math.cosh(Math.tanh(value(x))) }),
  ({ text, value }) => ({ text: `sinh(atan(${text}))`, value: (x) => Math.sinh(Math.atan(value(x))) }),
  ({ text, value }) => ({ text: `-(${text})`, value: (x) => -value(x) }),
  ({ text, value }) => ({ text: `max(0,${text})`, value: (x) => Math.max(0, value(x)) }),
  ({ text, value }) => ({ text: `(1+abs(${text}))^-1.5`, value: (x) => (1 + Math.abs(value(x))) ** -1.5 }),
  ({ text, value }) => ({ text: `abs(${text})^0.7`, value: (x) => Math.abs(value(x)) ** 0.7 }),
  ({ text, value }) => ({ text: `(${text})^3`, value: (x) => value(x) ** 3 }),
];

export const BINARY: readonly ((u: Twin, v: Twin) => Twin)[] = [
  (u, v) => ({ text: `(${u.text}+${v.text})`, value: (x) => u.value(x) + v.value(x) }),
  (u, v) => ({ text: `(${u.text}-(${v.text}))`, value: (x) => u.value(x) - v.value(x) }),
  (u, v) => ({ text: `(${u.text})*(${v.text})`, value: (x) => u.value(x) * v.value(x) }),
  (u, v) => ({ text: `(${u.text})/(1+(${v.text})^2)`, value: (x) => u.value(x) / (1 + v.value(x) ** 2) }),
  (u, v) => ({ text: `min(${u.text},${v.text})`, value: (x) => Math.min(u.value(x), v.value(x)) }),
  (u, v) => ({ text: `max(${u.text},${v.text})`, value: (x) => Math.max(u.value(x), v.value(x)) }),
];

export const NAMES = ['x1', 'x2'];

export function leaf(random: RandomStream): Twin {
  const i = random.integer(2);
  switch (random.integer(4)) {
    case 0: {
      const c = (1 + random.integer(24)) / 8;
      return { text: String(c), value: () => c };
    }
    case 1: {
      const [a, b] = [1 + random.integer(3), random.integer(3) - 1];
      return { text: `(${a}*x1+(${b})*x2)`, value: (x) => a * x[0]! + b * x[1]! };
    }
    default:
      return { text: NAMES[i]!, value: (x) => x[i]! };
  }
}

export function grown(random: RandomStream, depth: number): Twin {
  if (depth === 0) return leaf(random);
  return random.uniform() < 0.6
    ? UNARY[random.integer(UNARY.length)]!(grown(random, depth - 1))
    : BINARY[random.integer(BINARY.length)]!(grown(random, depth - 1), grown(random, random.integer(depth)));
}

/** The tree of a formula; null where a constant part of it is no number, as in 1/(1 - 1). */
export function treeOf(text: string, names: readonly string[]): FormulaTree | null {
  try {
    return parseFormula(text, names, 'drawn');
  } catch (error) {
    if (error instanceof InvalidInput && error.message.includes('constant part')) return null;
    throw error;
  }
}
