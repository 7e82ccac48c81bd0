/**
 * How a run on a cluster is: counted from the logs of its shares and what the scheduler says. No clock is compared with
 * another.
 */
import { accuracyAt, type AccuracyAt } from '../../certify/results/accuracy.ts';
import { evenRadii, type ResultSet } from '../../certify/results/accuracy-results.ts';
import type { ClusterPlan, PlannedRun } from '../plan.ts';
import type { TaskState } from '../schedulers/scheduler.ts';

/** What is known of a share: counts of its log (progress/shard-progress-node.ts). */
export interface ShardCounts {
  readonly task: { readonly number: number; readonly run: PlannedRun };
  readonly planned: readonly number[];
  readonly done: ResultSet['images'];
  readonly missing: readonly number[];
  readonly copies: number;
  readonly seconds: number;
  readonly begun: boolean;
}

/**
 * `done`: all rows are there; `running`, `waiting`: by the scheduler; `failed`: submitted, over, and rows are missing;
 * `new`: never submitted; `unknown`: rows are missing, and nobody can be asked.
 */
export type ShardState = 'done' | 'running' | 'waiting' | 'failed' | 'new' | 'unknown';

/** A task and how it is. */
export interface TaskStatus {
  readonly task: number;
  readonly run: string;
  readonly state: ShardState;
  readonly images: number;
  readonly done: number;
  /** Images whose row is not there, by their index in the data. */
  readonly missing: readonly number[];
  /** For one that failed: the last sentence of what it printed; for one that waits, why; else null. */
  readonly sentence: string | null;
}

/** How a run on a cluster is. */
export interface RunStatus {
  readonly images: { readonly planned: number; readonly done: number };
  readonly tasks: readonly TaskStatus[];
  readonly counts: Readonly<Record<ShardState, number>>;
  readonly runs: readonly {
    readonly name: string;
    readonly adversary: string;
    readonly planned: number;
    readonly done: number;
    /** Whether the joined log is there, with all images. */
    readonly joined: boolean;
    /** At a few round radii, each with its interval; empty before the first row. */
    readonly accuracy: readonly AccuracyAt[];
  }[];
  /** Of the intervals. */
  readonly confidence: number;
  readonly copies: number;
  /** Copies a second: of one task as rows so far say, and of all that are running. */
  readonly rate: { readonly task: number | null; readonly all: number | null };
  /** Seconds until all is done, if what is running goes on so; null where that is not known. */
  readonly secondsLeft: number | null;
  readonly notes: readonly string[];
}

const CONFIDENCE = 0.95;
const RADII = 5;

/** What a status is made from. */
export interface StatusFacts {
  readonly plan: ClusterPlan;
  readonly shards: readonly ShardCounts[];
  /** Null where the scheduler could not be asked. */
  readonly states: readonly TaskState[] | null;
  /** Tasks that were submitted at some time. */
  readonly submitted: ReadonlySet<number>;
  readonly sentence: (task: number) => string | null;
  /** Rows of the joined log of a run; 0 where there is none. */
  readonly joinedRows: (run: string) => number;
  readonly notes: readonly string[];
}

