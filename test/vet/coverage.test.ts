/** The coverage claim as `verify` runs it at the quick level (false alarm 1e-9); the full level runs 500 vets. */
import { describe, expect, it } from 'vitest';
import { runClaim } from '../../src/checker/claim-run.ts';
import { vetCoverage } from '../../proofs/vet/vet-coverage.ts';

describe('sampled vets', () => {
  it('hold as often as they say, and intervals shrunk by half are found out', async () => {
    const result = await runClaim(vetCoverage, { seed: 1, level: 'quick' });
    expect(result.status).toBe('holds');
    expect(result.mutants.map(({ refuted }) => refuted)).toEqual([true]);
  });
});
