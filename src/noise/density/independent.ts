/**
 * What is proved of a density whose coordinates U_i = <a_i, X> are independent, in some basis of forms, and of any even
 * laws: everything from the enclosed laws of one coordinate each, in every dimension. Walls, jumps and far bumps cost
 * nothing, for no mesh in several variables is asked to see them.
 *
 * D_v q = q sum w_i s_i with w_i = <a_i, v>, independent symmetric scores s_i = -f_i'/f_i, and jumps, which lie on
 * different hyperplanes and add their heights. For c >= 0 E(|sum w_i s_i| - c)_+ is convex in v: it is asked for at the
 * points of a net of the adversary (its extreme points, where they are listed). Where one coordinate alone moves it is
 * enclosed piece by piece; else it is that of a sum of independent slopes (rate/slope-sum.ts).
 *
 * Where there is no net: with V_i = E|s_i|, jumps included, and shares m_i >= 0 of sum 1, convexity gives
 * (|sum w_i s_i| - c)_+ <= sum m_i (|w_i s_i|/m_i - c)_+; m_i = |w_i| V_i/sum |w_j| V_j makes all coordinates alike.
 * From below, E|sum w_i s_i| >= |w_i| E|s_i| for each i, the others having mean 0.
 */
import { lpAdversary, type Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';
import { isMade } from '../../geometry/made-body.ts';
import type { Range } from '../../formula/enclosure/range.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { independentLevels } from '../product/levels.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import { slopeSumAtLeast, slopeSumExcess, type WeightedSlope } from '../rate/slope-sum.ts';
import { thresholdLadder } from '../rate/thresholds.ts';
import { plainImage, speedsAlong, type LinearImage } from './linear-image.ts';
import type { NotEnclosed, ProvedDensities, ProvedDensity, SlopeLine } from './proved.ts';

const UP = 1 + 1e-14;
const DOWN = 1 - 1e-14;
/**
 * Cells of a facet of the cube along one edge, for adversaries whose extreme points have no list, and most directions.
 */
const NET_CELLS: Readonly<Record<number, number>> = { 2: 64, 3: 8 };
const MOST_DIRECTIONS = 256;
/** How finely the law of a slope in a sum is resolved. */
const RESOLUTION = 4e-3;

/** What does not depend on an adversary. */
interface Common {
  readonly cells: number;
  readonly variance: Range;
  readonly entropy: Range;
  readonly levels: Range | null;
}

/** int |D_v q| of one direction, and beyond c q. */
interface DirectionSlope {
  readonly variation: Range;
  readonly excess: (c: number) => number;
}

export class IndependentDensities implements ProvedDensities {
  private readonly laws: readonly EnclosedLaw[];
  private readonly image: LinearImage;
  private ground: Common | null = null;
  /** By the number of the norm, or by the body. */
  private readonly known = new Map<number | object, ProvedDensity>();

  /** X itself has independent coordinates unless `image` says of which forms they are. */
  constructor(laws: readonly EnclosedLaw[], image: LinearImage = plainImage(laws.length)) {
    this.laws = laws;
    this.image = image;
  }

  against(adversary: Adversary): ProvedDensity | NotEnclosed {
    if (adversary.kind === 'body' && !isMade(adversary.body)) return { reason: 'nothing is known of the adversary' };
    const key = adversary.kind === 'lp' ? adversary.p : adversary.body;
    const found = this.known.get(key) ?? { ...this.common, ...this.slopesAlong(adversary) };
    this.known.set(key, found);
    return found;
  }

  any(): ProvedDensity | NotEnclosed {
    for (const found of this.known.values()) return found;
    return this.against(lpAdversary(1, this.laws.length));
  }

  /** There is no mesh to refine. */
  refine(
    _adversary: Adversary,
    seconds: number,
    _goal: number,
    progress: (seconds: number, cells: number) => void,
  ): void {
    progress(seconds, this.common.cells);
  }

  private get common(): Common {
    return (this.ground ??= commonOf(this.laws, this.image));
  }

  /** Phi(1/2) and the lines beyond. */
  private slopesAlong(adversary: Adversary): Pick<ProvedDensity, 'half' | 'lines'> {
    const net = directionNet(adversary, MOST_DIRECTIONS, NET_CELLS[adversary.dim]);
    if (!(net.spread < Infinity) || net.points.length > MOST_DIRECTIONS) return this.slopesTogether(adversary);
    const slopes = distinct(net.points.map((v) => speedsAlong(this.image, v))).map((speeds) => this.slopeAlong(speeds));
    const spread = net.spread;
    const half: Range = [
      0.5 * DOWN * Math.max(...slopes.map(({ variation }) => variation[0])),
      0.5 * UP * spread * Math.max(...slopes.map(({ variation }) => variation[1])),
    ];
    if (!(half[1] < Infinity)) return { half, lines: [] };
    const ladder = thresholdLadder(half[1] / spread, (c) => 0.5 * Math.max(...slopes.map(({ excess }) => excess(c))));
    const lines = ladder.map(({ slope, intercept }): SlopeLine => [slope * spread * UP, intercept * spread * UP]);
    return { half, lines };
  }

  private slopeAlong(speeds: readonly Range[]): DirectionSlope {
    const moving = this.laws.flatMap((law, i) => (speeds[i]![1] > 0 ? [{ law, weight: speeds[i]! }] : []));
    const variations = moving.map(({ law, weight }): Range => {
      const { lower, upper } = law.variation();
      return [weight[0] * lower * DOWN, weight[1] * upper * UP];
    });
    const least = Math.max(...variations.map(([lower]) => lower));
    const most = variations.reduce((sum, [, upper]) => sum + upper, 0) * UP;
    const [first] = moving;
    if (moving.length === 1)
      return {
        variation: [least, most],
        excess: (c) => first!.weight[1] * first!.law.slopeExcess((c / first!.weight[1]) * DOWN) * UP,
      };
    if (!(most < Infinity)) return { variation: [least, most], excess: () => Infinity };
    const sum = moving.map(({ law, weight }): WeightedSlope => ({ law: law.steepness(RESOLUTION), weight }));
    const excess = slopeSumExcess(sum);
    return {
      variation: [Math.max(least, slopeSumAtLeast(sum)), Math.min(most, excess(0))],
      excess: (c) => Math.min(most, excess(c)),
    };
  }

  /** Without a net: no coordinate helps another. */
  private slopesTogether(adversary: Adversary): Pick<ProvedDensity, 'half' | 'lines'> {
    const { laws, image } = this;
    const variations = laws.map((law) => law.variation());
    const most = variations.map(({ upper }) => upper);
    const { dim } = adversary;
    if (!most.every(Number.isFinite)) return { half: [0, Infinity], lines: [] };
    // sup over the adversary of sum |<a_i, v>| V_i: its support function, for the largest of the signs.
    const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
    const combined = (weights: readonly number[]): number[] =>
      image.forms[0]!.map((_, j) => weights.reduce((sum, weight, i) => sum + weight * image.forms[i]![j]!, 0));
    let total = 0;
    for (let code = 0; code < 2 ** (dim - 1); code++)
      total = Math.max(total, ball.support(combined(most.map((x, i) => ((code >> i) & 1 ? -x : x)))));
    // What sums of signed terms lose by rounding, axis by axis.
    image.forms[0]!.forEach((_, j) => {
      const sizes = most.reduce((sum, x, i) => sum + x * Math.abs(image.forms[i]![j]!), 0);
      if (image.forms.filter((form) => form[j] !== 0).length > 1)
        total += 1e-14 * sizes * ball.support(unitVector(dim, j));
    });
    total *= 1 + 1e-12;
    const least = Math.max(
      ...variations.map(({ lower }, i) => lower * DOWN * ball.support(image.forms[i]!) * (1 - 1e-12)),
    );
    // |w_i s_i|/m_i = |s_i| total(v)/V_i, and total(v) is at most the largest one: all coordinates scaled to that.
    return { half: [0.5 * least, 0.5 * UP * total], lines: this.linesOf(total) };
  }

  /** c, and the largest over the coordinates of E(|s_i| total/V_i - c)_+ / 2. */
  private linesOf(total: number): SlopeLine[] {
    const ladder = thresholdLadder(total, (c) => {
      let worst = 0;
      for (const law of this.laws) {
        const factor = (total / law.variation().upper) * UP;
        worst = Math.max(worst, 0.5 * factor * law.slopeExcess(c / factor) * UP);
      }
      return worst;
    });
    return ladder.map(({ slope, intercept }): SlopeLine => [slope, intercept]);
  }
}

const unitVector = (dim: number, j: number): number[] => Array.from({ length: dim }, (_, i) => (i === j ? 1 : 0));

/** Directions in which all coordinates move as fast are one. */
function distinct(directions: readonly (readonly Range[])[]): readonly (readonly Range[])[] {
  return [...new Map(directions.map((speeds) => [speeds.flat().join(), speeds])).values()];
}

/** E|X|^2/d at lambda = 1 where the sizes of the coordinates of U have these laws. */
export function meanSquare(
  laws: readonly { moment(power: number): Estimate }[],
  { squares }: Pick<LinearImage, 'squares'>,
): Estimate {
  const own = laws.map((law) => law.moment(2));
  const mean = (ends: readonly number[]): number => ends.reduce((a, b) => a + b, 0) / ends.length;
  return enclosed(
    mean(own.map(({ value }, i) => value * squares[i]![0])),
    mean(own.map(({ lower }, i) => lower * squares[i]![0])) * DOWN,
    mean(own.map(({ upper }, i) => upper * squares[i]![1])) * UP,
    'interval',
  );
}

function commonOf(laws: readonly EnclosedLaw[], image: LinearImage): Common {
  const variance = meanSquare(laws, image);
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
    entropy: [low - image.logDeterminant[1] - rounding, high - image.logDeterminant[0] + rounding],
    levels:
      levels === null
        ? null
        : [levels.lower * image.rootDeterminant[0] * DOWN, levels.upper * image.rootDeterminant[1] * UP],
  };
}
