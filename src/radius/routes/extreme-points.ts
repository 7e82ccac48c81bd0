/**
 * Radii of log-concave densities in the plane, from both sides. G(p, .) is quasi-convex
 * (growth/likelihood-ratio/worst-shift.ts): r B is certified where G(1 - rho, r v) <= 1/2 is enclosed at all of its
 * extreme points v, and r is too large where G(1 - rho, r v) > 1/2 at one of them.
 *
 * Which r to ask about is guessed from coarse enclosures; what is answered rests on none of that.
 */
import { isLogConcave } from '../../growth/likelihood-ratio/worst-shift.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise } from '../../noise/noise.ts';
import type { EnclosedGrowth } from '../../noise/density/proved.ts';
import { isTight } from '../tightness.ts';
import type { TopProbability } from '../top-probability.ts';
import { upperEndRoute, type RadiusRoute } from './route.ts';

/** How much is spent. */
interface Effort {
  /** Extreme points of the adversary at most, one of each pair. */
  readonly points: number;
  /** Least rho - 1/2: nearer to 1/2 the differential method is as good, and no mesh tells G from 1/2. */
  readonly excess: number;
  /** Cells for a guess, and for an answer. */
  readonly coarse: number;
  readonly fine: number;
  /** The guess is made anew until it moves by less than this, relative. */
  readonly still: number;
  /** Least distance from the guess at which an answer is looked for, relative. */
  readonly margin: number;
  /** How many probabilities in a row may gain nothing before the others are left as they are. */
  readonly patience: number;
  /** With how many cells a radius that is too large is looked for. */
  readonly refuting: 'coarse' | 'fine';
}

export const QUICK: Effort = {
  points: 4,
  excess: 0.12,
  coarse: 1500,
  fine: 3000,
  still: 0.01,
  margin: 0.01,
  patience: 2,
  refuting: 'coarse',
};
const THOROUGH: Effort = {
  points: 64,
  excess: 0.02,
  coarse: 2000,
  fine: 8000,
  still: 2e-3,
  margin: 2e-3,
  patience: Infinity,
  refuting: 'fine',
};
/** Multiples of the least distance that are tried. */
const DISTANCES = [1, 2.5, 6];
/** About how wide G is with so many cells, times their number: what a distance must amount to. */
const WIDTH_TIMES_CELLS = 8;
const STEPS = 4;
/** How often another extreme point may turn out to be much worse. */
const TURNS = 3;

/**
 * `start`: a certified radius, or 0; `thorough`: some seconds a radius instead of a fraction of one. Null where the
 * density or the adversary does not serve.
 */
export function extremePointRoute(
  noise: DensityNoise | LevelSetNoise | ProductNoise,
  adversary: Adversary,
  thorough: boolean,
  start: (tail: number) => number,
): RadiusRoute | null {
  const { dim, lambda } = noise;
  // In space a mesh that tells more than the differential method takes minutes.
  if (dim !== 2 || !isLogConcave(noise)) return null;
  const effort = thorough ? THOROUGH : QUICK;
  return {
    method: 'level-set',
    detail: 'Neyman and Pearson at the extreme points, enclosed on a mesh (log-concave)',
    tight: false,
    twoClass: 'none',
    convertedFrom: null,
    confidence: 1,
    radii: (at) => {
      const growth = noise.growth();
      if ('reason' in growth || !growth.logConcave) return at.map(() => null);
      const deciding = growth.deciding(adversary, effort.points);
      if (deciding === null) return at.map(() => null);
      const { points, spread, rounding } = deciding;
      const search = new ExtremePointSearch(growth, points, effort);
      return at.map((probability) => {
        const found = search.radius(probability, start(probability.tail) / lambda);
        if (found === null) return null;
        const radius = ((found.lower * lambda) / spread) * (1 - rounding - 1e-14);
        const upper = found.upper === null ? null : found.upper * lambda * (1 + 1e-14);
        return { radius, ceiling: upper ?? Infinity, upper, exact: isTight({ lower: radius, upper }) };
      });
    },
  };
}

/**
 * Upper ends at points of the adversary, for any density in the plane: where G(1 - rho, r v) > 1/2 is enclosed, r is
 * too large.
 */
export function tooLargeRoute(
  noise: DensityNoise | LevelSetNoise | ProductNoise,
  adversary: Adversary,
  start: (tail: number) => number,
): RadiusRoute | null {
  const { dim, lambda } = noise;
  // In space so narrow an enclosure takes minutes; half-spaces tell as much.
  if (dim !== 2) return null;
  let search: ExtremePointSearch | null = null;
  return upperEndRoute('growth at points of the adversary, enclosed on a mesh, from above', lambda, (at) => {
    const growth = noise.growth();
    if ('reason' in growth) return at.map(() => null);
    search ??= new ExtremePointSearch(growth, growth.trials(adversary).points, THOROUGH);
    return at.map((probability) => search!.tooLarge(probability, start(probability.tail) / lambda));
  });
}

