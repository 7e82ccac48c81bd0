/**
 * A pool of worker threads that run claims (Node only). Each worker loads the registry itself; only ids go in and plain
 * results come out. Under a TypeScript runner, where workers cannot load the sources, there is no pool.
 */
import { Tinypool } from 'tinypool';
import type { ClaimResult } from './claim-result.ts';
import type { ClaimPool } from './runner.ts';
import type { Job } from './verify-worker-node.ts';

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
  const filename = new URL(`./verify-worker-node${extension}`, import.meta.url).href;
  // Threads that have loaded the registry are kept: loading it takes longer than most claims.
  const pool = new Tinypool({ filename, minThreads: size, maxThreads: size, isolateWorkers: false });
  return {
    size,
    run: (id, options) => pool.run({ registry: registry.href, id, options } satisfies Job) as Promise<ClaimResult>,
    close: () => pool.destroy(),
  };
}
