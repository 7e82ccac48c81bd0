/**
 * The same command begins a run on a cluster and goes on with it: what images are missing is read from the logs, what
 * is still at work is asked, and only the rest is submitted.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../certify/whole-file-node.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { planDifferences, type ClusterPlan } from './plan.ts';
import { askScheduler, shardsOf } from './progress/look-node.ts';
import {
  absoluteFolder,
  lockRunFolder,
  makeRunFolder,
  readJobs,
  readPlan,
  writeJobs,
  writePlan,
} from './run-folder-node.ts';
import { applyManifest, hasKubectl } from './schedulers/kubernetes-node.ts';
import type { SubmittedJob } from './schedulers/scheduler.ts';
import { submitToSlurm } from './schedulers/slurm-node.ts';
import { jobManifest, manifestYaml } from './scripts/kubernetes-manifest.ts';
import { parseKubernetesOptions } from './scripts/kubernetes-options.ts';
import { slurmMergeScript, slurmTaskScript, type SlurmWords } from './scripts/slurm-script.ts';
import { splitWords } from './scripts/shell-words.ts';

/** What a run folder is made from. */
export interface SubmitRequest {
  /** The run folder, as given. */
  readonly folder: string;
  readonly plan: Omit<ClusterPlan, 'id'>;
  /** Words of the command line that the scripts are made of; the folder is filled in. */
  readonly words: Omit<SlurmWords, 'folder' | 'merge' | 'table'> & {
    readonly merge: (folder: string) => readonly string[];
    readonly table: (folder: string, runs: readonly string[]) => readonly string[];
  };
  /** Whether files are made and nothing is submitted. */
  readonly dryRun: boolean;
}

/** What came of it. */
export interface SubmitReport {
  readonly plan: ClusterPlan;
  /** The run folder, from the root. */
  readonly folder: string;
  /** Whether the folder was there before. */
  readonly continued: boolean;
  /** All tasks, those that have all their images, those that are still at work, and those that this call is about. */
  readonly tasks: {
    readonly all: number;
    readonly done: number;
    readonly alive: number;
    readonly left: readonly number[];
  };
  /** What was submitted; null: nothing. */
  readonly job: SubmittedJob | null;
  /** The manifest, for Kubernetes: its file and its text. */
  readonly manifest: { readonly file: string; readonly yaml: string } | null;
  /** Whether the options of the command that certifies differ from those in the scripts, which are kept. */
  readonly otherWords: boolean;
}

/**
 * Begins or continues a run. Throws InvalidInput where the folder is of another plan, naming what differs, or another
 * process submits to it; ClusterUnavailable where the scheduler is not there or refuses.
 */
export async function submitRun(request: SubmitRequest): Promise<SubmitReport> {
  makeRunFolder(request.folder);
  const folder = absoluteFolder(request.folder);
  const unlock = lockRunFolder(folder);
  try {
    return await submitLocked(request, folder);
  } finally {
    unlock();
  }
}

async function submitLocked(request: SubmitRequest, folder: string): Promise<SubmitReport> {
  const known = readPlan(folder);
  const plan = known ?? { id: randomBytes(4).toString('hex'), ...request.plan };
  if (known !== null) requireSame(known, { ...request.plan, id: known.id }, request.folder);
  else writePlan(folder, plan);
  if (plan.cluster === 'slurm') writeScripts(request, folder, plan);
  const jobs = readJobs(folder);
  const states = jobs.length === 0 || request.dryRun ? [] : await askScheduler(plan, jobs);
  const alive = new Set(states.flatMap(({ task, state }) => (state === 'ended' ? [] : [task])));
  const shards = shardsOf(folder, plan);
  const lacking = shards.filter(({ missing }) => missing.length > 0).map(({ task }) => task.number);
  const left = lacking.filter((task) => !alive.has(task));
  const keep = (job: SubmittedJob): void => writeJobs(folder, [...jobs, job]);
  const submitted = left.length === 0 ? { job: null, manifest: null } : await handOver();
  return {
    plan,
    folder,
    continued: known !== null,
    tasks: { all: shards.length, done: shards.length - lacking.length, alive: lacking.length - left.length, left },
    ...submitted,
    otherWords: plan.runs.some(({ command }, r) => command.join('\0') !== request.plan.runs[r]?.command.join('\0')),
  };

  async function handOver(): Promise<Pick<SubmitReport, 'job' | 'manifest'>> {
    if (plan.cluster === 'kubernetes')
      return toKubernetes(request, folder, { ...plan, options: request.plan.options }, left, jobs, keep);
    if (request.dryRun) return { job: null, manifest: null };
    const besides = jobs.filter(({ tasks }) => tasks.some((task) => alive.has(task))).map(({ array }) => array);
    const given = request.plan.options;
    const more = given.join('\n') === plan.options.join('\n') ? [] : given;
    const job = await submitToSlurm(
      { plan: { ...plan, atOnce: request.plan.atOnce }, folder, tasks: left, besides, more },
      keep,
    );
    keep(job);
    return { job, manifest: null };
  }
}

function requireSame(there: ClusterPlan, here: ClusterPlan, folder: string): void {
  const differences = planDifferences(there, here);
  if (differences.length === 0) return;
  throw new InvalidInput(
    `${folder} is of another run: ${differences.join('; ')}. Give the same, or choose another folder.`,
    { code: 'other-settings', settings: ['out'] },
  );
}

/** Scripts are written once: what a person changed in them stays. */
function writeScripts({ words }: SubmitRequest, folder: string, plan: ClusterPlan): void {
  const names = plan.runs.map(({ name }) => name);
  const all = { ...words, folder, merge: words.merge(folder), table: words.table(folder, names) };
  const files = { 'task.sh': slurmTaskScript(plan, all), 'merge.sh': slurmMergeScript(plan, all) };
  for (const [name, text] of Object.entries(files)) {
    if (!existsSync(join(folder, name))) writeAtomically(join(folder, name), text, 0o777);
  }
}

async function toKubernetes(
  { folder: given, words, dryRun }: SubmitRequest,
  folder: string,
  plan: ClusterPlan,
  tasks: readonly number[],
  jobs: readonly SubmittedJob[],
  keep: (job: SubmittedJob) => void,
): Promise<Pick<SubmitReport, 'job' | 'manifest'>> {
  const submission = jobs.length + 1;
  const options = parseKubernetesOptions(plan.options.flatMap(splitWords));
  const manifest = jobManifest(plan, { tasks, submission }, { ...words, folder: given }, options);
  const file = join(folder, `job-${submission}.yaml`);
  const yaml = manifestYaml(manifest);
  writeAtomically(file, yaml);
  const job = { array: manifest.metadata.name, merge: null, tasks };
  if (dryRun || !(await hasKubectl())) return { job: null, manifest: { file, yaml } };
  await applyManifest(file);
  keep(job);
  return { job, manifest: { file, yaml } };
}
