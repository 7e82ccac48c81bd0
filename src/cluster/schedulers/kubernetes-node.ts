/** Kubernetes, by kubectl where it is. */
import { z } from 'zod';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { ClusterUnavailable } from '../cluster-unavailable.ts';
import type { ClusterPlan } from '../plan.ts';
import { parseKubernetesOptions } from '../scripts/kubernetes-options.ts';
import { planLabel } from '../scripts/kubernetes-manifest.ts';
import { splitWords } from '../scripts/shell-words.ts';
import { answerOf } from './programs-node.ts';
import type { AskTasks, SubmittedJob, TaskState } from './scheduler.ts';

const WHOSE = 'Kubernetes';

/** Whether kubectl can be called. */
export async function hasKubectl(): Promise<boolean> {
  try {
    await answerOf('kubectl', ['version', '--client'], WHOSE);
    return true;
  } catch (error) {
    if (error instanceof ClusterUnavailable) return false;
    throw error;
  }
}

/** Hands a manifest to the cluster that kubectl is set up for. Throws ClusterUnavailable. */
export const applyManifest = async (file: string): Promise<void> => {
  await answerOf('kubectl', ['apply', '-f', file], WHOSE);
};

const TEXTS = z.record(z.string(), z.string()).default({});
const ITEMS = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({ name: z.string(), labels: TEXTS, annotations: TEXTS }),
      status: z
        .object({
          phase: z.string().optional(),
          completedIndexes: z.string().optional(),
          failedIndexes: z.string().optional(),
          conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
        })
        .default({ conditions: [] }),
    }),
  ),
});

const INDEX = 'batch.kubernetes.io/job-completion-index';

/**
 * Reads the Jobs and pods of a plan as kubectl prints them. A share is over when its Job says so: between two tries it
 * has no pod at work. Throws ClusterUnavailable where the answer is not understood.
 */
export function readJobs(text: string, jobs: readonly SubmittedJob[]): TaskState[] {
  const read = ITEMS.safeParse(JSON.parse(text));
  if (!read.success) throw new ClusterUnavailable('kubectl lists Jobs in a way that is not understood.');
  const { items } = read.data;
  const running = new Set(
    items
      .filter(({ kind, status }) => kind === 'Pod' && status.phase === 'Running')
      .map(({ metadata: { labels, annotations } }) => `${labels['job-name']}/${labels[INDEX] ?? annotations[INDEX]}`),
  );
  const found = new Map<number, TaskState>();
  for (const { array, tasks } of jobs) {
    const job = items.find(({ kind, metadata }) => kind === 'Job' && metadata.name === array);
    if (job === undefined) continue;
    const { completedIndexes = '', failedIndexes = '', conditions } = job.status;
    const [completed, failed] = [indexSet(completedIndexes), indexSet(failedIndexes)];
    const over = conditions.some(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'));
    tasks.forEach((task, index) => {
      if (completed.has(index)) found.set(task, { task, state: 'ended', words: 'Complete' });
      else if (failed.has(index) || over) found.set(task, { task, state: 'ended', words: 'Failed' });
      else if (running.has(`${array}/${index}`)) found.set(task, { task, state: 'running', words: 'Running' });
      else found.set(task, { task, state: 'waiting', words: 'Pending' });
    });
  }
  return [...found.values()].sort((a, b) => a.task - b.task);
}

/** "0,2-4" as 0, 2, 3, 4. */
function indexSet(text: string): Set<number> {
  const ranges = text.split(',').filter((range) => range !== '');
  return new Set(
    ranges.flatMap((range) => {
      const [from = NaN, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    }),
  );
}

/** What Kubernetes says of the tasks of a plan. Throws ClusterUnavailable where it does not answer. */
export const askKubernetes: AskTasks = async (plan: ClusterPlan, jobs) => {
  const argv = ['get', 'jobs,pods', '-l', planLabel(plan), '-o', 'json', ...namespaceWords(plan)];
  return readJobs(await answerOf('kubectl', argv, WHOSE), jobs);
};

function namespaceWords(plan: ClusterPlan): string[] {
  const { namespace } = parseKubernetesOptions(plan.options.flatMap(splitWords));
  return namespace === null ? [] : ['-n', namespace];
}

/** Paths in pods are relative to the volume: one that is not is refused. */
export function requireRelative(path: string, what: string): void {
  if (!path.startsWith('/') && !path.split('/').includes('..')) return;
  throw new InvalidInput(
    `${what} is ${path}, but pods see the volume alone: start where the volume is mounted and give paths within it.`,
    { code: 'usage', settings: ['cluster'] },
  );
}
