/**
 * What the kernel makes of a proof assistant's answers. Evidence of this kind can raise a part to `formal` or leave a
 * claim undecided; it refutes nothing, since a proof that is not accepted is no counterexample.
 */
import type { Part } from '../claim.ts';
import { formalKey, type FormalAnswers, type FormalStatement } from '../formal.ts';

/** How a formal statement came out. */
export interface FormalFinding {
  readonly status: 'holds' | 'inconclusive' | 'not run';
  /** What the theorem rests on, by the assistant's own account; empty unless it holds. */
  readonly assumptions: readonly string[];
  /** Why it is undecided; null otherwise. */
  readonly reason: string | null;
}

/** The finding for a statement. Without answers nothing was run; a question that was not answered is undecided. */
export function findFormal(statement: FormalStatement, answers: FormalAnswers | undefined): FormalFinding {
  if (answers === undefined) return { status: 'not run', assumptions: [], reason: null };
  const answer = answers.answers.get(formalKey(statement)) ?? { accepted: false, reason: 'it was not asked' };
  return answer.accepted
    ? { status: 'holds', assumptions: answer.assumptions, reason: null }
    : { status: 'inconclusive', assumptions: [], reason: answer.reason };
}

/** Whether a part is formal entirely: one of its statements holds and leaves nothing out. */
export const isFormal = (part: Part, findings: readonly FormalFinding[]): boolean =>
  part.about !== 'implementation' &&
  (part.formal ?? []).some(({ leaves }, i) => leaves === undefined && findings[i]?.status === 'holds');
