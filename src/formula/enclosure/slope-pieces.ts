/**
 * The slope of a formula f on a piece [left, right] of the half-line, enclosed: whether f falls or rises (jumps
 * included), by how much, and between which values |f'|/f lies. Where the sign of f' is known, the integral of |f'| is
 * a difference of two values of f, whatever walls and kinks lie between.
 */
import { findRoot } from '../../numeric/roots.ts';
import type { FormulaNode } from '../tree.ts';
import { logDerivative } from '../derivative.ts';
import { behaviourAt } from './ends.ts';
import { Expansion } from './expansion.ts';
import type { HalfLineMass } from './half-line.ts';
import { distance, hull, times, type Range } from './range.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp, scaleDown, scaleUp } from './rounding.ts';
import { compileTape, type Tape } from './tape.ts';
import { variationAtMost } from './variation.ts';

/** Order of the expansions: masses of pieces to h^5. */
const ORDER = 4;
/** How near to a crossing a piece is cut, relative to it: what that costs is of second order. */
const CROSSING = 1e-4;

/** f divided by 2^scale, mass and moment by 2^massScale of `SlopePieces`. */
export interface SlopePiece {
  readonly left: number;
  readonly right: number;
  /** -1 if f falls (weakly), 1 if it rises, 0 if unknown. */
  readonly direction: -1 | 0 | 1;
  /** f at the ends, from the inside. */
  readonly from: Range;
  readonly to: Range;
  /** int f t^weight. */
  readonly mass: Range;
  /** int |f'| t^weight, jumps included. */
  readonly moment: Range;
  /** |f'|/f, jumps apart; the upper end is Infinity where it is not bounded. */
  readonly steepness: Range;
  /** (log f)' at both ends, where it is known to go one way between them. */
  readonly logSlopes: readonly [from: Range, to: Range] | null;
  /** Least and largest f. */
  readonly values: Range;
  /** Whether it reaches to 0 or to infinity by a proof about the end, and cannot be cut. */
  readonly isEnd: boolean;
}

/** Makes the pieces for one formula, weighted with t^weight. */
export class SlopePieces {
  /** Powers of two that f and its weighted integrals are divided by. */
  readonly scale: number;
  readonly massScale: number;
  /** f as t -> 0: Infinity where it is not bounded. */
  readonly atZero: Range;
  readonly weight: number;
  /** f, (log f)', t^weight f and t^weight f'. */
  private readonly roots: readonly number[];
  private readonly expansion: Expansion;
  /** (log f)' alone, at single points. */
  private readonly logSlope: Expansion;
  private readonly logSlopeRoot: number;
  /** f alone, for its values and its ends. */
  private readonly plain: Tape;
  private readonly root: number;
  private readonly values: Expansion;
  private readonly mass: HalfLineMass;
  /** Arguments of signs. */
  private readonly signs: readonly number[];

  /** `mass` encloses the integral of t^weight f. */
  constructor(node: FormulaNode, mass: HalfLineMass, weight: number) {
    this.weight = weight;
    this.mass = mass;
    const variable: FormulaNode = { op: 'variable', index: 0 };
    const slope = logDerivative(node, 0);
    const weighted = (of: FormulaNode): FormulaNode =>
      weight === 0 ? of : { op: 'product', factors: [of, { op: 'power', base: variable, exponent: weight }] };
    const compiled = compileTape([node, slope, weighted(node), weighted({ op: 'product', factors: [node, slope] })]);
    this.roots = compiled.roots;
    this.expansion = new Expansion(compiled, ORDER);
    const alone = compileTape([slope]);
    this.logSlope = new Expansion(alone, 0);
    this.logSlopeRoot = alone.roots[0]!;
    this.plain = compileTape([node]);
    this.signs = this.plain.instructions.flatMap((each) => (each.op === 'sign' ? [each.a] : []));
    this.root = compileTape([node]).roots[0]!;
    this.values = new Expansion(this.plain, 0);
    this.scale = this.typicalScale(mass);
    this.massScale = weight === 0 ? this.scale : mass.total.scale;
    this.atZero = this.limitAtZero();
  }

  /** The whole half-line, on the cells of the mass. */
  initial(): SlopePiece[] {
    const { cells } = this.mass;
    const edges = [cells[0]!.left, ...cells.map(({ right }) => right)];
    const inner: SlopePiece[] = [];
    let from = this.valueAt(edges[0]!);
    if (edges[0]! > 0) inner.push(this.zeroPiece(edges[0]!, from));
    for (const { left, right } of cells) {
      const to = this.valueAt(right);
      inner.push(this.piece(left, right, from, to));
      from = to;
    }
    inner.push(this.tailPiece(edges.at(-1)!, from));
    return inner;
  }

