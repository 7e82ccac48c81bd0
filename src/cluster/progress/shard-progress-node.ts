/** How far a share is, from its log: rows count, a last line without its end does not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageRadius } from '../../certify/results/result.ts';
import { LineFile } from '../../certify/results/log-lines-node.ts';
import { LogReader } from '../../certify/results/log-reader.ts';
import { readingLog } from '../../certify/results/result-log-node.ts';
import { differingSettings } from '../../certify/results/run-fingerprint.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { imagesOfTask, type ClusterPlan, type Task } from '../plan.ts';

/** A share of a run and what its log says. */
export interface ShardProgress {
  readonly task: Task;
  /** Images of the share, by their index in the data. */
  readonly planned: readonly number[];
  /** Those whose row is there, against the first adversary. */
  readonly done: readonly ImageRadius[];
  /** Those that are not. */
  readonly missing: readonly number[];
  /** Noisy copies drawn for the rows, and the seconds that they took, by the node's own clock. */
  readonly copies: number;
  readonly seconds: number;
  /** Whether there is a log. */
  readonly begun: boolean;
}

/**
 * Reads the log of a share. Throws InvalidInput where it is no log, or one of other settings, which are named: rows of
 * that would be counted as what they are not.
 */
export function shardProgress(folder: string, plan: ClusterPlan, task: Task): ShardProgress {
  const planned = imagesOfTask(task, plan);
  const path = join(folder, task.log);
  const none = { task, planned, done: [], missing: planned, copies: 0, seconds: 0, begun: false };
  if (!existsSync(path)) return none;
  const lines = new LineFile(path);
  const reader = new LogReader(path);
  const { settings } = task.run;
  const done: ImageRadius[] = [];
  let [copies, seconds] = [0, 0];
  readingLog(path, () =>
    lines.each((line) => {
      const row = reader.read(line);
      if (row === null) return;
      done.push({
        index: row.index,
        label: row.label,
        predict: row.predict,
        radius: row.radii.get(settings.adversaries[0]!) ?? 0,
      });
      copies += row.n + settings.n0;
      seconds += row.seconds;
    }),
  );
  // A log without its two first lines is just being begun.
  if (reader.lines < 2) return none;
  requireSame(path, reader.head.settings, task);
  const there = new Set(done.map(({ index }) => index));
  const wanted = new Set(planned);
  const stranger = done.find(({ index }) => !wanted.has(index));
  if (stranger !== undefined) {
    throw new InvalidInput(`${path} has image ${stranger.index}, which is not of this share: delete it.`, {
      code: 'results-file',
    });
  }
  return { ...none, done, missing: planned.filter((index) => !there.has(index)), copies, seconds, begun: true };
}

function requireSame(path: string, settings: Task['run']['settings'], { run }: Task): void {
  const differences = differingSettings(settings, run.settings, ['in it', 'in the plan']);
  if (differences.length === 0) return;
  throw new InvalidInput(
    `${path} was made with other settings: ${differences.join('; ')}. Move it away; its share is then done again.`,
    { code: 'other-settings' },
  );
}
