/**
 * The plan of a run on a cluster: what is certified, cut into tasks. A run (one model, noise and scale) is cut into
 * `parts` shares of its images; share j has the images number j, j + parts, j + 2 parts, ..., so that all shares are
 * alike. Tasks are numbered from 1 through all runs: task t is share (t - 1) mod parts + 1 of run number ceil(t /
 * parts).
 */
import { z } from 'zod';
import { chosenImages } from '../certify/image-choice.ts';
import type { RunSettings } from '../certify/results/result.ts';
import { SETTINGS } from '../certify/results/log-reader.ts';
import { differingSettings } from '../certify/results/run-fingerprint.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';

const PLAN_SCHEMA = 'wulff.plan/1';

export const CLUSTERS = ['slurm', 'kubernetes'] as const;
/** Who places, restarts and queues the tasks. */
export type ClusterKind = (typeof CLUSTERS)[number];

/** One model, noise and scale, on images of one data set. */
export interface PlannedRun {
  /** Names its files: letters, digits, dots, dashes. */
  readonly name: string;
  /** The words of the command that certifies all of it, but for its share and its log. */
  readonly command: readonly string[];
  readonly settings: RunSettings;
  /** Of the settings: logs of the run have the same. */
  readonly fingerprint: string;
  /** Images in the data, and which of them: every `skip`-th, at most `max` (null: all). */
  readonly images: { readonly size: number; readonly skip: number; readonly max: number | null };
}

/** What a run folder is about; written once, when the folder is made. */
export interface ClusterPlan {
  /** Tells the jobs of this folder from all others. */
  readonly id: string;
  /** Version of wulff. */
  readonly version: string;
  readonly cluster: ClusterKind;
  /** Where the tasks start, which paths of their commands are relative to. */
  readonly directory: string;
  /** Shares of each run. */
  readonly parts: number;
  /** Tasks that may run at a time; null: as many as there is room for. */
  readonly atOnce: number | null;
  /** Handed through to the scheduler, as written. */
  readonly options: readonly string[];
  readonly runs: readonly PlannedRun[];
}

/** A share of a run: what the cluster starts, and starts again. */
export interface Task {
  /** From 1, through all runs. */
  readonly number: number;
  readonly run: PlannedRun;
  /** Of `plan.parts`, from 1. */
  readonly part: number;
  /** Its log in the run folder. */
  readonly log: string;
}

/** Digits of a number in the names of files. */
export const NUMBER_DIGITS = 4;

/** The log of a share, in the run folder. */
export const shardLog = (run: string, part: string): string => `shards/${run}-${part}.tsv`;

/** The joined log of a run, in the run folder. */
export const mergedLog = (run: string): string => `${run}.tsv`;

/** All tasks, by their number. */
export const tasksOf = (plan: ClusterPlan): Task[] =>
  plan.runs.flatMap((run, r) =>
    Array.from({ length: plan.parts }, (_, p) => ({
      number: r * plan.parts + p + 1,
      run,
      part: p + 1,
      log: shardLog(run.name, String(p + 1).padStart(NUMBER_DIGITS, '0')),
    })),
  );

/** Indices of the images of a run. */
export const imagesOf = ({ images: { size, skip, max } }: PlannedRun): number[] => chosenImages(size, { skip, max });

/** Indices of the images of a task. */
export const imagesOfTask = ({ run: { images }, part }: Task, { parts }: ClusterPlan): number[] =>
  chosenImages(images.size, { skip: images.skip, max: images.max, shard: { part, parts } });

/** Names that files of a run may have. */
export const RUN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const PLAN = z.object({
  schema: z.literal(PLAN_SCHEMA, { error: `is of another version of wulff; ${PLAN_SCHEMA} is read here` }),
  id: z.string().regex(/^[a-z0-9]+$/),
  version: z.string(),
  cluster: z.enum(CLUSTERS),
  directory: z.string(),
  parts: z.int().min(1),
  atOnce: z.int().min(1).nullable(),
  options: z.array(z.string()),
  runs: z
    .array(
      z.object({
        name: z.string().regex(RUN_NAME),
        command: z.array(z.string()).min(1),
        settings: SETTINGS,
        images: z.object({ size: z.int().min(1), skip: z.int().min(1), max: z.int().min(1).nullable() }),
      }),
    )
    .min(1),
});

/** Reads plan.json. Throws InvalidInput; `where` names the file. */
export function parsePlan(json: unknown, where: string): ClusterPlan {
  const read = PLAN.safeParse(json);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new InvalidInput(`${where}: ${path.join('.') || 'the document'}: ${message}.`, { code: 'plan-file' });
  }
  const { id, version, cluster, directory, parts, atOnce, options } = read.data;
  const runs = read.data.runs.map(({ settings: { fingerprint, ...settings }, ...run }) => ({
    ...run,
    settings,
    fingerprint,
  }));
  return { id, version, cluster, directory, parts, atOnce, options, runs };
}

/** The text of plan.json. */
export const formatPlan = ({ runs, ...plan }: ClusterPlan): string =>
  `${JSON.stringify(
    {
      schema: PLAN_SCHEMA,
      ...plan,
      runs: runs.map(({ settings, fingerprint, ...run }) => ({ ...run, settings: { ...settings, fingerprint } })),
    },
    null,
    2,
  )}\n`;

/**
 * One clause for all that two plans differ in and results or shares depend on. Empty where the one goes on with the
 * other.
 */
export function planDifferences(there: ClusterPlan, here: ClusterPlan): string[] {
  const places = ['in the plan', 'here'] as const;
  const differs = (what: string, a: unknown, b: unknown): string[] =>
    a === b ? [] : [`${what} is ${String(a)} ${places[0]} and ${String(b)} ${places[1]}`];
  const names = [there, here].map(({ runs }) => runs.map(({ name }) => name).join(', '));
  return [
    ...differs('cluster', there.cluster, here.cluster),
    ...differs('tasks', there.parts, here.parts),
    ...differs('runs', names[0], names[1]),
    ...(names[0] === names[1] ? there.runs : []).flatMap((run, i) => {
      const other = here.runs[i]!;
      const of = there.runs.length === 1 ? '' : `${run.name}: `;
      return [
        ...differingSettings(run.settings, other.settings, places),
        ...differs('skip', run.images.skip, other.images.skip),
        ...differs('max', run.images.max ?? 'all images', other.images.max ?? 'all images'),
        ...differs('size of the data', run.images.size, other.images.size),
      ].map((clause) => `${of}${clause}`);
    }),
  ];
}
