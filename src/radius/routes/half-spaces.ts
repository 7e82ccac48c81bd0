/**
 * Upper ends of the radius by half-spaces: what no certificate can pass, whatever proves it.
 *
 * Let P(<u, X> >= q) < 1 - rho, q > 0, and r h_B(u) >= q. Some v in r B has <u, v> = r h_B(u), and the half-space
 * U = {<u, x> >= q} has P(X + v in U) >= P(<u, X> >= 0) >= 1/2, for X is even. Where that is 1/2 alone, room is left in
 * 1 - rho: cut the complement of U into so many sets that X has less than that room on each; X + v has mass on one of
 * them. So G(1 - rho, v) > 1/2, and the radius is at most q/h_B(u).
 *
 * Any u gives a bound. Masses are enclosed: by the law of one coordinate where coordinates are independent, on a mesh
 * in two and three dimensions. Gaussian noise has half-spaces for its best sets: there the bound is the radius itself.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import type { EnclosedGrowth, NotEnclosed, Trials } from '../../noise/density/proved.ts';
import type { HalfLineLaw } from '../../noise/half-line/law.ts';
import type { DensityNoise, LevelSetNoise, ProductNoise } from '../../noise/noise.ts';
import { upperEndRoute, type RadiusRoute } from './route.ts';

/** Support functions of bodies are right to this, relative. */
const SUPPORT_ERROR = 1e-12;
/** P(<u, X> >= q) is below 1 - rho by at least this share of it. */
const STRICTLY = 1 - 1e-12;

/** The route of such a noise. */
export function halfSpaceRoute(
  noise: DensityNoise | LevelSetNoise | ProductNoise,
  adversary: Adversary,
  start: (tail: number) => number,
): RadiusRoute {
  const { dim, lambda } = noise;
  const axes = marginalsOf(noise);
  let mesh: HalfSpaceSearch | null = null;
  return upperEndRoute('half-spaces, from above', lambda, (at) =>
    at.map(({ tail }) => {
      if (tail === 0) return null;
      const along = axes.map((law, i) => quantileOf(law, tail) / reachAlong(adversary, i));
      mesh ??= dim > 1 && dim <= 3 ? searchOn(noise.growth(), adversary) : null;
      const least = Math.min(...along, mesh?.radius(tail, start(tail) / lambda) ?? Infinity);
      return least < Infinity ? least : null;
    }),
  );
}

/** The laws of the sizes of independent coordinates, the first of equal ones alone. */
function marginalsOf(noise: DensityNoise | LevelSetNoise | ProductNoise): readonly HalfLineLaw[] {
  if (noise.family === 'product') return [noise.law];
  return noise.family === 'density' ? (noise.marginals ?? []) : [];
}

/** A q with P(X_i >= q) < tail. */
function quantileOf(law: HalfLineLaw, tail: number): number {
  const mass = Math.min(1, 2 * tail) * STRICTLY;
  return law.enclosed.quantileFromAbove(mass, law.quantile(mass, 'upper'));
}

/** h_B(e_i), at most. */
function reachAlong(adversary: Adversary, i: number): number {
  if (adversary.kind === 'lp') return 1;
  return (
    adversary.body.support(Array.from({ length: adversary.dim }, (_, j) => (i === j ? 1 : 0))) * (1 - SUPPORT_ERROR)
  );
}

function searchOn(growth: EnclosedGrowth | NotEnclosed, adversary: Adversary): HalfSpaceSearch | null {
  return 'reason' in growth ? null : new HalfSpaceSearch(growth, growth.trials(adversary));
}

/** Steps by which a normal is moved, relative to its largest entry: the first, and the last. */
const FIRST_STEP = 0.25;
const LAST_STEP = 0.02;
/** Radii are found to this, relative, in so many steps at most. */
const WIDTH = 2e-4;
const MOST_STEPS = 16;
const MOST_DOUBLINGS = 40;

/** The least q/h_B(u) at one probability after the other. */
class HalfSpaceSearch {
  private readonly growth: EnclosedGrowth;
  private readonly trials: Trials;
  /** The normal that was best at the last probability. */
  private best: readonly number[] | null = null;

  constructor(growth: EnclosedGrowth, trials: Trials) {
    this.growth = growth;
    this.trials = trials;
  }

  /** An upper end at lambda = 1; `start`: a radius that is certified. Infinity where none is found. */
  radius(tail: number, start: number): number {
    if (!(start > 0 && start < Infinity)) return Infinity;
    const chosen = this.best ?? this.least(this.trials.normals, start);
    this.best = this.moved(chosen, start, this.best === null ? FIRST_STEP : LAST_STEP);
    return this.end(this.best, start, tail * STRICTLY);
  }

  /** P(<u, X> >= r h_B(u)), at most. */
  private mass(u: readonly number[], r: number): number {
    return this.growth.beyond(u, r * this.trials.support(u));
  }

  /** Whose mass is least at a radius: its q comes first. */
  private least(trials: readonly (readonly number[])[], r: number): readonly number[] {
    const masses = trials.map((u) => this.mass(u, r));
    return trials[masses.indexOf(Math.min(...masses))]!;
  }

  /** A normal nearby with less mass, one axis at a time. */
  private moved(from: readonly number[], r: number, first: number): readonly number[] {
    let [best, least] = [from, this.mass(from, r)];
    const size = Math.max(...from.map(Math.abs));
    for (let step = first; step >= LAST_STEP; step /= 2) {
      for (let i = 0; i < from.length; i++) {
        for (const sign of [1, -1]) {
          const next = best.map((x, j) => (i === j ? x + sign * step * size : x));
          const mass = this.mass(next, r);
          if (mass < least) [best, least] = [next, mass];
        }
      }
    }
    return best;
  }

  /** The least r found with P(<u, X> >= r h_B(u)) < tail, by secants of the logarithm. */
  private end(u: readonly number[], start: number, tail: number): number {
    const height = (r: number): number => Math.log(this.mass(u, r) / tail);
    let [low, above] = [start, height(start)];
    // What is certified is no upper end, but for the last digits.
    if (!(above >= 0)) return start * (1 + WIDTH);
    let [high, below] = [start * 1.02, height(start * 1.02)];
    for (let n = 0; !(below < 0); n++) {
      if (n === MOST_DOUBLINGS) return Infinity;
      [low, above] = [high, below];
      high *= 1 + 0.05 * 2 ** Math.min(n, 5);
      below = height(high);
    }
    for (let n = 0; n < MOST_STEPS && high > low * (1 + WIDTH); n++) {
      const share = Math.min(0.9, Math.max(0.1, below > -Infinity ? above / (above - below) : 0.5));
      const r = low + share * (high - low);
      const value = height(r);
      if (value < 0) [high, below] = [r, value];
      else [low, above] = [r, value];
    }
    return high;
  }
}
