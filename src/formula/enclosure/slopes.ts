/**
 * What a noise's bounds need of the slope of its profile f on the half-line, enclosed: the total variation int |f'|,
 * the height of f, whether f falls, int (|f'| - c f)_+ for any c, and a law of |f'|/f that is larger in the convex
 * order. Pieces are bisected where a number asks for it, and kept.
 */
import type { FormulaNode } from '../tree.ts';
import { cutOf, type HalfLineMass } from './half-line.ts';
import type { Range } from './range.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from './rounding.ts';
import { change, SlopePieces, type SlopePiece } from './slope-pieces.ts';

/** Wanted width of the variation, relative. */
const GOAL = 1e-12;
/**
 * Wanted error of int (|f'| - c f)_+ that one piece contributes, relative to what is known of it, and to the variation.
 */
const SHARE = 1e-6;
const LEAST_SHARE = 1e-12;
const MAX_PIECES = 20_000;
/** A steepness of so many means counts as that of a jump. */
const RARE = 4;
/** Wanted width of the masses of a law, relative. */
const MASS_GOAL = 1e-10;

/** A piece and, once it was cut, its halves. */
interface Branch {
  readonly piece: SlopePiece;
  halves: readonly [Branch, Branch] | null;
  /** Whether it cannot be cut. */
  final: boolean;
}

/** A law of the steepness |f'|/f, in total mass at least 1: every increasing convex mean is at most what it gives. */
export interface SteepnessLaw {
  readonly sizes: Float64Array;
  readonly masses: Float64Array;
  /**
   * A law in total mass at most 1 whose increasing convex means are at most those of the steepness on the other pieces:
   * the mass of each at its mean.
   */
  readonly below: { readonly sizes: Float64Array; readonly masses: Float64Array };
  /**
   * Variation on pieces where the steepness is not bounded (jumps, cusps): int |f'| over them, relative to the integral
   * of f.
   */
  readonly unbounded: number;
  /**
   * Of these pieces the ones with more variation than mass, as jumps: their mass from above and int |f'| from below.
   * On the others the steepness is left at 0 from below.
   */
  readonly rare: { readonly mass: number; readonly atLeast: number };
  /** sum of mass times squared range of the steepness over 8: what chords of x -> -cos(t x) miss at most, over t^2. */
  readonly spread: number;
  /** Mass of the pieces whose steepness is not bounded. */
  readonly lost: number;
}

export class SlopeMesh {
  private readonly source: SlopePieces;
  private readonly roots: readonly Branch[];
  private count: number;
  private readonly total: number;
  private readonly whole: Range;

  /** `mass` encloses int t^weight f. */
  constructor(node: FormulaNode, mass: HalfLineMass, weight = 0) {
    this.source = new SlopePieces(node, mass, weight);
    this.roots = this.source.initial().map((piece) => ({ piece, halves: null, final: piece.isEnd }));
    this.count = this.roots.length;
    this.settle();
    this.whole = this.variationNow();
    this.total = this.leaves().reduce((sum, { moment }) => sum + (moment[1] < Infinity ? moment[1] : moment[0]), 0);
  }

  /** Powers of two that the values of f, and its weighted integrals, are divided by. */
  get scale(): number {
    return this.source.scale;
  }

  get massScale(): number {
    return this.source.massScale;
  }

  /** f as t -> 0, divided by 2^scale. */
  get atZero(): Range {
    return this.source.atZero;
  }

  /** The pieces as far as they are cut, ascending. */
  leaves(): SlopePiece[] {
    const found: SlopePiece[] = [];
    const visit = (branch: Branch): void => {
      if (branch.halves === null) found.push(branch.piece);
      else branch.halves.forEach(visit);
    };
    this.roots.forEach(visit);
    return this.joined(found);
  }

