/**
 * What follows from findings: the status of a claim, and its level, which is that of the weakest thing it needs. All
 * pieces of a part are needed unless they are marked as alternatives; all parts of the theorem are; and so are the
 * claims it rests on.
 */
import {
  LEVELS,
  type Alternatives,
  type Claim,
  type Evidence,
  type EvidenceLevel,
  type Part,
  type Status,
} from '../claim.ts';
import type { FormalAnswers } from '../formal.ts';
import { isFinding, LEVEL_OF_KIND, type Finding } from './findings.ts';
import { findFormal, isFormal, type FormalFinding } from './formal-findings.ts';

/** How a claim ended, and at which level; the level is null unless it holds. */
export interface Verdict {
  readonly status: Status;
  readonly level: EvidenceLevel | null;
}

/** Whether an entry of a part is a group of pieces any of which would do. */
const isAlternatives = (entry: Evidence | Alternatives): entry is Alternatives => 'alternatives' in entry;

/** A piece of evidence and the number of its group of alternatives in the part. */
export interface Placed {
  readonly piece: Evidence;
  readonly group: number | null;
}

/** The pieces of a part in order, each with the number of its group of alternatives, if it is in one. */
export const piecesOf = (part: Part): readonly Placed[] =>
  part.evidence.flatMap((entry, i): readonly Placed[] =>
    isAlternatives(entry) ? entry.alternatives.map((piece) => ({ piece, group: i })) : [{ piece: entry, group: null }],
  );

const weakest = (levels: readonly EvidenceLevel[]): EvidenceLevel | null =>
  levels.length === 0 ? null : LEVELS[Math.min(...levels.map((level) => LEVELS.indexOf(level)))]!;
const strongest = (levels: readonly EvidenceLevel[]): EvidenceLevel =>
  LEVELS[Math.max(...levels.map((level) => LEVELS.indexOf(level)))]!;

/** The level that the evidence of a part has where it holds: that of the weakest needed; null where there is none. */
export const partLevel = (part: Part): EvidenceLevel | null =>
  weakest(
    part.evidence.map((entry) =>
      isAlternatives(entry)
        ? strongest(entry.alternatives.map(({ kind }) => LEVEL_OF_KIND[kind]))
        : LEVEL_OF_KIND[entry.kind],
    ),
  );

/**
 * The level that a claim's own evidence has where it holds, whatever it rests on; null where a step has none. A step
 * that the proof assistant's answers prove entirely is formal, whatever its evidence.
 */
export function ownLevel(claim: Claim, formal?: FormalAnswers): EvidenceLevel | null {
  const found = claim.parts.map((part) => (part.formal ?? []).map((statement) => findFormal(statement, formal)));
  return levelOfSteps(claim, found);
}

function levelOfSteps(claim: Claim, formal: readonly (readonly FormalFinding[])[]): EvidenceLevel | null {
  const levels = claim.parts.flatMap((part, i) => {
    if (part.about === 'implementation') return [];
    return isFormal(part, formal[i] ?? []) && part.evidence.length > 0 ? ['formal' as const] : [partLevel(part)];
  });
  return levels.some((level) => level === null) ? null : weakest(levels as EvidenceLevel[]);
}

/**
 * A claim's verdict: refuted if any evidence is; inconclusive if any part has no evidence that holds, or any evidence
 * that is inconclusive, formal statements included; else it holds, at the weakest level of its steps and of `grounds`,
 * the levels of the claims it rests on. `formal` is what was found of the formal statements of each part.
 */
export function verdict(
  claim: Claim,
  findings: readonly (readonly Finding[])[],
  formal: readonly (readonly FormalFinding[])[],
  grounds: readonly (EvidenceLevel | null)[],
): Verdict {
  const foreign =
    findings.length !== claim.parts.length ||
    !findings.flat().every(isFinding) ||
    claim.parts.some((part, i) => {
      const kinds = piecesOf(part).map(({ piece }) => piece.kind);
      return kinds.length !== findings[i]!.length || kinds.some((kind, k) => findings[i]![k]!.kind !== kind);
    });
  if (foreign) throw new TypeError(`the findings for ${claim.id} were not made by the kernel from its evidence`);
  if (grounds.length !== (claim.restsOn ?? []).length) throw new TypeError(`${claim.id} lacks the level of a ground`);
  if (findings.flat().some(({ status }) => status === 'refuted')) return { status: 'refuted', level: null };
  const settled = findings.every((part) => part.length > 0 && part.every(({ status }) => status === 'holds'));
  const own = levelOfSteps(claim, formal);
  if (formal.flat().some(({ status }) => status === 'inconclusive')) return { status: 'inconclusive', level: null };
  if (!settled || own === null || grounds.includes(null)) return { status: 'inconclusive', level: null };
  return { status: 'holds', level: weakest([own, ...(grounds as readonly EvidenceLevel[])]) };
}
