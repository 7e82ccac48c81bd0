/**
 * The growth function of a density given as a formula, enclosed on a mesh. By Neyman and Pearson (MATH.md G1), with
 * Z = int q and q_v(x) = q(x - v),
 *
 *     G(p, v) <= c p + (1/Z) int (q_v - c q)_+      for every c >= 0,
 *     G(p, v) >= c p + (1/Z) int phi (q_v - c q)    for every 0 <= phi <= 1 with int phi q = p Z.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { directionNet, type DirectionNet } from '../../geometry/functionals/direction-net.ts';
import { ShiftMesh } from '../../formula/cells/shift-mesh.ts';
import type { Range } from '../../formula/enclosure/range.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from '../../formula/enclosure/rounding.ts';
import { directionsOf } from './directions.ts';
import type { Enclosable } from './enclosure.ts';
import { HalfSpaceMass } from './half-space-mass.ts';
import type { DecidingPoints, EnclosedGrowth, GrowthGoal, Trials } from './proved.ts';
import { trialsOver } from './trials.ts';

/** Cells of a mesh at most unless said otherwise, by dimension. */
const GROWTH_CELLS: Readonly<Record<number, number>> = { 2: 8000, 3: 30_000 };
/** Cells of a facet along one edge, for adversaries whose extreme points have no list. */
const NET_CELLS: Readonly<Record<number, number>> = { 2: 16, 3: 5 };
/** Parts of the cells allowed at which the threshold is chosen anew. */
const STAGES = [0.04, 0.15, 0.4, 1];

export class ShiftGrowth implements EnclosedGrowth {
  private readonly of: Enclosable;
  /** int q in units of the scales. */
  private readonly mass: Range;
  private readonly distance: number;
  private knownHalfSpaces: HalfSpaceMass | null = null;

  /**
   * `mass`: of the formula as written, at least and at most; `distance`: in total variation, of the law of the formula
   * from the one that is asked for.
   */
  constructor(of: Enclosable, [least, most]: Range, distance = 0) {
    this.of = of;
    this.distance = distance;
    // A product of powers of two.
    const volume = of.guess.scales.reduce((product, s) => product * s, 1);
    this.mass = [least / volume, most / volume];
  }

  get logConcave(): boolean {
    return this.of.shape.logConcave;
  }

  deciding(adversary: Adversary, most: number): DecidingPoints | null {
    const { guess, symmetry } = this.of;
    const net = directionNet(adversary, most + 1, NET_CELLS[adversary.dim]);
    const rounding = roundingOf(net, adversary);
    if (net.points.length > most || !(net.spread < Infinity) || !(rounding < 1e-9)) return null;
    const points = directionsOf(net.points, guess.scales, symmetry).map(({ orbit }) =>
      Array.from(orbit[0]!, (x, i) => x * guess.scales[i]!),
    );
    return { points, spread: net.spread, rounding };
  }

  /** An upper bound of P(<u, X> >= t), t > 0; at most 1. */
  beyond(u: ArrayLike<number>, t: number): number {
    return this.mass[0] > 0 ? Math.min(1, addUp(this.halfSpaces.beyond(u, t), this.distance)) : 1;
  }

  trials(adversary: Adversary): Trials {
    return trialsOver(adversary, (v) => (this.mass[0] > 0 ? this.halfSpaces.normalFor(v) : v));
  }

  private get halfSpaces(): HalfSpaceMass {
    return (this.knownHalfSpaces ??= new HalfSpaceMass(this.of, this.mass[0]));
  }

  /**
   * Encloses G(p, v), 0 <= p <= 1. For laws P, P' within e of each other P(U) <= p makes P'(U) <= p + e, so that
   * G(p) <= G'(p + e) + e <= G'(p) (1 + e/p) + e, for G' is concave with G'(0) >= 0; and the other way round.
   */
  at(v: ArrayLike<number>, p: number, goal: GrowthGoal = {}): Range {
    const [lower, upper] = this.ofFormula(v, p, goal);
    if (this.distance === 0) return [lower, upper];
    const slack = this.distance * (1 + 1 / p) * (1 + 1e-14);
    return [Math.max(p, addDown(lower, -slack)), Math.min(1, addUp(upper, slack))];
  }

  private ofFormula(v: ArrayLike<number>, p: number, { width = 1e-4, side = NaN, cells }: GrowthGoal): Range {
    const { expression, shape, halfSize, exterior, guess } = this.of;
    const [least, most] = this.mass;
    if (!(least > 0 && most < Infinity)) return [0, 1];
    const moved = Float64Array.from(v, (x, i) => x / guess.scales[i]!);
    const reach = moved.reduce((far, x) => Math.max(far, Math.abs(x)), 0);
    if (!(reach < 1e100)) return [p, 1];
    // Outside of it x - v lies outside [-L, L]^d, of which the tails are known.
    let outer = 2 * halfSize;
    while (!(outer - reach >= halfSize)) outer *= 2;
    const mesh = new ShiftMesh(expression.root, outer, moved, shape.mirrored);
    const limit = cells ?? GROWTH_CELLS[moved.length]!;
    let [lower, upper] = [p, 1];
    // Halfway first: far out the few cells of the beginning know nothing of thresholds.
    mesh.refine(1, 0.25 * width * least, 0.5 * STAGES[0]! * limit);
    for (const stage of STAGES) {
      for (let round = 0; round < 2; round++) {
        const c = mesh.threshold(p * 0.5 * (least + most));
        mesh.refine(c, 0.25 * width * least, stage * limit);
        const excess = addUp(mesh.excess(c)[1], exterior.mass);
        upper = Math.min(upper, addUp(multiplyUp(c, p), divideUp(excess, least)));
        const gain = mesh.witness(c, [multiplyDown(p, least), multiplyUp(p, most)]);
        lower = Math.max(lower, addDown(multiplyDown(c, p), divideDown(gain, gain < 0 ? least : most)));
        if (lower > side || upper <= side || upper - lower <= width) return [lower, upper];
      }
    }
    return [lower, Math.max(lower, upper)];
  }
}

/**
 * Coordinates r v_i are rounded: by at most u |r v_i|, which is u |r v_i| gauge(e_i) in the adversary's norm. The hull
 * of the rounded points holds that of the points less the largest of these.
 */
function roundingOf({ points }: DirectionNet, adversary: Adversary): number {
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  let most = 0;
  for (const point of points) {
    let sum = 0;
    point.forEach((x, i) => (sum += Math.abs(x) * ball.gauge(point.map((_, j) => (i === j ? 1 : 0)))));
    most = Math.max(most, sum);
  }
  return most * 2 ** -52;
}
