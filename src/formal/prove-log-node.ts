/** Puts the theorem of a log to Coq: every row certified, or which rows are not. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownAssumptions } from './assumptions.ts';
import { compileFile, failureOf, findCoq } from './coqc-node.ts';
import { compiledLibrary, turns, workingCopy } from './library-node.ts';
import { logTheoremText, readRefused, refusedRowsText, type UniformLog } from './log-theorem.ts';
import type { ProveOptions } from './prove-node.ts';
import { askAssumptions, controlled, nonce, type Session } from './session-node.ts';

/**
 * What Coq said of a log: all rows but those refused, by their place from 0, are one theorem; or why nothing is known.
 */
export type LogAnswer =
  | {
      readonly decided: true;
      readonly system: string;
      readonly refused: readonly number[];
      readonly assumptions: readonly string[];
    }
  | { readonly decided: false; readonly system: string; readonly reason: string };

/** Seconds for the theorem of a log, and for the question what it rests on. */
const LOG_SECONDS = 1800;

/** Coq's answer to the theorem of a log. Throws CoqUnavailable where there is no Coq. */
export async function proveLog(log: UniformLog, options: ProveOptions): Promise<LogAnswer> {
  const coq = await findCoq(options.coqc);
  const system = `Coq ${coq.version.split(' ')[0]!}`;
  const library = await compiledLibrary(coq, options.proofs, { ...options, only: ['sampling/UniformLog'] });
  const [fault] = library.faults.values();
  if (fault !== undefined) return { decided: false, system, reason: fault };
  const folder = workingCopy(library);
  try {
    const session = { coq, folder, library, turn: turns(options.jobs ?? 2), seconds: LOG_SECONDS };
    const all = await theorem(session, log);
    if (typeof all !== 'string') return { decided: true, system, refused: [], assumptions: all };
    const refused = await refusedRows(session, log);
    const rest = { ...log, rows: log.rows.filter((_, i) => !refused.includes(i)) };
    // The calculation refuses none, and yet there is no theorem: something else is wrong.
    if (refused.length === 0) return { decided: false, system, reason: all };
    const others = rest.rows.length === 0 ? [] : await theorem(session, rest);
    return typeof others === 'string'
      ? { decided: false, system, reason: others }
      : { decided: true, system, refused, assumptions: others };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the theorem of these rows rests on, where Coq accepts it; or why it does not. */
async function theorem(session: Session, log: UniformLog): Promise<readonly string[] | string> {
  const { coq, folder, turn, seconds } = session;
  const name = `wulff_${nonce()}`;
  writeFileSync(join(folder, `Log_${name}.v`), logTheoremText(name, log));
  const run = await turn(() => compileFile(coq, folder, `Log_${name}.v`, seconds));
  if (run.code !== 0) return failureOf(run);
  if (run.stdout !== '') return 'coqc printed what was not asked for';
  const rests = await askAssumptions(session, await controlled(session), { module: `Wulff.Log_${name}`, group: name });
  return rests.ok ? shownAssumptions(rests.names) : rests.reason;
}

/** The rows for which Coq's own calculation says no. */
async function refusedRows({ coq, folder, turn, seconds }: Session, log: UniformLog): Promise<readonly number[]> {
  const name = `wulff_${nonce()}`;
  writeFileSync(join(folder, `Rows_${name}.v`), refusedRowsText(name, log));
  const run = await turn(() => compileFile(coq, folder, `Rows_${name}.v`, seconds));
  return (run.code === 0 ? readRefused(run.stdout, log.rows.length) : undefined) ?? [];
}
