/** The logs of all shares of a run joined: one log for each model, noise and scale, in the run folder. */
import { join } from 'node:path';
import { mergeLogs } from '../certify/results/merge-logs.ts';
import { openLogToMerge, type LogToMerge } from '../certify/results/mergeable-log-node.ts';
import { writeAtomically } from '../certify/whole-file-node.ts';
import { mergedLog, type ClusterPlan } from './plan.ts';
import { shardsOf } from './progress/look-node.ts';

/** One joined log. */
export interface MergedRun {
  readonly name: string;
  /** The file; null where no share has a log yet. */
  readonly path: string | null;
  readonly images: number;
  /** Images of the run that no share has, by their index in the data, rising; and the tasks that they are of. */
  readonly missing: readonly number[];
  readonly tasks: readonly number[];
  /** Sentences about rows that are odd. */
  readonly notes: readonly string[];
}

/**
 * Joins what there is: rows by the order of the images, each image once. Logs are written whole or not at all. Throws
 * InvalidInput where a share has a log of other settings.
 */
export async function mergeRun(folder: string, plan: ClusterPlan): Promise<MergedRun[]> {
  const shards = shardsOf(folder, plan);
  const merged: MergedRun[] = [];
  for (const run of plan.runs) {
    const own = shards.filter(({ task }) => task.run === run);
    const lacking = own.filter((shard) => shard.missing.length > 0);
    const logs: LogToMerge[] = [];
    for (const { task, begun } of own) if (begun) logs.push(await openLogToMerge(join(folder, task.log)));
    const path = logs.length === 0 ? null : join(folder, mergedLog(run.name));
    const log = logs.length === 0 ? null : mergeLogs(logs);
    if (path !== null) writeAtomically(path, log!.text());
    merged.push({
      name: run.name,
      path,
      images: log?.images ?? 0,
      missing: lacking.flatMap(({ missing }) => missing).sort((a, b) => a - b),
      tasks: lacking.map(({ task }) => task.number),
      notes: logs.flatMap(({ notes }) => notes),
    });
  }
  return merged;
}
