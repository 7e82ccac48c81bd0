/**
 * J = int |{q > t}|^{(d-1)/d} dt of a density with independent coordinates in the plane or in space, enclosed: the
 * half-line is cut into cells on which a marginal is enclosed, and their products are the parts of `LevelTable`. A
 * part's mean is the product of means, its range that of ranges.
 *
 * Outside, beyond the last cell along some axis, F(q) <= q F(h)/h for the convex F of the table and the largest value h
 * there, so that it adds at most F(h)/h times the mass there: h is far below the largest value of all, where F is
 * steep.
 */
import { Integrand } from '../../formula/enclosure/integrand.ts';
import { addUp, divideDown, divideUp, multiplyDown, multiplyUp } from '../../formula/enclosure/rounding.ts';
import { lowerAt, upperAt, type ScaledRange } from '../../formula/enclosure/scaled.ts';
import { LevelTable } from '../../formula/cells/level-integral.ts';
import type { Parts } from '../../formula/cells/parts.ts';
import { cutOf } from '../../formula/enclosure/half-line.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';

/**
 * Cells of the half-line, by dimension: their products number some 1,100,000 or 470,000 for equal marginals, 490,000 or
 * 260,000 for others.
 */
const CELLS: Readonly<Record<number, number>> = { 2: 1500, 3: 140 };
const UNEQUAL: Readonly<Record<number, number>> = { 2: 700, 3: 64 };

/** A cell of the half-line; values in units of 2^scale. */
interface Cell {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly meanLow: number;
  readonly meanHigh: number;
}

/** J at lambda = 1 of a product of equal marginals. */
export function productLevels(law: EnclosedLaw, dim: number): Estimate | null {
  return independentLevels(Array.from({ length: dim }, () => law));
}

/**
 * J at lambda = 1 of independent coordinates; null in other dimensions, or where a marginal has a pole or no enclosure.
 */
export function independentLevels(laws: readonly EnclosedLaw[]): Estimate | null {
  const dim = laws.length;
  const wanted = (laws.every((law) => law === laws[0]) ? CELLS : UNEQUAL)[dim];
  if (wanted === undefined || laws.some(({ m, mass }) => m !== 1 || mass.before.upper > 0 || !(mass.total.lower > 0)))
    return null;
  const known = new Map<EnclosedLaw, Axis>();
  const axes = laws.map((law) => {
    const axis = known.get(law) ?? axisOf(law, wanted);
    known.set(law, axis);
    return axis;
  });
  if (axes.some(({ cells }) => cells.some(({ high }) => !(high < Infinity)))) return null;
  const alike = known.size === 1;
  const lists = axes.map(({ cells }) => cells);
  const parts = alike ? (dim === 2 ? planar(lists[0]!) : spatial(lists[0]!)) : allParts(lists);
  const table = new LevelTable(parts, dim);
  const [low, high] = table.integral(parts);
  // Outside: one coordinate beyond its last cell, the others anywhere.
  let beyond = 0;
  axes.forEach(({ after, highBeyond }, i) => {
    if (after === 0) return;
    const others = axes.filter((_, j) => j !== i);
    const highest = others.reduce((product, { high: most }) => multiplyUp(product, most), highBeyond);
    const mass = others.reduce((product, { most }) => multiplyUp(product, most), 2 ** dim * after);
    beyond = addUp(beyond, multiplyUp(mass, table.slopeBelow(highest) * (1 + 1e-9)));
  });
  const least = axes.reduce((product, axis) => product * axis.least, 2 ** dim * (1 - 1e-14));
  const most = axes.reduce((product, axis) => product * axis.most, 2 ** dim * (1 + 1e-14));
  const lower = divideDown(low, most);
  const upper = divideUp(addUp(high, beyond), least);
  // J has the unit of 1/length: values in units of 2^scale cancel.
  return enclosed(0.5 * (lower + upper), lower, upper, 'interval');
}

/**
 * The cells of one coordinate, the ends of its integral over the half-line, the mass beyond the cells, the largest
 * value there and anywhere, all in units of 2^scale.
 */
interface Axis {
  readonly cells: readonly Cell[];
  readonly least: number;
  readonly most: number;
  readonly after: number;
  readonly highBeyond: number;
  readonly high: number;
}

function axisOf({ root, mass }: EnclosedLaw, wanted: number): Axis {
  const { scale, lower: least, upper: most } = mass.total;
  const integrand = new Integrand(root);
  const { cells: initial, after } = reaching(integrand, mass.cells, most, mass.after, scale);
  const cells = cellsOf(integrand, taken(initial, wanted, most / (4 * wanted), scale), wanted, scale);
  const highBeyond = after > 0 ? upperAt(integrand.largestBeyond(initial.at(-1)!.right), scale) : 0;
  const high = cells.reduce((top, cell) => Math.max(top, cell.high), highBeyond);
  return { cells, least, most, after, highBeyond, high };
}

/** Mass that may stay beyond the last cell, relative. */
const BEYOND = 1e-10;

interface Stretch {
  readonly left: number;
  readonly right: number;
  /** Unknown far out. */
  readonly mass?: ScaledRange;
}

