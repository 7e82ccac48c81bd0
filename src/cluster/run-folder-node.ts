/**
 * The folder of a run on a cluster:
 *
 *     plan.json   what is certified, in how many shares      jobs.json   what was submitted
 *     task.sh     the script of a share (Slurm)              merge.sh    the script that joins the logs (Slurm)
 *     job-1.yaml  the first submission (Kubernetes)
 *     shards/     a log a share                              logs/       what tasks print
 *     NAME.tsv    the joined log of each run
 */
import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { lockLog, type Unlock } from '../certify/results/log-lock-node.ts';
import { systemReason, writeAtomically } from '../certify/whole-file-node.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { formatPlan, parsePlan, type ClusterPlan } from './plan.ts';
import type { SubmittedJob } from './schedulers/scheduler.ts';

const PLAN = 'plan.json';
const JOBS = 'jobs.json';

/** The plan in a folder; null where there is none. Throws InvalidInput where it cannot be read. */
export function readPlan(folder: string): ClusterPlan | null {
  const path = join(folder, PLAN);
  const json = readJsonFile(path);
  return json === undefined ? null : parsePlan(json, path);
}

/** The plan of a folder that must have one. Throws InvalidInput. */
export function requirePlan(folder: string): ClusterPlan {
  const plan = readPlan(folder);
  if (plan !== null) return plan;
  const there = statSync(folder, { throwIfNoEntry: false });
  throw new InvalidInput(
    there === undefined
      ? `There is no folder ${folder}.`
      : `${folder} is no folder of a run on a cluster: it has no ${PLAN}.`,
    { code: 'plan-file' },
  );
}

/** Makes a folder and what is always in it, and writes its plan. Throws InvalidInput. */
export function writePlan(folder: string, plan: ClusterPlan): void {
  writeAtomically(join(folder, PLAN), formatPlan(plan));
}

/** Makes the folder unless it is there. Throws InvalidInput. */
export function makeRunFolder(folder: string): void {
  try {
    for (const each of [folder, join(folder, 'shards'), join(folder, 'logs')]) mkdirSync(each, { recursive: true });
  } catch (error) {
    throw new InvalidInput(`Cannot make the folder ${folder}: ${systemReason(error)}.`, {
      code: 'file',
      settings: ['out'],
    });
  }
}

/** A folder from the root, without links: as nodes see it. */
export const absoluteFolder = (folder: string): string => {
  const path = resolve(folder);
  return statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path);
};

/** One submission at a time. Throws InvalidInput where another process submits to the folder. */
export function lockRunFolder(folder: string): Unlock {
  try {
    return lockLog(join(folder, PLAN));
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`Cannot write to ${folder}: ${systemReason(error)}.`, { code: 'file', settings: ['out'] });
  }
}

const JOB = z.object({ array: z.string(), merge: z.string().nullable(), tasks: z.array(z.int().min(1)) });

/** What was submitted from a folder so far, the oldest first. Throws InvalidInput. */
export function readJobs(folder: string): SubmittedJob[] {
  const path = join(folder, JOBS);
  const json = readJsonFile(path);
  if (json === undefined) return [];
  const read = z.array(JOB).safeParse(json);
  if (read.success) return read.data;
  throw new InvalidInput(`${path} is not understood: delete it; squeue and kubectl find the jobs by their names.`, {
    code: 'plan-file',
  });
}

/** Keeps what was submitted. Throws InvalidInput. */
export const writeJobs = (folder: string, jobs: readonly SubmittedJob[]): void =>
  writeAtomically(join(folder, JOBS), `[\n${jobs.map((job) => `  ${JSON.stringify(job)}`).join(',\n')}\n]\n`);

/** Undefined where there is no file. */
function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw new InvalidInput(`Cannot read ${path}: ${systemReason(error)}.`, { code: 'file' });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidInput(`${path} is not valid JSON: it was edited or cut off.`, { code: 'plan-file' });
  }
}
