/**
 * The registry: every theorem the checker knows, in the order a reader would want them.
 * To add one, write proofs/<theorem>.ts exporting a `Claim` (docs/evidence.md says how) and list it here.
 */
import type { Claim } from '../src/checker/index.ts';
import { blogExamples } from './radius/blog-examples.ts';
import { boxL1 } from './certify/box-l1.ts';
import { cauchyProjection } from './uniform/cauchy-projection.ts';
import { certifyAnytime } from './certify/certify-anytime.ts';
import { certifyFixed } from './certify/certify-fixed.ts';
import { covariogramConcavity } from './uniform/covariogram-concavity.ts';
import { crystalVolume } from './crystals/crystal-volume.ts';
import { curveCrossings } from './crystals/curve-crossings.ts';
import { differentialBelowExact } from './radius/differential-below-exact.ts';
import { differentialMethod } from './radius/differential-method.ts';
import { generalNoise } from './crystals/general-noise.ts';
import { growthClosedForms } from './growth/growth-closed-forms.ts';
import { growthShape } from './growth/growth-shape.ts';
import { latticeGrowth } from './certify/lattice-growth.ts';
import { latticeSampler } from './certify/lattice-sampler.ts';
import { levelSetSlope } from './crystals/level-set-slope.ts';
import { levelSetMethod } from './radius/level-set-method.ts';
import { limits } from './radius/limits.ts';
import { maximalCrystal } from './crystals/maximal-crystal.ts';
import { shapeSlopes } from './crystals/minimal-projection-golden.ts';
import { minimalProjection } from './crystals/minimal-projection.ts';
import { neymanPearson } from './growth/neyman-pearson.ts';
import { normConversion } from './radius/norm-conversion.ts';
import { ownBall } from './uniform/own-ball.ts';
import { rayShooting } from './uniform/ray-shooting.ts';
import { robustness } from './growth/robustness.ts';
import { rowClaims } from './rows/index.ts';
import { runnerUp } from './certify/runner-up.ts';
import { shiftSemigroup } from './growth/shift-semigroup.ts';
import { slopesAgainstL1 } from './crystals/slopes-against-l1.ts';
import { splittingL1 } from './certify/splitting-l1.ts';
import { uniformGrowth } from './uniform/uniform-growth.ts';
import { vetCoverage } from './vet/vet-coverage.ts';
import { vetEnclosure } from './vet/vet-enclosure.ts';
import { vetVerdict } from './vet/vet-verdict.ts';
import { worstVertex } from './uniform/worst-vertex.ts';
import { worstDirection } from './radius/worst-direction.ts';
import { wulffCrystals } from './crystals/wulff-crystals.ts';
import { wulffEfficiency } from './crystals/wulff-efficiency.ts';

export const claims: readonly Claim[] = [
  neymanPearson,
  growthShape,
  shiftSemigroup,
  robustness,
  growthClosedForms,
  differentialMethod,
  levelSetMethod,
  differentialBelowExact,
  normConversion,
  worstDirection,
  covariogramConcavity,
  worstVertex,
  uniformGrowth,
  rayShooting,
  cauchyProjection,
  ownBall,
  wulffCrystals,
  crystalVolume,
  minimalProjection,
  generalNoise,
  levelSetSlope,
  wulffEfficiency,
  curveCrossings,
  maximalCrystal,
  shapeSlopes,
  slopesAgainstL1,
  blogExamples,
  limits,
  certifyFixed,
  certifyAnytime,
  runnerUp,
  splittingL1,
  boxL1,
  latticeGrowth,
  latticeSampler,
  ...rowClaims,
  vetVerdict,
  vetCoverage,
  vetEnclosure,
];