/** The cells of the integral, and more of them far out until little is left beyond; `after` in units of 2^scale. */
function reaching(
  integrand: Integrand,
  known: readonly Stretch[],
  most: number,
  beyond: ScaledRange,
  scale: number,
): { cells: readonly Stretch[]; after: number } {
  const cells = [...known];
  let after = upperAt(beyond, scale);
  // Its end is a power of two.
  for (let far = cells.at(-1)!.right; after > BEYOND * most && far < 2 ** 100; far *= 4) {
    const end = integrand.beyond('infinity', 4 * far);
    if (end.kind !== 'finite') break;
    cells.push({ left: far, right: 4 * far });
    after = upperAt(end.mass, scale);
  }
  return { cells, after };
}

/** Neighbours of little mass together, where there are many: towards a cusp cells are as small as doubles go. */
function taken(cells: readonly Stretch[], wanted: number, little: number, scale: number): readonly Stretch[] {
  if (cells.length <= wanted / 2) return cells;
  const found: { left: number; right: number; known: number }[] = [];
  for (const { left, right, mass } of cells) {
    const own = mass === undefined ? Infinity : upperAt(mass, scale);
    const last = found.at(-1);
    if (last === undefined || !(last.known + own <= little)) found.push({ left, right, known: own });
    else {
      last.right = right;
      last.known += own;
    }
  }
  return found;
}

function cellsOf(integrand: Integrand, initial: readonly Stretch[], wanted: number, scale: number): Cell[] {
  const measured = (left: number, right: number): Cell => {
    const mass = integrand.mass(left, right);
    const { range } = integrand;
    const width = right - left;
    const [low, high] = [Math.max(0, lowerAt(range, scale)), upperAt(range, scale)];
    return {
      left,
      right,
      low,
      high,
      meanLow: Math.max(low, divideDown(lowerAt(mass, scale), width * (1 + 2 ** -52))),
      meanHigh: Math.min(high, divideUp(upperAt(mass, scale), width * (1 - 2 ** -52))),
    };
  };
  let cells = initial.map(({ left, right }) => measured(left, right));
  // What a part costs J is about its volume times the square of its range over its mean: here along one axis.
  const error = ({ left, right, low, high }: Cell): number => {
    const spread = high < Infinity ? (high - low) ** 2 / Math.max(high, 1e-300) : 1e300;
    return (right - left) * spread;
  };
  while (cells.length < wanted) {
    const goal = cells.reduce((most, cell) => Math.max(most, error(cell)), 0) / 4;
    const next: Cell[] = [];
    let room = wanted - cells.length;
    for (const cell of cells) {
      const cut = cutOf(cell.left, cell.right);
      if (room > 0 && error(cell) > goal && cut > cell.left && cut < cell.right) {
        next.push(measured(cell.left, cut), measured(cut, cell.right));
        room--;
      } else next.push(cell);
    }
    if (next.length === cells.length) break;
    cells = next;
  }
  return cells;
}

class PartList {
  readonly parts: Parts;
  private at = 0;

  constructor(count: number) {
    const numbers = (): Float64Array => new Float64Array(count);
    this.parts = {
      count,
      low: numbers(),
      high: numbers(),
      meanLow: numbers(),
      meanHigh: numbers(),
      volume: numbers(),
    };
  }

  add(cells: readonly Cell[], times: number): void {
    const { parts, at } = this;
    let [low, high, meanLow, meanHigh, volume] = [1, 1, 1, 1, times];
    for (const cell of cells) {
      low = multiplyDown(low, cell.low);
      high = multiplyUp(high, cell.high);
      meanLow = multiplyDown(meanLow, cell.meanLow);
      meanHigh = multiplyUp(meanHigh, cell.meanHigh);
      volume *= cell.right - cell.left;
    }
    parts.low[at] = low;
    parts.high[at] = high;
    parts.meanLow[at] = Math.max(low, meanLow);
    parts.meanHigh[at] = Math.min(high, meanHigh);
    parts.volume[at] = volume;
    this.at++;
  }
}

/** All tuples of cells of different coordinates: one of every 2^d orthants. */
function allParts(lists: readonly (readonly Cell[])[]): Parts {
  const list = new PartList(lists.reduce((product, cells) => product * cells.length, 1));
  const chosen: Cell[] = [];
  const visit = (i: number): void => {
    if (i === lists.length) return list.add(chosen, 2 ** lists.length);
    for (const cell of lists[i]!) {
      chosen[i] = cell;
      visit(i + 1);
    }
  };
  visit(0);
  return list.parts;
}

/** Pairs of cells: four orthants, and both orders. */
function planar(cells: readonly Cell[]): Parts {
  const n = cells.length;
  const list = new PartList((n * (n + 1)) / 2);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) list.add([cells[i]!, cells[j]!], i === j ? 4 : 8);
  return list.parts;
}

function spatial(cells: readonly Cell[]): Parts {
  const n = cells.length;
  const list = new PartList((n * (n + 1) * (n + 2)) / 6);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      for (let k = j; k < n; k++) {
        const orders = i === j && j === k ? 1 : i === j || j === k ? 3 : 6;
        list.add([cells[i]!, cells[j]!, cells[k]!], 8 * orders);
      }
    }
  }
  return list.parts;
}
