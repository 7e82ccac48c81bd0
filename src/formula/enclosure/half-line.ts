/**
 * int_0^inf F(t) dt of a formula F, enclosed: cells are bisected, widest enclosure first, and the two ends are proved
 * to be small and moved outward as long as they matter. No feature is too narrow to be seen: the enclosure of a cell
 * that holds one is wide, whatever its samples say.
 */
import type { FormulaNode } from '../tree.ts';
import { Integrand } from './integrand.ts';
import { magnitude, sumOf, upperAt, lowerAt, NOTHING, type ScaledRange } from './scaled.ts';

/** [left, right] with the integral over it. */
export interface MassCell {
  readonly left: number;
  readonly right: number;
  readonly mass: ScaledRange;
  /** Whether its width is that of rounding. */
  readonly settled: boolean;
  /** Whether the integrand is proved to be at least 0 on it. */
  readonly isNonnegative: boolean;
}

export type HalfLineResult = HalfLineMass | NoMass;

/** The integral could not be enclosed. */
export interface NoMass {
  readonly finite: false;
  /** Whether it was proved to be infinite, at which end. */
  readonly reason:
    | 'diverges-at-zero'
    | 'diverges-at-infinity'
    | 'unknown-at-zero'
    | 'unknown-at-infinity'
    | 'unresolved';
  /** Where the trouble is. */
  readonly at: number;
}

export interface HalfLineMass {
  readonly finite: true;
  /** Ascending and adjacent, from `zero` to `far`. */
  readonly cells: readonly MassCell[];
  readonly total: ScaledRange;
  /** The integral over (0, first left], and over [last right, Infinity). */
  readonly before: ScaledRange;
  readonly after: ScaledRange;
  readonly integrand: Integrand;
}

export interface HalfLineOptions {
  /** Wanted width relative to the integral. */
  readonly goal?: number;
  /** Cells times instructions at most. */
  readonly work?: number;
  /** Points at which to cut from the beginning (kinks that are known). */
  readonly cuts?: readonly number[];
}

const GOAL = 1e-12;
const WORK = 60_000;
const MAX_CELLS = 8000;
/** Exponents of two at which the ends are tried. */
const ENDS = [
  0, 2, 4, 6, 8, 10, 13, 16, 20, 25, 31, 38, 47, 58, 72, 90, 112, 140, 175, 220, 275, 340, 425, 530, 660, 820, 1000,
];

interface Reached {
  readonly at: number;
  readonly mass: ScaledRange;
  readonly step: number;
}

export function encloseHalfLine(node: FormulaNode, options: HalfLineOptions = {}): HalfLineResult {
  const integrand = new Integrand(node);
  const near = nearEnd(integrand);
  if ('finite' in near) return near;
  const far = farEnd(integrand);
  if ('finite' in far) return far;
  return refined(integrand, near, far, options);
}

function farEnd(integrand: Integrand): Reached | NoMass {
  for (const [step, k] of ENDS.entries()) {
    const at = 2 ** k;
    const end = integrand.beyond('infinity', at);
    if (end.kind === 'divergent') return { finite: false, reason: 'diverges-at-infinity', at };
    if (end.kind === 'finite') return { at, mass: end.mass, step };
  }
  return { finite: false, reason: 'unknown-at-infinity', at: 2 ** 30 };
}

/** 0 itself where the formula is bounded near it. */
function nearEnd(integrand: Integrand): Reached | NoMass {
  for (const k of [0, 4, 16]) {
    integrand.mass(0, 2 ** -k);
    const { lower, upper } = integrand.range;
    if (lower > -Infinity && upper < Infinity) return { at: 0, mass: NOTHING, step: 0 };
  }
  for (const [step, k] of ENDS.entries()) {
    const at = 2 ** -k;
    const end = integrand.beyond('zero', at);
    if (end.kind === 'divergent') return { finite: false, reason: 'diverges-at-zero', at };
    if (end.kind === 'finite') return { at, mass: end.mass, step };
  }
  return { finite: false, reason: 'unknown-at-zero', at: 2 ** -30 };
}

/** Where a cell is cut: the geometric mean of a long one, else its middle. */
export function cutOf(left: number, right: number): number {
  if (left === 0) return right > 1e-3 ? right / 4 : right / 64;
  if (right / left > 4) return Math.sqrt(left) * Math.sqrt(right);
  return left + 0.5 * (right - left);
}

