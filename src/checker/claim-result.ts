/** What a run of one claim reports. */
import type { Evidence, EvidenceLevel, Status } from './claim.ts';
import type { FormalFinding } from './kernel/formal-findings.ts';
import type { Formula } from './report/formula-text.ts';
import type { Ground } from './grounds.ts';

/** One piece of evidence as reported. */
export interface EvidenceResult {
  /** The part of the claim it belongs to. */
  readonly part: string;
  readonly kind: Evidence['kind'];
  readonly level: EvidenceLevel;
  readonly status: Status;
  /**
   * The words of the evidence, then in brackets what the kernel adds: sizes, tolerances, or why nothing was decided.
   */
  readonly detail: string;
  /** The words of the evidence alone. */
  readonly words: string;
  /** What was judged, written from the expressions themselves; null where the evidence is a program. */
  readonly checked: Formula | null;
  /** The number of its group of alternatives in the part: pieces any of which would do. Null: it is needed. */
  readonly alternative: number | null;
  /** Links, boxes, instances, cases or tests looked at. */
  readonly runs: number;
  readonly ms: number;
  /** Probability that this evidence refutes a true statement; 0 unless statistical. */
  readonly falseAlarm: number;
  readonly counterexample: string | null;
}

/** A formal statement as reported. */
export interface FormalResult extends FormalFinding {
  /** The part it speaks for, or the false variant whose negation it is. */
  readonly of: string;
  readonly says: string;
  readonly file: string;
  readonly theorem: string;
  readonly statement: string;
  /** What of the part it does not say; null where it says all of it. */
  readonly leaves: string | null;
}

/** A false variant of a claim as reported: all is well if it was refuted. */
export interface MutantResult {
  readonly id: string;
  readonly statement: string;
  /** What was judged, written from the expressions themselves; null where the evidence is a program. */
  readonly checked: Formula | null;
  readonly refuted: boolean;
  readonly witness: string | null;
  /** What the evidence said when it did not refute the mutant. */
  readonly survived: string | null;
}

/** A part of a claim: what is stated of the theorem, or of the library that implements it. */
export interface PartResult {
  readonly id: string;
  readonly statement: string;
  readonly about: 'theorem' | 'implementation';
  /** For a tie to the library: the parts whose content the code computes. */
  readonly implements: readonly string[];
  /** The level of its weakest needed piece, where all hold; null where there is none. */
  readonly level: EvidenceLevel | null;
}

/** What a run found of one claim: its status, its level, and every piece of evidence and false variant. */
export interface ClaimResult {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly hypotheses: readonly string[];
  readonly source: string;
  readonly axioms: readonly string[];
  /** The claims it rests on, with the level each has where it holds. */
  readonly restsOn: readonly Ground[];
  /** Steps argued in words only. */
  readonly inWords: readonly string[];
  readonly status: Status;
  /**
   * The weakest over the theorem's parts, the pieces each of them needs, and the claims it rests on; null unless the
   * claim holds.
   */
  readonly level: EvidenceLevel | null;
  readonly parts: readonly PartResult[];
  readonly evidence: readonly EvidenceResult[];
  /** Theorems of a proof assistant that speak for parts and against false variants. */
  readonly formal: readonly FormalResult[];
  readonly mutants: readonly MutantResult[];
  readonly ms: number;
  /** The command that runs this claim again, for a claim that failed or a mutant that survived. */
  readonly replay: string | null;
  /** The certificate as a JSON text, where the run asks for one (certificate.ts). */
  readonly certificate?: string;
}
