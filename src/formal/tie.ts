/**
 * The files that put the question to Coq: is this theorem a proof of this sentence, and what does it rest on? Coq
 * compares the two, definitions unfolded; no text of a statement is compared here.
 */
import type { FormalStatement } from '../checker/formal.ts';
import { bareText, logicalName } from './sources.ts';

/**
 * A statement with the name that its tie has in Coq. The name holds a nonce, so that no source can have said it before.
 */
export interface Tie {
  readonly name: string;
  readonly statement: FormalStatement;
}

/** Why a statement is not fit to be asked: it must be one term and nothing else. Undefined when it is. */
export function statementFault({ file, theorem, statement }: FormalStatement): string | undefined {
  if (!/^[A-Za-z]\w*(\/[A-Za-z]\w*)*$/.test(file)) return `"${file}" is no file of the proofs`;
  if (!/^[A-Za-z]\w*$/.test(theorem)) return `"${theorem}" is no name of a theorem`;
  if (bareText(statement) !== statement) return 'the statement holds a comment or a string';
  if (/\.(\s|$)/.test(statement)) return 'the statement ends a sentence';
  if (/:=|\b(admit|ltac|Admitted)\b/.test(statement)) return 'the statement is more than a sentence';
  return balanced(statement) ? undefined : 'the brackets of the statement do not match';
}

function balanced(text: string): boolean {
  const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
  const open: string[] = [];
  for (const c of text) {
    const match = closing[c];
    if (match !== undefined) open.push(match);
    else if (/[)\]}]/.test(c) && open.pop() !== c) return false;
  }
  return open.length === 0;
}

/**
 * A file of ties to theorems whose sources have one header: the header, every sentence as a definition before any proof
 * is loaded, the proofs, a tie each, and all of them as one, of which Coq is asked once what it rests on.
 */
export function tieText(header: string, group: string, ties: readonly Tie[]): string {
  const files = new Set(ties.map(({ statement: { file } }) => logicalName(file)));
  const all = ties.reduceRight((rest, { name }) => `(conj ${name} ${rest})`, 'I');
  return [
    header,
    ...ties.map(({ name, statement: { statement } }) => `Definition ${name}_says : Prop := (${statement}).`),
    ...[...files].map((file) => `Require ${file}.`),
    ...ties.map(
      ({ name, statement: { file, theorem } }) =>
        `Definition ${name} : ${name}_says := @${logicalName(file)}.${theorem}.`,
    ),
    `Definition ${group} := ${all}.`,
    '',
  ].join('\n');
}

/** A tie that must not be accepted: 1 = 2 by the proof that 1 = 1. */
export const falseTieText = (name: string): string => `Definition ${name} : 1 = 2 := @eq_refl nat 1.\n`;

/** A tie that rests on an axiom of ours, which must be named when Coq is asked. */
export const assumedTieText = (name: string): string =>
  `Axiom ${name}_assumed : 1 = 2.\nDefinition ${name} : 1 = 2 := ${name}_assumed.\n`;

/** The line that stands in the output before the assumptions of the tie of this name; and after all of them. */
export const marker = (name: string): string => `wulff-assumptions ${name}`;

/**
 * The file that asks what each tie rests on. Nothing is imported into it, so that no notation of a library changes how
 * an axiom is printed; lines are as long as they get.
 */
export function assumptionsText(modules: readonly string[], names: readonly string[], end: string): string {
  const say = (text: string): string => `Goal True. idtac "${text}". Abort.`;
  return [
    ...modules.map((module) => `Require ${module}.`),
    'Set Printing Width 1000000.',
    ...names.flatMap((name) => [say(marker(name.split('.').at(-1)!)), `Print Assumptions ${name}.`]),
    say(marker(end)),
    '',
  ].join('\n');
}
