/**
 * wulff/checker: the theorem checker. Claims and their evidence as data, the kernel that judges it (`judge`), the
 * runner (`verify`, `runClaim`), and short ways to write formulas and evidence. docs/evidence.md is its introduction.
 */
export {
  Counterexample,
  LEVELS,
  speaksFor,
  type Alternatives,
  type AnyPart,
  type Claim,
  type Effort,
  type EnclosedInstance,
  type Evidence,
  type EvidenceContext,
  type EvidenceLevel,
  type ExactInstance,
  type ImplementationPart,
  type Instances,
  type Mutant,
  type NumericInstance,
  type Part,
  type Scope,
  type StatisticalTest,
  type Status,
  type TheoremPart,
} from './claim.ts';
export {
  add,
  apply,
  derivative,
  div,
  exp,
  inv,
  log,
  mul,
  neg,
  pi,
  pow,
  rational,
  sub,
  substitute,
  toExpression,
  variable,
  type Expression,
  type FunctionName,
} from './expression.ts';
export type { Domain, SymbolicProof } from './symbolic-proof.ts';
export type { IntervalProof, Range, SplitTree } from './interval-proof.ts';
export { formal, formalKey, formalStatements } from './formal.ts';
export type { FormalAnswer, FormalAnswers, FormalStatement, HasFormalStatements } from './formal.ts';
export { axiom, axioms, type Axiom } from './axioms.ts';
export { formalQuestions, type AxiomResult } from './axiom-standing.ts';
export { judge } from './kernel/judge.ts';
export { isFinding, LEVEL_OF_KIND, type Finding } from './kernel/findings.ts';
export type { ClaimResult, EvidenceResult, FormalResult, MutantResult, PartResult } from './claim-result.ts';
export { groundsOf, inheritedLevel, type Ground } from './grounds.ts';
export { showExpression, type Formula, type Notation } from './report/formula-text.ts';
export { ownLevel, partLevel, piecesOf, type Placed } from './kernel/verdict.ts';
export { runClaim } from './claim-run.ts';
export { requireWellFormed, verify, type ClaimPool, type VerifyOptions, type VerifyResult } from './runner.ts';
export { CERTIFICATE_SCHEMA, MANIFEST_SCHEMA } from './certificate.ts';
export { TRUSTED_BASE, trustedLines, type TrustedFile } from './report/trusted-base.ts';
export { toJUnit } from './report/junit.ts';
export {
  alternatives,
  exactly,
  forAll,
  identity,
  library,
  numerically,
  onBox,
  range,
  real,
  sampled,
  whole,
} from './evidence.ts';
export { compile } from './evaluate.ts';
export { fromText, proposeAntiderivative, proposeDerivatives, proposedIntegral, toText } from './proposer.ts';

// Types that the names above are made of.
export type { RunOptions } from './claim-run.ts';
export type { EvidenceOf } from './evidence.ts';
export type { Operand } from './expression.ts';
export type { Trace } from './kernel/trace.ts';
export type { FormalFinding } from './kernel/formal-findings.ts';
export type { FormalSummary, VerifySummary } from './runner.ts';
export type { TracedPoint } from './kernel/trace.ts';
