/** A part together with theorems of proofs/formal that speak for it. */
import type { FormalStatement, Part } from '../../src/checker/index.ts';

/** The part with these formal statements beside its evidence. */
export const proved = (part: Part, ...statements: readonly FormalStatement[]): Part => ({
  ...part,
  formal: statements,
});
