/** Faults that change nothing a caller can see, each with the reason: they are left out of the score. */
import type { EquivalentFault } from './equivalents/equivalent-fault.ts';
import { GROWTH } from './equivalents/growth.ts';
import { RADIUS } from './equivalents/radius.ts';
import { STATISTICS } from './equivalents/statistics.ts';
import type { Fault } from './faults.ts';

/** Looked at one by one. A fault that loses radius visibly, or drops a step of a proof, is none of these. */
export const EQUIVALENT: readonly EquivalentFault[] = [...GROWTH, ...RADIUS, ...STATISTICS];

/** Why a fault is none; undefined where it is one. */
export const whyEquivalent = ({ file, row, was, by }: Fault): string | undefined =>
  EQUIVALENT.find((one) => one.file === file && one.row === row && one.was === was && one.by === by)?.why;
