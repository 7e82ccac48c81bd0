/**
 * The registry: every theorem the checker knows, in the order a reader would want them.
 * To add one, write proofs/<theorem>.ts exporting a `Claim` (docs/evidence.md says how) and list it here.
 */
import type { Claim } from '../src/checker/index.ts';
import { blogExamples } from './blog-examples.ts';
import { boxL1 } from './box-l1.ts';
import { cauchyProjection } from './cauchy-projection.ts';
import { certifyAnytime } from './certify-anytime.ts';
import { certifyFixed } from './certify-fixed.ts';
import { covariogramConcavity } from './covariogram-concavity.ts';
import { crystalVolume } from './crystal-volume.ts';
import { curveCrossings } from './curve-crossings.ts';
import { differentialBelowExact } from './differential-below-exact.ts';
import { differentialMethod } from './differential-method.ts';
import { generalNoise } from './general-noise.ts';
import { growthClosedForms } from './growth-closed-forms.ts';
import { growthShape } from './growth-shape.ts';
import { levelSetSlope } from './level-set-slope.ts';
import { levelSetMethod } from './level-set-method.ts';
import { limits } from './limits.ts';
import { maximalCrystal } from './maximal-crystal.ts';
import { shapeSlopes } from './minimal-projection-golden.ts';
import { minimalProjection } from './minimal-projection.ts';
import { neymanPearson } from './neyman-pearson.ts';
import { normConversion } from './norm-conversion.ts';
import { ownBall } from './own-ball.ts';
import { rayShooting } from './ray-shooting.ts';
import { robustness } from './robustness.ts';
import { rowClaims } from './rows/index.ts';
import { shiftSemigroup } from './shift-semigroup.ts';
import { slopesAgainstL1 } from './slopes-against-l1.ts';
import { splittingL1 } from './splitting-l1.ts';
import { uniformGrowth } from './uniform-growth.ts';
import { vetCoverage } from './vet-coverage.ts';
import { vetVerdict } from './vet-verdict.ts';
import { worstVertex } from './worst-vertex.ts';
import { worstDirection } from './worst-direction.ts';
import { wulffCrystals } from './wulff-crystals.ts';
import { wulffEfficiency } from './wulff-efficiency.ts';

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
  splittingL1,
  boxL1,
  ...rowClaims,
  vetVerdict,
  vetCoverage,
];
