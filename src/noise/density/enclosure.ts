/**
 * What is proved of a density in two or three variables: its integral, second moment, entropy, the integral J of its
 * level sets, and int (|D_v| - c q)_+ for the directions of an adversary, all enclosed on one mesh (formula/cells),
 * with tails.
 *
 * Coordinates are y = x/s, s a power of two for each axis; D_v in x is D_{v/s} in y, exactly.
 */
import { CellTree } from '../../formula/cells/cell-tree.ts';
import { MEAN_AT, SQUARE_AT } from '../../formula/cells/cells.ts';
import { exteriorOf, type Exterior, type Shape } from '../../formula/cells/exterior.ts';
import { Flux } from '../../formula/cells/flux.ts';
import { LevelTable, logIntegral } from '../../formula/cells/level-integral.ts';
import { partsOf } from '../../formula/cells/parts.ts';
import { Refinement } from '../../formula/cells/refinement.ts';
import { isContinuous } from '../../formula/continuity.ts';
import { isLogConcave, isQuasiConcave } from '../../formula/curvature.ts';
import { isNonnegativeEverywhere } from '../../formula/defined.ts';
import { log, plus, type Range } from '../../formula/enclosure/range.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from '../../formula/enclosure/rounding.ts';
import { isUnchangedBy } from '../../formula/mirror.ts';
import { rescaled } from '../../formula/change-of-variables.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { directionsOf, type Direction, type Symmetry } from './directions.ts';
import type { NotEnclosed, ProvedDensity, SlopeLine } from './proved.ts';
import type { DirectionNet } from '../../geometry/functionals/direction-net.ts';

/** Cells of the mesh unless said otherwise, by dimension. */
export const DEFAULT_CELLS: Readonly<Record<number, number>> = { 2: 12_000, 3: 50_000 };

/** Where a mesh starts, as far as sampling knows: all that is wanted is a box of a sensible size. */
export interface Guess {
  /** Powers of two, one an axis. */
  readonly scales: Float64Array;
  /** In units of the scales: most of the mass lies beyond the one and within the other. */
  readonly innerRadius: number;
  readonly radius: number;
  /** log of the integral, in units of the scales. */
  readonly logMass: number;
}

/** A density for which enclosures can be made; what is proved of it by rules. */
export interface Enclosable {
  readonly expression: FormulaTree;
  readonly guess: Guess;
  readonly shape: Shape;
  readonly symmetry: Symmetry;
  readonly halfSize: number;
  readonly exterior: Exterior;
}

/** Checks by rules, and the search for a box beyond which little is left. */
export function enclosable(given: FormulaTree, guess: Guess): Enclosable | NotEnclosed {
  const dim = given.variables.length;
  if (dim < 2 || dim > 3) return { reason: `enclosures are made in up to three dimensions, not ${dim}` };
  if (!isContinuous(given)) return { reason: 'a part of the formula may jump' };
  if (!isNonnegativeEverywhere(given))
    return { reason: 'the formula is not shown to be defined and at least 0 everywhere' };
  const expression = rescaled(given, guess.scales);
  const { root } = expression;
  const symmetry = symmetryOf(root, dim);
  if (!symmetry.even) return { reason: 'the formula is not shown to be even' };
  const shape = { logConcave: isLogConcave(given), quasiConcave: isQuasiConcave(given), mirrored: symmetry.mirrored };
  const start = Math.floor(Math.log2(guess.innerRadius));
  const end = Math.max(start + 40, Math.ceil(Math.log2(guess.radius)) + 8);
  const mass = Math.exp(guess.logMass);
  let found: { halfSize: number; exterior: Exterior } | null = null;
  let before = Infinity;
  for (let k = start; k <= end; k++) {
    const halfSize = 2 ** k;
    // Far inside nothing can be small.
    if (halfSize < guess.radius / 16) continue;
    const exterior = exteriorOf(root, dim, halfSize, shape);
    if (exterior === null) continue;
    found = { halfSize, exterior };
    const open = Math.max(
      exterior.mass / mass,
      exterior.slopes * (halfSize / mass) * 1e-3,
      (exterior.levels * 1e-6) / mass,
    );
    const squares = exterior.squares / (mass * guess.innerRadius ** 2);
    if (open < 1e-11 && (squares < 1e-8 || squares === Infinity || squares > 0.5 * before)) break;
    before = squares;
  }
  if (found === null) return { reason: 'no bound of the tails was found' };
  if (!(found.exterior.mass < mass)) return { reason: 'the bounds of the tails are too weak' };
  return { expression, guess, shape, symmetry, ...found };
}

