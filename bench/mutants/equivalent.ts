/** Faults that change nothing a caller can see, each with the reason: they are left out of the score. */
import type { Fault } from './faults.ts';

interface Equivalent {
  readonly file: string;
  /** The line as it stands, and what of it is changed to what. */
  readonly row: string;
  readonly was: string;
  readonly by: string;
  readonly why: string;
}

const EQUIVALENT: readonly Equivalent[] = [];

/** Why a fault is none; undefined where it is one. */
export const whyEquivalent = ({ file, row, was, by }: Fault): string | undefined =>
  EQUIVALENT.find((one) => one.file === file && one.row === row && one.was === was && one.by === by)?.why;
