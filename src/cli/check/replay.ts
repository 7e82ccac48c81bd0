/** `wulff check DIR --coq`: the pieces of a folder that Coq can replay, and how many it did. */
import { availableParallelism } from 'node:os';
import { REPLAYED, type Replayed } from '../../formal/replay/goals.ts';
import { replayPieces } from '../../formal/replay/replay-node.ts';
import type { FileReport, Folder } from '../../recheck/folder.ts';
import type { CommandIo } from '../terminal/io.ts';
import { proofSources } from '../terminal/package-facts.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';
import type { ReplayReport } from './replay-report.ts';

/** Replays the pieces with data of every file that could be read. Throws CoqUnavailable. */
export async function replayFolder(
  folder: Folder,
  reports: readonly FileReport[],
  io: CommandIo,
): Promise<ReplayReport> {
  const pieces = reports
    .filter(({ certificate }) => certificate !== null)
    .flatMap(({ file, claim }) => piecesOf(folder.read(file) ?? '{}').map((piece) => ({ ...piece, claim })));
  const progress = progressLine(io);
  try {
    const { system, answers } = await replayPieces(pieces, {
      proofs: proofSources(),
      jobs: Math.min(2, availableParallelism()),
      onProgress: (done, all, file) => progress.show(`${progressBar(done, all)} compiling ${file}.v`),
    });
    return {
      system,
      pieces: pieces.map(({ claim, part, kind }, i) => {
        const answer = answers[i]!;
        return { claim, part, kind, replayed: answer.replayed, reason: answer.replayed ? null : answer.reason };
      }),
    };
  } finally {
    progress.clear();
  }
}

interface Piece {
  readonly part: string;
  readonly kind: Replayed;
  readonly data: unknown;
}

/** The evidence of a certificate, which the second checker has read already. */
function piecesOf(text: string): readonly Piece[] {
  const { evidence } = JSON.parse(text) as { evidence: readonly { part: string; kind: string; data: unknown }[] };
  return evidence.flatMap(({ part, kind, data }) => {
    const known = REPLAYED.find((each) => each === kind);
    return known === undefined || data === null ? [] : [{ part, kind: known, data }];
  });
}