  /**
   * Neighbours on each of which there may be a jump taken together, where less is then known to be there: a jump at the
   * edge of two pieces would count twice.
   */
  private joined(pieces: readonly SlopePiece[]): SlopePiece[] {
    const found: SlopePiece[] = [];
    for (let i = 0; i < pieces.length; i++) {
      let end = i;
      while (end < pieces.length && isRagged(pieces[end]!) && pieces[end]!.direction === pieces[i]!.direction) end++;
      if (end - i < 2) {
        found.push(pieces[i]!);
        continue;
      }
      const apart = pieces.slice(i, end);
      const { direction } = apart[0]!;
      const together = direction === 0 ? this.source.over(apart[0]!, apart.at(-1)!) : this.sameWay(apart);
      const sum = apart.reduce((total, { moment }) => addUp(total, moment[1]), 0);
      found.push(...(together.moment[1] < sum ? [together] : apart));
      i = end - 1;
    }
    return found;
  }

  /** Neighbours on which f goes one way, as one piece. */
  private sameWay(pieces: readonly SlopePiece[]): SlopePiece {
    const [first, last] = [pieces[0]!, pieces.at(-1)!];
    const masses = pieces.map(({ mass }) => mass);
    const moments = pieces.map(({ moment }) => moment);
    const between = this.source.weight === 0 ? change(first.from, last.to, first.direction) : null;
    return {
      ...first,
      right: last.right,
      to: last.to,
      mass: summed(masses),
      moment: between ?? summed(moments),
      steepness: [Math.min(...pieces.map(({ steepness }) => steepness[0])), Infinity],
      logSlopes: null,
      values: [Math.min(...pieces.map(({ values }) => values[0])), Math.max(...pieces.map(({ values }) => values[1]))],
    };
  }

  /** int |f'| t^weight over the half-line, jumps included. */
  variation(): Range {
    return this.whole;
  }

  private variationNow(): Range {
    const add = (sum: Range, part: Range): Range => [addDown(sum[0], part[0]), addUp(sum[1], part[1])];
    if (this.source.weight !== 0) return this.leaves().reduce<Range>((sum, { moment }) => add(sum, moment), [0, 0]);
    return this.monotoneRuns().reduce<Range>(add, [0, 0]);
  }

  /** The largest value of f, divided by 2^scale. */
  height(): Range {
    return this.leaves().reduce<Range>(
      (top, { from, to, direction, values }) => [
        Math.max(top[0], from[0], to[0]),
        Math.max(top[1], direction === 0 ? values[1] : Math.max(from[1], to[1])),
      ],
      [0, 0],
    );
  }

  /**
   * Whether f never rises: proved, or two points between which it does, or the most by which it may (relative to its
   * height).
   */
  falls(): { readonly proved: true } | { readonly rises: readonly [number, number] } | { readonly atMost: number } {
    let possible = 0;
    for (const { left, right, direction, from, to, moment } of this.leaves()) {
      if (to[0] > from[1]) return { rises: [left, right] };
      if (direction >= 0) possible += Math.min(moment[1], direction > 0 ? to[1] - from[0] : Infinity);
    }
    return possible === 0 ? { proved: true } : { atMost: possible / this.height()[0] };
  }

  /**
   * An upper bound of int (|f'| - c f)_+ t^weight, divided by 2^massScale, c >= 0: where |f'|/f is above c the
   * variation less c times the mass, where it is below nothing; the rest by the chord of (x - c)_+ over the range of
   * |f'|/f. To the same relative error for every c: what is known from the pieces as they are says how far they are
   * cut, again while that falls much.
   */
  excess(c: number): number {
    let bound = Math.min(this.total, this.excessWithin(c, Infinity));
    for (let pass = 0; pass < 40; pass++) {
      const next = this.excessWithin(c, Math.max(SHARE * bound, LEAST_SHARE * this.total));
      if (next > 0.5 * bound || bound <= LEAST_SHARE * this.total) return next;
      bound = next;
    }
    return bound;
  }

  /** The same; pieces of which more than `goal` is not known are cut. */
  private excessWithin(c: number, goal: number): number {
    const seen: SlopePiece[] = [];
    const visit = (branch: Branch): void => {
      const { steepness, moment, mass } = branch.piece;
      if (steepness[1] <= c) return void seen.push(branch.piece);
      const spread =
        steepness[0] >= c
          ? moment[1] - moment[0] + c * (mass[1] - mass[0])
          : chordBound(branch.piece, c) - Math.max(0, moment[0] - c * mass[1]);
      // A piece that is known well enough need not be looked into.
      if (spread > goal && (branch.halves !== null || this.cut(branch, c))) branch.halves!.forEach(visit);
      else seen.push(branch.piece);
    };
    this.roots.forEach(visit);
    return this.joined(seen).reduce(
      (sum, piece) => (piece.steepness[1] <= c ? sum : addUp(sum, chordBound(piece, c))),
      0,
    );
  }

