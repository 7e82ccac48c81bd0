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
import { EXIT, outputStyle, printJson } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';

/** Which claims a folder is to hold, and how the result is printed. */
export interface CheckOptions {
  /** Ids of the claims expected; a trailing `*` matches any ending. All of the registry when absent. */
  readonly claim?: readonly string[];
  readonly json?: true;
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
export function runCheck(path: string, options: CheckOptions, io: CommandIo): number {
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
  if (!json) for (const report of judged) io.stdout(`${fileLines(report, style).join('\n')}\n`);
  const summary = summarize(judged, missing);
  const ms = Math.round(performance.now() - started);
  if (json) printJson(io, { schema: 'wulff.check/1', ms, summary, claims: judged });
  else io.stdout(`\n${summaryText(summary, judged, ms, style).join('\n')}\n`);
  if (summary.failed > 0 || missing.length > 0) return EXIT.negative;
  return summary.undecided > 0 ? EXIT.undecided : EXIT.done;
}
