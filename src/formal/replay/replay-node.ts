/**
 * Replays pieces of exported certificates in Coq. First each sentence is tried on its own, with a limit of time, which
 * only sorts; then those that went through are theorems of one file, closed by Qed, and Coq is asked what they rest on.
 * Only that counts.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFile, failureOf, findCoq } from '../coqc-node.ts';
import { compiledLibrary, turns, workingCopy } from '../library-node.ts';
import type { ProveOptions } from '../prove-node.ts';
import { askAssumptions, controlled, nonce, type Control, type Session } from '../session-node.ts';
import { Untranslatable } from './coq-expression.ts';
import { goalsOf, type Goal, type Replayed } from './goals.ts';

/** A piece of evidence as a certificate has it. */
export interface ReplayPiece {
  readonly kind: Replayed;
  /** The data of the evidence, as read from JSON. */
  readonly data: unknown;
}

/** What became of a piece: all its sentences proved, or why not. */
export type ReplayAnswer = { readonly replayed: true } | { readonly replayed: false; readonly reason: string };

/** Answers in the order of the pieces. */
export interface Replay {
  readonly system: string;
  readonly answers: readonly ReplayAnswer[];
}

/** Seconds that a tactic has for one sentence, and a file of them altogether. */
const GOAL_SECONDS = 30;
const FILE_SECONDS = 3600;
/** Sentences a file. */
const BATCH = 60;

const HEADER = `From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import RealDefinitions SpecialDefinitions.
From Wulff.replay Require Import Tactics.
Open Scope R_scope.
`;

/** A sentence of a piece. */
interface Sentence extends Goal {
  readonly piece: number;
  readonly name: string;
}

/** Replays the pieces, with `goalSeconds` for the tactic of a sentence. Throws CoqUnavailable where there is no Coq. */
export async function replayPieces(
  pieces: readonly ReplayPiece[],
  { goalSeconds = GOAL_SECONDS, ...options }: ProveOptions & { readonly goalSeconds?: number },
): Promise<Replay> {
  const coq = await findCoq(options.coqc);
  const system = `Coq ${coq.version.split(' ')[0]!}`;
  const refused = new Map<number, string>();
  const sentences = pieces.flatMap(({ kind, data }, piece) => sentencesOf(kind, data, piece, refused));
  const library = await compiledLibrary(coq, options.proofs, { ...options, only: ['replay/Tactics'] });
  const [fault] = library.faults.values();
  const folder = workingCopy(library);
  const proved = new Set<string>();
  try {
    const session = { coq, folder, library, turn: turns(options.jobs ?? 2), seconds: FILE_SECONDS };
    if (fault === undefined) {
      const control = await controlled(session);
      await Promise.all(batches(sentences).map((batch) => proveBatch(session, control, batch, goalSeconds, proved)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    system,
    answers: pieces.map((_, piece) => {
      const own = sentences.filter((each) => each.piece === piece);
      const reason = refused.get(piece) ?? fault;
      if (reason !== undefined) return { replayed: false, reason };
      const left = own.filter(({ name }) => !proved.has(name)).length;
      return left === 0 && own.length > 0
        ? { replayed: true }
        : {
            replayed: false,
            reason: `no tactic proves ${left} of ${own.length} sentences within ${goalSeconds} s each`,
          };
    }),
  };
}

function sentencesOf(kind: Replayed, data: unknown, piece: number, refused: Map<number, string>): readonly Sentence[] {
  try {
    return goalsOf(kind, data).map((goal) => ({ ...goal, piece, name: `wulff_${nonce()}` }));
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    refused.set(piece, `no translation: ${error.message}`);
    return [];
  }
}

const batches = (sentences: readonly Sentence[]): readonly (readonly Sentence[])[] =>
  Array.from({ length: Math.ceil(sentences.length / BATCH) }, (_, i) => sentences.slice(i * BATCH, (i + 1) * BATCH));

/** Adds the names of the sentences that are theorems to `proved`. */
async function proveBatch(
  session: Session,
  control: Control,
  batch: readonly Sentence[],
  goalSeconds: number,
  proved: Set<string>,
): Promise<void> {
  const { coq, folder, turn, seconds } = session;
  const own = nonce();
  writeFileSync(join(folder, `Try_${own}.v`), HEADER + batch.map((each) => tryText(each, goalSeconds)).join(''));
  const tried = await turn(() => compileFile(coq, folder, `Try_${own}.v`, seconds));
  // Whatever was tried before a limit of time or memory is known; the rest was not reached.
  const lines = new Set(tried.stdout.split('\n'));
  const found = batch.filter(({ name }) => lines.has(`proved ${name}`));
  if (found.length === 0) return;
  const group = `wulff_${own}_all`;
  const all = found.reduceRight((rest, { name }) => `(conj ${name} ${rest})`, 'I');
  writeFileSync(
    join(folder, `Replay_${own}.v`),
    `${HEADER}${found.map(theoremText).join('')}Definition ${group} := ${all}.\n`,
  );
  const run = await turn(() => compileFile(coq, folder, `Replay_${own}.v`, seconds));
  if (run.code !== 0 || run.stdout !== '') return void (run.code === 0 || failureOf(run));
  const rests = await askAssumptions(session, control, { module: `Wulff.Replay_${own}`, group });
  if (rests.ok) for (const { name } of found) proved.add(name);
}

const tryText = ({ statement, tactic, name }: Sentence, seconds: number): string =>
  `Goal ${statement}.\nProof. tryif (timeout ${seconds} (solve [${tactic}])) then idtac "proved ${name}" else idtac. Abort.\n`;

const theoremText = ({ statement, tactic, name }: Sentence): string =>
  `Theorem ${name} : ${statement}.\nProof. ${tactic}. Qed.\n`;