/** The search for the radius at one probability after the other, on growth that is asked shift by shift. */
export class ExtremePointSearch {
  private readonly growth: EnclosedGrowth;
  private readonly effort: Effort;
  private readonly points: readonly (readonly number[])[];
  /** The point that was worst, and the guess over what was certified, at the last probability asked for. */
  private worst: number | null = null;
  private gain = 1;
  private idle = 0;

  constructor(growth: EnclosedGrowth, points: readonly (readonly number[])[], effort: Effort) {
    this.growth = growth;
    this.points = points;
    this.effort = effort;
  }

  /** Ends of the radius at lambda = 1 against the hull of the points. */
  radius({ tail, excess }: TopProbability, start: number): { lower: number; upper: number | null } | null {
    if (!(excess >= this.effort.excess) || tail === 0 || !(start > 0 && start < Infinity)) return null;
    if (this.idle >= this.effort.patience) return null;
    this.worst ??= this.steepest(start, tail);
    const margin = this.margin(this.effort.fine, excess);
    let guess = this.guess(this.worst, start, tail);
    for (let turn = 0; turn < TURNS; turn++) {
      this.gain = guess / start;
      // Where what is certified already can hardly be improved, it wants a bound from above.
      if (!(guess > start * (1 + 1.5 * margin))) {
        this.idle++;
        return { lower: 0, upper: this.refuted(this.worst, Math.max(guess, start), { tail, excess }) };
      }
      this.idle = 0;
      let turned = false;
      for (const distance of DISTANCES) {
        const r = guess * (1 - distance * margin);
        if (r <= start) return null;
        const stopped = this.points.findIndex((_, k) => this.side(k, r, tail) >= 0);
        if (stopped < 0) return { lower: r, upper: this.refuted(this.worst, guess, { tail, excess }) };
        if (stopped === this.worst) continue;
        const other = this.guess(stopped, start, tail);
        if (!(other < guess)) continue;
        turned = other < r;
        [this.worst, guess] = [stopped, other];
        if (turned) break;
      }
      if (!turned) return null;
    }
    return null;
  }

  /** A radius at which G > 1/2 at one of the points, whether or not they decide; null where none is found. */
  tooLarge({ tail, excess }: TopProbability, start: number): number | null {
    if (!(excess >= this.effort.excess) || tail === 0 || !(start > 0 && start < Infinity)) return null;
    this.worst ??= this.steepest(start, tail);
    const guess = this.guess(this.worst, start, tail);
    this.gain = guess / start;
    return this.refuted(this.worst, Math.max(guess, start), { tail, excess });
  }

  /** How near to the guess so many cells may decide: relative, as G changes by about the excess over all of r. */
  private margin(cells: number, excess: number): number {
    return Math.max(this.effort.margin, WIDTH_TIMES_CELLS / (cells * excess));
  }

  private shift(k: number, r: number): number[] {
    return this.points[k]!.map((x) => x * r);
  }

  /** -1: G(tail, r v) <= 1/2; 1: it is above; 0: not decided. */
  private side(k: number, r: number, tail: number, cells = this.effort.fine): -1 | 0 | 1 {
    const goal = { width: 1e-7, side: 0.5, cells };
    const [lower, upper] = this.growth.at(this.shift(k, r), tail, goal);
    return upper <= 0.5 ? -1 : lower > 0.5 ? 1 : 0;
  }

  /** A radius a little beyond the guess that is too large. */
  private refuted(k: number, guess: number, { tail, excess }: Pick<TopProbability, 'tail' | 'excess'>): number | null {
    const { refuting } = this.effort;
    const margin = this.margin(this.effort[refuting], excess);
    for (const distance of DISTANCES) {
      const r = guess * (1 + distance * margin);
      if (this.side(k, r, tail, this.effort[refuting]) > 0) return r;
    }
    return null;
  }

  private middle(k: number, r: number, tail: number): number {
    const [lower, upper] = this.growth.at(this.shift(k, r), tail, { width: 1e-3, cells: this.effort.coarse });
    return 0.5 * (lower + upper);
  }

  private steepest(r: number, tail: number): number {
    if (this.points.length === 1) return 0;
    const all = this.points.map((_, k) => this.middle(k, r, tail));
    return all.indexOf(Math.max(...all));
  }

  /** About the r at which G(tail, r v) = 1/2, by secants. */
  private guess(k: number, start: number, tail: number): number {
    let [before, at] = [0, start * this.gain];
    let [low, value] = [tail, this.middle(k, at, tail)];
    for (let step = 0; step < STEPS; step++) {
      const slope = (value - low) / (at - before);
      if (!(slope > 0)) return at;
      const next = Math.min(2 * at, Math.max(0.5 * at, at + (0.5 - value) / slope));
      if (Math.abs(next - at) < this.effort.still * at) return next;
      [before, low] = [at, value];
      at = next;
      value = this.middle(k, at, tail);
    }
    return at;
  }
}
