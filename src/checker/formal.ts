/**
 * Statements proved in a proof assistant: as data, and what the assistant said of them. The checker does not run it;
 * whoever runs claims hands the answers in (src/formal). No answers: the statements are `not run`, and nothing else
 * changes.
 */

/** A theorem of proofs/formal that speaks for a part of a claim, with the sentence it must prove spelled out. */
export interface FormalStatement {
  /** What is proved, in plain words or TeX between dollars. */
  readonly says: string;
  /** The file below proofs/formal, without its ending: `growth/Finite`. */
  readonly file: string;
  /** The theorem of that file. */
  readonly theorem: string;
  /** The statement in the assistant's language. It compares this sentence with the theorem's; it is not read by us. */
  readonly statement: string;
  /** What of the part's statement this does not say; without it the part is formal entirely. */
  readonly leaves?: string;
}

/**
 * What the proof assistant said: it accepts the theorem as a proof of the sentence, and what that rests on; or why not.
 */
export type FormalAnswer =
  | { readonly accepted: true; readonly assumptions: readonly string[] }
  | { readonly accepted: false; readonly reason: string };

/** The answers of one run of the proof assistant, by `formalKey`. */
export interface FormalAnswers {
  /** The program and its version, as it says itself. */
  readonly system: string;
  readonly answers: ReadonlyMap<string, FormalAnswer>;
}

/** A theorem of proofs/formal for a part, or for the falsehood of a false variant. */
export const formal = (
  says: string,
  file: string,
  theorem: string,
  statement: string,
  leaves?: string,
): FormalStatement => ({ says, file, theorem, statement, ...(leaves === undefined ? {} : { leaves }) });

/** What a statement is known by: the same file, theorem and sentence are one question. */
export const formalKey = ({ file, theorem, statement }: FormalStatement): string =>
  JSON.stringify([file, theorem, statement]);

/** Where claims keep their formal statements. */
export interface HasFormalStatements {
  readonly parts: readonly { readonly formal?: readonly FormalStatement[] }[];
  readonly mutants: readonly { readonly negation?: FormalStatement }[];
}

/** Every formal statement of these claims, false variants included. */
export const formalStatements = (claims: readonly HasFormalStatements[]): readonly FormalStatement[] =>
  claims.flatMap(({ parts, mutants }) => [
    ...parts.flatMap((part) => part.formal ?? []),
    ...mutants.flatMap((mutant) => (mutant.negation === undefined ? [] : [mutant.negation])),
  ]);
