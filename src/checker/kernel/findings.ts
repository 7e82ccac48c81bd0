/**
 * What the kernel found. A `Finding` can be made only by the kernel (judge.ts is the one caller of `makeFinding`; a
 * test keeps it so), so a level cannot be claimed, only earned.
 */
import type { Evidence, EvidenceLevel, Status } from '../claim.ts';

declare const made: unique symbol;

/** What a check says before it becomes a finding. */
export interface Outcome {
  readonly status: Status;
  /** How many instances, boxes, runs or tests were looked at. */
  readonly runs: number;
  /** What refutes the statement (a point, an instance, a shrunk case), or why nothing was decided. */
  readonly counterexample?: string;
  readonly note?: string | undefined;
  /** Probability that a true statement would be refuted by this evidence. */
  readonly falseAlarm?: number;
  /** The point of the counterexample, rationals as strings. */
  readonly point?: Readonly<Record<string, string>>;
}

/** What the kernel found of a piece of evidence; only the kernel makes one. */
export interface Finding {
  readonly [made]: true;
  readonly kind: Evidence['kind'];
  readonly level: EvidenceLevel;
  readonly status: Status;
  /** The words of the evidence, then in brackets what the kernel has to add. */
  readonly detail: string;
  /** The words of the evidence alone. */
  readonly words: string;
  readonly runs: number;
  readonly falseAlarm: number;
  readonly counterexample: string | null;
}

const genuine = new WeakSet<object>();

/**
 * Whether this very object was made by the kernel.
 *
 * @example
 * isFinding({ level: 'symbolic' }) // => false
 */
export const isFinding = (candidate: unknown): candidate is Finding =>
  typeof candidate === 'object' && candidate !== null && genuine.has(candidate);

/** The level a kind of evidence earns when it holds. */
export const LEVEL_OF_KIND: Readonly<Record<Evidence['kind'], EvidenceLevel>> = {
  statistical: 'statistical',
  numeric: 'property',
  property: 'property',
  enclosure: 'instances',
  instances: 'instances',
  interval: 'interval',
  symbolic: 'symbolic',
};

/** For judge.ts alone. Evidence that looked at nothing is inconclusive, whatever it says. */
export function makeFinding(evidence: Evidence, outcome: Outcome): Finding {
  const vacuous = outcome.status === 'holds' && !(outcome.runs > 0);
  const reason = vacuous ? 'nothing was checked' : (outcome.note ?? '');
  const finding = Object.freeze({
    kind: evidence.kind,
    level: LEVEL_OF_KIND[evidence.kind],
    status: vacuous ? 'inconclusive' : outcome.status,
    words: evidence.detail,
    detail: reason === '' ? evidence.detail : `${evidence.detail} [${reason}]`,
    runs: outcome.runs,
    falseAlarm: outcome.falseAlarm ?? 0,
    counterexample: outcome.status === 'refuted' ? (outcome.counterexample ?? 'no witness') : null,
  }) as Finding;
  genuine.add(finding);
  return finding;
}
