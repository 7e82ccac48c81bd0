/**
 * The registry, claim by claim: each holds at exactly the level written here, and every false variant falls with a witness.
 * A claim without an expected level fails, so that a new one is looked at; a level that changes is seen in review.
 */
import { describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import { runClaim, type EvidenceLevel } from '../../src/checker/index.ts';

/** `formal` is reached only with a proof assistant (test/formal). */
const EXPECTED: Readonly<Record<Exclude<EvidenceLevel, 'formal'>, string>> = {
  symbolic:
    'G5 R3 row-gaussian-l2 row-gaussian-l1-linf row-laplace-l1 row-uniform-cube-l1 row-uniform-cube-l2 row-uniform-ball-l2 ' +
    'row-uniform-cross-polytope-l1 row-exp-linf-l1 row-exp-linf-k1-linf row-power-linf-l1 row-power-l2-level-set ' +
    'row-exp-l2-k1-l2 row-iid-exp-log-concave-l1 row-iid-pareto-l1',
  interval:
    'shape-slopes slopes-l1 row-uniform-cube-linf row-exp-linf-linf row-power-linf-linf row-exp-l2-level-set row-exp-l1-l1 ' +
    'row-iid-exp-log-convex-l1',
  exact:
    'G1 G2 G3 G4 R1 R2 R4 U1 U1.vertex U2 U3 U4 U5 W1 W2 W3 W4 W5 W6 W7 W8 blog limits certify-fixed certify-anytime ' +
    'runner-up splitting-l1 box-l1 lattice-growth lattice-sampler row-laplace-linf',
  property: 'R5 vet',
  statistical: 'vet-coverage',
};

const expectedLevel = new Map(
  Object.entries(EXPECTED).flatMap(([level, ids]) => ids.split(' ').map((id) => [id, level] as const)),
);

describe('the registry', () => {
  it('has an expected level for every claim, and no other', () => {
    expect(claims.map(({ id }) => id).sort()).toEqual([...expectedLevel.keys()].sort());
  });

  it.each(claims.map((claim) => [claim.id, claim] as const))(
    '%s holds, and every mutant is refuted with a witness',
    async (id, claim) => {
      const result = await runClaim(claim, { seed: 1, level: 'quick' });
      expect(result.evidence.filter(({ status }) => status !== 'holds')).toEqual([]);
      expect(result.status).toBe('holds');
      expect(result.level).toBe(expectedLevel.get(id));
      expect(result.mutants.length).toBeGreaterThan(0);
      expect(result.mutants.filter(({ refuted, witness }) => !refuted || witness === null)).toEqual([]);
      // 58 claims: together below 1e-6.
      expect(result.evidence.reduce((sum, { falseAlarm }) => sum + falseAlarm, 0)).toBeLessThanOrEqual(1e-9);
    },
  );
});