  /** Both parts of a piece cut at t; null where it cannot be cut. */
  halves(piece: SlopePiece, t: number): [SlopePiece, SlopePiece] | null {
    if (!(t > piece.left && t < piece.right) || piece.isEnd) return null;
    const value = this.valueAt(t);
    return [this.piece(piece.left, t, piece.from, value), this.piece(t, piece.right, value, piece.to)];
  }

  /** A point inside a piece where |f'|/f is about c; null where none is seen. */
  crossing({ left, right, logSlopes }: SlopePiece, c: number): number | null {
    if (logSlopes === null) return null;
    const excess = ([low, high]: Range): number => Math.abs(0.5 * (low + high)) - c;
    const [first, last] = [excess(logSlopes[0]), excess(logSlopes[1])];
    if (!(first * last < 0)) return null;
    const margin = CROSSING * (right - left);
    const at = (t: number): number => (t === left ? first : t === right ? last : excess(this.logSlopeAt(t)));
    const { root } = findRoot(at, left, right, { absoluteTolerance: margin });
    return root > left + margin && root < right - margin ? root : null;
  }

  /** The piece from the beginning of one to the end of another. */
  over(first: SlopePiece, last: SlopePiece): SlopePiece {
    return this.piece(first.left, last.right, first.from, last.to);
  }

  private typicalScale(mass: HalfLineMass): number {
    let best = -Infinity;
    for (const { left, right } of mass.cells) {
      this.values.atPoint(left + 0.5 * (right - left));
      const { middle } = this.values;
      const top = middle.high(this.root, 0);
      if (top > 0 && top < Infinity) best = Math.max(best, middle.scale[this.root]! + Math.floor(Math.log2(top)));
    }
    return best === -Infinity ? 0 : best;
  }

  private limitAtZero(): Range {
    for (const at of [2 ** -1000, 2 ** -60]) {
      const { value, arithmetic } = behaviourAt(this.plain, this.root, 'zero', at);
      if (value === null) continue;
      const factor = arithmetic.factor(value);
      if (value.grade < 0 && factor[0] > 0) return [Infinity, Infinity];
      return this.toScale(value.grade < 0 ? times([1, Infinity], factor) : arithmetic.range(value), 0);
    }
    const near = new Expansion(this.plain, 1);
    near.at(0, 2 ** -1000);
    const { cell } = near;
    return this.toScale([cell.low(this.root, 0), cell.high(this.root, 0)], cell.scale[this.root]!);
  }

  private toScale([lower, upper]: Range, scale: number, to = this.scale): Range {
    return [scaleDown(lower, scale - to), scaleUp(upper, scale - to)];
  }

  private valueAt(t: number): Range {
    if (t === 0) return this.atZero;
    this.values.atPoint(t);
    // A sum of signs may have a value of its own at the very point of a jump, which no density notices: one step beyond
    // it.
    if (this.signs.some((a) => this.values.middle.isZero(a, 0))) this.values.atPoint(t * (1 + 2 ** -52));
    const { middle } = this.values;
    return this.toScale([middle.low(this.root, 0), middle.high(this.root, 0)], middle.scale[this.root]!);
  }

  /** (log f)' at a point about which f is smooth. */
  private logSlopeAt(t: number): Range {
    this.logSlope.atPoint(t);
    const { middle } = this.logSlope;
    const slot = this.logSlopeRoot;
    const scale = middle.scale[slot]!;
    return [scaleDown(middle.low(slot, 0), scale), scaleUp(middle.high(slot, 0), scale)];
  }

  /** Which way f goes on all of (0, right]; 0 if that is not known. */
  private directionAtZero(right: number): -1 | 0 | 1 {
    const at = 2 ** Math.ceil(Math.log2(right));
    if (!(at <= 1)) return 0;
    const { slope, arithmetic } = behaviourAt(this.plain, this.root, 'zero', at);
    if (slope === null) return 0;
    const [low, high] = arithmetic.factor(slope);
    return high <= 0 ? -1 : low >= 0 ? 1 : 0;
  }

  /** (0, right], where f was too singular for a cell. */
  private zeroPiece(right: number, to: Range): SlopePiece {
    const mass = this.ofMass(this.mass.before);
    return this.endPiece(0, right, this.directionAtZero(right), this.atZero, to, mass);
  }

