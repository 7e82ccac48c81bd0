/**
 * The shares of a run as an Indexed Job of Kubernetes (batch/v1): a pod a share, with an own count of failures. What
 * ended with bad input is not tried again; what a lost node, a drained one or a preemption ended is, without being
 * counted.
 */
import { Document, Scalar, visit } from 'yaml';
import type { ClusterPlan } from '../plan.ts';
import type { KubernetesOptions } from './kubernetes-options.ts';
import { numberLines, shareLines, type ScriptWords } from './task-script.ts';

/** How often a share is tried again before it is given up: three tries in all, as under Slurm. */
const RETRIES = 2;

/** The label by which the pods of a plan are found. */
export const planLabel = ({ id }: ClusterPlan): string => `wulff-run=${id}`;

/** The Job that certifies some tasks of a plan; `submission` counts them from 1. */
export function jobManifest(
  plan: ClusterPlan,
  { tasks, submission }: { readonly tasks: readonly number[]; readonly submission: number },
  words: ScriptWords,
  options: KubernetesOptions,
) {
  const [label, value] = planLabel(plan).split('=') as [string, string];
  const labels = { app: 'wulff', [label]: value };
  return {
    apiVersion: 'batch/v1' as const,
    kind: 'Job' as const,
    metadata: {
      name: `wulff-${plan.id}-${submission}`,
      ...(options.namespace === null ? {} : { namespace: options.namespace }),
      labels,
    },
    spec: {
      completionMode: 'Indexed',
      completions: tasks.length,
      parallelism: Math.min(plan.atOnce ?? tasks.length, tasks.length),
      backoffLimitPerIndex: RETRIES,
      // A pod that may still be writing is not replaced.
      podReplacementPolicy: 'Failed',
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          { action: 'FailIndex', onExitCodes: { containerName: 'certify', operator: 'In', values: [2] } },
        ],
      },
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'certify',
              image: options.image,
              workingDir: options.mount,
              command: ['/bin/sh', '-c', podScript(plan, tasks, words)],
              // The last words of a task that failed are its status.
              terminationMessagePolicy: 'FallbackToLogsOnError',
              resources: { requests: options.resources, limits: options.resources },
              volumeMounts: [{ name: 'work', mountPath: options.mount }],
            },
          ],
          volumes: [{ name: 'work', persistentVolumeClaim: { claimName: options.claim } }],
        },
      },
    },
  };
}

/** The command of a pod: its index picks a task of the list, the rest is what a person would type. */
function podScript(plan: ClusterPlan, tasks: readonly number[], words: ScriptWords): string {
  const picked =
    tasks.at(-1) === tasks.length
      ? ['task=$((JOB_COMPLETION_INDEX + 1))']
      : [`set -- ${tasks.join(' ')}`, 'shift "$JOB_COMPLETION_INDEX"', 'task=$1'];
  return `${[...picked, ...numberLines(plan, words.folder), ...shareLines(plan, words)].join('\n')}\n`;
}

/** A manifest as YAML, texts of several lines as blocks. */
export function manifestYaml(manifest: object): string {
  const document = new Document(manifest);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
    },
  });
  return document.toString({ lineWidth: 0 });
}
