/**
 * The registry: every theorem the checker knows, in the order a reader would want them.
 * To add one, write proofs/<theorem>.ts exporting a `Claim` (docs/evidence.md says how) and list it here.
 */
import type { Claim } from '../src/checker/index.ts';
import { differentialMethod } from './differential-method.ts';
import { growthClosedForms } from './growth-closed-forms.ts';
import { normConversion } from './norm-conversion.ts';
import { rowClaims } from './rows/index.ts';

export const claims: readonly Claim[] = [growthClosedForms, differentialMethod, normConversion, ...rowClaims];
