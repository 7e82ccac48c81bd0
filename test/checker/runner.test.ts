import { describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import { verify } from '../../src/checker/index.ts';

describe('the registry', () => {
  it('holds, and every mutant is refuted', async () => {
    const result = await verify(claims, { level: 'quick', seed: 1 });
    const troubled = result.claims.filter((c) => c.replay !== null);
    expect(troubled.map(({ id, status, evidence, mutants }) => ({ id, status, evidence, mutants }))).toEqual([]);
    console.log(result.claims.map((c) => `${c.id} ${c.status} ${c.level} ${c.ms}ms ${c.mutants.map((m) => m.witness).join(' | ')}`).join('\n'));
  });
});
