/**
 * An envelope of a density on R^d, d <= 6, made of cells on which interval arithmetic bounds it.
 *
 * Space is cut into cones over the faces of the cube {|x|_inf = 1} and the cones into shells: a cell is { rho * u : rho
 * in [from, to], u on a box of one face }. One unbounded coordinate remains, rho, whatever the dimension. The cell with
 * the largest bound on its mass is split first.
 */
import TinyQueue from 'tinyqueue';
import { countNodes, operands, type FormulaTree, type FormulaNode } from '../../formula/tree.ts';
import { logDerivative } from '../../formula/derivative.ts';
import { compileEnclosure, type Interval } from '../../formula/interval.ts';
import { compileLogEnclosure } from '../../formula/log-interval.ts';

export interface Cell {
  /** The coordinate that is +-rho, and its sign. */
  readonly axis: number;
  readonly sign: 1 | -1;
  readonly from: number;
  readonly to: number;
  /** Ranges of the other coordinates divided by rho, each within [-1, 1]. */
  readonly sides: readonly Interval[];
  /** On the cell, log f <= logBound + tilt * log(rho/from). */
  readonly logBound: number;
  /** Bound of d log f/d log rho, or 0 (then logBound holds on the whole cell). */
  readonly tilt: number;
  /** log of the integral of that bound over the cell. */
  readonly logMass: number;
  /** log of the cell's volume times f at its centre: what the integral looks like. */
  readonly logSeen: number;
}

/** Where a cell is. */
export type Region = Pick<Cell, 'axis' | 'sign' | 'from' | 'to' | 'sides'>;

export interface Envelope {
  readonly dim: number;
  readonly cells: readonly Cell[];
  /** log of the sum of the cells' masses: an upper bound of the integral over all cells. */
  readonly logMass: number;
  /** Upper bound of log f. */
  readonly logPeak: number;
}

export interface EnvelopeOptions {
  /** rho from 0 (or `hole`) to here. */
  readonly radius: number;
  /** Shells are made above this radius; a ball remains below. */
  readonly innerRadius: number;
  /** Leave out rho below this: the envelope of a shell. Default 0. */
  readonly hole?: number;
  /** Stop when the envelope's mass is below this multiple of the integral as seen at the cells' centres. */
  readonly slack: number;
  /** Stop when the log of the envelope's mass is below this. */
  readonly enough?: number;
  readonly maxCells: number;
}

/** A slope more complicated than this is not worth its evaluation. */
const MAX_SLOPE_NODES = 400;

type MakeCell = (axis: number, sign: 1 | -1, from: number, to: number, sides: readonly Interval[]) => Cell;

const heaviestFirst = (a: Cell, b: Cell): number => (a.logMass > b.logMass ? -1 : a.logMass < b.logMass ? 1 : 0);

/** Builds the envelope; the formula must be nonnegative. */
export function buildEnvelope(
  expression: FormulaTree,
  logDensity: (x: Float64Array) => number,
  options: EnvelopeOptions,
): Envelope {
  const dim = expression.variables.length;
  const make = cellMaker(expression, logDensity);
  const heap = new TinyQueue<Cell>([], heaviestFirst);
  for (let axis = 0; axis < dim; axis++) {
    for (const sign of [1, -1] as const) {
      // Cut at 0: that is where |x_i| kinks.
      for (const sides of orthants(dim - 1)) {
        const radii = shellRadii(options);
        for (let k = 1; k < radii.length; k++) heap.push(make(axis, sign, radii[k - 1]!, radii[k]!, sides));
      }
    }
  }
  for (;;) {
    const cells = heap.data;
    const logMass = logSum(cells.map((cell) => cell.logMass));
    const logSeen = logSum(cells.map((cell) => cell.logSeen));
    const room = options.maxCells - cells.length;
    const tight = logMass - logSeen < Math.log(options.slack) || logMass < (options.enough ?? -Infinity);
    if (cells.length === 0 || room <= 0 || tight) {
      const top = (cell: Cell): number => cell.logBound + Math.max(0, cell.tilt * Math.log(cell.to / cell.from));
      const logPeak = cells.reduce(
        (most, cell) => Math.max(most, cell.tilt === 0 ? cell.logBound : top(cell)),
        -Infinity,
      );
      return { dim, cells, logMass, logPeak };
    }
    const splits = Math.min(room, Math.max(200, cells.length >> 1));
    for (let k = 0; k < splits && heap.length > 0; k++) {
      for (const half of halves(heap.pop()!, dim, make)) if (half.logBound > -Infinity) heap.push(half);
    }
  }
}

