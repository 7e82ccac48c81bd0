/** The worker's side of worker-pool-node.ts: runs the claim asked for and answers with its result. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Claim } from './claim.ts';
import { runClaim, type RunOptions } from './claim-run.ts';
import type { Answer } from './worker-pool-node.ts';

const { registry } = workerData as { registry: string };
const loaded = import(registry) as Promise<{ claims: readonly Claim[] }>;

async function answer(id: string, options: RunOptions): Promise<Answer> {
  try {
    const { claims } = await loaded;
    const claim = claims.find((one) => one.id === id);
    if (claim === undefined) throw new Error(`the registry has no claim ${id}`);
    return { result: await runClaim(claim, { ...options, registry: claims }) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', ({ id, options }: { id: string; options: RunOptions }) => {
  void answer(id, options).then((reply) => parentPort?.postMessage(reply));
});
