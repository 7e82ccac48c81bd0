/** The theorem checker: what proofs/, properties/ and the command line import. */
export * from './claim.ts';
export * from './expression.ts';
export type { Domain, SymbolicProof } from './symbolic-proof.ts';
export type { IntervalProof, Range, SplitTree } from './interval-proof.ts';
export { axiom, axioms, type Axiom } from './axioms.ts';
export { judge } from './kernel/judge.ts';
export { isFinding, LEVEL_OF_KIND, type Finding } from './kernel/findings.ts';
export type { ClaimResult, EvidenceResult, MutantResult, PartResult } from './claim-result.ts';
export { runClaim } from './claim-run.ts';
export { requireWellFormed, verify, type ClaimPool, type VerifyOptions, type VerifyResult } from './runner.ts';
export { CERTIFICATE_SCHEMA, MANIFEST_SCHEMA } from './certificate.ts';
export { toJUnit } from './junit.ts';
export * from './evidence.ts';
export { compile } from './evaluate.ts';
export { fromText, proposeAntiderivative, proposeDerivatives, proposedIntegral, toText } from './proposer.ts';
