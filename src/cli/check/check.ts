/** `wulff check`: re-checks a folder of certificates with the second checker. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { checkFile, readManifest, type FileReport, type Folder } from '../../recheck/folder.ts';
import { Malformed } from '../../recheck/verdicts.ts';
import { sha256 } from '../../certify/sha256-node.ts';
import { readFrom, unlisted } from '../verify/certificate-folder.ts';
import { summarize } from './summary.ts';
import { fileLines, summaryText } from './text.ts';
import { EXIT, outputStyle, printJson } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';

/** Re-checks the folder and returns the exit code. Throws InvalidInput. */
export function runCheck(path: string, json: boolean, io: CommandIo): number {
  const started = performance.now();
  const folder: Folder = { read: readFrom(path), sha256 };
  const style = outputStyle(io);
  const progress = progressLine(io);
  const reports: FileReport[] = [];
  try {
    const manifest = readManifest(folder);
    for (const [i, entry] of manifest.entries()) {
      progress.show(`${progressBar(i, manifest.length)} ${entry.claim}`);
      const report = checkFile(folder, entry);
      reports.push(report);
      progress.clear();
      if (!json) io.stdout(`${fileLines(report, style).join('\n')}\n`);
    }
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
  const summary = summarize(reports);
  const ms = Math.round(performance.now() - started);
  if (json) printJson(io, { schema: 'wulff.check/1', ms, summary, claims: reports });
  else io.stdout(`\n${summaryText(summary, reports, ms, style).join('\n')}\n`);
  if (summary.failed > 0) return EXIT.negative;
  return summary.undecided > 0 ? EXIT.undecided : EXIT.done;
}
