/**
 * What a theorem is to the checker: a statement, its hypotheses, the parts it is made of, the evidence for each part,
 * and the false variants ("mutants") that the same machinery must refute.
 *
 * Evidence is data or a small function that *produces data*; only the kernel (kernel/) judges it and builds a
 * `Finding`, so a claim cannot report a level its evidence does not have.
 */
import type Fraction from 'fraction.js';
import type { IProperty, IAsyncProperty } from 'fast-check';
import type { Expression } from './expression.ts';
import type { FormalStatement } from './formal.ts';
import type { IntervalProof } from './interval-proof.ts';
import type { SymbolicProof } from './symbolic-proof.ts';

/**
 * Evidence levels, weakest first: `formal` and `symbolic` speak for all cases, `interval` for all of a stated box, the
 * rest for the cases that were tried (`speaksFor`).
 */
export const LEVELS = ['statistical', 'property', 'instances', 'interval', 'symbolic', 'formal'] as const;
/** How strong evidence is, from `statistical` to `formal`. */
export type EvidenceLevel = (typeof LEVELS)[number];

/** Which cases evidence of a level speaks for. */
export type Scope = 'all cases' | 'all of a box' | 'cases tried';

/**
 * Which cases evidence of this level speaks for.
 *
 * @example
 * speaksFor('instances') // => 'cases tried'
 */
export function speaksFor(level: EvidenceLevel): Scope {
  switch (level) {
    case 'formal':
    case 'symbolic':
      return 'all cases';
    case 'interval':
      return 'all of a box';
    case 'instances':
    case 'property':
    case 'statistical':
      return 'cases tried';
  }
}

/** How much work a run may do. */
export type Effort = 'quick' | 'full';

/** What a piece of evidence may depend on: everything is a function of the seed and the effort. */
export interface EvidenceContext {
  /** A 32-bit seed, already mixed with the claim's and the evidence's ids. */
  readonly seed: number;
  readonly effort: Effort;
}

/** One exact comparison between rationals, at a named instance. The kernel does the comparing. */
export interface ExactInstance {
  /**
   * The instance, printed as the witness when the comparison fails. Sizes written as `d = 3` or `n = 20` are counted:
   * the report says between which sizes the instances lie.
   */
  readonly label: string;
  readonly left: Fraction;
  readonly relation: '=' | '<=' | '<' | '>=' | '>' | '!=';
  readonly right: Fraction;
}

/**
 * One statistical test. The kernel computes its p-value bound under the hypothesis and rejects below `falseAlarm`.
 * Every test must state a hypothesis whose rejection probability is bounded exactly, not asymptotically.
 */
export type StatisticalTest =
  /**
   * `hits` of `trials` independent events whose probability is claimed to lie in [lower, upper]: exact binomial tails.
   */
  | {
      readonly test: 'binomial';
      readonly label: string;
      readonly hits: number;
      readonly trials: number;
      readonly lower: number;
      readonly upper: number;
    }
  /** Largest distance between an empirical and a claimed distribution function: DKW-Massart, two-sided. */
  | { readonly test: 'dkw'; readonly label: string; readonly distance: number; readonly samples: number }
  /**
   * Mean of `samples` independent values in [0, range], claimed to lie in [lower, upper]: Chernoff-Hoeffding, free of
   * variance assumptions.
   */
  | {
      readonly test: 'bounded-mean';
      readonly label: string;
      readonly mean: number;
      readonly samples: number;
      readonly range: number;
      readonly lower: number;
      readonly upper: number;
    };

/**
 * A numeric comparison backed by quadrature or floating-point closed forms; counts as `property` evidence, never more.
 */
export interface NumericInstance {
  readonly label: string;
  readonly left: number;
  readonly relation: '=' | '<=' | '>=';
  readonly right: number;
  /**
   * Absolute tolerance, justified in the evidence's `detail`; at most a thousandth of the larger side (of 1 where both
   * are smaller).
   */
  readonly tolerance: number;
}

/**
 * A number computed by the library, against the true value of an expression enclosed with outward rounding at a
 * rational point. The kernel does the enclosing; this is how a proved formula is tied to the code that hands out radii.
 */
export interface EnclosedInstance {
  readonly label: string;
  readonly value: number;
  /**
   * With t = tolerance |true|: `lower-bound` is true - t <= value <= true; `close` is |value - true| <= t; `at-least`
   * is value >= true - t.
   */
  readonly relation: 'lower-bound' | 'close' | 'at-least';
  readonly expression: Expression;
  /** The values of the expression's variables, rationals as strings ("0.9", "3/4", "3072"). */
  readonly at: Readonly<Record<string, string>>;
  /** Relative, a rational as a string; default "1e-9", at most 1e-5. */
  readonly tolerance?: string;
}

/** Instances at once or, where a library must be loaded first, as a promise. */
export type Instances<T> = Iterable<T> | Promise<Iterable<T>>;

