/**
 * One coordinate of a density, for its level sets: the half-line cut into cells on which it is enclosed by its range
 * and its mean. Towards infinity, where a formula cancels to nothing but rounding, it is what its expansion in 1/x
 * says.
 */
import { behaviourAt } from '../../formula/enclosure/ends.ts';
import type { Graded, GradedArithmetic } from '../../formula/enclosure/graded.ts';
import { cutOf } from '../../formula/enclosure/half-line.ts';
import { Integrand } from '../../formula/enclosure/integrand.ts';
import type { Range } from '../../formula/enclosure/range.ts';
import { divideDown, divideUp, scaleDown, scaleUp } from '../../formula/enclosure/rounding.ts';
import { lowerAt, upperAt, type ScaledRange } from '../../formula/enclosure/scaled.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';

/** A cell of the half-line; values in units of 2^scale. */
export interface AxisCell {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly meanLow: number;
  readonly meanHigh: number;
}

/**
 * The cells of one coordinate, the ends of its integral over the half-line, the mass beyond the cells, the largest
 * value there and anywhere, all in units of 2^scale.
 */
export interface Axis {
  readonly cells: readonly AxisCell[];
  readonly least: number;
  readonly most: number;
  readonly after: number;
  readonly highBeyond: number;
  readonly high: number;
}

/** Mass that may stay beyond the last cell, relative. */
const BEYOND = 1e-10;

/** What is known far out: f = x^-grade F for all x of a stretch and beyond. */
interface Tail {
  readonly value: Graded;
  readonly arithmetic: GradedArithmetic;
}

interface Stretch {
  readonly left: number;
  readonly right: number;
  readonly tail?: Tail | null;
}

interface MeasuredCell extends AxisCell {
  readonly tail: Tail | null;
}

/** About `wanted` cells, for level sets in `dim` dimensions. */
export function axisOf({ root, mass }: EnclosedLaw, wanted: number, dim: number): Axis {
  const { scale, lower: least, upper: most } = mass.total;
  const integrand = new Integrand(root);
  const { stretches, after } = reaching(integrand, mass.cells, most, mass.after, scale);
  const measure = new Measure(integrand, scale);
  const anything = { low: 0, high: Infinity };
  const measured = stretches.map(({ left, right, tail = null }) => measure.cell(left, right, tail, anything));
  const cells = refined(joined(measured, wanted, most / (4 * wanted)), wanted, dim, measure);
  const highBeyond = after > 0 ? upperAt(integrand.largestBeyond(stretches.at(-1)!.right), scale) : 0;
  const high = cells.reduce((top, cell) => Math.max(top, cell.high), highBeyond);
  return { cells, least, most, after, highBeyond, high };
}

/** The cells of the integral, and more of them far out until little is left beyond; `after` in units of 2^scale. */
function reaching(
  integrand: Integrand,
  known: readonly Stretch[],
  most: number,
  beyond: ScaledRange,
  scale: number,
): { stretches: readonly Stretch[]; after: number } {
  const stretches = [...known];
  let after = upperAt(beyond, scale);
  // Its end is a power of two.
  for (let far = stretches.at(-1)!.right; after > BEYOND * most && far < 2 ** 100; far *= 4) {
    const end = integrand.beyond('infinity', 4 * far);
    if (end.kind !== 'finite') break;
    stretches.push({ left: far, right: 4 * far, tail: tailFrom(integrand, far) });
    after = upperAt(end.mass, scale);
  }
  return { stretches, after };
}

function tailFrom({ tape, slot }: Integrand, at: number): Tail | null {
  const { value, arithmetic } = behaviourAt(tape, slot, 'infinity', at);
  return value !== null && value.terms.length > 0 && arithmetic.factor(value)[0] > 0 ? { value, arithmetic } : null;
}

/** Measures cells in units of 2^scale. */
class Measure {
  private readonly integrand: Integrand;
  private readonly scale: number;

  constructor(integrand: Integrand, scale: number) {
    this.integrand = integrand;
    this.scale = scale;
  }

  /** What a part of `within` is known to hold. */
  cell(left: number, right: number, tail: Tail | null, within: { low: number; high: number }): MeasuredCell {
    const { integrand, scale } = this;
    const mass = integrand.mass(left, right);
    const { range } = integrand;
    const width = right - left;
    let low = Math.max(within.low, lowerAt(range, scale));
    let high = Math.min(within.high, upperAt(range, scale));
    let meanLow = divideDown(lowerAt(mass, scale), width * (1 + 2 ** -52));
    let meanHigh = divideUp(upperAt(mass, scale), width * (1 - 2 ** -52));
    if (tail !== null) {
      const known = onTail(tail, left, right);
      low = Math.max(low, scaleDown(known.range[0], -scale));
      high = Math.min(high, scaleUp(known.range[1], -scale));
      meanLow = Math.max(meanLow, scaleDown(known.mean[0], -scale));
      meanHigh = Math.min(meanHigh, scaleUp(known.mean[1], -scale));
    }
    return { left, right, low, high, meanLow: Math.max(low, meanLow), meanHigh: Math.min(high, meanHigh), tail };
  }

