/**
 * What is proved of a density given as a formula, whatever proves it: cells of a mesh, or the laws of its coordinates.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import type { Range } from '../../formula/enclosure/range.ts';

/** c, and an upper bound of sup over the adversary of int (|D_v| - c q)_+ / 2. */
export type SlopeLine = readonly [c: number, excess: number];

/** Numbers of the density as normalized, at lambda = 1. */
export interface ProvedDensity {
  /** Cells that they rest on. */
  readonly cells: number;
  /** E|X|^2/d. */
  readonly variance: Range;
  readonly entropy: Range;
  /** int |{q > t}|^{(d-1)/d} dt; null where only samples tell. */
  readonly levels: Range | null;
  /** sup over the adversary of int |D_v| / 2. */
  readonly half: Range;
  /** The same beyond c q, for many c. */
  readonly lines: readonly SlopeLine[];
}

/** When to stop enclosing growth. */
export interface GrowthGoal {
  /** Width wanted (default 1e-4). */
  readonly width?: number;
  /** All that is asked is on which side of this number G lies (default: of none). */
  readonly side?: number;
  /** Cells of the mesh at most (default by dimension). */
  readonly cells?: number;
}

/** Points of an adversary that decide over it where growth is quasi-convex in the shift. */
export interface DecidingPoints {
  /** One of each class under the symmetries of the density, under which growth does not change. */
  readonly points: readonly (readonly number[])[];
  /** The adversary lies in this multiple of the hull of all of them. */
  readonly spread: number;
  /** What the radius loses at most, relative, when coordinates of r times the points are rounded. */
  readonly rounding: number;
}

/** Choices over an adversary any of which gives a bound. */
export interface Trials {
  /** Normals of half-spaces. */
  readonly normals: readonly (readonly number[])[];
  /** Points of the adversary, none outside of it. */
  readonly points: readonly (readonly number[])[];
  /** The support function of the adversary, at most. */
  support(u: readonly number[]): number;
}

/** The growth function of a density at lambda = 1, enclosed shift by shift. */
export interface EnclosedGrowth {
  /** Whether the density is proved to be log-concave. */
  readonly logConcave: boolean;
  /** At most so many points that decide over the adversary; null where there are more. */
  deciding(adversary: Adversary, most: number): DecidingPoints | null;
  /** Encloses G(p, v), 0 <= p <= 1. */
  at(v: ArrayLike<number>, p: number, goal?: GrowthGoal): Range;
  /** An upper bound of P(<u, X> >= t), t > 0. */
  beyond(u: ArrayLike<number>, t: number): number;
  /** What is worth a trial over an adversary. */
  trials(adversary: Adversary): Trials;
}

/** Why nothing is proved of a density, as a clause. */
export interface NotEnclosed {
  readonly reason: string;
}

/** What is proved of one density against any adversary, made when it is asked for. */
export interface ProvedDensities {
  /** For the directions of an adversary, or why there is nothing. */
  against(adversary: Adversary): ProvedDensity | NotEnclosed;
  /** Whichever there is already, for what does not depend on an adversary; else that for l1. */
  any(): ProvedDensity | NotEnclosed;
  /**
   * Narrows what there is for an adversary as long as it is likely to fit into `seconds` and widths are above `goal`,
   * relative. How far it gets depends on the machine. Calls `progress` with the seconds used.
   */
  refine(adversary: Adversary, seconds: number, goal: number, progress: (seconds: number, cells: number) => void): void;
}
