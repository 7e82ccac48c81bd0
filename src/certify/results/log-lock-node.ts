/**
 * A log has one writer. While it is written to, a file beside it says by which process; what a process that was killed
 * leaves of that is recognized and taken away, what a process of another machine left is told.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** Gives the log free. */
export type Unlock = () => void;

/** Who writes: as JSON in the file. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly began: string;
  readonly task?: string;
}

/**
 * The name of a cluster's task, in its environment (`src/cluster/scripts/task-script.ts`). A scheduler starts a task
 * elsewhere only when it has given up the node where the task was before: what that left is the task's own.
 */
const ownTask = (): string | undefined => process.env['WULFF_TASK'] || undefined;

/** Locks of this process, which a lock of its number from before a restart of the machine is not among. */
const held = new Set<string>();

/** The file that says who writes a log. */
export const lockOf = (log: string): string => join(dirname(log), `.${basename(log)}.lock`);

/**
 * Locks a log for this process. Throws InvalidInput when another one, alive or on another machine, has it; what the
 * system throws when the folder cannot be written to.
 */
export function lockLog(log: string): Unlock {
  const path = lockOf(log);
  const task = ownTask();
  const began = beginningOf(process.pid);
  const own: Holder = { pid: process.pid, host: hostname(), began, ...(task === undefined ? {} : { task }) };
  for (let attempt = 0; ; attempt++) {
    try {
      writeLock(path, own);
      held.add(path);
      return () => {
        held.delete(path);
        try {
          rmSync(path, { force: true });
        } catch {
          // Its folder is gone, and the lock with it.
        }
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(path);
    if (attempt > 0 || holder === null || isAtWork(holder, path)) throw taken(log, path, holder);
    rmSync(path, { force: true });
  }
}

/** Throws what the system throws; then there is no lock: an empty one would be nobody's for ever. */
function writeLock(path: string, own: Holder): void {
  const file = openSync(path, 'wx');
  try {
    writeSync(file, `${JSON.stringify(own)}\n`);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function readHolder(path: string): Holder | null {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(found) ? found : null;
  } catch {
    return null;
  }
}

function isHolder(found: unknown): found is Holder {
  if (typeof found !== 'object' || found === null) return false;
  const { pid, host, began, task } = found as Partial<Record<keyof Holder, unknown>>;
  const named = typeof host === 'string' && typeof began === 'string' && ['string', 'undefined'].includes(typeof task);
  return named && Number.isSafeInteger(pid) && (pid as number) > 0;
}

/** Whether the process may still be writing: of another machine that is not known. */
function isAtWork({ pid, host, began, task }: Holder, path: string): boolean {
  if (host !== hostname()) return task === undefined || task !== ownTask();
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return beginningOf(pid) === began;
}

/** When a process began, in the system's own clock, where it can be asked: numbers of processes are used again. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in brackets, may hold anything; the beginning is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function taken(log: string, path: string, holder: Holder | null): InvalidInput {
  const who =
    holder === null
      ? 'another process'
      : `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`;
  return new InvalidInput(
    `${log} is being written by ${who}: two writers would spoil it. Wait for it or choose another file; if it has ended, delete ` +
      `${path}.`,
    { code: 'log-locked', settings: ['out'] },
  );
}
