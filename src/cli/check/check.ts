/** `wulff check`: re-checks a folder of certificates with the second checker. */
import { PINNED } from '../../../proofs/pinned-registry.ts';
import { didYouMean, InvalidInput } from '../../numeric/invalid-input.ts';
import {
  checkFile,
  missingClaims,
  onTheirGrounds,
  readManifest,
  type FileReport,
  type Folder,
} from '../../recheck/folder.ts';
import { Malformed } from '../../recheck/verdicts.ts';
import { sha256 } from '../../certify/sha256-node.ts';
import { readFrom, unlisted } from '../verify/certificate-folder.ts';
import { summarize } from './summary.ts';
import { fileLines, summaryText } from './text.ts';
import { replayLines, type ReplayReport } from './replay-report.ts';
import { EXIT, outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';
import { printed } from '../terminal/table.ts';

/** Which claims a folder is to hold, and how the result is printed. */
export interface CheckOptions {
  /** Ids of the claims expected; a trailing `*` matches any ending. All of the registry when absent. */
  readonly claim?: readonly string[];
  readonly json?: true;
  /** Also replays in Coq what has a translation. */
  readonly coq?: true;
}

/** The ids that the patterns name; all where there are none. Throws InvalidInput for one that matches nothing. */
function expectedClaims(patterns: readonly string[]): readonly string[] {
  const ids = Object.keys(PINNED.claims);
  if (patterns.length === 0) return ids;
  return patterns.flatMap((pattern) => {
    const found = ids.filter((id) => (pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
    if (found.length === 0)
      throw new InvalidInput(`No claim is called "${pattern}".${didYouMean(pattern, ids)}`, { code: 'claim' });
    return found;
  });
}

/** Re-checks the folder and returns the exit code. Throws InvalidInput. */
export async function runCheck(path: string, options: CheckOptions, io: CommandIo): Promise<number> {
  const json = options.json === true;
  const expected = expectedClaims(options.claim ?? []);
  const started = performance.now();
  const folder: Folder = { read: readFrom(path), sha256 };
  const style = outputStyle(io);
  const progress = progressLine(io);
  const reports: FileReport[] = [];
  let missing: readonly string[] = [];
  try {
    const manifest = readManifest(folder);
    for (const [i, entry] of manifest.entries()) {
      progress.show(`${progressBar(i, manifest.length)} ${entry.claim}`);
      reports.push(checkFile(folder, entry, PINNED));
    }
    progress.clear();
    missing = missingClaims(manifest, expected);
    const others = unlisted(
      path,
      manifest.map(({ file }) => file),
    );
    if (others.length > 0) io.stderr(`Not in the manifest, so not looked at: ${others.join(', ')}\n`);
  } catch (error) {
    if (error instanceof Malformed) throw new InvalidInput(`${path}: ${error.message}.`, { code: 'file' });
    throw error;
  } finally {
    progress.clear();
  }
  const judged = onTheirGrounds(reports);
  if (!json) for (const report of judged) io.stdout(printed(fileLines(report, style), io));
  const summary = summarize(judged, missing);
  const replay = options.coq === true ? await replayed(folder, judged, io) : undefined;
  const ms = Math.round(performance.now() - started);
  if (json) {
    const more = replay === undefined ? {} : { coq: replay };
    printJson(io, { schema: 'wulff.check/1', ms, summary, claims: judged, ...more });
  } else {
    const lines = replay ? replayLines(replay) : [];
    io.stdout(printed(['', ...summaryText(summary, judged, ms, style), ...lines], io));
  }
  if (summary.failed > 0 || missing.length > 0) return EXIT.negative;
  if (replay === null) return EXIT.environment;
  return summary.undecided > 0 ? EXIT.undecided : EXIT.done;
}

/** What Coq replayed; null, with a line that says so, where there is no Coq. */
async function replayed(folder: Folder, reports: readonly FileReport[], io: CommandIo): Promise<ReplayReport | null> {
  const [{ replayFolder }, { CoqUnavailable }] = await Promise.all([
    import('./replay.ts'),
    import('../../formal/coqc-node.ts'),
  ]);
  try {
    return await replayFolder(folder, reports, io);
  } catch (error) {
    if (!(error instanceof CoqUnavailable)) throw error;
    io.stderr(`wulff: formal: not run. ${error.message}\n`);
    return null;
  }
}
