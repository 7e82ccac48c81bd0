/** One claim per row of the table of radii (MATH.md section 3). */
import type { Claim } from '../../src/checker/index.ts';
import { laplaceL1 } from './laplace-l1.ts';

export const rowClaims: readonly Claim[] = [laplaceL1];
