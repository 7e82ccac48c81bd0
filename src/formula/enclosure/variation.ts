/**
 * The total variation of a formula over a cell from above, jumps included, by the structure of the formula: where a part has a bounded slope,
 * that times the width; else by the rules for its parts. The sign of something monotone varies by at most 2; Var(ab) <= sup|a| Var b + sup|b| Var a;
 * a function varies at most its steepest slope times its argument. So a jump is bounded by its height also where the smooth part moves the other way.
 */
import { addUp, multiplyUp, scaleUp } from './rounding.ts';
import type { SeriesStore } from './series.ts';
import type { Instruction, Tape } from './tape.ts';

/** value 2^scale. */
interface Scaled {
  readonly value: number;
  readonly scale: number;
}

const NONE: Scaled = { value: 0, scale: 0 };
const UNBOUNDED: Scaled = { value: Infinity, scale: 0 };
/** Rounding of the functions below. */
const SLACK = 1 + 1e-14;

/** An upper bound of the variation of instruction `slot` over the cell last expanded, divided by 2^scale. */
export function variationAtMost({ instructions }: Tape, slot: number, cell: SeriesStore, scale: number): number {
  const known = new Map<number, Scaled>();
  const size = (i: number): Scaled => ({
    value: Math.max(-cell.low(i, 0), cell.high(i, 0)),
    scale: cell.scale[i]!,
  });
  const variation = (i: number): Scaled => {
    let found = known.get(i);
    if (found === undefined) known.set(i, (found = ofInstruction(instructions[i]!, i)));
    return found;
  };
  const lipschitz = (slope: number, a: number): Scaled => times({ value: slope * SLACK, scale: 0 }, variation(a));
  const ofInstruction = (instruction: Instruction, i: number): Scaled => {
    const steepest = Math.max(-cell.low(i, 1), cell.high(i, 1));
    if (steepest < Infinity) return { value: multiplyUp(2, steepest), scale: cell.scale[i]! };
    switch (instruction.op) {
      case 'constant':
        return NONE;
      case 'variable':
        return UNBOUNDED;
      case 'negate':
      case 'abs':
        return variation(instruction.a);
      case 'sign': {
        const monotone = cell.low(instruction.a, 1) >= 0 || cell.high(instruction.a, 1) <= 0;
        return monotone ? { value: 2, scale: 0 } : UNBOUNDED;
      }
      case 'add':
      case 'min':
      case 'max':
        return plus(variation(instruction.a), variation(instruction.b));
      case 'multiply': {
        const { a, b } = instruction;
        return plus(times(size(a), variation(b)), times(size(b), variation(a)));
      }
      case 'power':
      case 'function': {
        const at = (x: number): number => scaleUp(x, cell.scale[instruction.a]!);
        const [low, high] = [-at(-cell.low(instruction.a, 0)), at(cell.high(instruction.a, 0))];
        return lipschitz(steepestSlope(instruction, low, high), instruction.a);
      }
    }
  };
  const { value, scale: own } = variation(slot);
  return value === 0 ? 0 : scaleUp(value, own - scale);
}

/** sup |g'| over [low, high]. */
function steepestSlope(
  instruction: Instruction & { readonly op: 'power' | 'function' },
  low: number,
  high: number,
): number {
  const size = Math.max(-low, high);
  if (instruction.op === 'power') {
    const { exponent } = instruction;
    if (exponent >= 1) return exponent * size ** (exponent - 1);
    return low > 0 ? Math.abs(exponent) * low ** (exponent - 1) : Infinity;
  }
  switch (instruction.name) {
    case 'exp':
    case 'expm1':
      return Math.exp(high);
    case 'log':
      return low > 0 ? 1 / low : Infinity;
    case 'log1p':
      return low > -1 ? 1 / (1 + low) : Infinity;
    case 'sinh':
    case 'cosh':
      return Math.cosh(size);
    case 'sin':
    case 'cos':
    case 'atan':
    case 'tanh':
      return 1;
    case 'erf':
      return 2 / Math.sqrt(Math.PI);
    case 'tan':
      return Infinity;
  }
}

function times(a: Scaled, b: Scaled): Scaled {
  if (a.value === 0 || b.value === 0) return NONE;
  return { value: multiplyUp(a.value, b.value), scale: a.scale + b.scale };
}

function plus(a: Scaled, b: Scaled): Scaled {
  if (a.value === 0) return b;
  if (b.value === 0) return a;
  const scale = Math.max(a.scale, b.scale);
  return { value: addUp(scaleUp(a.value, a.scale - scale), scaleUp(b.value, b.scale - scale)), scale };
}
