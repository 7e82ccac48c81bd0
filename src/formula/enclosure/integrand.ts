/** Integrals of a formula in one variable over cells [a, b] and over the two ends of the half-line, each enclosed. */
import type { FormulaNode } from '../tree.ts';
import { behaviourAt } from './ends.ts';
import type { End } from './behaviour.ts';
import { Expansion } from './expansion.ts';
import { logTail, termByTerm } from './power-tail.ts';
import type { Range } from './range.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp, scaleDown, scaleUp } from './rounding.ts';
import { intersected, NOTHING, scaledBy, type ScaledRange } from './scaled.ts';
import { compileTape, type Tape } from './tape.ts';

/** Order of the expansions. */
const ORDER = 10;

/** The integral beyond a point, where it is known. */
export type EndIntegral =
  | { readonly kind: 'finite'; readonly mass: ScaledRange }
  /** The formula is positive there and its integral infinite. */
  | { readonly kind: 'divergent' }
  | { readonly kind: 'unknown' };

const UNKNOWN: EndIntegral = { kind: 'unknown' };

export class Integrand {
  readonly tape: Tape;
  readonly slot: number;
  readonly expansion: Expansion;
  /** Cells expanded so far. */
  evaluations = 0;
  /** Whether the last integral over a cell owes its width to rounding: no bisection would narrow it. */
  settled = false;

  constructor(node: FormulaNode, order = ORDER) {
    const { instructions, roots } = compileTape([node]);
    this.tape = { instructions };
    this.slot = roots[0]!;
    this.expansion = new Expansion(this.tape, order);
  }

  /** The range over [a, b] that the last `mass(a, b)` found. */
  get range(): ScaledRange {
    const { cell } = this.expansion;
    return { lower: cell.low(this.slot, 0), upper: cell.high(this.slot, 0), scale: cell.scale[this.slot]! };
  }

  /** int over [a, b]. */
  mass(a: number, b: number): ScaledRange {
    const { expansion, slot } = this;
    this.evaluations++;
    expansion.at(a, b);
    const { middle, cell, half, excess } = expansion;
    const scale = cell.scale[slot]!;
    const by = middle.scale[slot]! - scale;
    const [least, most] = [cell.low(slot, 0), cell.high(slot, 0)];
    let [lower, upper] = [2 * least, 2 * most];
    this.settled = false;
    for (let n = cell.order; n > 0; n--) {
      const [rl, rh] = [cell.low(slot, n), cell.high(slot, n)];
      if (!(rl > -Infinity) || !(rh < Infinity)) continue;
      let [l, u] = [0, 0];
      for (let k = 0; k < n; k += 2) {
        l = addDown(l, divideDown(multiplyDown(2, scaleDown(middle.low(slot, k), by)), k + 1));
        u = addUp(u, divideUp(multiplyUp(2, scaleUp(middle.high(slot, k), by)), k + 1));
      }
      const rounding = u - l;
      // An odd power sees only how much its coefficient varies.
      const width = divideUp(addUp(rh, -rl), n + 1);
      l = addDown(l, n % 2 === 0 ? divideDown(multiplyDown(2, rl), n + 1) : -width);
      u = addUp(u, n % 2 === 0 ? divideUp(multiplyUp(2, rh), n + 1) : width);
      if (l > lower) lower = l;
      if (u < upper) upper = u;
      const own = upper - lower <= 2 * rounding && lower === l && upper === u;
      this.settled = own && rounding <= 1e-3 * Math.max(-l, u);
      break;
    }
    lower = lower < 0 ? multiplyDown(lower, half) : multiplyDown(half, lower);
    upper = multiplyUp(upper, half);
    if (excess > 0) {
      lower = addDown(lower, -Math.max(0, multiplyUp(excess, most)));
      upper = addUp(upper, Math.max(0, -multiplyDown(excess, least)));
      if (least >= 0 && lower < 0) lower = 0;
    }
    return { lower, upper, scale };
  }

  /** The value at a point. */
  valueAt(x: number): ScaledRange {
    const { expansion, slot } = this;
    expansion.atPoint(x);
    const { middle } = expansion;
    return { lower: middle.low(slot, 0), upper: middle.high(slot, 0), scale: middle.scale[slot]! };
  }

  /** An upper bound of f >= 0 on [at, Infinity), `at` a power of two of at least 1; Infinity where none is known. */
  largestBeyond(at: number): ScaledRange {
    const { exponent, value: size, arithmetic } = behaviourAt(this.tape, this.slot, 'infinity', at);
    if (size !== null && arithmetic.isZero(size)) return NOTHING;
    const value = this.valueAt(at);
    // f(x) is f(at) (x/at)^beta with beta in the exponent.
    if (value.lower >= 0 && value.upper < Infinity && exponent[1] <= 0) return { ...value, lower: 0 };
    // c y^grade with y = 1/x at most 1/at.
    const upper = size === null || size.grade < 0 ? Infinity : arithmetic.range(size)[1];
    return { lower: 0, upper, scale: 0 };
  }

  /** int over [at, Infinity) of f log(x^-p f), `at` a power of two, where f falls like a power; null elsewhere. */
  logBeyond(at: number, p: number): ScaledRange | null {
    const { value, arithmetic } = behaviourAt(this.tape, this.slot, 'infinity', at);
    if (value === null || value.terms.length === 0 || !(value.terms[0]![0] > 0)) return null;
    const found = logTail(value, arithmetic, p);
    return found === null ? null : { lower: found[0], upper: found[1], scale: 0 };
  }

  /** int over (0, at] or [at, Infinity), `at` a power of two (at most 1, at least 1). */
  beyond(end: End, at: number): EndIntegral {
    const { exponent, value: size, arithmetic } = behaviourAt(this.tape, this.slot, end, at);
    const side = end === 'zero' ? 1 : -1;
    let found: ScaledRange | null = null;
    if (size !== null && arithmetic.isZero(size)) return { kind: 'finite', mass: NOTHING };
    const value = this.valueAt(at);
    if (value.lower >= 0 && value.upper < Infinity && exponent[0] <= exponent[1]) {
      // f(x) is f(at) (x/at)^beta with beta in the exponent: the integral is f(at) at / |beta + 1|.
      const rate: Range = [addDown(exponent[0], 1), addUp(exponent[1], 1)];
      const [slowest, fastest] = side > 0 ? rate : [-rate[1], -rate[0]];
      if (value.lower > 0 && fastest <= 0) return { kind: 'divergent' };
      const [most, least] = [
        slowest > 0 ? divideUp(1, slowest) : Infinity,
        fastest === Infinity || fastest <= 0 ? 0 : divideDown(1, fastest),
      ];
      if (most < Infinity) found = scaledBy(value, multiplyDown(least, at), multiplyUp(most, at));
    }
    // Or term by term.
    if (size !== null) {
      const sum = termByTerm(size, arithmetic.reach, side);
      if (sum === 'divergent') return { kind: 'divergent' };
      if (sum !== null && sum[0] > -Infinity && sum[1] < Infinity) {
        const other = { lower: sum[0], upper: sum[1], scale: 0 };
        found = found === null ? other : intersected(found, other);
      }
    }
    return found === null ? UNKNOWN : { kind: 'finite', mass: found };
  }
}

/** t^by f(t) as a formula. */
export function weighted(f: FormulaNode, by: number): FormulaNode {
  if (by === 0) return f;
  const variable: FormulaNode = { op: 'variable', index: 0 };
  return { op: 'product', factors: [f, by === 1 ? variable : { op: 'power', base: variable, exponent: by }] };
}
