/** A growth rate at lambda = 1, as the formulas know it. */

/** Phi at lambda = 1 on [0, 1/2]. */
export interface UnitRate {
  readonly phi: (p: number) => number;
  /** False when phi is only an upper bound (no list of the adversary's extreme points). */
  readonly exact: boolean;
  /** In which terms. */
  readonly detail: string;
}
