import { describe, expect, it } from 'vitest';
import { blogExamples } from '../../proofs/blog-examples.ts';
import { cauchyProjection } from '../../proofs/cauchy-projection.ts';
import { crystalVolume } from '../../proofs/crystal-volume.ts';
import { covariogramConcavity } from '../../proofs/covariogram-concavity.ts';
import { curveCrossings } from '../../proofs/curve-crossings.ts';
import { generalNoise } from '../../proofs/general-noise.ts';
import { levelSetSlope } from '../../proofs/level-set-slope.ts';
import { limits } from '../../proofs/limits.ts';
import { maximalCrystal } from '../../proofs/maximal-crystal.ts';
import { shapeSlopes } from '../../proofs/minimal-projection-golden.ts';
import { minimalProjection } from '../../proofs/minimal-projection.ts';
import { ownBall } from '../../proofs/own-ball.ts';
import { rayShooting } from '../../proofs/ray-shooting.ts';
import { slopesAgainstL1 } from '../../proofs/slopes-against-l1.ts';
import { wulffCrystals } from '../../proofs/wulff-crystals.ts';
import { uniformGrowth } from '../../proofs/uniform-growth.ts';
import { worstVertex } from '../../proofs/worst-vertex.ts';
import { wulffEfficiency } from '../../proofs/wulff-efficiency.ts';
import type { Claim } from '../../src/checker/claim.ts';
import { mutantsOf, partsOf } from './verdict-of.ts';

const CLAIMS: readonly Claim[] = [
  blogExamples,
  maximalCrystal,
  shapeSlopes,
  generalNoise,
  uniformGrowth,
  rayShooting,
  wulffCrystals,
  crystalVolume,
  minimalProjection,
  cauchyProjection,
  covariogramConcavity,
  curveCrossings,
  ownBall,
  worstVertex,
  levelSetSlope,
  limits,
  slopesAgainstL1,
  wulffEfficiency,
];

describe.each(CLAIMS.map((claim) => [claim.id, claim] as const))('claim %s', (_, claim) => {
  it('holds, every part of it', async () => {
    const judged = await partsOf(claim, 1);
    expect(judged.length).toBeGreaterThan(0);
    if (process.env['SHOW'] !== undefined)
      for (const j of judged) console.log(`${claim.id} ${j.id} ${j.status} ${j.ms.toFixed(0)} ms ${j.detail}`);
    expect(judged.filter(({ status }) => status !== 'holds')).toEqual([]);
  });

  it('has mutants, and each is refuted with a witness', async () => {
    const judged = await mutantsOf(claim, 1);
    expect(judged.length).toBeGreaterThan(0);
    if (process.env['SHOW'] !== undefined)
      for (const j of judged) console.log(`${claim.id} ${j.id} ${j.status} ${j.ms.toFixed(0)} ms ${j.detail}`);
    expect(judged.filter(({ status }) => status !== 'refuted')).toEqual([]);
  });
});