  private ofMass({ lower, upper, scale }: { lower: number; upper: number; scale: number }): Range {
    return this.toScale([lower, upper], scale, this.massScale);
  }

  private tailPiece(left: number, from: Range): SlopePiece {
    const at = 2 ** Math.floor(Math.log2(left));
    const { slope, arithmetic, exponent } = behaviourAt(this.plain, this.root, 'infinity', Math.max(1, at));
    const factor: Range = slope === null ? [-Infinity, Infinity] : arithmetic.factor(slope);
    const falls = factor[1] <= 0 || exponent[1] <= 0;
    const mass = this.ofMass(this.mass.after);
    const piece = this.endPiece(left, Infinity, falls ? -1 : 0, from, [0, 0], mass);
    // |f'| t^weight <= size t^(weight - grade - 1), or |exponent| f t^(weight - 1).
    const size = Math.max(-factor[0], factor[1]);
    const grade = (slope?.grade ?? 0) - this.weight;
    const bound = grade > 0 ? (multiplyUp(size * (1 + 1e-12), left ** -grade) / grade) * (1 + 1e-12) : Infinity;
    const other = multiplyUp(mass[1], divideUp(Math.max(-exponent[0], exponent[1]), left));
    // By parts, where f falls: X^weight f(X) + weight int t^(weight - 1) f.
    const height = this.weighed(
      this.values.middle.high(this.root, 0),
      this.values.middle.scale[this.root]!,
      { left, right: left },
      1,
    );
    const parts = falls ? addUp(height, multiplyUp(this.weight, divideUp(mass[1], left))) : Infinity;
    const most = Math.min(scaleUp(bound, -this.massScale), other, parts);
    const steepest = divideUp(Math.max(-exponent[0], exponent[1]), left);
    const moment: Range = [piece.moment[0], Math.min(piece.moment[1], most)];
    // No higher than where it begins and all that it varies.
    const top = this.weight === 0 ? Math.min(piece.values[1], addUp(from[1], moment[1])) : piece.values[1];
    return { ...piece, moment, steepness: [0, steepest], values: [piece.values[0], top] };
  }

  private endPiece(
    left: number,
    right: number,
    direction: -1 | 0 | 1,
    from: Range,
    to: Range,
    mass: Range,
  ): SlopePiece {
    const values: Range = [Math.min(from[0], to[0]), direction === 0 ? Infinity : Math.max(from[1], to[1])];
    const plain = direction !== 0 && this.weight === 0;
    const moment: Range = plain ? change(from, to, direction) : [0, Infinity];
    const steepness: Range = [0, Infinity];
    return { left, right, direction, from, to, mass, moment, steepness, logSlopes: null, values, isEnd: true };
  }

  private piece(left: number, right: number, from: Range, to: Range): SlopePiece {
    const { expansion } = this;
    expansion.at(left, right);
    const { cell } = expansion;
    const [f, logSlope, weighted] = this.roots as [number, number, number, number];
    const values = this.toScale([cell.low(f, 0), cell.high(f, 0)], cell.scale[f]!);
    const slopes: Range = [cell.low(f, 1), cell.high(f, 1)];
    const smooth = slopes[0] > -Infinity && slopes[1] < Infinity;
    const by = cell.scale[logSlope]!;
    let [hl, hh] = [scaleDown(cell.low(logSlope, 0), by), scaleUp(cell.high(logSlope, 0), by)];
    const [bl, bh] = [cell.low(logSlope, 1), cell.high(logSlope, 1)];
    const oneWay = smooth && bl > -Infinity && bh < Infinity && (bl >= 0 || bh <= 0);
    const logSlopes = oneWay ? ([this.logSlopeAt(left), this.logSlopeAt(right)] as const) : null;
    if (logSlopes !== null) {
      const ends = hull(...logSlopes);
      [hl, hh] = [Math.max(hl, ends[0]), Math.min(hh, ends[1])];
    }
    let direction: -1 | 0 | 1 = slopes[1] <= 0 ? -1 : slopes[0] >= 0 ? 1 : 0;
    if (direction === 0 && smooth && values[0] >= 0) direction = hh <= 0 ? -1 : hl >= 0 ? 1 : 0;
    if (direction === 0 && left === 0) direction = this.directionAtZero(right);
    let mass = this.integral(weighted);
    if (values[0] >= 0) mass = [Math.max(0, mass[0]), mass[1]];
    const steepness: Range = smooth ? [distance([hl, hh]), Math.max(-hl, hh)] : [0, Infinity];
    const piece = { left, right, direction, from, to, mass, steepness, logSlopes, values, isEnd: false };
    return { ...piece, moment: this.moment(piece, slopes, cell.scale[f]!, smooth) };
  }

