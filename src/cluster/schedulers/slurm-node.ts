/** Slurm, by its own programs: sbatch, squeue, and sacct where there is accounting. */
import { join } from 'node:path';
import { ClusterUnavailable } from '../cluster-unavailable.ts';
import type { ClusterPlan } from '../plan.ts';
import { jobName } from '../scripts/slurm-script.ts';
import { splitWords } from '../scripts/shell-words.ts';
import { answerOf } from './programs-node.ts';
import type { AskTasks, SubmittedJob, TaskState } from './scheduler.ts';

/** "1-3,7,9-12": task numbers, rising, as Slurm takes them. */
export function taskRanges(tasks: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const task of tasks) {
    const last = ranges.at(-1);
    if (last?.[1] === task - 1) last[1] = task;
    else ranges.push([task, task]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** What is submitted: some tasks of a plan, and what comes after them. */
export interface SlurmSubmission {
  readonly plan: ClusterPlan;
  /** The run folder, from the root. */
  readonly folder: string;
  readonly tasks: readonly number[];
  /** Arrays of earlier submissions that are still at work: their logs are waited for. */
  readonly besides: readonly string[];
  /** Options that the script does not have, as one would write them after sbatch. */
  readonly more: readonly string[];
}

/** Words of the command that submits the array. */
export function arrayWords({ plan, folder, tasks, more }: SlurmSubmission): string[] {
  const most = plan.atOnce === null ? '' : `%${plan.atOnce}`;
  return ['--parsable', `--array=${taskRanges(tasks)}${most}`, ...more.flatMap(splitWords), join(folder, 'task.sh')];
}

/** Words of the command that submits what follows the arrays. */
export function mergeWords({ folder, more }: SlurmSubmission, arrays: readonly string[]): string[] {
  return [
    '--parsable',
    `--dependency=afterany:${arrays.join(':')}`,
    ...more.flatMap(splitWords),
    join(folder, 'merge.sh'),
  ];
}

/** Throws ClusterUnavailable where Slurm is not. */
export const requireSlurm = async (): Promise<void> => {
  await answerOf('sbatch', ['--version'], 'Slurm');
};

/**
 * Submits an array and the job that follows it. Throws ClusterUnavailable; `onArray` is told as soon as there is an
 * array.
 */
export async function submitToSlurm(
  submission: SlurmSubmission,
  onArray: (job: SubmittedJob) => void,
): Promise<SubmittedJob> {
  const array = jobNumber(await answerOf('sbatch', arrayWords(submission), 'Slurm'));
  const job = { array, merge: null, tasks: submission.tasks };
  onArray(job);
  const merge = jobNumber(await answerOf('sbatch', mergeWords(submission, [array, ...submission.besides]), 'Slurm'));
  return { ...job, merge };
}

/** "123" or "123;cluster". */
function jobNumber(answer: string): string {
  const number = /^(\d+)/m.exec(answer.trim())?.[1];
  if (number !== undefined) return number;
  throw new ClusterUnavailable(`sbatch gives no number of a job: it says "${answer.trim().slice(0, 200)}".`);
}

const RUNNING = /^(RUNNING|COMPLETING|SUSPENDED|STOPPED|SIGNALING|STAGE_OUT|RESIZING|CONFIGURING)$/;
const ENDED = /^(COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL|OUT_OF_MEMORY|PREEMPTED|BOOT_FAIL|DEADLINE|REVOKED)/;

/**
 * Reads lines "array|task|STATE|reason" of squeue; a task of several arrays is what it is in the one that is alive, or
 * in the last.
 */
export function readSqueue(text: string): TaskState[] {
  const found = new Map<number, TaskState & { readonly array: number }>();
  for (const line of text.split('\n')) {
    const [array = '', task = '', state = '', reason = ''] = line.trim().split('|');
    if (!/^\d+$/.test(array) || !/^\d+$/.test(task)) continue;
    const kind = RUNNING.test(state) ? 'running' : ENDED.test(state) ? 'ended' : 'waiting';
    const words = kind === 'waiting' && !/^(None|)$/.test(reason) ? `${state} (${reason})` : state;
    const next = { task: Number(task), state: kind, words, array: Number(array) } as const;
    const known = found.get(next.task);
    if (known === undefined || weight(next) > weight(known)) found.set(next.task, next);
  }
  return [...found.values()].map(({ task, state, words }) => ({ task, state, words })).sort((a, b) => a.task - b.task);
}

/** What is alive outweighs what has ended, a later array an earlier one. */
const weight = ({ state, array }: TaskState & { readonly array: number }): number =>
  (state === 'ended' ? 0 : 2 ** 40) + array;

/** Reads lines "array_task|STATE" of sacct, which are all of the past. */
export function readSacct(text: string): TaskState[] {
  return text.split('\n').flatMap((line) => {
    const [, task, state] = /^\d+_(\d+)\|([A-Z_]+)/.exec(line.trim()) ?? [];
    return task === undefined || !ENDED.test(state!)
      ? []
      : [{ task: Number(task), state: 'ended' as const, words: state! }];
  });
}

/** What Slurm says of the tasks of a plan. Throws ClusterUnavailable where it does not answer. */
export const askSlurm: AskTasks = async (plan, jobs) => {
  const now = readSqueue(
    await answerOf('squeue', ['-r', '-h', '-t', 'all', '-n', jobName(plan), '-o', '%F|%K|%T|%r'], 'Slurm'),
  );
  const known = new Set(now.map(({ task }) => task));
  return [...now, ...(await past(jobs)).filter(({ task }) => !known.has(task))];
};

/** Slurm forgets jobs after minutes, its accounting does not; most small clusters have none. */
async function past(jobs: readonly SubmittedJob[]): Promise<TaskState[]> {
  if (jobs.length === 0) return [];
  try {
    const ids = jobs.map(({ array }) => array).join(',');
    const states = readSacct(await answerOf('sacct', ['-n', '-P', '-X', '-j', ids, '-o', 'JobID,State'], 'Slurm'));
    return [...new Map(states.map((each) => [each.task, each])).values()];
  } catch (error) {
    if (error instanceof ClusterUnavailable) return [];
    throw error;
  }
}