/**
 * Bounds a cell in two ways, and takes the smaller mass: by a constant, and by a power of rho from its inner section.
 */
function cellMaker(expression: FormulaTree, logDensity: (x: Float64Array) => number): MakeCell {
  const { root, variables } = expression;
  const dim = variables.length;
  const enclose = compileLogEnclosure(root);
  // d log f/d log rho = sum x_i d_i log f; with jumps it says nothing.
  const radial: FormulaNode = {
    op: 'sum',
    terms: variables.map((_, index): FormulaNode => ({
      op: 'product',
      factors: [{ op: 'variable', index }, logDerivative(root, index)],
    })),
  };
  const helpful = !containsSign(root) && countNodes(radial, MAX_SLOPE_NODES) < MAX_SLOPE_NODES;
  const encloseSlope = helpful ? compileEnclosure(radial) : null;
  const centre = new Float64Array(dim);
  return (axis, sign, from, to, sides) => {
    const shape = { axis, sign, from, to, sides };
    const logArea = sides.reduce((sum, side) => sum + Math.log(side.upper - side.lower), 0);
    const box = cellBox(shape);
    let logBound = enclose(box).upper;
    let tilt = 0;
    let logMass = logArea + logBound + logShell(from, to, dim, 0);
    const slope = from > 0 && encloseSlope !== null ? encloseSlope(box).upper : Infinity;
    if (slope < Infinity) {
      const inner = enclose(cellBox({ ...shape, to: from })).upper;
      const tilted = logArea + inner + logShell(from, to, dim, slope);
      if (tilted < logMass) [logBound, tilt, logMass] = [inner, slope, tilted];
    }
    cellPoint({ ...shape, tilt: 0 }, 0.5, () => 0.5, centre);
    const logSeen = logArea + logShell(from, to, dim, 0) + logDensity(centre);
    return { ...shape, logBound, tilt, logMass, logSeen };
  };
}

function containsSign(node: FormulaNode): boolean {
  return (node.op === 'call' && node.name === 'sign') || operands(node).some(containsSign);
}

/** log of the integral of rho^{d-1} (rho/from)^tilt from `from` to `to`; tilt = 0 when from = 0. */
function logShell(from: number, to: number, dim: number, tilt: number): number {
  if (from === 0) return dim * Math.log(to) - Math.log(dim);
  const power = dim + tilt;
  const width = Math.log(to / from);
  const growth = power * width;
  // (e^growth - 1)/power, also where growth is 0, large or very negative.
  const log =
    Math.abs(growth) < 1e-9
      ? Math.log(width)
      : growth > 0
        ? growth + Math.log(-Math.expm1(-growth) / power)
        : Math.log(Math.expm1(growth) / power);
  return dim * Math.log(from) + log;
}

/** The coordinates' ranges over a cell. */
export function cellBox({
  axis,
  sign,
  from,
  to,
  sides,
}: Pick<Cell, 'axis' | 'sign' | 'from' | 'to' | 'sides'>): Interval[] {
  const box: Interval[] = [];
  let next = 0;
  for (let i = 0; i <= sides.length; i++) {
    if (i === axis) {
      box.push(sign > 0 ? { lower: from, upper: to } : { lower: -to, upper: -from });
      continue;
    }
    const { lower, upper } = sides[next++]!;
    box.push({ lower: Math.min(lower * from, lower * to), upper: Math.max(upper * from, upper * to) });
  }
  return box;
}

