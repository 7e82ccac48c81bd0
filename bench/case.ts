/** One timed piece of work. */
export interface Case {
  readonly name: string;
  /** How many units of work one call does (radii, samples). */
  readonly units: number;
  readonly unit: string;
  /** What was asked for, in seconds per call. */
  readonly budget: number;
  readonly run: () => unknown;
}
