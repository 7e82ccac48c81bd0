/** Every claim of MATH.md 2, 4 and 5: holds at the level it should, and its mutants fall. */
import { describe, expect, it } from 'vitest';
import { blogExamples } from '../../proofs/radius/blog-examples.ts';
import { cauchyProjection } from '../../proofs/uniform/cauchy-projection.ts';
import { covariogramConcavity } from '../../proofs/uniform/covariogram-concavity.ts';
import { crystalVolume } from '../../proofs/crystals/crystal-volume.ts';
import { curveCrossings } from '../../proofs/crystals/curve-crossings.ts';
import { generalNoise } from '../../proofs/crystals/general-noise.ts';
import { levelSetSlope } from '../../proofs/crystals/level-set-slope.ts';
import { limits } from '../../proofs/radius/limits.ts';
import { maximalCrystal } from '../../proofs/crystals/maximal-crystal.ts';
import { shapeSlopes } from '../../proofs/crystals/minimal-projection-golden.ts';
import { minimalProjection } from '../../proofs/crystals/minimal-projection.ts';
import { ownBall } from '../../proofs/uniform/own-ball.ts';
import { rayShooting } from '../../proofs/uniform/ray-shooting.ts';
import { slopesAgainstL1 } from '../../proofs/crystals/slopes-against-l1.ts';
import { uniformGrowth } from '../../proofs/uniform/uniform-growth.ts';
import { worstVertex } from '../../proofs/uniform/worst-vertex.ts';
import { wulffCrystals } from '../../proofs/crystals/wulff-crystals.ts';
import { wulffEfficiency } from '../../proofs/crystals/wulff-efficiency.ts';
import { LEVELS, runClaim } from '../../src/checker/index.ts';
import type { Claim, EvidenceLevel } from '../../src/checker/index.ts';

const CLAIMS: readonly (readonly [Claim, EvidenceLevel])[] = [
  [covariogramConcavity, 'exact'],
  [worstVertex, 'exact'],
  [uniformGrowth, 'exact'],
  [rayShooting, 'exact'],
  [cauchyProjection, 'exact'],
  [ownBall, 'exact'],
  [wulffCrystals, 'exact'],
  [crystalVolume, 'exact'],
  [minimalProjection, 'exact'],
  [generalNoise, 'exact'],
  [levelSetSlope, 'exact'],
  [wulffEfficiency, 'exact'],
  [curveCrossings, 'exact'],
  [maximalCrystal, 'exact'],
  [shapeSlopes, 'interval'],
  [slopesAgainstL1, 'interval'],
  [blogExamples, 'exact'],
  [limits, 'exact'],
];

describe.each(CLAIMS.map(([claim, level]) => [claim.id, claim, level] as const))('claim %s', (_, claim, level) => {
  it('holds, and every mutant is refuted with a witness', async () => {
    const result = await runClaim(claim, { seed: 1, level: 'quick' });
    expect(result.evidence.filter(({ status }) => status !== 'holds')).toEqual([]);
    expect(result.status).toBe('holds');
    expect(LEVELS.indexOf(result.level!)).toBeGreaterThanOrEqual(LEVELS.indexOf(level));
    expect(result.mutants.length).toBeGreaterThan(0);
    expect(result.mutants.filter(({ refuted, witness }) => !refuted || witness === null)).toEqual([]);
    expect(result.evidence.reduce((sum, { falseAlarm }) => sum + falseAlarm, 0)).toBeLessThanOrEqual(1e-9);
  });
});
