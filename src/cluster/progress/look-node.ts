/** A look at a run folder: its logs read, its scheduler asked. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LineFile } from '../../certify/results/log-lines-node.ts';
import { readingLog } from '../../certify/results/result-log-node.ts';
import { ClusterUnavailable } from '../cluster-unavailable.ts';
import { mergedLog, tasksOf, type ClusterPlan } from '../plan.ts';
import { readJobs, requirePlan } from '../run-folder-node.ts';
import { askKubernetes } from '../schedulers/kubernetes-node.ts';
import type { AskTasks, SubmittedJob, TaskState } from '../schedulers/scheduler.ts';
import { askSlurm } from '../schedulers/slurm-node.ts';
import { lastSentence } from './last-sentence-node.ts';
import { runStatus, type RunStatus } from './run-status.ts';
import { shardProgress, type ShardProgress } from './shard-progress-node.ts';

/** What tasks are doing, by whoever runs them. Throws ClusterUnavailable. */
export const askScheduler: AskTasks = (plan, jobs) =>
  plan.cluster === 'slurm' ? askSlurm(plan, jobs) : askKubernetes(plan, jobs);

/** The progress of every share. Throws InvalidInput. */
export const shardsOf = (folder: string, plan: ClusterPlan): ShardProgress[] =>
  tasksOf(plan).map((task) => shardProgress(folder, plan, task));

/** How the run in a folder is. Throws InvalidInput. */
export async function lookAtRun(folder: string): Promise<{ readonly plan: ClusterPlan; readonly status: RunStatus }> {
  const plan = requirePlan(folder);
  const jobs = readJobs(folder);
  // Asked before the logs are read: a task that ends in between is then done, not failed.
  const { states, notes } = await statesOrNote(plan, jobs);
  const shards = shardsOf(folder, plan);
  return {
    plan,
    status: runStatus({
      plan,
      shards,
      states,
      submitted: new Set(jobs.flatMap(({ tasks }) => tasks)),
      sentence: (task) => lastSentence(folder, task),
      joinedRows: (run) => rowsOf(join(folder, mergedLog(run))),
      notes,
    }),
  };
}

async function statesOrNote(
  plan: ClusterPlan,
  jobs: readonly SubmittedJob[],
): Promise<{ readonly states: readonly TaskState[] | null; readonly notes: readonly string[] }> {
  if (jobs.length === 0) return { states: [], notes: [] };
  try {
    return { states: await askScheduler(plan, jobs), notes: [] };
  } catch (error) {
    if (!(error instanceof ClusterUnavailable)) throw error;
    return {
      states: null,
      notes: [`${error.message} What runs and what waits is not known; images are counted from the logs.`],
    };
  }
}

/** Lines of a joined log after the first two; it is written whole. */
function rowsOf(path: string): number {
  if (!existsSync(path)) return 0;
  let lines = 0;
  readingLog(path, () => new LineFile(path).each(() => (lines += 1)));
  return Math.max(0, lines - 2);
}