function refined(integrand: Integrand, near: Reached, far: Reached, options: HalfLineOptions): HalfLineResult {
  const goal = options.goal ?? GOAL;
  const limit = Math.min(MAX_CELLS, Math.floor((options.work ?? WORK) / integrand.tape.instructions.length) + 100);
  const cell = (left: number, right: number): MassCell => {
    const mass = integrand.mass(left, right);
    return { left, right, mass, settled: integrand.settled, isNonnegative: integrand.range.lower >= 0 };
  };
  const inner = (options.cuts ?? []).filter((t) => t > near.at && t < far.at);
  const edges = [near.at, ...new Set(inner), far.at].sort((a, b) => a - b);
  let cells = edges.slice(1).map((right, i) => cell(edges[i]!, right));
  let [start, end] = [near, far];
  let total = sumOf([start.mass, end.mass, ...cells.map(({ mass }) => mass)]);
  const gaps: number[] = [];
  for (let pass = 0; pass < 400 && integrand.evaluations < 4 * limit; pass++) {
    const { scale } = total;
    const width = ({ lower, upper, scale: own }: ScaledRange): number =>
      upperAt({ lower, upper, scale: own }, scale) - lowerAt({ lower, upper, scale: own }, scale);
    const gap = total.upper - total.lower;
    if (gap <= goal * Math.max(total.lower, -total.upper)) break;
    // Where only rounding is left, nothing is gained by more cells.
    const relative = total.lower > 0 ? gap / total.lower : Infinity;
    gaps.push(relative);
    if (relative < 1e-7 && relative > 0.7 * (gaps.at(-7) ?? Infinity)) break;
    const ends = width(start.mass) + width(end.mass);
    // The widest cells, which carry most of the gap, all at once.
    const widths = cells.map(({ mass }) => width(mass));
    const order = [...widths.keys()].sort((i, j) => widths[j]! - widths[i]!);
    const open = order.reduce((sum, i) => sum + widths[i]!, 0) + ends;
    let share = 0;
    const split = new Set<number>();
    for (const i of order) {
      if (cells.length + split.size >= limit || !(widths[i]! > 0)) break;
      if (share >= 0.8 * Math.min(open, Number.MAX_VALUE) && widths[i]! < Infinity) break;
      const { left, right } = cells[i]!;
      const cut = cutOf(left, right);
      if (cells[i]!.settled || !(cut > left && cut < right)) continue;
      share += widths[i]!;
      split.add(i);
      if (split.size > 64 && split.size > cells.length / 2) break;
    }
    let moved = false;
    const next: MassCell[] = [];
    if (width(start.mass) > 0.1 * gap && start.at > 0) {
      const nearer = further(integrand, 'zero', start);
      if (nearer !== null) {
        next.push(cell(nearer.at, start.at));
        [start, moved] = [nearer, true];
      }
    }
    for (const [i, old] of cells.entries()) {
      if (!split.has(i)) {
        next.push(old);
        continue;
      }
      const cut = cutOf(old.left, old.right);
      next.push(cell(old.left, cut), cell(cut, old.right));
    }
    if (width(end.mass) > 0.1 * gap) {
      const farther = further(integrand, 'infinity', end);
      if (farther !== null) {
        next.push(cell(end.at, farther.at));
        [end, moved] = [farther, true];
      }
    }
    cells = next;
    total = sumOf([start.mass, end.mass, ...cells.map(({ mass }) => mass)]);
    if (split.size === 0 && !moved) break;
  }
  if (!(magnitude(total) < Infinity)) {
    const worst = cells.find(({ mass }) => !(magnitude(mass) < Infinity));
    return { finite: false, reason: 'unresolved', at: worst?.left ?? end.at };
  }
  return { finite: true, cells, total, before: start.mass, after: end.mass, integrand };
}

function further(integrand: Integrand, end: 'zero' | 'infinity', from: Reached): Reached | null {
  const step = from.step + 1;
  const k = ENDS[step];
  if (k === undefined) return null;
  const at = end === 'zero' ? 2 ** -k : 2 ** k;
  const next = integrand.beyond(end, at);
  return next.kind === 'finite' ? { at, mass: next.mass, step } : null;
}
