/** What a run of one claim reports. */
import type { Evidence, EvidenceLevel, Status } from './claim.ts';
import type { FormalFinding } from './kernel/formal-findings.ts';

/** One piece of evidence as reported. */
export interface EvidenceResult {
  /** The part of the claim it belongs to. */
  readonly part: string;
  readonly kind: Evidence['kind'];
  readonly level: EvidenceLevel;
  readonly status: Status;
  readonly detail: string;
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
}

/** What a run found of one claim: its status, its level, and every piece of evidence and false variant. */
export interface ClaimResult {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly hypotheses: readonly string[];
  readonly source: string;
  readonly axioms: readonly string[];
  readonly status: Status;
  /** The weakest over the theorem's parts of each part's strongest evidence; null unless the claim holds. */
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
