/** Node's flags for a thread of ours. */
import type { WorkerOptions } from 'node:worker_threads';

/**
 * A thread has the flags of its process; named one by one, those of V8 (--max-old-space-size) would be refused. The
 * exception is a program given as text (node --input-type=module -e ...), whose flag is refused for a file.
 */
export function threadFlags(): Pick<WorkerOptions, 'execArgv'> {
  const ofText = (flag: string): boolean => flag.startsWith('--input-type');
  if (!process.execArgv.some(ofText)) return {};
  return { execArgv: process.execArgv.filter((flag) => !ofText(flag)) };
}
