/** `wulff status`: looks at a run on a cluster, once or again and again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterPlan } from '../../cluster/plan.ts';
import { lookAtRun } from '../../cluster/progress/look-node.ts';
import type { RunStatus } from '../../cluster/progress/run-status.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { interruption } from '../terminal/interruption.ts';
import { EXIT, printJson, type CommandIo } from '../terminal/io.ts';
import { printed, printedWidth } from '../terminal/table.ts';
import { statusDocument } from './document.ts';
import { statusLines } from './text.ts';

/** Seconds between two looks. */
const EVERY = 5;

/** Prints how the run in a folder is; returns the exit code. Throws InvalidInput. */
export async function status(
  folder: string,
  options: { readonly watch?: true; readonly json?: true },
  io: CommandIo,
): Promise<number> {
  if (options.watch === true && options.json === true)
    throw new InvalidInput('--json prints one document: leave --watch out.', { code: 'usage' });
  if (options.watch === true) return watch(folder, io);
  const { plan, status: found } = await lookAtRun(folder);
  if (options.json === true) printJson(io, statusDocument(plan, found));
  else io.stdout(printed(statusLines(folder, plan, found, io), io));
  return codeOf(found);
}

const atWork = ({ counts }: RunStatus): boolean => counts.running + counts.waiting + counts.unknown > 0;
const codeOf = (found: RunStatus): number =>
  found.images.done === found.images.planned || atWork(found) ? EXIT.done : EXIT.undecided;

/** On a terminal each look replaces the one before; elsewhere looks that differ follow each other. */
async function watch(folder: string, io: CommandIo): Promise<number> {
  const interrupted = interruption();
  let [shown, last] = [0, ''];
  const show = (plan: ClusterPlan, found: RunStatus): void => {
    const text = printed(statusLines(folder, plan, found, io), io);
    if (io.stdoutIsTty) io.stdout(`${shown === 0 ? '' : `\u001b[${shown}A\u001b[0J`}${text}`);
    else if (text !== last) io.stdout(`${last === '' ? '' : '\n'}${text}`);
    // A word that is wider than the terminal stands on several lines.
    const lines = text.split('\n').slice(0, -1);
    shown = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(printedWidth(line) / io.columns)), 0);
    last = text;
  };
  try {
    for (;;) {
      const { plan, status: found } = await lookAtRun(folder);
      show(plan, found);
      if (!atWork(found)) return codeOf(found);
      await pause(EVERY * 1000, undefined, { signal: interrupted.signal });
    }
  } catch (error) {
    if (interrupted.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    interrupted.end();
  }
}
