/**
 * The manifest for Kubernetes: of the published types, without a field that they do not have; its script, run by a
 * shell; what pods say.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jobManifest, manifestYaml } from '../../src/cluster/scripts/kubernetes-manifest.ts';
import { parseKubernetesOptions } from '../../src/cluster/scripts/kubernetes-options.ts';
import { readJobs } from '../../src/cluster/schedulers/kubernetes-node.ts';
import { planOf } from './plans.ts';

/** `A` where every field of it is one of `B`, else `never` there: the compiler is the judge. */
type Known<A, B> = A extends readonly (infer E)[]
  ? B extends readonly (infer F)[]
    ? readonly Known<E, F>[]
    : never
  : A extends object
    ? { [K in keyof A]: K extends keyof B ? Known<A[K], NonNullable<B[K]>> : never }
    : A;

const plan = planOf({ parts: 5, images: 20, atOnce: 2, cluster: 'kubernetes' });
const words = {
  folder: 'results/my run',
  shareOptions: (part: string, parts: number, log: string) => [
    '--shard',
    `"${part}/${parts}"`,
    '--out',
    log,
    '--resume',
  ],
};
const options = parseKubernetesOptions(['claim=data', 'image=wulff:1', 'gpu=1', 'memory=8Gi', 'namespace=lab']);
const manifest = jobManifest(plan, { tasks: [2, 4, 5], submission: 3 }, words, options);

/** What a container runs, in a shell, with `wulff` as a program that prints its words. */
function shellOf(script: string, index: number): string {
  const said = `wulff() { for word in "$@"; do echo "$word"; done; echo "as $WULFF_TASK"; }\n${script}`;
  return execFileSync('sh', ['-c', said], {
    encoding: 'utf8',
    env: { JOB_COMPLETION_INDEX: String(index), PATH: process.env['PATH'] },
  });
}

describe('the manifest', () => {
  it('is a Job of the published types', () => {
    const job: Job = manifest;
    const known: Known<typeof manifest, Job> = manifest;
    expect([job.kind, known.apiVersion]).toEqual(['Job', 'batch/v1']);
  });

  it('has an index a share, counts failures by index, and neither a lost node nor bad input as a try', () => {
    expect(manifest.spec).toMatchObject({
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 2,
      backoffLimitPerIndex: 2,
      podReplacementPolicy: 'Failed',
    });
    expect(manifest.spec.podFailurePolicy.rules.map(({ action }) => action)).toEqual(['Ignore', 'FailIndex']);
    const [container] = manifest.spec.template.spec.containers;
    expect(container!.resources.limits).toEqual({ cpu: '1', memory: '8Gi', 'nvidia.com/gpu': '1' });
    expect(container!.volumeMounts[0]!.name).toBe(manifest.spec.template.spec.volumes[0]!.name);
    // A policy for failures needs pods that are never started again in place.
    expect(manifest.spec.template.spec.restartPolicy).toBe('Never');
  });

  it('is the same when its YAML is read', () => {
    const yaml = manifestYaml(manifest);
    expect(parse(yaml)).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(yaml).toMatch(/- \|\n\s+set -- 2 4 5/);
  });

  it('certifies the share of its index, with the words of a person', () => {
    const script = manifest.spec.template.spec.containers[0]!.command[2]!;
    const said = shellOf(script, 1).split('\n');
    expect(said).toEqual([...plan.runs[0]!.command, '--shard', '4/5', '--out', 'results/my run/shards/results-0004.tsv', '--resume', `as ${plan.id}-4`, '']); // prettier-ignore
    const all = jobManifest(plan, { tasks: [1, 2, 3, 4, 5], submission: 1 }, words, options);
    expect(shellOf(all.spec.template.spec.containers[0]!.command[2]!, 4)).toContain('--shard\n5/5\n');
  });
});

describe('options of Kubernetes', () => {
  it.each([
    [['image=wulff'], /name its claim/],
    [['clam=data'], /got "clam=data"\. Did you mean "claim"\?/],
    [['claim='], /got "claim="/],
  ])('%j are refused', (given, sentence) => {
    expect(() => parseKubernetesOptions(given)).toThrow(sentence);
  });

  it('take other resources', () => {
    expect(parseKubernetesOptions(['claim=a', 'amd.com/gpu=2']).resources).toEqual({ cpu: '1', 'amd.com/gpu': '2' });
  });
});

describe('what Kubernetes says', () => {
  const job = (status: object) => ({ kind: 'Job', metadata: { name: 'wulff-x-1' }, status });
  const pod = (index: number, phase: string) => ({
    kind: 'Pod',
    metadata: {
      name: `p${index}`,
      labels: { 'job-name': 'wulff-x-1', 'batch.kubernetes.io/job-completion-index': String(index) },
    },
    status: { phase },
  });
  const submitted = [{ array: 'wulff-x-1', merge: null, tasks: [3, 5, 8, 9, 11] }];
  const states = (items: readonly object[]) =>
    readJobs(JSON.stringify({ items }), submitted).map(({ task, state }) => `${task} ${state}`);

  it('is by index: completed, failed, running, and waiting between two tries', () => {
    expect(states([job({ completedIndexes: '0,4', failedIndexes: '1' }), pod(2, 'Running'), pod(3, 'Failed')])).toEqual(
      ['3 ended', '5 ended', '8 running', '9 waiting', '11 ended'],
    );
  });

  it('leaves nothing waiting in a Job that is over, and knows nothing of one that was deleted', () => {
    expect(states([job({ conditions: [{ type: 'Failed', status: 'True' }] })])).toHaveLength(5);
    expect(states([job({ conditions: [{ type: 'Failed', status: 'True' }] })]).join()).not.toMatch(/waiting/);
    expect(states([])).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  const root = resolve(import.meta.dirname, '../..');
  it('copies what is there and is not ignored', () => {
    const copied = readFileSync(join(root, 'Dockerfile'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    const kept = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    for (const path of copied) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(kept.some((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replace('*', '.*')}$`).test(path)), path).toBe(true); // prettier-ignore
    }
  });
});