/** log of the bound at a point of the cell with the given rho. */
export function logEnvelope({ logBound, tilt, from }: Cell, rho: number): number {
  return tilt === 0 ? logBound : logBound + tilt * Math.log(rho / from);
}

/**
 * Writes the point at share v of the shell's mass (under the cell's bound) and at the given shares of the sides;
 * returns its rho.
 */
export function cellPoint(
  cell: Pick<Cell, 'axis' | 'sign' | 'from' | 'to' | 'sides' | 'tilt'>,
  v: number,
  share: () => number,
  out: Float64Array,
): number {
  const dim = out.length;
  const rho = shellRadius(cell, v, dim);
  let next = 0;
  for (let i = 0; i < dim; i++) {
    if (i === cell.axis) {
      out[i] = cell.sign * rho;
      continue;
    }
    const { lower, upper } = cell.sides[next++]!;
    out[i] = rho * (lower + share() * (upper - lower));
  }
  return rho;
}

function shellRadius({ from, to, tilt }: Pick<Cell, 'from' | 'to' | 'tilt'>, v: number, dim: number): number {
  if (from === 0) return to * v ** (1 / dim);
  const power = dim + tilt;
  const growth = power * Math.log(to / from);
  if (Math.abs(growth) < 1e-9) return from * (to / from) ** v;
  // Counted from the end that carries the mass, so that nothing overflows.
  const rho =
    growth > 0
      ? to * Math.exp(Math.log1p((1 - v) * Math.expm1(-growth)) / power)
      : from * Math.exp(Math.log1p(v * Math.expm1(growth)) / power);
  return Math.min(to, Math.max(from, rho));
}

function* orthants(n: number): Generator<Interval[]> {
  for (let mask = 0; mask < 2 ** n; mask++) {
    yield Array.from({ length: n }, (_, i) => ((mask >> i) & 1 ? { lower: -1, upper: 0 } : { lower: 0, upper: 1 }));
  }
}

/** 0, the inner radius, and then e^{1/2} apart up to the radius. */
function shellRadii({ radius, innerRadius: ball, hole = 0 }: EnvelopeOptions): number[] {
  const innerRadius = Math.max(ball, hole);
  const steps = Math.max(1, Math.ceil(2 * Math.log(radius / innerRadius)));
  return [
    ...(hole > 0 ? [] : [0]),
    ...Array.from({ length: steps + 1 }, (_, k) => innerRadius * (radius / innerRadius) ** (k / steps)),
  ];
}

/** Two halves along the direction in which the cell is longest, relative to its radius. */
function halves(cell: Cell, dim: number, make: MakeCell): [Cell, Cell] {
  const { axis, sign, from, to, sides } = cell;
  const depth = from === 0 ? 1 : Math.log(to / from);
  let longest = -1;
  let length = depth;
  sides.forEach((side, i) => {
    if (side.upper - side.lower > length) [longest, length] = [i, side.upper - side.lower];
  });
  if (longest < 0) {
    const middle = from === 0 ? to / 2 ** (1 / dim) : Math.sqrt(from * to);
    return [make(axis, sign, from, middle, sides), make(axis, sign, middle, to, sides)];
  }
  const { lower, upper } = sides[longest]!;
  const middle = 0.5 * (lower + upper);
  const replaced = (side: Interval): Interval[] => sides.map((old, i) => (i === longest ? side : old));
  return [
    make(axis, sign, from, to, replaced({ lower, upper: middle })),
    make(axis, sign, from, to, replaced({ lower: middle, upper })),
  ];
}

export function logSum(logs: readonly number[]): number {
  let largest = -Infinity;
  for (const log of logs) largest = Math.max(largest, log);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum);
}
