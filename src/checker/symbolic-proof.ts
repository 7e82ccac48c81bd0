/**
 * A symbolic proof as data: a chain of expressions, each equal to the one before it.
 */
import type { Expression } from './expression.ts';

/** A variable and the open interval of reals it ranges over; ends are rationals as strings, or infinite. */
export interface Domain {
  readonly name: string;
  /** A rational as a string, or "-inf". */
  readonly lower: string;
  /** A rational as a string, or "inf". */
  readonly upper: string;
  readonly integer?: boolean;
}

/** left = right on a domain, by way of intermediate steps, each equal to the next by rewriting. */
export interface SymbolicProof {
  readonly variables: readonly Domain[];
  readonly left: Expression;
  readonly right: Expression;
  /**
   * Intermediate expressions between left and right, where one normalization is not enough. The kernel accepts each
   * link only when its own rewriting reduces the difference to zero.
   */
  readonly via?: readonly Expression[];
}
