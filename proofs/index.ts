/**
 * The registry: every theorem the checker knows, in the order a reader would want them.
 * To add one, write proofs/<theorem>.ts exporting a `Claim` (docs/evidence.md says how) and list it here.
 */
import type { Claim } from '../src/checker/index.ts';
import { differentialBelowExact } from './differential-below-exact.ts';
import { differentialMethod } from './differential-method.ts';
import { growthShape } from './growth-shape.ts';
import { growthClosedForms } from './growth-closed-forms.ts';
import { neymanPearson } from './neyman-pearson.ts';
import { normConversion } from './norm-conversion.ts';
import { robustness } from './robustness.ts';
import { rowClaims } from './rows/index.ts';
import { shiftSemigroup } from './shift-semigroup.ts';

export const claims: readonly Claim[] = [
  neymanPearson,
  growthShape,
  shiftSemigroup,
  robustness,
  growthClosedForms,
  differentialMethod,
  differentialBelowExact,
  normConversion,
  ...rowClaims,
];