function symmetryOf(root: FormulaTree['root'], dim: number): Symmetry {
  const axes = Array.from({ length: dim }, (_, i) => i);
  const ones = axes.map(() => 1 as const);
  const flips = (signs: readonly (1 | -1)[]): boolean => isUnchangedBy(root, { signs, order: axes });
  const swaps: (readonly number[])[] = [];
  for (const i of axes) {
    for (const j of axes.slice(i + 1)) {
      const order = axes.map((k) => (k === i ? j : k === j ? i : k));
      if (isUnchangedBy(root, { signs: ones, order })) swaps.push(order);
    }
  }
  return {
    even: flips(axes.map(() => -1 as const)),
    mirrored: axes.every((i) => flips(axes.map((k) => (k === i ? -1 : 1)))),
    swaps,
  };
}

/** Parts of mass at which slopes are asked for: the densest where radii at rho near 1/2 and near 1 are wanted. */
const SHARES = [0.002, 0.005, 0.012, 0.025, 0.05, 0.085, 0.13, 0.18, 0.24, 0.31, 0.38, 0.45];
/** Fewer, where an adversary has many directions. */
const FEW_SHARES = [0.005, 0.03, 0.1, 0.2, 0.33];
const MANY_DIRECTIONS = 12;
/** Directions that guide the mesh at most. */
const GUIDES = 8;
const FIRST_CELLS = 3000;
/** Width of sums over faces, relative to the integral. */
const FACES: Readonly<Record<number, number>> = { 2: 1e-7, 3: 1e-4 };
const CUTS: Readonly<Record<number, number>> = { 2: 4, 3: 2 };

/** The enclosure of a density on one mesh, for the directions of one adversary. */
export class DensityEnclosure implements ProvedDensity {
  readonly cells: number;
  /** Integral of the formula as written. */
  readonly mass: Range;
  readonly variance: Range;
  readonly entropy: Range;
  readonly levels: Range;
  /** Largest value of q, at most. */
  readonly height: number;
  private readonly of: Enclosable;
  private readonly directions: readonly Direction[];
  private readonly spread: number;
  private knownHalf: Range | null = null;
  private knownLines: readonly SlopeLine[] | null = null;
  private readonly tree: CellTree;
  private readonly flux: Flux;
  private readonly total: Range;

  constructor(of: Enclosable, net: DirectionNet, cells: number) {
    const { expression, guess, symmetry, halfSize, exterior } = of;
    const dim = expression.variables.length;
    const { scales } = guess;
    this.of = of;
    this.tree = new CellTree(
      expression.root,
      halfSize,
      symmetry.mirrored,
      Array.from(scales, (s) => s * s),
    );
    this.flux = new Flux(this.tree, expression.root, of.shape.quasiConcave);
    const directions = directionsOf(net.points, scales, symmetry);
    this.directions = directions;
    this.spread = net.spread;
    const refinement = new Refinement(this.tree, of.shape.quasiConcave);
    const guides = directions.slice(0, GUIDES).flatMap(({ orbit }) => orbit.map((v) => ({ v, c: 0 })));
    refinement.ask(guides);
    refinement.upTo(Math.min(cells, FIRST_CELLS));
    const thresholds = this.thresholds(directions);
    refinement.ask([
      ...guides,
      ...directions
        .slice(0, 3)
        .flatMap(({ orbit }) => orbit.flatMap((v) => thresholds.filter((_, i) => i % 3 === 1).map((c) => ({ v, c })))),
    ]);
    refinement.upTo(cells);
    this.cells = this.tree.cells.count;
    const inside = this.sum(MEAN_AT);
    this.total = [inside[0], addUp(inside[1], exterior.mass)];
    const volume = scales.reduce((product, s) => product * s, 1);
    this.mass = [this.total[0] * volume, this.total[1] * volume];
    this.variance = this.perMass(this.squares(), dim);
    const parts = partsOf(this.tree, CUTS[dim]!);
    this.height =
      divideUp(
        parts.high.reduce((top, q) => Math.max(top, q), 0),
        this.total[0],
      ) / volume;
    const [low, high] = new LevelTable(parts, dim).integral(parts);
    // The volume of a level set in x is prod s times that in y.
    const side = volume ** (1 / dim);
    this.levels = this.perMass([low * (1 - 1e-14), addUp(high, exterior.levels) * (1 + 1e-14)], side);
    this.entropy = this.entropyOf(logIntegral(parts), Math.log(volume));
  }

  /** sup over the adversary of int |D_v| / 2. */
  get half(): Range {
    if (this.knownHalf !== null) return this.knownHalf;
    const all = this.directions.map((direction) => this.slope(direction, 0));
    const low = Math.max(...all.map(([lower]) => lower));
    const high = Math.max(...all.map(([, upper]) => upper));
    this.knownHalf = this.perMass([low, multiplyUp(high, this.spread)], 2);
    return this.knownHalf;
  }

