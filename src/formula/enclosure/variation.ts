/**
 * The total variation of a formula over a cell from above, jumps included, by the structure of the formula: where a
 * part has a bounded slope, that times the width; where it is monotone, the width of its range; else by the rules for
 * its parts. Var(ab) <= sup|a| Var b + sup|b| Var a; min(a, b) is that of a and of b cut off at the largest a; a
 * function varies at most its steepest slope times its argument. So a jump is bounded by its height also where the
 * smooth part moves the other way.
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
  const isMonotone = (i: number): boolean => cell.low(i, 1) >= 0 || cell.high(i, 1) <= 0;
  /** Of something monotone, cut off at an end of the range of another (side 1: its upper end, from above). */
  const cutOff = (i: number, by: number, side: 1 | -1): Scaled => {
    const other = side > 0 ? cell.high(by, 0) : cell.low(by, 0);
    const shift = cell.scale[by]! - cell.scale[i]!;
    const limit = side > 0 ? scaleUp(other, shift) : -scaleUp(-other, shift);
    const [low, high] = [cell.low(i, 0), cell.high(i, 0)];
    const width = side > 0 ? addUp(Math.min(high, limit), -low) : addUp(high, -Math.max(low, limit));
    return { value: Math.max(0, width), scale: cell.scale[i]! };
  };
  const part = (i: number, other: number, side: 1 | -1): Scaled =>
    isMonotone(i) ? cutOff(i, other, side) : variation(i);
  const lipschitz = (slope: number, a: number): Scaled => times({ value: slope * SLACK, scale: 0 }, variation(a));
  const ofInstruction = (instruction: Instruction, i: number): Scaled => {
    const steepest = Math.max(-cell.low(i, 1), cell.high(i, 1));
    if (steepest < Infinity) return { value: multiplyUp(2, steepest), scale: cell.scale[i]! };
    if (isMonotone(i)) return { value: addUp(cell.high(i, 0), -cell.low(i, 0)), scale: cell.scale[i]! };
    switch (instruction.op) {
      case 'constant':
        return NONE;
      case 'variable':
        return UNBOUNDED;
      case 'negate':
      case 'abs':
        return variation(instruction.a);
      case 'sign':
        return UNBOUNDED;
      case 'add':
        return plus(variation(instruction.a), variation(instruction.b));
      case 'min':
      case 'max': {
        const side = instruction.op === 'min' ? 1 : -1;
        return plus(part(instruction.a, instruction.b, side), part(instruction.b, instruction.a, side));
      }
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