  /** Two halves; null where doubles end. */
  halves({ left, right, low, high, tail }: MeasuredCell): readonly MeasuredCell[] | null {
    const cut = cutOf(left, right);
    if (!(cut > left && cut < right)) return null;
    const within = { low, high };
    return [this.cell(left, cut, tail, within), this.cell(cut, right, tail, within)];
  }
}

/**
 * Neighbours of little mass together, where there are many: towards a cusp cells are as small as doubles go, and the
 * flank of a narrow bump has as many as its logarithm is long.
 */
function joined(cells: readonly MeasuredCell[], wanted: number, little: number): MeasuredCell[] {
  if (cells.length <= wanted / 2) return [...cells];
  const found: MeasuredCell[] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    const width = cell.right - (last?.left ?? 0);
    // Not by mass alone: an empty gap would take the height of the flank beside it.
    if (last === undefined || !(width * Math.max(last.high, cell.high) <= little)) {
      found.push(cell);
      continue;
    }
    const mean = (a: number, b: number): number =>
      (a * (last.right - last.left) + b * (cell.right - cell.left)) / width;
    const [low, high] = [Math.min(last.low, cell.low), Math.max(last.high, cell.high)];
    found[found.length - 1] = {
      left: last.left,
      right: cell.right,
      low,
      high,
      meanLow: Math.max(low, mean(last.meanLow, cell.meanLow) * (1 - 1e-15)),
      meanHigh: Math.min(high, mean(last.meanHigh, cell.meanHigh) * (1 + 1e-15)),
      tail: last.tail,
    };
  }
  return found;
}

/** Cut until there are as many as wanted, those that cost J most first. */
function refined(initial: MeasuredCell[], wanted: number, dim: number, measure: Measure): readonly AxisCell[] {
  let cells = initial;
  while (cells.length < wanted) {
    const errors = levelErrors(cells, dim);
    const goal = errors.reduce((most, error) => Math.max(most, error), 0) / 4;
    let room = wanted - cells.length;
    const next = cells.flatMap((cell, k) => {
      const halves = room > 0 && errors[k]! > goal ? measure.halves(cell) : null;
      if (halves !== null) room--;
      return halves ?? [cell];
    });
    if (next.length === cells.length) break;
    cells = next;
  }
  return cells;
}

/**
 * Range and mean over [a, b] of f = x^-grade F, F in the range of its expansion: F as it is, and the power integrated.
 * The grade is off by some roundings, which a power takes times log x.
 */
function onTail({ value, arithmetic }: Tail, a: number, b: number): { range: Range; mean: Range } {
  const { grade } = value;
  const factor = arithmetic.factor(value);
  const error = 4e-15 + 1e-15 * (Math.abs(grade) + 1) * (1 + Math.log(b));
  const high = factor[1] * a ** -grade * (1 + error);
  const low = factor[0] * b ** -grade * (1 - error);
  const rate = grade - 1;
  if (!(rate > 1e-6)) return { range: [low, high], mean: [low, high] };
  const [near, far] = [a ** -rate / rate, b ** -rate / rate];
  // 1/rate, too, is off.
  const slack = (near + far) * (error + (error * (grade + 1)) / rate);
  const mean = (side: -1 | 1): number => (near - far + side * slack) / (b - a);
  return { range: [low, high], mean: [factor[0] * mean(-1) * (1 - 1e-15), factor[1] * mean(1) * (1 + 1e-15)] };
}

/**
 * What a cell costs J: about its volume times the square of its range over its value, times V^{-1/d}, the slope of
 * V^{(d-1)/d} at the volume above it.
 */
function levelErrors(cells: readonly AxisCell[], dim: number): Float64Array {
  const order = [...cells.keys()].sort((i, j) => cells[j]!.meanHigh - cells[i]!.meanHigh);
  const errors = new Float64Array(cells.length);
  let volume = 0;
  for (const k of order) {
    const { left, right, low, high } = cells[k]!;
    volume += right - left;
    const spread = high < Infinity ? (high - low) ** 2 / Math.max(high, 1e-300) : 1e300;
    errors[k] = (right - left) * spread * volume ** (-1 / dim);
  }
  return errors;
}
