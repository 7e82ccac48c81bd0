/**
 * A pool of worker threads that run claims (Node only). Each worker loads the registry itself; only ids go in and plain
 * results come out. Under a TypeScript runner, where workers cannot load the sources, there is no pool.
 */
import { Worker } from 'node:worker_threads';
import type { ClaimResult } from './claim-result.ts';
import type { RunOptions } from './claim-run.ts';
import type { ClaimPool } from './runner.ts';

interface Job {
  readonly resolve: (result: ClaimResult) => void;
  readonly reject: (error: Error) => void;
}

/** What a worker answers. */
export type Answer = { readonly result: ClaimResult } | { readonly failure: string };

export interface WorkerPool extends ClaimPool {
  close(): Promise<void>;
}

/**
 * A pool of `size` workers over the registry module at `registry` (which exports `claims`), or undefined where the
 * sources are TypeScript and not built. Claims then run in the calling thread.
 */
export function createWorkerPool(registry: URL, size = 2): WorkerPool | undefined {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  if (extension === '.ts' || registry.pathname.endsWith('.ts')) return undefined;
  const entry = new URL(`./verify-worker-node${extension}`, import.meta.url);
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const workers = Array.from({ length: size }, () => new Worker(entry, { workerData: { registry: registry.href } }));
  idle.push(...workers);
  const take = (): Promise<Worker> => {
    const worker = idle.pop();
    return worker === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(worker);
  };
  const give = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  return {
    size,
    async run(id: string, options: Omit<RunOptions, 'registry'>): Promise<ClaimResult> {
      const worker = await take();
      try {
        return await new Promise((resolve, reject) => listen(worker, { resolve, reject }, id, options));
      } finally {
        give(worker);
      }
    },
    async close(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function listen(worker: Worker, { resolve, reject }: Job, id: string, options: Omit<RunOptions, 'registry'>): void {
  const settle = (): void => {
    worker.off('message', onMessage);
    worker.off('error', onError);
    worker.off('exit', onExit);
  };
  const onMessage = (answer: Answer): void => {
    settle();
    if ('result' in answer) resolve(answer.result);
    else reject(new Error(answer.failure));
  };
  const onError = (error: unknown): void => {
    settle();
    reject(error instanceof Error ? error : new Error(String(error)));
  };
  const onExit = (code: number): void => {
    settle();
    reject(new Error(`a verification worker ended with code ${code} while running ${id}`));
  };
  worker.on('message', onMessage);
  worker.on('error', onError);
  worker.on('exit', onExit);
  worker.postMessage({ id, options });
}