  /** int |f'| t^weight over the piece; slopes: the range of f' times half its width. */
  private moment(piece: Omit<SlopePiece, 'moment'>, slopes: Range, scale: number, smooth: boolean): Range {
    const { direction, mass, steepness } = piece;
    const difference = change(piece.from, piece.to, direction);
    let upper = steepness[1] < Infinity ? multiplyUp(steepness[1], mass[1]) : Infinity;
    let plainly = multiplyUp(2, Math.max(-slopes[0], slopes[1]));
    if (direction === 0 && !(plainly < Infinity))
      plainly = variationAtMost(this.expansion.tape, this.roots[0]!, this.expansion.cell, scale);
    if (this.weight === 0) {
      if (direction !== 0) return difference;
      return [difference[0], Math.max(difference[0], Math.min(upper, scaleUp(plainly, scale - this.scale)))];
    }
    upper = Math.min(upper, this.weighed(plainly, scale, piece, 1));
    let lower = this.weighed(difference[0], this.scale, piece, -1);
    if (direction !== 0) {
      upper = Math.min(upper, this.weighed(difference[1], this.scale, piece, 1));
      if (smooth) {
        const [a, b] = this.integral(this.roots[3]!);
        const [l, u] = direction < 0 ? [-b, -a] : [a, b];
        lower = Math.max(lower, l);
        upper = Math.min(upper, u);
      }
    }
    return [Math.min(lower, upper), upper];
  }

  /** value 2^scale t^weight with the largest (side 1) or least t^weight of the piece, divided by 2^massScale. */
  private weighed(
    value: number,
    scale: number,
    { left, right }: { left: number; right: number },
    side: 1 | -1,
  ): number {
    if (!(value > 0)) return 0;
    const t = this.weight > 0 === side > 0 ? right : left;
    const power = this.weight * Math.log2(t);
    const log = Math.log2(value) + scale - this.massScale + power;
    if (!Number.isFinite(log)) return side < 0 || power === -Infinity ? 0 : Infinity;
    return 2 ** (log + side * (1e-12 + 1e-15 * (Math.abs(scale) + Math.abs(this.massScale) + Math.abs(power))));
  }

  /** The integral of one root over the cell last expanded. */
  private integral(slot: number): Range {
    const { middle, cell, half, excess } = this.expansion;
    const scale = cell.scale[slot]!;
    const by = middle.scale[slot]! - scale;
    const [least, most] = [cell.low(slot, 0), cell.high(slot, 0)];
    let [lower, upper] = [2 * least, 2 * most];
    for (let n = ORDER; n > 0; n -= 2) {
      const [rl, rh] = [cell.low(slot, n), cell.high(slot, n)];
      if (!(rl > -Infinity) || !(rh < Infinity)) continue;
      let l = divideDown(multiplyDown(2, rl), n + 1);
      let u = divideUp(multiplyUp(2, rh), n + 1);
      for (let k = 0; k < n; k += 2) {
        l = addDown(l, divideDown(multiplyDown(2, scaleDown(middle.low(slot, k), by)), k + 1));
        u = addUp(u, divideUp(multiplyUp(2, scaleUp(middle.high(slot, k), by)), k + 1));
      }
      lower = Math.max(lower, l);
      upper = Math.min(upper, u);
      break;
    }
    lower = multiplyDown(half, lower);
    upper = multiplyUp(half, upper);
    if (excess > 0) {
      lower = addDown(lower, -Math.max(0, multiplyUp(excess, most)));
      upper = addUp(upper, Math.max(0, -multiplyDown(excess, least)));
    }
    return this.toScale([lower, upper], scale, this.massScale);
  }
}

/** |to - from| for a function monotone in the direction; the least it can be where that is unknown. */
export function change(from: Range, to: Range, direction: -1 | 0 | 1): Range {
  const [low, high] = [addDown(to[0], -from[1]), addUp(to[1], -from[0])];
  if (direction > 0) return [Math.max(0, low), Math.max(0, high)];
  if (direction < 0) return [Math.max(0, -high), Math.max(0, -low)];
  return [Math.max(0, low, -high), Infinity];
}
