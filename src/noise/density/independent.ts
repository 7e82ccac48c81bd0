/**
 * What is proved of a density whose coordinates are independent, of any even laws: everything from the enclosed laws of
 * one coordinate each, in every dimension. Walls, jumps and far bumps cost nothing, for no mesh in several variables is
 * asked to see them.
 *
 * D_v q = q sum v_i s_i with independent symmetric scores s_i = -f_i'/f_i, and jumps, which lie on different
 * hyperplanes and add their heights. For c >= 0 E(|sum v_i s_i| - c)_+ is convex in v: against l1 a vertex is worst,
 * one coordinate. Against another adversary, with V_i = E|s_i|, jumps included, and w_i >= 0 of sum 1, convexity gives
 * (|sum v_i s_i| - c)_+ <= sum w_i (|v_i s_i|/w_i - c)_+; w_i = |v_i| V_i/sum |v_j| V_j makes all coordinates alike.
 * From below, E|sum v_i s_i| >= |v_i| E|s_i| for each i, the others having mean 0.
 */
import { lpAdversary, type Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { isMade } from '../../geometry/made-body.ts';
import type { Range } from '../../formula/enclosure/range.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { remembered } from '../../numeric/remembered.ts';
import { independentLevels } from '../product/levels.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import { thresholdLadder } from '../rate/thresholds.ts';
import type { NotEnclosed, ProvedDensities, ProvedDensity, SlopeLine } from './proved.ts';

const UP = 1 + 1e-14;
const DOWN = 1 - 1e-14;

/** What does not depend on an adversary. */
interface Common {
  readonly cells: number;
  readonly variance: Range;
  readonly entropy: Range;
  readonly levels: Range | null;
}

/** `others` serves adversaries for which one coordinate does not decide, where it can. */
export class IndependentDensities implements ProvedDensities {
  private readonly laws: readonly EnclosedLaw[];
  private readonly others: ProvedDensities;
  private known: Common | null = null;
  private readonly l1: Adversary;
  /** From the laws alone. A mesh of the others may be refined later, and is asked each time. */
  private readonly own: (adversary: Adversary) => ProvedDensity;

  constructor(laws: readonly EnclosedLaw[], others: ProvedDensities) {
    this.laws = laws;
    this.others = others;
    this.l1 = lpAdversary(1, laws.length);
    const own = remembered((adversary: Adversary) => ({ ...this.common, ...this.slopesAlong(adversary) }));
    this.own = (adversary) => own(isVertexAlone(adversary) ? this.l1 : adversary);
  }

  against(adversary: Adversary): ProvedDensity | NotEnclosed {
    if (adversary.kind === 'body' && !isMade(adversary.body)) return { reason: 'nothing is known of the adversary' };
    const own = this.own(adversary);
    if (isVertexAlone(adversary)) return own;
    const mesh = this.others.against(adversary);
    return 'reason' in mesh ? own : narrower(own, mesh);
  }

  any(): ProvedDensity {
    return this.own(this.l1);
  }

  refine(
    adversary: Adversary,
    seconds: number,
    goal: number,
    progress: (seconds: number, cells: number) => void,
  ): void {
    if (isVertexAlone(adversary)) progress(seconds, this.common.cells);
    else this.others.refine(adversary, seconds, goal, progress);
  }

  private get common(): Common {
    return (this.known ??= commonOf(this.laws));
  }

  /** Phi(1/2) and the lines beyond. */
  private slopesAlong(adversary: Adversary): Pick<ProvedDensity, 'half' | 'lines'> {
    const variations = this.laws.map((law) => law.variation());
    const most = variations.map(({ upper }) => upper);
    const { dim } = adversary;
    if (isVertexAlone(adversary)) {
      const half: Range = [
        0.5 * DOWN * Math.max(...variations.map(({ lower }) => lower)),
        0.5 * UP * Math.max(...most),
      ];
      return { half, lines: this.lines(most.map((upper) => upper)) };
    }
    // sup over the adversary of sum |v_i| V_i: its support function, for the largest of the signs.
    const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
    if (!most.every(Number.isFinite)) return { half: [0, Infinity], lines: [] };
    let total = 0;
    for (let code = 0; code < 2 ** (dim - 1); code++)
      total = Math.max(total, ball.support(most.map((x, i) => ((code >> i) & 1 ? -x : x))));
    total *= 1 + 1e-12;
    let least = 0;
    variations.forEach(({ lower }, i) => {
      const axis = most.map((_, j) => (j === i ? 1 : 0));
      least = Math.max(least, (lower * DOWN) / ball.gauge(axis));
    });
    // |v_i s_i|/w_i = |s_i| total(v)/V_i, and total(v) is at most the largest one: all coordinates scaled to that.
    return { half: [0.5 * least, 0.5 * UP * total], lines: this.lines(most.map(() => total)) };
  }

  /** c, and the largest over the coordinates of E(|s_i| t_i/V_i - c)_+ / 2, t_i the size asked for. */
  private lines(sizes: readonly number[]): SlopeLine[] {
    const most = this.laws.map((law) => law.variation().upper);
    if (!most.every(Number.isFinite)) return [];
    const ladder = thresholdLadder(Math.max(...sizes), (c) => {
      let worst = 0;
      this.laws.forEach((law, i) => {
        const factor = (sizes[i]! / most[i]!) * UP;
        worst = Math.max(worst, 0.5 * factor * law.slopeExcess(c / factor) * UP);
      });
      return worst;
    });
    return ladder.map(({ slope, intercept }): SlopeLine => [slope, intercept]);
  }
}

/** l1, whose vertices move one coordinate each. */
function isVertexAlone(adversary: Adversary): boolean {
  return adversary.dim === 1 || (adversary.kind === 'lp' && adversary.p === 1);
}

/** Both hold: the narrower of each. */
function narrower(a: ProvedDensity, b: ProvedDensity): ProvedDensity {
  const both = (x: Range, y: Range): Range => [Math.max(x[0], y[0]), Math.min(x[1], y[1])];
  return {
    cells: a.cells + b.cells,
    variance: both(a.variance, b.variance),
    entropy: both(a.entropy, b.entropy),
    levels: a.levels === null || b.levels === null ? (a.levels ?? b.levels) : both(a.levels, b.levels),
    half: both(a.half, b.half),
    lines: [...a.lines, ...b.lines],
  };
}

/** E|X|^2/d at lambda = 1 of independent coordinates whose sizes have these laws. */
export function meanSquare(laws: readonly { moment(power: number): Estimate }[]): Estimate {
  const squares = laws.map((law) => law.moment(2));
  const mean = (ends: readonly number[]): number => ends.reduce((a, b) => a + b, 0) / ends.length;
  return enclosed(
    mean(squares.map(({ value }) => value)),
    mean(squares.map(({ lower }) => lower)) * DOWN,
    mean(squares.map(({ upper }) => upper)) * UP,
    'interval',
  );
}

function commonOf(laws: readonly EnclosedLaw[]): Common {
  const variance = meanSquare(laws);
  const logs = laws.map((law) => ({ mass: law.logIntegral(), mean: law.meanLog() }));
  let [low, high] = [0, 0];
  for (const { mass, mean } of logs) {
    low += Math.LN2 + mass.lower - (mean?.upper ?? Infinity);
    high += Math.LN2 + mass.upper - (mean?.lower ?? -Infinity);
  }
  const rounding =
    1e-14 * logs.reduce((sum, { mass, mean }) => sum + 1 + Math.abs(mass.value) + Math.abs(mean?.value ?? 0), 0);
  const levels = independentLevels(laws);
  return {
    cells: laws.reduce((sum, { mass }) => sum + mass.cells.length, 0),
    variance: [variance.lower, variance.upper],
    entropy: [low - rounding, high + rounding],
    levels: levels === null ? null : [levels.lower, levels.upper],
  };
}
