/**
 * Runs one claim: judges every piece of evidence and every mutant, and records what the kernel found.
 */
import { mixSeed } from '../numeric/random/random-stream.ts';
import { certificateText, type ClaimTraces } from './certificate.ts';
import type { ClaimResult, EvidenceResult, FormalResult, MutantResult } from './claim-result.ts';
import type { Claim, Effort, Evidence } from './claim.ts';
import type { FormalAnswers, FormalStatement } from './formal.ts';
import { findFormal, type FormalFinding } from './kernel/formal-findings.ts';
import type { Finding } from './kernel/findings.ts';
import { verdict } from './kernel/findings.ts';
import { judge } from './kernel/judge.ts';
import type { Trace } from './kernel/trace.ts';

/** How a claim is run: its seed, the effort, and whether a certificate is made. */
export interface RunOptions {
  readonly seed: number;
  readonly level: Effort;
  /** Whether to write a certificate too. */
  readonly certificates?: boolean;
  /** What a proof assistant said of the formal statements; absent where none was run. */
  readonly formal?: FormalAnswers;
}

/** Runs one claim: every piece of evidence is judged, and every false variant must be refuted. */
export async function runClaim(claim: Claim, { seed, level, certificates, formal }: RunOptions): Promise<ClaimResult> {
  const started = performance.now();
  const evidence: EvidenceResult[] = [];
  const findings: Finding[][] = [];
  const traces: { -readonly [K in keyof ClaimTraces]: [...ClaimTraces[K]] } = { evidence: [], mutants: [] };
  const traced = async (piece: Evidence, id: string): Promise<{ finding: Finding; trace: Trace | undefined }> => {
    let trace: Trace | undefined;
    const context = { seed: mixSeed(seed, `${claim.id}/${id}`), effort: level };
    const finding = await judge(piece, context, certificates === true ? (kept) => (trace = kept) : undefined);
    return { finding, trace };
  };
  const statements: FormalResult[] = [];
  const stated = (of: string, statement: FormalStatement): FormalFinding => {
    const finding = findFormal(statement, formal);
    const { says, file, theorem, statement: sentence, leaves = null } = statement;
    statements.push({ of, says, file, theorem, statement: sentence, leaves, ...finding });
    return finding;
  };
  const proved = claim.parts.map((part) => (part.formal ?? []).map((statement) => stated(part.id, statement)));
  for (const part of claim.parts) {
    const own: Finding[] = [];
    for (const [i, piece] of part.evidence.entries()) {
      const begun = performance.now();
      const { finding, trace } = await traced(piece, `${part.id}/${i}`);
      traces.evidence.push(trace);
      const { kind, status, detail, runs, falseAlarm, counterexample } = finding;
      const ms = Math.round(performance.now() - begun);
      evidence.push({
        part: part.id,
        kind,
        level: finding.level,
        status,
        detail,
        runs,
        ms,
        falseAlarm,
        counterexample,
      });
      own.push(finding);
    }
    findings.push(own);
  }
  const mutants: MutantResult[] = [];
  for (const { id, statement, evidence: piece, negation } of claim.mutants) {
    const { finding, trace } = await traced(piece, `mutant/${id}`);
    traces.mutants.push({ kind: piece.kind, trace });
    const denied = negation === undefined ? undefined : stated(id, negation);
    const unproved = denied?.status === 'inconclusive' ? `the proof that it is false: ${denied.reason ?? ''}` : null;
    const witnessed = finding.status === 'refuted';
    const survived = witnessed ? unproved : `${finding.status}: ${finding.detail}`;
    const refuted = survived === null;
    mutants.push({ id, statement, refuted, witness: finding.counterexample, survived });
  }
  const { status, level: reached } = verdict(claim, findings, proved);
  const clean = status === 'holds' && mutants.every(({ refuted }) => refuted);
  const result: ClaimResult = {
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    hypotheses: claim.hypotheses,
    source: claim.source,
    axioms: claim.axioms,
    status,
    level: reached,
    parts: claim.parts.map((part) => ({ id: part.id, statement: part.statement, about: part.about ?? 'theorem' })),
    evidence,
    formal: statements,
    mutants,
    ms: Math.round(performance.now() - started),
    replay: clean ? null : `wulff verify --claim ${claim.id} --seed ${seed} --level ${level}`,
  };
  if (certificates !== true) return result;
  // A certificate states the level of what it holds as data; a proof assistant's word is not among that.
  const own = status === 'holds' ? verdict(claim, findings).level : null;
  return { ...result, certificate: certificateText({ ...result, level: own }, traces, level, seed) };
}