/**
 * Evidence for a part of a claim, as data: `symbolic`, `interval`, `instances`, `property` or `statistical`. Only the
 * kernel judges it.
 */
export type Evidence =
  /** An identity reduced to zero by the kernel's own rewriting; a proof may be searched for when it is asked for. */
  | {
      readonly kind: 'symbolic';
      readonly detail: string;
      readonly proof: SymbolicProof | (() => Promise<SymbolicProof>);
    }
  /** An inequality or identity enclosed over a whole parameter box with outward rounding. */
  | { readonly kind: 'interval'; readonly detail: string; readonly proof: IntervalProof }
  /** Rational comparisons at named or exhaustively enumerated instances: exact arithmetic, but for those instances. */
  | {
      readonly kind: 'instances';
      readonly detail: string;
      readonly instances: (context: EvidenceContext) => Instances<ExactInstance>;
    }
  /** Library values against enclosures of a formula at named points. Reported at level `instances`. */
  | {
      readonly kind: 'enclosure';
      readonly detail: string;
      readonly instances: (context: EvidenceContext) => Instances<EnclosedInstance>;
    }
  /** A fast-check property over random instances. */
  | {
      readonly kind: 'property';
      readonly detail: string;
      readonly runs: { readonly quick: number; readonly full: number };
      readonly property: () => IProperty<unknown> | IAsyncProperty<unknown>;
    }
  /** Numeric comparisons at chosen points (quadrature, floating-point closed forms). Reported at level `property`. */
  | {
      readonly kind: 'numeric';
      readonly detail: string;
      readonly instances: (context: EvidenceContext) => Instances<NumericInstance>;
    }
  /** Monte Carlo with a stated false-alarm probability, shared equally among the tests returned. */
  | {
      readonly kind: 'statistical';
      readonly detail: string;
      readonly falseAlarm: number;
      readonly tests: (context: EvidenceContext) => readonly StatisticalTest[] | Promise<readonly StatisticalTest[]>;
    };

/**
 * Pieces of evidence for the same step, each of which would do: their level is that of the strongest. Pieces that are
 * not marked so are all needed, and the weakest counts.
 */
export interface Alternatives {
  /** Why any one of them would do. */
  readonly why: string;
  readonly alternatives: readonly [Evidence, Evidence, ...Evidence[]];
}

/** What a part has in common, whatever it is about. */
export interface AnyPart {
  readonly id: string;
  /** Plain words or TeX between dollars. */
  readonly statement: string;
  /** All of them are needed: the part's level is that of the weakest. */
  readonly evidence: readonly (Evidence | Alternatives)[];
  /**
   * Theorems of a proof assistant, beside the evidence and never instead of it: a right proof of the wrong sentence is
   * caught by instances only. One that leaves nothing out raises the part to `formal`.
   */
  readonly formal?: readonly FormalStatement[];
}

/** One necessary step of a theorem. */
export interface TheoremPart extends AnyPart {
  readonly about?: 'theorem';
}

/**
 * A tie between a step of the theorem and the library that computes it. It can refute its claim but does not lower the
 * level at which the theorem is known, so it must name the step it ties: what no step states cannot be hidden here.
 */
export interface ImplementationPart extends AnyPart {
  readonly about: 'implementation';
  /** Ids of the steps of this claim that the code computes. */
  readonly implements: readonly [string, ...string[]];
}

/** A part of a claim: a step of the theorem, or a tie of such a step to the library. */
export type Part = TheoremPart | ImplementationPart;

/** A false variant: its evidence must come out refuted, with a witness. */
export interface Mutant {
  readonly id: string;
  readonly statement: string;
  readonly evidence: Evidence;
  /** A formal proof that the statement is false, beside the witness. */
  readonly negation?: FormalStatement;
}

/** A theorem as a claim: its statement in parts, the evidence for each, and false variants that must be refuted. */
export interface Claim {
  readonly id: string;
  readonly title: string;
  /** Plain words with TeX between dollars. */
  readonly statement: string;
  readonly hypotheses: readonly string[];
  /** Paper section, blog, or "derived here (MATH.md U3)". */
  readonly source: string;
  /** Ids of the axioms (axioms.ts) the argument rests on. */
  readonly axioms: readonly string[];
  /** Ids of the claims the argument uses: this claim's level is at most theirs. */
  readonly restsOn?: readonly string[];
  /** Steps that are argued in words only, checked by nothing: every report prints them. */
  readonly inWords?: readonly string[];
  readonly parts: readonly Part[];
  readonly mutants: readonly Mutant[];
}

/** How a claim or a piece of evidence ended: it holds, it is refuted, or it could not be decided. */
export type Status = 'holds' | 'refuted' | 'inconclusive';

/**
 * Thrown by a property to refute its statement with a sentence of its own (returning false refutes it too). Any other
 * error thrown by evidence is a fault of the evidence: the claim is then inconclusive, never refuted and never proved.
 */
export class Counterexample extends Error {
  override readonly name = 'Counterexample';
}
