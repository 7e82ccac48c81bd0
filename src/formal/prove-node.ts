/**
 * Asks Coq whether theorems of proofs/formal prove the statements of claims, and what they rest on. An answer is
 * `accepted` only when Coq compiled the tie of the statement and named nothing but axioms of the list; all else is a
 * reason.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formalKey, type FormalAnswer, type FormalAnswers, type FormalStatement } from '../checker/formal.ts';
import { shownAssumptions } from './assumptions.ts';
import { compileFile, failureOf, findCoq, recheckFiles, type Coq } from './coqc-node.ts';
import { compiledLibrary, turns, workingCopy, type ProofLibrary } from './library-node.ts';
import { askEach, controlled, nonce, type Session } from './session-node.ts';
import { header } from './sources.ts';
import { statementFault, tieText, type Tie } from './tie.ts';

/** Where the proofs are and how Coq is run. */
export interface ProveOptions {
  /** The folder of the sources. */
  readonly proofs: string;
  /** Coq's compiler; `coqc` of the path when absent. */
  readonly coqc?: string;
  /** Where compiled proofs are kept. */
  readonly cache?: string;
  /** Files compiled at a time. */
  readonly jobs?: number;
  /** Whether coqchk checks the compiled proofs again; a statement is then accepted only where it does. */
  readonly recheck?: boolean;
  readonly onProgress?: (done: number, all: number, file: string) => void;
}

/** Seconds for a file of ties, and for the question what they rest on. */
const TIE_SECONDS = 900;

/**
 * The answers to these statements. Throws CoqUnavailable where there is no Coq, or no coqchk where it is wanted;
 * nothing else.
 */
export async function proveStatements(
  statements: readonly FormalStatement[],
  options: ProveOptions,
): Promise<FormalAnswers> {
  const coq = await findCoq(options.coqc);
  const system = `Coq ${coq.version.split(' ')[0]!}`;
  const distinct = [...new Map(statements.map((each) => [formalKey(each), each])).values()];
  const answers = new Map<string, FormalAnswer>();
  const refuse = (statement: FormalStatement, reason: string): void => {
    answers.set(formalKey(statement), { accepted: false, reason });
  };
  const library = await compiledLibrary(coq, options.proofs, options);
  const fit = distinct.filter((statement) => {
    const { file } = statement;
    const fault =
      statementFault(statement) ??
      (library.sources.has(file) ? library.faults.get(file) : `proofs/formal has no ${file}.v`);
    if (fault !== undefined) refuse(statement, fault);
    return fault === undefined;
  });
  const folder = workingCopy(library);
  try {
    const doubt = options.recheck === true ? await recheckDoubt(coq, folder, library) : undefined;
    if (doubt !== undefined) {
      for (const statement of fit) refuse(statement, doubt);
      return { system, answers };
    }
    const session = { coq, folder, library, turn: turns(options.jobs ?? 2), seconds: TIE_SECONDS };
    const bound = await bindAll(session, fit, refuse);
    const control = await controlled(session);
    const rests = bound.length === 0 ? [] : await askEach(session, control, bound);
    for (const [i, { statements: own }] of bound.entries()) {
      const rest = rests[i]!;
      for (const statement of own) {
        if (!rest.ok) refuse(statement, rest.reason);
        else answers.set(formalKey(statement), { accepted: true, assumptions: shownAssumptions(rest.names) });
      }
    }
  } finally {
    for (const place of new Set([folder, ...(library.faults.size > 0 ? [library.folder] : [])]))
      rmSync(place, { recursive: true, force: true });
  }
  return { system, answers };
}

/** What coqchk says against the compiled proofs, those that have no fault; undefined where it finds them right. */
async function recheckDoubt(coq: Coq, folder: string, { sources, faults }: ProofLibrary): Promise<string | undefined> {
  const files = [...sources.keys()].filter((file) => !faults.has(file));
  const modules = files.map((file) => `Wulff.${file.replaceAll('/', '.')}`);
  const run = await recheckFiles(coq, folder, modules);
  return run.code === 0 ? undefined : `coqchk does not accept the compiled proofs: ${failureOf(run, 'coqchk')}`;
}

/** Ties that Coq accepted together. */
interface Bound {
  readonly module: string;
  /** The definition that is all of them. */
  readonly group: string;
  readonly statements: readonly FormalStatement[];
}

type Refuse = (statement: FormalStatement, reason: string) => void;

/**
 * Ties under one header are compiled together, as most of the time goes into loading what it imports; where that fails,
 * one by one.
 */
async function bindAll(
  session: Session,
  statements: readonly FormalStatement[],
  refuse: Refuse,
): Promise<readonly Bound[]> {
  const headerOf = ({ file }: FormalStatement): string => header(session.library.sources.get(file)!.text);
  const headers = [...new Set(statements.map(headerOf))];
  const bound = await Promise.all(
    headers.map(async (opening) => {
      const own = statements.filter((statement) => headerOf(statement) === opening);
      const together = await bind(session, opening, own);
      if (typeof together !== 'string') return [together];
      if (own.length === 1) {
        refuse(own[0]!, together);
        return [];
      }
      const alone = await Promise.all(
        own.map(async (statement) => {
          const one = await bind(session, opening, [statement]);
          if (typeof one === 'string') refuse(statement, one);
          return typeof one === 'string' ? [] : [one];
        }),
      );
      return alone.flat();
    }),
  );
  return bound.flat();
}

/** The ties, accepted; or why not. */
async function bind(
  { coq, folder, turn, seconds }: Session,
  opening: string,
  statements: readonly FormalStatement[],
): Promise<Bound | string> {
  const own = nonce();
  const group = `wulff_${own}_all`;
  const ties = statements.map((statement, i): Tie => ({ name: `wulff_${own}_${i}`, statement }));
  writeFileSync(join(folder, `Tie_${own}.v`), tieText(opening, group, ties));
  const run = await turn(() => compileFile(coq, folder, `Tie_${own}.v`, seconds));
  if (run.code !== 0) return failureOf(run);
  return run.stdout === '' ? { module: `Wulff.Tie_${own}`, group, statements } : 'coqc printed what was not asked for';
}
