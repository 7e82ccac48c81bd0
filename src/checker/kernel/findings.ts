/**
 * What the kernel found. A `Finding` can be made only by the kernel (judge.ts is the one caller of `makeFinding`; a
 * test keeps it so), so a level cannot be claimed, only earned. A claim's verdict follows from its findings alone.
 */
import { LEVELS, type Claim, type Evidence, type EvidenceLevel, type Status } from '../claim.ts';
import { isFormal, type FormalFinding } from './formal-findings.ts';

declare const made: unique symbol;

/** What a check says before it becomes a finding. */
export interface Outcome {
  readonly status: Status;
  /** How many instances, boxes, runs or tests were looked at. */
  readonly runs: number;
  /** What refutes the statement (a point, an instance, a shrunk case), or why nothing was decided. */
  readonly counterexample?: string;
  readonly note?: string;
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
  readonly detail: string;
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
  enclosure: 'exact',
  exact: 'exact',
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
    detail: reason === '' ? evidence.detail : `${evidence.detail} [${reason}]`,
    runs: outcome.runs,
    falseAlarm: outcome.falseAlarm ?? 0,
    counterexample: outcome.status === 'refuted' ? (outcome.counterexample ?? 'no witness') : null,
  }) as Finding;
  genuine.add(finding);
  return finding;
}

export interface Verdict {
  readonly status: Status;
  /** Null unless the claim holds. */
  readonly level: EvidenceLevel | null;
}

/**
 * A claim's verdict: refuted if any evidence is; inconclusive if any part has no evidence that holds, or any evidence
 * that is inconclusive, formal evidence included; else it holds, at the weakest over its parts of each part's strongest
 * evidence. `formal` is what was found of the formal statements of each part.
 */
export function verdict(
  claim: Claim,
  findings: readonly (readonly Finding[])[],
  formal: readonly (readonly FormalFinding[])[] = [],
): Verdict {
  if (findings.length !== claim.parts.length || !findings.flat().every(isFinding)) {
    throw new TypeError(`the findings for ${claim.id} were not made by the kernel`);
  }
  if (findings.flat().some(({ status }) => status === 'refuted')) return { status: 'refuted', level: null };
  const settled = findings.every((part) => part.length > 0 && part.every(({ status }) => status === 'holds'));
  const theorem = findings.filter((_, i) => claim.parts[i]!.about !== 'implementation');
  if (!settled || theorem.length === 0) return { status: 'inconclusive', level: null };
  if (formal.flat().some(({ status }) => status === 'inconclusive')) return { status: 'inconclusive', level: null };
  const strengths = findings.map((part, i) =>
    isFormal(claim.parts[i]!, formal[i] ?? [])
      ? LEVELS.indexOf('formal')
      : Math.max(...part.map(({ level }) => LEVELS.indexOf(level))),
  );
  const strength = Math.min(...strengths.filter((_, i) => claim.parts[i]!.about !== 'implementation'));
  return { status: 'holds', level: LEVELS[strength]! };
}
