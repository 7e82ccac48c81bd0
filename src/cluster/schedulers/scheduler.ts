/** What is asked of a scheduler: to take tasks, and how they are. */
import type { ClusterPlan } from '../plan.ts';

/** What a scheduler says of a task. */
export interface TaskState {
  /** Of the task, from 1. */
  readonly task: number;
  /** `ended`: it is over, well or not, and will not be started again by itself. */
  readonly state: 'running' | 'waiting' | 'ended';
  /** In the scheduler's words: why it waits, or how it ended. */
  readonly words: string;
}

/** What has been submitted: kept in jobs.json. */
export interface SubmittedJob {
  /** The scheduler's name of the array, and of the job that joins the logs (null: none). */
  readonly array: string;
  readonly merge: string | null;
  readonly tasks: readonly number[];
}

/** What tasks of a plan are doing; a task that is not named is over and forgotten, or was never submitted. */
export type AskTasks = (plan: ClusterPlan, jobs: readonly SubmittedJob[]) => Promise<readonly TaskState[]>;
