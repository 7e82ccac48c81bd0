/** The enclosures of one density: made when they are asked for, one mesh an adversary. */
import { lpAdversary, type Adversary } from '../../geometry/adversary.ts';
import { isMade } from '../../geometry/made-body.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { DEFAULT_CELLS, DensityEnclosure, enclosable, type Enclosable, type Guess } from './enclosure.ts';
import type { NotEnclosed, ProvedDensities } from './proved.ts';
import { ShiftGrowth } from './shift-growth.ts';

/** Cells of a facet along one edge, for adversaries whose extreme points have no list. */
const NET_CELLS: Readonly<Record<number, number>> = { 2: 16, 3: 5 };
/** Most directions. */
const LIMIT = 256;
/** A mesh of twice as many cells costs about so many times as much. */
const GROWTH = 2.3;

export class DensityEnclosures implements ProvedDensities {
  private readonly expression: FormulaTree;
  private readonly guess: Guess;
  private readonly cells: number | undefined;
  private readonly known = new Map<string | object, DensityEnclosure | NotEnclosed>();
  private ground: Enclosable | NotEnclosed | null = null;

  /** `cells` of each mesh (default 12,000 in the plane, 50,000 in space). */
  constructor(expression: FormulaTree, guess: Guess, cells?: number) {
    this.expression = expression;
    this.guess = guess;
    this.cells = cells;
  }

  /** For the directions of an adversary, or why there is none. */
  against(adversary: Adversary): DensityEnclosure | NotEnclosed {
    const key = keyOf(adversary);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.enclosed(adversary);
    this.known.set(key, found);
    return found;
  }

  /**
   * Refines the enclosure for an adversary: meshes of twice as many cells, as long as the next one is likely to fit
   * into `seconds` and the widths of Phi(1/2) and J are above `goal`, relative. How far it gets depends on the machine.
   * Calls `progress` with the seconds used.
   */
  refine(
    adversary: Adversary,
    seconds: number,
    goal: number,
    progress: (seconds: number, cells: number) => void,
  ): void {
    const start = performance.now();
    const used = (): number => (performance.now() - start) / 1000;
    let found = this.against(adversary);
    let cost = used();
    while (!('reason' in found) && widthOf(found) > goal && used() + GROWTH * cost < seconds) {
      progress(used(), found.cells);
      const before = used();
      if ('reason' in this.ground!) return;
      found = this.made(this.ground!, adversary, 2 * found.cells);
      cost = used() - before;
      this.known.set(keyOf(adversary), found);
    }
    progress(Math.min(seconds, used()), 'reason' in found ? 0 : found.cells);
  }

  /** Whichever there is already, for what does not depend on an adversary; else that for l1. */
  any(): DensityEnclosure | NotEnclosed {
    const made = [...this.known.values()].find((each) => each instanceof DensityEnclosure);
    return made ?? this.against(lpAdversary(1, this.expression.variables.length));
  }

  growth(): ShiftGrowth | NotEnclosed {
    const enclosed = this.any();
    if ('reason' in enclosed) return enclosed;
    if (this.ground === null || 'reason' in this.ground) return { reason: 'nothing is enclosed' };
    return new ShiftGrowth(this.ground, enclosed.mass);
  }

  private enclosed(adversary: Adversary): DensityEnclosure | NotEnclosed {
    if (adversary.kind === 'body' && !isMade(adversary.body)) return { reason: 'nothing is known of the adversary' };
    this.ground ??= enclosable(this.expression, this.guess);
    if ('reason' in this.ground) return this.ground;
    return this.made(this.ground, adversary, this.cells ?? DEFAULT_CELLS[adversary.dim]!);
  }

  private made(ground: Enclosable, adversary: Adversary, cells: number): DensityEnclosure | NotEnclosed {
    const net = directionNet(adversary, LIMIT, NET_CELLS[adversary.dim]);
    if (!Number.isFinite(net.spread)) return { reason: 'the adversary has too many directions' };
    const made = new DensityEnclosure(ground, net, cells);
    return made.half[1] < Infinity ? made : { reason: 'the slopes or the integral could not be bounded on the mesh' };
  }
}

const keyOf = (adversary: Adversary): string | object =>
  adversary.kind === 'lp' ? String(adversary.p) : adversary.body;

/** The wider of Phi(1/2) and J, relative. */
function widthOf({ half, levels }: DensityEnclosure): number {
  return Math.max(half[1] / half[0], levels[1] / levels[0]) - 1;
}
