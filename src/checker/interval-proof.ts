/**
 * An interval proof as data: a relation that holds on a whole box, with the bisections that make it visible to
 * outward-rounded arithmetic. Search proposes the tree; the kernel replays it.
 */
import type { Expression } from './expression.ts';

/** A closed interval with rational ends (decimal or "n/m" strings). */
export interface Range {
  readonly name: string;
  readonly lower: string;
  readonly upper: string;
}

/**
 * Either the enclosure decides on this box, or split the variable in the middle. The kernel notes at each leaf what it
 * found left - right to lie in there (decimal strings, rounded outward).
 */
export type SplitTree =
  | { readonly leaf: true; readonly difference?: readonly [string, string] }
  | { readonly split: string; readonly low: SplitTree; readonly high: SplitTree };

/** An inequality on a box, with the tree of cuts by which outward-rounded arithmetic proves it. */
export interface IntervalProof {
  readonly box: readonly Range[];
  readonly left: Expression;
  /** `=` means |left - right| <= tolerance over the whole box. */
  readonly relation: '<=' | '>=' | '<' | '>' | '=';
  readonly right: Expression;
  /** Rational string; only for `=`. */
  readonly tolerance?: string;
  /** Precision of the arithmetic in bits (default 80). */
  readonly precision?: number;
  /** The bisection tree; when absent the kernel's proposer searches for one first. */
  readonly splits?: SplitTree;
}
