/** One claim per row of the table of radii (MATH.md section 3). */
import type { Claim } from '../../src/checker/index.ts';
import { expL1L1 } from './exp/exp-l1-l1.ts';
import { expL2K1L2 } from './exp/exp-l2-k1-l2.ts';
import { expL2LevelSet } from './exp/exp-l2-level-set.ts';
import { expLinfK1Linf } from './exp/exp-linf-k1-linf.ts';
import { expLinfL1 } from './exp/exp-linf-l1.ts';
import { expLinfLinf } from './exp/exp-linf-linf.ts';
import { gaussianL1Linf } from './gaussian-laplace/gaussian-l1-linf.ts';
import { gaussianL2 } from './gaussian-laplace/gaussian-l2.ts';
import { iidExpLogConcaveL1 } from './iid/iid-exp-log-concave-l1.ts';
import { iidExpLogConvexL1 } from './iid/iid-exp-log-convex-l1.ts';
import { iidParetoL1 } from './iid/iid-pareto-l1.ts';
import { laplaceL1 } from './gaussian-laplace/laplace-l1.ts';
import { laplaceLinf } from './gaussian-laplace/laplace-linf.ts';
import { powerL2LevelSet } from './power/power-l2-level-set.ts';
import { powerLinfL1 } from './power/power-linf-l1.ts';
import { powerLinfLinf } from './power/power-linf-linf.ts';
import { uniformBallL2 } from './uniform/uniform-ball-l2.ts';
import { uniformCrossPolytopeL1 } from './uniform/uniform-cross-polytope-l1.ts';
import { uniformCubeL1 } from './uniform/uniform-cube-l1.ts';
import { uniformCubeL2 } from './uniform/uniform-cube-l2.ts';
import { uniformCubeLinf } from './uniform/uniform-cube-linf.ts';

export const rowClaims: readonly Claim[] = [
  gaussianL2,
  gaussianL1Linf,
  laplaceL1,
  laplaceLinf,
  uniformCubeL1,
  uniformCubeLinf,
  uniformCubeL2,
  uniformBallL2,
  uniformCrossPolytopeL1,
  expLinfL1,
  expLinfK1Linf,
  expLinfLinf,
  powerLinfL1,
  powerLinfLinf,
  powerL2LevelSet,
  expL2K1L2,
  expL2LevelSet,
  expL1L1,
  iidExpLogConcaveL1,
  iidExpLogConvexL1,
  iidParetoL1,
];
