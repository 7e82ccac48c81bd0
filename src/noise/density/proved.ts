/**
 * What is proved of a density given as a formula, whatever proves it: cells of a mesh, or the laws of its coordinates.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import type { Range } from '../../formula/enclosure/range.ts';

import type { ShiftGrowth } from './shift-growth.ts';

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
  /** The growth function, or why there is none. */
  growth(): ShiftGrowth | NotEnclosed;
  /**
   * Narrows what there is for an adversary as long as it is likely to fit into `seconds` and widths are above `goal`,
   * relative. How far it gets depends on the machine. Calls `progress` with the seconds used.
   */
  refine(adversary: Adversary, seconds: number, goal: number, progress: (seconds: number, cells: number) => void): void;
}
