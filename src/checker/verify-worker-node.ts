/** The worker's side of worker-pool-node.ts: runs the claim asked for and answers with its result. */
import type { ClaimResult } from './claim-result.ts';
import { runClaim, type RunOptions } from './claim-run.ts';
import type { Claim } from './claim.ts';

/** What a worker is asked: a claim, by its id, of the registry module at an address. */
export interface Job {
  readonly registry: string;
  readonly id: string;
  readonly options: Omit<RunOptions, 'registry'>;
}

/** Runs the claim. Rejects where the registry has none of this id. */
export default async function answer({ registry, id, options }: Job): Promise<ClaimResult> {
  const { claims } = (await import(registry)) as { claims: readonly Claim[] };
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`the registry has no claim ${id}`);
  return runClaim(claim, { ...options, registry: claims });
}