  /** For many c. */
  get lines(): readonly SlopeLine[] {
    this.knownLines ??= this.thresholds(this.directions).map((c): SlopeLine => {
      let most = 0;
      for (const direction of this.directions) most = Math.max(most, this.slope(direction, c)[1]);
      return [multiplyUp(c, this.spread), this.perMass([0, multiplyUp(most, this.spread)], 2)[1]];
    });
    return this.knownLines;
  }

  /** A range over the integral of q and over a number. */
  private perMass([low, high]: Range, by: number): Range {
    const [least, most] = this.total;
    if (!(least > 0)) return [0, Infinity];
    return [divideDown(divideDown(low, most), by), divideUp(divideUp(high, least), by)];
  }

  private sum(at: number): Range {
    const { tree } = this;
    let [low, high] = [0, 0];
    for (let k = 0; k < tree.cells.count; k++) {
      const volume = tree.volume(k);
      low = addDown(low, multiplyDown(volume, tree.cells.low(k, at)));
      high = addUp(high, multiplyUp(volume, tree.cells.high(k, at)));
    }
    return [low, high];
  }

  private squares(): Range {
    const [low, high] = this.sum(SQUARE_AT);
    const { exterior, guess } = this.of;
    const largest = guess.scales.reduce((most, s) => Math.max(most, s * s), 0);
    return [low, addUp(high, multiplyUp(exterior.squares, largest))];
  }

  /** log Z - (1/Z) int q log q, in y; log of the scales' product is added. */
  private entropyOf([low, high]: Range, shift: number): Range {
    const { exterior } = this.of;
    const [least, most] = this.total;
    if (!(least > 0) || exterior.logs === Infinity) return [-Infinity, Infinity];
    const [a, b] = [addDown(low, -exterior.logs), addUp(high, exterior.logs)];
    const quotient: Range = [divideDown(a, a > 0 ? most : least), divideUp(b, b > 0 ? least : most)];
    const [lower, upper] = plus(log(this.total), [-quotient[1], -quotient[0]]);
    const slack = Math.abs(shift) * 2 ** -48;
    return [addDown(lower, shift - slack), addUp(upper, shift + slack)];
  }

  /** int (|D_v| - c q)_+ over the whole space, of q as written, in y. */
  private slope({ orbit, size }: Direction, c: number): Range {
    const { tree, flux } = this;
    const dim = tree.cells.dim;
    const inside = this.total[0] / tree.images;
    let [low, high] = [0, 0];
    for (const v of orbit) {
      const { lower, upper } = flux.integral(v, c, FACES[dim]! * inside, inside);
      low = addDown(low, lower);
      high = addUp(high, upper);
    }
    // The images of the box see every member of the orbit equally often.
    const images = tree.images / orbit.length;
    return [multiplyDown(low, images), addUp(multiplyUp(high, images), multiplyUp(size, this.of.exterior.slopes))];
  }

  /** Values of |D_v|/q that are exceeded on given parts of the mass, as midpoints see it: any c will do. */
  private thresholds(directions: readonly Direction[]): number[] {
    const { cells } = this.tree;
    const seen: { size: number; weight: number }[][] = [];
    for (const { orbit } of directions.slice(0, MANY_DIRECTIONS)) {
      const [v] = orbit as [Float64Array];
      const own: { size: number; weight: number }[] = [];
      for (let k = 0; k < cells.count; k++) {
        const q = cells.low(k, MEAN_AT);
        if (!(q > 0)) continue;
        let slope = 0;
        for (let i = 0; i < cells.dim; i++) {
          const at = cells.middleAt + 2 + 2 * i;
          slope += v[i]! * 0.5 * (cells.low(k, at) + cells.high(k, at));
        }
        const value = Math.max(1e-300, 0.5 * (cells.low(k, cells.middleAt) + cells.high(k, cells.middleAt)));
        const size = Math.abs(slope) / value;
        if (Number.isFinite(size)) own.push({ size, weight: cells.volume(k) * q });
      }
      seen.push(own.sort((a, b) => b.size - a.size));
    }
    const shares = directions.length > MANY_DIRECTIONS ? FEW_SHARES : SHARES;
    const found = new Set<number>();
    for (const share of shares) {
      // The steepest direction at this share.
      found.add(Math.max(...seen.map((own) => exceeded(own, 2 * share))));
    }
    return [...found].filter((c) => c > 1e-9 && c < 1e9).map((c) => Number(c.toPrecision(6)));
  }
}

/** The size that is exceeded on this share of the weight. */
function exceeded(falling: readonly { readonly size: number; readonly weight: number }[], share: number): number {
  const total = falling.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { size, weight } of falling) {
    sum += weight;
    if (sum >= share * total) return size;
  }
  return 0;
}
