/** What is known of one part of a formula towards an end of the half-line. */
import type { Graded, GradedArithmetic } from './graded.ts';
import type { Range } from './range.ts';

/** Beyond every power: |value| >= 1/small, small > 0. */
export interface Huge {
  readonly sign: 1 | -1;
  readonly small: Graded;
}

export interface Behaviour {
  /** The value, unless it is huge or nothing is known. */
  readonly value: Graded | null;
  readonly huge: Huge | null;
  /** x times the derivative. */
  readonly slope: Graded | null;
  /** x times the derivative of log|value|. */
  readonly exponent: Graded | null;
}

/** Nothing is known. */
export const NOTHING: Behaviour = { value: null, huge: null, slope: null, exponent: null };

export type End = 'zero' | 'infinity';

/** What is known of a formula for all x <= at (end zero) or x >= at (infinity). */
export interface EndBehaviour {
  /** The exponent x f'/f: everything if nothing is known. */
  readonly exponent: Range;
  /** f itself, in y = x at zero and y = 1/x at infinity; null if nothing is known. */
  readonly value: Graded | null;
  /** The same for x f'. */
  readonly slope: Graded | null;
  readonly arithmetic: GradedArithmetic;
}