  /**
   * The law of the steepness under t^weight f, pieces cut until the sum of mass times its range is below `resolution`
   * times the variation; each piece's mass is moved to the ends of its range so that its mean is kept.
   */
  law(resolution: number, pieces = 2500): SteepnessLaw {
    const whole = this.leaves().reduce((sum, { mass }) => sum + Math.max(0, mass[0]), 0);
    // The range of the steepness, and how well the mass itself is known.
    const spreadOf = ({ moment, mass, steepness }: SlopePiece): number =>
      Math.max(
        Math.min(moment[1], mass[1] * (steepness[1] - steepness[0])),
        ((mass[1] - mass[0]) * resolution * this.total) / (MASS_GOAL * whole),
      );
    // Jumps and cusps first, down to the last bit.
    for (let pass = 0; pass < 80; pass++) {
      const steep = this.openBranches().filter(
        ({ piece }) => piece.steepness[1] === Infinity && piece.moment[1] > 1e-13 * this.total,
      );
      if (steep.length > 200 || steep.filter((branch) => this.cut(branch)).length === 0) break;
    }
    const limit = this.openBranches().length + pieces;
    for (let pass = 0; pass < 60; pass++) {
      const open = this.openBranches();
      const goal = (resolution * this.total) / Math.max(1, open.length);
      const wide = open.filter(({ piece }) => spreadOf(piece) > goal);
      if (wide.length === 0 || open.length > limit) break;
      wide.sort((a, b) => spreadOf(b.piece) - spreadOf(a.piece));
      let cuts = 0;
      for (const branch of wide.slice(0, limit - open.length + 1)) if (this.cut(branch)) cuts++;
      if (cuts === 0) break;
    }
    const atoms: { size: number; mass: number }[] = [];
    const means: { size: number; mass: number }[] = [];
    let [unbounded, rareMass, rareAtLeast, spread, lost] = [0, 0, 0, 0, 0];
    let [least, most] = [0, 0];
    for (const piece of this.leaves()) {
      const { mass, moment, steepness } = piece;
      least = addDown(least, Math.max(0, mass[0]));
      most = addUp(most, mass[1]);
      if (!(steepness[1] < Infinity)) {
        unbounded = addUp(unbounded, moment[1]);
        lost += mass[1];
        if (moment[0] * whole > RARE * mass[1] * this.total) {
          rareMass += mass[1];
          rareAtLeast = addDown(rareAtLeast, moment[0]);
        }
        atoms.push({ size: 0, mass: mass[1] });
        continue;
      }
      if (moment[0] > 0 && mass[0] > 0) means.push({ size: divideDown(moment[0], mass[1]), mass: mass[0] });
      const width = steepness[1] - steepness[0];
      spread += (mass[1] * width * width) / 8;
      const share =
        width > 0 ? divideUp(addUp(moment[1], -multiplyDown(steepness[0], Math.max(0, mass[0]))), width) : 0;
      const far = Math.min(mass[1], Math.max(0, share));
      atoms.push({ size: steepness[1], mass: far }, { size: steepness[0], mass: mass[1] - far });
    }
    const share = (x: number): number => (x * (1 + 1e-12)) / least;
    return {
      ...merged(atoms, least, divideUp),
      below: merged(means, most, divideDown),
      unbounded: divideUp(unbounded, least),
      rare: { mass: share(rareMass), atLeast: divideDown(rareAtLeast, most) },
      spread: share(spread),
      lost: share(lost),
    };
  }

  private openBranches(): Branch[] {
    const found: Branch[] = [];
    const visit = (branch: Branch): void => {
      if (branch.halves !== null) branch.halves.forEach(visit);
      else if (!branch.final) found.push(branch);
    };
    this.roots.forEach(visit);
    return found;
  }

