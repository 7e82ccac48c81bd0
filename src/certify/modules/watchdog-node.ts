/** The second thread of a noise module (load-node.ts): ends the process when a call began too long ago. */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** What the thread is given. */
export interface WatchSetup {
  /** One double: the time in milliseconds at which the call in progress began, 0 between calls. */
  readonly shared: SharedArrayBuffer;
  /** Milliseconds one call may take. */
  readonly patience: number;
  /** What is said before the process ends. */
  readonly sentence: string;
}

const { shared, patience, sentence } = workerData as WatchSetup;
const began = new Float64Array(shared);

setInterval(() => {
  const since = began[0]!;
  if (since === 0 || Date.now() - since < patience) return;
  writeSync(2, `wulff: ${sentence}\n`);
  process.kill(process.pid, 'SIGKILL');
}, 250);