/** Counts and estimates of a run. */
export function runStatus({ plan, shards, states, submitted, sentence, joinedRows, notes }: StatusFacts): RunStatus {
  const asked = new Map((states ?? []).map((each) => [each.task, each]));
  const stateOf = ({ task: { number }, missing, begun }: ShardCounts): ShardState => {
    if (missing.length === 0) return 'done';
    const said = asked.get(number);
    if (said !== undefined && said.state !== 'ended') return said.state;
    if (states === null && (submitted.has(number) || begun)) return 'unknown';
    return submitted.has(number) || begun || said !== undefined ? 'failed' : 'new';
  };
  const tasks = shards.map((shard): TaskStatus => {
    const state = stateOf(shard);
    const { number, run } = shard.task;
    const words = asked.get(number)?.words ?? null;
    return {
      task: number,
      run: run.name,
      state,
      images: shard.planned.length,
      done: shard.done.length,
      missing: shard.missing,
      sentence: state === 'failed' ? failure(sentence(number), words, shard) : state === 'waiting' ? words : null,
    };
  });
  const counts = { done: 0, running: 0, waiting: 0, failed: 0, new: 0, unknown: 0 };
  for (const { state } of tasks) counts[state] += 1;
  const sum = (of: (shard: ShardCounts) => number): number => shards.reduce((total, shard) => total + of(shard), 0);
  const [copies, seconds] = [sum((shard) => shard.copies), sum((shard) => shard.seconds)];
  const rate = seconds > 0 ? copies / seconds : null;
  return {
    images: { planned: sum((shard) => shard.planned.length), done: sum((shard) => shard.done.length) },
    tasks,
    counts,
    runs: plan.runs.map((run) => accuracyOf(run, shards, joinedRows(run.name))),
    confidence: CONFIDENCE,
    copies,
    rate: { task: rate, all: rate === null ? null : rate * counts.running },
    secondsLeft: secondsLeft(shards, tasks, plan.atOnce),
    notes,
  };
}

function failure(sentence: string | null, words: string | null, { missing }: ShardCounts): string {
  const state = words === null || /^(COMPLETED|FAILED|Failed|Complete)$/.test(words) ? '' : `${words}: `;
  return `${state}${sentence ?? `it ended with ${missing.length} images left and printed nothing: its node may be gone, or the disk full.`}`;
}

function accuracyOf(run: PlannedRun, shards: readonly ShardCounts[], rows: number): RunStatus['runs'][number] {
  const own = shards.filter(({ task }) => task.run === run);
  const images = own.flatMap(({ done }) => done);
  const { settings, name } = run;
  const adversary = settings.adversaries[0]!;
  const { noise, sigma, alpha, estimation, data } = settings;
  const results: ResultSet = {
    file: name,
    noise,
    sigma,
    alpha,
    estimation,
    adversary,
    data: data.sha256,
    images,
    notes: [],
  };
  const planned = own.reduce((total, each) => total + each.planned.length, 0);
  // Radii of what is right: beyond them nothing is certified.
  const right = images.filter(({ label, predict }) => label === predict);
  return {
    name,
    adversary,
    planned,
    done: images.length,
    joined: rows === planned,
    accuracy:
      images.length === 0
        ? []
        : evenRadii([{ ...results, images: right }])
            .filter((_, i) => i % 2 === 0)
            .slice(0, RADII)
            .map((radius) => accuracyAt(results, radius, CONFIDENCE)),
  };
}

/**
 * The rest of the work over the tasks that run, and no less than the rest of the longest share of them. An image that
 * is left takes what images of its run took so far, on average.
 */
function secondsLeft(
  shards: readonly ShardCounts[],
  tasks: readonly TaskStatus[],
  atOnce: number | null,
): number | null {
  const alive = shards.filter((_, i) => tasks[i]!.state === 'running' || tasks[i]!.state === 'waiting');
  const running = tasks.filter(({ state }) => state === 'running').length;
  if (alive.length === 0) return 0;
  const pace = new Map<PlannedRun, { seconds: number; images: number }>();
  for (const { task, done, seconds } of shards) {
    const known = pace.get(task.run) ?? { seconds: 0, images: 0 };
    pace.set(task.run, { seconds: known.seconds + seconds, images: known.images + done.length });
  }
  const rest = alive.map(({ task, missing }) => {
    const { seconds, images } = pace.get(task.run)!;
    return images === 0 ? NaN : (missing.length * seconds) / images;
  });
  const total = rest.reduce((sum, each) => sum + each, 0);
  const side = Math.min(running, atOnce ?? Infinity);
  const left = side === 0 ? NaN : Math.max(total / side, ...rest);
  return Number.isFinite(left) ? left : null;
}