  /** Where the steepness is c, if that is seen, else in the middle. */
  private cut(branch: Branch, c?: number): boolean {
    if (branch.final || this.count > MAX_PIECES) return false;
    const { left, right } = branch.piece;
    const crossing = c === undefined ? null : this.source.crossing(branch.piece, c);
    const halves = this.source.halves(branch.piece, crossing ?? cutOf(left, right));
    if (halves === null) {
      branch.final = true;
      return false;
    }
    branch.halves = [
      { piece: halves[0], halves: null, final: false },
      { piece: halves[1], halves: null, final: false },
    ];
    this.count++;
    return true;
  }

  /** Cuts until the directions, where they matter, are known. */
  private settle(): void {
    const doubt = ({ direction, moment }: SlopePiece): number =>
      direction === 0 || this.source.weight !== 0 ? moment[1] - moment[0] : 0;
    for (let pass = 0; pass < 120; pass++) {
      const open = this.openBranches();
      const total = open.reduce((sum, { piece }) => sum + piece.moment[0], 0);
      const doubtful = open.filter(({ piece }) => doubt(piece) > 0);
      const worst = doubtful.reduce((most, { piece }) => Math.max(most, Math.min(doubt(piece), 1e300)), 0);
      const all = doubtful.reduce((sum, { piece }) => sum + Math.min(doubt(piece), 1e300), 0);
      if (all <= GOAL * total || open.length > 4000) break;
      const share = Math.max((0.5 * GOAL * total) / doubtful.length, 0.01 * worst);
      let cuts = 0;
      for (const branch of doubtful) if (doubt(branch.piece) >= Math.min(share, 1e299) && this.cut(branch)) cuts++;
      if (cuts === 0) break;
    }
  }

  /** Changes of f over its maximal monotone runs: differences of the values at their ends. */
  private monotoneRuns(): Range[] {
    const found: Range[] = [];
    let run: { start: Range; end: Range; direction: -1 | 1 } | null = null;
    for (const { direction, from, to, moment } of this.leaves()) {
      if (direction !== 0 && run !== null && run.direction === direction) {
        run.end = to;
        continue;
      }
      if (run !== null) found.push(change(run.start, run.end, run.direction));
      run = direction === 0 ? null : { start: from, end: to, direction };
      if (direction === 0) found.push(moment);
    }
    if (run !== null) found.push(change(run.start, run.end, run.direction));
    return found;
  }
}

/** Whether f may jump on the piece. */
const isRagged = ({ steepness, isEnd }: SlopePiece): boolean => steepness[1] === Infinity && !isEnd;

const summed = (ranges: readonly Range[]): Range =>
  ranges.reduce<Range>((sum, range) => [addDown(sum[0], range[0]), addUp(sum[1], range[1])], [0, 0]);

/** An upper bound of int (|f'| - c f)_+ over the piece from its mass, its moment and the range of |f'|/f. */
function chordBound({ mass, moment, steepness }: SlopePiece, c: number): number {
  const [low, high] = steepness;
  const least = Math.max(0, mass[0]);
  const whole = addUp(moment[1], -multiplyDown(Math.min(c, low), least));
  if (low >= c || high === Infinity) return Math.max(0, whole);
  const width = addDown(high, -low);
  if (!(width > 0)) return Math.max(0, whole);
  // The chord of (x - c)_+ over [low, high] at the mean.
  const above = addUp(moment[1], -multiplyDown(low, least));
  return Math.max(0, Math.min(whole, multiplyUp(divideUp(addUp(high, -c), width), above)));
}

/** Atoms sorted by size, equal ones together, as shares of `total`. */
function merged(
  atoms: { size: number; mass: number }[],
  total: number,
  divide: (mass: number, total: number) => number,
): { sizes: Float64Array; masses: Float64Array } {
  atoms.sort((a, b) => a.size - b.size);
  const kept: { size: number; mass: number }[] = [];
  for (const { size, mass } of atoms) {
    if (!(mass > 0)) continue;
    const last = kept.at(-1);
    if (last !== undefined && last.size === size) last.mass += mass;
    else kept.push({ size, mass });
  }
  return {
    sizes: Float64Array.from(kept, ({ size }) => size),
    masses: Float64Array.from(kept, ({ mass }) => divide(mass, total)),
  };
}
